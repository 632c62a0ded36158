// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/cluster/nodereading.h"

#include "engine/base/clock.h"
#include "engine/cluster/handover.h"

#include <QJsonObject>
#include <QtConcurrentRun>

using namespace Qt::StringLiterals;

namespace lifeboat {

namespace {

using namespace std::chrono_literals;

constexpr int kListedSnapshots = 1000;
constexpr int kListedOperations = 100;
constexpr qsizetype kParsedHere = 100; ///< snapshots

/// A node that applies entries without a pause says so without a pause.
constexpr auto kStatusPause = 500ms;

/// Clocks are told anew when they moved this far apart.
constexpr auto kSkewStep = 1000ms;

} // namespace

NodeReading::NodeReading(const Surroundings &surroundings, QObject *parent)
    : QObject(parent)
    , m_surroundings(surroundings)
{
}

NodeReading::~NodeReading() = default;

void NodeReading::begin(NodeLink *link)
{
    end();
    m_link = link;
    m_subscription.isWanted = true;
    m_status.isWanted = true;
    m_operations.isWanted = true;
    pump();
}

void NodeReading::end()
{
    m_link = nullptr;
    ++m_turn;
    m_statusAskedAt.reset();
    m_subscription.isUnderWay = m_status.isUnderWay = m_operations.isUnderWay = false;
    for (auto &[state, ask] : m_snapshots) {
        ask.isWanted = ask.isWanted || ask.isUnderWay;
        ask.isUnderWay = false;
    }
}

void NodeReading::poll()
{
    m_status.isWanted = true;
    pump();
}

void NodeReading::wantOperations()
{
    m_operations.isWanted = true;
    pump();
}

void NodeReading::wantEverything()
{
    m_status.isWanted = true;
    m_operations.isWanted = true;
    for (auto &[state, ask] : m_snapshots)
        ask.isWanted = true;
    pump();
}

void NodeReading::pump()
{
    if (m_subscription.isWanted && !m_subscription.isUnderWay)
        subscribe();
    const auto now = m_surroundings.clock.steadyNow();
    const bool hasRested = !m_statusAskedAt || now - *m_statusAskedAt >= kStatusPause;
    if (m_status.isWanted && !m_status.isUnderWay && hasRested) {
        m_statusAskedAt = now;
        const QDateTime asked = m_surroundings.clock.utcNow();
        ask(m_status, u"node.status"_s, {},
            [this, asked](const QJsonObject &answer) { takeStatus(answer, asked); });
    }
    if (m_operations.isWanted && !m_operations.isUnderWay) {
        m_facts.beginOperations();
        ask(m_operations, u"operations.list"_s, {{u"limit"_s, kListedOperations}},
            [this](const QJsonObject &answer) {
                if (m_facts.takeOperations(answer["operations"_L1].toArray()))
                    Q_EMIT operationsChanged();
                m_watch.toldAll(m_facts);
            });
    }
    QStringList states;
    for (const auto &[state, each] : m_snapshots) {
        if (each.isWanted && !each.isUnderWay)
            states.append(state);
    }
    for (const QString &state : states) {
        ask(m_snapshots[state], u"snapshot.list"_s,
            {{u"state"_s, state}, {u"limit"_s, kListedSnapshots}},
            [this, state](const QJsonObject &answer) {
                takeSnapshots(state, answer["snapshots"_L1].toArray());
            });
    }
}

void NodeReading::ask(Ask &ask, const QString &method, const QJsonObject &parameters,
                      const Take &take)
{
    if (!m_link)
        return;
    ask.isWanted = false;
    ask.isUnderWay = true;
    handOver(this, m_link->call(method, parameters),
             [this, &ask, take, turn = m_turn](const Result<QJsonValue> &answer) {
                 if (turn != m_turn)
                     return;
                 ask.isUnderWay = false;
                 if (!answer) {
                     // The next poll asks again.
                     ask.isWanted = ask.isWanted || net::isTransient(answer.error().code);
                     return;
                 }
                 take(answer->toObject());
                 if (turn == m_turn && ask.isWanted)
                     pump();
             });
}

void NodeReading::subscribe()
{
    QJsonObject parameters;
    if (m_lastSequence) {
        parameters = {{u"after"_s, QString::number(*m_lastSequence)}};
        if (!m_stream.isEmpty())
            parameters["stream"_L1] = m_stream;
    }
    const bool isFirst = !m_lastSequence;
    ask(m_subscription, u"events.subscribe"_s, parameters,
        [this, isFirst](const QJsonObject &answer) {
            // Of one that comes back, what follows its last event is still to come.
            if (!isFirst)
                return;
            const quint64 newest = parseDecimal(answer["sequence"_L1].toString()).value_or(0);
            m_lastSequence = std::max(newest, m_lastSequence.value_or(0));
            m_stream = answer["stream"_L1].toString();
        });
}

void NodeReading::takeStatus(const QJsonObject &answer, const QDateTime &asked)
{
    const auto changed = m_facts.takeStatus(answer);
    if (!changed)
        return Q_EMIT misunderstood(changed.error());
    m_statusAt = m_surroundings.clock.utcNow();
    m_statusSteadyAt = m_surroundings.clock.steadyNow();
    // The node read its clock some time between the request and the answer.
    const std::chrono::milliseconds least(m_statusAt.msecsTo(m_facts.status()->time));
    const std::chrono::milliseconds most(asked.msecsTo(m_facts.status()->time));
    m_skew = std::clamp(m_skew, std::min(least, most), std::max(least, most));
    for (const QString &state : m_facts.unlistedStates()) {
        if (Ask &each = m_snapshots[state]; !each.isUnderWay)
            each.isWanted = true;
    }
    std::erase_if(m_snapshots, [this](const auto &each) {
        return !each.second.isUnderWay
            && std::ranges::none_of(m_facts.status()->states, [&](const net::StateStatus &state) {
                   return state.name == each.first;
               });
    });
    if (*changed || std::chrono::abs(m_skew - m_toldSkew) >= kSkewStep) {
        m_toldSkew = m_skew;
        Q_EMIT statusChanged();
    }
    pump();
}

/// Parsing a long list takes longer than a window may stand still: another thread does it, and until
/// then the list counts as being read.
void NodeReading::takeSnapshots(const QString &state, const QJsonArray &told)
{
    if (told.size() <= kParsedHere) {
        if (m_facts.takeSnapshots(state, told))
            Q_EMIT snapshotsChanged();
        return;
    }
    m_snapshots[state].isUnderWay = true;
    using Parsed = std::optional<QList<ToldSnapshot>>; // none: it is the same
    const auto parsed = QtConcurrent::run([told, known = m_facts.toldSnapshots(state)] {
        return Result<Parsed>(known == told ? Parsed() : Parsed(NodeFacts::parseSnapshots(told)));
    });
    handOver(this, parsed, [this, state, told, turn = m_turn](const Result<Parsed> &outcome) {
        if (turn != m_turn)
            return;
        m_snapshots[state].isUnderWay = false;
        if (outcome && *outcome) {
            m_facts.takeSnapshots(state, told, **outcome);
            Q_EMIT snapshotsChanged();
        }
        if (turn == m_turn)
            pump();
    });
}

void NodeReading::onGap(quint64 sequence, const QJsonObject &content)
{
    m_lastSequence = sequence;
    m_stream = content["stream"_L1].toString();
    Q_EMIT gap();
    wantEverything();
}

void NodeReading::onEvent(quint64 sequence, const QString &name, const QJsonObject &content)
{
    if (name == "events.gap"_L1)
        return onGap(sequence, content);
    if (m_lastSequence && sequence <= *m_lastSequence)
        return;
    const bool isAfterHole = m_lastSequence && sequence > *m_lastSequence + 1;
    m_lastSequence = sequence;
    if (isAfterHole) {
        Q_EMIT gap();
        wantEverything();
    }
    if (name == "operation"_L1) {
        if (const auto operation = m_facts.takeOperation(content)) {
            Q_EMIT operationsChanged();
            m_watch.told(*operation);
        }
    } else if (name == "snapshots"_L1) {
        m_snapshots[content["state"_L1].toString()].isWanted = true;
        pump();
    } else if (name == "status"_L1) {
        m_status.isWanted = true;
        pump();
    }
    Q_EMIT eventPassed(sequence, name, content);
}

} // namespace lifeboat
