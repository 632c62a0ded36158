// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/practice/practiceprofile.h"

#include <QCoreApplication>
#include <QThread>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace lifeboat {

namespace {

constexpr auto kLook = 20ms;

Result<> waitFor(const JobControl &control, const QFuture<Result<>> &answer)
{
    while (!answer.isFinished()) {
        LIFEBOAT_TRY(control.checkpoint());
        QThread::sleep(kLook);
    }
    return answer.isCanceled() ? failure(ErrorCode::Canceled) : answer.result();
}

std::unique_ptr<SecretStore> secretsFor(FileSystem &fileSystem, const PracticeProfile &profile)
{
    return profile.makeSecrets ? profile.makeSecrets(fileSystem) : SecretStore::forThisSession(fileSystem);
}

bool isOnThisMachine(const ClusterProfile &profile)
{
    return std::ranges::all_of(profile.nodes, [](const NodeProfile &node) { return node.url.host() == "127.0.0.1"_L1; });
}

void dismiss(const JobControl &control, FileSystem &fileSystem, const PracticeProfile &profile)
{
    ProfileStore profiles(fileSystem, profile.file);
    const auto kept = profiles.cluster(PracticeCluster::kName);
    if (!kept || !isOnThisMachine(*kept))
        return;
    const auto secrets = secretsFor(fileSystem, profile);
    for (const NodeProfile &node : kept->nodes) {
        (void)profiles.removeNode(kept->name, node.url);
        (void)waitFor(control, secrets->remove(secretKey(kept->name, node.url)));
    }
}

Result<> enroll(const JobControl &control, FileSystem &fileSystem, const PracticeProfile &profile, const PracticeCluster &cluster)
{
    ProfileStore profiles(fileSystem, profile.file);
    if (const auto before = profiles.cluster(PracticeCluster::kName)) {
        if (!isOnThisMachine(*before))
            return failure(ErrorCode::AlreadyExists, PracticeCluster::kName, u"a cluster of that name is kept"_s);
        dismiss(control, fileSystem, profile);
    }
    const ClusterProfile wanted = cluster.profile();
    {
        const auto secrets = secretsFor(fileSystem, profile);
        for (const NodeProfile &node : wanted.nodes) {
            LIFEBOAT_ASSIGN(const net::Endpoint endpoint, cluster.endpoint(node.name));
            LIFEBOAT_TRY(waitFor(control, secrets->write(secretKey(wanted.name, node.url), endpoint.token)));
        }
    }
    return profiles.putNodes(wanted.name, wanted.nodes);
}

} // namespace

QString practiceDaemon()
{
    return QCoreApplication::applicationDirPath() + u"/lifeboatd"_s;
}

Result<std::shared_ptr<PracticeCluster>> startPractice(const JobControl &control, FileSystem &fileSystem,
                                                       const PracticeProfile &profile, const PracticeRequest &request)
{
    LIFEBOAT_ASSIGN(std::shared_ptr<PracticeCluster> cluster, PracticeCluster::start(control, fileSystem, request));
    if (const auto enrolled = enroll(control, fileSystem, profile, *cluster); !enrolled) {
        cluster.reset(); // lets go of its lock
        (void)stopPractice(control, fileSystem, profile, request.directory);
        return failure(enrolled.error());
    }
    return cluster;
}

Result<bool> stopPractice(const JobControl &control, FileSystem &fileSystem, const PracticeProfile &profile,
                          const QString &directory)
{
    LIFEBOAT_ASSIGN(const bool wasThere, PracticeCluster::stop(control, fileSystem, directory));
    dismiss(control, fileSystem, profile);
    return wasThere;
}

Result<bool> endLeftPractice(const JobControl &control, FileSystem &fileSystem, const PracticeProfile &profile,
                             const QString &directory)
{
    LIFEBOAT_ASSIGN(const bool wasThere, PracticeCluster::endLeftover(control, fileSystem, directory));
    if (wasThere)
        dismiss(control, fileSystem, profile);
    return wasThere;
}

} // namespace lifeboat
