// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/log/locallog.h"
#include "tests/support/childprocess.h"
#include "tests/support/entries.h"
#include "tests/support/expect.h"
#include "tests/support/sampledatabase.h"
#include "tests/support/workspace.h"

#include <QRandomGenerator>
#include <QTest>

#include <future>
#include <map>
#include <set>

using namespace Qt::StringLiterals;
using namespace lifeboat;
using namespace lifeboat::test;

namespace {

const Lineage kShared{u"shared"_s};

QList<Entry> allOf(LocalLog &log)
{
    QList<Entry> entries;
    for (Index from = ok(log.bounds()).first;;) {
        const LogPart part = ok(log.read(from, 1000));
        if (part.entries.isEmpty())
            return entries;
        entries += part.entries;
        from = entries.last().index + 1;
    }
}

/// How many documents each batch of the role "append" left, by its name.
std::map<QString, int> batchesOf(const QList<Entry> &entries)
{
    std::map<QString, int> batches;
    for (const Entry &entry : entries)
        ++batches[entry.change.id.section(u'-', 0, 1)];
    return batches;
}

} // namespace

/// What only the log in a file has: other processes, restarts, other people's files.
class tst_LocalLog final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void survivesReopening();
    void tornTailIsCutWhenOpened_data();
    void tornTailIsCutWhenOpened();
    void notALog_data();
    void notALog();
    void processesAppendAtOnce_data();
    void processesAppendAtOnce();
    void killedWhileAppending();
    void otherProcessesWake();
    void trimsManyInSteps();
    void fileGoneMeanwhile_data();
    void fileGoneMeanwhile();
    void removedWhileAppending();
    void makesNoneUnlessItMay_data();
    void makesNoneUnlessItMay();
};

void tst_LocalLog::survivesReopening()
{
    const Workspace space;
    const QString path = space.path(u"log.db"_s);
    ok(ok(LocalLog::open(path, kShared))->append(puts(u"games"_s, u"a"_s, 10), u"test"_s, timeOf(1)));
    QCOMPARE(space.names(), QStringList{u"log.db"_s});
    // The history is the file's, not the opener's.
    const auto log = ok(LocalLog::open(path, {u"other"_s}, 100));
    QCOMPARE(ok(log->bounds()), (LogBounds{kShared, 1, 10}));
    QCOMPARE(ok(log->append(puts(u"games"_s, u"b"_s, 1), u"test"_s, timeOf(1))), Index(11));
    const auto second = ok(LocalLog::open(path, kShared));
    QCOMPARE(allOf(*second).size(), 11);
    EXPECT_ERROR(LocalLog::open(path, {}), ErrorCode::InvalidArgument);
    EXPECT_ERROR(LocalLog::open(space.path(u"nowhere/log.db"_s), kShared), ErrorCode::DirectoryMissing);
}

void tst_LocalLog::tornTailIsCutWhenOpened_data()
{
    QTest::addColumn<QString>("change");
    for (const auto *change : {"idx = 12", "time = time + 1", "actor = 'x'", "tbl = 'teams'", "op = 'delete'", "id = 'x'",
                               "document = '{}'", "document = X'00'", "hash = X'00'", "hash = ''"})
        QTest::newRow(change) << QString::fromLatin1(change);
}

void tst_LocalLog::tornTailIsCutWhenOpened()
{
    QFETCH(const QString, change);
    const Workspace space;
    const QString path = space.path(u"log.db"_s);
    ok(ok(LocalLog::open(path, kShared))->append(puts(u"games"_s, u"a"_s, 10), u"test"_s, timeOf(1)));
    runSql(path, u"UPDATE entries SET %1 WHERE idx = 10"_s.arg(change));
    const auto log = ok(LocalLog::open(path, kShared));
    QCOMPARE(ok(log->bounds()).last, Index(9));
    QCOMPARE(askSql(path, u"SELECT count(*) FROM entries"_s), u"9"_s);
}

void tst_LocalLog::notALog_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("sql");
    QTest::addColumn<ErrorCode>("code");
    QTest::newRow("text") << QByteArray("hello").repeated(1000) << QString() << ErrorCode::LogDamaged;
    QByteArray noise(40960, 0);
    QRandomGenerator(1).generate(reinterpret_cast<quint32 *>(noise.begin()), reinterpret_cast<quint32 *>(noise.end()));
    QTest::newRow("looks encrypted") << noise << QString() << ErrorCode::LogDamaged;
    const Workspace space;
    ok(LocalLog::open(space.path(u"log.db"_s), kShared)).reset();
    const QByteArray good = space.read(u"log.db"_s);
    QTest::newRow("pages overwritten") << good.first(4096) + QByteArray(good.size() - 4096, '\xee') << QString() << ErrorCode::LogDamaged;
    QTest::newRow("foreign") << QByteArray() << u"CREATE TABLE accounts (id)"_s << ErrorCode::DatabaseUnsupported;
    QTest::newRow("another version") << QByteArray()
                                     << u"CREATE TABLE entries (idx); CREATE TABLE lifeboat_log (key, value);"
                                        "INSERT INTO lifeboat_log VALUES ('version', '2')"_s
                                     << ErrorCode::DatabaseUnsupported;
    QTest::newRow("no version") << QByteArray() << u"CREATE TABLE entries (idx); CREATE TABLE lifeboat_log (key, value)"_s
                                << ErrorCode::DatabaseUnsupported;
}

void tst_LocalLog::notALog()
{
    QFETCH(const QByteArray, bytes);
    QFETCH(const QString, sql);
    QFETCH(const ErrorCode, code);
    const Workspace space;
    space.write(u"log.db"_s, bytes);
    if (!sql.isEmpty())
        runSql(space.path(u"log.db"_s), sql);
    const QByteArray before = space.read(u"log.db"_s);
    const auto log = LocalLog::open(space.path(u"log.db"_s), kShared);
    EXPECT_ERROR(log, code);
    QCOMPARE(log.error().subject, space.path(u"log.db"_s));
    QCOMPARE(space.read(u"log.db"_s), before);
}

void tst_LocalLog::processesAppendAtOnce_data()
{
    QTest::addColumn<int>("processes");
    QTest::newRow("two") << 2;
    QTest::newRow("three") << 3;
}

void tst_LocalLog::processesAppendAtOnce()
{
    QFETCH(const int, processes);
    constexpr int kBatches = 40;
    constexpr int kSize = 7;
    const Workspace space;
    const QString path = space.path(u"log.db"_s); // which they make at once too
    std::vector<std::unique_ptr<ChildProcess>> children;
    for (int i = 0; i < processes; ++i)
        children.push_back(std::make_unique<ChildProcess>(u"append"_s, QStringList{path, QString::number(i), QString::number(kBatches), QString::number(kSize)}));
    std::set<Index> given;
    for (const auto &child : children) {
        for (int batch = 0; batch < kBatches; ++batch) {
            const QString line = child->nextLine();
            QVERIFY2(line.toULongLong() > 0, qPrintable(line));
            given.insert(line.toULongLong());
        }
        QCOMPARE(child->finish(), 0);
    }
    QCOMPARE(given.size(), size_t(processes * kBatches));
    const auto log = ok(LocalLog::open(path, {u"late"_s}));
    const QList<Entry> entries = allOf(*log);
    QCOMPARE(ok(log->bounds()), (LogBounds{kShared, 1, Index(processes * kBatches * kSize)}));
    QCOMPARE(entries.size(), processes * kBatches * kSize);
    // Batches stand behind each other, none within another.
    for (qsizetype at = 0; at < entries.size(); at += kSize) {
        for (int i = 0; i < kSize; ++i)
            QCOMPARE(entries[at + i].change.id.section(u'-', 0, 1), entries[at].change.id.section(u'-', 0, 1));
    }
}

void tst_LocalLog::killedWhileAppending()
{
    constexpr int kSize = 50;
    const Workspace space;
    const QString path = space.path(u"log.db"_s);
    std::map<QString, Index> promised;
    for (int life = 0; life < 8; ++life) {
        const QString name = QString::number(life);
        ChildProcess survivor(u"append"_s, {path, u"s"_s + name, u"5"_s, QString::number(kSize)});
        ChildProcess victim(u"append"_s, {path, name, u"0"_s, QString::number(kSize)});
        for (int batch = 0; batch <= life; ++batch)
            promised[u"%1-%2"_s.arg(name).arg(batch)] = victim.nextLine().toULongLong();
        victim.kill();
        for (int batch = 0; batch < 5; ++batch)
            promised[u"s%1-%2"_s.arg(name).arg(batch)] = survivor.nextLine().toULongLong();
        QCOMPARE(survivor.finish(), 0);
    }
    const auto log = ok(LocalLog::open(path, kShared));
    const QList<Entry> entries = allOf(*log);
    QCOMPARE(Index(entries.size()), ok(log->bounds()).last);
    const auto batches = batchesOf(entries);
    for (const auto &[batch, size] : batches)
        QVERIFY2(size == kSize, qPrintable(u"%1 has %2"_s.arg(batch).arg(size)));
    for (const auto &[batch, last] : promised) {
        QVERIFY2(batches.contains(batch), qPrintable(batch));
        QCOMPARE(entries[qsizetype(last) - 1].change.id.section(u'-', 0, 1), batch);
    }
}

void tst_LocalLog::otherProcessesWake()
{
    const Workspace space;
    const QString path = space.path(u"log.db"_s);
    ChildProcess first(u"await"_s, {path, u"2"_s});
    ChildProcess second(u"await"_s, {path, u"3"_s});
    QCOMPARE(first.nextLine(), u"waiting"_s);
    QCOMPARE(second.nextLine(), u"waiting"_s);
    const auto log = ok(LocalLog::open(path, kShared));
    ok(log->append(puts(u"games"_s, u"a"_s, 2), u"test"_s, timeOf(1)));
    QCOMPARE(first.nextLine(), u"2"_s);
    ok(log->append(puts(u"games"_s, u"b"_s, 2), u"test"_s, timeOf(1)));
    QCOMPARE(second.nextLine(), u"4"_s);
    QCOMPARE(first.finish(), 0);
    QCOMPARE(second.finish(), 0);
}

void tst_LocalLog::trimsManyInSteps()
{
    const Workspace space;
    const QString path = space.path(u"log.db"_s);
    const auto log = ok(LocalLog::open(path, kShared));
    for (int batch = 0; batch < 5; ++batch)
        ok(log->append(puts(u"games"_s, QString::number(batch), 5000), u"test"_s, timeOf(1)));
    ok(log->trim(24'990));
    QCOMPARE(ok(log->bounds()), (LogBounds{kShared, 24'991, 25'000}));
    QCOMPARE(allOf(*log).size(), 10);
    QCOMPARE(askSql(path, u"SELECT count(*) FROM entries"_s), u"10"_s);
}

void tst_LocalLog::fileGoneMeanwhile_data()
{
    QTest::addColumn<QStringList>("removed");
    QTest::addColumn<bool>("isReplaced");
    QTest::newRow("removed") << QStringList{u"log.db"_s, u"log.db-wal"_s, u"log.db-shm"_s} << false;
    QTest::newRow("replaced") << QStringList{u"log.db"_s} << true;
    QTest::newRow("only SQLite's log") << QStringList{u"log.db-wal"_s} << false;
}

/// Nothing goes into files that nobody can find, and another's is not taken for the log.
void tst_LocalLog::fileGoneMeanwhile()
{
    QFETCH(const QStringList, removed);
    QFETCH(const bool, isReplaced);
    const Workspace space;
    const QString path = space.path(u"log.db"_s);
    const auto log = ok(LocalLog::open(path, kShared));
    ok(log->append(puts(u"games"_s, u"a"_s, 10), u"test"_s, timeOf(1)));
    for (const QString &name : removed)
        QVERIFY(QFile::remove(space.path(name)));
    if (isReplaced)
        makeDatabase(path);
    const auto append = [&] { return log->append(puts(u"games"_s, u"b"_s, 1), u"test"_s, timeOf(1)); };
    EXPECT_ERROR(append(), ErrorCode::LogMissing);
    EXPECT_ERROR(log->bounds(), ErrorCode::LogMissing);
    EXPECT_ERROR(log->read(1, 10), ErrorCode::LogMissing);
    EXPECT_ERROR(log->trim(5), ErrorCode::LogMissing);
    EXPECT_ERROR(log->waitFor(11, std::chrono::minutes(1)), ErrorCode::LogMissing);
    if (isReplaced) {
        EXPECT_ERROR(log->begin({u"new"_s}, {kShared, 7}), ErrorCode::DatabaseUnsupported);
        EXPECT_ERROR(append(), ErrorCode::LogMissing);
        QCOMPARE(contentOf(path).sum, 100'000);
        return;
    }
    ok(log->begin({u"new"_s}, {kShared, 7}));
    QCOMPARE(ok(append()), Index(8));
    QCOMPARE(ok(ok(LocalLog::open(path, kShared))->bounds()), (LogBounds{{u"new"_s}, 8, 8}));
}

/// The entry is in no log that anybody will read: it must not be acknowledged.
void tst_LocalLog::removedWhileAppending()
{
    const Workspace space;
    const QString path = space.path(u"log.db"_s);
    const auto log = ok(LocalLog::open(path, kShared));
    SQLite::Database holder(path.toStdString(), SQLite::OPEN_READWRITE);
    holder.exec("BEGIN IMMEDIATE");
    auto appended = std::async(std::launch::async, [&] {
        return log->append(puts(u"games"_s, u"a"_s, 1), u"test"_s, timeOf(1));
    });
    // The first look is made before SQLite's lock is waited for; whichever finds it, it is found.
    QVERIFY(QFile::remove(path));
    holder.exec("ROLLBACK");
    EXPECT_ERROR(appended.get(), ErrorCode::LogMissing);
}

void tst_LocalLog::makesNoneUnlessItMay_data()
{
    QTest::addColumn<bool>("isEmptyFile");
    QTest::newRow("nothing") << false;
    QTest::newRow("an empty file") << true;
}

void tst_LocalLog::makesNoneUnlessItMay()
{
    QFETCH(const bool, isEmptyFile);
    const Workspace space;
    if (isEmptyFile)
        space.write(u"log.db"_s, {});
    const auto open = [&](LocalLog::IfMissing missing) {
        return LocalLog::open(space.path(u"log.db"_s), kShared, 7, missing);
    };
    EXPECT_ERROR(open(LocalLog::IfMissing::Refuse), ErrorCode::LogMissing);
    QCOMPARE(space.exists(u"log.db"_s), isEmptyFile);
    ok(open(LocalLog::IfMissing::Make));
    QCOMPARE(ok(ok(open(LocalLog::IfMissing::Refuse))->bounds()), (LogBounds{kShared, 8, 7}));
}

LIFEBOAT_TEST_MAIN(tst_LocalLog)
#include "tst_locallog.moc"
