// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/lease/natsbuckets.h"

#include <thread>

using namespace lifeboat;
using namespace lifeboat::test;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

class tst_KeyValueBucket final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void keys_data();
    void keys();
    void writesOverWhatWasSeen_data() { addTwinsAndNats(); }
    void writesOverWhatWasSeen();
    void lists_data() { addTwinsAndNats(); }
    void lists();
    void watches_data() { addTwinsAndNats(); }
    void watches();
    void watchWaits_data() { addTwinsAndNats(); }
    void watchWaits();
    void keepsSomeHistory_data() { addTwinsAndNats(); }
    void keepsSomeHistory();
    void refusesWhatIsTooLarge_data() { addTwinsAndNats(); }
    void refusesWhatIsTooLarge();
    void oneOfManyWins_data() { addTwinsAndNats(); }
    void oneOfManyWins();
    void timeFollowsTheSteadyClock_data() { addTwins(); }
    void timeFollowsTheSteadyClock();

private:
    ManualClock m_clock;
};

namespace {

/// Without the time, which NATS's twin only estimates where it wrote the record itself.
KeyValueRecord bare(KeyValueRecord record)
{
    record.time = {};
    return record;
}

QList<KeyValueRecord> bare(QList<KeyValueRecord> records)
{
    for (KeyValueRecord &record : records)
        record.time = {};
    return records;
}

} // namespace

void tst_KeyValueBucket::keys_data()
{
    QTest::addColumn<QString>("key");
    QTest::addColumn<bool>("is");
    QTest::newRow("plain") << u"lease.snapshot-leader"_s << true;
    QTest::newRow("all signs") << u"a/b=c_d-E.9"_s << true;
    QTest::newRow("empty") << u""_s << false;
    QTest::newRow("dot first") << u".a"_s << false;
    QTest::newRow("dot last") << u"a."_s << false;
    QTest::newRow("two dots") << u"a..b"_s << false;
    QTest::newRow("blank") << u"a b"_s << false;
    QTest::newRow("wildcard") << u"a.*"_s << false;
    QTest::newRow("line end") << u"a\n"_s << false;
    QTest::newRow("umlaut") << u"ä"_s << false;
    QTest::newRow("longest") << QString(200, u'a') << true;
    QTest::newRow("too long") << QString(201, u'a') << false;
}

void tst_KeyValueBucket::keys()
{
    QFETCH(QString, key);
    QTEST(KeyValueBucket::isKey(key), "is");
}

void tst_KeyValueBucket::writesOverWhatWasSeen()
{
    QFETCH(MakeBucket, make);
    const auto shared = make(m_clock);
    KeyValueBucket &one = shared->view();
    KeyValueBucket &two = shared->view();

    QVERIFY(!ok(one.get(u"k"_s)));
    const KeyValueRecord first = ok(one.put(u"k"_s, "1"_ba, 0));
    QVERIFY(first.revision > 0);
    QCOMPARE(bare(ok(two.get(u"k"_s)).value()), bare(first));
    EXPECT_ERROR(two.put(u"k"_s, "other"_ba, 0), ErrorCode::RevisionDiffers);

    const KeyValueRecord elsewhere = ok(two.put(u"l"_s, "x"_ba, 0));
    QVERIFY(elsewhere.revision > first.revision);
    const KeyValueRecord second = ok(two.put(u"k"_s, "2"_ba, first.revision));
    QVERIFY(second.revision > elsewhere.revision);
    EXPECT_ERROR(one.put(u"k"_s, "3"_ba, first.revision), ErrorCode::RevisionDiffers);
    EXPECT_ERROR(one.put(u"new"_s, "3"_ba, first.revision), ErrorCode::RevisionDiffers);
    QCOMPARE(bare(ok(one.get(u"k"_s)).value()), bare(second));
    QVERIFY(!ok(one.get(u"new"_s)));
}

void tst_KeyValueBucket::lists()
{
    QFETCH(MakeBucket, make);
    const auto shared = make(m_clock);
    KeyValueBucket &bucket = shared->view();
    const KeyValueRecord b1 = ok(bucket.put(u"lease.b"_s, "1"_ba, 0));
    const KeyValueRecord a = ok(bucket.put(u"lease.a"_s, "2"_ba, 0));
    ok(bucket.put(u"leasea"_s, "3"_ba, 0));
    const KeyValueRecord b2 = ok(bucket.put(u"lease.b"_s, "4"_ba, b1.revision));
    QCOMPARE(bare(ok(bucket.list(u"lease."_s))), (QList<KeyValueRecord>{bare(a), bare(b2)}));
    QCOMPARE(ok(bucket.list({})).size(), 3);
    QCOMPARE(ok(bucket.list(u"none"_s)).size(), 0);
}

void tst_KeyValueBucket::watches()
{
    QFETCH(MakeBucket, make);
    const auto shared = make(m_clock);
    KeyValueBucket &bucket = shared->view();
    const KeyValueRecord first = ok(bucket.put(u"lease.a"_s, "1"_ba, 0));
    const auto all = ok(shared->view().watch({}));
    const auto some = ok(shared->view().watch(u"lease."_s, first.revision));
    QCOMPARE(bare(ok(all->next(10s))), QList<KeyValueRecord>{bare(first)});
    QCOMPARE(ok(some->next(0ms)).size(), 0);
    const KeyValueRecord other = ok(bucket.put(u"other"_s, "2"_ba, 0));
    const KeyValueRecord second = ok(bucket.put(u"lease.a"_s, "3"_ba, first.revision));
    QList<KeyValueRecord> seen;
    while (seen.size() < 2)
        seen += ok(all->next(10s));
    QCOMPARE(bare(seen), (QList<KeyValueRecord>{bare(other), bare(second)}));
    QCOMPARE(bare(ok(some->next(10s))), QList<KeyValueRecord>{bare(second)});
}

void tst_KeyValueBucket::watchWaits()
{
    QFETCH(MakeBucket, make);
    const auto shared = make(m_clock);
    KeyValueBucket &bucket = shared->view();
    const auto watch = ok(shared->view().watch({}));
    std::jthread writer([&] { ok(bucket.put(u"k"_s, "1"_ba, 0)); });
    QCOMPARE(ok(watch->next(10min)).size(), 1);
    std::stop_source stop;
    std::jthread stopper([&] { stop.request_stop(); });
    QCOMPARE(ok(watch->next(10min, stop.get_token())).size(), 0);
}

void tst_KeyValueBucket::keepsSomeHistory()
{
    QFETCH(MakeBucket, make);
    const auto shared = make(m_clock);
    KeyValueBucket &bucket = shared->view();
    const KeyValueRecord still = ok(bucket.put(u"still"_s, "s"_ba, 0));
    quint64 seen = 0;
    for (int i = 0; i < 100; ++i)
        seen = ok(bucket.put(u"busy"_s, QByteArray::number(i), seen)).revision;
    const auto watch = ok(bucket.watch({}));
    QList<KeyValueRecord> kept;
    while (kept.isEmpty() || kept.last().revision < seen)
        kept += ok(watch->next(10s));
    QCOMPARE(bare(kept.first()), bare(still));
    QCOMPARE(kept.size(), 1 + KeyValueBucket::kHistory);
    QCOMPARE(kept[1].value, "36"_ba);
    QCOMPARE(kept.last().value, "99"_ba);
}

void tst_KeyValueBucket::refusesWhatIsTooLarge()
{
    QFETCH(MakeBucket, make);
    const auto shared = make(m_clock);
    KeyValueBucket &bucket = shared->view();
    EXPECT_ERROR(bucket.put(u"k"_s, QByteArray(KeyValueBucket::kLargestValue + 1, 'x'), 0), ErrorCode::InvalidArgument);
    EXPECT_ERROR(bucket.put(u"no key"_s, "x"_ba, 0), ErrorCode::InvalidArgument);
    ok(bucket.put(u"k"_s, QByteArray(KeyValueBucket::kLargestValue, 'x'), 0));
    ok(bucket.put(u"empty"_s, {}, 0));
    QCOMPARE(ok(bucket.get(u"empty"_s))->value.size(), 0);
}

void tst_KeyValueBucket::oneOfManyWins()
{
    QFETCH(MakeBucket, make);
    const auto shared = make(m_clock);
    QList<KeyValueBucket *> views;
    for (int i = 0; i < 4; ++i)
        views.append(&shared->view());
    quint64 seen = 0;
    for (int round = 0; round < 20; ++round) {
        std::atomic<int> won = 0;
        std::atomic<int> lost = 0;
        std::vector<std::jthread> threads;
        for (KeyValueBucket *view : views)
            threads.emplace_back([&, view] {
                const auto put = view->put(u"k"_s, "x"_ba, seen);
                (put ? won : lost) += put || put.error().code == ErrorCode::RevisionDiffers;
            });
        threads.clear();
        QCOMPARE(won, 1);
        QCOMPARE(lost, 3);
        seen = ok(views.first()->get(u"k"_s))->revision;
    }
}

void tst_KeyValueBucket::timeFollowsTheSteadyClock()
{
    QFETCH(MakeBucket, make);
    const auto shared = make(m_clock);
    KeyValueBucket &bucket = shared->view();
    const QDateTime before = ok(bucket.time()).now;
    m_clock.advance(2s);
    m_clock.setWall(-10min);
    QCOMPARE(ok(bucket.time()).now, before.addSecs(2));
    QCOMPARE(ok(bucket.put(u"k"_s, "x"_ba, 0)).time, before.addSecs(2));
    QCOMPARE(ok(shared->view().time()).now, before.addSecs(2));
}

QTEST_GUILESS_MAIN(tst_KeyValueBucket)
#include "tst_keyvaluebucket.moc"
