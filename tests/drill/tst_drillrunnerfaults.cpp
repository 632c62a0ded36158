// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "drillbench.h"

#include "engine/archive/segmentcodec.h"
#include "engine/snapshot/catalog.h"
#include "engine/snapshot/verifier.h"
#include "tests/support/archivesurgery.h"
#include "tests/support/faultyfilesystem.h"

#include <QDir>
#include <QJsonObject>

using namespace Qt::StringLiterals;
using namespace lifeboat;
using namespace lifeboat::test;

namespace {

QByteArray flipped(QByteArray bytes, qsizetype at)
{
    bytes[at] = char(bytes[at] ^ 0x10);
    return bytes;
}

/// An archive whose members all have the right digests and whose pages are not those of its page index.
QByteArray withOtherPages(const QByteArray &tar, const Manifest &manifest)
{
    TarMembers members = takeApart(tar);
    TarMember &segment = members[indexOf(members, "pages/000000.zst")];
    QByteArray pages(manifest.segmentSize(0), Qt::Uninitialized);
    SegmentDecoder decoder;
    ok(decoder.decode(segment.data, {pages.data(), size_t(pages.size())}, {}));
    EncodedSegment encoded;
    pages = flipped(pages, pages.size() - 1);
    ok(SegmentEncoder(3).encode({pages.constData(), size_t(pages.size())}, manifest.pageSize, encoded));
    segment.setData(encoded.bytes);
    editManifest(members, [&](QJsonObject &object) {
        setPath(object, u"sizes.stored"_s, QString::number(encoded.bytes.size()));
    });
    return putTogether(members);
}

/// Structural damage that a snapshot carries along faithfully.
constexpr auto kLosePages =
    "PRAGMA writable_schema = ON; DELETE FROM sqlite_schema WHERE name = 'accounts_by_balance'"_L1;
/// Damage only SQLite's full check looks for: an index that is not what it says.
constexpr auto kWrongIndex = "PRAGMA writable_schema = ON; UPDATE sqlite_schema SET sql = 'CREATE "
                             "INDEX accounts_by_balance ON accounts (balance + 1)'"
                             " WHERE name = 'accounts_by_balance'"_L1;

} // namespace

class tst_DrillRunnerFaults final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void damagedArchive_data();
    void damagedArchive();
    void damageOutranksShallowerNews();
    void corruptDatabase_data();
    void corruptDatabase();
    void brokenRules();
    void diskFull();
    void everyCallFailing_data();
    void everyCallFailing();
    void cancel_data();
    void cancel();
    void relativePath();

private:
    void passesNow(DrillBench &bench, const DrillPlan &plan, qsizetype runs);
};

/// Whatever went wrong before: the next drill works, and the history holds just what it should.
void tst_DrillRunnerFaults::passesNow(DrillBench &bench, const DrillPlan &plan, qsizetype runs)
{
    QCOMPARE(bench.history().size(), runs);
    bench.clock.advance(std::chrono::seconds(1));
    const DrillReport next = ok(bench.run(plan));
    QCOMPARE(broken(next), QStringList());
    QVERIFY(next.verdict == Verdict::Passed);
    QCOMPARE(next.restoredBytes, next.archive->manifest.rawBytes());
    QCOMPARE(bench.history().size(), runs + 1);
}

void tst_DrillRunnerFaults::damagedArchive_data()
{
    QTest::addColumn<QString>("damage");
    QTest::addColumn<ErrorCode>("code");
    QTest::addColumn<QString>("stages");
    const QString find = u"find failed, verify waiting, restore waiting, start waiting, assert waiting"_s;
    const QString verify = u"find done, verify failed, restore waiting, start waiting, assert waiting"_s;
    const QString restore = u"find done, verify done, restore failed, start waiting, assert waiting"_s;
    QTest::newRow("bit in a segment") << u"segment"_s << ErrorCode::DigestMismatch << verify;
    QTest::newRow("bit in the page index") << u"index"_s << ErrorCode::DigestMismatch << verify;
    QTest::newRow("cut in the middle") << u"half"_s << ErrorCode::ArchiveTruncated << find;
    QTest::newRow("end mark cut") << u"end"_s << ErrorCode::ArchiveTruncated << find;
    QTest::newRow("pages of another state") << u"pages"_s << ErrorCode::PageMismatch << restore;
    QTest::newRow("no archive at all") << u"text"_s << ErrorCode::NotAnArchive << find;
    QTest::newRow("of a later version") << u"version"_s << ErrorCode::ManifestVersionUnknown << find;
}

void tst_DrillRunnerFaults::damagedArchive()
{
    QFETCH(const QString, damage);
    QFETCH(const ErrorCode, code);
    QFETCH(const QString, stages);
    DrillBench bench;
    const TakenSnapshot good = bench.take();
    const TakenSnapshot bad = bench.take();
    const QByteArray whole = readFile(bad.path);
    QByteArray damaged = whole;
    if (damage == u"segment")
        damaged = flipped(whole, whole.indexOf("pages/000000.zst") + 512 + 100);
    else if (damage == u"index")
        damaged = flipped(whole, whole.indexOf("index.bin") + 512 + 3);
    else if (damage == u"half")
        damaged = whole.first(whole.size() / 2);
    else if (damage == u"end")
        damaged.chop(1024);
    else if (damage == u"pages")
        damaged = withOtherPages(whole, bad.summary.manifest);
    else if (damage == u"text")
        damaged = QByteArray("certainly not an archive\n").repeated(1000);
    else {
        TarMembers members = takeApart(whole);
        editManifest(members, [](QJsonObject &object) { object[u"formatVersion"_s] = 2; });
        damaged = putTogether(members);
    }
    writeFile(bad.path, damaged);

    const DrillReport report = ok(bench.run(bench.plan(bad.path)));
    QVERIFY(report.verdict == Verdict::Failed);
    QCOMPARE(codeOf(report.failure->code), codeOf(code));
    QCOMPARE(describe(report.stages), stages);
    const auto failed = std::ranges::find(report.stages, StepState::Failed, &DrillStage::state);
    QVERIFY(failed->error == report.failure);
    QCOMPARE(broken(report).size(), report.assertions.size());
    QVERIFY(!report.rto);
    QVERIFY(!report.position);
    QCOMPARE(report.archive.has_value(), !stages.startsWith(u"find failed"));
    QCOMPARE(fieldsOf(bench.history().first()), fieldsOf(report));
    // The catalog knows, and says so ever after.
    const CatalogEntry entry = ok(readCatalogEntry(bench.fileSystem, bad.path));
    QVERIFY(entry.damage);
    QCOMPARE(codeOf(entry.damage->code), codeOf(code));
    QVERIFY(!bench.space.exists(u"node/state.db"_s));
    passesNow(bench, bench.storePlan(), 1);
    QCOMPARE(bench.history().first().archivePath, good.path);
}

void tst_DrillRunnerFaults::damageOutranksShallowerNews()
{
    // What only a restore finds must not be forgotten because every digest is right.
    for (const bool ofTheDatabase : {false, true}) {
        DrillBench bench;
        TakenSnapshot taken = bench.take();
        if (ofTheDatabase) {
            runSql(bench.database(), kLosePages);
            taken = bench.takeAgain();
        } else {
            writeFile(taken.path, withOtherPages(readFile(taken.path), taken.summary.manifest));
        }
        QVERIFY(ok(bench.run(bench.plan(taken.path))).verdict == Verdict::Failed);
        const ErrorCode code = ofTheDatabase ? ErrorCode::IntegrityFailed : ErrorCode::PageMismatch;
        const auto verify = [&](Depth depth) {
            return verifySnapshot(bench.control,
                                  {.archive = taken.path, .depth = depth, .threads = 1},
                                  bench.fileSystem, bench.clock);
        };
        ok(verify(Depth::Listed));
        ok(verify(Depth::Sealed));
        if (ofTheDatabase)
            ok(verify(Depth::Read));
        const CatalogEntry entry = ok(readCatalogEntry(bench.fileSystem, taken.path));
        QVERIFY2(entry.damage, ofTheDatabase ? "database" : "pages");
        QCOMPARE(codeOf(entry.damage->code), codeOf(code));
    }
}

void tst_DrillRunnerFaults::corruptDatabase_data()
{
    QTest::addColumn<QString>("damage");
    QTest::addColumn<bool>("full");
    QTest::addColumn<bool>("found");
    QTest::newRow("lost pages, quick") << QString(kLosePages) << false << true;
    QTest::newRow("lost pages, full") << QString(kLosePages) << true << true;
    QTest::newRow("free list, quick") << QString() << false << true;
    QTest::newRow("free list, full") << QString() << true << true;
    QTest::newRow("index, quick") << QString(kWrongIndex) << false << false;
    QTest::newRow("index, full") << QString(kWrongIndex) << true << true;
}

void tst_DrillRunnerFaults::corruptDatabase()
{
    QFETCH(const QString, damage);
    QFETCH(const bool, full);
    QFETCH(const bool, found);
    DrillBench bench;
    const TakenSnapshot sound = bench.take();
    if (damage.isEmpty()) {
        // The header claims nine free pages that are nowhere.
        QByteArray bytes = readFile(bench.database());
        bytes.replace(36, 4, QByteArray("\0\0\0\x09", 4));
        writeFile(bench.database(), bytes);
    } else {
        runSql(bench.database(), damage);
    }
    const TakenSnapshot taken = bench.takeAgain();
    DrillPlan plan = bench.plan(taken.path);
    plan.integrity = full ? Integrity::Full : Integrity::Quick;
    const DrillReport report = ok(bench.run(plan));
    QCOMPARE(report.verdict == Verdict::Passed, !found);
    if (!found)
        return;
    QCOMPARE(codeOf(report.failure->code), codeOf(ErrorCode::IntegrityFailed));
    QCOMPARE(describe(report.stages), u"find done, verify done, restore failed, start waiting, assert waiting"_s);
    QVERIFY(!report.assertions.first().holds);
    QCOMPARE(report.assertions.first().found, report.failure->detail);
    QVERIFY(!report.failure->detail.isEmpty());
    QCOMPARE(codeOf(bench.history().first().failure->code), codeOf(ErrorCode::IntegrityFailed));
    QCOMPARE(codeOf(ok(readCatalogEntry(bench.fileSystem, taken.path)).damage->code),
             codeOf(ErrorCode::IntegrityFailed));
    QVERIFY(!bench.space.exists(u"node/state.db"_s));
    passesNow(bench, bench.storePlan(), 1);
    QCOMPARE(bench.history().first().archivePath, sound.path);
}

/// Rows that break their table's rules were so at the source: the check holds, and the report says what it found.
void tst_DrillRunnerFaults::brokenRules()
{
    DrillBench bench;
    bench.take();
    runSql(bench.database(),
           u"CREATE TABLE odd (a INT); INSERT INTO odd VALUES (NULL); PRAGMA writable_schema = ON;"
           "UPDATE sqlite_schema SET sql = replace(sql, 'a INT', 'a INT NOT NULL') WHERE name = 'odd';"
           "PRAGMA schema_version = 77"_s);
    const DrillReport report = ok(bench.run(bench.plan(bench.takeAgain().path)));
    QVERIFY2(report.verdict == Verdict::Passed, qPrintable(broken(report).join(u", "_s)));
    const AssertionOutcome integrity = report.assertions.first();
    QVERIFY(integrity.kind == AssertionKind::Integrity && integrity.holds);
    QCOMPARE(integrity.found, u"ok, but NULL value in odd.a"_s);
    QCOMPARE(bench.history().first().assertions.first().found, integrity.found);
    QVERIFY(toHtml(report).contains(integrity.found.toUtf8()));
}

void tst_DrillRunnerFaults::diskFull()
{
    DrillBench bench;
    const TakenSnapshot taken = bench.take();
    FaultyFileSystem full;
    full.setFreeBytes(taken.summary.manifest.rawBytes() - 1);
    EXPECT_ERROR(runDrill(bench.control, bench.request(bench.plan(taken.path)), full, bench.clock),
                 ErrorCode::DiskFull);
    QVERIFY(!ok(readCatalogEntry(bench.fileSystem, taken.path)).damage);
    QCOMPARE(depthName(ok(readCatalogEntry(bench.fileSystem, taken.path)).verification->depth), u"sealed"_s);
    QVERIFY(!bench.space.exists(u"node/state.db"_s));
    passesNow(bench, bench.plan(taken.path), 0);
}

void tst_DrillRunnerFaults::everyCallFailing_data()
{
    QTest::addColumn<int>("kind");
    QTest::newRow("once") << int(Fault::Kind::Once);
    QTest::newRow("half a write, and everything from then on") << int(Fault::Kind::Tear);
}

void tst_DrillRunnerFaults::everyCallFailing()
{
    QFETCH(const int, kind);
    for (qint64 call = 1;; ++call) {
        DrillBench bench;
        const TakenSnapshot taken = bench.take();
        const DrillPlan plan = bench.plan(taken.path);
        FaultyFileSystem faulty({.at = call, .kind = Fault::Kind(kind), .code = ErrorCode::DiskFull});
        QString struck;
        faulty.setHook([&](QByteArrayView what, const QString &path) {
            if (what != "lock" && faulty.calls() + 1 == call)
                struck = QString::fromLatin1(what) + u' ' + path;
        });
        const auto report = runDrill(bench.control, bench.request(plan), faulty, bench.clock);
        if (!faulty.struck()) {
            QVERIFY(report && report->verdict == Verdict::Passed);
            QVERIFY(call > 20);
            return;
        }
        const QList<DrillReport> history = bench.history();
        // Only the last step of writing the last file may fail with the report already in place.
        const bool reportStands =
            struck.startsWith(u"syncDirectory "_s + bench.space.path(u"history"_s))
            && history.size() == 1;
        if (report) {
            // A note was lost, or a link had to be done without, not the drill: what is claimed is true.
            QVERIFY2(struck.contains(bench.store()) || struck.contains(bench.node()) || struck.startsWith(u"link "), qPrintable(struck));
            QVERIFY(contentOf(bench.node() + u"/state.db"_s) == contentOf(bench.database()));
            QVERIFY(report->verdict == Verdict::Passed);
            QCOMPARE(history.size(), 1);
        } else {
            EXPECT_ERROR(report, ErrorCode::DiskFull);
            QVERIFY2(history.isEmpty() || reportStands, qPrintable(struck));
        }
        // A full disk is no damage of the archive.
        QVERIFY2(!ok(readCatalogEntry(bench.fileSystem, taken.path)).damage, qPrintable(struck));
        passesNow(bench, plan, history.size());
    }
}

void tst_DrillRunnerFaults::cancel_data()
{
    QTest::addColumn<int>("step");
    QTest::addColumn<bool>("withData");
    for (const bool withData : {true, false}) {
        for (int step = 0; step <= int(DrillStep::Assert); ++step)
            QTest::addRow("stage %d, %s", step, withData ? "with assertions" : "integrity only") << step << withData;
    }
}

void tst_DrillRunnerFaults::cancel()
{
    QFETCH(const int, step);
    QFETCH(const bool, withData);
    DrillBench bench;
    const TakenSnapshot taken = bench.take();
    DrillPlan plan = bench.plan(taken.path);
    if (!withData) {
        plan.rows.clear();
        plan.sql.clear();
    }
    Progress progress;
    std::stop_source stop;
    JobControl control(progress, stop.get_token());
    QString last;
    const auto report = runDrill(control, bench.request(plan), bench.fileSystem, bench.clock,
                                 [&](const QList<DrillStage> &stages) {
                                     if (stages[step].state == StepState::Running)
                                         stop.request_stop();
                                     last = describe(stages);
                                 });
    EXPECT_ERROR(report, ErrorCode::Canceled);
    QVERIFY2(!last.contains(u"assert done"), qPrintable(last));
    QVERIFY(!bench.space.exists(u"history"_s));
    const CatalogEntry entry = ok(readCatalogEntry(bench.fileSystem, taken.path));
    QCOMPARE(depthName(entry.verification->depth), u"sealed"_s);
    QVERIFY(!entry.damage);
    passesNow(bench, plan, 0);
}

void tst_DrillRunnerFaults::relativePath()
{
    DrillBench bench;
    const TakenSnapshot taken = bench.take();
    const DrillReport report = ok(bench.run(bench.plan(QDir::current().relativeFilePath(taken.path))));
    QVERIFY(report.verdict == Verdict::Passed);
    // Whoever reads the history stands somewhere else.
    QCOMPARE(bench.history().first().archivePath, taken.path);
    QCOMPARE(bench.history().first().plan.archive, taken.path);
    DrillPlan plan = bench.storePlan();
    plan.store = QDir::current().relativeFilePath(bench.store());
    ok(bench.run(plan));
    QCOMPARE(bench.history().size(), 2);
    QVERIFY(std::ranges::any_of(
        bench.history(), [&](const DrillReport &one) { return one.plan.store == bench.store(); }));
}

QTEST_GUILESS_MAIN(tst_DrillRunnerFaults)
#include "tst_drillrunnerfaults.moc"
