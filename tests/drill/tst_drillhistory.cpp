// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "drillbench.h"

using namespace Qt::StringLiterals;
using namespace lifeboat;
using namespace lifeboat::test;
using std::chrono::milliseconds;

namespace {

/// A run that took `rto` (-1: did not get to the end) for `bytes`.
DrillReport ran(qint64 rto, qint64 bytes, Verdict verdict = Verdict::Passed)
{
    DrillReport report;
    if (rto >= 0)
        report.rto = milliseconds(rto);
    report.restoredBytes = bytes;
    report.verdict = verdict;
    return report;
}

} // namespace

class tst_DrillHistory final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void absentDirectory();
    void filesOfARun();
    void neverWritesWhatIsNotRead();
    void newestFirst();
    void ignoresWhatIsNoRun();
    void forecasts_data();
    void forecasts();
    void forecastScales();
    void forecastLooksAtTheNewest();

private:
    void keep(const Workspace &space, const QString &id, const DrillReport &report);

    PosixFileSystem m_fileSystem;
};

void tst_DrillHistory::keep(const Workspace &space, const QString &id, const DrillReport &report)
{
    DrillReport kept = report;
    kept.id = {id};
    ok(writeReports(m_fileSystem, drillFiles(space.path(), kept.id).directory, kept));
}

void tst_DrillHistory::absentDirectory()
{
    const Workspace space;
    QVERIFY(ok(readHistory(m_fileSystem, space.path(u"none"_s))).isEmpty());
    QVERIFY(ok(readHistory(m_fileSystem, space.path())).isEmpty());
    QVERIFY(!space.exists(u"none"_s));
}

void tst_DrillHistory::filesOfARun()
{
    const Workspace space;
    const DrillReport report = reportWith(u"x"_s);
    const DrillFiles files = drillFiles(space.path(u"deep/history"_s), report.id);
    QCOMPARE(files.directory, space.path(u"deep/history/"_s + report.id.value));
    ok(writeReports(m_fileSystem, files.directory, report));
    QCOMPARE(readFile(files.json), toJson(report));
    QCOMPARE(readFile(files.html), toHtml(report));
    QCOMPARE(readFile(files.junit), toJUnit(report));
    QCOMPARE(namesIn(files.directory), QStringList({u"report.html"_s, u"report.json"_s, u"report.xml"_s}));
    const auto history = ok(readHistory(m_fileSystem, space.path(u"deep/history"_s)));
    QCOMPARE(history.size(), 1);
    QCOMPARE(fieldsOf(history.first()), fieldsOf(report));
}

void tst_DrillHistory::neverWritesWhatIsNotRead()
{
    const Workspace space;
    DrillReport report = reportWith(u"x"_s);
    report.assertions.first().found = QString(17 * 1024 * 1024, u'x');
    EXPECT_ERROR(writeReports(m_fileSystem, space.path(u"run"_s), report), ErrorCode::LimitExceeded);
    report = reportWith(u"x"_s);
    report.plan.sql.first().query = QString(3 * 1024 * 1024, u'x');
    EXPECT_ERROR(writeReports(m_fileSystem, space.path(u"run"_s), report), ErrorCode::LimitExceeded);
    QVERIFY(!space.exists(u"run"_s));
}

void tst_DrillHistory::newestFirst()
{
    const Workspace space;
    const DrillReport report = reportWith(u"x"_s);
    QStringList ids{u"20260102T030405678Z-00000001"_s, u"20260102T030405679Z-00000000"_s,
                    u"20251231T235959999Z-ffffffff"_s, u"20260102T030405678Z-00000002"_s};
    for (const QString &id : std::as_const(ids))
        keep(space, id, report);
    ids.sort();
    std::ranges::reverse(ids);
    QStringList read;
    for (const DrillReport &one : ok(readHistory(m_fileSystem, space.path())))
        read += one.id.value;
    QCOMPARE(read, ids);
}

void tst_DrillHistory::ignoresWhatIsNoRun()
{
    const Workspace space;
    const DrillReport report = reportWith(u"x"_s);
    const QString good = u"20260102T030405678Z-00000001"_s;
    keep(space, good, report);
    // Foreign names, whatever is in them.
    DrillReport foreign = report;
    for (const char *name : {"notes", "20260102T030405678Z-00000003.bak", "20260102T030405678Z-0000000G", ".hidden"}) {
        foreign.id = {QString::fromLatin1(name)};
        ok(writeReports(m_fileSystem, space.path(foreign.id.value), foreign));
    }
    space.write(u"20260102T030405678Z-00000004"_s, "a file");
    // Unfinished: without the report that comes last.
    space.makeDirectory(u"20260102T030405678Z-00000005"_s);
    const QString cut = u"20260102T030405678Z-00000006"_s;
    keep(space, cut, report);
    ok(m_fileSystem.remove(drillFiles(space.path(), {cut}).json));
    // Unreadable.
    const QString damaged = u"20260102T030405678Z-00000007"_s;
    keep(space, damaged, report);
    writeFile(drillFiles(space.path(), {damaged}).json, "{");
    const QString directory = u"20260102T030405678Z-00000008"_s;
    space.makeDirectory(directory + u"/report.json"_s);
    const QString huge = u"20260102T030405678Z-00000009"_s;
    keep(space, huge, report);
    writeFile(drillFiles(space.path(), {huge}).json, toJson(report) + QByteArray(17 * 1024 * 1024, ' '));
    // A report under another run's name: its files would be looked for where they are not.
    ok(writeReports(m_fileSystem, space.path(u"20260102T030405678Z-0000000a"_s), report));
    DrillReport escaping = report;
    escaping.id = {u"../../elsewhere"_s};
    ok(writeReports(m_fileSystem, space.path(u"20260102T030405678Z-0000000b"_s), escaping));

    QStringList read;
    for (const DrillReport &one : ok(readHistory(m_fileSystem, space.path())))
        read += one.id.value;
    QCOMPARE(read, QStringList({good}));
}

void tst_DrillHistory::forecasts_data()
{
    QTest::addColumn<QList<DrillReport>>("history");
    QTest::addColumn<QString>("forecast"); // of 10 MB
    constexpr qint64 kBytes = 10'000'000;
    const auto row = [](const char *name, const QList<DrillReport> &history,
                        const QString &forecast) { QTest::newRow(name) << history << forecast; };
    row("no run", {}, u"none"_s);
    row("one run", {ran(1000, kBytes)}, u"1000 (500 to 2000) from 1"_s);
    row("two runs", {ran(1000, kBytes), ran(3000, kBytes)}, u"2000 (1000 to 4000) from 2"_s);
    row("three runs", {ran(900, kBytes), ran(3000, kBytes), ran(1000, kBytes)}, u"1000 (900 to 3000) from 3"_s);
    row("four runs", {ran(900, kBytes), ran(3000, kBytes), ran(1000, kBytes), ran(2000, kBytes)},
        u"1500 (900 to 3000) from 4"_s);
    row("only runs that did not get to the end",
        {ran(-1, kBytes, Verdict::Failed), ran(-1, 0, Verdict::Failed)}, u"none"_s);
    row("a run that did not get to the end", {ran(-1, kBytes, Verdict::Failed), ran(1000, kBytes)},
        u"1000 (500 to 2000) from 1"_s);
    row("a failed run that got to the end", {ran(1000, kBytes, Verdict::Failed)}, u"1000 (500 to 2000) from 1"_s);
    row("a run that restored nothing", {ran(1000, 0), ran(1000, -1)}, u"none"_s);
    row("in no time", {ran(0, kBytes)}, u"0 (0 to 0) from 1"_s);
}

void tst_DrillHistory::forecasts()
{
    QFETCH(const QList<DrillReport>, history);
    QFETCH(const QString, forecast);
    const auto made = forecastRto(history, 10'000'000);
    const QString text = made ? u"%1 (%2 to %3) from %4"_s.arg(made->expected.count())
                                    .arg(made->low.count())
                                    .arg(made->high.count())
                                    .arg(made->runs)
                              : u"none"_s;
    QCOMPARE(text, forecast);
}

void tst_DrillHistory::forecastScales()
{
    const QList<DrillReport> history{ran(10'000, 10'000'000'000)};
    const auto expected = [&history](qint64 bytes) { return forecastRto(history, bytes)->expected.count(); };
    QCOMPARE(expected(10'000'000'000), 10'000);
    // Large states: close to proportional. Small ones: work that does not shrink stays.
    QVERIFY(std::abs(expected(100'000'000'000) - 100'000) < 1000);
    QVERIFY(std::abs(expected(1'000'000'000) - 1000) < 100);
    QVERIFY(expected(1000) > 0);
    qint64 before = 0;
    for (qint64 bytes = 0; bytes < 40'000'000'000; bytes += 5'000'000'000) {
        QVERIFY(expected(bytes) > before);
        before = expected(bytes);
    }
    // Runs of different sizes agree where their rates do.
    const auto both = forecastRto({ran(10'000, 10'000'000'000), ran(1000, 942'400'000)}, 5'000'000'000);
    QVERIFY(std::abs(both->expected.count() - expected(5'000'000'000)) < 10);
}

void tst_DrillHistory::forecastLooksAtTheNewest()
{
    QList<DrillReport> history(20, ran(1000, 10'000'000));
    history += QList<DrillReport>(50, ran(90'000, 10'000'000));
    QCOMPARE(forecastRto(history, 10'000'000)->runs, 20);
    QCOMPARE(forecastRto(history, 10'000'000)->high.count(), 1000);
}

QTEST_GUILESS_MAIN(tst_DrillHistory)
#include "tst_drillhistory.moc"
