// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/drill/drillnames.h"
#include "engine/drill/drillreport.h"

#include <QXmlStreamWriter>

using namespace Qt::StringLiterals;

namespace lifeboat {

namespace {

QString inSeconds(std::chrono::milliseconds time)
{
    return QString::number(double(time.count()) / 1000, 'f', 3);
}

/// XML 1.0 has no place for control characters and noncharacters, and data may hold them.
QString printable(QString text)
{
    for (QChar &c : text) {
        if ((c.unicode() < 0x20 && c != '\n'_L1 && c != '\t'_L1) || c.unicode() >= 0xfffe)
            c = QChar::ReplacementCharacter;
    }
    return text;
}

void writeStage(QXmlStreamWriter &xml, const DrillStage &stage)
{
    xml.writeStartElement(u"testcase"_s);
    xml.writeAttribute(u"classname"_s, u"lifeboat.drill.stage"_s);
    xml.writeAttribute(u"name"_s, stepName(stage.step));
    xml.writeAttribute(u"time"_s, inSeconds(stage.time));
    if (stage.state == StepState::Failed) {
        xml.writeStartElement(u"error"_s);
        xml.writeAttribute(u"type"_s, codeName(stage.error ? stage.error->code : ErrorCode::Unexpected));
        xml.writeAttribute(u"message"_s, printable(stage.error ? toString(*stage.error) : QString()));
        xml.writeEndElement();
    } else if (stage.state == StepState::Waiting) {
        xml.writeEmptyElement(u"skipped"_s);
    }
    xml.writeEndElement();
}

void writeAssertion(QXmlStreamWriter &xml, const AssertionOutcome &outcome)
{
    xml.writeStartElement(u"testcase"_s);
    xml.writeAttribute(u"classname"_s, u"lifeboat.drill.assertion."_s + kindName(outcome.kind));
    xml.writeAttribute(u"name"_s, printable(describe(outcome)));
    if (!outcome.holds) {
        xml.writeStartElement(u"failure"_s);
        const QString why = outcome.error ? toString(*outcome.error) : u"expected %1, found %2"_s.arg(outcome.expected, outcome.found.isEmpty() ? u"nothing"_s : outcome.found);
        xml.writeAttribute(u"message"_s, printable(why));
        xml.writeEndElement();
    }
    xml.writeEndElement();
}

} // namespace

QByteArray toJUnit(const DrillReport &report)
{
    QByteArray bytes;
    QXmlStreamWriter xml(&bytes);
    xml.setAutoFormatting(true);
    xml.writeStartDocument();
    const auto errors = std::ranges::count(report.stages, StepState::Failed, &DrillStage::state);
    const auto skipped = std::ranges::count(report.stages, StepState::Waiting, &DrillStage::state);
    xml.writeStartElement(u"testsuite"_s);
    xml.writeAttribute(u"name"_s, printable(report.plan.name));
    xml.writeAttribute(u"tests"_s, QString::number(report.stages.size() + report.assertions.size()));
    xml.writeAttribute(u"failures"_s, QString::number(report.assertions.size() - report.heldAssertions()));
    xml.writeAttribute(u"errors"_s, QString::number(errors));
    xml.writeAttribute(u"skipped"_s, QString::number(skipped));
    xml.writeAttribute(u"time"_s, inSeconds(report.rto.value_or(std::chrono::milliseconds(0))));
    xml.writeAttribute(u"timestamp"_s, report.startedAt.toUTC().toString(Qt::ISODate));
    xml.writeAttribute(u"hostname"_s, printable(report.host));
    if (report.origin) {
        xml.writeStartElement(u"properties"_s);
        for (const auto &[name, value] : {std::pair(u"cluster"_s, report.origin->cluster), {u"node"_s, report.origin->node}}) {
            xml.writeEmptyElement(u"property"_s);
            xml.writeAttribute(u"name"_s, name);
            xml.writeAttribute(u"value"_s, printable(value));
        }
        xml.writeEndElement();
    }
    for (const DrillStage &stage : report.stages)
        writeStage(xml, stage);
    for (const AssertionOutcome &outcome : report.assertions)
        writeAssertion(xml, outcome);
    xml.writeEndElement();
    xml.writeEndDocument();
    return bytes;
}

} // namespace lifeboat
