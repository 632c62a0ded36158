// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/drill/drillreport.h"

#include "engine/archive/sidecar.h"
#include "engine/base/errorobject.h"
#include "engine/base/jsonreading.h"
#include "engine/drill/drillnames.h"

#include <QJsonArray>
#include <QJsonDocument>

using namespace Qt::StringLiterals;

namespace lifeboat {

namespace {

using std::chrono::milliseconds;

constexpr auto kFormatName = "lifeboat-drill-report"_L1;
constexpr int kFormatVersion = 1;
constexpr auto kPassed = "passed"_L1;
constexpr auto kFailed = "failed"_L1;

QJsonValue timeOrNull(const std::optional<milliseconds> &time)
{
    return time ? QJsonValue(qint64(time->count())) : QJsonValue(QJsonValue::Null);
}

QJsonValue errorOrNull(const std::optional<Error> &error)
{
    return error ? QJsonValue(errorObject(*error)) : QJsonValue(QJsonValue::Null);
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

/// Reads a report that may be damaged; the first thing wrong with it is kept.
class ReportReading
{
public:
    Result<DrillReport> read(const JsonReading &root, const QString &path);

private:
    void note(const QString &wrong)
    {
        if (m_wrong.isEmpty())
            m_wrong = wrong;
    }

    static bool isNull(const JsonReading &parent, QLatin1StringView key) { return parent.value(key).isNull(); }

    static std::optional<milliseconds> time(const JsonReading &parent, QLatin1StringView key)
    {
        return isNull(parent, key) ? std::nullopt : std::optional(milliseconds(parent.integer(key)));
    }

    std::optional<Error> error(const JsonReading &parent)
    {
        if (isNull(parent, "error"_L1))
            return std::nullopt;
        const JsonReading reading(parent.object("error"_L1));
        // A code of a later version is no damage.
        Error error{codeFromName(reading.text("code"_L1)).value_or(ErrorCode::Unexpected), reading.text("subject"_L1),
                    reading.text("detail"_L1)};
        note(reading.error());
        return error;
    }

    /// The value named in `key`, as long as it is a name that `name` gives back.
    template <typename Enum>
    Enum named(const JsonReading &parent, QLatin1StringView key, Enum (*fromName)(QStringView), QString (*name)(Enum))
    {
        const QString text = parent.text(key);
        const Enum value = fromName(text);
        if (name(value) != text)
            note(u"%1 \"%2\""_s.arg(key, text));
        return value;
    }

    template <typename T>
    QList<T> list(const JsonReading &root, QLatin1StringView key, T (ReportReading::*item)(const JsonReading &))
    {
        const QJsonValue values = root.value(key);
        if (!values.isArray())
            note(u"%1 is not a list"_s.arg(key));
        QList<T> items;
        for (const QJsonValue &value : values.toArray()) {
            const JsonReading reading(value.toObject());
            items.append((this->*item)(reading));
            note(reading.error());
        }
        return items;
    }

    DrillStage stage(const JsonReading &reading)
    {
        return {.step = named(reading, "step"_L1, stepFromName, stepName),
                .state = named(reading, "state"_L1, stateFromName, stateName),
                .begin = milliseconds(reading.integer("beginMs"_L1)),
                .time = milliseconds(reading.integer("timeMs"_L1)),
                .bytes = qint64(reading.decimal("bytes"_L1)),
                .error = error(reading)};
    }

    AssertionOutcome assertion(const JsonReading &reading)
    {
        return {.kind = named(reading, "kind"_L1, assertionKindFromName, kindName),
                .subject = reading.text("subject"_L1),
                .expected = reading.text("expected"_L1),
                .found = reading.text("found"_L1),
                .holds = reading.boolean("holds"_L1),
                .error = error(reading)};
    }

    std::optional<Forecast> forecast(const JsonReading &root)
    {
        if (isNull(root, "forecast"_L1))
            return std::nullopt;
        const JsonReading reading(root.object("forecast"_L1));
        const Forecast forecast{milliseconds(reading.integer("expectedMs"_L1)), milliseconds(reading.integer("lowMs"_L1)),
                                milliseconds(reading.integer("highMs"_L1)), int(reading.integer("runs"_L1))};
        note(reading.error());
        return forecast;
    }

    QString m_wrong;
};

Result<DrillReport> ReportReading::read(const JsonReading &root, const QString &path)
{
    if (root.text("format"_L1) != kFormatName || root.integer("formatVersion"_L1) != kFormatVersion)
        note(u"not a report of format %1, version %2"_s.arg(kFormatName).arg(kFormatVersion));
    DrillReport report;
    report.id = {root.text("id"_L1)};
    report.startedAt = root.moment("startedAt"_L1);
    report.host = root.text("host"_L1);
    report.toolVersion = root.text("toolVersion"_L1);
    report.archivePath = root.text("archivePath"_L1);
    report.rto = time(root, "rtoMs"_L1);
    report.rpo = time(root, "rpoMs"_L1);
    report.restoredBytes = qint64(root.decimal("restoredBytes"_L1));
    report.bytesPerSecond = root.number("bytesPerSecond"_L1);
    report.peakMemoryBytes = qint64(root.decimal("peakMemoryBytes"_L1));
    report.threads = int(root.integer("threads"_L1));
    const QString verdict = root.text("verdict"_L1);
    report.verdict = verdict == kPassed ? Verdict::Passed : Verdict::Failed;
    if (verdict != kPassed && verdict != kFailed)
        note(u"verdict \"%1\""_s.arg(verdict));
    report.failure = error(root);
    report.stages = list(root, "stages"_L1, &ReportReading::stage);
    report.assertions = list(root, "assertions"_L1, &ReportReading::assertion);
    report.forecast = forecast(root);
    if (root.has("lineage"_L1) || root.has("appliedIndex"_L1))
        report.position = Position{{root.text("lineage"_L1)}, root.decimal("appliedIndex"_L1)};
    if (root.has("origin"_L1))
        report.origin = originFromObject(root.object("origin"_L1));
    const QByteArray plan = root.text("plan"_L1).toUtf8();
    if (root.has("manifest"_L1) || root.has("archiveDigest"_L1)) {
        ArchiveSummary summary;
        LIFEBOAT_ASSIGN(summary.manifest, manifestFromJson(QJsonDocument(root.object("manifest"_L1)).toJson()));
        summary.archiveBytes = qint64(root.decimal("archiveBytes"_L1));
        summary.digest = root.text("archiveDigest"_L1).toLatin1();
        summary.manifestDigest = root.text("manifestDigest"_L1).toLatin1();
        report.archive = summary;
    }
    note(root.error());
    if (!m_wrong.isEmpty())
        return failure(ErrorCode::NoteInvalid, path, m_wrong);
    LIFEBOAT_ASSIGN(report.plan, planFromToml(plan, directoryOf(path)));
    // Whatever a file says: not passed where an assertion did not hold.
    if (report.failure || report.heldAssertions() != report.assertions.size())
        report.verdict = Verdict::Failed;
    return report;
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
        {u"format"_s, kFormatName},
        {u"formatVersion"_s, kFormatVersion},
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
        {u"verdict"_s, report.verdict == Verdict::Passed ? kPassed : kFailed},
        {u"error"_s, errorOrNull(report.failure)},
    };
    if (report.origin)
        root[u"origin"_s] = originObject(*report.origin);
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
    return ReportReading().read(JsonReading(document.object()), path);
}

} // namespace lifeboat
