// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "nodebench.h"

#include "tests/support/sampledatabase.h"

#include <QDir>
#include <QJsonArray>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace lifeboat;
using namespace lifeboat::test;
using namespace std::chrono_literals;

/// What may befall a node: its log is lost, its disk full, its clock wrong, its callers many.
class tst_NodeTrouble final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void logRemovedUnderIt();
    void logMissingAtTheStart();
    void logDamaged_data();
    void logDamaged();
    void logBehindTheState();
    void restoredThoughTheLogIsNot_data();
    void restoredThoughTheLogIsNot();
    void opensWhatComesBack();
    void operationsCannotBeNoted();
    void looksDoNotWait();
    void diskFullInMidRestore_data();
    void diskFullInMidRestore();
    void clocksApart();

private:
    std::optional<ErrorCode> trouble() const;
    QJsonObject change(const QString &id) const;
    Operation restore(const QString &snapshot);
    /// Opens the node with nine games and returns a snapshot of the first five.
    QString prepareRestore();

    std::unique_ptr<NodeBench> m_bench;
};

void tst_NodeTrouble::init()
{
    m_bench = std::make_unique<NodeBench>();
}

void tst_NodeTrouble::cleanup()
{
    m_bench.reset();
}

Operation tst_NodeTrouble::restore(const QString &snapshot)
{
    return m_bench->run(
        u"restore.run"_s,
        {{u"snapshot"_s, snapshot}, {u"confirm"_s, u"state.db"_s}, {u"force"_s, true}});
}

QString tst_NodeTrouble::prepareRestore()
{
    m_bench->open();
    m_bench->put(1, 5);
    const QString snapshot = m_bench->take();
    m_bench->put(6, 9);
    return snapshot;
}

std::optional<ErrorCode> tst_NodeTrouble::trouble() const
{
    const auto trouble = m_bench->node->status().states.first().trouble;
    return trouble ? std::optional(trouble->code) : std::nullopt;
}

QJsonObject tst_NodeTrouble::change(const QString &id) const
{
    return {{u"changes"_s,
             QJsonArray{QJsonObject{{u"table"_s, u"games"_s},
                                    {u"op"_s, u"put"_s},
                                    {u"id"_s, id},
                                    {u"document"_s, QJsonObject()}}}}};
}

void tst_NodeTrouble::logRemovedUnderIt()
{
    m_bench->open();
    m_bench->put(1, 5);
    for (const QString &suffix : {QString(), u"-wal"_s, u"-shm"_s})
        QVERIFY(QFile::remove(m_bench->space.path(u"data/log.db"_s + suffix)));
    EXPECT_ERROR(m_bench->call(u"state.change"_s, change(u"lost"_s)), ErrorCode::LogMissing);
    m_bench->waitUntil([&] { return trouble() == ErrorCode::LogMissing; });
    QVERIFY(!m_bench->space.exists(u"data/log.db"_s));
}

void tst_NodeTrouble::logMissingAtTheStart()
{
    m_bench->open();
    m_bench->put(1, 5);
    m_bench->close();
    QVERIFY(QFile::remove(m_bench->space.path(u"data/log.db"_s)));
    m_bench->open();
    QVERIFY(trouble() == ErrorCode::LogMissing);
    QVERIFY(!m_bench->space.exists(u"data/log.db"_s));
    EXPECT_ERROR(m_bench->call(u"state.change"_s, change(u"lost"_s)), ErrorCode::LogMissing);
    // What leads out where it is lost for good, as the advice says.
    const QString snapshot = m_bench->take();
    const Operation restored = m_bench->run(
        u"restore.run"_s,
        {{u"snapshot"_s, snapshot}, {u"confirm"_s, u"state.db"_s}, {u"force"_s, true}});
    QVERIFY2(restored.status == OperationStatus::Completed,
             qPrintable(toString(restored.lastError.value_or(Error{}))));
    QVERIFY(!trouble());
    m_bench->put(6, 6);
    QCOMPARE(m_bench->index(), 6u);
    QCOMPARE(m_bench->games().size(), 6);
}

void tst_NodeTrouble::logDamaged_data()
{
    QTest::addColumn<QByteArray>("from");
    QTest::addColumn<QByteArray>("to");
    QTest::newRow("no database at all") << QByteArray("SQLite format 3") << QByteArray("garbage, garbag");
    QTest::newRow("pages overwritten") << QByteArray() << QByteArray(4096, '\xee');
}

/// No snapshot brings a log back; what does help is what the advice says.
void tst_NodeTrouble::logDamaged()
{
    QFETCH(const QByteArray, from);
    QFETCH(const QByteArray, to);
    m_bench->open();
    m_bench->put(1, 5);
    m_bench->close();
    const QString log = m_bench->space.path(u"data/log.db"_s);
    QByteArray bytes = readFile(log);
    QVERIFY(bytes.size() > 8192);
    if (from.isEmpty())
        bytes.replace(4096, bytes.size() - 4096, to.repeated(bytes.size() / to.size() - 1));
    else
        bytes.replace(from, to);
    writeFile(log, bytes);
    m_bench->open();
    m_bench->waitUntil([&] { return trouble() == ErrorCode::LogDamaged; });
    QCOMPARE(m_bench->node->status().states.first().trouble->subject, log);
    m_bench->close();
    for (const QString &suffix : {QString(), u"-wal"_s, u"-shm"_s})
        QFile::remove(log + suffix);
    m_bench->open();
    QVERIFY(trouble() == ErrorCode::LogMissing);
    const QString snapshot = m_bench->take();
    QVERIFY(restore(snapshot).status == OperationStatus::Completed);
    QVERIFY(!trouble());
    m_bench->put(6, 6);
    QCOMPARE(m_bench->games().size(), 6);
}

/// The log was put back from an older copy: what the node would append there, it would never apply.
void tst_NodeTrouble::logBehindTheState()
{
    m_bench->open();
    m_bench->put(1, 5);
    m_bench->close();
    const QString log = m_bench->space.path(u"data/log.db"_s);
    const QByteArray older = readFile(log);
    m_bench->open();
    m_bench->put(6, 9);
    m_bench->close();
    writeFile(log, older);
    NodeBench other;
    other.config.name = u"n2"_s;
    other.config.log = log;
    m_bench->open();
    EXPECT_ERROR(m_bench->call(u"state.change"_s, change(u"lost"_s)), ErrorCode::EntryMissing);
    m_bench->waitUntil([&] { return trouble() == ErrorCode::EntryMissing; });
    // Another node fills the gap with what is its own.
    other.open();
    other.waitUntil([&] { return other.index() == 5; });
    other.put(20, 29);
    m_bench->waitUntil([&] { return trouble() == ErrorCode::LogDiffers; });
    EXPECT_ERROR(m_bench->call(u"state.change"_s, change(u"lost"_s)), ErrorCode::LogDiffers);
    QCOMPARE(m_bench->index(), 9u);
}

/// What was restored is restored, whatever becomes of the log.
void tst_NodeTrouble::restoredThoughTheLogIsNot_data()
{
    QTest::addColumn<bool>("isStartedAnew");
    QTest::newRow("goes on") << false;
    QTest::newRow("node started anew meanwhile") << true;
}

void tst_NodeTrouble::restoredThoughTheLogIsNot()
{
    QFETCH(const bool, isStartedAnew);
    m_bench->open();
    m_bench->put(1, 5);
    const QString snapshot = m_bench->take();
    m_bench->put(6, 9);
    const QString log = m_bench->space.path(u"data/log.db"_s);
    for (const QString &suffix : {QString(), u"-wal"_s, u"-shm"_s})
        QVERIFY(QFile::remove(log + suffix));
    makeDatabase(log);
    const Operation restored = restore(snapshot);
    QVERIFY2(restored.status == OperationStatus::Completed,
             qPrintable(toString(restored.lastError.value_or(Error{}))));
    const QJsonArray warnings = restored.result["warnings"_L1].toArray();
    QCOMPARE(warnings.last()["code"_L1].toString(), u"DatabaseUnsupported"_s);
    QVERIFY(trouble() == ErrorCode::DatabaseUnsupported);
    QCOMPARE(m_bench->node->health(), "main: DatabaseUnsupported\n");
    QCOMPARE(m_bench->games().size(), 5);
    QCOMPARE(contentOf(log).sum, 100'000);
    if (isStartedAnew) {
        m_bench->close();
        m_bench->open();
    }
    QVERIFY(QFile::remove(log));
    m_bench->waitUntil([&] {
        m_bench->node->tick();
        return !trouble();
    });
    QCOMPARE(m_bench->node->health(), QByteArray());
    QVERIFY(!m_bench->space.exists(u"data/succession.json"_s));
    m_bench->put(6, 6);
    QCOMPARE(m_bench->index(), 6u);
}

/// As after a kill, what is opened is what stands there: the log's directory came back later.
void tst_NodeTrouble::opensWhatComesBack()
{
    m_bench->config.log = m_bench->space.path(u"shared/log.db"_s);
    m_bench->open();
    QVERIFY(trouble() == ErrorCode::DirectoryMissing);
    QVERIFY(QDir().mkpath(m_bench->space.path(u"shared"_s)));
    m_bench->waitUntil([&] {
        m_bench->node->tick();
        return !trouble();
    });
    m_bench->put(1, 1);
}

/// The queue's file takes nothing: that is said, and what is done is noted as soon as it can be.
void tst_NodeTrouble::operationsCannotBeNoted()
{
    m_bench->open();
    m_bench->put(1, 5);
    const QString queue = m_bench->space.path(u"data/operations.db"_s);
    runSql(queue, u"CREATE TRIGGER full BEFORE INSERT ON operations WHEN NEW.status = 'completed'"
                  " BEGIN SELECT RAISE(ABORT, 'full'); END"_s);
    const QString operation = ok(m_bench->call(u"snapshot.take"_s))["operation"_L1].toString();
    m_bench->waitUntil([&] { return m_bench->node->status().trouble.has_value(); });
    QVERIFY(m_bench->node->health().startsWith("operations: "));
    const auto told = ok(net::nodeStatusFromObject(ok(m_bench->call(u"node.status"_s))));
    QCOMPARE(told.trouble->subject, queue);
    QCOMPARE(told.inFlight, 1);
    runSql(queue, u"DROP TRIGGER full"_s);
    const Operation taken = m_bench->ended(operation);
    QVERIFY(taken.status == OperationStatus::Completed);
    QCOMPARE(taken.attempts, 1);
    m_bench->waitUntil([&] { return !m_bench->node->status().trouble; });
    QCOMPARE(m_bench->snapshots().size(), 1);
}

/// Four calls that take long leave room for those that only look.
void tst_NodeTrouble::looksDoNotWait()
{
    std::mutex mutex;
    std::condition_variable changed;
    int waiting = 0;
    bool isFree = false;
    m_bench->fileSystem.setHook([&](QByteArrayView call, const QString &path) {
        if (call != "lock" || !path.endsWith(".received"_L1))
            return;
        std::unique_lock lock(mutex);
        ++waiting;
        changed.notify_all();
        changed.wait(lock, [&] { return isFree; });
    });
    m_bench->open();
    const net::Caller caller{.token = u"ann"_s, .role = net::Role::Admin, .address = {}};
    QList<QFuture<Result<QJsonValue>>> answers;
    for (int i = 0; i < 4; ++i) {
        const QString id = u"20260101T000000000Z-0000000%1"_s.arg(i);
        const QString part = ok(m_bench->node->admit(caller, {}, id, 1));
        writeFile(part, "x");
        answers.append(m_bench->node->received(caller, id, part));
    }
    {
        std::unique_lock lock(mutex);
        changed.wait(lock, [&] { return waiting == 4; });
    }
    const auto status = m_bench->node->call(caller, u"node.status"_s, {});
    const auto operations = m_bench->node->call(caller, u"operations.list"_s, {});
    const bool answered =
        QTest::qWaitFor([&] { return status.isFinished() && operations.isFinished(); }, 30'000);
    {
        const std::scoped_lock lock(mutex);
        isFree = true;
    }
    changed.notify_all();
    for (auto &answer : answers)
        QVERIFY(!answer.result());
    QVERIFY(answered);
}

void tst_NodeTrouble::diskFullInMidRestore_data()
{
    QTest::addColumn<qint64>("at");
    init();
    const QString snapshot = prepareRestore();
    const qint64 before = m_bench->fileSystem.calls();
    QVERIFY(restore(snapshot).status == OperationStatus::Completed);
    const qint64 calls = m_bench->fileSystem.calls() - before;
    cleanup();
    QVERIFY(calls > 10);
    for (qint64 at = 1; at <= calls; ++at)
        QTest::addRow("call %lld", at) << at;
}

/// From any write on nothing fits any more: the state is the old one or the snapshot's, it works, and
/// once there is room the restore is made.
void tst_NodeTrouble::diskFullInMidRestore()
{
    QFETCH(const qint64, at);
    const QString snapshot = prepareRestore();
    m_bench->fileSystem.setFault(
        {.at = at, .kind = Fault::Kind::Onwards, .code = ErrorCode::DiskFull});
    const Operation full = restore(snapshot);
    QVERIFY(m_bench->fileSystem.struck());
    const bool isDone = full.status == OperationStatus::Completed;
    if (!isDone) {
        QCOMPARE(codeOf(full.lastError->code), u"DiskFull"_s);
        QCOMPARE(full.attempts, 1);
    }
    QVERIFY(!trouble());
    QCOMPARE(m_bench->games().size(), isDone ? 5 : 9);
    m_bench->fileSystem.setFault({});
    m_bench->put(10, 10);
    QCOMPARE(m_bench->games().size(), isDone ? 6 : 10);
    if (isDone)
        return;
    ok(m_bench->call(u"operations.retry"_s, {{u"operation"_s, full.id.value}}));
    QVERIFY(m_bench->ended(full.id.value).status == OperationStatus::Completed);
    QCOMPARE(m_bench->games().size(), 5);
}

/// Entries have the log's order, whatever its writers' clocks say.
void tst_NodeTrouble::clocksApart()
{
    m_bench->open();
    NodeBench ahead;
    ahead.config.name = u"n2"_s;
    ahead.config.log = m_bench->config.log;
    ahead.clock.advance(5h);
    ahead.open();
    m_bench->put(1, 3);
    ahead.waitUntil([&] { return ahead.index() == 3; });
    ahead.put(4, 6, u"ahead"_s);
    m_bench->waitUntil([&] { return m_bench->index() == 6; });
    m_bench->put(6, 7, u"behind"_s);
    ahead.waitUntil([&] { return ahead.index() == 8; });
    const auto rows = [](NodeBench &bench) {
        return ok(bench.call(u"state.rows"_s, {{u"table"_s, u"games"_s}}));
    };
    QCOMPARE(rows(*m_bench), rows(ahead));
    QCOMPARE(rows(ahead)["rows"_L1].toArray()[5]["document"_L1]["note"_L1].toString(), u"behind"_s);
    // A snapshot dated ahead is the newest of its store, and one to restore from.
    const QString snapshot = ahead.take();
    const QString path = ok(ahead.node->offer(snapshot)).path;
    m_bench->space.write(u"data/snapshots/main/"_s + QFileInfo(path).fileName(), readFile(path));
    m_bench->close();
    m_bench->config.policy.interval = 60s;
    m_bench->config.keepLast = 1;
    m_bench->open();
    m_bench->put(8, 8);
    m_bench->node->tick();
    const QJsonArray operations = ok(m_bench->call(u"operations.list"_s))["operations"_L1].toArray();
    // The policy does not sleep for five hours, and what it takes is not what retention removes.
    const Operation taken = m_bench->ended(operations.first()["operation"_L1].toString());
    QVERIFY(taken.status == OperationStatus::Completed);
    QVERIFY(m_bench->snapshots().contains(taken.result["snapshot"_L1].toString()));
    m_bench->space.write(u"data/snapshots/main/"_s + QFileInfo(path).fileName(), readFile(path));
    QVERIFY(restore(snapshot).status == OperationStatus::Completed);
    QCOMPARE(m_bench->games().size(), 7);
}

QTEST_GUILESS_MAIN(tst_NodeTrouble)
#include "tst_nodetrouble.moc"
