// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/lifeboatctl/practicework.h"

#include "app/lifeboatctl/disk.h"
#include "app/lifeboatctl/eventwait.h"
#include "app/lifeboatctl/watching.h"
#include "engine/base/paths.h"
#include "engine/cluster/secretstore.h"
#include "ui/text/format.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace lifeboat::cli {

namespace {

bool isOnThisMachine(const ClusterProfile &profile)
{
    return std::ranges::all_of(profile.nodes, [](const NodeProfile &node) { return node.url.host() == "127.0.0.1"_L1; });
}

} // namespace

QString daemonProgram()
{
    return QCoreApplication::applicationDirPath() + u"/lifeboatd"_s;
}

Result<> enrollPractice(const PracticeCluster &cluster)
{
    ProfileStore profiles(disk(), paths::clusters());
    if (const auto before = profiles.cluster(PracticeCluster::kName)) {
        if (!isOnThisMachine(*before))
            return failure(ErrorCode::AlreadyExists, PracticeCluster::kName, u"a cluster of that name is kept"_s);
        dismissPractice();
    }
    const ClusterProfile profile = cluster.profile();
    const auto secrets = SecretStore::forThisSession(disk());
    for (const NodeProfile &node : profile.nodes) {
        LIFEBOAT_ASSIGN(const net::Endpoint endpoint, cluster.endpoint(node.name));
        LIFEBOAT_TRY(await(secrets->write(secretKey(profile.name, node.url), endpoint.token)));
    }
    return profiles.putNodes(profile.name, profile.nodes);
}

void dismissPractice()
{
    ProfileStore profiles(disk(), paths::clusters());
    const auto profile = profiles.cluster(PracticeCluster::kName);
    if (!profile || !isOnThisMachine(*profile))
        return;
    const auto secrets = SecretStore::forThisSession(disk());
    for (const NodeProfile &node : profile->nodes) {
        (void)profiles.removeNode(profile->name, node.url);
        (void)await(secrets->remove(secretKey(profile->name, node.url)));
    }
}

Result<bool> stopPractice()
{
    LIFEBOAT_ASSIGN(const bool wasThere, PracticeCluster::stop(disk(), paths::practice()));
    dismissPractice();
    return wasThere;
}

QJsonObject takeoverObject(const Takeover &takeover)
{
    return {{u"what"_s, takeover.what},
            {u"from"_s, takeover.lost.holder},
            {u"to"_s, takeover.won.holder},
            {u"token"_s, QString::number(takeover.won.token)},
            {u"takeoverMs"_s, qint64(takeover.time.count())},
            {u"limitMs"_s, qint64(PracticeCluster::takeoverLimit().count())}};
}

QString takeoverText(const Takeover &takeover)
{
    const QString deed = takeover.what == "kill"_L1 ? u"was killed"_s
        : takeover.what == "freeze"_L1              ? u"was frozen"_s
                                                    : u"was cut off"_s;
    return u"%1 led and %2; %3 leads since %4 later (at most %5 is wanted)"_s.arg(
        takeover.lost.holder, deed, takeover.won.holder, text::duration(takeover.time),
        text::duration(PracticeCluster::takeoverLimit()));
}

} // namespace lifeboat::cli
