// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/cli/commandline.h"
#include "tests/support/archivesurgery.h"
#include "tests/support/sampledatabase.h"

#include <QJsonArray>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace lifeboat::test;

class tst_CtlDrill final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void sampleEndToEnd();
    void archiveAndHistory();
    void plans_data();
    void plans();
    void damagedArchiveFails();
    void newestOfAStore();
    void archiveOfALaterVersion();
    void reportsThatCannotBeWritten();
};

void tst_CtlDrill::sampleEndToEnd()
{
    CommandLine ctl;
    const Outcome text = ctl.run({u"drill"_s, u"sample"_s, u"--report"_s, u"report"_s});
    QVERIFY2(text.status == 0, qPrintable(text.out + text.err));
    for (const auto expected :
         {"Forecast"_L1, "Find snapshot"_L1, "Verify"_L1, "Restore"_L1, "Start node"_L1, "Assert"_L1,
          "no money is lost"_L1, "RTO"_L1, "RPO"_L1, "PASSED"_L1, "report.html"_L1, "commits"_L1})
        QVERIFY2(text.out.contains(expected), expected.data());
    QCOMPARE(ctl.space().names(u"report"_s), QStringList({u"report.html"_s, u"report.json"_s, u"report.xml"_s}));

    // Again, on the database that is there, with a forecast from the first run.
    const Outcome again = ctl.run({u"drill"_s, u"sample"_s, u"--json"_s, u"--threads"_s, u"1"_s});
    QCOMPARE(again.status, 0);
    const QJsonObject report = again.json().value(u"report"_s).toObject();
    QCOMPARE(report.value(u"verdict"_s).toString(), u"passed"_s);
    QVERIFY(report.value(u"forecast"_s).isObject());
    QCOMPARE(report.value(u"stages"_s).toArray().size(), 5);
    QVERIFY(again.json().value(u"sample"_s).toObject().value(u"commitsMeanwhile"_s).toString().toLongLong() > 0);
    QCOMPARE(ctl.run({u"drill"_s, u"list"_s, u"--json"_s}).json().value(u"drills"_s).toArray().size(), 2);
}

void tst_CtlDrill::archiveAndHistory()
{
    CommandLine ctl;
    makeDatabase(ctl.path(u"orders.db"_s));
    const Outcome none = ctl.run({u"drill"_s, u"list"_s});
    QCOMPARE(none.status, 0);
    QVERIFY(none.out.isEmpty() && none.err.contains("drill sample"_L1));

    const QString archive = ctl.take(u"orders.db"_s, u"store"_s);
    const Outcome run = ctl.run({u"drill"_s, u"run"_s, u"--snapshot"_s, archive, u"--json"_s});
    QCOMPARE(run.status, 0);
    const QJsonObject report = run.json().value(u"report"_s).toObject();
    const QJsonArray drills = ctl.run({u"drill"_s, u"list"_s, u"--json"_s}).json().value(u"drills"_s).toArray();
    QCOMPARE(drills.size(), 1);
    QCOMPARE(drills.first().toObject().value(u"id"_s), report.value(u"id"_s));
    QCOMPARE(drills.first().toObject().value(u"rtoMs"_s), report.value(u"rtoMs"_s));
    const Outcome list = ctl.run({u"drill"_s, u"list"_s});
    QVERIFY(list.out.contains("passed"_L1));
    QVERIFY(ctl.run({u"snapshot"_s, u"list"_s, u"--store"_s, u"store"_s}).out.contains("restored, just now"_L1));
}

void tst_CtlDrill::plans_data()
{
    QTest::addColumn<QByteArray>("assertions");
    QTest::addColumn<int>("status");
    QTest::addColumn<QString>("said");
    QTest::newRow("holds") << QByteArray("[assertions.rows]\naccounts = 100\n") << 0 << u"PASSED, 2 of 2"_s;
    QTest::newRow("too few rows") << QByteArray("[assertions.rows]\naccounts = 101\n") << 1 << u"FAILED, 1 of 2"_s;
    QTest::newRow("no such table") << QByteArray("[assertions.rows]\nghosts = 1\n") << 1 << u"FAILED, 1 of 2"_s;
    QTest::newRow("sql") << QByteArray(
        "[[assertions.sql]]\nquery = \"SELECT sum(balance) FROM accounts\"\nexpect = 100000\n")
                         << 0 << u"PASSED"_s;
    QTest::newRow("writing sql") << QByteArray("[[assertions.sql]]\nquery = \"DELETE FROM accounts\"\nexpect = 0\n")
                                 << 1 << u"FAILED"_s;
    QTest::newRow("unknown key") << QByteArray("[assertions]\nfoo = 1\n") << 2 << u"foo"_s;
    QTest::newRow("not toml") << QByteArray("[assertions\n") << 2 << u"line"_s;
}

void tst_CtlDrill::plans()
{
    QFETCH(const QByteArray, assertions);
    QFETCH(const int, status);
    QFETCH(const QString, said);
    CommandLine ctl;
    makeDatabase(ctl.path(u"orders.db"_s));
    ctl.take(u"orders.db"_s, u"store"_s);
    ctl.space().write(u"plan.toml"_s, "name = \"nightly\"\n[snapshot]\nstore = \"store\"\n" + assertions);
    const Outcome outcome = ctl.run({u"drill"_s, u"run"_s, u"--plan"_s, u"plan.toml"_s});
    QCOMPARE(outcome.status, status);
    const QString output = outcome.out + outcome.err;
    QVERIFY2(output.contains(said), qPrintable(output));
    if (status == 2)
        QVERIFY2(outcome.err.contains("plan.toml"_L1), qPrintable(outcome.err));
}

void tst_CtlDrill::damagedArchiveFails()
{
    CommandLine ctl;
    makeDatabase(ctl.path(u"orders.db"_s));
    const QString archive = ctl.take(u"orders.db"_s, u"store"_s);
    writeFile(archive, readFile(archive).chopped(600));
    const Outcome outcome = ctl.run({u"drill"_s, u"run"_s, u"--snapshot"_s, archive, u"--json"_s});
    QCOMPARE(outcome.status, 1);
    QCOMPARE(outcome.json().value(u"error"_s).toObject().value(u"code"_s).toString(), u"ArchiveTruncated"_s);
    QCOMPARE(outcome.json().value(u"report"_s).toObject().value(u"verdict"_s).toString(), u"failed"_s);
    QCOMPARE(ctl.run({u"drill"_s, u"run"_s, u"--snapshot"_s, u"none.snap.tar"_s}).status, 3);
}

void tst_CtlDrill::newestOfAStore()
{
    CommandLine ctl;
    makeDatabase(ctl.path(u"orders.db"_s));
    const QString first = ctl.take(u"orders.db"_s, u"store"_s);
    const QString second = ctl.take(u"orders.db"_s, u"store"_s);
    writeFile(second, readFile(second).chopped(600));
    const Outcome outcome = ctl.run({u"drill"_s, u"run"_s, u"--store"_s, u"store"_s, u"--json"_s});
    QCOMPARE(outcome.status, 0);
    const QJsonObject report = outcome.json().value(u"report"_s).toObject();
    QCOMPARE(report.value(u"archivePath"_s).toString(), first);
    QCOMPARE(ctl.run({u"drill"_s, u"run"_s, u"--store"_s, u"store"_s, u"--snapshot"_s, first}).status, 2);
}

/// Not damage: another version can restore it. The same status whatever command says so.
void tst_CtlDrill::archiveOfALaterVersion()
{
    CommandLine ctl;
    makeDatabase(ctl.path(u"orders.db"_s));
    const QString archive = ctl.take(u"orders.db"_s, u"store"_s);
    TarMembers members = takeApart(readFile(archive));
    editManifest(members, [](QJsonObject &manifest) { manifest[u"formatVersion"_s] = 99; });
    writeFile(archive, putTogether(members));
    QCOMPARE(ctl.run({u"snapshot"_s, u"verify"_s, archive}).status, 3);
    const Outcome drill = ctl.run({u"drill"_s, u"run"_s, u"--snapshot"_s, archive, u"--json"_s});
    QCOMPARE(drill.json().value(u"error"_s).toObject().value(u"code"_s).toString(), u"ManifestVersionUnknown"_s);
    QCOMPARE(drill.status, 3);
}

void tst_CtlDrill::reportsThatCannotBeWritten()
{
    CommandLine ctl;
    makeDatabase(ctl.path(u"orders.db"_s));
    const QString archive = ctl.take(u"orders.db"_s, u"store"_s);
    const Outcome outcome = ctl.run({u"drill"_s, u"run"_s, u"--snapshot"_s, archive, u"--report"_s, u"/proc/report"_s});
    QCOMPARE(outcome.status, 3);
    // Said before the drill.
    QVERIFY(ctl.run({u"drill"_s, u"list"_s, u"--json"_s}).json().value(u"drills"_s).toArray().isEmpty());
    ctl.space().write(u"losses.toml"_s, "[practice]\nshare = true\n[[chaos]]\nstep = \"kill\"\n");
    for (const QStringList &losses : {QStringList{u"--practice"_s, u"--share"_s}, QStringList{u"--plan"_s, u"losses.toml"_s}}) {
        const Outcome chaos = ctl.run(QStringList{u"drill"_s, u"run"_s, u"--report"_s, u"/proc/report"_s, u"--json"_s} + losses);
        QCOMPARE(chaos.status, 3);
        QVERIFY2(!chaos.json().contains(u"report"_s), qPrintable(chaos.out));
        QVERIFY2(chaos.json()["error"_L1]["subject"_L1].toString().startsWith("/proc/report"_L1), qPrintable(chaos.out));
    }
    QVERIFY(ctl.run({u"drill"_s, u"list"_s, u"--json"_s}).json().value(u"chaos"_s).toArray().isEmpty());
}

QTEST_GUILESS_MAIN(tst_CtlDrill)
#include "tst_ctldrill.moc"
