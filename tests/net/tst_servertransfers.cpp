// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/net/jsonrpc.h"
#include "engine/net/servertransfers.h"
#include "servednode.h"
#include "tests/support/faultyfilesystem.h"

#include <latch>

using namespace Qt::StringLiterals;
using namespace lifeboat;
using namespace lifeboat::net;
using namespace lifeboat::test;

namespace {

/// Transfers without a connection, and a disk whose jobs end when the test wants them to.
struct Bench
{
    /// Takes all threads of the disk but one: its jobs go one after the other from here on.
    Bench()
    {
        for (int i = 0; i < 3; ++i) {
            parts.disk.start<bool>([](JobControl &control) -> Result<bool> {
                std::mutex mutex;
                std::unique_lock lock(mutex);
                std::condition_variable_any().wait(lock, control.stopToken(), [] { return false; });
                return true;
            });
        }
    }

    /// Whatever the disk was asked for has ended, and its result is posted.
    void waitForDisk()
    {
        std::latch reached(1); // the future's waitForFinished() would run what still waits here
        parts.disk.start<bool>([&reached](JobControl &) -> Result<bool> {
            reached.count_down();
            return true;
        });
        reached.wait();
    }

    static void deliver()
    {
        QCoreApplication::sendPostedEvents();
        QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
    }

    Answer answer()
    {
        return [this](const Result<QJsonValue> &outcome) {
            answers.append(outcome ? u"ok"_s : codeName(outcome.error().code));
        };
    }

    Workspace space;
    EchoNode node{space};
    std::unique_ptr<TokenStore> tokens =
        ok(TokenStore::open(PosixFileSystem::instance(), space.path(u"tokens.json"_s)));
    std::unique_ptr<AuditLog> audit =
        ok(AuditLog::open(PosixFileSystem::instance(), space.path(u"audit.log"_s)));
    PeerLimits limits;
    ServerParts parts{.limits = limits,
                      .handler = node,
                      .tokens = *tokens,
                      .fileSystem = PosixFileSystem::instance(),
                      .clock = SystemClock::instance(),
                      .audit{*audit, SystemClock::instance()}};
    QStringList answers;
    QStringList notified;
    ServerTransfers transfers{parts,
                              {},
                              {.send = [](const QByteArray &) {}, .backlog = [] { return 0; }},
                              [this](const QString &method, const QJsonObject &) {
                                  notified.append(method);
                              },
                              nullptr};
};

} // namespace

class tst_ServerTransfers final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void canceledAsTheFileIsOpen_data();
    void canceledAsTheFileIsOpen();
    void canceledAsTheLastIsRead();
    void canceledBeforeTheAnswerIsRecorded();
};

void tst_ServerTransfers::canceledAsTheFileIsOpen_data()
{
    QTest::addColumn<bool>("isFetch");
    QTest::newRow("fetch") << true;
    QTest::newRow("send") << false;
}

void tst_ServerTransfers::canceledAsTheFileIsOpen()
{
    QFETCH(const bool, isFetch);
    Bench bench;
    bench.node.keep(u"s1"_s, noise(1000));
    if (isFetch)
        bench.transfers.fetch({{u"snapshot"_s, u"s1"_s}}, bench.answer());
    else
        bench.transfers.send({{u"snapshot"_s, u"up"_s}, {u"size"_s, u"5"_s}}, bench.answer());
    bench.waitForDisk();
    ok(bench.transfers.cancel({{u"transfer"_s, 1}}));
    bench.deliver();
    QCOMPARE(bench.answers, QStringList{u"Canceled"_s});
    QVERIFY(bench.notified.isEmpty());
}

void tst_ServerTransfers::canceledAsTheLastIsRead()
{
    Bench bench;
    bench.node.keep(u"s1"_s, noise(1000));
    bench.transfers.fetch({{u"snapshot"_s, u"s1"_s}}, bench.answer());
    bench.waitForDisk();
    bench.deliver();
    QCOMPARE(bench.answers, QStringList{u"ok"_s});
    bench.waitForDisk();
    ok(bench.transfers.cancel({{u"transfer"_s, 1}}));
    bench.deliver();
    QVERIFY(bench.notified.isEmpty());
    QCOMPARE(bench.answers, QStringList{u"ok"_s});
}

void tst_ServerTransfers::canceledBeforeTheAnswerIsRecorded()
{
    std::latch held(1), released(1);
    FaultyFileSystem slow;
    slow.setHook([&](QByteArrayView call, const QString &) {
        if (call == "lock") {
            held.count_down();
            released.wait();
        }
    });
    ServedNode served({.fileSystem = &slow});
    RawPeer peer(served.url());
    peer.hello(served.secret(Role::Operator));
    peer.send(rpc::encode({rpc::Id(qint64(2)),
                           u"snapshot.send"_s,
                           {{u"snapshot"_s, u"up"_s}, {u"size"_s, u"5"_s}}}));
    waitFor([&held] { return held.try_wait(); });
    peer.send(rpc::encode({{}, u"transfer.cancel"_s, {{u"transfer"_s, 1}}}));
    peer.send(rpc::encode({rpc::Id(qint64(3)), u"node.status"_s, {}}));
    const QJsonObject canceled = peer.next();
    released.count_down();
    QCOMPARE(canceled["id"_L1].toInt(), 2);
    QCOMPARE(canceled["error"_L1]["data"_L1]["code"_L1].toString(), u"Canceled"_s);
    QVERIFY(served.audited().contains(u"operator snapshot.send up Canceled"_s));
}

QTEST_GUILESS_MAIN(tst_ServerTransfers)
#include "tst_servertransfers.moc"
