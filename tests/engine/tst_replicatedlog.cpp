// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/entries.h"
#include "tests/support/expect.h"
#include "tests/support/logtwin.h"

#include <QTest>

#include <set>
#include <thread>

using namespace Qt::StringLiterals;
using namespace lifeboat;
using namespace lifeboat::test;
using namespace std::chrono_literals;

namespace {

QList<Index> indexesOf(const Result<LogPart> &part)
{
    QList<Index> indexes;
    for (const Entry &entry : ok(part).entries)
        indexes.append(entry.index);
    return indexes;
}

/// from, from + 1, … to
QList<Index> range(Index from, Index to)
{
    QList<Index> indexes;
    for (; from <= to; ++from)
        indexes.append(from);
    return indexes;
}

} // namespace

/// What all twins promise.
class tst_ReplicatedLog final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void cleanupTestCase() { LogTwin::server.reset(); }
    void empty_data() { twins(); }
    void empty();
    void appendAndRead_data() { twins(); }
    void appendAndRead();
    void allOrNone_data() { twins(); }
    void allOrNone();
    void conditions_data() { twins(); }
    void conditions();
    void limits_data() { twins(); }
    void limits();
    void trims_data() { twins(); }
    void trims();
    void beginsAnotherHistory_data() { twins(); }
    void beginsAnotherHistory();
    void takesUpTheHistoryBefore_data() { twins(); }
    void takesUpTheHistoryBefore();
    void beginsNoHistoryTwice_data() { twins(); }
    void beginsNoHistoryTwice();
    void tornTailIsCut_data() { twins(); }
    void tornTailIsCut();
    void tornTailIsNotAppendedTo_data() { twins(); }
    void tornTailIsNotAppendedTo();
    void holeIsAnError_data() { twins(); }
    void holeIsAnError();
    void waits_data() { twins(); }
    void waits();
    void waitEnds_data() { twins(); }
    void waitEnds();
    void threadsAppendAtOnce_data() { twins(); }
    void threadsAppendAtOnce();

private:
    static void twins()
    {
        QTest::addColumn<LogKind>("kind");
        QTest::newRow("memory") << LogKind::Memory;
        QTest::newRow("local") << LogKind::Local;
        if (LogTwin::server)
            QTest::newRow("jetstream") << LogKind::JetStream;
    }
};

void tst_ReplicatedLog::initTestCase()
{
    if (NatsServer::isInstalled())
        LogTwin::server = std::make_unique<NatsServer>();
}

void tst_ReplicatedLog::empty()
{
    QFETCH(const LogKind, kind);
    const LogTwin twin(kind);
    QCOMPARE(ok(twin.log->bounds()), (LogBounds{kLineage, 1, 0}));
    QVERIFY(ok(twin.log->bounds()).isEmpty());
    QVERIFY(ok(twin.log->read(1, 10)).entries.isEmpty());
    QVERIFY(ok(twin.log->read(100, 10)).entries.isEmpty());
    EXPECT_ERROR(twin.log->read(0, 10), ErrorCode::LogTrimmed);
    QCOMPARE(ok(twin.log->append({}, u"test"_s, timeOf(1))), Index(0));
    const LogTwin later(kind, 100);
    QCOMPARE(ok(later.log->bounds()), (LogBounds{kLineage, 101, 100}));
    QCOMPARE(later.append(1), Index(101));
}

void tst_ReplicatedLog::appendAndRead()
{
    QFETCH(const LogKind, kind);
    const LogTwin twin(kind);
    const QList<Change> first{put(u"games"_s, u"it's \"ä\" 🛟"_s, "{\"name\":\"ä\"}"), removal(u"teams"_s, u"b"_s)};
    const QList<Change> second{put(u"teams"_s, u"b"_s, "{}"), put(u"games"_s, u"c"_s, "{}")};
    const QDateTime local7 = timeOf(7).addMSecs(89).toOffsetFromUtc(3600);
    QCOMPARE(ok(twin.log->append(first, u"änne"_s, local7)), Index(2));
    QCOMPARE(ok(twin.log->append(second, u"bob"_s, timeOf(8))), Index(4));
    const LogPart part = ok(twin.log->read(1, 10));
    QCOMPARE(part.bounds, (LogBounds{kLineage, 1, 4}));
    QCOMPARE(part.entries, (QList<Entry>{{1, timeOf(7).addMSecs(89), u"änne"_s, first[0]},
                                         {2, timeOf(7).addMSecs(89), u"änne"_s, first[1]},
                                         {3, timeOf(8), u"bob"_s, second[0]},
                                         {4, timeOf(8), u"bob"_s, second[1]}}));
    QCOMPARE(part.entries[0].time.timeSpec(), Qt::UTC);
}

void tst_ReplicatedLog::allOrNone()
{
    QFETCH(const LogKind, kind);
    const LogTwin twin(kind);
    const auto appended = twin.log->append(QList<Change>{put(u"games"_s, u"a"_s), put(u"Games"_s, u"a"_s), put(u"games"_s, u"b"_s)}, u"test"_s, timeOf(1));
    EXPECT_ERROR(appended, ErrorCode::DocumentInvalid);
    QCOMPARE(appended.error().subject, u"table"_s);
    QVERIFY(appended.error().detail.contains("change 2"_L1));
    QVERIFY(ok(twin.log->bounds()).isEmpty());
}

void tst_ReplicatedLog::conditions()
{
    QFETCH(const LogKind, kind);
    const LogTwin twin(kind);
    const QList<Change> one{put(u"games"_s, u"a"_s)};
    const auto append = [&](const AppendIf &condition) { return twin.log->append(one, u"test"_s, timeOf(1), condition); };
    QCOMPARE(ok(append({.last = 0})), Index(1));
    EXPECT_ERROR(append({.last = 0}), ErrorCode::EntryDuplicate);
    EXPECT_ERROR(append({.last = 2}), ErrorCode::EntryDuplicate);
    EXPECT_ERROR(append({.lineage = Lineage{u"lineage-b"_s}}), ErrorCode::EntryDuplicate);
    EXPECT_ERROR(append({.lineage = Lineage{u"lineage-b"_s}, .last = 1}), ErrorCode::EntryDuplicate);
    QCOMPARE(ok(twin.log->bounds()).last, Index(1));
    QCOMPARE(ok(append({.lineage = kLineage})), Index(2));
    QCOMPARE(ok(append({.lineage = kLineage, .last = 2})), Index(3));
}

void tst_ReplicatedLog::limits()
{
    QFETCH(const LogKind, kind);
    const LogTwin twin(kind);
    twin.append(10);
    QCOMPARE(indexesOf(twin.log->read(1, 3)), range(1, 3));
    QCOMPARE(indexesOf(twin.log->read(9, 3)), range(9, 10));
    QCOMPARE(indexesOf(twin.log->read(11, 3)), range(1, 0));
    QCOMPARE(indexesOf(twin.log->read(1, 0)), range(1, 0));
    QCOMPARE(indexesOf(twin.log->read(1, 10, 1)), range(1, 1));
    QCOMPARE(indexesOf(twin.log->read(1, 10, 13)), range(1, 2)); // {"number":0} is 12 bytes
    QCOMPARE(indexesOf(twin.log->read(ReplicatedLog::kLargestIndex, 3)), range(1, 0));
}

void tst_ReplicatedLog::trims()
{
    QFETCH(const LogKind, kind);
    const LogTwin twin(kind);
    twin.append(10);
    ok(twin.log->trim(4));
    ok(twin.log->trim(2));
    QCOMPARE(ok(twin.log->bounds()), (LogBounds{kLineage, 5, 10}));
    EXPECT_ERROR(twin.log->read(4, 10), ErrorCode::LogTrimmed);
    QCOMPARE(indexesOf(twin.log->read(5, 10)), range(5, 10));
    ok(twin.log->trim(1'000'000));
    QCOMPARE(ok(twin.log->bounds()), (LogBounds{kLineage, 11, 10}));
    EXPECT_ERROR(twin.log->read(10, 10), ErrorCode::LogTrimmed);
    QCOMPARE(indexesOf(twin.log->read(11, 10)), range(1, 0));
    QCOMPARE(twin.append(1), Index(11));
    QCOMPARE(indexesOf(twin.log->read(11, 10)), range(11, 11));
}

void tst_ReplicatedLog::beginsAnotherHistory()
{
    QFETCH(const LogKind, kind);
    const LogTwin twin(kind);
    twin.append(10);
    const Lineage other{u"lineage-b"_s};
    EXPECT_ERROR(twin.log->begin({}, {kLineage, 7}), ErrorCode::InvalidArgument);
    EXPECT_ERROR(twin.log->begin(other, {kLineage, ReplicatedLog::kLargestIndex + 1}), ErrorCode::InvalidArgument);
    QCOMPARE(ok(twin.log->bounds()), (LogBounds{kLineage, 1, 10}));
    ok(twin.log->begin(other, {kLineage, 7}));
    QCOMPARE(ok(twin.log->bounds()), (LogBounds{other, 8, 7}));
    EXPECT_ERROR(twin.log->read(7, 10), ErrorCode::LogTrimmed);
    QCOMPARE(twin.append(1), Index(8));
    ok(twin.log->begin(other, {kLineage, 7})); // by another node: nothing is lost
    QCOMPARE(ok(twin.log->bounds()), (LogBounds{other, 8, 8}));
    const LogPart part = ok(twin.log->read(8, 10));
    QCOMPARE(part.bounds.lineage, other);
    QCOMPARE(part.entries.size(), 1);
    const LoggedHistories histories = ok(twin.log->histories());
    QCOMPARE(histories.current.bounds, (LogBounds{other, 8, 8}));
    QCOMPARE(histories.current.origin, (std::optional<Position>({kLineage, 7})));
    QVERIFY(histories.kept);
    QCOMPARE(histories.kept->bounds, (LogBounds{kLineage, 1, 10}));
    QCOMPARE(histories.kept->origin, std::nullopt);
}

/// A restore began another history, and is taken back: nodes that stood at different places all find their entries.
void tst_ReplicatedLog::takesUpTheHistoryBefore()
{
    QFETCH(const LogKind, kind);
    const LogTwin twin(kind);
    const Lineage other{u"lineage-b"_s};
    const Lineage third{u"lineage-c"_s};
    twin.append(10);
    ok(twin.log->trim(2));
    ok(twin.log->begin(other, {kLineage, 7}));
    twin.append(2, u"b"_s);
    EXPECT_ERROR(twin.log->resume({kLineage, 1}), ErrorCode::LogTrimmed);
    EXPECT_ERROR(twin.log->resume({kLineage, 11}), ErrorCode::EntryMissing);
    ok(twin.log->resume({kLineage, 9}));
    QCOMPARE(ok(twin.log->bounds()), (LogBounds{kLineage, 3, 10}));
    QCOMPARE(indexesOf(twin.log->read(3, 100)), range(3, 10));
    QCOMPARE(twin.append(1), Index(11));
    ok(twin.log->resume({kLineage, 5})); // by another node, which stands elsewhere
    QCOMPARE(ok(twin.log->bounds()), (LogBounds{kLineage, 3, 11}));
    // And once more the other way, with what was appended meanwhile still there.
    ok(twin.log->resume({other, 8}));
    QCOMPARE(ok(twin.log->bounds()), (LogBounds{other, 8, 9}));
    QCOMPARE(ok(twin.log->histories()).current.origin, (std::optional<Position>({kLineage, 7})));
    // Only the last one is kept.
    ok(twin.log->begin(third, {other, 8}));
    EXPECT_ERROR(twin.log->resume({kLineage, 5}), ErrorCode::LineageDiffers);
    QCOMPARE(ok(twin.log->bounds()), (LogBounds{third, 9, 8}));
    // Who began the history before begins it again: it is the same one.
    ok(twin.log->begin(other, {kLineage, 7}));
    QCOMPARE(ok(twin.log->bounds()), (LogBounds{other, 8, 9}));
    QCOMPARE(indexesOf(twin.log->read(8, 100)), range(8, 9));
}

/// Under one name there is never but one entry of an index.
void tst_ReplicatedLog::beginsNoHistoryTwice()
{
    QFETCH(const LogKind, kind);
    const LogTwin twin(kind);
    const Lineage other{u"lineage-b"_s};
    twin.append(10);
    ok(twin.log->trim(4));
    EXPECT_ERROR(twin.log->begin(kLineage, {kLineage, 7}), ErrorCode::InvalidArgument);
    ok(twin.log->begin(other, {kLineage, 7}));
    twin.append(2, u"b"_s);
    for (const Position &from : {Position{kLineage, 8}, Position{{u"lineage-c"_s}, 7}, Position{other, 9}})
        EXPECT_ERROR(twin.log->begin(other, from), ErrorCode::InvalidArgument);
    EXPECT_ERROR(twin.log->begin(kLineage, {other, 8}), ErrorCode::InvalidArgument);
    QCOMPARE(ok(twin.log->bounds()), (LogBounds{other, 8, 9}));
    QCOMPARE(indexesOf(twin.log->read(8, 100)), range(8, 9));
}

void tst_ReplicatedLog::tornTailIsCut()
{
    QFETCH(const LogKind, kind);
    const LogTwin twin(kind);
    twin.append(10);
    twin.damage(9);
    twin.damage(10);
    QCOMPARE(indexesOf(twin.log->read(9, 10)), range(1, 0));
    QCOMPARE(ok(twin.log->bounds()).last, Index(8));
    QCOMPARE(indexesOf(twin.log->read(1, 100)), range(1, 8));
    QCOMPARE(twin.append(2), Index(10));
    QCOMPARE(indexesOf(twin.log->read(1, 100)), range(1, 10));
}

void tst_ReplicatedLog::tornTailIsNotAppendedTo()
{
    QFETCH(const LogKind, kind);
    const LogTwin twin(kind);
    twin.append(10);
    twin.damage(10);
    QCOMPARE(twin.append(2, u"b"_s), Index(11));
    QCOMPARE(ok(twin.log->read(10, 100)).entries[0].change.id, u"b0000"_s);
    QCOMPARE(indexesOf(twin.log->read(1, 100)), range(1, 11));
}

void tst_ReplicatedLog::holeIsAnError()
{
    QFETCH(const LogKind, kind);
    const LogTwin lost(kind);
    lost.append(10);
    lost.lose(4);
    lost.damage(7);
    QCOMPARE(indexesOf(lost.log->read(1, 100)), range(1, 3));
    EXPECT_ERROR(lost.log->read(4, 100), ErrorCode::EntryMissing);
    QCOMPARE(indexesOf(lost.log->read(5, 100)), range(5, 6));
    EXPECT_ERROR(lost.log->read(7, 100), ErrorCode::EntryMissing);
    QCOMPARE(indexesOf(lost.log->read(8, 100)), range(8, 10));
    QCOMPARE(ok(lost.log->bounds()).last, Index(10));
    QCOMPARE(lost.append(1), Index(11));
    EXPECT_ERROR(lost.log->read(4, 100), ErrorCode::EntryMissing);
}

void tst_ReplicatedLog::waits()
{
    QFETCH(const LogKind, kind);
    const LogTwin twin(kind);
    std::atomic<Index> seen = 0;
    std::thread waiter([&] { seen = twin.log->waitFor(5, 1min).value_or(0); });
    for (int i = 0; i < 2; ++i)
        ok(twin.log->append(puts(u"games"_s, u"a"_s, 3), u"test"_s, timeOf(1)));
    waiter.join();
    QCOMPARE(seen.load(), Index(6));
    QCOMPARE(ok(twin.log->waitFor(6, 1min)), Index(6));
    QCOMPARE(ok(twin.log->waitFor(1, 1min)), Index(6));
}

void tst_ReplicatedLog::waitEnds()
{
    QFETCH(const LogKind, kind);
    const LogTwin twin(kind);
    twin.append(3);
    QCOMPARE(ok(twin.log->waitFor(4, 0ms)), Index(3));
    QCOMPARE(ok(twin.log->waitFor(4, 20ms)), Index(3));
    std::stop_source stop;
    std::atomic<Index> seen = 0;
    std::thread waiter([&] { seen = twin.log->waitFor(100, std::chrono::hours(1), stop.get_token()).value_or(0); });
    stop.request_stop();
    waiter.join();
    QCOMPARE(seen.load(), Index(3));
}

void tst_ReplicatedLog::threadsAppendAtOnce()
{
    QFETCH(const LogKind, kind);
    const LogTwin twin(kind);
    constexpr int kThreads = 4;
    constexpr int kBatches = 25;
    std::array<QList<Index>, kThreads> given;
    std::vector<std::thread> threads;
    for (int i = 0; i < kThreads; ++i) {
        threads.emplace_back([&, i] {
            for (int batch = 0; batch < kBatches; ++batch)
                given[size_t(i)].append(twin.log->append(puts(u"games"_s, u"%1-%2-"_s.arg(i).arg(batch), 3), u"test"_s, timeOf(1)).value_or(0));
        });
    }
    for (std::thread &thread : threads)
        thread.join();
    std::set<Index> all;
    for (const QList<Index> &one : given)
        all.insert(one.begin(), one.end());
    QCOMPARE(all.size(), size_t(kThreads * kBatches));
    QCOMPARE(*all.rbegin(), Index(kThreads * kBatches * 3));
    QCOMPARE(indexesOf(twin.log->read(1, 1000)), range(1, kThreads * kBatches * 3));
}

QTEST_GUILESS_MAIN(tst_ReplicatedLog)
#include "tst_replicatedlog.moc"
