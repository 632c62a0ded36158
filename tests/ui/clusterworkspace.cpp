// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/clusterworkspace.h"

#include "engine/base/posixfilesystem.h"
#include "tests/support/expect.h"
#include "tests/ui/madeup.h"

using namespace Qt::StringLiterals;

namespace lifeboat::test {

QJsonObject toldSnapshot(const QString &suffix, int minutes, std::optional<Depth> depth, bool damaged, quint64 index)
{
    CatalogEntry entry = madeUpEntry(0);
    const QDateTime at = QDateTime::currentDateTimeUtc().addSecs(-60 * qint64(minutes));
    const QString id = at.toString(u"yyyyMMdd'T'HHmmsszzz'Z'-"_s) + suffix.rightJustified(8, u'0');
    entry.file.modified = at;
    entry.file.name = id + u".snap.tar"_s;
    entry.summary->manifest.id = SnapshotId{id};
    entry.summary->manifest.segmentBytes = 1 << 20;
    entry.summary->manifest.createdAt = at;
    entry.summary->manifest.position->appliedIndex = index;
    if (depth) {
        entry.verification = Verification();
        entry.verification->at = at;
        entry.verification->depth = *depth;
    }
    if (damaged) {
        entry.damage = Error{ErrorCode::DigestMismatch, id, {}};
        if (entry.verification)
            entry.verification->damage = entry.damage;
    }
    return catalogObject(entry, false);
}

ClusterWorkspace::ClusterWorkspace(const QStringList &nodes)
{
    const auto secrets = std::make_shared<QString>();
    m_workspace = std::make_unique<TemporaryWorkspace>(
        ui::ClusterWorld{.makeSecrets =
                             [secrets](FileSystem &fileSystem) { return makeFileSecrets(fileSystem, *secrets); },
                         .surroundings = m_network.surroundings()});
    *secrets = secretsPath();
    for (const QString &name : nodes) {
        m_network.add(name);
        addToProfile(u"orders"_s, name);
    }
}

void ClusterWorkspace::addToProfile(const QString &cluster, const QString &node)
{
    ok(profiles().putNode(cluster, {.name = node, .url = url(node), .fingerprint = {}}));
    ok(makeFileSecrets(PosixFileSystem::instance(), secretsPath())
           ->write(secretKey(cluster, url(node)), u"secret"_s)
           .result());
}

ProfileStore ClusterWorkspace::profiles() const
{
    return ProfileStore(PosixFileSystem::instance(), m_workspace->path(u"clusters.json"_s));
}

QUrl ClusterWorkspace::url(const QString &name) const
{
    return ok(nodeUrl(name));
}

NodeConnection *ClusterWorkspace::connection(const QString &name)
{
    return clusters().node(u"orders"_s, url(name));
}

void ClusterWorkspace::hold(const QString &name, const QList<QJsonObject> &snapshots)
{
    FakeNode &one = node(name);
    one.snapshots = {};
    for (const QJsonObject &snapshot : snapshots)
        one.snapshots.append(snapshot);
    net::StateStatus &state = one.status.states.first();
    state.snapshots = int(snapshots.size());
    if (!snapshots.isEmpty()) {
        const ToldSnapshot newest = ok(catalogEntryFromObject(snapshots.first()));
        state.newest = newest.id;
        state.newestAt = newest.entry.createdAt();
        state.newestDepth = newest.entry.verification ? depthName(newest.entry.verification->depth) : QString();
        state.newestDamaged = newest.entry.damage.has_value();
    }
    one.publish(u"snapshots"_s, {{u"state"_s, u"main"_s}});
}

bool ClusterWorkspace::settle()
{
    if (!QTest::qWaitFor([this] { return clusters().isRead() && (clusters().secrets() || clusters().all().isEmpty()); }, 30'000))
        return false;
    return QTest::qWaitFor([this] {
        m_network.pass(std::chrono::seconds(3));
        return !clusters().isSettling();
    }, 30'000);
}

} // namespace lifeboat::test
