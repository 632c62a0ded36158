// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/practice/chaosreport.h"

#include "engine/base/errorobject.h"

#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace lifeboat {

bool ChaosEnd::areDigestsEqual() const
{
    return std::ranges::all_of(nodes, [this](const EndOfNode &each) { return each.digest == nodes.first().digest; });
}

std::chrono::milliseconds ChaosReport::slowest() const
{
    std::chrono::milliseconds slowest{0};
    for (const Takeover &takeover : takeovers)
        slowest = std::max(slowest, takeover.time);
    return slowest;
}

bool ChaosReport::isPassed() const
{
    return !failure && end && end->lost == 0 && end->acknowledged > 0 && end->areDigestsEqual() && isOldTokenRefused
        && !doTokensFall && slowest() <= PracticeCluster::takeoverLimit();
}

QJsonObject toJsonObject(const ChaosReport &report)
{
    QJsonArray takeovers;
    for (const Takeover &each : report.takeovers)
        takeovers.append(QJsonObject{{u"what"_s, each.what},
                                     {u"from"_s, each.lost.holder},
                                     {u"to"_s, each.won.holder},
                                     {u"token"_s, QString::number(each.won.token)},
                                     {u"takeoverMs"_s, qint64(each.time.count())}});
    QJsonObject object{{u"id"_s, report.id.value},
                       {u"startedAt"_s, report.startedAt.toUTC().toString(Qt::ISODateWithMs)},
                       {u"timeMs"_s, qint64(report.time.count())},
                       {u"means"_s, report.usesNats ? u"nats"_s : u"files"_s},
                       {u"nodes"_s, report.nodes},
                       {u"takeovers"_s, takeovers},
                       {u"limitMs"_s, qint64(PracticeCluster::takeoverLimit().count())},
                       {u"wasPublishing"_s, report.wasPublishing},
                       {u"lateRefused"_s, report.lateRefused},
                       {u"lateSkipped"_s, report.lateSkipped},
                       {u"oldTokenRefused"_s, report.isOldTokenRefused},
                       {u"publishes"_s, report.publishes},
                       {u"tokensFall"_s, report.doTokensFall},
                       {u"verdict"_s, report.isPassed() ? u"passed"_s : u"failed"_s},
                       {u"failure"_s, report.failure ? QJsonValue(errorObject(*report.failure)) : QJsonValue()},
                       {u"end"_s, QJsonValue()}};
    if (report.end) {
        QJsonArray nodes;
        for (const EndOfNode &each : report.end->nodes)
            nodes.append(QJsonObject{{u"node"_s, each.node},
                                     {u"digest"_s, QString::fromLatin1(each.digest)},
                                     {u"lineage"_s, each.position.lineage.value},
                                     {u"appliedIndex"_s, QString::number(each.position.appliedIndex)},
                                     {u"missing"_s, QString::number(each.missing)}});
        object[u"end"_s] = QJsonObject{{u"written"_s, QString::number(report.end->written)},
                                       {u"acknowledged"_s, QString::number(report.end->acknowledged)},
                                       {u"lost"_s, QString::number(report.end->lost)},
                                       {u"digestsEqual"_s, report.end->areDigestsEqual()},
                                       {u"nodes"_s, nodes}};
    }
    return object;
}

} // namespace lifeboat
