// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemonbench.h"

#include "engine/state/managedstate.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace lifeboat;
using namespace lifeboat::test;

/// Real lifeboatd processes: started, asked, killed and started again.
class tst_Lifeboatd final : public DaemonBench
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void checksConfiguration_data();
    void checksConfiguration();
    void tokens();
    void oneProcessADirectory();
    void portTaken();
    void cleanAndCrashRestart();
    void sharedLogAfterKills();
    void farBehindAndFreshNodes();

private:
    static QByteArray digest(const DaemonProcess &daemon);
    /// Of a state that holds the documents which put() makes from 1 to `last`.
    QByteArray digestOfGames(int last) const;
};

void tst_Lifeboatd::init()
{
    m_space = std::make_unique<Workspace>();
}

QByteArray tst_Lifeboatd::digestOfGames(int last) const
{
    const QString path = m_space->path(u"games-%1.db"_s.arg(last));
    const auto state = ok(ManagedState::open(PosixFileSystem::instance(), path));
    QList<Entry> entries;
    for (int i = 1; i <= last; ++i) {
        const QByteArray text(20, char('a' + i % 26));
        entries.append({Index(i), QDateTime::currentDateTimeUtc(), {},
                        {u"games"_s, EntryOp::Put, u"k%1"_s.arg(i, 8, 10, '0'_L1),
                         "{\"text\":\"" + text + "\"}"}});
    }
    ok(state->apply(entries));
    return ok(state->contentDigest(UnwatchedControl()));
}

QByteArray tst_Lifeboatd::digest(const DaemonProcess &daemon)
{
    const auto state = ok(ManagedState::open(PosixFileSystem::instance(), daemon.data(u"state.db"_s)));
    return ok(state->contentDigest(UnwatchedControl()));
}

void tst_Lifeboatd::checksConfiguration_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("said");
    QTest::newRow("unknown key") << QByteArray("[node]\nnmae = 'x'\n")
                                 << u"line 2: unknown key node.nmae"_s;
    QTest::newRow("not TOML") << QByteArray("name x\n") << u"line 1"_s;
}

void tst_Lifeboatd::checksConfiguration()
{
    QFETCH(const QByteArray, text);
    QFETCH(const QString, said);
    m_space->write(u"x.toml"_s, text);
    for (const QStringList &arguments : {QStringList{u"--check-config"_s}, QStringList{}}) {
        const DaemonRun checked =
            runDaemon(arguments + QStringList{u"--config"_s, m_space->path(u"x.toml"_s)});
        QCOMPARE(checked.status, 2);
        QVERIFY2(checked.output.contains(said), qPrintable(checked.output));
        QVERIFY(checked.output.contains(m_space->path(u"x.toml"_s)));
    }
    QCOMPARE(runDaemon({u"--config"_s, m_space->path(u"none.toml"_s)}).status, 3);
    QCOMPARE(runDaemon({u"--confg"_s}).status, 2);
}

void tst_Lifeboatd::tokens()
{
    DaemonProcess daemon(m_space->path(u"n1"_s), u"n1"_s);
    daemon.start();
    const QStringList config{u"--config"_s, daemon.configPath(), u"token"_s};
    const DaemonRun added =
        runDaemon(config + QStringList{u"add"_s, u"ann"_s, u"--role"_s, u"viewer"_s});
    QCOMPARE(added.status, 0);
    net::Endpoint ann = daemon.endpoint();
    ann.token = added.output.trimmed();
    const auto client = greeted(ann);
    EXPECT_ERROR(await(client->call(u"snapshot.take"_s)), ErrorCode::RoleInsufficient);
    QVERIFY(runDaemon(config + QStringList{u"list"_s}).output.contains("ann"_L1));
    QCOMPARE(runDaemon(config + QStringList{u"add"_s, u"ann"_s}).status, 4);
    QCOMPARE(runDaemon(config + QStringList{u"add"_s, u"bob"_s, u"--role"_s, u"king"_s}).status, 2);
    QCOMPARE(runDaemon(config + QStringList{u"revoke"_s, u"ann"_s}).status, 0);
    QVERIFY(refusal(ann).code == ErrorCode::AuthenticationFailed);
}

void tst_Lifeboatd::oneProcessADirectory()
{
    DaemonProcess daemon(m_space->path(u"n1"_s), u"n1"_s);
    daemon.start();
    QCOMPARE(runDaemon({u"--config"_s, daemon.configPath()}).status, 4);
    QCOMPARE(daemon.terminate(), 0);
}

void tst_Lifeboatd::portTaken()
{
    DaemonProcess first(m_space->path(u"n1"_s), u"n1"_s);
    first.start();
    const DaemonProcess second(m_space->path(u"n2"_s), u"n2"_s);
    second.configure("port = 0", "port = " + QByteArray::number(first.endpoint().url.port()));
    const DaemonRun refused = runDaemon({u"--config"_s, second.configPath()});
    QCOMPARE(refused.status, 4);
    QVERIFY2(!refused.output.isEmpty(), qPrintable(refused.output));
}

void tst_Lifeboatd::cleanAndCrashRestart()
{
    DaemonProcess daemon(m_space->path(u"n1"_s), u"n1"_s);
    daemon.start();
    auto client = greeted(daemon.endpoint());
    put(*client, 1, 500);
    waitForIndex(*client, 500);
    const Operation taken = run(*client, u"snapshot.take"_s);
    QVERIFY(taken.status == OperationStatus::Completed);
    client.reset();
    QCOMPARE(daemon.terminate(), 0);
    QVERIFY(digest(daemon) == digestOfGames(500));
    daemon.start();
    client = greeted(daemon.endpoint());
    QCOMPARE(index(*client), 500u);
    QCOMPARE(state(*client)["lineage"_L1], taken.result["position"_L1]["lineage"_L1]);
    // Acknowledged, and then killed at once: every one of them is there afterwards, once.
    put(*client, 501, 600);
    daemon.kill();
    client.reset();
    daemon.start();
    client = greeted(daemon.endpoint());
    waitForIndex(*client, 600);
    QCOMPARE(index(*client), 600u);
    QCOMPARE(state(*client)["lineage"_L1], taken.result["position"_L1]["lineage"_L1]);
    const Operation kept = operation(*client, taken.id.value);
    QVERIFY(kept.status == OperationStatus::Completed && kept.result == taken.result);
    client.reset();
    QCOMPARE(daemon.terminate(), 0);
    QVERIFY(digest(daemon) == digestOfGames(600));
}

/// Three nodes follow one log; whichever is killed, whenever: they end with the same content.
void tst_Lifeboatd::sharedLogAfterKills()
{
    const QString log = m_space->path(u"log.db"_s);
    std::vector<std::unique_ptr<DaemonProcess>> daemons;
    for (int i = 1; i <= 3; ++i) {
        daemons.push_back(
            std::make_unique<DaemonProcess>(m_space->path(u"n%1"_s.arg(i)), u"n%1"_s.arg(i), log));
        daemons.back()->start();
    }
    int written = 0;
    for (int round = 0; round < 9; ++round) {
        DaemonProcess &writer = *daemons[size_t(round) % 3];
        DaemonProcess &victim = *daemons[size_t(round + 1) % 3];
        const auto client = greeted(writer.endpoint());
        put(*client, written + 1, written + 300);
        victim.kill();
        put(*client, written + 301, written + 500);
        written += 500;
        victim.start();
    }
    for (const auto &daemon : daemons) {
        const auto client = greeted(daemon->endpoint());
        waitForIndex(*client, quint64(written));
        QCOMPARE(index(*client), quint64(written));
    }
    for (const auto &daemon : daemons)
        QCOMPARE(daemon->terminate(), 0);
    const QByteArray first = digest(*daemons[0]);
    QCOMPARE(digest(*daemons[1]), first);
    QCOMPARE(digest(*daemons[2]), first);
}

/// A node that was away while the log was trimmed, and one that is new, join by a snapshot, then by
/// the log.
void tst_Lifeboatd::farBehindAndFreshNodes()
{
    const QString log = m_space->path(u"log.db"_s);
    DaemonProcess leader(m_space->path(u"n1"_s), u"n1"_s, log);
    DaemonProcess behind(m_space->path(u"n2"_s), u"n2"_s, log);
    leader.start();
    behind.start();
    auto client = greeted(leader.endpoint());
    put(*client, 1, 100);
    {
        const auto other = greeted(behind.endpoint());
        waitForIndex(*other, 100);
    }
    QCOMPARE(behind.terminate(), 0);
    put(*client, 101, 13'000);
    waitForIndex(*client, 13'000);
    const QString snapshot = run(*client, u"snapshot.take"_s).result["snapshot"_L1].toString();
    DaemonProcess fresh(m_space->path(u"n3"_s), u"n3"_s, log);
    put(*client, 13'001, 13'010);
    QTemporaryDir fetched;
    const QString archive = fetched.path() + u'/' + snapshot + u".snap.tar"_s;
    ok(await(client->fetch(snapshot, archive, PosixFileSystem::instance())));
    for (DaemonProcess *const joining : {&behind, &fresh}) {
        joining->start();
        const auto other = greeted(joining->endpoint());
        waitFor([&] { return state(*other)["trouble"_L1]["code"_L1] == "LogTrimmed"_L1; });
        ok(await(other->send(snapshot, archive, PosixFileSystem::instance())));
        const Operation restored = run(*other, u"restore.run"_s,
                                       {{u"snapshot"_s, snapshot}, {u"confirm"_s, u"state.db"_s}});
        QVERIFY2(restored.status == OperationStatus::Completed,
                 qPrintable(toString(restored.lastError.value_or(Error{}))));
        waitForIndex(*other, 13'010);
    }
    QCOMPARE(leader.terminate(), 0);
    QCOMPARE(behind.terminate(), 0);
    QCOMPARE(fresh.terminate(), 0);
    QCOMPARE(digest(behind), digest(leader));
    QCOMPARE(digest(fresh), digest(leader));
}

QTEST_GUILESS_MAIN(tst_Lifeboatd)
#include "tst_lifeboatd.moc"
