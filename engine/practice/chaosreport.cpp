// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/practice/chaosreport.h"

#include "engine/base/errorobject.h"
#include "engine/base/jsonreading.h"

#include <QJsonArray>
#include <QJsonDocument>

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
        && isLateRefused() && !doTokensFall && slowest() <= limit;
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
                       {u"name"_s, report.name},
                       {u"startedAt"_s, report.startedAt.toUTC().toString(Qt::ISODateWithMs)},
                       {u"timeMs"_s, qint64(report.time.count())},
                       {u"means"_s, report.usesNats ? u"nats"_s : u"files"_s},
                       {u"nodes"_s, report.nodes},
                       {u"takeovers"_s, takeovers},
                       {u"limitMs"_s, qint64(report.limit.count())},
                       {u"freezes"_s, report.freezes},
                       {u"freezesRefused"_s, report.freezesRefused},
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

namespace {

Takeover takeoverFrom(const JsonReading &read)
{
    Takeover takeover{.what = read.text("what"_L1), .lost = {}, .won = {}, .time = std::chrono::milliseconds(read.integer("takeoverMs"_L1))};
    takeover.lost.holder = read.text("from"_L1);
    takeover.won.holder = read.text("to"_L1);
    takeover.won.token = read.decimal("token"_L1);
    return takeover;
}

/// `wrong` gets what is wrong, if anything.
ChaosEnd endFrom(const JsonReading &read, QString &wrong)
{
    constexpr quint64 kMost = std::numeric_limits<qint64>::max();
    ChaosEnd end{qint64(read.decimal("written"_L1, kMost)), qint64(read.decimal("acknowledged"_L1, kMost)),
                 qint64(read.decimal("lost"_L1, kMost)), {}};
    for (const QJsonValue each : read.value("nodes"_L1).toArray()) {
        const JsonReading node(each.toObject());
        end.nodes.append({.node = node.text("node"_L1),
                          .digest = node.text("digest"_L1).toLatin1(),
                          .position = {{node.text("lineage"_L1)}, node.decimal("appliedIndex"_L1)},
                          .missing = qint64(node.decimal("missing"_L1, kMost))});
        if (wrong.isEmpty())
            wrong = node.error();
    }
    if (wrong.isEmpty())
        wrong = read.error();
    return end;
}

} // namespace

Result<ChaosReport> chaosReportFromJson(const QByteArray &json, const QString &name)
{
    const JsonReading read(QJsonDocument::fromJson(json).object());
    ChaosReport report;
    report.id.value = read.text("id"_L1);
    report.name = read.value("name"_L1).toString(); // older reports have none
    report.startedAt = read.moment("startedAt"_L1);
    report.time = std::chrono::milliseconds(read.integer("timeMs"_L1));
    report.limit = std::chrono::milliseconds(read.integer("limitMs"_L1));
    report.usesNats = read.text("means"_L1) == "nats"_L1;
    report.nodes = int(read.integer("nodes"_L1));
    report.freezes = read.has("freezes"_L1) ? int(read.integer("freezes"_L1)) : 0; // older reports have none
    report.wasPublishing = read.boolean("wasPublishing"_L1);
    report.lateRefused = int(read.integer("lateRefused"_L1));
    report.freezesRefused = read.has("freezesRefused"_L1) ? int(read.integer("freezesRefused"_L1)) : report.lateRefused;
    report.lateSkipped = int(read.integer("lateSkipped"_L1));
    report.isOldTokenRefused = read.boolean("oldTokenRefused"_L1);
    report.publishes = int(read.integer("publishes"_L1));
    report.doTokensFall = read.boolean("tokensFall"_L1);
    QString wrong;
    for (const QJsonValue each : read.value("takeovers"_L1).toArray()) {
        const JsonReading takeover(each.toObject());
        report.takeovers.append(takeoverFrom(takeover));
        if (wrong.isEmpty())
            wrong = takeover.error();
    }
    if (const QJsonValue end = read.value("end"_L1); end.isObject())
        report.end = endFrom(JsonReading(end.toObject()), wrong);
    if (const QJsonValue failed = read.value("failure"_L1); failed.isObject())
        report.failure = errorFromObject(failed.toObject(), ErrorCode::Unexpected);
    if (wrong.isEmpty())
        wrong = read.error();
    if (!wrong.isEmpty())
        return failure(ErrorCode::NoteInvalid, name, wrong);
    return report;
}

} // namespace lifeboat
