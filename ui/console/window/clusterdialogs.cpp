// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/console/window/clusterdialogs.h"

#include "ui/console/dialogs/clusterrestoredialog.h"
#include "ui/console/dialogs/connectdialog.h"
#include "ui/console/dialogs/pastrestoresdialog.h"
#include "ui/console/dialogs/restorerundialog.h"
#include "ui/console/dialogs/undodialog.h"
#include "ui/console/widgets/messagebar.h"
#include "ui/console/window/actions.h"
#include "ui/console/window/clustercommands.h"
#include "ui/console/workspace/runningrestore.h"
#include "ui/console/workspace/subject.h"

#include <QFileInfo>

namespace lifeboat::ui {

using Phase = NodeRestore::Phase;

namespace {

/// Of a state that a restore can be taken back of; empty: each node's first.
QString undoableState(const QList<NodeConnection *> &nodes)
{
    for (const NodeConnection *node : nodes) {
        const auto status = node->status();
        for (const net::StateStatus &state : status ? status->states : QList<net::StateStatus>()) {
            if (state.canUndo)
                return state.name;
        }
    }
    return {};
}

} // namespace

ClusterDialogs::ClusterDialogs(const Means &means, QWidget *window)
    : QObject(window)
    , m_means(means)
    , m_window(window)
    , m_profiles(means.workspace.fileSystem(), means.workspace.paths().clusters)
    , m_interrupted(means.workspace)
    , m_fetch(means.workspace, means.workspace.paths().fetched)
{
    connect(&m_interrupted, &InterruptedRestores::found, this, [this](const QString &sentence, const QString &words) {
        m_means.messages.showFailure(sentence, words);
    });
    connect(means.actions.connectCluster, &QAction::triggered, this, &ClusterDialogs::connectNodes);
    connect(means.actions.pastRestores, &QAction::triggered, this, &ClusterDialogs::listPast);
    connect(means.actions.undoRestore, &QAction::triggered, this, &ClusterDialogs::undo);
    connect(&means.commands, &ClusterCommands::restoreWanted, this, &ClusterDialogs::restore);
    connect(&means.commands, &ClusterCommands::fetchAndDrillWanted, this, &ClusterDialogs::fetchAndDrill);
    connect(&means.subject, &Subject::placeChanged, this, &ClusterDialogs::enable);
    connect(&means.subject, &Subject::nodesUpdated, this, &ClusterDialogs::enable);
    enable();
}

void ClusterDialogs::enable()
{
    const QList<NodeConnection *> nodes = m_means.subject.nodes();
    m_means.actions.undoRestore->setEnabled(!UndoDialog::undoable(nodes, undoableState(nodes)).isEmpty());
}

void ClusterDialogs::connectNodes()
{
    Clusters &clusters = m_means.workspace.clusters();
    clusters.makeSecrets();
    auto *dialog = new ConnectDialog({m_means.workspace, m_profiles, [&clusters] { return clusters.secrets(); },
                                      clusters.surroundings()},
                                     m_means.subject.place().cluster, m_window);
    connect(dialog, &ConnectDialog::connected, this, [this](const QString &cluster) {
        m_means.workspace.clusters().refresh();
        reconnectRefused(cluster);
        Q_EMIT connected(cluster);
    });
    dialog->open();
}

/// Where a token was refused, there may be another one now.
void ClusterDialogs::reconnectRefused(const QString &name)
{
    const Cluster *const cluster = m_means.workspace.clusters().cluster(name);
    for (NodeConnection *node : cluster ? cluster->nodes() : QList<NodeConnection *>()) {
        if (node->link() == Link::Refused)
            node->reconnect();
    }
}

RunningRestore *ClusterDialogs::running(const QString &cluster) const
{
    for (RunningRestore *restore : m_means.workspace.findChildren<RunningRestore *>()) {
        if (restore->isRunning() && restore->request().cluster == cluster)
            return restore;
    }
    return nullptr;
}

bool ClusterDialogs::isShown(const RunningRestore &restore) const
{
    const auto dialogs = m_window->findChildren<RestoreRunDialog *>();
    return std::ranges::any_of(dialogs, [&restore](const RestoreRunDialog *dialog) {
        return dialog->isVisible() && &dialog->restore() == &restore;
    });
}

void ClusterDialogs::restore(const HeldSnapshot &wanted)
{
    const Cluster *const cluster = m_means.workspace.clusters().cluster(wanted.cluster);
    if (!cluster)
        return;
    if (RunningRestore *const other = running(wanted.cluster)) {
        if (!isShown(*other))
            (new RestoreRunDialog(m_means.workspace, *other, m_window))->open();
        return;
    }
    ClusterRestoreDialog::Wish wish{.cluster = wanted.cluster, .state = wanted.state, .snapshot = wanted.id.value};
    if (!wanted.id.isEmpty() && QFileInfo::exists(m_fetch.archiveOf(wanted.id)))
        wish.archive = m_fetch.archiveOf(wanted.id);
    if (m_means.subject.place().kind == Place::Kind::Node) {
        for (const NodeConnection *node : m_means.subject.nodes())
            wish.nodes.append(node->name());
    }
    auto *dialog = new ClusterRestoreDialog(m_means.workspace, wish, cluster->nodes(), m_window);
    connect(dialog, &ClusterRestoreDialog::begun, this, &ClusterDialogs::follow);
    const auto asked = std::make_shared<QSet<QString>>(); // archives on their way here
    connect(dialog, &ClusterRestoreDialog::archiveWanted, this,
            [this, dialog, asked, name = wanted.cluster](const QString &snapshot) {
                asked->insert(m_fetch.archiveOf({snapshot}));
                fetchFor(dialog, name, snapshot);
            });
    connect(&m_fetch, &FetchDrill::fetched, dialog, [dialog, asked](const QString &archive) {
        if (asked->remove(archive))
            dialog->useArchive(archive);
    });
    connect(&m_fetch, &FetchDrill::failed, dialog, [dialog, asked](const QString &archive) {
        if (asked->remove(archive))
            dialog->offerFetchAgain();
    });
    dialog->open();
}

/// The archive comes here from a node that has it, and goes to those that lack it.
void ClusterDialogs::fetchFor(ClusterRestoreDialog *dialog, const QString &name, const QString &snapshot)
{
    const Cluster *const cluster = m_means.workspace.clusters().cluster(name);
    for (NodeConnection *node : cluster ? cluster->nodes() : QList<NodeConnection *>()) {
        for (const ToldSnapshot &held : node->snapshots()) {
            if (held.id.value == snapshot && node->link() == Link::Online)
                return m_fetch.start(*node, held, FetchDrill::Then::Verify);
        }
    }
    m_means.workspace.reportFailure(tr("Fetch a snapshot of %1").arg(name),
                                    {ErrorCode::Unreachable, name, QStringLiteral("no node that holds it answers")});
    dialog->offerFetchAgain();
}

void ClusterDialogs::fetchAndDrill(const HeldSnapshot &wanted)
{
    if (NodeConnection *const holder = m_means.workspace.clusters().node(wanted.cluster, wanted.url))
        m_fetch.start(*holder, {.id = wanted.id, .entry = wanted.entry, .pinned = wanted.pinned},
                      FetchDrill::Then::Drill);
}

void ClusterDialogs::undo()
{
    const QString name = m_means.subject.place().cluster;
    const QList<NodeConnection *> nodes = m_means.subject.nodes();
    const QString state = undoableState(nodes);
    const Cluster *const whole = m_means.workspace.clusters().cluster(name);
    auto *dialog = new UndoDialog(name, state, whole ? whole->nodes() : nodes, UndoDialog::undoable(nodes, state), m_window);
    connect(dialog, &UndoDialog::confirmed, this, [this, dialog, name, state](const QStringList &wanted) {
        const Cluster *const cluster = m_means.workspace.clusters().cluster(name);
        QList<NodeConnection *> chosen = cluster ? cluster->nodes() : QList<NodeConnection *>();
        chosen.removeIf([&wanted](const NodeConnection *node) { return !wanted.contains(node->name()); });
        // The dialog lets nobody through without the name.
        auto *restore = new RunningRestore(m_means.workspace.operations(),
                                           {.cluster = name, .snapshot = {}, .state = state, .confirmedName = name}, chosen,
                                           m_means.workspace.fileSystem(), SystemClock::instance(), &m_means.workspace);
        restore->noteIn(m_means.workspace.localQueue());
        if (const auto begun = restore->undo(wanted, dialog->isApart(), dialog->redoes()); !begun) {
            m_means.workspace.reportFailure(tr("Undo a restore"), begun.error());
            return restore->deleteLater();
        }
        follow(restore);
        (new RestoreRunDialog(m_means.workspace, *restore, m_window))->open();
    });
    dialog->open();
}

void ClusterDialogs::follow(RunningRestore *restore)
{
    connect(restore, &RunningRestore::finished, this, [this, restore] {
        keep(*restore);
        if (!isShown(*restore))
            tell(*restore);
    });
}

void ClusterDialogs::keep(const RunningRestore &restore)
{
    auto job = m_means.workspace.readers().start<void>(
        [directory = m_means.workspace.paths().restores, report = restore.report(),
         disk = &m_means.workspace.fileSystem()](JobControl &) {
            return keepRestore(*disk, directory, report, QDateTime::currentDateTimeUtc());
        });
    job.future.then(this, [this](const Result<> &kept) {
        if (!kept)
            m_means.workspace.reportFailure(tr("Keep the report of a restore"), kept.error());
        m_means.workspace.restores().refresh();
    });
}

void ClusterDialogs::listPast()
{
    auto *dialog = new PastRestoresDialog(m_means.workspace.restores(), m_means.subject.place().cluster, m_window);
    connect(dialog, &PastRestoresDialog::reportWanted, this, &ClusterDialogs::showPast);
    dialog->open();
}

/// One of this session can still be retried and taken back, and one that was interrupted can go on, unless another came after it.
void ClusterDialogs::showPast(const PastRestore &past)
{
    const auto all = m_means.workspace.findChildren<RunningRestore *>();
    const auto found = std::ranges::find_if(all, [&past](const RunningRestore *each) {
        return !each->isRunning() && each->endedAt() == past.endedAt && each->request().cluster == past.request.cluster;
    });
    RunningRestore *restore = found != all.end() ? *found : nullptr;
    const auto &known = m_means.workspace.restores().restores();
    const bool isLast = std::ranges::none_of(known, [&past](const PastRestore &each) {
        return each.request.cluster == past.request.cluster && each.endedAt > past.endedAt;
    });
    if (!restore && isLast) {
        restore = InterruptedRestores::revive(m_means.workspace, past);
        if (restore)
            follow(restore);
    }
    const bool isOver = !restore;
    if (isOver)
        restore = new RunningRestore(past, nullptr);
    auto *dialog = new RestoreRunDialog(m_means.workspace, *restore, m_window);
    if (isOver)
        connect(dialog, &QObject::destroyed, restore, &QObject::deleteLater);
    dialog->open();
}

/// What became of a restore whose dialog was closed.
void ClusterDialogs::tell(const RunningRestore &restore)
{
    const QString cluster = restore.request().cluster;
    if (restore.isSplit())
        return m_means.messages.showFailure(restore.verdict() + u'.', restore.consequence());
    for (const NodeRestore &node : restore.nodes()) {
        if (node.error && node.error->code != ErrorCode::Canceled)
            return m_means.messages.showError(restore.title(), *node.error);
    }
    if (restore.succeeded() < restore.involved())
        return m_means.messages.showNote(restore.isUndo() ? tr("The undo of %1 was cancelled.").arg(cluster)
                                                          : tr("The restore of %1 was cancelled.").arg(cluster),
                                         tr("%1. The others stay as they were.").arg(restore.verdict()));
    m_means.messages.showDone(restore.isUndo() ? tr("The restore of %1 was taken back.").arg(cluster)
                                               : tr("%1 is restored.").arg(cluster),
                              restore.verdict() + u'.');
}

} // namespace lifeboat::ui
