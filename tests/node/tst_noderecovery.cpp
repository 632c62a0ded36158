// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "publishbench.h"

#include "engine/base/posixfilesystem.h"
#include "tests/support/cutrelay.h"

#include <QRandomGenerator>
#include <QTest>
#include <QUrl>

#include <atomic>

using namespace Qt::StringLiterals;
using namespace lifeboat;
using namespace lifeboat::test;
using namespace std::chrono_literals;

/// A node that must begin with what was published, and meets every failure on that way: it ends with what the others have.
class tst_NodeRecovery final : public PublishBench
{
    Q_OBJECT

private Q_SLOTS:
    void cleanup();
    void diskFailsAtEachStep_data() { kinds(); }
    void diskFailsAtEachStep();
    void networkGoesOnTheWay_data();
    void networkGoesOnTheWay();

private:
    /// Node 0 publishes, and the log no longer reaches back to its beginning. The snapshot.
    QString publish(const QString &text);
    /// Node 1 is a new one of that name, opened by `open`; it recovers.
    void recover(const QString &name, const std::function<void(NodeBench &)> &prepare, const std::function<void()> &meanwhile = {});

    std::unique_ptr<CutRelay> m_relay;
};

void tst_NodeRecovery::cleanup()
{
    if (m_relay)
        m_relay->mend();
    end();
    m_relay.reset();
}

QString tst_NodeRecovery::publish(const QString &text)
{
    NodeBench &one = open(0);
    tickUntil([this] { return holds(0); });
    one.put(1, 20, text);
    const QString snapshot = one.take();
    tickUntil([&] { return latest(0) == snapshot; });
    one.put(21, 25);
    Distribution distribution(one.config, SystemClock::instance());
    ok(ok(distribution.openLog(u"main"_s, {{one.lineage()}, 20}, false))->trim(10));
    return snapshot;
}

void tst_NodeRecovery::recover(const QString &name, const std::function<void(NodeBench &)> &prepare,
                               const std::function<void()> &meanwhile)
{
    const NodeBench &one = *m_nodes[0];
    m_nodes[1] = std::make_unique<NodeBench>();
    NodeBench &two = *m_nodes[1];
    two.config.name = name;
    configure(1);
    prepare(two);
    open(1);
    if (meanwhile)
        meanwhile();
    const auto stands = [](const NodeBench &bench) { return bench.node->status().states.first(); };
    tickUntil([&] {
        const net::StateStatus state = stands(two);
        // Never anything between nothing and the whole snapshot.
        if (state.position && state.position->appliedIndex > 0 && state.position->appliedIndex < 20)
            fail(u"it stands at %1"_s.arg(state.position->appliedIndex), std::source_location::current());
        return state.position == stands(one).position && !state.trouble;
    });
    QCOMPARE(two.games(), m_nodes[0]->games());
    QCOMPARE(ok(two.call(u"state.tables"_s)), ok(m_nodes[0]->call(u"state.tables"_s)));
}

/// From the fetch on: of whatever changes a file, one call after the other fails, once.
void tst_NodeRecovery::diskFailsAtEachStep()
{
    QFETCH(const bool, nats);
    begin(nats);
    const QString snapshot = publish(u"x"_s);
    for (int step = 1;; ++step) {
        std::atomic<bool> isArmed = false;
        recover(u"f%1"_s.arg(step), [&](NodeBench &two) {
            two.fileSystem.setHook([&isArmed, &two, &snapshot, step](QByteArrayView, const QString &path) {
                if (path.contains(snapshot) && !isArmed.exchange(true))
                    two.fileSystem.setFault({.at = step});
            });
        });
        QVERIFY(isArmed);
        const bool hasStruck = m_nodes[1]->fileSystem.struck();
        m_nodes[1]->close();
        if (!hasStruck) {
            QVERIFY(step > 10);
            break;
        }
    }
}

void tst_NodeRecovery::networkGoesOnTheWay_data()
{
    QTest::addColumn<int>("pieces"); ///< of 1,000 bytes: so many of what it asks the server for get there
    for (const int pieces : {1, 2, 4, 8, 16, 32})
        QTest::addRow("%d", pieces) << pieces;
}

void tst_NodeRecovery::networkGoesOnTheWay()
{
    NEED_NATS_SERVER();
    QFETCH(const int, pieces);
    begin(true);
    QByteArray noise(75'000, Qt::Uninitialized);
    QRandomGenerator random(1);
    std::ranges::generate(noise, [&] { return char(random.generate()); });
    publish(QString::fromLatin1(noise.toBase64()));
    m_relay = std::make_unique<CutRelay>(quint16(QUrl(m_server->url()).port()));
    recover(u"far"_s,
            [&](NodeBench &two) {
                two.config.nats->settings.urls = {u"nats://127.0.0.1:%1"_s.arg(m_relay->port())};
                two.config.nats->settings.requestTimeout = 1s;
                m_relay->cutAfter(pieces * 1000);
            },
            [this] {
                const auto isThere = [this] { return m_nodes[1]->node->status().states.first().position == m_nodes[0]->node->status().states.first().position; };
                tickUntil([&] { return m_relay->isCut() || isThere(); });
                m_relay->mend();
            });
}

QTEST_GUILESS_MAIN(tst_NodeRecovery)
#include "tst_noderecovery.moc"
