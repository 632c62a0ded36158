// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/log/jetstreamlog.h"
#include "engine/operations/operation.h"
#include "engine/store/natsobjectstore.h"
#include "tests/support/entries.h"
#include "tests/support/expect.h"
#include "tests/support/natscluster.h"

#include <QTest>

#include <thread>

using namespace Qt::StringLiterals;
using namespace lifeboat;
using namespace lifeboat::test;
using namespace std::chrono_literals;

namespace {

/// However long the servers need to agree again.
QList<Entry> readAll(ReplicatedLog &log)
{
    QList<Entry> all;
    while (true) {
        const auto part = log.read(Index(all.size()) + 1, 10'000);
        if (!part && isPassing(part.error().code))
            continue;
        if (ok(part).entries.isEmpty())
            return all;
        all += part->entries;
    }
}

} // namespace

/// A log that three servers keep.
class tst_JetStreamCluster final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { NEED_NATS_SERVER(); }
    void leaderIsKilled_data();
    void leaderIsKilled();
    void storeIsMadeOnceAllAreThere();
};

void tst_JetStreamCluster::leaderIsKilled_data()
{
    QTest::addColumn<int>("bytes");
    QTest::addColumn<int>("batches");
    QTest::newRow("each batch a message") << 10 << 100;
    QTest::newRow("each batch many messages") << 900'000 << 15;
}

/// Two append through connections of their own while the server dies that decides their order, and comes back.
void tst_JetStreamCluster::leaderIsKilled()
{
    QFETCH(const int, bytes);
    QFETCH(const int, batches);
    const QByteArray document = "{\"a\":\"" + QByteArray(bytes, 'x') + "\"}";
    NatsCluster cluster;
    NatsSettings settings = cluster.settings();
    settings.requestTimeout = 1s;
    const auto open = [&] {
        return ok(JetStreamLog::open(ok(NatsConnection::open(settings)), {.cluster = u"test"_s, .state = u"main"_s, .replicas = 3}, {u"a"_s}, 0, 1min));
    };
    std::array<QList<Index>, 2> given;
    std::array<std::optional<Error>, 2> troubles;
    std::atomic<int> appended = 0;
    {
        std::vector<std::jthread> appenders;
        for (size_t i = 0; i < given.size(); ++i) {
            appenders.emplace_back([&, i, log = std::shared_ptr(open())](std::stop_token stop) {
                for (int n = 0; !stop.stop_requested() && !troubles[i]; ++n) {
                    const auto last = log->append(QList<Change>{put(u"games"_s, u"%1-%2"_s.arg(i).arg(n), document), put(u"games"_s, u"more"_s, document)}, u"test"_s, timeOf(1));
                    if (last)
                        given[i].append(*last);
                    else
                        troubles[i] = last.error();
                    ++appended;
                }
            });
        }
        const auto goOn = [&](int count) {
            for (const int until = appended + count; appended < until && !troubles[0] && !troubles[1];)
                std::this_thread::yield();
        };
        goOn(batches);
        const JetStream stream(ok(NatsConnection::open(settings)));
        const QString leader = ok(stream.streamInfo("LIFEBOAT_test_main"))[u"cluster"_s][u"leader"_s].toString();
        const size_t victim = leader.sliced(1).toULongLong();
        cluster.server(victim).kill();
        goOn(batches);
        cluster.server(victim).start();
        goOn(batches);
    }
    for (const auto &trouble : troubles)
        QVERIFY2(!trouble, qPrintable(toString(trouble.value_or(Error{}))));
    const auto log = open();
    const QList<Entry> all = readAll(*log);
    QCOMPARE(all.size(), 2 * (given[0].size() + given[1].size()));
    for (size_t i = 0; i < given.size(); ++i) {
        for (qsizetype n = 0; n < given[i].size(); ++n)
            QCOMPARE(all[qsizetype(given[i][n]) - 2].change.id, u"%1-%2"_s.arg(i).arg(n));
    }
}

/// What wants three servers while one is away can be tried again, and comes about when that one is back.
void tst_JetStreamCluster::storeIsMadeOnceAllAreThere()
{
    NatsCluster cluster;
    cluster.server(2).stop();
    const auto connection = ok(NatsConnection::open(cluster.settings()));
    const auto open = [&] { return NatsObjectStore::open(connection, {.bucket = u"snaps"_s, .owner = {}, .replicas = 3}).transform([](const auto &) {}); };
    Result<> opened;
    const auto isRefused = [&] {
        opened = open(); // until the others know that it is away they count on it
        if (opened)
            (void)JetStream(connection).call("STREAM.DELETE.OBJ_snaps", {});
        else if (opened.error().code != ErrorCode::TimedOut)
            return true;
        return false;
    };
    QVERIFY(QTest::qWaitFor(isRefused, 120'000));
    QVERIFY2(isWorthRetrying(opened.error().code), qPrintable(toString(opened.error())));
    cluster.server(2).start();
    QVERIFY2(QTest::qWaitFor([&] { return bool(opened = open()); }, 120'000), qPrintable(toString(opened.error_or(Error{}))));
}

QTEST_GUILESS_MAIN(tst_JetStreamCluster)
#include "tst_jetstreamcluster.moc"
