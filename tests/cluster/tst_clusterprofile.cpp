// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/base/posixfilesystem.h"
#include "engine/cluster/clusterprofile.h"
#include "tests/support/expect.h"
#include "tests/support/faultyfilesystem.h"
#include "tests/support/workspace.h"

#include <QJsonDocument>
#include <QTest>
#include <thread>

using namespace lifeboat;
using namespace lifeboat::test;
using namespace Qt::StringLiterals;

class tst_ClusterProfile final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void addresses_data();
    void addresses();
    void clusterNames_data();
    void clusterNames();
    void keepsNodes();
    void replacesTheNodeOfTheSameUrl();
    void removes();
    void refusesForeignFiles_data();
    void refusesForeignFiles();
    void keepsTheOldFileWhenTheDiskFails();
    void losesNothingToTwoWriters();
    void readsFiles_data();
    void readsFiles();
    void readsNodeMaps();
};

namespace {

const QByteArray kHash(64, 'a');

NodeProfile node(const QString &address, const QByteArray &fingerprint = {})
{
    const QUrl url = ok(nodeUrl(address));
    return {.name = nodeLabel(url), .url = url, .fingerprint = fingerprint};
}

FileSystem &disk()
{
    return PosixFileSystem::instance();
}

} // namespace

void tst_ClusterProfile::addresses_data()
{
    QTest::addColumn<QString>("typed");
    QTest::addColumn<QString>("url"); // empty: refused
    const auto row = [](const char *typed, const char *url) {
        QTest::newRow(typed) << QString::fromLatin1(typed) << QString::fromLatin1(url);
    };
    row("192.0.2.7", "wss://192.0.2.7:7411");
    row(" node.example:7500 ", "wss://node.example:7500");
    row("NODE.Example", "wss://node.example:7411");
    row("[::1]:7412", "wss://[::1]:7412");
    row("::1", "wss://[::1]:7411");
    row("2001:db8::7", "wss://[2001:db8::7]:7411");
    row("wss://node.example", "wss://node.example:7411");
    row("wss://node.example:1/", "wss://node.example:1");
    row("ws://localhost:7411", "ws://localhost:7411");
    row("ws://127.0.0.1", "ws://127.0.0.1:7411");
    row("ws://[::1]", "ws://[::1]:7411");
    row("ws://192.0.2.7", "");
    row("https://node.example", "");
    row("node.example:0", "");
    row("node.example:99999", "");
    row("node.example:port", "");
    row("wss://me:secret@node.example", "");
    row("wss://me:secret@node.example:99999", "");
    row("me:secret@node.example", "");
    row("node.example/path", "");
    row("node.example?token=x", "");
    row("two words", "");
    row("", "");
    row(":7411", "");
}

void tst_ClusterProfile::addresses()
{
    QFETCH(const QString, typed);
    QFETCH(const QString, url);
    const auto read = nodeUrl(typed);
    if (url.isEmpty()) {
        EXPECT_ERROR(read, ErrorCode::InvalidArgument);
        QVERIFY(!toString(read.error()).contains("secret"_L1));
        return;
    }
    QCOMPARE(ok(read).toString(), url);
    QCOMPARE(ok(nodeUrl(read->toString())), *read);
    QCOMPARE(secretKey(u"orders"_s, *read), u"orders/"_s + url);
}

void tst_ClusterProfile::clusterNames_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<bool>("good");
    QTest::newRow("plain") << u"orders"_s << true;
    QTest::newRow("words") << u"Büro Süd 2"_s << true;
    QTest::newRow("longest") << QString(64, u'x') << true;
    QTest::newRow("empty") << QString() << false;
    QTest::newRow("too long") << QString(65, u'x') << false;
    QTest::newRow("slash") << u"a/b"_s << false;
    QTest::newRow("blank") << u" a"_s << false;
    QTest::newRow("control") << u"a\u001b[2J"_s << false;
}

void tst_ClusterProfile::clusterNames()
{
    QFETCH(const QString, name);
    QFETCH(const bool, good);
    QCOMPARE(isClusterName(name), good);
    const Workspace space;
    ProfileStore store(disk(), space.path(u"clusters.json"_s));
    QCOMPARE(store.putNode(name, node(u"n1"_s)).has_value(), good);
}

void tst_ClusterProfile::keepsNodes()
{
    const Workspace space;
    const QString path = space.path(u"deeper/clusters.json"_s);
    ProfileStore store(disk(), path);
    QVERIFY(ok(store.clusters()).isEmpty());
    ok(store.putNode(u"stock"_s, node(u"n9"_s)));
    ok(store.putNodes(u"orders"_s, {node(u"n1"_s, kHash), node(u"n2"_s)}));
    const QList<ClusterProfile> wanted{{u"orders"_s, {node(u"n1"_s, kHash), node(u"n2"_s)}},
                                       {u"stock"_s, {node(u"n9"_s)}}};
    QVERIFY(ok(ProfileStore(disk(), path).clusters()) == wanted);
    QVERIFY(ok(store.cluster(u"stock"_s)) == wanted.last());
    EXPECT_ERROR(store.cluster(u"other"_s), ErrorCode::NotFound);
    QCOMPARE(ok(disk().info(path)).access.mode & 0777, 0600u);
}

void tst_ClusterProfile::replacesTheNodeOfTheSameUrl()
{
    const Workspace space;
    ProfileStore store(disk(), space.path(u"clusters.json"_s));
    ok(store.putNodes(u"orders"_s, {node(u"n1"_s), node(u"n2"_s)}));
    NodeProfile met = node(u"n1"_s, kHash);
    met.name = u"alpha"_s;
    ok(store.putNode(u"orders"_s, met));
    QVERIFY(ok(store.cluster(u"orders"_s)).nodes == (QList<NodeProfile>{met, node(u"n2"_s)}));
    // But not another one of a name that is there: nobody could choose one of the two.
    NodeProfile twin = node(u"n3"_s);
    twin.name = u"alpha"_s;
    EXPECT_ERROR(store.putNodes(u"orders"_s, {node(u"n4"_s), twin}), ErrorCode::NameTaken);
    QCOMPARE(ok(store.cluster(u"orders"_s)).nodes.size(), 2);
    ok(store.putNode(u"stock"_s, twin));
}

void tst_ClusterProfile::removes()
{
    const Workspace space;
    ProfileStore store(disk(), space.path(u"clusters.json"_s));
    ok(store.putNodes(u"orders"_s, {node(u"n1"_s), node(u"n2"_s)}));
    EXPECT_ERROR(store.removeNode(u"stock"_s, node(u"n1"_s).url), ErrorCode::NotFound);
    EXPECT_ERROR(store.removeNode(u"orders"_s, node(u"n3"_s).url), ErrorCode::NotFound);
    ok(store.removeNode(u"orders"_s, node(u"n1"_s).url));
    QCOMPARE(ok(store.cluster(u"orders"_s)).nodes.size(), 1);
    ok(store.removeNode(u"orders"_s, node(u"n2"_s).url));
    QVERIFY(ok(store.clusters()).isEmpty());
}

void tst_ClusterProfile::refusesForeignFiles_data()
{
    QTest::addColumn<QByteArray>("content");
    const auto withNode = [](const QByteArray &rest) {
        return R"({"formatVersion": 1, "clusters": [{"name": "a", "nodes": [{"name": "n", )" + rest
            + "}]}]}";
    };
    QTest::newRow("no JSON") << "clusters:"_ba;
    QTest::newRow("an array") << "[]"_ba;
    QTest::newRow("newer") << R"({"formatVersion": 2})"_ba;
    QTest::newRow("clusters are none") << R"({"formatVersion": 1, "clusters": {"orders": {}}})"_ba;
    QTest::newRow("a cluster is none") << R"({"formatVersion": 1, "clusters": ["orders"]})"_ba;
    QTest::newRow("nodes are none") << R"({"formatVersion": 1, "clusters": [{"name": "a", "nodes": "n1"}]})"_ba;
    QTest::newRow("nameless") << R"({"formatVersion": 1, "clusters": [{"nodes": []}]})"_ba;
    QTest::newRow("no address") << withNode(R"("url": "x y")");
    QTest::newRow("a pin that cannot be read")
        << withNode(R"("url": "wss://n:1", "fingerprint": "abc")");
}

void tst_ClusterProfile::refusesForeignFiles()
{
    QFETCH(const QByteArray, content);
    const Workspace space;
    space.write(u"clusters.json"_s, content);
    ProfileStore store(disk(), space.path(u"clusters.json"_s));
    EXPECT_ERROR(store.clusters(), ErrorCode::NoteInvalid);
    EXPECT_ERROR(store.putNode(u"orders"_s, node(u"n1"_s)), ErrorCode::NoteInvalid);
    QCOMPARE(space.read(u"clusters.json"_s), content);
}

void tst_ClusterProfile::keepsTheOldFileWhenTheDiskFails()
{
    const auto attempt = [](Fault fault) {
        const Workspace space;
        const QString path = space.path(u"clusters.json"_s);
        ok(ProfileStore(disk(), path).putNode(u"orders"_s, node(u"n1"_s)));
        FaultyFileSystem faulty(fault);
        const auto put = ProfileStore(faulty, path).putNode(u"orders"_s, node(u"n2"_s));
        const auto nodes = ok(ProfileStore(disk(), path).cluster(u"orders"_s)).nodes.size();
        if (nodes != 2 && (put || nodes != 1))
            fail(u"%1 nodes"_s.arg(nodes), std::source_location::current());
        return faulty.calls();
    };
    const qint64 calls = attempt({});
    QVERIFY(calls > 3);
    for (qint64 at = 1; at <= calls; ++at)
        attempt({.at = at, .kind = Fault::Kind::Onwards});
}

void tst_ClusterProfile::losesNothingToTwoWriters()
{
    constexpr int kEach = 20;
    const Workspace space;
    const QString path = space.path(u"clusters.json"_s);
    {
        const auto add = [&path](const QString &prefix) {
            for (int i = 0; i < kEach; ++i)
                (void)ProfileStore(disk(), path)
                    .putNode(u"orders"_s, node(prefix + QString::number(i)));
        };
        const std::jthread one([&] { add(u"a"_s); });
        const std::jthread other([&] { add(u"b"_s); });
    }
    QCOMPARE(ok(ProfileStore(disk(), path).cluster(u"orders"_s)).nodes.size(), 2 * kEach);
}

void tst_ClusterProfile::readsFiles_data()
{
    QTest::addColumn<QByteArray>("content");
    QTest::addColumn<QStringList>("urls");
    QTest::addColumn<QByteArray>("fingerprint");
    QTest::addColumn<QString>("complaint");
    const auto row = [](const char *name, const QByteArray &content, const QStringList &urls,
                        const QString &complaint, const QByteArray &fingerprint = {}) {
        QTest::newRow(name) << content << urls << fingerprint << complaint;
    };
    const QString n1 = u"wss://n1:7411"_s;
    row("nothing", "", {}, {});
    row("comments", "# our nodes\n\n  # more\n", {}, {});
    row("two", "n1\nn2:7500 # the second\n", {n1, u"wss://n2:7500"_s}, {});
    row("with fingerprint", "n1\t" + kHash.toUpper() + "\r\n", {n1}, {}, kHash);
    row("not an address", "n1\n\nn?2\n", {}, u"line 3"_s);
    row("not a fingerprint", "n1 abc\n", {}, u"line 1"_s);
    row("too much", "n1 " + kHash + " more\n", {}, u"line 1"_s);
}

void tst_ClusterProfile::readsFiles()
{
    QFETCH(const QByteArray, content);
    QFETCH(const QStringList, urls);
    QFETCH(const QByteArray, fingerprint);
    QFETCH(const QString, complaint);
    const Workspace space;
    space.write(u"nodes"_s, content);
    const auto nodes = ProfileStore::nodesFromFile(disk(), space.path(u"nodes"_s));
    if (!complaint.isEmpty()) {
        EXPECT_ERROR(nodes, ErrorCode::InvalidArgument);
        QVERIFY2(nodes.error().detail.startsWith(complaint), qPrintable(nodes.error().detail));
        return;
    }
    QStringList found;
    for (const NodeProfile &each : ok(nodes)) {
        found.append(each.url.toString());
        QCOMPARE(each.fingerprint, fingerprint);
    }
    QCOMPARE(found, urls);
}

void tst_ClusterProfile::readsNodeMaps()
{
    const QJsonObject map = QJsonDocument::fromJson(R"({
        "n2": {"address": "wss://192.0.2.12:7411"}, "n3": {"address": "n3.example"},
        "broken": {"address": "x y"}, "none": {}, "odd": 7})")
                                .object();
    const QList<NodeProfile> nodes = ProfileStore::nodesFromMap(map);
    QCOMPARE(nodes.size(), 2);
    QCOMPARE(nodes[0].name, u"n2"_s);
    QCOMPARE(nodes[0].url.toString(), u"wss://192.0.2.12:7411"_s);
    QCOMPARE(nodes[1].url.toString(), u"wss://n3.example:7411"_s);
}

QTEST_GUILESS_MAIN(tst_ClusterProfile)
#include "tst_clusterprofile.moc"
