// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "streambench.h"
#include "tests/support/entries.h"

#include <QTest>

#include <thread>

using namespace Qt::StringLiterals;
using namespace lifeboat;
using namespace lifeboat::test;
using namespace std::chrono_literals;

namespace {

Change sized(const QString &id, qsizetype bytes)
{
    return put(u"games"_s, id, "{\"a\":\"" + QByteArray(bytes - 8, 'x') + "\"}");
}

} // namespace

/// What is particular to a log in a stream.
class tst_JetStreamLog final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init() { m_bench->next(); }
    void cleanupTestCase() { m_bench.reset(); }
    void batchesLargerThanAMessage();
    void partsFollowEachOther();
    void unfinishedBatch();
    void foreignMessages();
    void newerMessages();
    void findsAnyEntry();
    void trimsWholeMessages();
    void removesHistoriesNobodyGoesBackTo();
    void purgedByOthers();
    void fullStream();
    void waitsForAnotherConnection();
    void appendsIfItReaches();
    void twoAppendAtOnce();
    void twoAppendLargeBatchesAtOnce();
    void readsTheLastOneAgain();
    void readersAgree();

private:
    static QList<Entry> allOf(ReplicatedLog &log, qint64 limit = 1'000'000);

    std::unique_ptr<StreamBench> m_bench;
};

void tst_JetStreamLog::initTestCase()
{
    NEED_NATS_SERVER();
    m_bench = std::make_unique<StreamBench>();
}

QList<Entry> tst_JetStreamLog::allOf(ReplicatedLog &log, qint64 limit)
{
    QList<Entry> entries;
    Index next = ok(log.bounds()).first;
    while (true) {
        const LogPart part = ok(log.read(next, limit));
        if (part.entries.isEmpty())
            return entries;
        entries += part.entries;
        next = entries.last().index + 1;
    }
}

void tst_JetStreamLog::batchesLargerThanAMessage()
{
    const auto log = m_bench->open();
    QList<Change> large;
    for (int i = 0; i < 3000; ++i)
        large.append(sized(u"a%1"_s.arg(i), 1000));
    QCOMPARE(ok(log->append(large, u"test"_s, timeOf(1))), Index(3000));
    QCOMPARE(m_bench->state()[u"messages"_s].toInt(), 1 + 3 + 1); // the description, the data, and the end without data
    const QList<Change> largest{sized(u"b"_s, 1 << 20)};
    QCOMPARE(ok(log->append(largest, u"test"_s, timeOf(1))), Index(3001));
    const auto other = m_bench->open();
    QCOMPARE(ok(other->bounds()), (LogBounds{kLineage, 1, 3001}));
    QCOMPARE(ok(other->read(3001, 10)).entries[0].change, largest[0]);
    const QList<Entry> middle = ok(other->read(2990, 2)).entries;
    QCOMPARE(middle.size(), 2);
    QCOMPARE(middle[1].change, large[2990]);
    const QList<Change> huge(65, sized(u"c"_s, 1 << 20));
    EXPECT_ERROR(log->append(huge, u"test"_s, timeOf(1)), ErrorCode::LimitExceeded);
    QCOMPARE(ok(other->bounds()).last, Index(3001));
}

/// A part is refused where another stands than the one before it, although the sequence is the one it expects.
void tst_JetStreamLog::partsFollowEachOther()
{
    const auto log = m_bench->open();
    ok(log->append(QList<Change>{sized(u"a"_s, 1'000'000), sized(u"b"_s, 1'000'000)}, u"test"_s, timeOf(1)));
    QList<StoredMessage> parts;
    for (quint64 sequence = 2; sequence <= 4; ++sequence)
        parts.append(ok(m_bench->stream().messageAt(m_bench->names.name, sequence)));
    for (qsizetype i = 1; i < parts.size(); ++i)
        QCOMPARE(headerOf(parts[i].headers, kExpectedLastId), headerOf(parts[i - 1].headers, kMessageId));
    m_bench->next();
    const auto other = m_bench->open();
    ok(other->append(puts(u"games"_s, u"c"_s, 1), u"test"_s, timeOf(1)));
    ok(other->append(puts(u"games"_s, u"d"_s, 1), u"test"_s, timeOf(1)));
    QCOMPARE(headerOf(parts[2].headers, kExpectedLastSequence), "3");
    EXPECT_ERROR(m_bench->stream().store({m_bench->names.entries(0), parts[2].headers, parts[2].data}, m_bench->names.name), ErrorCode::RevisionDiffers);
}

/// Whoever appended it died between two parts.
void tst_JetStreamLog::unfinishedBatch()
{
    const auto log = m_bench->open();
    ok(log->append(puts(u"games"_s, u"a"_s, 3), u"test"_s, timeOf(1)));
    LogMessage part{.lineage = kLineage, .first = 4, .count = 100, .part = 1, .parts = 3, .id = "cut", .body = "abc"};
    ok(m_bench->stream().store({m_bench->names.entries(0), headersOf(part), part.body}, m_bench->names.name));
    QCOMPARE(ok(log->bounds()), (LogBounds{kLineage, 1, 3}));
    QCOMPARE(allOf(*log).size(), 3);
    part.part = 2;
    ok(m_bench->stream().store({m_bench->names.entries(0), headersOf(part), part.body}, m_bench->names.name));
    QCOMPARE(ok(log->append(puts(u"games"_s, u"b"_s, 2), u"test"_s, timeOf(1))), Index(5));
    part.part = 3; // too late: it expects to stand behind the second
    NatsHeaders headers = headersOf(part);
    headers.emplaceBack(kExpectedLastSequence, "4");
    EXPECT_ERROR(m_bench->stream().store({m_bench->names.entries(0), headers, part.body}, m_bench->names.name), ErrorCode::RevisionDiffers);
    const auto other = m_bench->open();
    QCOMPARE(allOf(*other).size(), 5);
    QCOMPARE(ok(other->read(4, 10)).entries[0].change.id, u"b0000"_s);
}

void tst_JetStreamLog::foreignMessages()
{
    const auto log = m_bench->open();
    const auto strew = [&](const QByteArray &subject, const NatsHeaders &headers = {}) { ok(m_bench->stream().store({subject, headers, "not ours"}, m_bench->names.name)); };
    strew(m_bench->names.entries(0));
    QCOMPARE(ok(log->append(puts(u"games"_s, u"a"_s, 2), u"test"_s, timeOf(1))), Index(2));
    strew(m_bench->names.entries(0), {{"Lifeboat-Log", "1"}, {"Lifeboat-First", "-5"}, {"Lifeboat-Part", "1"}});
    strew(m_bench->names.entries(7));
    strew(m_bench->names.subjects.chopped(1) + "else");
    QCOMPARE(ok(log->append(puts(u"games"_s, u"b"_s, 2), u"test"_s, timeOf(1))), Index(4));
    strew(m_bench->names.entries(0));
    QCOMPARE(ok(log->bounds()), (LogBounds{kLineage, 1, 4}));
    QCOMPARE(ok(m_bench->open()->bounds()), (LogBounds{kLineage, 1, 4}));
    QCOMPARE(allOf(*log).size(), 4);
    QCOMPARE(ok(m_bench->open()->read(4, 10)).entries[0].change.id, u"b0001"_s);
}

void tst_JetStreamLog::newerMessages()
{
    const auto log = m_bench->open();
    ok(log->append(puts(u"games"_s, u"a"_s, 2), u"test"_s, timeOf(1)));
    ok(m_bench->stream().store({m_bench->names.entries(0), {{"Lifeboat-Log", "2"}}, {}}, m_bench->names.name));
    EXPECT_ERROR(log->bounds(), ErrorCode::ProtocolVersion);
    EXPECT_ERROR(log->append(puts(u"games"_s, u"a"_s, 2), u"test"_s, timeOf(1)), ErrorCode::ProtocolVersion);
}

void tst_JetStreamLog::findsAnyEntry()
{
    const auto log = m_bench->open();
    Index last = 0;
    for (int size = 1; size < 30; ++size)
        last = ok(log->append(puts(u"games"_s, u"a%1-"_s.arg(size), size), u"test"_s, timeOf(1)));
    const QList<Entry> all = allOf(*log);
    QCOMPARE(Index(all.size()), last);
    const auto other = m_bench->open();
    for (Index from = last; from > 0; from -= std::min<Index>(from, 13)) {
        const LogPart part = ok(other->read(from, 3));
        QCOMPARE(part.entries, all.sliced(qsizetype(from) - 1, std::min<qsizetype>(3, qsizetype(last - from) + 1)));
    }
}

void tst_JetStreamLog::trimsWholeMessages()
{
    const auto log = m_bench->open();
    for (int i = 0; i < 10; ++i)
        ok(log->append(puts(u"games"_s, u"a"_s, 10), u"test"_s, timeOf(1)));
    ok(log->trim(35));
    QCOMPARE(ok(log->bounds()), (LogBounds{kLineage, 36, 100}));
    QCOMPARE(m_bench->state()[u"messages"_s].toInt(), 1 + 7);
    const auto other = m_bench->open();
    EXPECT_ERROR(other->read(35, 10), ErrorCode::LogTrimmed);
    QCOMPARE(ok(other->read(36, 10)).entries.first().index, Index(36));
    ok(other->trim(100));
    QCOMPARE(m_bench->state()[u"messages"_s].toInt(), 1);
    EXPECT_ERROR(log->read(100, 10), ErrorCode::LogTrimmed);
    QCOMPARE(ok(log->append(puts(u"games"_s, u"a"_s, 1), u"test"_s, timeOf(1))), Index(101));
}

void tst_JetStreamLog::removesHistoriesNobodyGoesBackTo()
{
    const auto log = m_bench->open();
    for (const QString &lineage : {u"b"_s, u"c"_s, u"d"_s}) {
        ok(log->append(puts(u"games"_s, u"a"_s, 10), u"test"_s, timeOf(1)));
        ok(log->begin({lineage}, {ok(log->bounds()).lineage, 5}));
    }
    QCOMPARE(m_bench->state()[u"messages"_s].toInt(), 1 + 1); // the description, and the kept history's
    QCOMPARE(ok(m_bench->open()->bounds()), (LogBounds{{u"d"_s}, 6, 5}));
}

void tst_JetStreamLog::purgedByOthers()
{
    const auto log = m_bench->open();
    for (int i = 0; i < 10; ++i)
        ok(log->append(puts(u"games"_s, u"a"_s, 1), u"test"_s, timeOf(1)));
    QCOMPARE(ok(log->read(1, 2)).entries.size(), 2);
    ok(m_bench->stream().purge(m_bench->names.name, m_bench->names.entries(0), 8)); // entries 1 to 6
    EXPECT_ERROR(m_bench->open()->read(1, 10), ErrorCode::EntryMissing);
    EXPECT_ERROR(m_bench->open()->read(6, 10), ErrorCode::EntryMissing);
    QCOMPARE(ok(m_bench->open()->read(7, 10)).entries.size(), 4);
    ok(log->trim(6));
    EXPECT_ERROR(m_bench->open()->read(6, 10), ErrorCode::LogTrimmed);
    QCOMPARE(allOf(*log).size(), 4);
}

void tst_JetStreamLog::fullStream()
{
    m_bench->settings.maxBytes = 100'000;
    const auto log = m_bench->open();
    Index last = 0;
    while (true) {
        const auto appended = log->append(QList<Change>{sized(u"a"_s, 10'000)}, u"test"_s, timeOf(1));
        if (!appended) {
            EXPECT_ERROR(appended, ErrorCode::DiskFull);
            break;
        }
        last = *appended;
    }
    QVERIFY(last > 5);
    QCOMPARE(ok(log->bounds()), (LogBounds{kLineage, 1, last}));
    QCOMPARE(Index(allOf(*m_bench->open()).size()), last);
    ok(log->trim(last - 2));
    QCOMPARE(ok(log->append(QList<Change>{sized(u"a"_s, 10'000)}, u"test"_s, timeOf(1))), last + 1);
}

void tst_JetStreamLog::waitsForAnotherConnection()
{
    const auto log = m_bench->open();
    const auto other = m_bench->open();
    Index seen = 0;
    std::jthread waiter([&] { seen = log->waitFor(4, 1h).value_or(0); });
    ok(other->append(puts(u"games"_s, u"a"_s, 3), u"test"_s, timeOf(1)));
    ok(other->begin({u"lineage-b"_s}, {kLineage, 3}));
    ok(other->append(puts(u"games"_s, u"b"_s, 3), u"test"_s, timeOf(1)));
    waiter.join();
    QCOMPARE(seen, Index(6));
}

void tst_JetStreamLog::appendsIfItReaches()
{
    const auto log = m_bench->open();
    const auto other = m_bench->open();
    EXPECT_ERROR(log->append(puts(u"games"_s, u"a"_s, 1), u"test"_s, timeOf(1), {.reaches = 3}), ErrorCode::EntryMissing);
    ok(other->append(puts(u"games"_s, u"a"_s, 3), u"test"_s, timeOf(1)));
    QCOMPARE(ok(log->append(puts(u"games"_s, u"a"_s, 1), u"test"_s, timeOf(1), {.reaches = 3})), Index(4));
}

/// From connections of their own: each gets in, every entry is there once, and each knows its own index.
void tst_JetStreamLog::twoAppendAtOnce()
{
    constexpr int kEach = 200;
    std::array<QList<Index>, 2> given;
    {
        std::vector<std::jthread> appenders;
        for (size_t i = 0; i < given.size(); ++i) {
            appenders.emplace_back([&, i] {
                const auto log = m_bench->open();
                for (int n = 0; n < kEach; ++n)
                    given[i].append(log->append(QList<Change>{put(u"games"_s, u"%1-%2"_s.arg(i).arg(n))}, u"test"_s, timeOf(1)).value_or(0));
            });
        }
    }
    const QList<Entry> all = allOf(*m_bench->open());
    QCOMPARE(all.size(), 2 * kEach);
    for (size_t i = 0; i < given.size(); ++i) {
        for (int n = 0; n < kEach; ++n) {
            const Index index = given[i][n];
            QVERIFY(index > 0 && (n == 0 || index > given[i][n - 1]));
            QCOMPARE(all[qsizetype(index) - 1].change.id, u"%1-%2"_s.arg(i).arg(n));
        }
    }
}

/// Each batch is many messages, of which many are on their way at once: none of another's comes between them.
void tst_JetStreamLog::twoAppendLargeBatchesAtOnce()
{
    constexpr int kEach = 8;
    constexpr int kSize = 40;
    std::array<QList<Index>, 2> given;
    {
        std::vector<std::jthread> appenders;
        for (size_t i = 0; i < given.size(); ++i) {
            appenders.emplace_back([&, i] {
                const auto log = m_bench->open();
                for (int n = 0; n < kEach; ++n) {
                    QList<Change> changes;
                    for (int each = 0; each < kSize; ++each)
                        changes.append(sized(u"%1-%2-%3"_s.arg(i).arg(n).arg(each), 100'000));
                    given[i].append(log->append(changes, u"test"_s, timeOf(1)).value_or(0));
                }
            });
        }
    }
    const QList<Entry> all = allOf(*m_bench->open());
    QCOMPARE(all.size(), 2 * kEach * kSize);
    for (size_t i = 0; i < given.size(); ++i) {
        for (int n = 0; n < kEach; ++n) {
            QVERIFY(given[i][n] >= Index(kSize));
            for (int each = 0; each < kSize; ++each)
                QCOMPARE(all[qsizetype(given[i][n]) - kSize + each].change.id, u"%1-%2-%3"_s.arg(i).arg(n).arg(each));
        }
    }
}

/// As whoever follows does before it goes on: it sees if the entry it had is another by now.
void tst_JetStreamLog::readsTheLastOneAgain()
{
    const auto log = m_bench->open();
    ok(log->append(puts(u"games"_s, u"a"_s, 3000), u"test"_s, timeOf(1)));
    const Entry last = ok(log->read(1, 3000)).entries.last();
    QCOMPARE(ok(log->read(3000, 1)).entries, QList<Entry>{last});
    const auto state = m_bench->state();
    ok(m_bench->stream().removeMessage(m_bench->names.name, quint64(state[u"last_seq"_s].toInteger())));
    ok(m_bench->open()->append(puts(u"games"_s, u"b"_s, 1), u"test"_s, timeOf(1)));
    const LogPart now = ok(log->read(3000, 1));
    QCOMPARE(now.bounds.last, Index(1));
    QVERIFY(now.entries.isEmpty());
}

void tst_JetStreamLog::readersAgree()
{
    constexpr Index kEntries = 10'000;
    std::array<QList<Entry>, 3> read;
    std::vector<std::jthread> readers;
    const auto log = m_bench->open();
    for (auto &mine : read) {
        readers.emplace_back([&] {
            const auto other = m_bench->open();
            while (Index(mine.size()) < kEntries) {
                const Index last = other->waitFor(Index(mine.size()) + 1, 1h).value_or(0);
                while (Index(mine.size()) < last)
                    mine += other->read(Index(mine.size()) + 1, 700).value_or(LogPart{}).entries;
            }
        });
    }
    for (Index last = 0; last < kEntries;)
        last = ok(log->append(puts(u"games"_s, u"a%1-"_s.arg(last), int(std::min<Index>(kEntries - last, 1 + last % 97))), u"test"_s, timeOf(last)));
    readers.clear();
    QCOMPARE(Index(read[0].size()), kEntries);
    for (Index i = 0; i < kEntries; ++i)
        QCOMPARE(read[0][qsizetype(i)].index, i + 1);
    QVERIFY(read[0] == read[1]);
    QVERIFY(read[0] == read[2]);
}

QTEST_GUILESS_MAIN(tst_JetStreamLog)
#include "tst_jetstreamlog.moc"
