// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/drill/drillreport.h"

#include "engine/archive/sidecar.h"
#include "engine/base/jsonreading.h"
#include "engine/drill/drillnames.h"

#include <QJsonArray>
#include <QJsonDocument>

using namespace Qt::StringLiterals;

namespace lifeboat {

namespace {

using std::chrono::milliseconds;

QJsonValue timeOrNull(const std::optional<milliseconds> &time)
{
    return time ? QJsonValue(qint64(time->count())) : QJsonValue(QJsonValue::Null);
}

QJsonValue errorOrNull(const std::optional<Error> &error)
{
    if (!error)
        return QJsonValue::Null;
    return QJsonObject{{u"code"_s, codeName(error->code)}, {u"subject"_s, error->subject}, {u"detail"_s, error->detail}};
}

QJsonObject toJsonObject(const DrillStage &stage)
{
    return {{u"step"_s, stepName(stage.step)},         {u"state"_s, stateName(stage.state)},
            {u"beginMs"_s, qint64(stage.begin.count())}, {u"timeMs"_s, qint64(stage.time.count())},
            {u"bytes"_s, QString::number(stage.bytes)}, {u"error"_s, errorOrNull(stage.error)}};
}

QJsonObject toJsonObject(const AssertionOutcome &outcome)
{
    return {{u"kind"_s, kindName(outcome.kind)}, {u"subject"_s, outcome.subject}, {u"expected"_s, outcome.expected},
            {u"found"_s, outcome.found},         {u"holds"_s, outcome.holds},     {u"error"_s, errorOrNull(outcome.error)}};
}

QJsonValue forecastOrNull(const std::optional<Forecast> &forecast)
{
    if (!forecast)
        return QJsonValue::Null;
    return QJsonObject{{u"expectedMs"_s, qint64(forecast->expected.count())},
                       {u"lowMs"_s, qint64(forecast->low.count())},
                       {u"highMs"_s, qint64(forecast->high.count())},
                       {u"runs"_s, forecast->runs}};
}

std::optional<milliseconds> readTime(const JsonReading &root, QLatin1StringView key)
{
    if (root.value(key).isNull())
        return std::nullopt;
    return milliseconds(root.integer(key));
}

std::optional<Error> readError(const JsonReading &parent)
{
    if (!parent.value("error"_L1).isObject())
        return std::nullopt;
    const JsonReading error(parent.object("error"_L1));
    return Error{codeFromName(error.text("code"_L1)).value_or(ErrorCode::Unexpected), error.text("subject"_L1),
                 error.text("detail"_L1)};
}

DrillStage readStage(const JsonReading &reading)
{
    return {.step = stepFromName(reading.text("step"_L1)),
            .state = stateFromName(reading.text("state"_L1)),
            .begin = milliseconds(reading.integer("beginMs"_L1)),
            .time = milliseconds(reading.integer("timeMs"_L1)),
            .bytes = qint64(reading.decimal("bytes"_L1)),
            .error = readError(reading)};
}

AssertionOutcome readAssertion(const JsonReading &reading)
{
    return {.kind = assertionKindFromName(reading.text("kind"_L1)),
            .subject = reading.text("subject"_L1),
            .expected = reading.text("expected"_L1),
            .found = reading.text("found"_L1),
            .holds = reading.boolean("holds"_L1),
            .error = readError(reading)};
}

} // namespace

int DrillReport::heldAssertions() const
{
    return int(std::ranges::count_if(assertions, &AssertionOutcome::holds));
}

QByteArray toJson(const DrillReport &report)
{
    QJsonArray stages;
    for (const DrillStage &stage : report.stages)
        stages.append(toJsonObject(stage));
    QJsonArray assertions;
    for (const AssertionOutcome &outcome : report.assertions)
        assertions.append(toJsonObject(outcome));
    QJsonObject root{
        {u"format"_s, u"lifeboat-drill-report"_s},
        {u"formatVersion"_s, 1},
        {u"id"_s, report.id.value},
        {u"plan"_s, QString::fromUtf8(toToml(report.plan))},
        {u"startedAt"_s, report.startedAt.toUTC().toString(Qt::ISODateWithMs)},
        {u"host"_s, report.host},
        {u"toolVersion"_s, report.toolVersion},
        {u"archivePath"_s, report.archivePath},
        {u"stages"_s, stages},
        {u"assertions"_s, assertions},
        {u"rtoMs"_s, timeOrNull(report.rto)},
        {u"rpoMs"_s, timeOrNull(report.rpo)},
        {u"forecast"_s, forecastOrNull(report.forecast)},
        {u"restoredBytes"_s, QString::number(report.restoredBytes)},
        {u"bytesPerSecond"_s, report.bytesPerSecond},
        {u"peakMemoryBytes"_s, QString::number(report.peakMemoryBytes)},
        {u"threads"_s, report.threads},
        {u"verdict"_s, report.verdict == Verdict::Passed ? u"passed"_s : u"failed"_s},
        {u"error"_s, errorOrNull(report.failure)},
    };
    if (report.archive) {
        root[u"manifest"_s] = toJsonObject(report.archive->manifest);
        root[u"archiveBytes"_s] = QString::number(report.archive->archiveBytes);
        root[u"archiveDigest"_s] = QString::fromLatin1(report.archive->digest);
        root[u"manifestDigest"_s] = QString::fromLatin1(report.archive->manifestDigest);
    }
    if (report.position) {
        root[u"lineage"_s] = report.position->lineage.value;
        root[u"appliedIndex"_s] = QString::number(report.position->appliedIndex);
    }
    return QJsonDocument(root).toJson();
}

Result<DrillReport> drillReportFromJson(QByteArrayView json, const QString &path)
{
    const QJsonDocument document = QJsonDocument::fromJson(QByteArray::fromRawData(json.data(), json.size()));
    const JsonReading root(document.object());
    DrillReport report;
    report.id = {root.text("id"_L1)};
    report.startedAt = root.moment("startedAt"_L1);
    report.host = root.text("host"_L1);
    report.toolVersion = root.text("toolVersion"_L1);
    report.archivePath = root.text("archivePath"_L1);
    report.rto = readTime(root, "rtoMs"_L1);
    report.rpo = readTime(root, "rpoMs"_L1);
    report.restoredBytes = qint64(root.decimal("restoredBytes"_L1));
    report.bytesPerSecond = root.number("bytesPerSecond"_L1);
    report.peakMemoryBytes = qint64(root.decimal("peakMemoryBytes"_L1));
    report.threads = int(root.integer("threads"_L1));
    const bool passed = root.text("verdict"_L1) == "passed"_L1;
    report.failure = readError(root);
    for (const QJsonValue &stage : root.value("stages"_L1).toArray())
        report.stages.append(readStage(JsonReading(stage.toObject())));
    for (const QJsonValue &assertion : root.value("assertions"_L1).toArray())
        report.assertions.append(readAssertion(JsonReading(assertion.toObject())));
    if (root.value("forecast"_L1).isObject()) {
        const JsonReading forecast(root.object("forecast"_L1));
        report.forecast = Forecast{milliseconds(forecast.integer("expectedMs"_L1)), milliseconds(forecast.integer("lowMs"_L1)),
                                   milliseconds(forecast.integer("highMs"_L1)), int(forecast.integer("runs"_L1))};
    }
    if (root.has("lineage"_L1))
        report.position = Position{{root.text("lineage"_L1)}, root.decimal("appliedIndex"_L1)};
    const QByteArray plan = root.text("plan"_L1).toUtf8();
    if (root.has("manifest"_L1)) {
        ArchiveSummary summary;
        LIFEBOAT_ASSIGN(summary.manifest, manifestFromJson(QJsonDocument(root.object("manifest"_L1)).toJson()));
        summary.archiveBytes = qint64(root.decimal("archiveBytes"_L1));
        summary.digest = root.text("archiveDigest"_L1).toLatin1();
        summary.manifestDigest = root.text("manifestDigest"_L1).toLatin1();
        report.archive = summary;
    }
    if (!root.error().isEmpty())
        return failure(ErrorCode::ManifestInvalid, path, root.error());
    LIFEBOAT_ASSIGN(report.plan, planFromToml(plan, directoryOf(path)));
    // Whatever a file says: not passed where an assertion did not hold.
    const bool everyAssertionHeld = report.heldAssertions() == report.assertions.size() && !report.assertions.isEmpty();
    report.verdict = passed && everyAssertionHeld && !report.failure ? Verdict::Passed : Verdict::Failed;
    return report;
}

} // namespace lifeboat
