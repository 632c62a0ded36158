// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/base/posixfilesystem.h"
#include "engine/snapshot/capture.h"
#include "tests/support/childprocess.h"
#include "tests/support/expect.h"
#include "tests/support/sampledatabase.h"
#include "tests/support/workspace.h"

#include <QTest>
#include <QVariant>

using namespace Qt::StringLiterals;
using namespace lifeboat;
using namespace lifeboat::test;

class tst_Capture final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void frozenWhileOthersWrite_data();
    void frozenWhileOthersWrite();
    void newestCommitIsIncluded();
    void oldReaderDoesNotMatter();
    void rollbackJournal_data();
    void rollbackJournal();
    void bad_data();
    void bad();
    void rowsAreCounted();
    void cancelled();

private:
    PosixFileSystem m_fileSystem;
};

namespace {

QByteArray readAll(const FrozenDatabase &frozen)
{
    QByteArray pages(frozen.pageSize() * frozen.pageCount(), '\0');
    ok(frozen.readPages(0, {pages.data(), size_t(pages.size())}));
    return pages;
}

/// The pages as a database of their own.
SampleContent contentOfPages(const Workspace &space, const QByteArray &pages)
{
    const QString path = space.path(u"check.db"_s);
    QFile::remove(path);
    writeFile(path, pages);
    const SampleContent content = contentOf(path);
    return content;
}

} // namespace

void tst_Capture::frozenWhileOthersWrite_data()
{
    QTest::addColumn<bool>("checkpoints");
    QTest::newRow("writing") << false;
    QTest::newRow("writing and checkpointing") << true;
}

void tst_Capture::frozenWhileOthersWrite()
{
    QFETCH(const bool, checkpoints);
    const Workspace space;
    const QString path = space.path(u"a.db"_s);
    makeDatabase(path, {.fillerBytes = 500'000, .position = Position{{u"l"_s}, 1}, .marker = u"m"_s});
    ChildProcess writer(u"writer"_s, checkpoints ? QStringList{path, u"checkpoint"_s} : QStringList{path});
    QCOMPARE(writer.nextLine(), u"ready"_s);
    UnwatchedControl control;
    for (int round = 0; round < 10; ++round) {
        const auto frozen = ok(FrozenDatabase::freeze(control, m_fileSystem, path, space.path(u"scratch"_s)));
        QVERIFY(frozen->method() == CaptureMethod::Frozen);
        const QByteArray first = readAll(*frozen);
        // The writer goes on meanwhile: its position, read by another connection, must move while ours stands.
        const QString before = askSql(path, u"SELECT value FROM lifeboat_state WHERE key = 'applied_index'"_s);
        const QVariant ours = ok(frozen->connection().query(u"SELECT value FROM lifeboat_state WHERE key = 'applied_index'"_s));
        QVERIFY(QTest::qWaitFor([&] {
            return askSql(path, u"SELECT value FROM lifeboat_state WHERE key = 'applied_index'"_s).toLongLong() > before.toLongLong() + 100;
        }, 60'000));
        QVERIFY2(readAll(*frozen) == first, "the main file changed while it was held");
        QCOMPARE(ok(frozen->connection().query(u"SELECT value FROM lifeboat_state WHERE key = 'applied_index'"_s)), ours);
        const SampleContent content = contentOfPages(space, first);
        QCOMPARE(content.integrity, u"ok"_s);
        QCOMPARE(content.sum, 100'000);
        QCOMPARE(QString::number(content.appliedIndex.value()), ours.toString());
    }
    QCOMPARE(writer.finish(), 0);
    QVERIFY2(writer.nextLine().endsWith(" 0"_L1), "the writer met SQLITE_BUSY");
}

void tst_Capture::newestCommitIsIncluded()
{
    const Workspace space;
    const QString path = space.path(u"a.db"_s);
    makeDatabase(path, {.position = {}, .marker = u"old"_s});
    const auto writer = ok(Connection::open(path, Connection::Access::ReadWrite));
    UnwatchedControl control;
    for (int round = 0; round < 20; ++round) {
        ok(writer->execute(u"UPDATE notes SET text = '%1'"_s.arg(round)));
        const auto frozen = ok(FrozenDatabase::freeze(control, m_fileSystem, path, space.path(u"scratch"_s)));
        QVERIFY(frozen->method() == CaptureMethod::Frozen);
        QCOMPARE(contentOfPages(space, readAll(*frozen)).marker, QString::number(round));
    }
    QVERIFY(!space.exists(u"scratch"_s));
}

void tst_Capture::oldReaderDoesNotMatter()
{
    const Workspace space;
    const QString path = space.path(u"a.db"_s);
    const QString store = space.makeDirectory(u"store"_s);
    makeDatabase(path, {.position = {}, .marker = u"old"_s});
    const auto keepsItOpen = ok(Connection::open(path, Connection::Access::ReadWrite));
    ok(keepsItOpen->execute(u"UPDATE notes SET text = 'middle'"_s));
    ChildProcess reader(u"hold"_s, {path, u"read"_s});
    QCOMPARE(reader.nextLine(), u"ready"_s);
    ok(keepsItOpen->execute(u"UPDATE notes SET text = 'new'"_s));
    UnwatchedControl control;
    auto frozen = ok(FrozenDatabase::freeze(control, m_fileSystem, path, store + u"/scratch"_s));
    QVERIFY(frozen->method() == CaptureMethod::Frozen);
    ok(keepsItOpen->execute(u"UPDATE notes SET text = 'later'"_s));
    QCOMPARE(contentOfPages(space, readAll(*frozen)).marker, u"new"_s);
    QCOMPARE(ok(frozen->connection().query(u"SELECT text FROM notes"_s)).toString(), u"new"_s);
    frozen.reset();
    QCOMPARE(space.names(u"store"_s), QStringList());
}

void tst_Capture::rollbackJournal_data()
{
    QTest::addColumn<QString>("holder");
    QTest::newRow("at rest") << QString();
    QTest::newRow("open elsewhere") << u"idle"_s;
    QTest::newRow("read elsewhere") << u"read"_s;
    QTest::newRow("about to be written elsewhere") << u"write"_s;
}

void tst_Capture::rollbackJournal()
{
    QFETCH(const QString, holder);
    const Workspace space;
    const QString path = space.path(u"a.db"_s);
    const QString store = space.makeDirectory(u"store"_s);
    makeDatabase(path, {.wal = false, .fillerBytes = 10'000'000, .position = {}, .marker = u"m"_s});
    std::unique_ptr<ChildProcess> other;
    if (!holder.isEmpty()) {
        other = std::make_unique<ChildProcess>(u"hold"_s, QStringList{path, holder});
        QCOMPARE(other->nextLine(), u"ready"_s);
    }
    const QByteArray before = readFile(path);
    UnwatchedControl control;
    auto frozen = ok(FrozenDatabase::freeze(control, m_fileSystem, path, store + u"/scratch"_s));
    QVERIFY(frozen->method() == CaptureMethod::Backup);
    QCOMPARE(contentOfPages(space, readAll(*frozen)), contentOf(path));
    frozen.reset();
    QCOMPARE(space.names(u"store"_s), QStringList());
    QVERIFY(readFile(path) == before);
}

void tst_Capture::bad_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<ErrorCode>("code");
    const Workspace space;
    makeDatabase(space.path(u"a.db"_s), {.wal = false, .fillerBytes = 100'000, .position = {}, .marker = {}});
    const QByteArray good = space.read(u"a.db"_s);
    QTest::newRow("empty") << QByteArray() << ErrorCode::DatabaseEmpty;
    QTest::newRow("text") << QByteArray(4096, 'x') << ErrorCode::NotADatabase;
    QTest::newRow("cut in the middle") << good.first(good.size() / 2 / 4096 * 4096) << ErrorCode::DatabaseCorrupt;
    QTest::newRow("schema page garbled") << QByteArray(good).replace(100, 3000, QByteArray(3000, '\xff')) << ErrorCode::DatabaseCorrupt;
}

void tst_Capture::bad()
{
    QFETCH(const QByteArray, bytes);
    QFETCH(const ErrorCode, code);
    const Workspace space;
    space.write(u"a.db"_s, bytes);
    const QString store = space.makeDirectory(u"store"_s);
    UnwatchedControl control;
    EXPECT_ERROR(FrozenDatabase::freeze(control, m_fileSystem, space.path(u"a.db"_s), store + u"/scratch"_s), code);
    QCOMPARE(space.names(u"store"_s), QStringList());
    QCOMPARE(space.read(u"a.db"_s), bytes);
}

void tst_Capture::rowsAreCounted()
{
    const Workspace space;
    const QString path = space.path(u"a.db"_s);
    makeDatabase(path, {.position = Position{{u"l"_s}, 1}, .marker = {}});
    runSql(path, u"CREATE TABLE \"we\"\"ird 'näme\" (x); INSERT INTO \"we\"\"ird 'näme\" VALUES (1), (2);"
                 "CREATE VIEW v AS SELECT 1; CREATE TABLE auto (id INTEGER PRIMARY KEY AUTOINCREMENT);"
                 "CREATE TABLE bare (k TEXT PRIMARY KEY) WITHOUT ROWID; CREATE VIRTUAL TABLE words USING fts5(t)"_s);
    UnwatchedControl control;
    const auto connection = ok(Connection::open(path, Connection::Access::ReadOnly));
    QStringList found;
    for (const TableRows &table : ok(countRows(control, *connection)))
        found.append(u"%1 %2"_s.arg(table.name).arg(table.rows));
    for (const QString &wanted : {u"accounts 100"_s, u"auto 0"_s, u"bare 0"_s, u"we\"ird 'näme 2"_s})
        QVERIFY2(found.contains(wanted), qPrintable(found.join(u", ")));
    for (const QString &name : {u"lifeboat_state"_s, u"sqlite_sequence"_s, u"words"_s, u"v"_s}) {
        for (const QString &entry : std::as_const(found))
            QVERIFY2(!entry.startsWith(name + u' '), qPrintable(entry));
    }
}

void tst_Capture::cancelled()
{
    const Workspace space;
    for (const bool wal : {true, false}) {
        const QString path = space.path(wal ? u"a.db"_s : u"b.db"_s);
        makeDatabase(path, {.wal = wal, .position = {}, .marker = {}});
        Progress progress;
        std::stop_source stop;
        stop.request_stop();
        JobControl control(progress, stop.get_token());
        EXPECT_ERROR(FrozenDatabase::freeze(control, m_fileSystem, path, space.path(u"scratch"_s)), ErrorCode::Canceled);
    }
    QCOMPARE(space.names(), QStringList({u"a.db"_s, u"b.db"_s}));
}

LIFEBOAT_TEST_MAIN(tst_Capture)
#include "tst_capture.moc"
