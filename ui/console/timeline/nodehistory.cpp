// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/console/timeline/nodehistory.h"

#include "engine/cluster/health.h"
#include "ui/console/workspace/subject.h"

namespace lifeboat::ui {

namespace {

std::optional<HealthReason> silenceOf(Link link)
{
    if (link == Link::Refused)
        return HealthReason::Refused;
    return link == Link::Waiting ? std::optional(HealthReason::Unreachable) : std::nullopt;
}

} // namespace

QList<NodeHistory> historiesOf(const Subject &subject)
{
    QList<NodeHistory> histories;
    QHash<std::pair<QString, QString>, qsizetype> numbers; // by node and state
    for (const NodeConnection *node : subject.nodes()) {
        const QUrl url = node->profile().url;
        const QString address = url.toString();
        const quint64 version = subject.heldVersion(url);
        const qsizetype place = subject.placeOf(url);
        const auto status = node->status();
        if (!status || status->states.isEmpty()) {
            histories.append({url, node->name(), {}, silenceOf(node->link()), 0, place, {}, {}});
            continue;
        }
        const qsizetype first = histories.size();
        for (const net::StateStatus &state : status->states) {
            numbers.insert({address, state.name}, histories.size());
            histories.append({url, node->name(), state.name, {}, version, place, {}, {}});
        }
        for (const lifeboat::Operation &operation : node->operations()) {
            if (isEndedRestore(operation) && operation.endedAt.isValid())
                histories[numbers.value({address, operation.request.target}, first)].restores.append(operation);
        }
    }
    for (const HeldSnapshot &snapshot : subject.held()) {
        if (const auto number = numbers.constFind({snapshot.address, snapshot.state}); number != numbers.constEnd())
            histories[*number].snapshots.append(&snapshot);
    }
    return histories;
}

} // namespace lifeboat::ui
