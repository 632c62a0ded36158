// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "drillbench.h"

#include "engine/drill/drillnames.h"

using namespace Qt::StringLiterals;

namespace lifeboat::test {

TakenSnapshot DrillBench::take(const SampleSpec &spec)
{
    for (const auto suffix : {""_L1, "-wal"_L1, "-shm"_L1})
        ok(fileSystem.removeIfPresent(database() + suffix));
    makeDatabase(database(), spec);
    return takeAgain();
}

TakenSnapshot DrillBench::takeAgain()
{
    clock.advance(std::chrono::seconds(1));
    return ok(takeSnapshot(
        control,
        {.database = database(), .store = store(), .threads = 1, .node = {}, .nodeMap = {}},
        fileSystem, clock));
}

DrillPlan DrillBench::plan(const QString &archive) const
{
    DrillPlan plan = storePlan();
    plan.store.clear();
    plan.archive = archive;
    return plan;
}

DrillPlan DrillBench::storePlan() const
{
    DrillPlan plan;
    plan.name = u"accounts"_s;
    plan.store = store();
    plan.rows = {{u"accounts"_s, 100}, {u"notes"_s, 1}};
    plan.sql = {{u"total"_s, u"SELECT sum(balance) FROM accounts"_s, u"100000"_s},
                {u"smallest"_s, u"SELECT min(id) FROM accounts"_s, u"1"_s}};
    plan.maxRto = std::chrono::hours(1);
    plan.maxRpo = std::chrono::hours(24);
    return plan;
}

DrillRequest DrillBench::request(const DrillPlan &plan) const
{
    return {.plan = plan, .nodeDirectory = node(), .historyDirectory = space.path(u"history"_s), .threads = 2};
}

Result<DrillReport> DrillBench::run(const DrillPlan &plan, const StageListener &listener)
{
    return runDrill(control, request(plan), fileSystem, clock, listener);
}

QList<DrillReport> DrillBench::history()
{
    return ok(readHistory(fileSystem, space.path(u"history"_s)));
}

QString describe(const QList<DrillStage> &stages)
{
    QStringList texts;
    for (const DrillStage &stage : stages)
        texts += stepName(stage.step) + u' ' + stateName(stage.state);
    return texts.join(u", "_s);
}

QStringList broken(const DrillReport &report)
{
    QStringList names;
    for (const AssertionOutcome &outcome : report.assertions) {
        if (!outcome.holds)
            names += outcome.subject.isEmpty() ? kindName(outcome.kind) : outcome.subject;
    }
    return names;
}

DrillReport reportWith(const QString &text)
{
    const auto error = [&text](ErrorCode code) { return Error{code, u"subject "_s + text, u"detail "_s + text}; };
    static const ArchiveSummary archive =
        DrillBench().take({.position = Position{{u"b5ae2a0c"_s}, 18'446'744'073'709'551'615u}, .marker = {}}).summary;
    DrillReport report;
    report.startedAt = ManualClock().utcNow();
    report.id = makeDrillId(report.startedAt);
    report.plan = DrillBench().plan(u"/srv/store/x.snap.tar"_s);
    report.plan.name = u"plan "_s + text;
    report.plan.integrity = Integrity::Full;
    report.plan.rows = {{u"table "_s + text, 7}};
    report.plan.sql = {{u"sql "_s + text, u"SELECT '"_s + text + u"' AS x"_s, u"expected "_s + text}};
    report.host = u"host "_s + text;
    report.toolVersion = u"version "_s + text;
    report.archivePath = u"/srv/"_s + text + u"/x.snap.tar"_s;
    report.archive = archive;
    report.archive->digest = QByteArray(64, 'd');
    report.archive->manifest.name = u"database "_s + text;
    report.archive->manifest.node = {u"node "_s + text};
    report.archive->manifest.position->lineage = {u"lineage "_s + text};
    report.stages = {{.step = DrillStep::Find,
                      .state = StepState::Done,
                      .begin = std::chrono::milliseconds(0),
                      .time = std::chrono::milliseconds(3),
                      .bytes = 0,
                      .error = {}},
                     {.step = DrillStep::Verify,
                      .state = StepState::Done,
                      .begin = std::chrono::milliseconds(3),
                      .time = std::chrono::milliseconds(40),
                      .bytes = 5'000'000'000,
                      .error = {}},
                     {.step = DrillStep::Restore,
                      .state = StepState::Failed,
                      .begin = std::chrono::milliseconds(43),
                      .time = std::chrono::milliseconds(1000),
                      .bytes = 77,
                      .error = error(ErrorCode::PageMismatch)},
                     {.step = DrillStep::Start,
                      .state = StepState::Running,
                      .begin = std::chrono::milliseconds(1043),
                      .time = std::chrono::milliseconds(1),
                      .bytes = 0,
                      .error = {}},
                     {.step = DrillStep::Assert, .state = StepState::Waiting, .error = {}}};
    report.assertions = {{.kind = AssertionKind::Integrity,
                          .subject = {},
                          .expected = u"ok"_s,
                          .found = u"found "_s + text,
                          .holds = false,
                          .error = {}},
                         {.kind = AssertionKind::Rows,
                          .subject = u"table "_s + text,
                          .expected = u"7"_s,
                          .found = u"8"_s,
                          .holds = true,
                          .error = {}},
                         {.kind = AssertionKind::Sql,
                          .subject = u"sql "_s + text,
                          .expected = u"expected "_s + text,
                          .found = u"value "_s + text,
                          .holds = false,
                          .error = {}},
                         {.kind = AssertionKind::Sql,
                          .subject = u"query "_s + text,
                          .expected = u"1"_s,
                          .found = {},
                          .holds = false,
                          .error = error(ErrorCode::QueryFailed)},
                         {.kind = AssertionKind::Rto,
                          .subject = {},
                          .expected = u"1h"_s,
                          .found = u"2s"_s,
                          .holds = true,
                          .error = {}},
                         {.kind = AssertionKind::Rpo,
                          .subject = {},
                          .expected = u"1d"_s,
                          .found = {},
                          .holds = false,
                          .error = {}}};
    report.rto = std::chrono::milliseconds(2000);
    report.rpo = std::chrono::milliseconds(86'400'001);
    report.forecast = Forecast{std::chrono::milliseconds(1500), std::chrono::milliseconds(750),
                               std::chrono::milliseconds(3000), 2};
    report.position = Position{{u"lineage "_s + text}, 18'446'744'073'709'551'614u};
    report.restoredBytes = 9'007'199'254'740'993;
    report.bytesPerSecond = 123456.75;
    report.peakMemoryBytes = 9'007'199'254'740'995;
    report.threads = 12;
    report.verdict = Verdict::Failed;
    report.failure = error(ErrorCode::PageMismatch);
    return report;
}

QStringList fieldsOf(const DrillReport &report)
{
    const auto time = [](const std::optional<std::chrono::milliseconds> &value) {
        return value ? QString::number(value->count()) : u"none"_s;
    };
    const auto error = [](const std::optional<Error> &value) {
        return value ? codeName(value->code) + u'|' + value->subject + u'|' + value->detail : u"none"_s;
    };
    const auto position = [](const std::optional<Position> &value) {
        return value ? value->lineage.value + u'|' + QString::number(value->appliedIndex) : u"none"_s;
    };
    QStringList fields{report.id.value,
                       QString::fromUtf8(toToml(report.plan)),
                       report.startedAt.toUTC().toString(Qt::ISODateWithMs),
                       report.host,
                       report.toolVersion,
                       report.archivePath};
    fields += report.archive ? QString::fromUtf8(toJson(report.archive->manifest))
            + u"|%1|"_s.arg(report.archive->archiveBytes)
            + QString::fromLatin1(report.archive->digest) + u'|'
            + QString::fromLatin1(report.archive->manifestDigest)
                             : u"no archive"_s;
    for (const DrillStage &stage : report.stages)
        fields += stepName(stage.step) + u'|' + stateName(stage.state)
            + u"|%1|%2|%3|"_s.arg(stage.begin.count()).arg(stage.time.count()).arg(stage.bytes)
            + error(stage.error);
    for (const AssertionOutcome &outcome : report.assertions)
        fields += kindName(outcome.kind) + u'|' + outcome.subject + u'|' + outcome.expected + u'|'
            + outcome.found + (outcome.holds ? u"|holds|"_s : u"||"_s) + error(outcome.error);
    fields += time(report.rto) + u'|' + time(report.rpo);
    fields += report.forecast ? u"%1|%2|%3|%4"_s.arg(report.forecast->expected.count())
                                    .arg(report.forecast->low.count())
                                    .arg(report.forecast->high.count())
                                    .arg(report.forecast->runs)
                              : u"no forecast"_s;
    fields += position(report.position);
    fields += u"%1|%2|%3|%4"_s.arg(report.restoredBytes)
                  .arg(report.bytesPerSecond, 0, 'g', 17)
                  .arg(report.peakMemoryBytes)
                  .arg(report.threads);
    fields += report.verdict == Verdict::Passed ? u"passed"_s : u"failed"_s;
    fields += error(report.failure);
    return fields;
}

} // namespace lifeboat::test
