// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/cluster/restoresteps.h"

#include "engine/base/clock.h"
#include "engine/cluster/expectedplan.h"
#include "engine/cluster/handover.h"
#include "engine/cluster/leftbehind.h"
#include "engine/cluster/nodeconnection.h"
#include "engine/cluster/restorereport.h"

#include <QPointer>
#include <algorithm>

using namespace Qt::StringLiterals;

namespace lifeboat {

namespace {

/// How often the progress of what is sent is looked at.
constexpr std::chrono::milliseconds kLook(250);

} // namespace

QJsonObject ClusterRestore::Private::parameters() const
{
    return request.state.isEmpty() ? QJsonObject() : QJsonObject{{u"state"_s, request.state}};
}

Result<> ClusterRestore::Private::checkConfirmation() const
{
    if (request.confirmedName == request.cluster)
        return {};
    return failure(request.confirmedName.isEmpty() ? ErrorCode::ConfirmationNeeded
                                                   : ErrorCode::ConfirmationWrong,
                   request.cluster, request.cluster);
}

void ClusterRestore::Private::enter(int i, Phase phase)
{
    nodes[i].node = works[i].connection->name();
    nodes[i].phase = phase;
    nodes[i].permille = 0;
    nodes[i].bytesPerSecond = 0;
    nodes[i].isAway = false;
    Q_EMIT q->changed(i);
}

void ClusterRestore::Private::onLink(int i)
{
    const Phase phase = nodes[i].phase;
    const bool isInWork = phase == Phase::Planning || phase == Phase::Sending || phase == Phase::Restoring
        || phase == Phase::Undoing;
    const bool isAway = isInWork && works[i].connection->link() != Link::Online;
    if (isAway == nodes[i].isAway)
        return;
    nodes[i].isAway = isAway;
    nodes[i].bytesPerSecond = 0;
    Q_EMIT q->changed(i);
}

/// A state that is not there is another NotFound: then an archive would not help.
bool ClusterRestore::Private::lacksSnapshot(int i, const Error &error) const
{
    const auto known = works[i].connection->snapshots();
    return error.code == ErrorCode::NotFound && !request.archive.isEmpty() && !nodes[i].wasSent
        && std::ranges::none_of(known, [this](const ToldSnapshot &snapshot) {
               return snapshot.id.value == request.snapshot;
           });
}

/// One of the other kind would be refused, but only once it was sent.
Result<> ClusterRestore::Private::expectPlan(int i)
{
    LIFEBOAT_ASSIGN(const ArchiveSummary summary, ArchiveReader::readSummary(fileSystem, request.archive));
    const auto status = works[i].connection->status();
    const net::StateStatus *const state = status ? stateOf(*status, request.state) : nullptr;
    if (!state)
        return {};
    nodes[i].expected = expectedPlan(summary, *state, request.force);
    return checkStateKind(state->managed, summary.manifest);
}

void ClusterRestore::Private::askPlan(int i)
{
    enter(i, Phase::Planning);
    QJsonObject asked = parameters();
    asked["snapshot"_L1] = request.snapshot;
    if (request.force)
        asked["force"_L1] = true;
    handOver(q, works[i].connection->call(u"restore.plan"_s, asked),
             [this, i](const Result<QJsonValue> &answer) {
                 const auto plan = answer.and_then(
                     [](const QJsonValue &told) { return planFromObject(told.toObject()); });
                 NodeRestore &node = nodes[i];
                 node.expected.reset();
                 node.lacksSnapshot = !plan && lacksSnapshot(i, plan.error());
                 if (plan)
                     node.plan = *plan;
                 else if (!node.lacksSnapshot)
                     return fail(i, plan.error());
                 else if (const auto fits = expectPlan(i); !fits) {
                     node.lacksSnapshot = false;
                     return fail(i, fits.error());
                 }
                 if (mode == Mode::Planning || node.plan)
                     return leave(i, Phase::Planned);
                 enter(i, Phase::Planned);
                 advance(i);
             });
}

void ClusterRestore::Private::begin(Mode next, const QList<int> &which)
{
    mode = next;
    queue = which;
    isStopping = isCanceled = false;
    for (const int i : which) {
        works[i].stop = {};
        nodes[i].wasSent = false;
        works[i].operation.clear();
        nodes[i].error.reset();
        nodes[i].operation.clear();
    }
    if (next == Mode::Planning)
        return pump();
    for (const int i : which)
        nodes[i].startedAt = nodes[i].endedAt = {}; // of the plan
    startedAt = clock.utcNow();
    endedAt = {};
    reserve(which);
}

/// All are reserved by now.
void ClusterRestore::Private::prepare()
{
    stage = mode == Mode::Restoring ? Stage::Preparing : Stage::Working;
    toPrepare = queue;
    toPrepare.removeIf([this](int i) { return nodes[i].plan.has_value(); });
    pump();
}

/// Why none may be begun though all are ready, and of which node that is told.
std::optional<std::pair<int, Error>> ClusterRestore::Private::obstacle() const
{
    QList<NodeRestore> restored;
    QList<NodeConnection *> chosen;
    QList<NodeConnection *> others;
    for (const int i : queue) {
        // Others were prepared meanwhile.
        if (request.stopAtFirstFailure && works[i].connection->link() != Link::Online)
            return std::pair(i, Error{ErrorCode::Unreachable, nodes[i].node, {}});
        restored.append(nodes[i]);
        chosen.append(works[i].connection);
    }
    for (int i = 0; i < nodes.size(); ++i) {
        // Chosen, but it stays as it is.
        if (nodes[i].phase == Phase::Failed && !queue.contains(i) && works[i].connection)
            others.append(works[i].connection);
    }
    for (const auto &peer : peers) {
        if (peer)
            others.append(peer);
    }
    const QStringList left = request.apart ? QStringList() : leftOut(restored, chosen, others, request.state).leftBehind;
    if (left.isEmpty() || queue.isEmpty())
        return std::nullopt;
    return std::pair(queue.first(), Error{ErrorCode::NodesWouldPart, {}, u"left behind: "_s + left.join(u", "_s)});
}

void ClusterRestore::Private::beginWorking()
{
    stage = Stage::Working;
    const auto why = isStopping ? std::nullopt : obstacle();
    if (!why)
        return;
    isStopping = true;
    ++inWork;
    fail(why->first, why->second);
}

void ClusterRestore::Private::takeUp(int i)
{
    ++inWork;
    nodes[i].startedAt = clock.utcNow();
    nodes[i].endedAt = {};
    advance(i);
}

void ClusterRestore::Private::pump()
{
    const auto atOnce = mode == Mode::Planning ? std::max(nodes.size(), qsizetype(1))
                                               : std::max(1, request.parallel);
    const auto takesUp = [&](Stage now, const QList<int> &waiting) {
        return mode != Mode::Idle && stage == now && !isStopping && inWork < atOnce && !waiting.isEmpty();
    };
    while (takesUp(Stage::Preparing, toPrepare))
        takeUp(toPrepare.takeFirst());
    if (stage == Stage::Preparing && inWork == 0)
        beginWorking();
    while (takesUp(Stage::Working, queue))
        takeUp(queue.takeFirst());
    if (stage != Stage::Working || mode == Mode::Idle || inWork > 0 || (!queue.isEmpty() && !isStopping))
        return;
    for (const int i : std::exchange(queue, {})) {
        if (mode == Mode::Restoring || (mode == Mode::Undoing && nodes[i].phase != Phase::Done))
            enter(i, Phase::Skipped);
    }
    look.stop();
    if (mode != Mode::Planning)
        return release();
    mode = Mode::Idle;
    Q_EMIT q->planned();
}

void ClusterRestore::Private::end()
{
    stage = Stage::Working;
    mode = Mode::Idle;
    endedAt = clock.utcNow();
    Q_EMIT q->finished();
}

/// The next step of a node, whichever that is.
void ClusterRestore::Private::advance(int i)
{
    const NodeRestore &node = nodes[i];
    if (isCanceled)
        fail(i, {ErrorCode::Canceled, node.node, {}});
    else if (mode == Mode::Undoing)
        undo(i, node.plan ? fileNameOf(node.plan->target) : QString());
    else if (mode == Mode::Planning || (!node.plan && !node.lacksSnapshot))
        askPlan(i);
    else if (node.lacksSnapshot)
        send(i);
    else
        restore(i);
}

void ClusterRestore::Private::send(int i)
{
    Work &work = works[i];
    enter(i, Phase::Sending);
    work.progress = std::make_shared<Progress>();
    nodes[i].wasSent = true;
    look.start(kLook);
    handOver(q,
             work.connection->send(request.snapshot, request.archive, fileSystem, work.progress,
                                   work.stop.get_token(), request.state),
             [this, i](const Result<QJsonValue> &answer) {
                 works[i].progress.reset();
                 if (!answer && answer.error().code != ErrorCode::AlreadyExists)
                     return fail(i, answer.error());
                 nodes[i].lacksSnapshot = false;
                 advance(i);
             });
}

void ClusterRestore::Private::lookAtSending()
{
    for (int i = 0; i < works.size(); ++i) {
        if (!works[i].progress)
            continue;
        const ProgressState state = works[i].progress->state();
        nodes[i].permille = state.permille;
        nodes[i].bytesPerSecond = state.bytesPerSecond;
        Q_EMIT q->changed(i);
    }
}

void ClusterRestore::Private::whenNoted(int i, const std::function<void()> &begin)
{
    if (!noted)
        return begin();
    works[i].isToBeNoted = true;
    handOver(q, noted(), [this, i, begin, turn = works[i].turn](const Result<> &) {
        works[i].isToBeNoted = false;
        if (turn != works[i].turn)
            return;
        if (!isCanceled && works[i].connection)
            return begin();
        nodes[i].error = Error{ErrorCode::Canceled, nodes[i].node, {}};
        leave(i, mode == Mode::Undoing && !nodes[i].outcome.isEmpty() ? Phase::Done : Phase::Failed);
    });
}

void ClusterRestore::Private::restore(int i)
{
    enter(i, Phase::Restoring);
    QJsonObject asked = parameters();
    asked["snapshot"_L1] = request.snapshot;
    asked["confirm"_L1] = fileNameOf(nodes[i].plan->target);
    const QString &log = nodes[i].plan->log;
    asked["lineage"_L1] = lineageOn(lineage, log);
    if (std::ranges::any_of(nodes, [&log](const NodeRestore &node) { return node.plan && node.plan->startsLineage && node.plan->log == log; }))
        asked["begin"_L1] = true;
    if (request.force)
        asked["force"_L1] = true;
    if (request.threads > 0)
        asked["threads"_L1] = request.threads;
    whenNoted(i, [this, i, asked] {
        handOver(q, works[i].connection->run(u"restore.run"_s, withReservation(i, asked), listener(i)),
                 [this, i, turn = works[i].turn](const Result<QJsonObject> &outcome) {
                     if (turn != works[i].turn)
                         return;
                     if (!outcome)
                         return fail(i, untold(i, outcome.error()));
                     nodes[i].outcome = *outcome;
                     leave(i, Phase::Done);
                 });
    });
}

/// What did not answer in time may have begun.
Error ClusterRestore::Private::untold(int i, const Error &error) const
{
    if (error.code != ErrorCode::TimedOut || !nodes[i].operation.isEmpty())
        return error;
    return {ErrorCode::Disconnected, nodes[i].node, toString(error)};
}

/// The connection goes on to call it when the restore is gone already.
std::function<void(const Operation &, int, double)> ClusterRestore::Private::listener(int i)
{
    return [this, alive = QPointer(q), i, turn = works[i].turn](
               const Operation &operation, int permille, double bytesPerSecond) {
        if (alive && turn == works[i].turn)
            onMoved(i, operation, permille, bytesPerSecond);
    };
}

/// Where no plan told what the node wants to be typed, it says so itself.
void ClusterRestore::Private::undo(int i, const QString &confirm)
{
    const bool wasDone = nodes[i].phase == Phase::Done || !nodes[i].outcome.isEmpty();
    enter(i, Phase::Undoing);
    QJsonObject asked = parameters();
    asked["confirm"_L1] = confirm;
    whenNoted(i, [this, i, asked, confirm, wasDone] {
        handOver(q, works[i].connection->run(u"restore.undo"_s, withReservation(i, asked), listener(i)),
                 [this, i, confirm, wasDone, turn = works[i].turn](const Result<QJsonObject> &outcome) {
                     if (turn != works[i].turn)
                         return;
                     if (outcome) {
                         nodes[i].outcome = *outcome;
                         return leave(i, Phase::Undone);
                     }
                     const Error &error = outcome.error();
                     if (error.code == ErrorCode::ConfirmationNeeded && confirm.isEmpty()
                         && !error.detail.isEmpty() && !isCanceled)
                         return undo(i, error.detail);
                     nodes[i].error = untold(i, error);
                     leave(i, wasDone ? Phase::Done : Phase::Failed);
                 });
    });
}

void ClusterRestore::Private::onMoved(int i, const Operation &operation, int permille,
                                      double bytesPerSecond)
{
    const bool isNew = works[i].operation.isEmpty();
    works[i].operation = nodes[i].operation = operation.id.value;
    nodes[i].permille = permille;
    nodes[i].bytesPerSecond = bytesPerSecond;
    if (isNew && isCanceled)
        cancelOperation(i);
    Q_EMIT q->changed(i);
}

void ClusterRestore::Private::cancelOperation(int i)
{
    // The operation's own end tells what became of it.
    (void)works[i].connection->call(u"operations.cancel"_s, {{u"operation"_s, works[i].operation}});
}

void ClusterRestore::Private::fail(int i, const Error &error)
{
    nodes[i].error = error;
    isStopping = isStopping || (mode == Mode::Restoring && request.stopAtFirstFailure);
    queue.removeOne(i); // if it was only being prepared
    leave(i, Phase::Failed);
}

void ClusterRestore::Private::leave(int i, Phase phase)
{
    ++works[i].turn;
    works[i].operation.clear();
    works[i].progress.reset();
    nodes[i].endedAt = clock.utcNow();
    --inWork;
    const bool isOver = phase == Phase::Done || phase == Phase::Undone;
    if (isOver && !nodes[i].error)
        nodes[i].error = troubleTold(nodes[i].outcome);
    enter(i, phase);
    pump();
}

} // namespace lifeboat
