// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "outagebench.h"

#include "engine/archive/layout.h"
#include "engine/base/posixfilesystem.h"
#include "engine/net/nodeclient.h"

#include <QElapsedTimer>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace lifeboat;
using namespace lifeboat::test;
using namespace std::chrono_literals;

/// Three nodes on servers that go away for all of them, or all go back while others write; nothing acknowledged is lost, and all end
/// equal.
class tst_NodeOutage final : public OutageBench
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { NEED_NATS_SERVER(); }
    void init() { m_ttl = kShortestTtl; }
    void cleanup() { end(); }
    void awayForLongerThanALease_data() { serverCounts(); }
    void awayForLongerThanALease();
    void awayForHalfAMinute_data() { serverCounts(); }
    void awayForHalfAMinute();
    void restoresDuringWrites_data() { serverCounts(); }
    void restoresDuringWrites();
};

void tst_NodeOutage::awayForLongerThanALease()
{
    QFETCH(const int, servers);
    beginOn(servers);
    openAll();
    waitForLeader();
    write(0, 1, 100);
    const auto newestToken = [this] { return std::max({token(0), token(1), token(2)}); };
    const auto isLed = [this] { return holds(0) || holds(1) || holds(2); };
    const quint64 before = newestToken();
    killServers();
    tickUntil([&] { return !isLed(); }, kRealTime);
    const auto ended = m_nodes[0]->clock.steadyNow();
    tickUntil([&] { return m_nodes[0]->clock.steadyNow() - ended > 2 * kShortestTtl; }, kRealTime);
    QVERIFY(!isLed());
    startServers();
    quint64 after = 0;
    tickUntil([&] { return (after = newestToken()) > 0; }, kRealTime);
    QVERIFY(after > before);
    write(1, 101, 200);
    write(0, 201, 300);
    publish(300, allNodes(), before);
    compareStates(300);
}

/// Longer than a write waits and than a connection stands: what is refused is said to be, all goes on with the servers.
void tst_NodeOutage::awayForHalfAMinute()
{
    QFETCH(const int, servers);
    beginOn(servers);
    openAll();
    write(0, 1, 100);
    killServers();
    const QDeadlineTimer away(30s);
    QElapsedTimer passed;
    passed.start();
    int refused = 0;
    while (!away.hasExpired()) {
        const auto done = m_nodes[size_t(refused % 3)]->call(u"state.change"_s, put(u"away"_s));
        QVERIFY(!done);
        QVERIFY2(net::isTransient(done.error().code), qPrintable(toString(done.error())));
        ++refused;
        tickUntil([] { return true; }, std::chrono::milliseconds(passed.restart()));
    }
    QVERIFY(refused > 0);
    // One that is asked for shortly before the servers are back is held until then, or refused; what is acknowledged stays.
    QVERIFY(!holds(0) && !holds(1) && !holds(2));
    startServers();
    write(0, 101, 200);
    write(1, 201, 300);
    write(2, 301, 400);
    tickUntil([this] { return holds(0) || holds(1) || holds(2); }, kRealTime);
    compareStates(400);
}

/// Three nodes go back to one snapshot together while others write; what is acknowledged in the new history stays.
void tst_NodeOutage::restoresDuringWrites()
{
    QFETCH(const int, servers);
    beginOn(servers);
    openAll();
    write(0, 1, 500);
    for (int i = 0; i < 3; ++i)
        m_nodes[size_t(i)]->waitUntil([&] { return m_nodes[size_t(i)]->index() >= 500; });
    const QString snapshot = m_nodes[0]->take();
    const QString name = snapshot + layout::kArchiveSuffix;
    for (int i = 1; i < 3; ++i)
        QVERIFY(QFile::copy(m_nodes[0]->config.store + u"/main/"_s + name, m_nodes[size_t(i)]->config.store + u"/main/"_s + name));
    for (int i = 1; i < 3; ++i)
        m_nodes[size_t(i)]->close(); // it reads its store anew
    openAll({1, 2});
    write(1, 501, 600);
    QStringList operations;
    for (int i = 0; i < 3; ++i) {
        NodeBench &bench = *m_nodes[size_t(i)];
        operations << ok(bench.call(u"restore.run"_s, {{u"snapshot"_s, snapshot},
                                                       {u"confirm"_s, u"state.db"_s},
                                                       {u"force"_s, true},
                                                       {u"lineage"_s, u"agreed"_s},
                                                       {u"begin"_s, true}}))["operation"_L1].toString();
    }
    int attempts = 0;
    const auto isOver = [&](int i) {
        const QString status = newest(i, u"restore"_s)["status"_L1].toString();
        return status == "completed"_L1 || status == "dead"_L1;
    };
    // Of the acknowledged ones, by the history of the node while it was asked; one that changed meanwhile may be in either.
    QStringList before{u"k501"_s, u"k600"_s}, after;
    while (!isOver(0) || !isOver(1) || !isOver(2) || after.size() < 30) {
        for (int i = 0; i < 3; ++i) {
            const QString id = u"during-%1"_s.arg(++attempts);
            const QString asked = lineage(i);
            const auto done = m_nodes[size_t(i)]->call(u"state.change"_s, put(id));
            if (done && asked == "agreed"_L1)
                after << id;
            else if (done && !asked.isEmpty() && lineage(i) == asked)
                before << id;
        }
    }
    for (int i = 0; i < 3; ++i)
        QCOMPARE(m_nodes[size_t(i)]->ended(operations[i]).status, OperationStatus::Completed);
    for (int i = 0; i < 3; ++i)
        m_nodes[size_t(i)]->waitUntil([&] { return m_nodes[size_t(i)]->lineage() == "agreed"_L1; });
    for (int i = 0; i < 3; ++i)
        write(i, 601 + i * 100, 700 + i * 100);
    compareStates(500);
    // What went to the old history is gone with it, as the restore was told; of the new one nothing is.
    const auto state = ok(ManagedState::open(PosixFileSystem::instance(), m_nodes[0]->config.data + u"/state.db"_s));
    const auto has = [&](const QString &id) { return state->document(u"games"_s, id).has_value(); };
    for (int k = 601; k <= 900; ++k)
        after << u"k%1"_s.arg(k);
    for (const QString &id : std::as_const(after))
        QVERIFY2(has(id), qPrintable(id));
    for (const QString &id : std::as_const(before))
        QVERIFY2(!has(id), qPrintable(id));
}

QTEST_GUILESS_MAIN(tst_NodeOutage)
#include "tst_nodeoutage.moc"
