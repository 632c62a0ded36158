// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/cli/commandline.h"
#include "tests/support/childprocess.h"
#include "tests/support/sampledatabase.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace lifeboat::test;

class tst_CtlRestore final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void planChangesNothing();
    void planTellsTheIndexes();
    void ontoNothing();
    void replacesOnlyWithTheName_data();
    void replacesOnlyWithTheName();
    void skipsEqualContent();
    void targetsThatCannotBe_data();
    void targetsThatCannotBe();
    void targetInUse_data();
    void targetInUse();
    void anUndoOfNobodyKnowsWhat();

private:
    /// A workspace with "orders.db", marked "old", and an archive of it when it was marked "new".
    static QString prepare(CommandLine &ctl);
};

QString tst_CtlRestore::prepare(CommandLine &ctl)
{
    makeDatabase(ctl.path(u"source.db"_s), {.position = {}, .marker = u"new"_s});
    makeDatabase(ctl.path(u"orders.db"_s), {.position = {}, .marker = u"old"_s});
    return ctl.take(u"source.db"_s, u"store"_s);
}

void tst_CtlRestore::planChangesNothing()
{
    CommandLine ctl;
    const QString archive = prepare(ctl);
    const QByteArray before = ctl.space().read(u"orders.db"_s);
    const Outcome text = ctl.run({u"restore"_s, u"plan"_s, archive, u"--to"_s, u"orders.db"_s});
    QCOMPARE(text.status, 0);
    for (const auto expected : {"Full restore"_L1, "--confirm orders.db"_L1, "kept as orders.db.previous"_L1})
        QVERIFY2(text.out.contains(expected), qPrintable(text.out));
    const QJsonObject plan = ctl.run({u"restore"_s, u"plan"_s, archive, u"--to"_s, u"orders.db"_s, u"--json"_s}).json();
    QCOMPARE(plan.value(u"action"_s).toString(), u"full"_s);
    QCOMPARE(plan.value(u"confirmation"_s).toString(), u"orders.db"_s);
    QVERIFY(plan.value(u"writeBytes"_s).isString());
    QCOMPARE(ctl.space().read(u"orders.db"_s), before);
    QVERIFY(!ctl.space().exists(u"orders.db.previous"_s));
}

void tst_CtlRestore::planTellsTheIndexes()
{
    CommandLine ctl;
    makeDatabase(ctl.path(u"source.db"_s), {.position = lifeboat::Position{{u"history"_s}, 4000}, .marker = u"new"_s});
    makeDatabase(ctl.path(u"orders.db"_s), {.position = lifeboat::Position{{u"history"_s}, 4711}, .marker = u"old"_s});
    const QString archive = ctl.take(u"source.db"_s, u"store"_s);
    const Outcome text = ctl.run({u"restore"_s, u"plan"_s, archive, u"--to"_s, u"orders.db"_s, u"--force"_s});
    QVERIFY2(text.out.contains(u"index 4,711 \u2192 4,000"_s), qPrintable(text.out));
}

void tst_CtlRestore::ontoNothing()
{
    CommandLine ctl;
    const QString archive = prepare(ctl);
    const Outcome outcome = ctl.run({u"restore"_s, u"run"_s, archive, u"--to"_s, u"fresh.db"_s, u"--integrity"_s,
                                     u"full"_s, u"--threads"_s, u"1"_s});
    QCOMPARE(outcome.status, 0);
    QVERIFY(outcome.out.startsWith(u"Restored "_s));
    QVERIFY(outcome.out.contains(ctl.path(u"fresh.db"_s)));
    QCOMPARE(contentOf(ctl.path(u"fresh.db"_s)), contentOf(ctl.path(u"source.db"_s)));
}

void tst_CtlRestore::replacesOnlyWithTheName_data()
{
    QTest::addColumn<QStringList>("confirmation");
    QTest::addColumn<int>("status");
    QTest::addColumn<QString>("marker");
    QTest::newRow("missing") << QStringList{} << 4 << u"old"_s;
    QTest::newRow("forced but missing") << QStringList{u"--force"_s} << 4 << u"old"_s;
    QTest::newRow("wrong") << QStringList{u"--confirm"_s, u"source.db"_s} << 4 << u"old"_s;
    QTest::newRow("path instead of name") << QStringList{u"--confirm"_s, u"./orders.db"_s} << 4 << u"old"_s;
    QTest::newRow("right") << QStringList{u"--confirm"_s, u"orders.db"_s} << 0 << u"new"_s;
}

void tst_CtlRestore::replacesOnlyWithTheName()
{
    QFETCH(const QStringList, confirmation);
    QFETCH(const int, status);
    CommandLine ctl;
    const QString archive = prepare(ctl);
    const Outcome outcome =
        ctl.run(QStringList{u"restore"_s, u"run"_s, archive, u"--to"_s, u"orders.db"_s} + confirmation);
    QCOMPARE(outcome.status, status);
    QTEST(contentOf(ctl.path(u"orders.db"_s)).marker, "marker");
    if (status == 0)
        QCOMPARE(contentOf(ctl.path(u"orders.db.previous"_s)).marker, u"old"_s);
    else
        QVERIFY2(outcome.err.contains("orders.db."_L1), qPrintable(outcome.err));
    if (confirmation.isEmpty())
        QVERIFY2(outcome.out.contains("--confirm orders.db"_L1), qPrintable(outcome.out));
}

void tst_CtlRestore::skipsEqualContent()
{
    CommandLine ctl;
    const QString archive = prepare(ctl);
    QCOMPARE(ctl.run({u"restore"_s, u"run"_s, archive, u"--to"_s, u"fresh.db"_s}).status, 0);
    const Outcome again = ctl.run({u"restore"_s, u"run"_s, archive, u"--to"_s, u"fresh.db"_s, u"--json"_s});
    QCOMPARE(again.status, 0);
    QCOMPARE(again.json().value(u"plan"_s).toObject().value(u"action"_s).toString(), u"skip"_s);
    QCOMPARE(again.json().value(u"decodedBytes"_s).toString(), u"0"_s);
}

void tst_CtlRestore::targetsThatCannotBe_data()
{
    QTest::addColumn<QString>("target");
    QTest::addColumn<QString>("code");
    QTest::newRow("directory missing") << u"no/such/place.db"_s << u"DirectoryMissing"_s;
    QTest::newRow("a directory") << u"store"_s << u"NotAFile"_s;
    QTest::newRow("below a file") << u"orders.db/x.db"_s << u"DirectoryMissing"_s;
    QTest::newRow("where nothing can be written") << u"/proc/x.db"_s << QString();
}

void tst_CtlRestore::targetsThatCannotBe()
{
    QFETCH(const QString, target);
    QFETCH(const QString, code);
    CommandLine ctl;
    const Outcome outcome = ctl.run({u"restore"_s, u"run"_s, prepare(ctl), u"--to"_s, target, u"--json"_s});
    QCOMPARE(outcome.status, 3);
    if (!code.isEmpty())
        QCOMPARE(outcome.json().value(u"error"_s).toObject().value(u"code"_s).toString(), code);
}

void tst_CtlRestore::targetInUse_data()
{
    QTest::addColumn<QString>("how");
    for (const QString &how : {u"idle"_s, u"read"_s, u"write"_s})
        QTest::newRow(qPrintable(how)) << how;
}

void tst_CtlRestore::targetInUse()
{
    QFETCH(const QString, how);
    CommandLine ctl;
    const QString archive = prepare(ctl);
    ChildProcess holder(u"hold"_s, {ctl.path(u"orders.db"_s), how});
    QCOMPARE(holder.nextLine(), u"ready"_s);
    const QStringList command{u"restore"_s,   u"run"_s,       archive,       u"--to"_s,
                              u"orders.db"_s, u"--confirm"_s, u"orders.db"_s};
    const Outcome refused = ctl.run(command);
    QCOMPARE(refused.status, 4);
    QVERIFY2(refused.err.contains("in use by"_L1) && refused.err.contains("process "_L1), qPrintable(refused.err));
    QCOMPARE(holder.finish(), 0);
    QCOMPARE(contentOf(ctl.path(u"orders.db"_s)).marker, u"old"_s);
    QCOMPARE(ctl.run(command).status, 0);
    QCOMPARE(contentOf(ctl.path(u"orders.db"_s)).marker, u"new"_s);
}

void tst_CtlRestore::anUndoOfNobodyKnowsWhat()
{
    CommandLine ctl;
    prepare(ctl);
    QVERIFY(QFile::copy(ctl.path(u"source.db"_s), ctl.path(u"orders.db.previous"_s)));
    const QJsonValue plan = ctl.run({u"restore"_s, u"undo"_s, u"--to"_s, u"orders.db"_s, u"--json"_s}).json()["plan"_L1];
    QVERIFY(plan["snapshot"_L1].isNull());
    QVERIFY(plan["restoredAt"_L1].isNull());
}

LIFEBOAT_TEST_MAIN(tst_CtlRestore)
#include "tst_ctlrestore.moc"
