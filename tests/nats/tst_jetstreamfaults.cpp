// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/base/posixfilesystem.h"
#include "engine/log/jetstreamlog.h"
#include "engine/log/replay.h"
#include "tests/support/entries.h"
#include "tests/support/natsserver.h"
#include "tests/support/smalldisk.h"
#include "tests/support/statelooks.h"

#include <QTest>

#include <atomic>
#include <thread>

using namespace Qt::StringLiterals;
using namespace lifeboat;
using namespace lifeboat::test;
using namespace std::chrono_literals;

namespace {

const Lineage kLineage{u"lineage-a"_s};
const LogStreamSettings kSettings{.cluster = u"test"_s, .state = u"main"_s};

std::unique_ptr<JetStreamLog> openAt(const NatsServer &server, std::chrono::milliseconds patience, std::chrono::milliseconds answer = 500ms)
{
    NatsSettings settings = server.settings();
    settings.requestTimeout = answer;
    return ok(JetStreamLog::open(ok(NatsConnection::open(settings)), kSettings, kLineage, 0, patience));
}

Result<Index> appendOne(ReplicatedLog &log, const QString &id)
{
    return log.append(QList<Change>{put(u"games"_s, id)}, u"test"_s, timeOf(1));
}

constexpr int kLarge = 60; ///< documents of a large batch, of 100 kB each: some seven messages

Result<Index> appendLarge(ReplicatedLog &log, int batch)
{
    QList<Change> changes;
    for (int i = 0; i < kLarge; ++i)
        changes.append(put(u"games"_s, u"%1-%2"_s.arg(batch).arg(i), "{\"a\":\"" + QByteArray(100'000, 'x') + "\"}"));
    return log.append(changes, u"test"_s, timeOf(1));
}

/// Waits until a part that others follow was stored.
void awaitPart(NatsConnection &connection, const std::function<void()> &begin)
{
    auto news = ok(connection.subscribe("lifeboat.news.>"));
    ok(connection.roundTrip());
    begin();
    for (std::optional<NatsMessage> notice; !notice || !notice->header("Lifeboat-Part").startsWith("2/");)
        notice = ok(news.next(1h));
}

/// Whether the log is these batches, one behind the other, as often as they were appended.
void compareLarge(ReplicatedLog &log, const QList<Index> &given)
{
    QList<Entry> all;
    for (LogPart part; !(part = ok(log.read(Index(all.size()) + 1, 10'000))).entries.isEmpty();)
        all += part.entries;
    QCOMPARE(all.size(), given.size() * kLarge);
    for (qsizetype i = 0; i < all.size(); ++i)
        QCOMPARE(all[i].change.id, u"%1-%2"_s.arg(i / kLarge).arg(i % kLarge));
    for (qsizetype i = 0; i < given.size(); ++i)
        QCOMPARE(given[i], Index((i + 1) * kLarge));
}

/// Failed, but not for good.
template <typename T>
bool passes(const Result<T> &result)
{
    return isPassing(errorOf(result).code);
}

} // namespace

/// A log in a stream whose server dies, comes back, stands still, has no room.
class tst_JetStreamFaults final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { NEED_NATS_SERVER(); }
    void serverIsKilledAgainAndAgain();
    void serverIsAway();
    void serverStandsStill();
    void serverStandsStillAndGoes();
    void serverIsKilledWithManyPartsOnTheirWay();
    void serverStandsStillWithManyPartsOnTheirWay();
    void readsAreStopped();
    void waitEndsWhereTheServerIsAway();
    void accountIsFull();
    void diskIsFull();
    void noJetStream();
};

/// One appends, two follow; the server is killed between. Every entry is there once, under the index it was given.
void tst_JetStreamFaults::serverIsKilledAgainAndAgain()
{
    constexpr int kBatches = 600;
    constexpr int kKills = 6;
    NatsServer server;
    const Workspace space;
    std::atomic<int> appended = 0;
    QList<Index> given;
    std::jthread appender([&] {
        const auto log = openAt(server, 1min);
        for (; appended < kBatches; ++appended)
            given.append(log->append(puts(u"games"_s, u"%1-"_s.arg(appended), 1 + appended % 5), u"test"_s, timeOf(1)).value_or(0));
    });
    std::array<QByteArray, 2> digests;
    std::array<std::optional<Error>, 2> troubles;
    std::vector<std::jthread> followers;
    for (size_t i = 0; i < digests.size(); ++i) {
        followers.emplace_back([&, i] {
            const auto log = openAt(server, 1min);
            const auto state = ok(ManagedState::open(PosixFileSystem::instance(), space.path(u"%1.db"_s.arg(i))));
            UnwatchedControl control;
            constexpr Index kAll = kBatches / 5 * (1 + 2 + 3 + 4 + 5);
            for (Index applied = 0; applied < kAll && !troubles[i];) {
                if (const auto replayed = replay(control, *log, *state))
                    applied = replayed->position.appliedIndex;
                else if (!isPassing(replayed.error().code))
                    troubles[i] = replayed.error();
                (void)log->waitFor(applied + 1, 1s);
            }
            digests[i] = digestOf(*state);
        });
    }
    for (int kill = 1; kill <= kKills; ++kill) {
        while (appended < kill * kBatches / (kKills + 1))
            std::this_thread::yield();
        server.kill();
        server.start();
    }
    appender.join();
    followers.clear();
    for (const auto &trouble : troubles)
        QVERIFY2(!trouble, qPrintable(toString(trouble.value_or(Error{}))));
    const auto log = openAt(server, 1min);
    QList<Entry> all;
    for (LogPart part; !(part = ok(log->read(Index(all.size()) + 1, 10'000))).entries.isEmpty();)
        all += part.entries;
    qsizetype at = 0;
    for (int batch = 0; batch < kBatches; ++batch) {
        const QList<Change> changes = puts(u"games"_s, u"%1-"_s.arg(batch), 1 + batch % 5);
        for (const Change &change : changes) {
            QCOMPARE(all[at].change, change);
            QCOMPARE(all[at].index, Index(at + 1));
            ++at;
        }
        QCOMPARE(given[batch], Index(at));
    }
    QCOMPARE(all.size(), at);
    QVERIFY(!digests[0].isEmpty());
    QCOMPARE(digests[0], digests[1]);
}

void tst_JetStreamFaults::serverIsAway()
{
    NatsServer server;
    const auto patient = openAt(server, 1min);
    const auto hasty = openAt(server, 50ms);
    QCOMPARE(ok(appendOne(*patient, u"a"_s)), Index(1));
    server.kill();
    QVERIFY(passes(appendOne(*hasty, u"b"_s)));
    QVERIFY(passes(hasty->trim(1)));
    QVERIFY(passes(hasty->begin({u"lineage-b"_s}, {kLineage, 1})));
    QVERIFY(passes(patient->read(1, 10)));
    QVERIFY(passes(patient->bounds()));
    QVERIFY(passes(patient->waitFor(2, 1h)));
    Result<Index> appended;
    std::thread appender([&] { appended = appendOne(*patient, u"c"_s); });
    server.start();
    appender.join();
    QCOMPARE(ok(appended), Index(2));
    ok(patient->begin({u"lineage-b"_s}, {kLineage, 2}));
    QCOMPARE(ok(patient->bounds()), (LogBounds{{u"lineage-b"_s}, 3, 2}));
}

/// What was sent to a server that stands still may be stored once it goes on: once, also if it is sent again.
void tst_JetStreamFaults::serverStandsStill()
{
    NatsServer server;
    const auto log = openAt(server, 1min, 100ms);
    const auto hasty = openAt(server, 50ms, 100ms);
    QCOMPARE(ok(appendOne(*log, u"a"_s)), Index(1));
    QCOMPARE(ok(hasty->bounds()).last, Index(1));
    server.freeze();
    EXPECT_ERROR(appendOne(*hasty, u"doubtful"_s), ErrorCode::TimedOut);
    Result<Index> appended;
    std::thread appender([&] { appended = appendOne(*log, u"b"_s); });
    EXPECT_ERROR(hasty->read(1, 10), ErrorCode::TimedOut); // sent after several tries of the other
    EXPECT_ERROR(hasty->read(1, 10), ErrorCode::TimedOut);
    EXPECT_ERROR(hasty->read(1, 10), ErrorCode::TimedOut);
    server.thaw();
    appender.join();
    const Index last = ok(appended);
    QList<QString> ids;
    for (const Entry &entry : ok(log->read(1, 10)).entries)
        ids.append(entry.change.id);
    QCOMPARE(ids.count(u"b"_s), 1);
    QVERIFY(ids.count(u"doubtful"_s) <= 1);
    QCOMPARE(ids[qsizetype(last) - 1], u"b"_s);
    QCOMPARE(Index(ids.size()), ok(log->bounds()).last);
}

/// What it may have been given before it went is not denied.
void tst_JetStreamFaults::serverStandsStillAndGoes()
{
    NatsServer server;
    const auto log = openAt(server, 5s);
    const auto other = openAt(server, 50ms);
    QCOMPARE(ok(appendOne(*log, u"a"_s)), Index(1));
    server.freeze();
    Result<Index> appended;
    std::atomic<bool> isBegun = false;
    std::thread appender([&] {
        isBegun = true;
        isBegun.notify_one();
        appended = appendOne(*log, u"doubtful"_s);
    });
    isBegun.wait(false);
    for (int times = 0; times < 3; ++times) // the appender waits so long, too
        EXPECT_ERROR(other->read(1, 10), ErrorCode::TimedOut);
    server.kill();
    appender.join();
    EXPECT_ERROR(appended, ErrorCode::TimedOut);
}

void tst_JetStreamFaults::serverIsKilledWithManyPartsOnTheirWay()
{
    NatsServer server;
    const auto log = openAt(server, 1min);
    QList<Index> given;
    for (int batch = 0; batch < 8; ++batch) {
        std::jthread appender;
        awaitPart(*server.connect(), [&] { appender = std::jthread([&, batch] { given.append(appendLarge(*log, batch).value_or(0)); }); });
        server.kill();
        server.start();
    }
    compareLarge(*openAt(server, 1min), given);
}

/// Parts are sent again to a server that takes the first ones when it goes on.
void tst_JetStreamFaults::serverStandsStillWithManyPartsOnTheirWay()
{
    NatsServer server;
    const auto log = openAt(server, 1min, 100ms);
    const auto other = openAt(server, 1min, 100ms);
    QList<Index> given;
    for (int batch = 0; batch < 8; ++batch) {
        std::jthread appender;
        awaitPart(*server.connect(), [&] { appender = std::jthread([&, batch] { given.append(appendLarge(*log, batch).value_or(0)); }); });
        server.freeze();
        while (other->bounds()) // answers that were on their way
            ;
        EXPECT_ERROR(other->bounds(), ErrorCode::TimedOut); // so long the appender waits, too
        EXPECT_ERROR(other->bounds(), ErrorCode::TimedOut);
        server.thaw();
    }
    compareLarge(*openAt(server, 1min), given);
}

/// However long the server would be waited for.
void tst_JetStreamFaults::readsAreStopped()
{
    NatsServer server;
    const auto log = openAt(server, 1min, 1h);
    ok(appendOne(*log, u"a"_s));
    const Workspace space;
    const auto state = ok(ManagedState::open(PosixFileSystem::instance(), space.path(u"state.db"_s)));
    server.freeze();
    const auto stopped = [&](const auto &work) {
        ErrorCode code = {};
        std::jthread reader([&](std::stop_token stop) { code = errorOf(work(stop)).code; });
        reader.request_stop();
        reader.join();
        return codeOf(code);
    };
    QCOMPARE(stopped([&](std::stop_token stop) { return log->read(1, 10, 1000, stop); }), codeOf(ErrorCode::Canceled));
    QCOMPARE(stopped([&](std::stop_token stop) { return log->bounds(stop); }), codeOf(ErrorCode::Canceled));
    QCOMPARE(stopped([&](std::stop_token stop) { return log->waitFor(5, 1h, stop); }), codeOf(ErrorCode::Canceled));
    QCOMPARE(stopped([&](std::stop_token stop) {
        Progress progress;
        JobControl control(progress, stop);
        return replay(control, *log, *state);
    }), codeOf(ErrorCode::Canceled));
    server.thaw();
}

void tst_JetStreamFaults::waitEndsWhereTheServerIsAway()
{
    NatsServer server;
    const auto log = openAt(server, 1min);
    Result<Index> waited;
    std::thread waiter([&] { waited = log->waitFor(1, 1h); });
    server.kill();
    waiter.join();
    QVERIFY(passes(waited));
}

void tst_JetStreamFaults::accountIsFull()
{
    NatsServer server({}, u"max_file_store: 3000000\n"_s);
    const auto log = openAt(server, 1min);
    const QList<Change> large{put(u"games"_s, u"a"_s, "{\"a\":\"" + QByteArray(300'000, 'x') + "\"}")};
    Index last = 0;
    Result<Index> appended;
    while ((appended = log->append(large, u"test"_s, timeOf(1))))
        last = *appended;
    EXPECT_ERROR(appended, ErrorCode::DiskFull);
    QVERIFY(last > 5);
    QCOMPARE(ok(log->bounds()).last, last);
    QCOMPARE(Index(ok(log->read(1, 1000)).entries.size()), last);
    ok(log->trim(last - 1));
    QCOMPARE(ok(log->append(large, u"test"_s, timeOf(1))), last + 1);
}

/// The device itself: nothing that was acknowledged is lost, and once there is room the log goes on.
void tst_JetStreamFaults::diskIsFull()
{
    SmallDisk disk(4 << 20);
    if (!disk.isMounted())
        QSKIP("the system lets nobody mount a tmpfs here");
    NatsServer server({}, QString(), disk.path());
    const auto log = openAt(server, 100ms);
    const QList<Change> large{put(u"games"_s, u"a"_s, "{\"a\":\"" + QByteArray(300'000, 'x') + "\"}")};
    Index last = 0;
    Result<Index> appended;
    while ((appended = log->append(large, u"test"_s, timeOf(1))))
        last = *appended;
    QVERIFY2(appended.error().code == ErrorCode::DiskFull, qPrintable(toString(appended.error())));
    QVERIFY(last > 5);
    server.stop();
    QVERIFY(disk.resize(8 << 20));
    server.start();
    const auto again = openAt(server, 1min);
    const LogPart part = ok(again->read(1, 1000));
    QVERIFY(part.bounds.last >= last);
    QCOMPARE(Index(part.entries.size()), part.bounds.last);
    QCOMPARE(ok(again->append(large, u"test"_s, timeOf(1))), part.bounds.last + 1);
}

void tst_JetStreamFaults::noJetStream()
{
    const NatsServer server({}, std::nullopt);
    const auto opened = JetStreamLog::open(server.connect(), kSettings, kLineage);
    EXPECT_ERROR(opened, ErrorCode::ServiceMissing);
    QCOMPARE(opened.error().subject, u"JetStream"_s);
}

QTEST_GUILESS_MAIN(tst_JetStreamFaults)
#include "tst_jetstreamfaults.moc"
