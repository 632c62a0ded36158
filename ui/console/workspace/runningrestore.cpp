// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/console/workspace/runningrestore.h"

#include "engine/cluster/nodeconnection.h"
#include "engine/cluster/restorenote.h"
#include "engine/cluster/restorereport.h"
#include "ui/console/workspace/nodecommand.h"

#include <QJsonArray>
#include <algorithm>

namespace lifeboat::ui {

using namespace Qt::StringLiterals;
using Phase = NodeRestore::Phase;

namespace {

bool isOver(const NodeRestore &node, bool isUndo)
{
    switch (node.phase) {
    case Phase::Failed:
    case Phase::Skipped:
    case Phase::Undone:
        return true;
    case Phase::Done:
        return !isUndo || node.error;
    default:
        return false;
    }
}

} // namespace

RunningRestore::RunningRestore(Operations &operations, const ClusterRestoreRequest &request,
                               const QList<NodeConnection *> &nodes, FileSystem &fileSystem, const Clock &clock,
                               QObject *parent)
    : QObject(parent)
    , m_operations(&operations)
    , m_request(request)
    , m_connections(nodes)
    , m_restore(std::make_unique<ClusterRestore>(request, nodes, fileSystem, clock))
{
    connectRestore();
}

RunningRestore::RunningRestore(Operations &operations, const PastRestore &past, const QList<NodeConnection *> &nodes,
                               FileSystem &fileSystem, const Clock &clock, QObject *parent)
    : RunningRestore(past, parent)
{
    m_operations = &operations;
    m_connections = nodes;
    m_restore = std::make_unique<ClusterRestore>(m_request, nodes, fileSystem, clock);
    m_restore->takeUp(past.nodes, past.report["lineage"_L1].toString());
    m_restore->reserveAs(past.report["reservation"_L1].toString());
    m_isPast = true;
    const QJsonObject asked = past.report["request"_L1].toObject();
    m_isApart = asked["undoApart"_L1].toBool();
    m_redoes = asked["redoes"_L1].toBool();
    if (m_isUndo) {
        m_takenBack.clear();
        for (const QJsonValue name : past.report["chosen"_L1].toArray())
            m_takenBack.append(name.toString());
    }
    connectRestore();
}

void RunningRestore::noteIn(LocalQueue &queue)
{
    m_queue = &queue;
    if (m_restore)
        m_restore->beginWhen([this] { return m_written; });
}

void RunningRestore::connectRestore()
{
    connect(m_restore.get(), &ClusterRestore::changed, this, &RunningRestore::note);
    connect(m_restore.get(), &ClusterRestore::changed, this, &RunningRestore::changed);
    connect(m_restore.get(), &ClusterRestore::finished, this, &RunningRestore::end);
    for (const NodeConnection *node : std::as_const(m_connections))
        connect(node, &QObject::destroyed, this, &RunningRestore::loseConnection);
}

RunningRestore::RunningRestore(const PastRestore &past, QObject *parent)
    : QObject(parent)
    , m_request(past.request)
    , m_last(past.nodes)
    , m_lastReport(past.report)
    , m_isUndo(past.isUndo)
{
    // Of an undo the report tells all nodes, also those that had no part in it.
    for (const NodeRestore &node : past.nodes) {
        if (m_isUndo && node.phase != Phase::Waiting && !(node.phase == Phase::Done && !node.error))
            m_takenBack.append(node.node);
    }
}

RunningRestore::~RunningRestore()
{
    if (m_operation != 0 && m_operations)
        m_operations->end(m_operation);
}

const QList<NodeRestore> &RunningRestore::nodes() const
{
    return m_restore && !m_isPast ? m_restore->nodes() : m_last;
}

bool RunningRestore::isRunning() const
{
    return m_restore && m_restore->isRunning();
}

QString RunningRestore::title() const
{
    return m_isUndo ? tr("Undo the restore of %1 on %n nodes", nullptr, involved()).arg(m_request.cluster)
                    : tr("Restore %1 on %n nodes", nullptr, involved()).arg(m_request.cluster);
}

QString RunningRestore::verdict() const
{
    const int all = involved();
    const int good = succeeded();
    if (m_isUndo && isSplit())
        return tr("Taken back on %n nodes, but to different histories", nullptr, good);
    if (m_isUndo)
        return good == all ? tr("Taken back on %n nodes", nullptr, all)
                           : tr("Taken back on %1 of %n nodes", nullptr, all).arg(good);
    if (isSplit())
        return tr("Restored on %n nodes, but to different histories", nullptr, good);
    return good == all ? tr("Restored on %n nodes", nullptr, all)
                       : tr("Restored on %1 of %n nodes", nullptr, all).arg(good);
}

int RunningRestore::succeeded() const
{
    const Phase good = m_isUndo ? Phase::Undone : Phase::Done;
    return int(std::ranges::count_if(
        nodes(), [good](const NodeRestore &node) { return node.phase == good && !isInTrouble(node) && !isElsewhere(node); }));
}

QString RunningRestore::consequence() const
{
    return isSplit() ? tr("These nodes cannot go on together: what one of them writes the others do not get. Restore all of "
                          "them from one snapshot, also where a node holds this content or newer.")
                     : QString();
}

bool RunningRestore::isSplit() const
{
    return !m_isApart && historiesReached(nodes()).size() > 1;
}

Health RunningRestore::health() const
{
    const int good = succeeded();
    if (isSplit() || good == 0)
        return Health::Bad;
    return good == involved() ? Health::Good : Health::Warning;
}

int RunningRestore::involved() const
{
    return int(m_isUndo ? m_takenBack.size() : nodes().size());
}

bool RunningRestore::canGoOn() const
{
    if (isRunning() || !isAlive() || (m_isUndo && !m_isPast))
        return false;
    return m_isUndo ? !leftToUndo().isEmpty() : count(Phase::Failed) + count(Phase::Skipped) > 0;
}

QStringList RunningRestore::leftToUndo() const
{
    QStringList left = m_takenBack;
    for (const NodeRestore &node : nodes()) {
        if (node.phase == Phase::Undone)
            left.removeOne(node.node);
    }
    return left;
}

Result<> RunningRestore::goOn()
{
    if (!m_isUndo)
        return run();
    // Without nodes an undo is of all that were restored: nobody asked for that.
    const QStringList left = leftToUndo();
    return left.isEmpty() ? failure(ErrorCode::InvalidArgument, m_request.cluster) : begin(true, left, QStringList(m_takenBack));
}

Result<> RunningRestore::run()
{
    m_isApart = m_redoes = false;
    return begin(false, {}, {});
}

Result<> RunningRestore::undo(const QStringList &nodes, bool isApart, bool redoes)
{
    m_isApart = isApart;
    m_redoes = redoes;
    const QStringList all = nodes.isEmpty() ? restored() : nodes;
    return begin(true, all, all);
}

/// `nodes`: to be taken back now, of `all` that are to be.
Result<> RunningRestore::begin(bool isUndo, const QStringList &nodes, const QStringList &all)
{
    if (!m_restore)
        return failure(ErrorCode::Disconnected, m_request.cluster);
    // It may be over before it returns: what it is must be known by then.
    const bool wasUndo = std::exchange(m_isUndo, isUndo);
    const QStringList before = std::exchange(m_takenBack, all);
    const QStringList asked = std::exchange(m_asked, nodes);
    const bool wasPast = std::exchange(m_isPast, false);
    m_steps.clear();
    m_noted = m_queue ? m_queue->beginNoted(operation()) : nullptr;
    m_written = QtFuture::makeReadyValueFuture(Result<>());
    if (const auto begun = isUndo ? m_restore->undo(nodes) : m_restore->run(); !begun) {
        m_isUndo = wasUndo;
        m_takenBack = before;
        m_asked = asked;
        m_isPast = wasPast;
        if (m_queue)
            (void)m_queue->endNoted(std::exchange(m_noted, {}), {}, begun.error());
        return begun;
    }
    note();
    if (m_restore->isRunning() && m_operations)
        m_operation = m_operations->show(title(), [this] { return progress(); }, [this] { cancel(); }, true);
    return {};
}

/// What is asked for, for those who look at the queue.
OperationRequest RunningRestore::operation() const
{
    QJsonArray names;
    for (const NodeConnection *node : m_connections)
        names.append(node->name());
    return {.kind = noteKind(m_isUndo),
            .target = m_request.cluster,
            .parameters = {{u"title"_s, title()},
                           {u"cluster"_s, m_request.cluster},
                           {u"snapshot"_s, m_request.snapshot},
                           {u"state"_s, m_request.state},
                           {u"nodes"_s, m_isUndo ? QJsonArray::fromStringList(m_takenBack) : names}},
            .actor = u"console"_s,
            .maxAttempts = 1};
}

/// The report, with what is needed to go on.
QJsonObject RunningRestore::known() const
{
    QJsonObject known = notedReport(report(), m_isUndo, m_takenBack, m_restore ? m_restore->reservation() : QString());
    known[u"request"_s] = QJsonObject{{u"archive"_s, m_request.archive},
                                      {u"confirm"_s, m_request.confirmedName},
                                      {u"force"_s, m_request.force},
                                      {u"parallel"_s, m_request.parallel},
                                      {u"threads"_s, m_request.threads},
                                      {u"stopAtFirstFailure"_s, m_request.stopAtFirstFailure},
                                      {u"apart"_s, m_request.apart},
                                      {u"undoApart"_s, m_isApart},
                                      {u"redoes"_s, m_redoes}};
    return known;
}

/// Before the node is told to begin: what is noted as not begun was not.
void RunningRestore::note()
{
    if (!m_noted || !m_queue || !m_restore || !m_restore->isRunning())
        return;
    const QStringList steps = notedSteps(nodes());
    if (std::exchange(m_steps, steps) != steps)
        m_written = m_queue->note(m_noted, known());
}

void RunningRestore::cancel()
{
    if (m_restore)
        m_restore->cancel();
}

void RunningRestore::end()
{
    if (const int operation = std::exchange(m_operation, 0); operation != 0 && m_operations)
        m_operations->end(operation);
    if (const auto noted = std::exchange(m_noted, {}); noted && m_queue)
        (void)m_queue->endNoted(noted, report(), notedError(nodes(), m_request.cluster, m_isUndo, m_takenBack));
    Q_EMIT finished();
}

void RunningRestore::setPeers(const QList<NodeConnection *> &others)
{
    m_restore->setPeers(others);
}

void RunningRestore::loseConnection()
{
    if (!m_restore)
        return;
    const bool wasRunning = m_restore->isRunning();
    m_last = m_restore->nodes();
    for (NodeRestore &node : m_last) {
        if (wasRunning && !isOver(node, m_isUndo)) {
            const bool isBegun = node.phase == Phase::Restoring || node.phase == Phase::Undoing;
            node.phase = isBegun ? Phase::Failed : Phase::Skipped;
            if (isBegun)
                node.error = Error{ErrorCode::Disconnected, node.node, QStringLiteral("it may go on there")};
        }
    }
    m_lastReport = m_restore->report();
    m_restore->disconnect(this);
    m_restore.reset();
    if (wasRunning)
        end();
}

ProgressState RunningRestore::progress() const
{
    if (const auto sending = sendingProgress(nodes()))
        return *sending;
    ProgressState state;
    state.stage = m_isUndo ? Stage::Swapping : Stage::Restoring;
    qint64 permille = 0;
    bool isAnyAway = false; // nobody knows how long that one takes
    bool isAnyHeardOf = false;
    for (const NodeRestore &node : nodes()) {
        if (m_isUndo && !m_takenBack.contains(node.node))
            continue;
        const bool isDone = isOver(node, m_isUndo);
        const qint64 done = isDone ? 1000 : node.permille;
        const qint64 bytes = node.plan && !m_isUndo ? node.plan->writeBytes : 0;
        permille += done;
        state.totalBytes += bytes;
        state.doneBytes += bytes / 1000 * done;
        state.bytesPerSecond += isDone ? 0 : node.bytesPerSecond;
        isAnyAway = isAnyAway || node.isAway;
        isAnyHeardOf = isAnyHeardOf || (!node.isAway && (node.phase == Phase::Restoring || node.phase == Phase::Undoing));
    }
    if (isAnyAway && !isAnyHeardOf)
        state.stage = Stage::Unreachable;
    state.permille = int(permille / std::max(involved(), 1));
    if (!isAnyAway && state.bytesPerSecond > 0 && state.totalBytes > state.doneBytes) {
        const double seconds = double(state.totalBytes - state.doneBytes) / state.bytesPerSecond;
        state.remaining = std::chrono::milliseconds(qint64(seconds * 1000));
    }
    return state;
}

QJsonObject RunningRestore::report() const
{
    QJsonObject report = m_restore && !m_isPast ? m_restore->report() : m_lastReport;
    if (m_isUndo)
        report[QLatin1StringView("undo")] = true;
    return report;
}

QString RunningRestore::command() const
{
    if (m_isUndo)
        return command::undoNodes(m_request.cluster, m_request.state, m_asked.isEmpty() ? m_takenBack : m_asked, m_redoes, m_isApart);
    QStringList names;
    for (const NodeRestore &node : nodes())
        names.append(node.node);
    return command::restoreNodes(m_request, names);
}

QDateTime RunningRestore::endedAt() const
{
    const QString at = isRunning() ? QString() : report()[QLatin1StringView("endedAt")].toString();
    return QDateTime::fromString(at, Qt::ISODateWithMs).toUTC();
}

QList<NodeConnection *> RunningRestore::connections() const
{
    return m_restore ? m_connections : QList<NodeConnection *>();
}

QStringList RunningRestore::restored() const
{
    QStringList names;
    for (const NodeRestore &node : nodes()) {
        // Where nothing was written there is nothing to take back.
        if (node.phase == Phase::Done && !(node.plan && node.plan->action == RestoreAction::Skip))
            names.append(node.node);
    }
    return names;
}

int RunningRestore::count(Phase phase) const
{
    return int(std::ranges::count(nodes(), phase, &NodeRestore::phase));
}

} // namespace lifeboat::ui
