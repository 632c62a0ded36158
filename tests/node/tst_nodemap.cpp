// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "nodebench.h"

#include "engine/archive/archivereader.h"

#include <QDir>
#include <QJsonArray>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace lifeboat;
using namespace lifeboat::test;

namespace {

QString addressIn(const QJsonObject &nodes, QLatin1StringView name)
{
    return nodes[name]["address"_L1].toString();
}

} // namespace

/// The nodes a node knows: by its configuration, and by the snapshots it restored.
class tst_NodeMap final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void learntFromASnapshot();
    void theConfigurationCounts();
    void ofItselfItIsToldNothing();
    void whatIsNoNode();
    void brokenFile_data();
    void brokenFile();

private:
    QJsonObject told() const { return ok(m_bench->call(u"node.status"_s))["peers"_L1].toObject(); }
    QJsonObject nextSnapshots() const;

    std::unique_ptr<NodeBench> m_bench; ///< "n3", which knows n9
};

void tst_NodeMap::init()
{
    m_bench = std::make_unique<NodeBench>();
    m_bench->space.makeDirectory(u"data"_s);
    m_bench->config.name = u"n3"_s;
    m_bench->config.peers = {{u"n9"_s, QJsonObject{{u"address"_s, u"wss://n9:7411"_s}}}};
}

void tst_NodeMap::cleanup()
{
    m_bench.reset();
}

/// The node map in a snapshot taken now.
QJsonObject tst_NodeMap::nextSnapshots() const
{
    const QString path = m_bench->space.path(u"data/snapshots/main/%1.snap.tar"_s.arg(m_bench->take()));
    return ok(ArchiveReader::readSummary(m_bench->fileSystem, path)).manifest.nodeMap;
}

void tst_NodeMap::learntFromASnapshot()
{
    NodeBench other; // "n1", which knows n2
    other.open();
    other.put(1, 2);
    const QString id = other.take();
    other.close();
    const QString archive = u"data/snapshots/main/%1.snap.tar"_s.arg(id);
    QVERIFY(QDir().mkpath(m_bench->space.path(u"data/snapshots/main"_s)));
    QVERIFY(QFile::copy(other.space.path(archive), m_bench->space.path(archive)));
    m_bench->open();
    QCOMPARE(told().keys(), QStringList{u"n9"_s});
    const Operation restored = m_bench->run(u"restore.run"_s, {{u"snapshot"_s, id}, {u"confirm"_s, u"state.db"_s}});
    QVERIFY(restored.status == OperationStatus::Completed);
    QCOMPARE(told().keys(), QStringList({u"n1"_s, u"n2"_s, u"n9"_s}));
    QCOMPARE(addressIn(told(), "n2"_L1), u"wss://192.0.2.2:7411"_s);
    m_bench->close();
    m_bench->open();
    QCOMPARE(told().keys(), QStringList({u"n1"_s, u"n2"_s, u"n9"_s}));
    const QJsonObject next = nextSnapshots();
    QCOMPARE(next.keys(), QStringList({u"n1"_s, u"n2"_s, u"n3"_s, u"n9"_s}));
    QCOMPARE(addressIn(next, "n2"_L1), u"wss://192.0.2.2:7411"_s);
}

void tst_NodeMap::theConfigurationCounts()
{
    m_bench->space.write(u"data/nodes.json"_s, R"({"n9": {"address": "wss://old:7411"}, "n8": {"address": "wss://n8:7411"}})");
    m_bench->open();
    QCOMPARE(addressIn(told(), "n9"_L1), u"wss://n9:7411"_s);
    QCOMPARE(addressIn(told(), "n8"_L1), u"wss://n8:7411"_s);
    QCOMPARE(addressIn(nextSnapshots(), "n9"_L1), u"wss://n9:7411"_s);
}

void tst_NodeMap::ofItselfItIsToldNothing()
{
    m_bench->space.write(u"data/nodes.json"_s, R"({"n3": {"address": "wss://elsewhere:7411"}})");
    m_bench->open();
    QCOMPARE(told().keys(), QStringList{u"n9"_s});
    QCOMPARE(addressIn(nextSnapshots(), "n3"_L1), QString());
}

void tst_NodeMap::whatIsNoNode()
{
    m_bench->space.write(u"data/nodes.json"_s, R"({"a": 5, "b": {"address": 7, "more": [1]}, "": {}, "c": "wss://c:7411"})");
    m_bench->open();
    QCOMPARE(told(), (QJsonObject{{u"b"_s, QJsonObject()}, {u"n9"_s, m_bench->config.peers["n9"_L1]}}));
}

void tst_NodeMap::brokenFile_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("half") << QByteArray("{\"n8\":");
    QTest::newRow("empty") << QByteArray();
    QTest::newRow("a list") << QByteArray("[]");
    QTest::newRow("noise") << QByteArray("\xFF\x00\x01", 3);
}

/// It is said, and keeps the node from nothing; once it is mended it counts.
void tst_NodeMap::brokenFile()
{
    QFETCH(const QByteArray, bytes);
    m_bench->space.write(u"data/nodes.json"_s, bytes);
    m_bench->open();
    const net::NodeStatus status = ok(net::nodeStatusFromObject(ok(m_bench->call(u"node.status"_s))));
    QCOMPARE(status.peers, m_bench->config.peers);
    QVERIFY(status.peersTrouble && !status.trouble && !status.states.first().trouble);
    QCOMPARE(codeName(status.peersTrouble->code), u"NoteInvalid"_s);
    QVERIFY(status.peersTrouble->subject.endsWith("/data/nodes.json"_L1));
    QVERIFY(m_bench->node->health().isEmpty());
    QCOMPARE(m_bench->node->concerns(), "nodes.json: NoteInvalid\n");
    const Operation taken = m_bench->run(u"snapshot.take"_s);
    QVERIFY(taken.status == OperationStatus::Completed);
    QCOMPARE(taken.result["warnings"_L1][0]["code"_L1].toString(), u"NoteInvalid"_s);
    QCOMPARE(m_bench->space.read(u"data/nodes.json"_s), bytes);
    writeFile(m_bench->space.path(u"data/nodes.json"_s), "{\"n8\": {}}");
    QCOMPARE(told().keys(), QStringList({u"n8"_s, u"n9"_s}));
    QCOMPARE(m_bench->node->concerns(), QByteArray());
}

QTEST_GUILESS_MAIN(tst_NodeMap)
#include "tst_nodemap.moc"
