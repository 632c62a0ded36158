// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/console/models/nodealarms.h"

#include "ui/console/models/endedoperations.h"
#include "ui/console/models/nodeface.h"
#include "ui/console/workspace/clusters.h"
#include "ui/text/errortext.h"
#include "ui/text/format.h"
#include "ui/text/operationwording.h"

#include <QCoreApplication>

namespace lifeboat::ui {

namespace {

using enum HealthReason;

constexpr qsizetype kNamed = 4; ///< nodes of an alarm that are named; the others are counted

struct Words {
    Q_DECLARE_TR_FUNCTIONS(lifeboat::ui::NodeAlarm)
};

/// "%1" stands for the nodes.
QString titleOf(HealthReason reason)
{
    switch (reason) {
    case Unreachable: return Words::tr("Not reachable: %1");
    case Refused: return Words::tr("Refused: %1");
    case NodeTroubled: return Words::tr("Operations cannot be recorded: %1");
    case StateTroubled: return Words::tr("A state cannot be worked with: %1");
    case NoSnapshot: return Words::tr("No snapshot yet: %1");
    case FirstSnapshotDue: return Words::tr("First snapshot due: %1");
    case NewestDamaged: return Words::tr("Newest snapshot damaged: %1");
    case BeingRestored: return Words::tr("Being restored: %1");
    case NewestUnverified: return Words::tr("Newest snapshot never verified: %1");
    case NewestOld: return Words::tr("Newest snapshot too old: %1");
    case LogUnknown: return Words::tr("Lag not known: %1");
    case LogBehind: return Words::tr("Behind the log: %1");
    case NotPublished: return Words::tr("Not published as it should be: %1");
    case LeasesUnkept: return Words::tr("The history of leases cannot be written: %1");
    case NodeMapUnread: return Words::tr("Node map cannot be read: %1");
    case DeadOperations: return Words::tr("Dead operations: %1");
    case ClockSkew: return Words::tr("Clock differs: %1");
    }
    return {};
}

/// What the nodes do not accept, where that is the same for all; as titleOf().
QString refusalBy(const QList<const NodeConnection *> &nodes)
{
    std::optional<ErrorCode> code;
    for (const NodeConnection *node : nodes) {
        const auto trouble = node->trouble();
        if (!trouble || trouble->code != code.value_or(trouble->code))
            return titleOf(Refused);
        code = trouble->code;
    }
    switch (code.value_or(ErrorCode::Unexpected)) {
    case ErrorCode::AuthenticationFailed: return Words::tr("Token refused: %1");
    case ErrorCode::CertificateUntrusted: return Words::tr("Certificate not trusted: %1");
    case ErrorCode::SecretUnavailable: return Words::tr("Token not at hand: %1");
    default: return titleOf(Refused);
    }
}

QString mendingOf(HealthReason reason)
{
    switch (reason) {
    case Unreachable:
    case Refused: return Words::tr("Reconnect");
    case NoSnapshot:
    case NewestDamaged:
    case NewestOld: return Words::tr("Take snapshot…");
    case NewestUnverified: return Words::tr("Verify now");
    case DeadOperations: return Words::tr("Try again");
    default: return {};
    }
}

/// What a token that only looks may not do.
bool needsOperator(HealthReason reason)
{
    return reason != Unreachable && reason != Refused;
}

QString nameOf(const NodeConnection &node, HealthReason reason)
{
    const auto status = node.status();
    if (reason == LogBehind && status) {
        quint64 lag = 0;
        for (const net::StateStatus &state : status->states)
            lag = std::max(lag, lagOf(state));
        return Words::tr("%1 (%2 entries)").arg(node.name(), text::number(lag));
    }
    if (reason == ClockSkew)
        return Words::tr("%1 (by %2)").arg(node.name(), text::duration(std::chrono::abs(node.clockSkew())));
    return node.name();
}

QString troubleWords(const NodeConnection &node, const QDateTime &now)
{
    const auto trouble = troubleOf(node);
    QStringList words;
    if (trouble)
        words << text::sentence(*trouble) << text::advice(*trouble);
    if (node.status())
        words << Words::tr("Last heard of %1.").arg(text::age(now.addMSecs(-node.statusAge().count()), now));
    words.removeAll(QString());
    return words.join(u' ');
}

QString lastFailure(const NodeConnection &node)
{
    const QList<lifeboat::Operation> dead = deadOperations(node);
    if (dead.isEmpty() && !node.operations().isEmpty())
        return Words::tr("They are not among its last operations, which are told of here.");
    for (const lifeboat::Operation &operation : dead) {
        if (operation.lastError)
            return Words::tr("%1: %2").arg(text::operationKind(operation.request.kind), text::sentence(*operation.lastError));
    }
    return Words::tr("Their operations say why.");
}

QString wordsOf(const std::optional<Error> &trouble)
{
    return trouble ? text::sentence(*trouble) + u' ' + text::advice(*trouble) : QString();
}

QString stateTrouble(const NodeConnection &node)
{
    const auto status = node.status();
    if (!status)
        return {};
    const auto troubled = std::ranges::find_if(status->states, [](const net::StateStatus &state) { return state.trouble.has_value(); });
    return troubled != status->states.end() ? wordsOf(troubled->trouble) : QString();
}

QString publishTrouble(const NodeConnection &node)
{
    const auto status = node.status();
    for (const net::StateStatus &state : status ? status->states : QList<net::StateStatus>()) {
        if (state.publishTrouble)
            return wordsOf(state.publishTrouble);
    }
    return {};
}

QString wordsFor(HealthReason reason, const NodeConnection &node, const QDateTime &now)
{
    switch (reason) {
    case Unreachable:
    case Refused: return troubleWords(node, now);
    case NodeTroubled:
        return Words::tr("It begins nothing, and says of nothing that it is over.") + u' '
            + wordsOf(node.status() ? node.status()->trouble : std::nullopt);
    case StateTroubled: return stateTrouble(node);
    case NoSnapshot: return Words::tr("What is in that state would be lost with the node.");
    case FirstSnapshotDue:
    case BeingRestored: return {};
    case NewestDamaged: return Words::tr("It cannot be restored: take a new one.");
    case NewestUnverified: return Words::tr("Nobody knows yet whether it can be restored.");
    case NewestOld: return Words::tr("Three intervals of the node’s policy have passed without a new one.");
    case LogUnknown: return Words::tr("The log does not answer there, or goes on in another history.");
    case LogBehind: return Words::tr("If it does not catch up, restore it from another node’s snapshot.");
    case NotPublished: return publishTrouble(node);
    case LeasesUnkept: return wordsOf(node.status() ? node.status()->leaseHistoryTrouble : std::nullopt);
    case NodeMapUnread: return wordsOf(node.status() ? node.status()->peersTrouble : std::nullopt);
    case DeadOperations: return lastFailure(node);
    case ClockSkew: return Words::tr("Times and ages told by it are off by as much: look at its time service.");
    }
    return {};
}

} // namespace

QList<NodeAlarm> alarmsOf(const Clusters &clusters, const QList<NodeConnection *> &nodes, const QDateTime &now)
{
    std::map<HealthReason, QList<const NodeConnection *>> concerned;
    std::map<HealthReason, lifeboat::Health> worst;
    for (const NodeConnection *node : nodes) {
        const HealthVerdict verdict = clusters.verdict(node);
        for (const HealthReason reason : verdict.reasons) {
            if (reason == FirstSnapshotDue || reason == BeingRestored)
                continue; // somebody is at it; the node's word says it
            concerned[reason].append(node);
            worst[reason] = std::max(worst[reason], reason == verdict.reasons.first() ? verdict.health
                                                                                       : lifeboat::Health::Unknown);
        }
    }
    QList<NodeAlarm> alarms;
    for (const auto &[reason, which] : concerned) {
        const bool failed = reason == Refused || reason == NodeTroubled || reason == StateTroubled || reason == NoSnapshot
            || reason == NewestDamaged || (reason == Unreachable && worst[reason] == lifeboat::Health::Failed);
        NodeAlarm alarm{reason, failed ? Health::Bad : Health::Warning, {}, {}, mendingOf(reason), {}};
        QStringList names;
        for (const NodeConnection *node : which) {
            alarm.nodes.append(node->profile().url);
            if (names.size() < kNamed)
                names.append(nameOf(*node, reason));
        }
        const int unnamed = int(which.size() - names.size());
        const QString list = unnamed == 0 ? names.join(QStringLiteral(", "))
                                          : Words::tr("%1 and %n more", nullptr, unnamed).arg(names.join(QStringLiteral(", ")));
        alarm.sentence = (reason == Refused ? refusalBy(which) : titleOf(reason)).arg(list);
        const auto may = [](const NodeConnection *node) { return mayOperate(*node); };
        if (needsOperator(reason) && std::ranges::none_of(which, may))
            alarm.mending.clear();
        alarm.words = wordsFor(reason, *which.first(), now);
        alarms.append(alarm);
    }
    std::ranges::stable_sort(alarms, {}, [](const NodeAlarm &alarm) { return alarm.shape == Health::Bad ? 0 : 1; });
    return alarms;
}

} // namespace lifeboat::ui
