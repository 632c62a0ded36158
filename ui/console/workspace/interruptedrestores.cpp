// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/console/workspace/interruptedrestores.h"

#include "engine/cluster/restorenote.h"
#include "ui/console/workspace/runningrestore.h"

namespace lifeboat::ui {

using namespace Qt::StringLiterals;

namespace {

/// Of the nodes of a report, in their order; null where there is none any more.
QList<NodeConnection *> nodesOf(const Clusters &clusters, const QJsonObject &report)
{
    const Cluster *const cluster = clusters.cluster(report["cluster"_L1].toString());
    return connectionsOf(report, cluster ? cluster->nodes() : QList<NodeConnection *>());
}

} // namespace

InterruptedRestores::InterruptedRestores(Workspace &workspace, QObject *parent)
    : QObject(parent)
    , m_workspace(workspace)
{
    connect(&workspace.localQueue(), &LocalQueue::interrupted, this, [this](const lifeboat::Operation &operation) {
        m_waiting.append(operation);
        look();
    });
    connect(&workspace.clusters(), &DirectoryReading::updated, this, &InterruptedRestores::look);
    connect(&workspace.clusters(), &Clusters::secretsMade, this, &InterruptedRestores::look,
            Qt::QueuedConnection); // made at once, they would be told in the midst of a look
}

void InterruptedRestores::look()
{
    m_waiting.removeIf([this](const lifeboat::Operation &operation) { return begin(operation); });
}

/// False while nobody knows which clusters there are.
bool InterruptedRestores::begin(const lifeboat::Operation &operation)
{
    Clusters &clusters = m_workspace.clusters();
    if (!clusters.isRead() || clusters.error())
        return false;
    if (!clusters.secrets()) {
        clusters.makeSecrets(); // connections follow
        return false;
    }
    auto restore = InterruptedRestore::open(operation.result, nodesOf(clusters, operation.result), SystemClock::instance());
    if (!restore) {
        m_workspace.reportFailure(operation.request.parameters["title"_L1].toString(), restore.error());
        return true;
    }
    InterruptedRestore *const looked = restore->release();
    looked->setParent(this);
    connect(looked, &InterruptedRestore::settled, this, [this, looked, id = operation.id] {
        conclude(id, *looked);
        looked->deleteLater();
    });
    looked->look();
    return true;
}

void InterruptedRestores::conclude(const OperationId &id, const InterruptedRestore &restore)
{
    const QJsonObject report = restore.report();
    const QString cluster = report["cluster"_L1].toString();
    const InterruptedRestore::Parts parts = restore.parts();
    QStringList words;
    const auto tell = [&words](const QString &said, const QStringList &nodes) {
        if (!nodes.isEmpty())
            words.append(said.arg(nodes.join(u", "_s)));
    };
    tell(restore.isUndo() ? tr("Taken back: %1.") : tr("Restored: %1."), parts.done);
    tell(restore.isUndo() ? tr("Taken back, but not going on with the log: %1.") : tr("Restored, but not going on with the log: %1."),
         parts.troubled);
    tell(restore.isUndo() ? tr("Taken back, and changed by another since: %1.") : tr("Restored, and changed by another since: %1."),
         parts.elsewhere);
    tell(tr("Failed: %1."), parts.failed);
    tell(tr("Cancelled: %1."), parts.canceled);
    tell(tr("Begun, end not known: %1."), parts.unknown);
    tell(tr("Never begun: %1."), parts.notBegun);
    const QString came = words.join(u' ');
    const bool canGoOn = parts.isLeft() && !nodesOf(m_workspace.clusters(), report).contains(nullptr);
    words.append(canGoOn ? tr("Past restores… shows it; Try again goes on with the rest.") : tr("Past restores… shows it."));
    // Killed before it is amended, the next start looks again, and its report takes the place of this one.
    auto job = m_workspace.readers().start<void>(
        [directory = m_workspace.paths().restores, report, id, disk = &m_workspace.fileSystem()](JobControl &) {
            return keepRestore(*disk, directory, report, QDateTime::currentDateTimeUtc(), id);
        });
    job.future.then(this, [this, id, cluster, came, report](const Result<> &kept) {
        (void)m_workspace.localQueue().amend(id, {ErrorCode::Unexpected, cluster, came}, report);
        if (!kept)
            m_workspace.reportFailure(tr("Keep the report of a restore"), kept.error());
        m_workspace.restores().refresh();
    });
    Q_EMIT found(restore.isUndo() ? tr("Lifeboat was ended in the middle of an undo on %1.").arg(cluster)
                                  : tr("Lifeboat was ended in the middle of a restore of %1.").arg(cluster),
                 words.join(u' '));
}

RunningRestore *InterruptedRestores::revive(Workspace &workspace, const PastRestore &past)
{
    const Cluster *const cluster = workspace.clusters().cluster(past.request.cluster);
    const QList<NodeConnection *> nodes = nodesOf(workspace.clusters(), past.report);
    if (!cluster || !past.report["interrupted"_L1].toBool() || nodes.contains(nullptr))
        return nullptr;
    auto *restore = new RunningRestore(workspace.operations(), past, nodes, workspace.fileSystem(), SystemClock::instance(), &workspace);
    QList<NodeConnection *> others = cluster->nodes();
    others.removeIf([&nodes](NodeConnection *node) { return nodes.contains(node); });
    restore->setPeers(others);
    restore->noteIn(workspace.localQueue());
    return restore;
}

} // namespace lifeboat::ui
