// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/cli/commandline.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace lifeboat::test;

class tst_CtlUsage final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void wrongUsageIsTwo_data();
    void wrongUsageIsTwo();
    void helpHasAnExample_data();
    void helpHasAnExample();
    void version();
    void usageErrorsInJson();
    void pathsThatAreNotUtf8_data();
    void pathsThatAreNotUtf8();
    void namesCannotCommandTheTerminal();
};

void tst_CtlUsage::wrongUsageIsTwo_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<QString>("said");
    QTest::newRow("nothing") << QStringList{} << u"subcommand"_s;
    QTest::newRow("unknown group") << QStringList{u"snapshoot"_s} << u"\"snapshoot\""_s;
    QTest::newRow("no command") << QStringList{u"snapshot"_s} << u"subcommand"_s;
    QTest::newRow("unknown command") << QStringList{u"snapshot"_s, u"tak"_s} << u"\"tak\""_s;
    QTest::newRow("unknown option") << QStringList{u"drill"_s, u"list"_s, u"--foo"_s} << u"--foo"_s;
    QTest::newRow("no database") << QStringList{u"snapshot"_s, u"take"_s, u"--store"_s, u"s"_s} << u"DATABASE"_s;
    QTest::newRow("no store") << QStringList{u"snapshot"_s, u"take"_s, u"a.db"_s} << u"--store"_s;
    QTest::newRow("empty path") << QStringList{u"snapshot"_s, u"take"_s, u""_s, u"--store"_s, u"s"_s} << u"empty"_s;
    for (const QString &level : {u"0"_s, u"20"_s, u"-1"_s, u"x"_s, u"99999999999999999999"_s})
        QTest::newRow(qPrintable(u"level "_s + level))
            << QStringList{u"snapshot"_s, u"take"_s, u"a.db"_s, u"--store"_s, u"s"_s, u"--level="_s + level}
            << u"--level"_s;
    for (const QString &threads : {u"-1"_s, u"257"_s, u"many"_s})
        QTest::newRow(qPrintable(u"threads "_s + threads))
            << QStringList{u"drill"_s, u"sample"_s, u"--threads="_s + threads} << u"--threads"_s;
    QTest::newRow("depth") << QStringList{u"snapshot"_s, u"verify"_s, u"a"_s, u"--depth"_s, u"restored"_s}
                           << u"--depth"_s;
    QTest::newRow("integrity") << QStringList{u"restore"_s, u"run"_s,         u"a"_s,   u"--to"_s,
                                              u"b"_s,       u"--integrity"_s, u"none"_s}
                               << u"--integrity"_s;
    QTest::newRow("neither snapshot nor plan") << QStringList{u"drill"_s, u"run"_s} << u"--snapshot"_s;
    QTest::newRow("snapshot and plan") << QStringList{u"drill"_s, u"run"_s,    u"--snapshot"_s,
                                                      u"a"_s,     u"--plan"_s, u"b"_s}
                                       << u"--plan"_s;
}

void tst_CtlUsage::wrongUsageIsTwo()
{
    QFETCH(const QStringList, arguments);
    QFETCH(const QString, said);
    const Outcome outcome = CommandLine().run(arguments);
    QCOMPARE(outcome.status, 2);
    QVERIFY(outcome.out.isEmpty());
    QVERIFY2(outcome.err.startsWith("lifeboatctl: "_L1), qPrintable(outcome.err));
    QVERIFY2(outcome.err.section(u'\n', 0, 0).contains(said), qPrintable(outcome.err));
    QVERIFY2(outcome.err.contains("Usage: lifeboatctl"_L1), qPrintable(outcome.err));
}

void tst_CtlUsage::helpHasAnExample_data()
{
    QTest::addColumn<QStringList>("command");
    for (const QString &command :
         {u"snapshot take"_s, u"snapshot list"_s, u"snapshot show"_s, u"snapshot verify"_s, u"restore plan"_s,
          u"restore run"_s, u"restore undo"_s, u"drill run"_s, u"drill list"_s, u"drill sample"_s, u"snapshot fetch"_s, u"snapshot send"_s,
          u"documents tables"_s, u"documents list"_s, u"documents put"_s, u"documents delete"_s, u"snapshot pin"_s, u"snapshot unpin"_s, u"snapshot delete"_s,
          u"cluster add"_s, u"cluster list"_s, u"cluster status"_s, u"cluster remove"_s, u"operations list"_s,
          u"operations cancel"_s, u"operations retry"_s, u"events watch"_s, u"audit verify"_s})
        QTest::newRow(qPrintable(command)) << command.split(u' ');
}

void tst_CtlUsage::helpHasAnExample()
{
    QFETCH(const QStringList, command);
    const Outcome outcome = CommandLine().run(command + QStringList{u"--help"_s});
    QCOMPARE(outcome.status, 0);
    QVERIFY(outcome.out.contains(u"Example:\n  lifeboatctl "_s + command.join(u' ')));
    QVERIFY(outcome.out.contains("--json"_L1));
    QVERIFY(outcome.err.isEmpty());
}

void tst_CtlUsage::version()
{
    const Outcome outcome = CommandLine().run({u"--version"_s});
    QCOMPARE(outcome.status, 0);
    QCOMPARE(outcome.out, QStringLiteral("lifeboatctl " LIFEBOAT_VERSION "\n"));
}

void tst_CtlUsage::usageErrorsInJson()
{
    const Outcome outcome = CommandLine().run({u"snapshot"_s, u"list"_s, u"--json"_s});
    QCOMPARE(outcome.status, 2);
    QCOMPARE(outcome.json().value(u"error"_s).toObject().value(u"code"_s).toString(), u"InvalidArgument"_s);
}

void tst_CtlUsage::pathsThatAreNotUtf8_data()
{
    QTest::addColumn<QString>("command");
    QTest::newRow("database") << u"snapshot take \"$x\" --store s"_s;
    QTest::newRow("store") << u"snapshot take a.db --store \"$x\""_s;
    QTest::newRow("archives") << u"snapshot verify \"$x\""_s;
    QTest::newRow("target") << u"restore run a --to \"$x\""_s;
}

void tst_CtlUsage::pathsThatAreNotUtf8()
{
    QFETCH(const QString, command);
    const Workspace space;
    QProcess shell;
    shell.setWorkingDirectory(space.path());
    shell.start(u"sh"_s, {u"-c"_s, u"x=$(printf 'caf\\351'); exec \"$0\" "_s + command,
                          QCoreApplication::applicationDirPath() + u"/lifeboatctl"_s});
    QVERIFY(shell.waitForFinished(60'000));
    QCOMPARE(shell.exitCode(), 2);
    const QByteArray said = shell.readAllStandardError();
    QVERIFY2(said.contains("not valid UTF-8"), said.constData());
    QCOMPARE(space.names(), QStringList());
}

void tst_CtlUsage::namesCannotCommandTheTerminal()
{
    const CommandLine commandLine;
    const QString evil = u"a\u001b]0;x\u0007\u202ebd.\u200b\u009b2Jdb"_s;
    for (const QStringList &arguments : {QStringList{u"snapshot"_s, u"take"_s, evil, u"--store"_s, u"s"_s}, QStringList{evil},
                                         QStringList{u"drill"_s, u"list"_s, u"--"_s + evil}}) {
        const Outcome outcome = commandLine.run(arguments);
        QVERIFY(outcome.status != 0);
        for (const QChar bad : {QChar(0x1b), QChar(0x07), QChar(0x202e), QChar(0x200b), QChar(0x9b)})
            QVERIFY2(!outcome.err.contains(bad), qPrintable(outcome.err));
        QVERIFY2(outcome.err.contains("\\u{1b}]0;x\\u{7}\\u{202e}bd.\\u{200b}\\u{9b}2Jdb"_L1), qPrintable(outcome.err));
    }
}

QTEST_GUILESS_MAIN(tst_CtlUsage)
#include "tst_ctlusage.moc"
