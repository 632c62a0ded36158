// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "nodebench.h"

#include "tests/support/natsserver.h"

#include <QJsonArray>
#include <QTest>
#include <random>

using namespace Qt::StringLiterals;
using namespace lifeboat;
using namespace lifeboat::test;

/// Whatever is restored, written and taken back in whatever order: at one index of one lineage there is one content only,
/// and a node stands where it says that it stands.
class tst_NodeHistories final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void oldNameGetsNoNewContent_data() { logs(); }
    void oldNameGetsNoNewContent();
    void restoreIsWhatTheSnapshotIs_data() { logs(); }
    void restoreIsWhatTheSnapshotIs();
    void oneAfterTheOther_data() { logs(); }
    void oneAfterTheOther();
    void lostLogBeginsAnother();
    void whateverIsDone_data();
    void whateverIsDone();

private:
    enum class Log { Own, Shared, JetStream };
    static void logs();
    void open(Log log);
    NodeBench &node(int i) const { return *m_nodes[size_t(i)]; }
    int count() const { return int(m_nodes.size()); }
    net::StateStatus state(int i) const { return node(i).node->status().states.first(); }

    QString write(int i);
    QString take(int i);
    /// As ClusterRestore does it. False where a node's plan refuses it.
    bool restore(const QList<int> &nodes, const QString &snapshot, bool force, const QString &lineage = makeLineage().value);
    bool undo(const QList<int> &nodes);
    void settled(int i, const Operation &done);
    void look();

    std::unique_ptr<NatsServer> m_server;
    std::vector<std::unique_ptr<NodeBench>> m_nodes;
    std::map<std::pair<QString, quint64>, QStringList> m_known; ///< by lineage and index
    int m_written = 0;
};

void tst_NodeHistories::logs()
{
    QTest::addColumn<int>("log");
    QTest::newRow("its own") << int(Log::Own);
    QTest::newRow("a shared file") << int(Log::Shared);
    if (NatsServer::isInstalled())
        QTest::newRow("JetStream") << int(Log::JetStream);
}

void tst_NodeHistories::init()
{
    m_known.clear();
}

void tst_NodeHistories::cleanup()
{
    m_nodes.clear();
    m_server.reset();
}

void tst_NodeHistories::open(Log log)
{
    if (log == Log::JetStream)
        m_server = std::make_unique<NatsServer>();
    for (int i = 0; i < (log == Log::Own ? 1 : 2); ++i) {
        m_nodes.push_back(std::make_unique<NodeBench>());
        NodeConfig &config = node(i).config;
        config.name = u"n%1"_s.arg(i);
        config.log = node(0).config.log;
        config.store = node(0).config.store;
        config.keepLast = 1000;
        if (m_server) {
            config.nats = NatsConfig{};
            config.nats->settings = m_server->settings();
        }
        node(i).open();
    }
    for (int i = 0; i < count(); ++i)
        QVERIFY(QTest::qWaitFor([&] { return node(i).lineage() == node(0).lineage(); }, 60'000));
}

/// The document it put, if it was taken.
QString tst_NodeHistories::write(int i)
{
    const QString id = u"k%1"_s.arg(++m_written, 4, 10, QLatin1Char('0'));
    const QJsonObject change{{u"table"_s, u"games"_s}, {u"op"_s, u"put"_s}, {u"id"_s, id}, {u"document"_s, QJsonObject()}};
    const auto put = node(i).call(u"state.change"_s, {{u"changes"_s, QJsonArray{change}}});
    if (put) {
        const quint64 last = (*put)["last"_L1].toString().toULongLong();
        QVERIFY(QTest::qWaitFor([&] { return node(i).index() >= last; }, 60'000));
    }
    look();
    return put ? id : QString();
}

QString tst_NodeHistories::take(int i)
{
    return node(i).take();
}

/// It stands where it said, and well unless it said why not.
void tst_NodeHistories::settled(int i, const Operation &done)
{
    QVERIFY2(done.status == OperationStatus::Completed, qPrintable(toString(done.lastError.value_or(Error{}))));
    const Position said{{done.result["position"_L1]["lineage"_L1].toString()},
                        *parseDecimal(done.result["position"_L1]["appliedIndex"_L1].toString())};
    QCOMPARE(state(i).position, std::optional(said));
    if (done.result.contains("trouble"_L1))
        return;
    QVERIFY2(QTest::qWaitFor([&] { return !state(i).trouble && state(i).logLast == said.appliedIndex; }, 60'000),
             qPrintable(toString(state(i).trouble.value_or(Error{}))));
}

bool tst_NodeHistories::restore(const QList<int> &nodes, const QString &snapshot, bool force, const QString &lineage)
{
    bool begins = false;
    for (const int i : nodes) {
        const auto plan = node(i).call(u"restore.plan"_s, {{u"snapshot"_s, snapshot}, {u"force"_s, force}});
        if (!plan)
            return false;
        begins = begins || (*plan)["startsLineage"_L1].toBool();
    }
    for (const int i : nodes) {
        settled(i, node(i).run(u"restore.run"_s, {{u"snapshot"_s, snapshot},
                                                  {u"confirm"_s, u"state.db"_s},
                                                  {u"force"_s, force},
                                                  {u"lineage"_s, lineage},
                                                  {u"begin"_s, begins}}));
    }
    look();
    return true;
}

bool tst_NodeHistories::undo(const QList<int> &nodes)
{
    for (const int i : nodes) {
        if (!node(i).call(u"restore.undoPlan"_s))
            return false;
    }
    for (const int i : nodes)
        settled(i, node(i).run(u"restore.undo"_s, {{u"confirm"_s, u"state.db"_s}}));
    look();
    return true;
}

/// Compares what all nodes hold, once they follow, with what was ever seen there.
void tst_NodeHistories::look()
{
    for (int i = 0; i < count(); ++i) {
        QVERIFY(QTest::qWaitFor([&] { return state(i).trouble || state(i).logLast == node(i).index(); }, 60'000));
        const auto before = state(i).position;
        const QStringList games = node(i).games();
        if (!before || state(i).position != before)
            continue; // it found its way out of a trouble
        const auto known = m_known.try_emplace({before->lineage.value, before->appliedIndex}, games).first;
        QCOMPARE(games, known->second);
    }
}

/// The log keeps one history only. Restored to a later point of one that it no longer has, it went on under the old name:
/// what had once stood there was "held already" then.
void tst_NodeHistories::oldNameGetsNoNewContent()
{
    QFETCH(const int, log);
    open(Log(log));
    QList<int> all;
    for (int i = 0; i < count(); ++i)
        all.append(i);
    QStringList snapshots;
    for (int k = 0; k < 3; ++k) {
        write(0);
        write(0);
        snapshots.append(take(0));
    }
    const QStringList wanted = node(0).games();
    QVERIFY(restore(all, snapshots[0], true));
    QVERIFY(restore(all, snapshots[0], true));
    QVERIFY(restore(all, snapshots[1], true));
    QCOMPARE(node(0).games(), wanted.first(4));
    for (int k = 0; k < 4; ++k)
        QVERIFY(!write(0).isEmpty());
    QVERIFY(restore(all, snapshots[2], false));
    for (const int i : all)
        QCOMPARE(node(i).games(), wanted);
    for (const int i : all)
        QVERIFY(!write(i).isEmpty());
}

/// What came after it is undone, also where the log still keeps it.
void tst_NodeHistories::restoreIsWhatTheSnapshotIs()
{
    QFETCH(const int, log);
    open(Log(log));
    QList<int> all;
    for (int i = 0; i < count(); ++i)
        all.append(i);
    write(0);
    const QString first = take(0);
    write(0);
    const QString second = take(0);
    const QStringList wanted = node(0).games();
    write(0);
    QVERIFY(restore(all, first, true));
    QVERIFY(restore(all, second, true));
    for (const int i : all)
        QCOMPARE(node(i).games(), wanted);
    QVERIFY(undo(all));
    for (const int i : all)
        QCOMPARE(node(i).games(), wanted.first(1));
}

/// Nodes that are restored from one snapshot by themselves go on together.
void tst_NodeHistories::oneAfterTheOther()
{
    QFETCH(const int, log);
    if (Log(log) == Log::Own)
        QSKIP("one node only");
    open(Log(log));
    write(0);
    const QString first = take(0);
    write(0);
    const QString second = take(0);
    QVERIFY(restore({0, 1}, first, true));
    QVERIFY(restore({0}, second, false));
    const QString written = write(0);
    QVERIFY(restore({1}, second, false));
    QCOMPARE(node(1).lineage(), node(0).lineage());
    QVERIFY(node(1).games().contains(written));
    QVERIFY(!state(0).trouble && !state(1).trouble);
}

/// Others may have what the lost log had.
void tst_NodeHistories::lostLogBeginsAnother()
{
    open(Log::Own);
    write(0);
    const QString snapshot = take(0);
    write(0);
    const QString before = node(0).lineage();
    node(0).close();
    for (const auto suffix : {""_L1, "-wal"_L1, "-shm"_L1})
        QFile::remove(node(0).config.log + suffix);
    QFile::remove(node(0).space.path(u"data/state.db"_s));
    node(0).open();
    QVERIFY(restore({0}, snapshot, false));
    QVERIFY(node(0).lineage() != before);
    QVERIFY(!write(0).isEmpty());
}

void tst_NodeHistories::whateverIsDone_data()
{
    QTest::addColumn<int>("log");
    QTest::addColumn<int>("seed");
    for (int seed = 1; seed <= 4; ++seed) {
        QTest::addRow("its own, %d", seed) << int(Log::Own) << seed;
        QTest::addRow("a shared file, %d", seed) << int(Log::Shared) << seed;
        if (NatsServer::isInstalled())
            QTest::addRow("JetStream, %d", seed) << int(Log::JetStream) << seed;
    }
}

void tst_NodeHistories::whateverIsDone()
{
    QFETCH(const int, log);
    QFETCH(const int, seed);
    open(Log(log));
    std::mt19937 random{unsigned(seed)};
    const auto below = [&](int limit) { return int(random() % unsigned(limit)); };
    QStringList snapshots;
    write(0);
    snapshots.append(take(0));
    for (int step = 0; step < 50; ++step) {
        QList<int> nodes{below(count())};
        if (count() > 1 && below(3) > 0)
            nodes.append(1 - nodes.first());
        switch (below(10)) {
        case 0:
        case 1:
        case 2:
            write(nodes.first());
            break;
        case 3:
            if (!state(nodes.first()).trouble)
                snapshots.append(take(nodes.first()));
            break;
        case 4:
        case 5:
        case 6:
        case 7:
            restore(nodes, snapshots[below(int(snapshots.size()))], below(3) > 0);
            break;
        case 8:
            undo(nodes);
            break;
        case 9:
            node(nodes.first()).close();
            node(nodes.first()).open();
            break;
        }
    }
    QVERIFY(restore(count() > 1 ? QList<int>{0, 1} : QList<int>{0}, snapshots.first(), true));
    for (int i = 0; i < count(); ++i)
        QVERIFY(!write(i).isEmpty());
}

QTEST_GUILESS_MAIN(tst_NodeHistories)
#include "tst_nodehistories.moc"
