// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/cluster/clusterleases.h"

#include "engine/base/clock.h"
#include "engine/cluster/handover.h"
#include "engine/lease/leaseobject.h"

#include <QJsonArray>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace lifeboat {

namespace {

using namespace std::chrono_literals;

constexpr auto kPoll = 1000ms;
constexpr auto kPause = 500ms; ///< between two questions, whatever happens
constexpr int kListed = 10'000;

std::chrono::milliseconds whole(std::chrono::nanoseconds time)
{
    return std::chrono::duration_cast<std::chrono::milliseconds>(time);
}

QList<LeaseEvent> eventsIn(const QJsonObject &content)
{
    QList<LeaseEvent> events;
    for (const QJsonValue each : content["events"_L1].toArray()) {
        if (const auto event = leaseEventFromObject(each.toObject())) // else of a later version
            events.append(*event);
    }
    return events;
}

} // namespace

ClusterLeases::ClusterLeases(const Surroundings &surroundings, QObject *parent)
    : LeaseView(parent)
    , m_surroundings(surroundings)
    , m_timer(surroundings.makeTimer([this] {
        m_wantsStatus = m_wantsStatus || !m_watchers.isEmpty();
        pump();
    }))
{
}

ClusterLeases::~ClusterLeases() = default;

void ClusterLeases::add(NodeConnection *node)
{
    m_nodes.append(node);
    connect(node, &NodeConnection::linkChanged, this, [this, node] {
        if (node->link() != Link::Online) {
            m_without.remove(node); // it may come back as another
            m_cutOff.remove(node);
        }
        choose();
    });
    connect(node, &NodeConnection::eventArrived, this,
            [this, node](quint64, const QString &name, const QJsonObject &content) { onEvent(node, name, content); });
    connect(node, &NodeConnection::gap, this, [this, node] {
        if (node != m_teller)
            return;
        m_wantsStatus = m_wantsHistory = true;
        pump();
    });
    choose();
}

void ClusterLeases::remove(NodeConnection *node)
{
    node->disconnect(this);
    m_nodes.removeOne(node);
    m_without.remove(node);
    m_cutOff.remove(node);
    if (m_told == node)
        m_told = nullptr;
    choose();
}

void ClusterLeases::setWatched(const QObject *by, bool watched)
{
    if (!watched) {
        m_watchers.remove(by);
        return;
    }
    m_watchers.insert(by);
    m_wantsStatus = true;
    pump();
}

ClusterLeases::Knowledge ClusterLeases::knowledge() const
{
    if (m_sight)
        return Knowledge::Known;
    const bool allWithout = !m_without.isEmpty() && std::ranges::all_of(m_nodes, [this](NodeConnection *node) {
        return node->link() != Link::Online || m_without.contains(node);
    });
    return allWithout ? Knowledge::Absent : Knowledge::Unknown;
}

QDateTime ClusterLeases::now() const
{
    if (!m_sight || !m_sight->now.isValid())
        return {};
    return m_sight->now.addDuration(whole(m_surroundings.clock.steadyNow() - m_sightAt) + m_transit);
}

std::chrono::milliseconds ClusterLeases::uncertainty() const
{
    return m_sight ? m_sight->uncertainty + m_transit : 0ms;
}

std::chrono::milliseconds ClusterLeases::age() const
{
    if (!m_sight)
        return 0ms;
    auto age = whole(m_surroundings.clock.steadyNow() - m_sightAt) + m_transit;
    // What a node cut off from the bucket tells was so when it reached it last.
    if (m_sight->trouble && m_sight->reachedAt.isValid() && m_sight->now.isValid())
        age += std::max(0ms, std::chrono::milliseconds(m_sight->reachedAt.msecsTo(m_sight->now.addDuration(m_sight->ahead))));
    return age;
}

/// Of nodes that all refuse why the first one does.
Error ClusterLeases::unreachable(const QString &subject) const
{
    const auto refuses = [](NodeConnection *node) { return node->link() == Link::Refused && node->trouble(); };
    if (m_nodes.isEmpty() || !std::ranges::all_of(m_nodes, refuses))
        return {ErrorCode::Unreachable, subject, {}};
    const Error why = *m_nodes.first()->trouble();
    return {why.code, m_nodes.first()->name(), why.detail};
}

std::optional<Error> ClusterLeases::trouble() const
{
    if (!m_teller)
        return unreachable(m_nodes.isEmpty() ? QString() : m_nodes.first()->name());
    if (m_failure)
        return m_failure;
    return m_sight ? m_sight->trouble : std::nullopt;
}

std::optional<std::chrono::milliseconds> ClusterLeases::aheadOf(const QString &holder) const
{
    if (!m_sight || !m_sight->now.isValid() || !m_told)
        return {};
    if (m_told->name() == holder)
        return m_sight->ahead;
    const auto found = std::ranges::find_if(m_nodes, [&holder](NodeConnection *node) {
        return node->link() == Link::Online && node->status() && node->name() == holder;
    });
    if (found == m_nodes.end())
        return {};
    return m_sight->ahead + (*found)->clockSkew() - m_told->clockSkew(); // both of them against ours
}

QFuture<Result<QJsonValue>> ClusterLeases::stepDown(const QString &lease)
{
    if (!m_teller)
        return QtFuture::makeReadyValueFuture(Result<QJsonValue>(failure(unreachable(lease))));
    return m_teller->call(u"lease.stepDown"_s, {{u"lease"_s, lease}});
}

NodeConnection *ClusterLeases::candidate() const
{
    const auto serves = [this](NodeConnection *node) { return node->link() == Link::Online && !m_without.contains(node); };
    const auto reaches = [&](NodeConnection *node) { return serves(node) && !m_cutOff.contains(node); };
    if (m_teller && m_nodes.contains(m_teller) && reaches(m_teller))
        return m_teller;
    if (const auto found = std::ranges::find_if(m_nodes, reaches); found != m_nodes.end())
        return *found;
    if (m_teller && m_nodes.contains(m_teller) && serves(m_teller))
        return m_teller;
    const auto found = std::ranges::find_if(m_nodes, serves);
    return found != m_nodes.end() ? *found : nullptr;
}

void ClusterLeases::choose()
{
    NodeConnection *const next = candidate();
    if (next == m_teller)
        return;
    m_teller = next;
    ++m_turn;
    m_asksStatus = m_asksHistory = false;
    m_askedAt.reset();
    m_failure.reset();
    m_wantsStatus = m_wantsHistory = m_teller;
    pump();
    Q_EMIT changed();
}

void ClusterLeases::pump()
{
    if (!m_teller)
        return;
    const auto now = m_surroundings.clock.steadyNow();
    if (m_wantsHistory && !m_asksHistory)
        askHistory();
    if (m_wantsStatus && !m_asksStatus && m_teller) {
        if (!m_askedAt || now - *m_askedAt >= kPause)
            return askStatus();
        m_timer->start(whole(kPause - (now - *m_askedAt)) + 1ms);
    } else if (!m_watchers.isEmpty() && !m_asksStatus) {
        m_timer->start(kPoll);
    }
}

void ClusterLeases::askStatus()
{
    m_wantsStatus = false;
    m_asksStatus = true;
    const auto asked = m_surroundings.clock.steadyNow();
    m_askedAt = asked;
    handOver(this, m_teller->call(u"lease.status"_s), [this, asked, turn = m_turn](const Result<QJsonValue> &answer) {
        if (turn != m_turn)
            return;
        m_asksStatus = false;
        if (!answer)
            return failed(answer.error());
        takeStatus(answer->toObject(), asked);
        if (turn == m_turn)
            pump();
    });
}

void ClusterLeases::askHistory()
{
    m_wantsHistory = false;
    m_asksHistory = true;
    QJsonObject parameters{{u"renewals"_s, false}, {u"limit"_s, kListed}};
    if (!history().isEmpty()) // the same moment again: more may have happened in it
        parameters[u"from"_s] = history().last().time.toUTC().toString(Qt::ISODateWithMs);
    handOver(this, m_teller->call(u"lease.history"_s, parameters), [this, turn = m_turn](const Result<QJsonValue> &answer) {
        if (turn != m_turn)
            return;
        m_asksHistory = false;
        if (answer && addToHistory(eventsIn(answer->toObject())))
            Q_EMIT changed();
        // Of what may pass, the next question is a moment away.
        m_wantsHistory = m_wantsHistory || (!answer && net::isTransient(answer.error().code));
    });
}

void ClusterLeases::failed(const Error &error)
{
    // ProtocolViolation: a node that does not know the call yet.
    if (error.code == ErrorCode::NotFound || error.code == ErrorCode::ProtocolViolation) {
        m_without.insert(m_teller);
        choose();
        return Q_EMIT changed();
    }
    m_failure = error;
    m_timer->start(kPoll);
    m_wantsStatus = m_wantsStatus || net::isTransient(error.code);
    Q_EMIT changed();
}

void ClusterLeases::takeStatus(const QJsonObject &answer, std::chrono::nanoseconds asked)
{
    const auto sight = leaseSightFromObject(answer);
    if (!sight)
        return failed(sight.error());
    m_failure.reset();
    m_sight = *sight;
    m_sightAt = m_surroundings.clock.steadyNow();
    m_transit = whole((m_sightAt - asked) / 2);
    m_told = m_teller;
    if (m_sight->trouble)
        m_cutOff.insert(m_teller);
    else
        m_cutOff.remove(m_teller);
    choose();
    Q_EMIT changed();
}

void ClusterLeases::onEvent(NodeConnection *node, const QString &name, const QJsonObject &content)
{
    if (name != "lease"_L1 || node != m_teller)
        return;
    const QList<LeaseEvent> events = eventsIn(content);
    const bool isNews = addToHistory(events);
    // None at all: the bucket came into or out of the node's reach. The answer tells of all that came meanwhile at once.
    if (isNews || events.isEmpty()) {
        m_wantsStatus = true;
        pump();
    }
}

} // namespace lifeboat
