// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/cluster/nodeconnection.h"

#include "engine/base/clock.h"
#include "engine/base/secretfault.h"
#include "engine/cluster/handover.h"
#include "engine/cluster/nodereading.h"
#include "engine/net/certificate.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace lifeboat {

namespace {

using namespace std::chrono_literals;

constexpr auto kPoll = 1000ms;
/// Polls fall on tenths of the steady clock's second: of two hundred nodes twenty are asked within a millisecond, and their answers
/// come together, where each by itself would wake the console, with all its sockets, twice a second.
constexpr auto kPollSlot = 100ms;
constexpr qsizetype kMostOffers = 256; ///< of one node: more states than any has

/// A connection that held so long begins its attempts anew; one that is lost right after it was
/// made does not.
constexpr auto kHeld = 10s;

} // namespace

std::chrono::milliseconds reconnectDelay(int attempt, double spread)
{
    constexpr qint64 kLongestMs = 30'000;
    const qint64 base = std::min(kLongestMs, 500LL << std::clamp(attempt - 1, 0, 20));
    return std::chrono::milliseconds(base - qint64(double(base) * spread / 2));
}

class NodeConnection::Private
{
public:
    Private(NodeConnection *owner, NodeProfile who, ReadToken read, const Surroundings &around)
        : q(owner)
        , profile(std::move(who))
        , readToken(std::move(read))
        , surroundings(around)
        , reading(around)
        , timer(around.makeTimer([this] { onTimer(); }))
    {
    }

    void connectNow();
    void open(const QString &token);
    void onTimer();
    void noteOffer(const QJsonObject &told);
    void onGreeted(const QJsonObject &greeting);
    void awaitPoll();
    void onEnded(Error why);
    void drop();
    void enter(Link next, std::optional<Error> why = {});

    NodeConnection *const q;
    NodeProfile profile;
    const ReadToken readToken;
    const Surroundings surroundings;
    NodeReading reading;
    std::unique_ptr<Timer> timer;
    NodeLink *node = nullptr;
    Link link = Link::Idle;
    std::optional<Error> trouble;
    QDateTime nextAttempt;
    QString met; ///< the node's own name
    QString role;
    QList<RecoveryOffer> recoveries;
    std::chrono::nanoseconds onlineSince{};
    std::chrono::milliseconds pollSlot{}; ///< of each second
    int attempt = 0;
    int tries = 0; ///< connections begun: a token that comes late is for none of the later ones
};

void NodeConnection::Private::enter(Link next, std::optional<Error> why)
{
    if (next == link && why == trouble)
        return;
    link = next;
    trouble = std::move(why);
    Q_EMIT q->linkChanged();
}

void NodeConnection::Private::connectNow()
{
    drop();
    nextAttempt = {};
    enter(Link::Connecting);
    handOver(q, readToken(), [this, number = tries](const Result<QString> &token) {
        if (number != tries)
            return;
        if (token)
            open(*token);
        else if (token.error().code == ErrorCode::NotFound)
            onEnded(secretUnavailable(SecretFault::NoToken, q->name()).error());
        else
            onEnded(token.error());
    });
}

void NodeConnection::Private::open(const QString &token)
{
    node = surroundings
               .makeLink({.url = profile.url, .token = token, .fingerprint = profile.fingerprint})
               .release();
    node->setParent(q);
    connect(node, &NodeLink::greeted, q,
            [this](const QJsonObject &greeting) { onGreeted(greeting); });
    connect(node, &NodeLink::recoveryOffered, q, [this](const QJsonObject &snapshot) {
        noteOffer(snapshot);
        Q_EMIT q->recoveryOffered();
    });
    connect(node, &NodeLink::ended, q, [this](const Error &why) { onEnded(why); });
    connect(node, &NodeLink::eventArrived, &reading, &NodeReading::onEvent);
    node->open();
}

void NodeConnection::Private::noteOffer(const QJsonObject &told)
{
    const auto offer = recoveryOfferFrom(told);
    if (!offer)
        return;
    recoveries.removeIf([&offer](const RecoveryOffer &each) { return each.state == offer->state; });
    if (recoveries.size() < kMostOffers)
        recoveries.append(*offer);
}

void NodeConnection::Private::onGreeted(const QJsonObject &greeting)
{
    met = greeting["node"_L1].toString();
    role = greeting["role"_L1].toString();
    onlineSince = surroundings.clock.steadyNow();
    recoveries.clear();
    enter(Link::Online);
    if (link != Link::Online)
        return;
    // Nodes met at the same moment are not all polled at the same moment.
    pollSlot = kPollSlot * qint64(surroundings.random() * (kPoll / kPollSlot));
    awaitPoll();
    reading.begin(node);
}

void NodeConnection::Private::awaitPoll()
{
    const auto now = std::chrono::floor<std::chrono::milliseconds>(surroundings.clock.steadyNow());
    const std::chrono::milliseconds wait = kPoll - (now + kPoll - pollSlot) % kPoll;
    timer->start(wait < kPoll / 2 ? wait + kPoll : wait);
}

void NodeConnection::Private::onTimer()
{
    if (link == Link::Online) {
        awaitPoll();
        reading.poll();
    } else if (link == Link::Waiting) {
        connectNow();
    }
}

/// Forgets the link, from within its own signals too.
void NodeConnection::Private::drop()
{
    ++tries;
    timer->stop();
    reading.end();
    if (NodeLink *const old = std::exchange(node, nullptr)) {
        old->disconnect(q);
        old->disconnect(&reading);
        old->close();
        old->deleteLater();
    }
}

void NodeConnection::Private::onEnded(Error why)
{
    // What was never there was not lost.
    if (link == Link::Connecting && why.code == ErrorCode::Disconnected)
        why.code = ErrorCode::Unreachable;
    if (link == Link::Online && surroundings.clock.steadyNow() - onlineSince >= kHeld)
        attempt = 0;
    drop();
    if (!net::isTransient(why.code)) {
        enter(Link::Refused, why);
        return reading.watch().failAll(why);
    }
    const auto delay = reconnectDelay(++attempt, surroundings.random());
    nextAttempt = surroundings.clock.utcNow().addDuration(delay);
    timer->start(delay);
    enter(Link::Waiting, why);
}

NodeConnection::NodeConnection(NodeProfile profile, ReadToken readToken, const Clock &clock,
                               QObject *parent)
    : NodeConnection(std::move(profile), std::move(readToken), realSurroundings(clock), parent)
{
}

NodeConnection::NodeConnection(NodeProfile profile, ReadToken readToken,
                               const Surroundings &surroundings, QObject *parent)
    : QObject(parent)
    , d(std::make_unique<Private>(this, std::move(profile), std::move(readToken), surroundings))
{
    connect(&d->reading, &NodeReading::statusChanged, this, &NodeConnection::statusChanged);
    connect(&d->reading, &NodeReading::snapshotsChanged, this, &NodeConnection::snapshotsChanged);
    connect(&d->reading, &NodeReading::operationsChanged, this, &NodeConnection::operationsChanged);
    connect(&d->reading, &NodeReading::eventPassed, this, &NodeConnection::eventArrived);
    connect(&d->reading, &NodeReading::gap, this, &NodeConnection::gap);
    connect(&d->reading, &NodeReading::misunderstood, this,
            [this](const Error &error) { d->onEnded(error); });
}

NodeConnection::~NodeConnection()
{
    blockSignals(true);
    const NodeLink *const node = d->node;
    d->drop();
    delete node;
}

const NodeProfile &NodeConnection::profile() const
{
    return d->profile;
}

QString NodeConnection::name() const
{
    if (!d->met.isEmpty())
        return d->met;
    return d->profile.name.isEmpty() ? nodeLabel(d->profile.url) : d->profile.name;
}

void NodeConnection::start()
{
    if (d->link == Link::Idle)
        d->connectNow();
}

void NodeConnection::stop()
{
    d->drop();
    d->nextAttempt = {};
    d->enter(Link::Idle);
    d->reading.watch().failAll({ErrorCode::Disconnected, name(), {}});
}

void NodeConnection::reconnect()
{
    d->attempt = 0;
    d->connectNow();
}

void NodeConnection::acceptFingerprint(const QByteArray &fingerprint)
{
    d->profile.fingerprint = net::fingerprintFromText(QString::fromLatin1(fingerprint));
    reconnect();
}

Link NodeConnection::link() const
{
    return d->link;
}

std::optional<Error> NodeConnection::trouble() const
{
    return d->trouble;
}

QDateTime NodeConnection::nextAttempt() const
{
    return d->link == Link::Waiting ? d->nextAttempt : QDateTime();
}

QString NodeConnection::role() const
{
    return d->role;
}

QList<RecoveryOffer> NodeConnection::recoveries() const
{
    return d->recoveries;
}

std::optional<net::NodeStatus> NodeConnection::status() const
{
    return d->reading.facts().status();
}

std::optional<Error> NodeConnection::unnoted() const
{
    const auto told = link() == Link::Online ? status() : std::nullopt;
    if (!told || !told->trouble)
        return std::nullopt;
    return Error{ErrorCode::Unnoted, name(), toString(*told->trouble)};
}

QDateTime NodeConnection::statusAt() const
{
    return d->reading.statusAt();
}

std::chrono::milliseconds NodeConnection::statusAge() const
{
    if (!d->reading.facts().status())
        return {};
    return std::chrono::duration_cast<std::chrono::milliseconds>(d->surroundings.clock.steadyNow()
                                                                 - d->reading.statusSteadyAt());
}

std::chrono::milliseconds NodeConnection::clockSkew() const
{
    return d->reading.clockSkew();
}

QList<ToldSnapshot> NodeConnection::snapshots(const QString &state) const
{
    return d->reading.facts().snapshots(state);
}

QList<Operation> NodeConnection::operations() const
{
    return d->reading.facts().operations();
}

std::optional<std::pair<int, double>> NodeConnection::progress(const OperationId &id) const
{
    const auto told = d->reading.facts().operation(id);
    if (!told || told->operation.status != OperationStatus::InFlight)
        return std::nullopt;
    return std::pair(told->permille, told->bytesPerSecond);
}

QFuture<Result<QJsonValue>> NodeConnection::call(const QString &method,
                                                 const QJsonObject &parameters)
{
    return d->link == Link::Online ? d->node->call(method, parameters) : unreachable();
}

QFuture<Result<QJsonValue>> NodeConnection::fetch(const QString &snapshot, const QString &path,
                                                  FileSystem &fileSystem,
                                                  std::shared_ptr<Progress> progress,
                                                  std::stop_token stop)
{
    return d->link == Link::Online
        ? d->node->fetch(snapshot, path, fileSystem, std::move(progress), std::move(stop))
        : unreachable();
}

QFuture<Result<QJsonValue>> NodeConnection::send(const QString &snapshot, const QString &path,
                                                 FileSystem &fileSystem,
                                                 std::shared_ptr<Progress> progress,
                                                 std::stop_token stop, const QString &state)
{
    return d->link == Link::Online
        ? d->node->send(snapshot, path, fileSystem, std::move(progress), std::move(stop), state)
        : unreachable();
}

QFuture<Result<QJsonValue>> NodeConnection::unreachable() const
{
    if (d->trouble && secretFaultOf(*d->trouble) == SecretFault::OthersMayRead)
        return QtFuture::makeReadyValueFuture(Result<QJsonValue>(failure(*d->trouble))); // the file is at fault
    if (d->link == Link::Refused && d->trouble)
        return QtFuture::makeReadyValueFuture(Result<QJsonValue>(failure(d->trouble->code, name(), d->trouble->detail)));
    return QtFuture::makeReadyValueFuture(Result<QJsonValue>(
        failure(ErrorCode::Unreachable, name(), d->trouble ? toString(*d->trouble) : QString())));
}

QFuture<Result<QJsonObject>>
NodeConnection::run(const QString &method, const QJsonObject &parameters,
                    std::function<void(const Operation &, int, double)> changed)
{
    const auto waiter =
        d->reading.watch().add(std::move(changed), parameters["lineage"_L1].toString());
    auto future = waiter->promise.future();
    handOver(this, call(method, parameters), [this, waiter](const Result<QJsonValue> &answer) {
        d->reading.watch().answered(waiter, answer, d->reading.facts());
        if (waiter->isLost)
            d->reading.wantOperations();
    });
    return future;
}

} // namespace lifeboat
