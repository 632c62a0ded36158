// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/cluster/restoresteps.h"

#include "engine/base/clock.h"
#include "engine/cluster/handover.h"
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
    return error.code == ErrorCode::NotFound && !request.archive.isEmpty() && !works[i].wasSent
        && std::ranges::none_of(known, [this](const ToldSnapshot &snapshot) {
               return snapshot.id.value == request.snapshot;
           });
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
                 node.lacksSnapshot = !plan && lacksSnapshot(i, plan.error());
                 if (plan)
                     node.plan = *plan;
                 else if (!node.lacksSnapshot)
                     return fail(i, plan.error());
                 enter(i, Phase::Planned);
                 if (mode == Mode::Planning)
                     leave(i, Phase::Planned);
                 else
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
        works[i].wasSent = false;
        works[i].operation.clear();
        nodes[i].error.reset();
    }
    if (next == Mode::Planning)
        return pump();
    for (const int i : which)
        nodes[i].startedAt = nodes[i].endedAt = {}; // of the plan
    startedAt = clock.utcNow();
    endedAt = {};
    reserve(which);
}

void ClusterRestore::Private::pump()
{
    if (stage != Stage::Working)
        return;
    const auto atOnce = mode == Mode::Planning ? std::max(nodes.size(), qsizetype(1))
                                               : std::max(1, request.parallel);
    while (mode != Mode::Idle && !isStopping && inWork < atOnce && !queue.isEmpty()) {
        const int i = queue.takeFirst();
        ++inWork;
        nodes[i].startedAt = clock.utcNow();
        nodes[i].endedAt = {};
        advance(i);
    }
    if (mode == Mode::Idle || inWork > 0 || (!queue.isEmpty() && !isStopping))
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
    work.wasSent = true;
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

void ClusterRestore::Private::restore(int i)
{
    enter(i, Phase::Restoring);
    QJsonObject asked = parameters();
    asked["snapshot"_L1] = request.snapshot;
    asked["confirm"_L1] = fileNameOf(nodes[i].plan->target);
    asked["lineage"_L1] = lineage;
    if (std::ranges::any_of(nodes, [](const NodeRestore &node) { return node.plan && node.plan->startsLineage; }))
        asked["begin"_L1] = true;
    if (request.force)
        asked["force"_L1] = true;
    if (request.threads > 0)
        asked["threads"_L1] = request.threads;
    const auto moved = listener(i);
    handOver(q, works[i].connection->run(u"restore.run"_s, withReservation(i, asked), moved),
             [this, i, turn = works[i].turn](const Result<QJsonObject> &outcome) {
                 if (turn != works[i].turn)
                     return;
                 if (!outcome)
                     return fail(i, outcome.error());
                 nodes[i].outcome = *outcome;
                 leave(i, Phase::Done);
             });
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
    const auto moved = listener(i);
    handOver(q, works[i].connection->run(u"restore.undo"_s, withReservation(i, asked), moved),
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
                 nodes[i].error = error;
                 leave(i, wasDone ? Phase::Done : Phase::Failed);
             });
}

void ClusterRestore::Private::onMoved(int i, const Operation &operation, int permille,
                                      double bytesPerSecond)
{
    const bool isNew = works[i].operation.isEmpty();
    works[i].operation = operation.id.value;
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
