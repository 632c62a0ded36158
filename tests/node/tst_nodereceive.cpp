// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "nodebench.h"

#include "engine/snapshot/take.h"
#include "tests/support/sampledatabase.h"

#include <QJsonArray>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace lifeboat;
using namespace lifeboat::test;
using namespace std::chrono_literals;

/// Archives that peers send, and what becomes of them.
class tst_NodeReceive final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void receivesForAnyState();
    void receives_data();
    void receives();
    void heldWhileItIsJudged();
    void abandonedPartsGo();
    void managedOverForeignByForceOnly();

private:
    QString makeForeign(QByteArray &bytes);

    const net::Caller m_caller{.token = u"ann"_s, .role = net::Role::Admin, .address = {}};
    std::unique_ptr<NodeBench> m_bench;
};

void tst_NodeReceive::init()
{
    m_bench = std::make_unique<NodeBench>();
}

void tst_NodeReceive::cleanup()
{
    m_bench.reset();
}

/// An archive of a database that is another program's.
QString tst_NodeReceive::makeForeign(QByteArray &bytes)
{
    const QString database = m_bench->space.path(u"orders.db"_s);
    makeDatabase(database);
    UnwatchedControl control;
    const TakenSnapshot taken = ok(takeSnapshot(control,
                                                {.database = database,
                                                 .store = m_bench->space.path(),
                                                 .node = {u"n"_s},
                                                 .nodeMap = {}},
                                                m_bench->fileSystem, m_bench->clock));
    bytes = readFile(taken.path);
    return taken.summary.manifest.id.value;
}

/// Each state of its own kind: a managed state's snapshot is none of a foreign database.
void tst_NodeReceive::receivesForAnyState()
{
    NodeBench giver;
    giver.open();
    const QString managed = giver.take();
    const QByteArray managedBytes = readFile(ok(giver.node->offer(managed)).path);
    QByteArray foreignBytes;
    const QString foreign = makeForeign(foreignBytes);
    m_bench->config.states.append({.name = u"other"_s, .database = m_bench->space.path(u"x.db"_s)});
    m_bench->open();
    EXPECT_ERROR(m_bench->node->admit(m_caller, u"none"_s, managed, 1), ErrorCode::NotFound);
    for (const QString &state : {u"other"_s, QString()}) {
        const bool isManaged = state.isEmpty();
        const auto send = [&](const QString &id, const QByteArray &bytes) {
            const QString part = ok(m_bench->node->admit(m_caller, state, id, bytes.size()));
            writeFile(part, bytes);
            const auto received = m_bench->node->received(m_caller, id, part).result();
            return received;
        };
        EXPECT_ERROR(isManaged ? send(foreign, foreignBytes) : send(managed, managedBytes),
                     ErrorCode::StateKindDiffers);
        ok(isManaged ? send(managed, managedBytes) : send(foreign, foreignBytes));
        EXPECT_ERROR(m_bench->node->admit(m_caller, state, isManaged ? managed : foreign, 1),
                     ErrorCode::AlreadyExists);
        QCOMPARE(ok(m_bench->call(u"snapshot.list"_s, {{u"state"_s, isManaged ? u"main"_s : state}}))
                     ["snapshots"_L1]
                         .toArray()
                         .size(),
                 1);
    }
}

void tst_NodeReceive::receives_data()
{
    QTest::addColumn<QString>("harm");
    QTest::addColumn<ErrorCode>("code");
    QTest::newRow("good") << QString() << ErrorCode::Unexpected;
    QTest::newRow("flipped") << u"flip"_s << ErrorCode::DigestMismatch;
    QTest::newRow("cut") << u"cut"_s << ErrorCode::ArchiveTruncated;
    QTest::newRow("another snapshot") << u"name"_s << ErrorCode::ManifestInvalid;
}

void tst_NodeReceive::receives()
{
    QFETCH(const QString, harm);
    QFETCH(const ErrorCode, code);
    NodeBench giver;
    giver.open();
    giver.put(1, 2000, QString(500, u'y'));
    QString id = giver.take();
    QByteArray bytes = readFile(ok(giver.node->offer(id)).path);
    if (harm == "flip"_L1)
        bytes[bytes.size() / 2] = char(~bytes[bytes.size() / 2]);
    if (harm == "cut"_L1)
        bytes.chop(2000);
    if (harm == "name"_L1)
        id = u"20260101T000000000Z-00000000"_s;
    m_bench->open();
    const QString part = ok(m_bench->node->admit(m_caller, {}, id, bytes.size()));
    writeFile(part, bytes);
    const auto received = m_bench->node->received(m_caller, id, part).result();
    QVERIFY(!m_bench->space.exists(part));
    if (!harm.isEmpty()) {
        EXPECT_ERROR(received, code);
        QVERIFY(m_bench->snapshots().isEmpty());
        return;
    }
    ok(received);
    QCOMPARE(m_bench->snapshots(), QStringList{id});
    EXPECT_ERROR(m_bench->node->admit(m_caller, {}, id, bytes.size()), ErrorCode::AlreadyExists);
    // The fresh node joins by it.
    const Operation restored =
        m_bench->run(u"restore.run"_s, {{u"snapshot"_s, id}, {u"confirm"_s, u"state.db"_s}});
    QVERIFY(restored.status == OperationStatus::Completed);
    QCOMPARE(m_bench->index(), 2000u);
    QVERIFY(m_bench->lineage() != giver.lineage()); // the giver goes on in that one, by a log of its own
    m_bench->put(5000, 5000);
    QCOMPARE(m_bench->index(), 2001u);
}

/// What is whole is judged while it is held: not as it was, and not as another makes it meanwhile.
void tst_NodeReceive::heldWhileItIsJudged()
{
    NodeBench giver;
    giver.open();
    const QString id = giver.take();
    const QByteArray bytes = readFile(ok(giver.node->offer(id)).path);
    m_bench->open();
    const QString part = ok(m_bench->node->admit(m_caller, {}, id, bytes.size()));
    writeFile(part, bytes);
    const auto writer = ok(m_bench->fileSystem.open(part, OpenMode::ReadWrite));
    ok(writer->lock());
    EXPECT_ERROR(m_bench->node->received(m_caller, id, part).result(), ErrorCode::Locked);
    QVERIFY(m_bench->snapshots().isEmpty());
}

void tst_NodeReceive::abandonedPartsGo()
{
    m_bench->open();
    const QString id = u"20260101T000000000Z-00000000"_s;
    const QString store = u"data/snapshots/main/"_s;
    const QStringList parts{id + u".received"_s, id + u".received.0123456789abcdef"_s};
    const QString held = u"20260101T000000000Z-11111111.received"_s;
    for (const QString &name : parts + QStringList{held, u"notes.received"_s})
        m_bench->space.write(store + name, "x");
    const auto writer =
        ok(m_bench->fileSystem.open(m_bench->space.path(store + held), OpenMode::ReadWrite));
    ok(writer->lock());
    const auto left = [&](const QString &name) { return m_bench->space.exists(store + name); };
    // The files are of the system's clock, which the node's is set by here.
    const auto setClock = [&](std::chrono::milliseconds ahead) {
        m_bench->clock.advance(std::chrono::milliseconds(
            m_bench->clock.utcNow().msecsTo(QDateTime::currentDateTimeUtc()) + ahead.count()));
    };
    setClock(23h);
    m_bench->node->tick();
    m_bench->close();
    QVERIFY(left(parts[0]) && left(parts[1]));
    m_bench->open();
    setClock(25h);
    m_bench->waitUntil([&] {
        m_bench->node->tick();
        return !left(parts[0]) && !left(parts[1]);
    });
    QVERIFY(left(held) && left(u"notes.received"_s));
}

/// A foreign database becomes a managed state's by force only.
void tst_NodeReceive::managedOverForeignByForceOnly()
{
    NodeBench giver;
    giver.open();
    const QString id = giver.take();
    const QByteArray bytes = readFile(ok(giver.node->offer(id)).path);
    const QString database = m_bench->space.path(u"orders.db"_s);
    makeDatabase(database);
    m_bench->config.states = {{.name = u"orders"_s, .database = database}};
    m_bench->open();
    m_bench->space.write(u"data/snapshots/orders/%1.snap.tar"_s.arg(id), bytes);
    QJsonObject parameters{{u"snapshot"_s, id}, {u"confirm"_s, u"orders.db"_s}};
    EXPECT_ERROR(m_bench->call(u"restore.plan"_s, {{u"snapshot"_s, id}}),
                 ErrorCode::StateKindDiffers);
    const Operation refused = m_bench->run(u"restore.run"_s, parameters);
    QVERIFY(refused.lastError && refused.lastError->code == ErrorCode::StateKindDiffers);
    QCOMPARE(contentOf(database).sum, 100'000);
    parameters["force"_L1] = true;
    QVERIFY(m_bench->run(u"restore.run"_s, parameters).status == OperationStatus::Completed);
}

QTEST_GUILESS_MAIN(tst_NodeReceive)
#include "tst_nodereceive.moc"
