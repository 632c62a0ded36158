// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/node/node.h"

using namespace Qt::StringLiterals;

/// What a node tells to whoever watches over it without a token.
namespace lifeboat {

QByteArray Node::health() const
{
    QByteArray troubles;
    for (const auto &state : m_states) {
        if (const auto trouble = state->trouble())
            troubles += u"%1: %2\n"_s.arg(state->name(), codeName(trouble->code)).toUtf8();
    }
    const std::scoped_lock lock(m_mutex);
    if (m_alarm)
        troubles += u"operations: %1\n"_s.arg(codeName(m_alarm->code)).toUtf8();
    return troubles;
}

QByteArray Node::concerns() const
{
    QByteArray concerns;
    if (const auto trouble = m_nodes.trouble())
        concerns += u"nodes.json: %1\n"_s.arg(codeName(trouble->code)).toUtf8();
    if (const auto trouble = m_leases ? m_leases->historyTrouble() : std::nullopt)
        concerns += u"lease-history.db: %1\n"_s.arg(codeName(trouble->code)).toUtf8();
    for (const auto &state : m_states) {
        if (const auto trouble = publishTrouble(*state))
            concerns += u"%1: snapshots are not published as they should be: %2\n"_s.arg(state->name(), codeName(trouble->code)).toUtf8();
    }
    return concerns;
}

QByteArray Node::metrics() const
{
    const net::NodeStatus now = status(ProtectedState::LogLook::LastSeen);
    QByteArray text;
    const auto gauge = [&text](const char *name, const char *help, auto &&values) {
        text.append("# HELP lifeboat_")
            .append(name)
            .append(' ')
            .append(help)
            .append("\n# TYPE lifeboat_")
            .append(name)
            .append(" gauge\n");
        values([&](const QString &labels, double value) {
            text.append("lifeboat_").append(name);
            if (!labels.isEmpty())
                text.append('{').append(labels.toUtf8()).append('}');
            text.append(' ').append(QByteArray::number(value, 'g', 17)).append('\n');
        });
    };
    const auto perState = [&](const char *name, const char *help, auto value) {
        gauge(name, help, [&](auto &&add) {
            for (const net::StateStatus &state : now.states) {
                if (const std::optional<double> found = value(state))
                    add(u"state=\"%1\""_s.arg(state.name), *found);
            }
        });
    };
    using State = const net::StateStatus &;
    using Value = std::optional<double>;
    perState("applied_index", "Position of the last applied entry.", [](State s) {
        return s.position ? Value(double(s.position->appliedIndex)) : Value();
    });
    perState("log_lag_entries", "Entries of the log not yet applied.", [](State s) {
        return s.logLast && s.position
            ? Value(double(*s.logLast - std::min(*s.logLast, s.position->appliedIndex)))
            : Value();
    });
    perState("state_bytes", "Size of the state's database.", [](State s) { return Value(double(s.bytes)); });
    perState("snapshots", "Snapshots in the store.", [](State s) { return Value(double(s.snapshots)); });
    perState("damaged_snapshots", "Snapshots found damaged.",
             [](State s) { return Value(double(s.damagedSnapshots)); });
    perState("newest_snapshot_timestamp_seconds", "When the newest snapshot was taken.",
             [](State s) {
                 return s.newestAt.isValid() ? Value(double(s.newestAt.toMSecsSinceEpoch()) / 1000)
                                             : Value();
             });
    perState("trouble", "1 where the state cannot be worked with.",
             [](State s) { return Value(s.trouble ? 1 : 0); });
    perState("publish_trouble", "1 where the state's snapshots are not published for the cluster as they should be.",
             [](State s) { return Value(s.publishTrouble ? 1 : 0); });
    gauge("operations", "Operations by status.", [&](auto &&add) {
        add(u"status=\"pending\""_s, now.pending);
        add(u"status=\"inFlight\""_s, now.inFlight);
        add(u"status=\"dead\""_s, now.dead);
    });
    text.append("# HELP lifeboat_operations_ended_total Operations that ended since the start.\n# "
                "TYPE lifeboat_operations_ended_total counter\n");
    const std::scoped_lock lock(m_mutex);
    for (const auto &[key, count] : m_counts) {
        text.append(u"lifeboat_operations_ended_total{kind=\"%1\",status=\"%2\"} %3\n"_s
                        .arg(key.section(u' ', 0, 0), key.section(u' ', 1))
                        .arg(count)
                        .toUtf8());
    }
    return text;
}

} // namespace lifeboat
