// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/lease/localbucket.h"
#include "engine/lease/latestpointer.h"
#include "tests/lease/buckets.h"

#include <QFile>

using namespace lifeboat;
using namespace lifeboat::test;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

/// What is the file's own; the rest is in tst_KeyValueBucket.
class tst_LocalBucket final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void staysWhatItWas();
    void goesOnAfterTheMachineStartedAnew();
    void noticesThatItsFileIsGone();
    void newFileCountsOn();
    void refusesOtherFiles_data();
    void refusesOtherFiles();

private:
    Workspace m_space;
    ManualClock m_clock;
};

void tst_LocalBucket::staysWhatItWas()
{
    const QString path = m_space.path(u"stays.db"_s);
    const KeyValueRecord record = ok(ok(LocalBucket::open(path, m_clock))->put(u"k"_s, "v"_ba, 0));
    const auto bucket = ok(LocalBucket::open(path, m_clock));
    QCOMPARE(ok(bucket->get(u"k"_s)), record);
    QVERIFY(ok(bucket->put(u"l"_s, "v"_ba, 0)).revision > record.revision);
}

void tst_LocalBucket::goesOnAfterTheMachineStartedAnew()
{
    const QString path = m_space.path(u"boot.db"_s);
    m_clock.advance(1h);
    const KeyValueRecord record = ok(ok(LocalBucket::open(path, m_clock))->put(u"k"_s, "v"_ba, 0));
    ok(ok(Connection::open(path, Connection::Access::ReadWrite))
           ->execute(u"UPDATE lifeboat_bucket SET value = 'another' WHERE key = 'boot'"_s));
    // Its steady clock begins anew, and its wall clock lost an hour.
    ManualClock clock;
    const auto bucket = ok(LocalBucket::open(path, clock));
    QCOMPARE(ok(bucket->time()).now, record.time); // never back
    clock.advance(5s);
    QCOMPARE(ok(bucket->time()).now, record.time.addSecs(5));
}

void tst_LocalBucket::noticesThatItsFileIsGone()
{
    const QString path = m_space.path(u"gone.db"_s);
    const auto one = ok(LocalBucket::open(path, m_clock));
    const KeyValueRecord record = ok(one->put(u"k"_s, "v"_ba, 0));
    const auto watch = ok(one->watch({}, record.revision));
    for (const QString &suffix : {u""_s, u"-wal"_s, u"-shm"_s})
        QFile::remove(path + suffix);
    EXPECT_ERROR(one->put(u"k"_s, "w"_ba, record.revision), ErrorCode::LeasesLost);
    EXPECT_ERROR(one->get(u"k"_s), ErrorCode::LeasesLost);
    EXPECT_ERROR(watch->next(0ms), ErrorCode::LeasesLost);
    QVERIFY(!QFile::exists(path)); // who had it open does not pretend that it was always empty

    const auto two = ok(LocalBucket::open(path, m_clock));
    QVERIFY(!ok(one->get(u"k"_s)));
    EXPECT_ERROR(one->put(u"k"_s, "w"_ba, record.revision), ErrorCode::RevisionDiffers);
    const KeyValueRecord anew = ok(one->put(u"k"_s, "w"_ba, 0));
    QCOMPARE(ok(two->get(u"k"_s)), anew);
}

/// A lease granted in a file that replaced another has a token above all of that one, and so above a pointer's that was kept.
void tst_LocalBucket::newFileCountsOn()
{
    const QString path = m_space.path(u"replaced.db"_s);
    const auto grant = [&] {
        const auto bucket = ok(LocalBucket::open(path, m_clock));
        LeaseStore store(*bucket);
        Lease lease = ok(store.acquire(u"leader"_s, u"n1"_s, 30s));
        for (int i = 0; i < 10; ++i)
            lease = ok(store.renew(lease));
        return lease;
    };
    const Lease before = grant();
    KeyValueRecord kept;
    {
        const auto bucket = ok(LocalBucket::open(path, m_clock));
        LeaseStore store(*bucket);
        ok(LatestPointer(store, u"main"_s).fence(before));
        kept = ok(bucket->get(LatestPointer::key(u"main"_s))).value();
    }
    for (const QString &suffix : {u""_s, u"-wal"_s, u"-shm"_s})
        QFile::remove(path + suffix);
    m_clock.advance(1s);
    const Lease after = grant();
    QVERIFY(after.token > before.revision);
    const auto bucket = ok(LocalBucket::open(path, m_clock));
    ok(bucket->put(kept.key, kept.value, 0)); // put back by somebody
    LeaseStore store(*bucket);
    QCOMPARE(ok(LatestPointer(store, u"main"_s).fence(after)).token, after.token);
}

void tst_LocalBucket::refusesOtherFiles_data()
{
    QTest::addColumn<QByteArray>("content");
    QTest::addColumn<ErrorCode>("code");
    QTest::newRow("text") << QByteArray(2000, 'x') << ErrorCode::LeasesLost;
    QTest::newRow("another database") << QByteArray() << ErrorCode::DatabaseUnsupported;
}

void tst_LocalBucket::refusesOtherFiles()
{
    QFETCH(QByteArray, content);
    QFETCH(ErrorCode, code);
    const QString path = m_space.path(u"other.db"_s);
    if (content.isEmpty()) {
        QFile::remove(path);
        SQLite::Database(path.toStdString(), SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE).exec("CREATE TABLE t (x)");
    } else {
        m_space.write(u"other.db"_s, content);
    }
    EXPECT_ERROR(LocalBucket::open(path, m_clock), code);
    EXPECT_ERROR(LocalBucket::open(m_space.path(u"no/such.db"_s), m_clock), ErrorCode::DirectoryMissing);
}

QTEST_GUILESS_MAIN(tst_LocalBucket)
#include "tst_localbucket.moc"
