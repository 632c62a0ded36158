// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/node/nodeleases.h"

#include "engine/base/errorobject.h"
#include "engine/base/pause.h"
#include "engine/lease/latestpointer.h"
#include "engine/lease/leaseobject.h"

#include <QDeadlineTimer>
#include <QJsonArray>
#include <QUuid>

using namespace Qt::StringLiterals;

namespace lifeboat {

namespace {

constexpr qint64 kListed = 1000;

/// A holder that lives hears of a wish within a fraction of a second, and heeds it before it does anything else with the lease.
constexpr std::chrono::seconds kPatience(3);
constexpr std::chrono::milliseconds kBetweenLooks(100);

} // namespace

Result<std::unique_ptr<NodeLeases>> NodeLeases::open(const NodeConfig &config, std::unique_ptr<KeyValueBucket> bucket,
                                                     const Clock &clock)
{
    LIFEBOAT_ASSIGN(auto history, LeaseHistory::open(config.data + u"/lease-history.db"_s));
    return std::unique_ptr<NodeLeases>(new NodeLeases(config, std::move(bucket), std::move(history), clock));
}

NodeLeases::NodeLeases(const NodeConfig &config, std::unique_ptr<KeyValueBucket> bucket,
                       std::unique_ptr<LeaseHistory> history, const Clock &clock)
    : m_bucket(std::move(bucket))
    , m_history(std::move(history))
    , m_store(*m_bucket)
    , m_observer(*m_bucket, m_history.get(), {.keep = config.lease.keepHistory}, clock)
    , m_publishes(config.lease.publishes)
{
    for (const StateConfig &state : config.states) {
        if (config.publish.isUsed() && state.isManaged())
            m_states.append(state.name);
    }
    const QString instance = QUuid::createUuid().toString(QUuid::WithoutBraces);
    if (m_publishes)
        m_keeper = std::make_unique<LeaseKeeper>(m_store, LeaseClaim{kPublisher, config.name, config.lease.ttl, instance}, clock);
}

NodeLeases::~NodeLeases() = default;

void NodeLeases::start(std::function<void(const QList<LeaseEvent> &)> told)
{
    m_observer.setListener(std::move(told));
    m_observer.start();
    if (m_keeper)
        m_keeper->start();
}

std::optional<Lease> NodeLeases::held() const
{
    return m_keeper ? m_keeper->held() : std::nullopt;
}

void NodeLeases::setCompeting(bool competes)
{
    if (m_keeper)
        m_keeper->setCompeting(competes);
}

QString NodeLeases::holder() const
{
    const LeaseSight sight = m_observer.sight();
    for (const Lease &lease : sight.leases) {
        if (lease.name == kPublisher && lease.isHeldAt(sight.now))
            return lease.holder;
    }
    return {};
}

QJsonObject NodeLeases::status()
{
    QJsonObject status = leaseSightObject(m_observer.sight());
    status[u"publishes"_s] = m_publishes;
    if (const auto lease = held())
        status[u"held"_s] = leaseObject(*lease);
    if (const auto trouble = keeperTrouble())
        status[u"keeperTrouble"_s] = errorObject(*trouble);
    QJsonArray published;
    for (const QString &state : std::as_const(m_states)) {
        const auto latest = LatestPointer(m_store, state).read();
        if (!latest || latest->snapshots.isEmpty())
            continue;
        QJsonObject object = LatestPointer::toObject(*latest);
        object.remove(u"lifeboat"_s);
        object[u"state"_s] = state;
        published.append(object);
    }
    status[u"published"_s] = published;
    return status;
}

Result<QJsonValue> NodeLeases::stepDown(const QString &lease, const QString &by, std::stop_token stop)
{
    LIFEBOAT_ASSIGN(Lease asked, m_store.askToStepDown(lease, by));
    for (const QDeadlineTimer deadline(kPatience);; pause(stop, kBetweenLooks)) {
        if (stop.stop_requested())
            return failure(ErrorCode::Canceled, lease);
        const auto current = m_store.read(lease);
        const auto time = current ? m_store.time() : failure(current.error());
        if (!time) {
            if (deadline.hasExpired())
                return failure(time.error());
            continue;
        }
        if (!*current || (*current)->token != asked.token || !(*current)->isHeldAt(time->now))
            return QJsonObject{{u"holder"_s, asked.holder}};
        asked = **current; // it may have been renewed meanwhile
        if (deadline.hasExpired())
            return failure(ErrorCode::HolderSilent, asked.holder, asked.expires().toUTC().toString(Qt::ISODateWithMs));
    }
}

Result<QJsonValue> NodeLeases::answer(const net::Caller &caller, const QString &method, const QJsonObject &parameters,
                                      std::stop_token stop)
{
    const QString lease = parameters["lease"_L1].toString();
    if (method == "lease.stepDown"_L1)
        return stepDown(lease, caller.token, stop);
    if (method != "lease.history"_L1)
        return status();
    LeaseHistoryQuery query{.name = lease,
                            .from = {},
                            .to = {},
                            .limit = parameters["limit"_L1].toInteger(kListed),
                            .renewals = parameters["renewals"_L1].toBool(true)};
    if (parameters.contains("from"_L1)) {
        const QString from = parameters["from"_L1].toString();
        query.from = QDateTime::fromString(from, Qt::ISODateWithMs);
        if (!query.from.isValid())
            return failure(ErrorCode::InvalidArgument, u"from"_s, from);
    }
    LIFEBOAT_ASSIGN(const QList<LeaseEvent> events, m_history->read(query));
    QJsonArray told;
    for (const LeaseEvent &event : events)
        told.append(leaseEventObject(event));
    return QJsonObject{{u"events"_s, told}};
}

} // namespace lifeboat
