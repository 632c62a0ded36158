// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "nodebench.h"

#include "engine/base/clock.h"
#include "engine/base/posixfilesystem.h"
#include "engine/cluster/clusterrestore.h"
#include "engine/cluster/nodeconnection.h"
#include "tests/net/servednode.h"

#include <QJsonDocument>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace lifeboat;
using namespace lifeboat::test;
using namespace std::chrono_literals;

namespace {

/// A node of a cluster on loopback, in this process; log and store are shared.
struct Member
{
    Member(const QString &name, const Workspace &shared);
    ~Member();

    QString lineage() const { return node->status().states.first().position->lineage.value; }
    std::unique_ptr<NodeConnection> connection(const QString &token) const;
    /// "actor call result" of what was recorded so far.
    QStringList audited() const;

    Workspace space;
    std::unique_ptr<net::TokenStore> tokens;
    std::unique_ptr<net::AuditLog> audit;
    std::map<QString, QString> secrets;
    std::unique_ptr<Node> node;
    std::unique_ptr<net::NodeServer> server;
};

Member::Member(const QString &name, const Workspace &shared)
    : tokens(ok(net::TokenStore::open(PosixFileSystem::instance(), space.path(u"tokens.json"_s))))
    , audit(ok(net::AuditLog::open(PosixFileSystem::instance(), space.path(u"audit.log"_s))))
{
    for (const QString &who : {u"ann"_s, u"bob"_s})
        secrets[who] = ok(tokens->add(who, net::Role::Operator, QDateTime::currentDateTimeUtc()));
    NodeConfig config = ok(configFromToml("[policy]\ninterval = 0\n", space.path()));
    config.name = name;
    config.log = shared.path(u"log.db"_s);
    config.store = shared.path(u"store"_s);
    node = ok(Node::open(config, PosixFileSystem::instance()));
    server = std::make_unique<net::NodeServer>(net::ServerSettings{.port = 0}, *node, *tokens, *audit,
                                               PosixFileSystem::instance(), SystemClock::instance());
    ok(server->listen());
    node->setPublisher([this](const QString &event, const QJsonObject &content) {
        QMetaObject::invokeMethod(
            server.get(), [this, event, content] { server->publish(event, content); }, Qt::QueuedConnection);
    });
    node->start();
}

Member::~Member()
{
    server->close();
    node.reset();
    server.reset();
}

std::unique_ptr<NodeConnection> Member::connection(const QString &token) const
{
    auto made = std::make_unique<NodeConnection>(
        NodeProfile{.name = {}, .url = QUrl(u"ws://127.0.0.1:%1"_s.arg(server->port())), .fingerprint = {}},
        [secret = secrets.at(token)] { return QtFuture::makeReadyValueFuture(Result<QString>(secret)); },
        SystemClock::instance());
    made->start();
    return made;
}

QStringList Member::audited() const
{
    QStringList records;
    for (const QByteArray &line : space.read(u"audit.log"_s).trimmed().split('\n')) {
        const QJsonObject record = QJsonDocument::fromJson(line).object();
        records.append(u"%1 %2 %3"_s.arg(record["actor"_L1].toString(), record["call"_L1].toString(),
                                         record["result"_L1].toString()));
    }
    return records;
}

/// Somebody's connections to all members, by their names.
struct Operator
{
    Operator(const QString &who, const std::vector<std::unique_ptr<Member>> &members)
        : name(who)
    {
        for (const auto &member : members)
            connections.push_back(member->connection(who));
        for (const auto &connection : connections)
            waitFor([&] { return connection->status().has_value(); });
    }

    std::unique_ptr<ClusterRestore> restore(const QString &snapshot, const QStringList &names) const
    {
        QList<NodeConnection *> chosen;
        for (const QString &wanted : names) {
            for (const auto &connection : connections) {
                if (connection->name() == wanted)
                    chosen.append(connection.get());
            }
        }
        return std::make_unique<ClusterRestore>(ClusterRestoreRequest{.cluster = u"games"_s,
                                                                      .snapshot = snapshot,
                                                                      .confirmedName = u"games"_s,
                                                                      .force = true,
                                                                      .parallel = 1,
                                                                      .stopAtFirstFailure = false},
                                                chosen, PosixFileSystem::instance(), SystemClock::instance());
    }

    QString name;
    std::vector<std::unique_ptr<NodeConnection>> connections;
};

} // namespace

/// Restores that want the same node, with real nodes.
class tst_Reservations final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void keepsOthersAway();
    void runsOut();
    void oneThatIsRestoredCannotBeReserved();
    void aDeadRestoreIsNotRetriedBesides();
    void twoAtOnce_data();
    void twoAtOnce();
};

void tst_Reservations::keepsOthersAway()
{
    NodeBench bench;
    bench.open();
    bench.put(1, 3);
    const QString snapshot = bench.take();
    const QJsonObject wanted{{u"snapshot"_s, snapshot}, {u"confirm"_s, u"state.db"_s}, {u"force"_s, true}};
    const auto with = [&wanted](const QString &reservation) {
        QJsonObject parameters = wanted;
        parameters[u"reservation"_s] = reservation;
        return parameters;
    };
    const QJsonObject told = ok(bench.call(u"restore.reserve"_s, {{u"reservation"_s, u"a"_s}}));
    QCOMPARE(told["ttlMs"_L1].toInt(), 30'000);
    QCOMPARE(told["position"_L1]["lineage"_L1].toString(), bench.lineage());
    ok(bench.call(u"restore.reserve"_s, {{u"reservation"_s, u"a"_s}})); // an answer may be lost
    for (const QJsonObject &another : {wanted, with(u"b"_s)}) {
        const Error busy = errorOf(bench.call(u"restore.run"_s, another));
        QCOMPARE(codeOf(busy.code), codeOf(ErrorCode::Busy));
        QCOMPARE(busy.detail, u"reserved by ann, 127.0.0.1:1"_s);
    }
    EXPECT_ERROR(bench.call(u"restore.undo"_s, {{u"confirm"_s, u"state.db"_s}}), ErrorCode::Busy);
    EXPECT_ERROR(bench.call(u"restore.reserve"_s, {{u"reservation"_s, u"b"_s}}), ErrorCode::Busy);
    EXPECT_ERROR(bench.call(u"restore.renew"_s, {{u"reservation"_s, u"b"_s}}), ErrorCode::Busy);
    ok(bench.call(u"restore.release"_s, {{u"reservation"_s, u"b"_s}})); // is not b's
    const Operation done = bench.run(u"restore.run"_s, with(u"a"_s));
    QVERIFY(done.status == OperationStatus::Completed);
    QVERIFY(!done.request.parameters.contains("reservation"_L1));
    EXPECT_ERROR(bench.call(u"restore.run"_s, wanted), ErrorCode::Busy);
    ok(bench.call(u"restore.release"_s, {{u"reservation"_s, u"a"_s}}));
    QVERIFY(bench.run(u"restore.run"_s, wanted).status == OperationStatus::Completed);
}

/// Who reserved it is gone, or was asleep: others may go on, and it may not any more.
void tst_Reservations::runsOut()
{
    NodeBench bench;
    bench.open();
    const QString snapshot = bench.take();
    const QJsonObject late{{u"snapshot"_s, snapshot}, {u"confirm"_s, u"state.db"_s}, {u"reservation"_s, u"a"_s}};
    ok(bench.call(u"restore.reserve"_s, {{u"reservation"_s, u"a"_s}}));
    bench.clock.advance(29s);
    EXPECT_ERROR(bench.call(u"restore.reserve"_s, {{u"reservation"_s, u"b"_s}}), ErrorCode::Busy);
    ok(bench.call(u"restore.renew"_s, {{u"reservation"_s, u"a"_s}}));
    bench.clock.advance(29s);
    EXPECT_ERROR(bench.call(u"restore.reserve"_s, {{u"reservation"_s, u"b"_s}}), ErrorCode::Busy);
    bench.clock.advance(1s);
    EXPECT_ERROR(bench.call(u"restore.run"_s, late), ErrorCode::LeaseLost);
    EXPECT_ERROR(bench.call(u"restore.renew"_s, {{u"reservation"_s, u"a"_s}}), ErrorCode::LeaseLost);
    ok(bench.call(u"restore.reserve"_s, {{u"reservation"_s, u"b"_s}}));
    EXPECT_ERROR(bench.call(u"restore.run"_s, late), ErrorCode::Busy);
    bench.close();
    bench.open();
    EXPECT_ERROR(bench.call(u"restore.renew"_s, {{u"reservation"_s, u"b"_s}}), ErrorCode::LeaseLost);
}

void tst_Reservations::oneThatIsRestoredCannotBeReserved()
{
    NodeBench bench;
    bench.open();
    const QString snapshot = bench.take();
    bench.node.reset();
    bench.node = ok(Node::open(bench.config, bench.fileSystem, bench.clock)); // not started
    ok(bench.call(u"restore.run"_s, {{u"snapshot"_s, snapshot}, {u"confirm"_s, u"state.db"_s}}));
    const Error busy = errorOf(bench.call(u"restore.reserve"_s, {{u"reservation"_s, u"a"_s}}));
    QCOMPARE(codeOf(busy.code), codeOf(ErrorCode::Busy));
    QVERIFY2(busy.detail.contains("ann"_L1), qPrintable(busy.detail));
}

void tst_Reservations::aDeadRestoreIsNotRetriedBesides()
{
    NodeBench bench;
    bench.open();
    const Operation dead = bench.run(u"restore.undo"_s, {{u"confirm"_s, u"state.db"_s}}); // nothing is kept
    QVERIFY(dead.status == OperationStatus::Dead);
    ok(bench.call(u"restore.reserve"_s, {{u"reservation"_s, u"a"_s}}));
    EXPECT_ERROR(bench.call(u"operations.retry"_s, {{u"operation"_s, dead.id.value}}), ErrorCode::Busy);
}

void tst_Reservations::twoAtOnce_data()
{
    QTest::addColumn<QStringList>("first");
    QTest::addColumn<QStringList>("second");
    QTest::addColumn<bool>("firstUndoes");
    const QStringList all{u"n1"_s, u"n2"_s, u"n3"_s};
    const QStringList reversed{u"n3"_s, u"n2"_s, u"n1"_s};
    QTest::newRow("the same nodes") << all << reversed << false;
    QTest::newRow("some in common") << QStringList{u"n1"_s, u"n2"_s} << QStringList{u"n3"_s, u"n2"_s} << false;
    QTest::newRow("an undo and a restore") << all << reversed << true;
}

void tst_Reservations::twoAtOnce()
{
    QFETCH(const QStringList, first);
    QFETCH(const QStringList, second);
    QFETCH(const bool, firstUndoes);
    const Workspace shared;
    std::vector<std::unique_ptr<Member>> members;
    for (const QString &name : {u"n1"_s, u"n2"_s, u"n3"_s})
        members.push_back(std::make_unique<Member>(name, shared));
    const Operator ann(u"ann"_s, members);
    const Operator bob(u"bob"_s, members);
    const auto taken = ann.connections.front()->run(u"snapshot.take"_s, {});
    waitFor([&] { return taken.isFinished(); });
    const QString snapshot = ok(taken.result())["snapshot"_L1].toString();
    const auto one = ann.restore(snapshot, first);
    const auto other = bob.restore(snapshot, second);
    if (firstUndoes) {
        ok(one->run());
        waitFor([&] { return !one->isRunning(); });
        QVERIFY(one->succeeded());
    }
    QMap<QString, QString> before;
    for (const auto &member : members)
        before[member->node->config().name] = member->lineage();

    ok(firstUndoes ? one->undo() : one->run());
    ok(other->run());
    waitFor([&] { return !one->isRunning() && !other->isRunning(); });

    const auto count = [](const ClusterRestore &restore, NodeRestore::Phase phase) {
        return std::ranges::count(restore.nodes(), phase, &NodeRestore::phase);
    };
    const bool oneWon = firstUndoes ? count(*one, NodeRestore::Phase::Undone) == first.size() : one->succeeded();
    QVERIFY(oneWon != other->succeeded());
    const ClusterRestore &loser = oneWon ? *other : *one;
    const QString winner = oneWon ? ann.name : bob.name;
    const QStringList restored = oneWon ? first : second;
    const auto busy = std::ranges::find_if(loser.nodes(), [](const NodeRestore &node) { return node.error.has_value(); });
    QVERIFY(busy != loser.nodes().end());
    QCOMPARE(codeOf(busy->error->code), codeOf(ErrorCode::Busy));
    QVERIFY2(busy->error->detail.startsWith(u"reserved by %1, "_s.arg(winner)), qPrintable(busy->error->detail));
    QSet<QString> lineages;
    for (const auto &member : members) {
        const QString name = member->node->config().name;
        if (restored.contains(name))
            lineages.insert(member->lineage());
        else
            QCOMPARE(member->lineage(), before[name]);
        const QString begun = u"%1 %2 begun"_s.arg(oneWon ? bob.name : ann.name,
                                                   oneWon || !firstUndoes ? u"restore.run"_s : u"restore.undo"_s);
        QVERIFY2(!member->audited().contains(begun), qPrintable(member->audited().join(u'\n')));
    }
    QCOMPARE(lineages.size(), 1);
    QVERIFY(members[0]->audited().contains(winner + u" restore.reserve ok"_s)
            || members[2]->audited().contains(winner + u" restore.reserve ok"_s));
    // All is free again, soon: the end waits for the nodes' word of it, but not for long.
    const auto isFree = [](NodeConnection &node) {
        return await(node.call(u"restore.reserve"_s, {{u"reservation"_s, u"later"_s}})).has_value();
    };
    for (const auto &connection : ann.connections)
        waitFor([&] { return isFree(*connection); });
}

QTEST_GUILESS_MAIN(tst_Reservations)
#include "tst_reservations.moc"
