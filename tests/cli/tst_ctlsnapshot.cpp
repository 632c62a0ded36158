// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/cli/commandline.h"
#include "tests/support/archivesurgery.h"
#include "tests/support/sampledatabase.h"

#include <QJsonArray>
#include <QRandomGenerator>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace lifeboat::test;

class tst_CtlSnapshot final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void takeListShowVerify();
    void everyCommandInJson();
    void pinsAndDeletes();
    void emptyStore();
    void inputsThatCannotBeTaken_data();
    void inputsThatCannotBeTaken();
    void rollbackJournalDatabase();
    void namesCannotControlTheTerminal();
    void damagedArchives_data();
    void damagedArchives();
    void severalArchivesAtOnce();
    void outputThatCannotBeWritten_data();
    void outputThatCannotBeWritten();
    void limitOfFileSize();

private:
    static QByteArray damaged(const QByteArray &archive, const QString &how);
};

void tst_CtlSnapshot::takeListShowVerify()
{
    CommandLine ctl;
    makeDatabase(ctl.path(u"orders.db"_s));
    const Outcome taken = ctl.run({u"snapshot"_s, u"take"_s, u"orders.db"_s, u"--store"_s, u"store/"_s, u"--level"_s,
                                   u"1"_s, u"--threads"_s, u"2"_s});
    QCOMPARE(taken.status, 0);
    const QStringList lines = taken.out.trimmed().split(u'\n');
    QCOMPARE(lines.size(), 2);
    const QString archive = ctl.path(u"store/"_s + lines[0] + u".snap.tar"_s);
    QCOMPARE(lines[1], archive);
    QVERIFY(!taken.err.contains(u'\r')); // no progress where there is no terminal

    const Outcome list = ctl.run({u"snapshot"_s, u"list"_s, u"--store"_s, u"store"_s});
    QCOMPARE(list.status, 0);
    const QStringList rows = list.out.trimmed().split(u'\n');
    QCOMPARE(rows.size(), 2);
    QVERIFY(rows[0].startsWith("ID "_L1));
    QVERIFY(rows[1].startsWith(lines[0]));
    QCOMPARE(rows[1].indexOf("orders.db"_L1), rows[0].indexOf("DATABASE"_L1));
    QVERIFY(rows[1].endsWith("ok"_L1));

    const Outcome show = ctl.run({u"snapshot"_s, u"show"_s, archive});
    QCOMPARE(show.status, 0);
    for (const QString &expected : {lines[0], u"accounts"_s, u"zstd level 1"_s, u"sealed, just now"_s})
        QVERIFY2(show.out.contains(expected), qPrintable(expected));

    for (const QString &depth : {u"listed"_s, u"sealed"_s, u"read"_s}) {
        const Outcome verified = ctl.run({u"snapshot"_s, u"verify"_s, archive, u"--depth"_s, depth});
        QCOMPARE(verified.status, 0);
        QVERIFY(verified.out.startsWith("ok "_L1) && verified.out.contains(depth));
    }
}

void tst_CtlSnapshot::everyCommandInJson()
{
    CommandLine ctl;
    makeDatabase(ctl.path(u"orders.db"_s));
    const QString archive = ctl.take(u"orders.db"_s, u"store"_s);
    const QJsonArray list = ctl.run({u"snapshot"_s, u"list"_s, u"--store"_s, u"store"_s, u"--json"_s})
                                .json()
                                .value(u"snapshots"_s)
                                .toArray();
    QCOMPARE(list.size(), 1);
    const QJsonObject show = ctl.run({u"snapshot"_s, u"show"_s, archive, u"--json"_s}).json();
    QCOMPARE(list.first().toObject(), show);
    QVERIFY(show.value(u"archiveBytes"_s).isString());
    QCOMPARE(show.value(u"archiveBytes"_s).toString().toLongLong(), QFileInfo(archive).size());
    QVERIFY(show.value(u"damage"_s).isNull());
    const QJsonObject verified = ctl.run({u"snapshot"_s, u"verify"_s, archive, u"--json"_s}).json();
    QVERIFY(verified.value(u"archives"_s).toArray().first().toObject().value(u"verified"_s).toBool());
    QVERIFY(!verified.contains(u"error"_s));
}

void tst_CtlSnapshot::pinsAndDeletes()
{
    CommandLine ctl;
    makeDatabase(ctl.path(u"orders.db"_s));
    const QString archive = ctl.take(u"orders.db"_s, u"store"_s);
    const auto snapshot = [&ctl](const QStringList &arguments) {
        return ctl.run(QStringList{u"snapshot"_s} + arguments);
    };
    // Of the newest: no policy would remove it, and nobody else may.
    QCOMPARE(snapshot({u"delete"_s, archive}).status, 4);
    (void)ctl.take(u"orders.db"_s, u"store"_s);
    QCOMPARE(snapshot({u"pin"_s, archive}).status, 0);
    QVERIFY(snapshot({u"list"_s, u"--store"_s, u"store"_s}).out.contains("ok, pinned"_L1));
    QVERIFY(snapshot({u"show"_s, archive, u"--json"_s}).json()["pinned"_L1].toBool());
    const Outcome refused = snapshot({u"delete"_s, archive, u"--json"_s});
    QCOMPARE(refused.status, 4);
    QCOMPARE(refused.json()["error"_L1]["code"_L1].toString(), u"SnapshotProtected"_s);
    QCOMPARE(snapshot({u"unpin"_s, archive}).status, 0);
    QCOMPARE(snapshot({u"delete"_s, archive}).status, 0);
    QVERIFY(!QFile::exists(archive));
    QCOMPARE(snapshot({u"pin"_s, archive}).status, 3);
    QCOMPARE(snapshot({u"delete"_s, u"orders.db"_s}).status, 1);
    QVERIFY(QFile::exists(ctl.path(u"orders.db"_s)));
}

void tst_CtlSnapshot::emptyStore()
{
    CommandLine ctl;
    ctl.space().makeDirectory(u"store"_s);
    const Outcome list = ctl.run({u"snapshot"_s, u"list"_s, u"--store"_s, u"store"_s});
    QCOMPARE(list.status, 0);
    QVERIFY(list.out.isEmpty());
    QVERIFY(list.err.contains("no snapshots"_L1));
}

void tst_CtlSnapshot::inputsThatCannotBeTaken_data()
{
    QTest::addColumn<QString>("database");
    QTest::addColumn<QString>("store");
    QTest::addColumn<int>("status");
    QTest::addColumn<QString>("code");
    QTest::newRow("missing") << u"missing.db"_s << u"store"_s << 3 << u"NotFound"_s;
    QTest::newRow("directory") << u"."_s << u"store"_s << 3 << u"NotAFile"_s;
    QTest::newRow("text") << u"text.txt"_s << u"store"_s << 1 << u"NotADatabase"_s;
    QTest::newRow("empty") << u"empty.db"_s << u"store"_s << 1 << u"DatabaseEmpty"_s;
    QTest::newRow("encrypted") << u"encrypted.db"_s << u"store"_s << 1 << u"DatabaseEncrypted"_s;
    QTest::newRow("corrupt") << u"corrupt.db"_s << u"store"_s << 1 << u"DatabaseCorrupt"_s;
    QTest::newRow("cut") << u"cut.db"_s << u"store"_s << 1 << u"DatabaseCorrupt"_s;
    QTest::newRow("store in a missing directory") << u"good.db"_s << u"no/such/store"_s << 3 << u"DirectoryMissing"_s;
    QTest::newRow("store is a file") << u"good.db"_s << u"text.txt"_s << 3 << u"NotAFile"_s;
    QTest::newRow("store cannot be made") << u"good.db"_s << u"/proc/store"_s << 3 << u"NotFound"_s;
}

void tst_CtlSnapshot::inputsThatCannotBeTaken()
{
    QFETCH(const QString, database);
    QFETCH(const QString, store);
    QFETCH(const int, status);
    QFETCH(const QString, code);
    CommandLine ctl;
    makeDatabase(ctl.path(u"good.db"_s), {.fillerBytes = 100'000, .position = {}, .marker = {}});
    const QByteArray good = ctl.space().read(u"good.db"_s);
    QByteArray noise(40'960, '\0');
    QRandomGenerator(7).fillRange(reinterpret_cast<quint32 *>(noise.data()), noise.size() / 4);
    ctl.space().write(u"text.txt"_s, "These are notes, not a database.\n");
    ctl.space().write(u"empty.db"_s, {});
    ctl.space().write(u"encrypted.db"_s, noise);
    ctl.space().write(u"corrupt.db"_s, good.first(100) + noise.first(20'000) + good.sliced(20'100));
    ctl.space().write(u"cut.db"_s, good.first(good.size() / 2));

    const QStringList command{u"snapshot"_s, u"take"_s, database, u"--store"_s, store};
    const Outcome text = ctl.run(command);
    QCOMPARE(text.status, status);
    QVERIFY(text.out.isEmpty());
    QVERIFY2(text.err.startsWith("lifeboatctl: "_L1), qPrintable(text.err));
    const Outcome json = ctl.run(command + QStringList{u"--json"_s});
    QCOMPARE(json.status, status);
    const QJsonObject error = json.json().value(u"error"_s).toObject();
    QCOMPARE(error.value(u"code"_s).toString(), code);
    QVERIFY(text.err.contains(error.value(u"sentence"_s).toString()));
    QVERIFY(json.err.isEmpty());
    if (ctl.space().exists(u"store"_s))
        QCOMPARE(ctl.space().names(u"store"_s), QStringList());
    QCOMPARE(ctl.space().read(u"good.db"_s), good);
}

void tst_CtlSnapshot::rollbackJournalDatabase()
{
    CommandLine ctl;
    makeDatabase(ctl.path(u"old.db"_s), {.wal = false, .position = {}, .marker = {}});
    const QString archive = ctl.take(u"old.db"_s, u"store"_s);
    const QJsonObject manifest =
        ctl.run({u"snapshot"_s, u"show"_s, archive, u"--json"_s}).json().value(u"manifest"_s).toObject();
    QCOMPARE(manifest.value(u"capture"_s).toString(), u"backup"_s);
    QCOMPARE(ctl.run({u"restore"_s, u"run"_s, archive, u"--to"_s, u"new.db"_s}).status, 0);
    QCOMPARE(contentOf(ctl.path(u"new.db"_s)), contentOf(ctl.path(u"old.db"_s)));
}

void tst_CtlSnapshot::namesCannotControlTheTerminal()
{
    CommandLine ctl;
    makeDatabase(ctl.path(u"a.db"_s));
    runSql(ctl.path(u"a.db"_s), u"CREATE TABLE \"\u001b[31mred\" (x)"_s);
    const Outcome show = ctl.run({u"snapshot"_s, u"show"_s, ctl.take(u"a.db"_s, u"store"_s)});
    QCOMPARE(show.status, 0);
    QVERIFY(show.out.contains("[31mred"_L1));
    QVERIFY(!show.out.contains(u'\u001b'));
}

void tst_CtlSnapshot::damagedArchives_data()
{
    QTest::addColumn<QString>("how");
    QTest::addColumn<int>("status");
    QTest::addColumn<QString>("code");
    QTest::newRow("cut") << u"cut"_s << 1 << u"ArchiveTruncated"_s;
    QTest::newRow("flipped bit") << u"flipped"_s << 1 << u"DigestMismatch"_s;
    QTest::newRow("unknown version") << u"version"_s << 3 << u"ManifestVersionUnknown"_s;
    QTest::newRow("something else") << u"text"_s << 1 << QString();
    QTest::newRow("empty") << u"empty"_s << 1 << u"ArchiveTruncated"_s;
}

QByteArray tst_CtlSnapshot::damaged(const QByteArray &archive, const QString &how)
{
    if (how == "cut"_L1)
        return archive.first(archive.size() / 2);
    if (how == "text"_L1)
        return QByteArray("no archive ").repeated(2'000);
    if (how == "empty"_L1)
        return {};
    TarMembers members = takeApart(archive);
    if (how == "version"_L1) {
        editManifest(members, [](QJsonObject &manifest) { manifest[u"formatVersion"_s] = 99; });
        return putTogether(members);
    }
    members[1].data[members[1].data.size() / 2] ^= 1;
    return putTogether(members);
}

void tst_CtlSnapshot::damagedArchives()
{
    QFETCH(const QString, how);
    QFETCH(const int, status);
    QFETCH(const QString, code);
    CommandLine ctl;
    makeDatabase(ctl.path(u"orders.db"_s), {.fillerBytes = 200'000, .position = {}, .marker = {}});
    const QString archive = ctl.take(u"orders.db"_s, u"store"_s);
    const QString bad = ctl.path(u"store/bad.snap.tar"_s);
    writeFile(bad, damaged(readFile(archive), how));

    for (const QStringList &command :
         {QStringList{u"snapshot"_s, u"verify"_s, bad}, {u"restore"_s, u"run"_s, bad, u"--to"_s, u"new.db"_s}}) {
        const Outcome text = ctl.run(command);
        QCOMPARE(text.status, status);
        QVERIFY2(text.err.contains(bad), qPrintable(text.err));
        const Outcome json = ctl.run(command + QStringList{u"--json"_s});
        QCOMPARE(json.status, status);
        if (!code.isEmpty())
            QCOMPARE(json.json().value(u"error"_s).toObject().value(u"code"_s).toString(), code);
    }
    QVERIFY(!ctl.space().exists(u"new.db"_s));
    // Once found, the damage shows in listings too; the good archive beside it stays good.
    const Outcome list = ctl.run({u"snapshot"_s, u"list"_s, u"--store"_s, u"store"_s});
    QCOMPARE(list.status, status);
    QVERIFY(list.out.contains("DAMAGED"_L1) && list.out.contains("ok\n"_L1));
}

void tst_CtlSnapshot::severalArchivesAtOnce()
{
    CommandLine ctl;
    makeDatabase(ctl.path(u"orders.db"_s));
    const QString archive = ctl.take(u"orders.db"_s, u"store"_s);
    writeFile(ctl.path(u"store/cut.snap.tar"_s), readFile(archive).first(2'000));
    const Outcome outcome =
        ctl.run({u"snapshot"_s, u"verify"_s, u"store/none.snap.tar"_s, u"store/cut.snap.tar"_s, archive, u"--json"_s});
    QCOMPARE(outcome.status, 1);
    const QJsonObject document = outcome.json();
    QCOMPARE(document.value(u"archives"_s).toArray().size(), 3);
    QVERIFY(document.value(u"archives"_s).toArray().last().toObject().value(u"verified"_s).toBool());
    QCOMPARE(document.value(u"error"_s).toObject().value(u"code"_s).toString(), u"NotFound"_s);
}

void tst_CtlSnapshot::outputThatCannotBeWritten_data()
{
    QTest::addColumn<QString>("output");
    QTest::addColumn<QByteArray>("said");
    QTest::newRow("full disk") << u"exec 3> /dev/full"_s << "lifeboatctl: Standard output could not be written.\n"_ba;
    QTest::newRow("reader that has what it wants") << u"trap '' PIPE; mkfifo \"$2\" && { : < \"$2\" & } && exec 3> \"$2\" && wait"_s << QByteArray();
}

void tst_CtlSnapshot::outputThatCannotBeWritten()
{
    QFETCH(const QString, output);
    QFETCH(const QByteArray, said);
    CommandLine ctl;
    makeDatabase(ctl.path(u"orders.db"_s));
    ctl.take(u"orders.db"_s, u"store"_s);
    QProcess shell;
    shell.start(u"/bin/sh"_s,
                {u"-c"_s, output + u"; \"$0\" snapshot list --store \"$1\" >&3"_s,
                 QCoreApplication::applicationDirPath() + u"/lifeboatctl"_s, ctl.path(u"store"_s), ctl.path(u"pipe"_s)});
    QVERIFY(shell.waitForFinished());
    QCOMPARE(shell.readAllStandardError(), said);
    QCOMPARE(shell.exitCode(), 3);
}

/// The system ends a program that writes beyond such a limit, unless it says that it will cope.
void tst_CtlSnapshot::limitOfFileSize()
{
    CommandLine ctl;
    makeDatabase(ctl.path(u"orders.db"_s), {.fillerBytes = 4'000'000, .position = {}, .marker = {}});
    const QString archive = ctl.take(u"orders.db"_s, u"store"_s);
    const QStringList names = namesIn(ctl.path());
    QProcess shell;
    shell.setWorkingDirectory(ctl.path());
    shell.start(u"/bin/sh"_s, {u"-c"_s, u"ulimit -f 1000; exec \"$0\" restore run \"$1\" --to new.db"_s,
                               QCoreApplication::applicationDirPath() + u"/lifeboatctl"_s, archive});
    const Outcome outcome = CommandLine::finish(shell);
    QCOMPARE(outcome.status, 3);
    QVERIFY2(outcome.err.contains("File too large"_L1), qPrintable(outcome.err));
    QCOMPARE(namesIn(ctl.path()), names);
}

QTEST_GUILESS_MAIN(tst_CtlSnapshot)
#include "tst_ctlsnapshot.moc"
