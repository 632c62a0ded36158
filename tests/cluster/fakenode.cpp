// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/cluster/fakenode.h"

#include "engine/operations/operationrecord.h"

#include <QTimeZone>

using namespace Qt::StringLiterals;

namespace lifeboat::test {

class FakeLink final : public NodeLink
{
public:
    FakeLink(FakeNode *node, const net::Endpoint &endpoint)
        : m_node(node)
        , m_endpoint(endpoint)
    {
    }

    ~FakeLink() override { close(); }

    void open() override
    {
        if (!m_node)
            return end({ErrorCode::Unreachable, m_endpoint.url.host(), {}});
        m_node->attempts.append(m_node->m_clock.utcNow().toMSecsSinceEpoch());
        if (m_node->down)
            return end(*m_node->down);
        if (m_endpoint.token != m_node->token)
            return end({ErrorCode::AuthenticationFailed, m_endpoint.url.host(), {}});
        m_node->links.append(this);
        const QList<QJsonObject> offers = m_node->recovery;
        Q_EMIT greeted({{u"node"_s, m_node->status.node}, {u"role"_s, m_node->role}});
        for (const QJsonObject &offer : offers)
            Q_EMIT recoveryOffered(offer);
    }

    void close() override
    {
        if (m_node)
            m_node->links.removeOne(this);
    }

    void end(const Error &why)
    {
        close();
        Q_EMIT ended(why);
    }

    Answer call(const QString &method, const QJsonObject &parameters) override
    {
        return m_node->call(this, method, parameters);
    }

    Answer fetch(const QString &snapshot, const QString &path, FileSystem &,
                 std::shared_ptr<Progress>, std::stop_token) override
    {
        if (const auto error = m_node->failing.find(u"snapshot.fetch"_s); error != m_node->failing.end())
            return QtFuture::makeReadyValueFuture(Result<QJsonValue>(failure(error->second)));
        m_node->fetched.append(snapshot);
        return QtFuture::makeReadyValueFuture(Result<QJsonValue>(QJsonObject{{u"path"_s, path}}));
    }

    Answer send(const QString &snapshot, const QString &, FileSystem &, std::shared_ptr<Progress>,
                std::stop_token, const QString &state) override
    {
        return m_node->call(this, u"(send)"_s, {{u"snapshot"_s, snapshot}, {u"state"_s, state}});
    }

    bool isSubscribed = false;

private:
    FakeNode *const m_node;
    const net::Endpoint m_endpoint;
};

class FakeTimer final : public Timer
{
public:
    FakeTimer(FakeNetwork &network, std::function<void()> ring)
        : m_network(network)
        , m_ring(std::move(ring))
    {
        m_network.m_timers.append(this);
    }

    ~FakeTimer() override { m_network.m_timers.removeOne(this); }

    void start(std::chrono::milliseconds time) override
    {
        due = m_network.m_clock.steadyNow() + time;
    }
    void stop() override { due.reset(); }

    void ring()
    {
        due.reset();
        m_ring();
    }

    std::optional<std::chrono::nanoseconds> due;

private:
    FakeNetwork &m_network;
    const std::function<void()> m_ring;
};

FakeNode::FakeNode(const QString &name, const Clock &clock)
    : m_clock(clock)
{
    status.node = name;
    status.cluster = u"orders"_s;
    status.version = u"0.1.0"_s;
    status.startedAt = clock.utcNow();
    net::StateStatus state;
    state.name = u"main"_s;
    state.managed = true;
    state.position = Position{{u"history"_s}, 7};
    state.logLast = 7;
    status.states = {state};
}

void FakeNode::publish(const QString &name, const QJsonObject &content)
{
    m_events.append({name, content});
    const auto all = links;
    for (FakeLink *link : all) {
        if (link->isSubscribed)
            Q_EMIT link->eventArrived(quint64(m_events.size()), name, content);
    }
}

void FakeNode::tell(const Operation &operation, int permille)
{
    QJsonObject object = toJsonObject(operation);
    if (permille > 0) {
        object["permille"_L1] = permille;
        object["bytesPerSecond"_L1] = 1e6;
    }
    const QJsonValue id = object["operation"_L1];
    auto known = std::ranges::find_if(
        operations, [&](const QJsonValue &each) { return each.toObject()["operation"_L1] == id; });
    if (known != operations.end())
        *known = object;
    else
        operations.append(object);
    publish(u"operation"_s, object);
}

void FakeNode::cut()
{
    for (const Held &each : std::exchange(m_held, {})) {
        each.promise->addResult(Result<QJsonValue>(failure(ErrorCode::Disconnected)));
        each.promise->finish();
    }
    const auto all = links;
    for (FakeLink *link : all)
        link->end({ErrorCode::Disconnected, status.node, {}});
}

void FakeNode::restart()
{
    m_events.clear();
    m_stream = u"second"_s;
    cut();
}

QFuture<Result<QJsonValue>> FakeNode::call(FakeLink *link, const QString &method,
                                           const QJsonObject &given)
{
    calls.append(method);
    parameters.append(given);
    if (!held.contains(method))
        return QtFuture::makeReadyValueFuture(answer(link, method, given));
    const auto promise = std::make_shared<QPromise<Result<QJsonValue>>>();
    promise->start();
    m_held.append({promise, method, given, link});
    return promise->future();
}

void FakeNode::release()
{
    held.clear();
    for (const Held &each : std::exchange(m_held, {})) {
        each.promise->addResult(answer(each.link, each.method, each.parameters));
        each.promise->finish();
    }
}

Result<QJsonValue> FakeNode::answer(FakeLink *link, const QString &method, const QJsonObject &given)
{
    if (const auto error = failing.find(method); error != failing.end())
        return failure(error->second);
    if (method == "(send)"_L1) {
        sent.append(given["snapshot"_L1].toString());
        return QJsonValue(QJsonObject());
    }
    if (method == "node.status"_L1) {
        status.time = m_clock.utcNow().addMSecs(ahead.count());
        return QJsonValue(net::toJsonObject(status));
    }
    if (method == "operations.list"_L1)
        return QJsonValue(QJsonObject{{u"operations"_s, operations}});
    if (method == "snapshot.list"_L1)
        return QJsonValue(QJsonObject{{u"state"_s, u"main"_s}, {u"snapshots"_s, snapshots}});
    if (method.startsWith("lease."_L1) && leases.isEmpty())
        return failure(ErrorCode::NotFound, u"leases"_s);
    if (method == "lease.status"_L1)
        return QJsonValue(leases);
    if (method == "lease.history"_L1)
        return QJsonValue(QJsonObject{{u"events"_s, leaseEvents}});
    if (method == "events.subscribe"_L1) {
        link->isSubscribed = true;
        if (given.contains("after"_L1)) {
            quint64 after = given["after"_L1].toString().toULongLong();
            if (given["stream"_L1].toString() != m_stream || after > quint64(m_events.size())) {
                Q_EMIT link->eventArrived(0, u"events.gap"_s, {{u"stream"_s, m_stream}});
                after = 0;
            }
            for (quint64 i = after; i < quint64(m_events.size()); ++i)
                Q_EMIT link->eventArrived(i + 1, m_events[qsizetype(i)].name,
                                          m_events[qsizetype(i)].content);
        }
        return QJsonValue(QJsonObject{{u"sequence"_s, QString::number(m_events.size())},
                                      {u"stream"_s, m_stream}});
    }
    if (method == "restore.reserve"_L1 || method == "restore.renew"_L1 || method == "restore.release"_L1)
        return reserve(method, given["reservation"_L1].toString());
    if (method == "restore.undoPlan"_L1)
        return undoPlan.isEmpty() ? failure(ErrorCode::ProtocolViolation, method) : Result<QJsonValue>(undoPlan);
    if (handler)
        return handler(method, given);
    return failure(ErrorCode::InvalidArgument, method);
}

Result<QJsonValue> FakeNode::reserve(const QString &method, const QString &id)
{
    if (!reservation.isEmpty() && reservation != id)
        return failure(ErrorCode::Busy, u"main"_s, u"reserved by somebody"_s);
    if (method == "restore.renew"_L1 && reservation.isEmpty())
        return failure(ErrorCode::LeaseLost, u"main"_s);
    reservation = method == "restore.release"_L1 ? QString() : id;
    QJsonObject told{{u"reservation"_s, id}, {u"ttlMs"_s, reservedMs}};
    if (!status.states.isEmpty() && status.states.first().position)
        told[u"position"_s] = QJsonObject{{u"lineage"_s, status.states.first().position->lineage.value}};
    return QJsonValue(told);
}

FakeNode &FakeNetwork::add(const QString &name)
{
    auto &node = m_nodes[name];
    if (!node)
        node = std::make_unique<FakeNode>(name, m_clock);
    return *node;
}

Surroundings FakeNetwork::surroundings()
{
    return {.clock = m_clock,
            .makeLink = [this](const net::Endpoint &endpoint) -> std::unique_ptr<NodeLink> {
                const auto node = m_nodes.find(endpoint.url.host());
                return std::make_unique<FakeLink>(
                    node != m_nodes.end() ? node->second.get() : nullptr, endpoint);
            },
            .makeTimer = [this](std::function<void()> ring) -> std::unique_ptr<Timer> {
                return std::make_unique<FakeTimer>(*this, std::move(ring));
            },
            .random =
                [this] {
                    m_random = m_random * 1664525 + 1013904223;
                    return double(m_random) / 4294967296.0;
                }};
}

void FakeNetwork::pass(std::chrono::milliseconds time)
{
    using namespace std::chrono;
    const auto end = m_clock.steadyNow() + time;
    while (true) {
        FakeTimer *next = nullptr;
        for (FakeTimer *timer : std::as_const(m_timers)) {
            if (timer->due && *timer->due <= end && (!next || *timer->due < *next->due))
                next = timer;
        }
        if (!next)
            break;
        const auto ahead = std::max(0ns, *next->due - m_clock.steadyNow());
        m_clock.advance(ceil<milliseconds>(ahead));
        next->ring();
    }
    m_clock.advance(ceil<milliseconds>(end - m_clock.steadyNow()));
}

Operation operationOf(const QString &id, OperationStatus status, quint64 sequence)
{
    Operation operation;
    operation.id = {id};
    operation.sequence = sequence;
    operation.request = {
        .kind = u"take"_s, .target = u"main"_s, .parameters = {}, .actor = u"me"_s};
    operation.status = status;
    operation.createdAt = QDateTime::fromMSecsSinceEpoch(1'767'323'045'678, QTimeZone::UTC);
    return operation;
}

QJsonObject snapshotObject(const QString &id)
{
    return {{u"snapshot"_s, id},
            {u"archiveBytes"_s, u"4096"_s},
            {u"modified"_s, u"2026-01-02T03:04:05.678Z"_s},
            {u"pinned"_s, false}};
}

} // namespace lifeboat::test
