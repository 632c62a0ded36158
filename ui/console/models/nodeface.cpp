// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/console/models/nodeface.h"

#include "ui/console/models/entryhealth.h"
#include "ui/console/workspace/clusters.h"
#include "ui/text/errortext.h"
#include "ui/text/format.h"
#include "ui/text/healthwording.h"
#include "ui/text/wording.h"

namespace lifeboat::ui {

namespace {

/// Another node takes them for all; what it told of the same state says how old its newest is.
QString takenElsewhere(const net::StateStatus &state, const QList<NodeConnection *> &cluster, const QDateTime &now)
{
    for (const NodeConnection *const other : cluster) {
        const auto status = other->status();
        if (!status || status->node != state.takenBy)
            continue;
        const auto same = std::ranges::find(status->states, state.name, &net::StateStatus::name);
        if (same != status->states.end() && !same->newest.isEmpty() && !same->newestDamaged)
            return NodeFace::tr("Snapshots are taken by %1, last %2").arg(state.takenBy, text::age(same->newestAt, now));
    }
    return NodeFace::tr("Snapshots are taken by %1").arg(state.takenBy);
}

void addSnapshot(NodeFace &face, const NodeConnection &node, const net::StateStatus &state,
                 const QList<NodeConnection *> &cluster, const QDateTime &now)
{
    if (state.newest.isEmpty()) {
        face.snapshot = !state.takenBy.isEmpty() ? takenElsewhere(state, cluster, now)
            : state.published.isEmpty()          ? NodeFace::tr("No snapshot yet")
                                                 : NodeFace::tr("None here yet; the cluster has one published");
        return;
    }
    const QString age = text::age(state.newestAt, now);
    const QList<ToldSnapshot> told = node.snapshots(state.name);
    const auto newest = std::ranges::find(told, state.newest, &ToldSnapshot::id);
    if (newest == told.end()) {
        face.snapshot = NodeFace::tr("Last snapshot %1").arg(age);
        face.verified = state.newestDamaged ? Health::Bad : state.newestDepth.isEmpty() ? Health::Warning : Health::Good;
        face.verification = state.newestDamaged ? NodeFace::tr("damaged") : state.newestDepth.isEmpty() ? NodeFace::tr("not verified") : NodeFace::tr("verified");
        return;
    }
    face.snapshot = NodeFace::tr("Last snapshot %1 \u00b7 %2").arg(age, text::bytes(newest->entry.file.size));
    face.verified = healthOf(newest->entry, now);
    face.verification = verificationText(newest->entry, now);
}

void addState(NodeFace &face, const net::NodeStatus &status)
{
    const net::StateStatus &state = status.states.first();
    face.state = state.name;
    if (status.states.size() > 1)
        face.state = NodeFace::tr("%1 and %n more", nullptr,
                                                 int(status.states.size() - 1))
                         .arg(state.name);
    if (state.position) {
        face.figureCaption = NodeFace::tr("Applied index");
        face.figure = text::number(state.position->appliedIndex);
        face.lag = state.logLast ? text::number(lagOf(state)) : NodeFace::tr("unknown");
    } else {
        face.figureCaption = NodeFace::tr("Database");
        face.figure = text::bytes(state.bytes);
    }
}

Stage stageOf(const QString &kind)
{
    return kind == QLatin1StringView("take") ? Stage::Capturing
        : kind == QLatin1StringView("verify") ? Stage::Verifying
        : kind == QLatin1StringView("publish") ? Stage::Copying
        : kind == QLatin1StringView("rebuild") ? Stage::Verifying
        : kind == QLatin1StringView("undo")  ? Stage::Swapping
                                             : Stage::Restoring;
}

/// Whole sentences for what a node said or what kept it from saying anything.
QStringList reasonsOf(const NodeConnection &node, const HealthVerdict &verdict)
{
    QStringList sentences;
    for (const HealthReason reason : verdict.reasons) {
        const bool isLink = reason == HealthReason::Refused || reason == HealthReason::Unreachable;
        const auto trouble = troubleOf(node);
        sentences.append(isLink && trouble ? text::sentence(*trouble) : text::healthSentence(reason));
    }
    return sentences;
}

void addHealth(NodeFace &face, const NodeConnection &node, const HealthVerdict &verdict, const QDateTime &now)
{
    face.shape = shapeOf(verdict.health);
    face.reasons = reasonsOf(node, verdict);
    const QString note = noteOf(node, verdict);
    face.word = note.isEmpty() ? text::healthWord(verdict.health) : note;
    if (node.status() && node.statusAge() > kFresh)
        face.stale = NodeFace::tr("as of %1").arg(text::age(now.addMSecs(-node.statusAge().count()), now));
}

/// The first that is in flight; of any state for an empty one.
void addWork(NodeFace &face, const NodeConnection &node, const QString &state)
{
    const auto status = node.status();
    if (!status || status->inFlight == 0)
        return; // there are a hundred others
    for (const lifeboat::Operation &operation : node.operations()) {
        if (operation.status != OperationStatus::InFlight || (!state.isEmpty() && operation.request.target != state))
            continue;
        const ProgressState progress = workProgress(node, operation);
        face.work = text::progress(progress);
        face.permille = progress.permille;
        return;
    }
}

} // namespace

std::optional<Error> troubleOf(const NodeConnection &node)
{
    auto trouble = node.trouble();
    const bool isOfFile = trouble && trouble->subject.startsWith(u'/'); // of secrets
    if (trouble && !isOfFile)
        trouble->subject = node.name();
    return trouble;
}

quint64 lagOf(const net::StateStatus &state)
{
    if (!state.position || !state.logLast || *state.logLast < state.position->appliedIndex)
        return 0;
    return *state.logLast - state.position->appliedIndex;
}

Health shapeOf(lifeboat::Health health)
{
    switch (health) {
    case lifeboat::Health::Good: return Health::Good;
    case lifeboat::Health::Unknown: return Health::Unknown;
    case lifeboat::Health::Attention: return Health::Warning;
    case lifeboat::Health::Failed: return Health::Bad;
    }
    return Health::Unknown;
}

QString noteOf(const NodeConnection &node, const HealthVerdict &verdict)
{
    if (verdict.reasons.isEmpty())
        return verdict.health == lifeboat::Health::Unknown ? NodeFace::tr("connecting\u2026") : QString();
    const auto status = node.status();
    if (verdict.reasons.first() != HealthReason::LogBehind || !status)
        return text::healthNote(verdict.reasons.first());
    quint64 lag = 0;
    for (const net::StateStatus &state : status->states)
        lag = std::max(lag, lagOf(state));
    return NodeFace::tr("lag %1").arg(text::number(lag));
}

QString healthSummary(const Clusters &clusters, const QList<NodeConnection *> &nodes)
{
    if (nodes.isEmpty())
        return NodeFace::tr("no nodes");
    const auto count = [&](lifeboat::Health health) {
        return int(std::ranges::count_if(
            nodes, [&](const NodeConnection *node) { return clusters.verdict(node).health == health; }));
    };
    if (const int failed = count(lifeboat::Health::Failed))
        return NodeFace::tr("%n failed", nullptr, failed);
    if (const int doubtful = count(lifeboat::Health::Attention))
        return NodeFace::tr("%n to look at", nullptr, doubtful);
    if (const int unknown = count(lifeboat::Health::Unknown))
        return NodeFace::tr("%n unknown", nullptr, unknown);
    return NodeFace::tr("%n healthy", nullptr, int(nodes.size()));
}

ProgressState workProgress(const NodeConnection &node, const lifeboat::Operation &operation)
{
    const auto [permille, rate] = node.progress(operation.id).value_or(std::pair(0, 0.0));
    ProgressState state;
    const bool isHeardOf = node.link() == Link::Online;
    state.stage = isHeardOf ? stageOf(operation.request.kind) : Stage::Unreachable;
    state.permille = permille;
    state.bytesPerSecond = isHeardOf ? rate : 0;
    return state;
}

bool mayOperate(const NodeConnection &node)
{
    return node.link() == Link::Online && node.role() != QLatin1StringView("viewer");
}

NodeFace faceOf(const NodeConnection &node, const HealthVerdict &verdict, const QDateTime &now,
                const QList<NodeConnection *> &cluster)
{
    NodeFace face;
    face.url = node.profile().url;
    face.name = node.name();
    face.role = node.role();
    const auto status = node.status();
    if (status && !status->states.isEmpty()) {
        addState(face, *status);
        addSnapshot(face, node, status->states.first(), cluster, now);
    }
    addHealth(face, node, verdict, now);
    addWork(face, node, {});
    return face;
}

NodeFace faceOfState(const NodeConnection &node, const net::StateStatus &state, const QDateTime &now,
                     const QList<NodeConnection *> &cluster)
{
    NodeFace face;
    face.url = node.profile().url;
    face.role = node.role();
    net::NodeStatus status = node.status().value_or(net::NodeStatus());
    status.states = {state};
    status.dead = 0;
    addState(face, status);
    face.name = std::exchange(face.state, state.managed ? NodeFace::tr("managed") : NodeFace::tr("database"));
    addSnapshot(face, node, state, cluster, now);
    addHealth(face, node, judgeHealth(node.link(), status, node.statusAge(), {}), now);
    addWork(face, node, state.name);
    return face;
}

} // namespace lifeboat::ui
