// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/text/practicewording.h"

#include "ui/text/format.h"

#include <QCoreApplication>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace lifeboat::text {

namespace {

QString count(qint64 number)
{
    return text::number(quint64(number));
}

ChaosFact takeoverFact(const Takeover &takeover, std::chrono::milliseconds limit)
{
    return {QCoreApplication::translate("lifeboat::text", "Takeover"), text::takeover(takeover, limit), takeover.time <= limit};
}

void addLate(QList<ChaosFact> &facts, const ChaosReport &report)
{
    const bool isLate = report.wasPublishing || report.lateRefused + report.lateSkipped > 0;
    const QString was = isLate
        ? QCoreApplication::translate("lifeboat::text", "the frozen leader was publishing in that moment")
        : QCoreApplication::translate("lifeboat::text", "the frozen leader was not publishing in that moment");
    if (std::ranges::contains(report.takeovers, u"freeze"_s, &Takeover::what))
        facts.append({QCoreApplication::translate("lifeboat::text", "Late"),
                      QCoreApplication::translate("lifeboat::text", "%1: %2 refused by its token, %3 given up by itself")
                          .arg(was, count(report.lateRefused), count(report.lateSkipped)),
                      report.isLateRefused()});
    if (report.takeovers.isEmpty())
        return;
    facts.append({QCoreApplication::translate("lifeboat::text", "Old token"),
                  report.isOldTokenRefused
                      ? QCoreApplication::translate("lifeboat::text", "a publish with it, tried after the takeover, was refused")
                      : QCoreApplication::translate("lifeboat::text", "a publish with it, tried after the takeover, was NOT refused"),
                  report.isOldTokenRefused});
}

void addEnd(QList<ChaosFact> &facts, const ChaosEnd &end)
{
    facts.append({QCoreApplication::translate("lifeboat::text", "Documents"),
                  QCoreApplication::translate("lifeboat::text", "%1 written, %2 acknowledged, %3 lost")
                      .arg(count(end.written), count(end.acknowledged), count(end.lost)),
                  end.lost == 0 && end.acknowledged > 0});
    for (const EndOfNode &node : end.nodes)
        facts.append({&node == &end.nodes.first() ? QCoreApplication::translate("lifeboat::text", "Content") : QString(),
                      QCoreApplication::translate("lifeboat::text", "%1  index %2  %3")
                          .arg(node.node, text::number(node.position.appliedIndex), QString::fromLatin1(node.digest))});
    facts.append({{},
                  end.areDigestsEqual() ? QCoreApplication::translate("lifeboat::text", "all nodes equal")
                                        : QCoreApplication::translate("lifeboat::text", "all nodes NOT equal"),
                  end.areDigestsEqual()});
}

} // namespace

QString takeover(const Takeover &takeover, std::chrono::milliseconds limit)
{
    const QString pattern = takeover.what == "kill"_L1
        ? QCoreApplication::translate("lifeboat::text", "%1 led and was killed; %2 took over after %3 (limit %4)")
        : takeover.what == "freeze"_L1
        ? QCoreApplication::translate("lifeboat::text", "%1 led and was frozen; %2 took over after %3 (limit %4)")
        : QCoreApplication::translate("lifeboat::text", "%1 led and was cut off; %2 took over after %3 (limit %4)");
    return pattern.arg(takeover.lost.holder, takeover.won.holder, duration(takeover.time), duration(limit));
}

QString practiceMeans(int nodes, bool usesNats)
{
    const QString number = text::number(quint64(nodes));
    return usesNats
        ? QCoreApplication::translate("lifeboat::text", "%1 nodes joined by a nats-server, a relay before each").arg(number)
        : QCoreApplication::translate("lifeboat::text", "%1 nodes joined by shared files: there is no network to cut").arg(number);
}

QList<ChaosFact> chaosFacts(const ChaosReport &report)
{
    QList<ChaosFact> facts{
        {QCoreApplication::translate("lifeboat::text", "Cluster"), practiceMeans(report.nodes, report.usesNats)}};
    for (const Takeover &takeover : report.takeovers)
        facts.append(takeoverFact(takeover, report.limit));
    facts.append({QCoreApplication::translate("lifeboat::text", "Published"),
                  (report.doTokensFall ? QCoreApplication::translate("lifeboat::text", "%1, tokens FELL")
                                       : QCoreApplication::translate("lifeboat::text", "%1, tokens never fell"))
                      .arg(count(report.publishes)),
                  !report.doTokensFall});
    addLate(facts, report);
    if (report.end)
        addEnd(facts, *report.end);
    return facts;
}

QString chaosVerdict(const ChaosReport &report)
{
    return (report.isPassed() ? QCoreApplication::translate("lifeboat::text", "passed, after %1")
                              : QCoreApplication::translate("lifeboat::text", "FAILED, after %1"))
        .arg(duration(report.time));
}

} // namespace lifeboat::text
