// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "nodebench.h"

#include "engine/base/jsonparsing.h"
#include "engine/snapshot/catalogobject.h"
#include "engine/snapshot/verifier.h"
#include "tests/support/sampledatabase.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace lifeboat;
using namespace lifeboat::test;
using namespace std::chrono_literals;

/// A node in process: state, log, snapshots.
class tst_Node final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void freshNode();
    void changesAreAppliedAndKept();
    void refusedChanges_data();
    void refusedChanges();
    void numbersAreKept_data();
    void numbersAreKept();
    void logTail();
    void logTailOfLargeDocuments();
    void snapshotsOfAllTables();
    void takeHoldsWhatWasAcknowledged();
    void oneTakeAtATime();
    void pinVerifyDelete();
    void damageIsFound();
    void foreignState();
    void unknownState();
    void secondProcessIsRefused();
    void recoveryAndOffer();
    void recoveryOfEveryState();
    void metrics();

private:
    std::unique_ptr<NodeBench> m_bench;
};

void tst_Node::init()
{
    m_bench = std::make_unique<NodeBench>();
}

void tst_Node::cleanup()
{
    m_bench.reset();
}

void tst_Node::freshNode()
{
    m_bench->open();
    const net::NodeStatus status =
        ok(net::nodeStatusFromObject(ok(m_bench->call(u"node.status"_s))));
    QCOMPARE(status.node, u"n1"_s);
    QCOMPARE(status.cluster, u"games"_s);
    QCOMPARE(status.states.size(), 1);
    QCOMPARE(status.states.first().position->appliedIndex, 0u);
    QVERIFY(!status.states.first().trouble);
    QVERIFY(status.peers.contains("n2"_L1));
    QStringList tables;
    for (const QJsonValue table : ok(m_bench->call(u"state.tables"_s))["tables"_L1].toArray())
        tables.append(table["table"_L1].toString());
    QCOMPARE(tables,
             (QStringList{u"assignments"_s, u"cluster_state"_s, u"results"_s, u"tasks"_s,
                          u"vm_states"_s, u"worker_status"_s, u"workers"_s}));
    QVERIFY(m_bench->node->recovery().isEmpty());
    QCOMPARE(m_bench->node->greeting()["lineage"_L1].toString(), m_bench->lineage());
}

void tst_Node::changesAreAppliedAndKept()
{
    m_bench->open();
    m_bench->put(1, 3);
    QCOMPARE(m_bench->index(), 3u);
    const QString lineage = m_bench->lineage();
    QVERIFY(m_bench->call(
        u"state.change"_s,
        {{u"changes"_s,
          QJsonArray{QJsonObject{
              {u"table"_s, u"games"_s}, {u"op"_s, u"delete"_s}, {u"id"_s, u"k2"_s}}}}}));
    m_bench->put(4, 4);
    m_bench->close();
    m_bench->open();
    QCOMPARE(m_bench->games(), (QStringList{u"k1"_s, u"k3"_s, u"k4"_s}));
    QCOMPARE(m_bench->index(), 5u);
    QCOMPARE(m_bench->lineage(), lineage);
}

void tst_Node::refusedChanges_data()
{
    QTest::addColumn<QString>("table");
    QTest::addColumn<QString>("id");
    QTest::newRow("table with blanks") << u"my games"_s << u"k"_s;
    QTest::newRow("table of ours") << u"lifeboat_state"_s << u"k"_s;
    QTest::newRow("table of SQLite") << u"sqlite_schema"_s << u"k"_s;
    QTest::newRow("no id") << u"games"_s << QString();
    QTest::newRow("huge id") << u"games"_s << QString(10'000, u'k');
}

void tst_Node::refusedChanges()
{
    QFETCH(const QString, table);
    QFETCH(const QString, id);
    m_bench->open();
    const QJsonObject good{{u"table"_s, u"games"_s},
                           {u"op"_s, u"put"_s},
                           {u"id"_s, u"good"_s},
                           {u"document"_s, QJsonObject()}};
    const QJsonObject bad{
        {u"table"_s, table}, {u"op"_s, u"put"_s}, {u"id"_s, id}, {u"document"_s, QJsonObject()}};
    EXPECT_ERROR(m_bench->call(u"state.change"_s, {{u"changes"_s, QJsonArray{good, bad}}}),
                 ErrorCode::DocumentInvalid);
    QCOMPARE(m_bench->index(), 0u);
    m_bench->put(1, 1);
    QCOMPARE(m_bench->games(), QStringList{u"k1"_s});
}

void tst_Node::numbersAreKept_data()
{
    QTest::addColumn<QByteArray>("number");
    QTest::addColumn<bool>("isTaken");
    QTest::newRow("2^53 + 1") << QByteArray("9007199254740993") << true;
    QTest::newRow("largest") << QByteArray("9223372036854775807") << true;
    QTest::newRow("smallest") << QByteArray("-9223372036854775808") << true;
    QTest::newRow("fraction") << QByteArray("0.1") << true;
    QTest::newRow("2^63") << QByteArray("9223372036854775808") << false;
    QTest::newRow("below the smallest") << QByteArray("-9223372036854777856") << false;
    QTest::newRow("just below the smallest") << QByteArray("-9223372036854775809") << false;
    QTest::newRow("2^64 - 1") << QByteArray("18446744073709551615") << false;
    QTest::newRow("thirty digits") << QByteArray("123456789012345678901234567890") << false;
}

void tst_Node::numbersAreKept()
{
    QFETCH(const QByteArray, number);
    QFETCH(const bool, isTaken);
    m_bench->open();
    const QByteArray changes = R"({"changes":[{"table":"games","op":"put","id":"k","document":{"a":[{"b":)"
        + number + "}]}}]}";
    const auto changed = m_bench->call(u"state.change"_s, parseJson(changes).object());
    if (!isTaken) {
        EXPECT_ERROR(changed, ErrorCode::DocumentInvalid);
        QCOMPARE(changed.error().subject, u"a[0].b"_s);
        return;
    }
    ok(changed);
    m_bench->waitUntil([&] { return m_bench->index() == 1; });
    const QJsonArray rows =
        ok(m_bench->call(u"state.rows"_s, {{u"table"_s, u"games"_s}}))["rows"_L1].toArray();
    QCOMPARE(QJsonDocument(rows.first()["document"_L1].toObject()).toJson(QJsonDocument::Compact),
             "{\"a\":[{\"b\":" + number + "}]}");
    const QJsonArray entries = ok(m_bench->call(u"log.tail"_s))["entries"_L1].toArray();
    QCOMPARE(entries.first()["document"_L1], rows.first()["document"_L1]);
}

void tst_Node::logTail()
{
    m_bench->open();
    m_bench->put(1, 250);
    const auto entries = [this](const QJsonObject &parameters) {
        return ok(m_bench->call(u"log.tail"_s, parameters))["entries"_L1].toArray();
    };
    QCOMPARE(entries({}).size(), 100);
    QCOMPARE(entries({}).first()["index"_L1].toString(), u"151"_s);
    const QJsonArray some = entries({{u"from"_s, u"10"_s}, {u"limit"_s, 2}});
    QCOMPARE(some.size(), 2);
    QCOMPARE(some.first()["id"_L1].toString(), u"k10"_s);
    QCOMPARE(some.first()["actor"_L1].toString(), u"ann"_s);
    QCOMPARE(some.first()["document"_L1].toObject(), (QJsonObject{{u"note"_s, u"x"_s}}));
    QVERIFY(entries({{u"from"_s, u"251"_s}}).isEmpty());
}

/// An answer that is too long for one message ends earlier, and what follows can be asked for.
void tst_Node::logTailOfLargeDocuments()
{
    m_bench->open();
    m_bench->put(1, 12, QString(1'000'000, u'x'));
    int seen = 0;
    while (seen < 12) {
        const QJsonObject answer = ok(m_bench->call(u"log.tail"_s, {{u"from"_s, QString::number(seen + 1)}}));
        QVERIFY(QJsonDocument(answer).toJson(QJsonDocument::Compact).size() < 6'000'000);
        const QJsonArray entries = answer["entries"_L1].toArray();
        QVERIFY(!entries.isEmpty());
        QCOMPARE(entries.first()["id"_L1].toString(), u"k%1"_s.arg(seen + 1));
        seen += int(entries.size());
    }
    QCOMPARE(seen, 12);
}

void tst_Node::snapshotsOfAllTables()
{
    m_bench->open();
    m_bench->put(1, 120);
    const QString id = m_bench->take();
    QCOMPARE(m_bench->snapshots(), QStringList{id});
    const QJsonObject listed =
        ok(m_bench->call(u"snapshot.list"_s))["snapshots"_L1].toArray().first().toObject();
    const ToldSnapshot told = ok(catalogEntryFromObject(listed));
    QCOMPARE(told.id.value, id);
    const Manifest &manifest = told.entry.summary->manifest;
    QVERIFY(manifest.position == Position({m_bench->lineage()}, 120));
    QCOMPARE(manifest.elementCount, 120u);
    QCOMPARE(manifest.node.value, u"n1"_s);
    QVERIFY(manifest.nodeMap.contains("n2"_L1) && manifest.nodeMap.contains("n1"_L1));
    QVERIFY(told.entry.verification->depth == Depth::Sealed);
    const net::StateStatus state = m_bench->node->status().states.first();
    QCOMPARE(state.newest.value, id);
    QCOMPARE(state.newestDepth, u"sealed"_s);
}

/// What was acknowledged before it was asked for.
void tst_Node::takeHoldsWhatWasAcknowledged()
{
    m_bench->open();
    QString last;
    for (int batch = 0; batch < 4; ++batch) {
        QJsonArray changes;
        for (int i = 0; i < 5000; ++i)
            changes.append(QJsonObject{{u"table"_s, u"games"_s},
                                       {u"op"_s, u"put"_s},
                                       {u"id"_s, u"%1-%2"_s.arg(batch).arg(i)},
                                       {u"document"_s, QJsonObject{{u"n"_s, i}}}});
        last = ok(m_bench->call(u"state.change"_s, {{u"changes"_s, changes}}))["last"_L1].toString();
    }
    const Operation taken = m_bench->run(u"snapshot.take"_s);
    QCOMPARE(taken.result["position"_L1]["appliedIndex"_L1].toString(), last);
}

void tst_Node::oneTakeAtATime()
{
    m_bench->open();
    m_bench->put(1, 10);
    // The queue is stopped, so that they all meet.
    m_bench->node.reset();
    m_bench->node = ok(Node::open(m_bench->config, m_bench->fileSystem, m_bench->clock));
    const net::Caller caller{.token = u"ann"_s, .role = net::Role::Admin, .address = {}};
    QList<QFuture<Result<QJsonValue>>> answers;
    for (int i = 0; i < 20; ++i)
        answers.append(m_bench->node->call(caller, u"snapshot.take"_s, {}));
    int accepted = 0;
    for (const auto &answer : answers) {
        if (answer.result())
            ++accepted;
        else
            EXPECT_ERROR(answer.result(), ErrorCode::Busy);
    }
    QCOMPARE(accepted, 1);
}

void tst_Node::pinVerifyDelete()
{
    m_bench->open();
    m_bench->put(1, 1);
    const QString old = m_bench->take();
    const QString newest = m_bench->take();
    ok(m_bench->call(u"snapshot.pin"_s, {{u"snapshot"_s, old}, {u"pinned"_s, true}}));
    EXPECT_ERROR(m_bench->call(u"snapshot.delete"_s, {{u"snapshot"_s, old}}),
                 ErrorCode::SnapshotProtected);
    ok(m_bench->call(u"snapshot.pin"_s, {{u"snapshot"_s, old}, {u"pinned"_s, false}}));
    EXPECT_ERROR(m_bench->call(u"snapshot.delete"_s, {{u"snapshot"_s, newest}}),
                 ErrorCode::SnapshotProtected);
    for (const QString &depth : {u"bogus"_s, u"restored"_s, QString()})
        EXPECT_ERROR(m_bench->call(u"snapshot.verify"_s, {{u"snapshot"_s, old}, {u"depth"_s, depth}}), ErrorCode::InvalidArgument);
    QCOMPARE(
        m_bench->run(u"snapshot.verify"_s, {{u"snapshot"_s, old}}).result["depth"_L1].toString(),
        u"read"_s);
    ok(m_bench->call(u"snapshot.delete"_s, {{u"snapshot"_s, old}}));
    QCOMPARE(m_bench->snapshots(), QStringList{newest});
    EXPECT_ERROR(m_bench->call(u"snapshot.verify"_s, {{u"snapshot"_s, old}}), ErrorCode::NotFound);
    EXPECT_ERROR(m_bench->call(u"snapshot.verify"_s, {{u"snapshot"_s, u"../x"_s}}),
                 ErrorCode::InvalidArgument);
}

void tst_Node::damageIsFound()
{
    m_bench->open();
    m_bench->put(1, 50);
    const QString id = m_bench->take();
    const QString path = m_bench->space.path(u"data/snapshots/main/%1.snap.tar"_s.arg(id));
    QByteArray bytes = readFile(path);
    bytes[bytes.size() / 2] = char(~bytes[bytes.size() / 2]);
    writeFile(path, bytes);
    const Operation verified = m_bench->run(u"snapshot.verify"_s, {{u"snapshot"_s, id}});
    QVERIFY(verified.status == OperationStatus::Dead);
    QVERIFY(isDamage(verified.lastError->code));
    const net::StateStatus state = m_bench->node->status().states.first();
    QVERIFY(state.newestDamaged);
    QCOMPARE(state.damagedSnapshots, 1);
    QVERIFY(m_bench->node->recovery().isEmpty());
}

void tst_Node::foreignState()
{
    const QString database = m_bench->space.path(u"orders.db"_s);
    makeDatabase(database);
    m_bench->config.states = {{.name = u"orders"_s, .database = database}};
    m_bench->open();
    const QString id = m_bench->take();
    QVERIFY(!m_bench->node->status().states.first().position);
    EXPECT_ERROR(m_bench->call(u"state.rows"_s, {{u"table"_s, u"accounts"_s}}),
                 ErrorCode::InvalidArgument);
    EXPECT_ERROR(m_bench->call(u"log.tail"_s), ErrorCode::InvalidArgument);
    QCOMPARE(
        ok(m_bench->call(u"state.tables"_s))["tables"_L1].toArray().first()["table"_L1].toString(),
        u"accounts"_s);
    runSql(database, u"UPDATE accounts SET balance = 0"_s);
    const Operation restored =
        m_bench->run(u"restore.run"_s, {{u"snapshot"_s, id}, {u"confirm"_s, u"orders.db"_s}});
    QVERIFY(restored.status == OperationStatus::Completed);
    QCOMPARE(contentOf(database).sum, 100'000);
}

void tst_Node::unknownState()
{
    m_bench->open();
    EXPECT_ERROR(m_bench->call(u"snapshot.take"_s, {{u"state"_s, u"orders"_s}}),
                 ErrorCode::NotFound);
}

void tst_Node::secondProcessIsRefused()
{
    m_bench->open();
    EXPECT_ERROR(Node::open(m_bench->config, m_bench->fileSystem, m_bench->clock),
                 ErrorCode::Locked);
}

void tst_Node::recoveryAndOffer()
{
    m_bench->open();
    m_bench->put(1, 7);
    const QString id = m_bench->take();
    QCOMPARE(m_bench->node->recovery().size(), 1);
    const QJsonObject recovery = m_bench->node->recovery().first();
    QCOMPARE(recovery["snapshot"_L1].toString(), id);
    QCOMPARE(recovery["elementCount"_L1].toString(), u"7"_s);
    QCOMPARE(recovery["appliedIndex"_L1].toString(), u"7"_s);
    const net::OfferedArchive offered = ok(m_bench->node->offer(id));
    QCOMPARE(QString::number(offered.size), recovery["size"_L1].toString());
    EXPECT_ERROR(m_bench->node->offer(u"20260101T000000000Z-00000000"_s), ErrorCode::NotFound);
    EXPECT_ERROR(m_bench->node->offer(u"../../etc/passwd"_s), ErrorCode::InvalidArgument);
}

/// Each state's newest, whichever is configured first; of one whose newest is damaged the one before it.
void tst_Node::recoveryOfEveryState()
{
    const QString database = m_bench->space.path(u"orders.db"_s);
    makeDatabase(database);
    m_bench->config.states = {{.name = u"main"_s, .database = {}},
                              {.name = u"orders"_s, .database = database},
                              {.name = u"empty"_s, .database = m_bench->space.path(u"empty.db"_s)}};
    m_bench->open();
    const auto taken = [this](const QString &state) {
        m_bench->clock.advance(1s);
        return m_bench->run(u"snapshot.take"_s, {{u"state"_s, state}}).result["snapshot"_L1].toString();
    };
    const auto offered = [this] {
        QStringList told;
        for (const QJsonObject &each : m_bench->node->recovery())
            told.append(each["state"_L1].toString() + u' ' + each["snapshot"_L1].toString());
        return told;
    };
    const QString orders = taken(u"orders"_s);
    QCOMPARE(offered(), QStringList{u"orders "_s + orders});
    const QString older = taken(u"main"_s);
    const QString newest = taken(u"main"_s);
    QCOMPARE(offered(), QStringList({u"main "_s + newest, u"orders "_s + orders}));
    QVERIFY(!m_bench->node->recovery().last().contains("lineage"_L1));
    const QString path = m_bench->space.path(u"data/snapshots/main/%1.snap.tar"_s.arg(newest));
    writeFile(path, readFile(path).first(1000));
    QVERIFY(m_bench->run(u"snapshot.verify"_s, {{u"snapshot"_s, newest}}).status == OperationStatus::Dead);
    QCOMPARE(offered(), QStringList({u"main "_s + older, u"orders "_s + orders}));
}

void tst_Node::metrics()
{
    m_bench->open();
    m_bench->put(1, 5);
    (void)m_bench->take();
    const auto has = [this](const char *line) { return m_bench->node->metrics().contains(line); };
    QVERIFY(has("\nlifeboat_applied_index{state=\"main\"} 5\n"));
    m_bench->waitUntil([&] { return has("\nlifeboat_snapshots{state=\"main\"} 1\n"); });
    m_bench->waitUntil([&] { return has("\nlifeboat_operations_ended_total{kind=\"take\",status=\"completed\"} 1\n"); });
    for (const QByteArray &line : m_bench->node->metrics().split('\n'))
        QVERIFY2(line.isEmpty() || line.startsWith('#') || line.startsWith("lifeboat_"), line.constData());
}

QTEST_GUILESS_MAIN(tst_Node)
#include "tst_node.moc"
