// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/node/node.h"

#include "engine/archive/layout.h"
#include "engine/base/missing.h"
#include "engine/lease/leaseobject.h"
#include "engine/operations/operationrecord.h"

#include <QJsonArray>

#include <limits>
#include <set>

using namespace Qt::StringLiterals;

namespace lifeboat {

Node::Node(const NodeConfig &config, FileSystem &fileSystem, const Clock &clock)
    : m_config(config)
    , m_fileSystem(fileSystem)
    , m_clock(clock)
    , m_startedAt(clock.utcNow())
    , m_nodes(m_config, fileSystem)
    , m_context{m_config, m_nodes, fileSystem, clock, [this](const QString &state) {
                    QStringList wanted;
                    for (const Operation &each : m_queue->open(u"restore"_s, state))
                        wanted.append(each.request.parameters["snapshot"_L1].toString());
                    return wanted;
                }}
    , m_distribution(m_config, clock)
    , m_reservations(clock)
{
    m_pool.setMaxThreadCount(4);
    m_statusPool.setMaxThreadCount(2);
}

Node::~Node()
{
    m_closing.request_stop();
    if (m_runner)
        m_runner->stop();
    m_pool.clear();
    m_statusPool.clear();
    m_pool.waitForDone();
    m_statusPool.waitForDone();
}

Result<std::unique_ptr<Node>> Node::open(const NodeConfig &config, FileSystem &fileSystem,
                                         const Clock &clock)
{
    std::unique_ptr<Node> node(new Node(config, fileSystem, clock));
    LIFEBOAT_TRY(node->openAll());
    return node;
}

Result<> Node::openAll()
{
    LIFEBOAT_TRY(m_fileSystem.makeDirectory(m_config.data));
    LIFEBOAT_ASSIGN(m_lock, m_fileSystem.open(m_config.data + u"/lock"_s, OpenMode::OpenOrCreate));
    LIFEBOAT_TRY(m_lock->lock());
    for (const StateConfig &each : m_config.states) {
        LIFEBOAT_ASSIGN(auto state, ProtectedState::open(m_config, each, m_distribution, m_fileSystem,
                                                         m_clock));
        m_states.push_back(std::move(state));
    }
    if (auto bucket = m_distribution.bucket()) {
        LIFEBOAT_ASSIGN(m_leases, NodeLeases::open(m_config, std::move(bucket), m_clock));
        if (m_config.publish.isUsed())
            m_publication = std::make_unique<Publication>(m_config, m_distribution, *m_leases, m_fileSystem, m_clock);
    }
    LIFEBOAT_ASSIGN(m_queue, OperationsQueue::open(m_config.data + u"/operations.db"_s, m_clock));
    for (const auto &state : m_states) {
        // Those of an earlier run say less than the store, which may be another by now.
        if (const auto ended = m_queue->lastEnded(u"take"_s, state->name()))
            m_policing[state->name()].notedSequence = ended->sequence;
    }
    m_queue->setListener([this](const Operation &operation) { operationChanged(operation); });
    m_runner = std::make_unique<OperationsRunner>(*m_queue);
    m_runner->setAlarm([this](const std::optional<Error> &error) {
        {
            const std::scoped_lock lock(m_mutex);
            m_alarm = error;
        }
        publish(u"status"_s, {});
    });
    using Work = Result<QJsonObject> (*)(JobControl &, const stateoperations::Context &, ProtectedState &, const Operation &);
    const auto handle = [this](const QString &kind, Work work) {
        m_runner->handle(
            kind,
            [this, work](JobControl &control, const Operation &operation) -> Result<QJsonObject> {
                ProtectedState *const state = stateCalled(operation.request.target);
                if (!state)
                    return missing(Missing::State, operation.request.target);
                return work(control, m_context, *state, operation);
            });
    };
    handle(u"take"_s, &stateoperations::take);
    handle(u"verify"_s, &stateoperations::verify);
    handle(u"restore"_s, &stateoperations::restore);
    handle(u"undo"_s, &stateoperations::undo);
    handlePublished();
    return {};
}

void Node::setPublisher(std::function<void(const QString &, const QJsonObject &)> publish)
{
    m_publish = std::move(publish);
}

void Node::publish(const QString &name, const QJsonObject &content) const
{
    if (m_publish)
        m_publish(name, content);
}

void Node::start()
{
    for (const auto &state : m_states)
        state->follow([this] { publish(u"status"_s, {}); });
    if (m_leases) {
        m_leases->start([this, leases = m_leases.get(), hadTrouble = false](const QList<LeaseEvent> &events) mutable {
            QJsonArray told;
            for (const LeaseEvent &event : events)
                told.append(leaseEventObject(event));
            publish(u"lease"_s, {{u"events"_s, told}});
            const bool hasTrouble = leases->historyTrouble().has_value();
            if (std::exchange(hadTrouble, hasTrouble) != hasTrouble)
                publish(u"status"_s, {});
        });
    }
    m_runner->start(m_config.concurrent);
}

ProtectedState *Node::stateCalled(const QString &name) const
{
    const auto found = std::ranges::find_if(m_states, [&](const auto &state) { return state->name() == name; });
    return found != m_states.end() ? found->get() : nullptr;
}

QJsonObject Node::describe(const Operation &operation) const
{
    QJsonObject object = toJsonObject(operation);
    if (const auto progress = m_runner->progress(operation.id);
        progress && operation.status == OperationStatus::InFlight) {
        object["permille"_L1] = progress->permille;
        object["bytesPerSecond"_L1] = progress->bytesPerSecond;
    }
    return object;
}

void Node::operationChanged(const Operation &operation)
{
    publish(u"operation"_s, describe(operation));
    if (operation.status == OperationStatus::InFlight && restoringKinds().contains(operation.request.kind))
        publish(u"status"_s, {});
    if (isOpen(operation))
        return;
    {
        const std::scoped_lock lock(m_mutex);
        ++m_counts[operation.request.kind + u' ' + statusName(operation.status)];
        if (operation.request.kind == "take"_L1)
            noteTake(operation);
    }
    publish(u"snapshots"_s, {{u"state"_s, operation.request.target}});
    publish(u"status"_s, {});
}

/// Under m_mutex. Once for each, whether it is heard of or found in the queue first.
void Node::noteTake(const Operation &ended)
{
    Policing &policing = m_policing[ended.request.target];
    if (ended.sequence <= policing.notedSequence)
        return;
    policing.notedSequence = ended.sequence;
    const bool failed = ended.status == OperationStatus::Dead;
    std::optional<Position> position = policing.last.value_or(LastTake{}).position;
    if (!failed) {
        const QJsonValue told = ended.result["position"_L1];
        const auto index = parseDecimal(told["appliedIndex"_L1].toString());
        position = index ? std::optional(Position{{told["lineage"_L1].toString()}, *index}) : std::nullopt;
    }
    policing.last = LastTake{ended.endedAt, position, failed};
    policing.changedAt = {};
}

void Node::tick()
{
    if (m_leases)
        policeLease();
    for (const auto &state : m_states)
        police(*state);
    for (const Operation &operation : m_queue->list(100)) {
        if (operation.status == OperationStatus::InFlight)
            publish(u"operation"_s, describe(operation));
    }
    look();
}

/// At what may have become better by itself, and what nobody wants any more.
void Node::look()
{
    if (m_isLooking.exchange(true))
        return;
    const bool tidies = m_clock.steadyNow() >= m_nextTidying;
    if (tidies)
        m_nextTidying = m_clock.steadyNow() + std::chrono::hours(1);
    m_pool.start([this, tidies] {
        for (const auto &state : m_states) {
            state->openAgain();
            lookAtPublished(*state);
            state->lookAtLog();
            if (tidies)
                state->removeAbandonedParts();
        }
        m_isLooking = false;
    });
}

/// Asks for a take where the policy wants one and none is on its way.
void Node::police(ProtectedState &state)
{
    if (m_publication && state.isManaged())
        policePublished(state);
    // One node takes for the whole cluster; a foreign state is this node's own.
    if (m_leases && state.isManaged() && !m_leases->held())
        return;
    std::optional<LastTake> last;
    {
        const std::scoped_lock lock(m_mutex);
        last = m_policing[state.name()].last;
    }
    if (!last) {
        // After a start the newest snapshot in the store is the last take.
        if (const auto entries = state.catalog(); entries && !entries->isEmpty()) {
            const auto &summary = entries->first().summary;
            last = LastTake{.at = entries->first().createdAt(), .position = {}};
            if (summary)
                last->position = summary->manifest.position;
            const std::scoped_lock lock(m_mutex);
            auto &known = m_policing[state.name()].last;
            if (!known)
                known = last;
            last = known;
        }
    }
    const std::scoped_lock admission(m_admission);
    if (!m_queue->open(u"take"_s, state.name()).isEmpty() || !m_queue->open(u"restore"_s, state.name()).isEmpty())
        return;
    if (const auto ended = m_queue->lastEnded(u"take"_s, state.name())) {
        // operationChanged() may not have heard of it yet.
        const std::scoped_lock lock(m_mutex);
        noteTake(*ended);
        last = m_policing[state.name()].last;
    }
    const std::optional<Position> position = state.position();
    if (!position && state.isManaged())
        return;
    {
        const std::scoped_lock lock(m_mutex);
        QDateTime &changedAt = m_policing[state.name()].changedAt;
        if (!last || last->position == position)
            changedAt = {};
        else if (!changedAt.isValid())
            changedAt = m_clock.utcNow();
    }
    if (!isTakeDue(m_config.policy, last, position, m_clock.utcNow()))
        return;
    // One attempt: the policy is the retry.
    (void)m_queue->add({.kind = u"take"_s,
                        .target = state.name(),
                        .parameters = {},
                        .actor = u"policy"_s,
                        .maxAttempts = 1});
}

/// None by the interval while a state stands where its last snapshot was taken.
QDateTime Node::nextTake(const net::StateStatus &state, const Policing &policing) const
{
    if (!policing.last || m_config.policy.interval.count() == 0)
        return {};
    const QDateTime due = policing.last->at.addDuration(m_config.policy.interval);
    if (!state.position) // a foreign state is taken whether it changed or not
        return due;
    if (!policing.last->failed && policing.last->position == state.position)
        return {};
    return std::max(due, policing.changedAt.isValid() ? policing.changedAt : m_clock.utcNow());
}

namespace {

/// Not what somebody canceled, and not what another node does in this one's place.
bool wantsLook(const Operation &dead)
{
    const ErrorCode code = dead.lastError.value_or(Error{}).code;
    return code != ErrorCode::Canceled && code != ErrorCode::LeaseLost;
}

} // namespace

net::NodeStatus Node::status(ProtectedState::LogLook look) const
{
    net::NodeStatus status;
    status.node = m_config.name;
    status.cluster = m_config.cluster;
    status.version = QStringLiteral(LIFEBOAT_VERSION);
    status.startedAt = m_startedAt;
    status.time = m_clock.utcNow();
    status.peers = m_nodes.peers();
    status.peersTrouble = m_nodes.trouble();
    if (m_leases)
        status.leaseHistoryTrouble = m_leases->historyTrouble();
    std::set<std::pair<QString, QString>> done; // kind and target
    std::set<QString> restored; // states, now
    for (const Operation &operation : m_queue->list(std::numeric_limits<qsizetype>::max())) { // the newest first
        const std::pair work(operation.request.kind, operation.request.target);
        switch (operation.status) {
        case OperationStatus::Pending:
            ++status.pending;
            break;
        case OperationStatus::InFlight:
            ++status.inFlight;
            if (restoringKinds().contains(work.first))
                restored.insert(work.second);
            break;
        case OperationStatus::Completed:
            done.insert(work);
            break;
        case OperationStatus::Dead:
            status.dead += wantsLook(operation) && !done.contains(work) ? 1 : 0;
            break;
        }
    }
    const QString leader = m_leases ? m_leases->holder() : QString();
    for (const auto &state : m_states) {
        net::StateStatus each = state->status(look);
        each.isBeingRestored = restored.contains(state->name());
        if (m_leases && state->isManaged() && leader != m_config.name)
            each.takenBy = leader;
        each.publishTrouble = publishTrouble(*state);
        const std::scoped_lock lock(m_mutex);
        const auto policing = m_policing.find(state->name());
        each.takeInterval = m_config.policy.interval;
        if (policing != m_policing.end()) {
            each.nextTake = nextTake(each, policing->second);
            if (policing->second.sight && !policing->second.sight->latest.snapshots.isEmpty())
                each.published = policing->second.sight->latest.snapshots.first().id;
        }
        status.states.append(each);
    }
    {
        const std::scoped_lock lock(m_mutex);
        status.trouble = m_alarm;
    }
    return status;
}

QJsonObject Node::greeting()
{
    QJsonObject greeting{{u"node"_s, m_config.name},
                         {u"cluster"_s, m_config.cluster},
                         {u"version"_s, QStringLiteral(LIFEBOAT_VERSION)}};
    for (const auto &state : m_states) {
        if (const auto position = state->position())
            greeting["lineage"_L1] = position->lineage.value;
    }
    return greeting;
}

QList<QJsonObject> Node::recovery()
{
    QList<QJsonObject> all;
    for (const auto &state : m_states) {
        const auto entries = state->catalog();
        if (!entries)
            continue;
        const CatalogEntry *const newest = newestIntact(*entries, m_clock.utcNow());
        if (!newest)
            continue;
        const Manifest &manifest = newest->summary->manifest;
        QJsonObject told{{u"state"_s, state->name()},
                         {u"snapshot"_s, manifest.id.value},
                         {u"elementCount"_s, QString::number(manifest.elementCount)},
                         {u"createdAt"_s, manifest.createdAt.toUTC().toString(Qt::ISODateWithMs)},
                         {u"size"_s, QString::number(newest->file.size)}};
        if (manifest.position) {
            told["lineage"_L1] = manifest.position->lineage.value;
            told["appliedIndex"_L1] = QString::number(manifest.position->appliedIndex);
        }
        all.append(told);
    }
    return all;
}

} // namespace lifeboat
