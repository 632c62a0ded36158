// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/node/nodeconfig.h"
#include "tests/support/expect.h"
#include "tests/support/faultyfilesystem.h"
#include "tests/support/workspace.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace lifeboat;
using namespace lifeboat::test;
using namespace std::chrono_literals;

class tst_NodeConfig final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void exampleIsTheDefaults();
    void exampleNamesEveryKey();
    void full();
    void refuses_data();
    void refuses();
    void leasesOnThisMachine();
    void logAndLeasesOnNats();
    void linksLeadToOnePlace();
    void fromFile();
};

namespace {

QByteArray example()
{
    return readFile(QStringLiteral(LIFEBOAT_SOURCES) + u"/app/lifeboatd/lifeboatd.example.toml"_s);
}

} // namespace

void tst_NodeConfig::exampleIsTheDefaults()
{
    const NodeConfig read = ok(configFromToml(example(), u"/etc/lifeboat"_s));
    const NodeConfig defaults = ok(configFromToml("", u"/etc/lifeboat"_s));
    QCOMPARE(read.cluster, defaults.cluster);
    QCOMPARE(read.data, u"/etc/lifeboat/data"_s);
    QCOMPARE(read.data, defaults.data);
    QCOMPARE(read.store, defaults.store);
    QCOMPARE(read.log, defaults.log);
    QCOMPARE(read.states.size(), 1);
    QCOMPARE(defaults.states.size(), 1);
    QCOMPARE(read.states.first().name, defaults.states.first().name);
    QVERIFY(read.states.first().isManaged() && defaults.states.first().isManaged());
    QVERIFY(read.policy.interval == 60s && defaults.policy.interval == 60s);
    QCOMPARE(read.policy.entries, defaults.policy.entries);
    QCOMPARE(read.policy.maxBytes, defaults.policy.maxBytes);
    QCOMPARE(read.keepLast, defaults.keepLast);
    QCOMPARE(read.concurrent, defaults.concurrent);
    QCOMPARE(read.threads, defaults.threads);
    QCOMPARE(read.listen.address, defaults.listen.address);
    QCOMPARE(read.listen.port, defaults.listen.port);
    QCOMPARE(read.listen.tls, defaults.listen.tls);
    QCOMPARE(read.listen.certificate, defaults.listen.certificate);
    QCOMPARE(read.listen.key, defaults.listen.key);
    QCOMPARE(read.limits.connections, defaults.limits.connections);
    QCOMPARE(read.limits.callsPerSecond, defaults.limits.callsPerSecond);
    QCOMPARE(read.limits.bytesPerSecond, defaults.limits.bytesPerSecond);
    QCOMPARE(read.limits.takesPerMinute, defaults.limits.takesPerMinute);
}

/// What the reader takes stands in its source as texts in quotes; each must be explained.
void tst_NodeConfig::exampleNamesEveryKey()
{
    const QString source = QString::fromUtf8(
        readFile(QStringLiteral(LIFEBOAT_SOURCES) + u"/engine/node/nodeconfig.cpp"_s));
    static const QRegularExpression lists(u"onlyKeys\\([^{]*\\{([^}]*)\\}"_s);
    static const QRegularExpression quoted(u"\"([a-z_]+)\""_s);
    int keys = 0;
    for (const auto &list : lists.globalMatch(source)) {
        for (const auto &key : quoted.globalMatch(list.captured(1))) {
            ++keys;
            QVERIFY2(example().contains(key.captured(1).toUtf8()), qPrintable(key.captured(1)));
        }
    }
    QVERIFY(keys > 25);
}

void tst_NodeConfig::full()
{
    const NodeConfig config = ok(configFromToml(R"(
[node]
name = "n2"
cluster = "games"
data = "/var/lib/lifeboat/n2"
store = "../snap"
log = "/var/lib/lifeboat/log.db"
[node.peers]
n1 = "wss://192.0.2.11:7411"
[listen]
address = "0.0.0.0"
port = 0
[[states]]
[[states]]
name = "orders"
database = "orders.db"
[policy]
interval = "5min"
entries = 1000
max_bytes = 10485760
keep_last = 3
[operations]
concurrent = 1
threads = 2
)",
                                                u"/etc/lifeboat"_s));
    QCOMPARE(config.name, u"n2"_s);
    QCOMPARE(config.store, u"/etc/snap"_s);
    QCOMPARE(config.peers["n1"_L1].toObject()["address"_L1].toString(), u"wss://192.0.2.11:7411"_s);
    QCOMPARE(config.listen.certificate, u"/var/lib/lifeboat/n2/certificate.pem"_s);
    QCOMPARE(config.states.size(), 2);
    QVERIFY(config.states[0].isManaged());
    QCOMPARE(config.states[1].database, u"/etc/lifeboat/orders.db"_s);
    QVERIFY(config.policy.interval == 5min);
    QCOMPARE(config.policy.entries, quint64(1000));
    QCOMPARE(config.policy.maxBytes, 10485760);
    QCOMPARE(config.keepLast, 3);
}

void tst_NodeConfig::leasesOnThisMachine()
{
    QVERIFY(!ok(configFromToml("", u"/etc"_s)).lease.isUsed());
    const LeaseConfig lease = ok(configFromToml("[lease]\nfile = 'l.db'\nttl = '9s'\npublish = false\nkeep_history = '2d'\n", u"/etc"_s)).lease;
    QVERIFY(lease.isUsed());
    QCOMPARE(lease.file, u"/etc/l.db"_s);
    QVERIFY(lease.ttl == 9s);
    QVERIFY(!lease.publishes);
    QCOMPARE(lease.keepHistory.count(), 2);
}

void tst_NodeConfig::logAndLeasesOnNats()
{
    const NodeConfig config = ok(configFromToml("[node]\ncluster = 'a.b'\n[nats]\nurls = ['nats://h:4222', 'tls://i']\nuser = 'u'\n"
                                                "password_file = 'p'\nca = 'ca.pem'\nreplicas = 3\n[lease]\n", u"/etc"_s));
    QCOMPARE(config.nats->settings.urls, (QStringList{u"nats://h:4222"_s, u"tls://i"_s}));
    QCOMPARE(config.nats->passwordFile, u"/etc/p"_s);
    QCOMPARE(config.nats->settings.caFile, u"/etc/ca.pem"_s);
    QCOMPARE(config.nats->replicas, 3);
    QCOMPARE(config.lease.bucket, u"lifeboat-a_b"_s);
    QVERIFY(config.lease.isUsed());
}

void tst_NodeConfig::refuses_data()
{
    QTest::addColumn<QByteArray>("toml");
    QTest::addColumn<QString>("detail");
    const auto row = [](const QByteArray &name, const QByteArray &toml, const QString &detail) {
        QTest::newRow(name.constData()) << toml << detail;
    };
    row("lease without a file", "[lease]\nttl = '30s'\n", u"line 1: lease.file is missing"_s);
    row("ttl of 0", "[lease]\nfile = 'l'\nttl = '0s'\n", u"line 3: ttl is 3 seconds to 10 minutes"_s);
    row("ttl of a day", "[lease]\nfile = 'l'\nttl = '24h'\n", u"line 3: ttl is 3 seconds to 10 minutes"_s);
    row("lease in the log", "[node]\nlog = 'l'\n[lease]\nfile = 'l'\n", u"line 4: file is the node's own log"_s);
    row("bucket without servers", "[lease]\nfile = 'l'\nbucket = 'b'\n", u"line 3: a bucket is on NATS servers"_s);
    row("history of an hour", "[lease]\nfile = 'l'\nkeep_history = '1h'\n", u"line 3: keep_history is at least a day"_s);
    row("no servers", "[nats]\nuser = 'u'\n", u"line 1: nats.urls is missing"_s);
    row("server by http", "[nats]\nurls = ['http://a:4222']\n", u"line 2: http://a:4222 is not an address"_s);
    row("server without host", "[nats]\nurls = ['nats://']\n", u"line 2: nats:// is not an address"_s);
    row("password in an address", "[nats]\nurls = ['nats://u:p@a:4222']\n", u"line 2: secrets do not stand in addresses"_s);
    row("password in a broken address", "[nats]\nurls = ['nats://u:SECRET@a:99999']\n", u"line 2: secrets do not stand in addresses"_s);
    row("password in no address", "[nats]\nurls = ['u:SECRET@a']\n", u"line 2: secrets do not stand in addresses"_s);
    row("password of a peer", "[node.peers]\nn1 = 'wss://u:SECRET@192.0.2.1:7411'\n", u"line 2: the address of n1"_s);
    row("two replicas", "[nats]\nurls = ['nats://a']\nreplicas = 2\n", u"line 3: replicas is 1, 3 or 5"_s);
    row("four replicas", "[nats]\nurls = ['nats://a']\nreplicas = 4\n", u"line 3: replicas is 1, 3 or 5"_s);
    row("certificate without key", "[nats]\nurls = ['nats://a']\ncertificate = 'c'\n", u"line 1: certificate and key go together"_s);
    row("six replicas", "[nats]\nurls = ['nats://a']\nreplicas = 6\n", u"line 3"_s);
    row("log file beside servers", "[node]\nlog = 'l'\n[nats]\nurls = ['nats://a']\n", u"line 2: with [nats] the log is a stream"_s);
    row("lease file beside servers", "[nats]\nurls = ['nats://a']\n[lease]\nfile = 'l'\n", u"line 4: with [nats] leases are in a bucket"_s);
    row("publishing to nowhere", "[lease]\nfile = 'l'\n[publish]\nkeep = 3\n", u"line 3: publish needs a directory or a bucket"_s);
    row("publishing to both", "[nats]\nurls = ['nats://a']\n[lease]\n[publish]\ndirectory = 'd'\nbucket = 'b'\n", u"line 4: publish needs"_s);
    row("lingering too long", "[lease]\nfile = 'l'\n[publish]\ndirectory = 'd'\nlinger = '500ms'\n", u"line 5: linger is less than half a second"_s);
    row("publishing without a lease", "[publish]\ndirectory = 'd'\n", u"line 1: who publishes is told by a lease"_s);
    row("published into the store", "[lease]\nfile = 'l'\n[publish]\ndirectory = 'data/snapshots'\n", u"line 4: directory is the node's own store"_s);
    row("not TOML", "[node\n", u"line 1"_s);
    row("unknown table", "[nodes]\n", u"line 1: unknown key nodes"_s);
    row("unknown key", "[node]\nname = 'a'\nnmae = 'b'\n", u"line 3: unknown key node.nmae"_s);
    row("unknown key of a state", "[[states]]\npath = 'x'\n", u"line 2: unknown key states.path"_s);
    row("not a text", "[node]\nname = 4\n", u"line 2: name is not a text"_s);
    row("not a name", "[node]\nname = 'a b'\n", u"line 2: name is not a name"_s);
    row("name with a slash", "[[states]]\nname = '../x'\n", u"line 2: name is not a name"_s);
    row("name that is a dot", "[[states]]\nname = '..'\n", u"line 2: name is not a name"_s);
    row("states as a table", "[states]\nname = 'x'\n",
        u"line 1: states is written as [[states]]"_s);
    row("two of one name", "[[states]]\n[[states]]\ndatabase = 'x'\n",
        u"line 2: two states are called main"_s);
    row("two managed", "[[states]]\n[[states]]\nname = 'x'\n",
        u"line 2: a node has one managed state"_s);
    row("two of one database",
        "[[states]]\nname = 'a'\ndatabase = 'x'\n[[states]]\nname = 'b'\ndatabase = './x'\n",
        u"line 4: two states have one database"_s);
    row("port", "[listen]\nport = 70000\n",
        u"line 2: port is not a whole number from 0 to 65535"_s);
    row("port as a text", "[listen]\nport = '7411'\n", u"line 2: port is not a whole number"_s);
    row("address", "[listen]\naddress = 'example.org'\n",
        u"line 2: address is not an IP address"_s);
    row("no TLS", "[listen]\naddress = '0.0.0.0'\ntls = false\n", u"line 1: without TLS"_s);
    row("interval", "[policy]\ninterval = 'soon'\n", u"line 2: interval is not a duration"_s);
    row("tiny interval", "[policy]\ninterval = '10ms'\n",
        u"line 2: interval is 0 or at least a second"_s);
    row("negative", "[policy]\nkeep_last = -1\n",
        u"line 2: keep_last is not a whole number from 1"_s);
    row("keeps none", "[policy]\nkeep_last = 0\n",
        u"line 2: keep_last is not a whole number from 1"_s);
    row("peers", "[node.peers]\nn1 = 4\n", u"line 2: node.peers holds addresses"_s);
    row("a peer of the web", "[node.peers]\nn1 = 'http://192.0.2.1:7411'\n",
        u"line 2: the address of n1"_s);
    row("a peer without a host", "[node.peers]\nn1 = 'wss://:7411'\n", u"line 2: the address of n1"_s);
    row("store in the data's place", "[node]\nstore = 'data'\n",
        u"line 2: store is the node's own data directory"_s);
    row("store in the log's place", "[node]\nlog = 'x'\nstore = './x'\n",
        u"line 3: store is the node's own log"_s);
    for (const char *own : {"state.db", "operations.db", "tokens.json", "audit.log", "state.db-wal"}) {
        const QByteArray name(own);
        row("log: " + name, "[node]\nlog = 'data/" + name + "'\n", u"line 2: log is the node's own "_s);
        row("state: " + name, "[[states]]\nname = 'a'\ndatabase = 'data/" + name + "'\n",
            u"line 3: database is the node's own "_s);
    }
    row("log as a state", "[[states]]\ndatabase = 'data/log.db'\n",
        u"line 2: database is the node's own log"_s);
    row("log as a state's store", "[node]\nlog = 'data/snapshots'\n",
        u"line 1: store is the node's own log"_s);
    row("key as a state", "[[states]]\ndatabase = 'data/key.pem'\n",
        u"line 2: database is the node's own key"_s);
    row("certificate as key", "[listen]\nkey = 'c.pem'\ncertificate = 'c.pem'\n",
        u"line 2: key is the node's own certificate"_s);
    struct Number
    {
        const char *table, *key, *least, *most;
    };
    for (const auto &[table, key, least, most] :
         {Number{"listen", "port", "0", "65535"}, Number{"policy", "entries", "0", "1152921504606846976"},
          Number{"policy", "max_bytes", "0", "1152921504606846976"}, Number{"policy", "keep_last", "1", "100000"},
          Number{"operations", "concurrent", "1", "64"}, Number{"operations", "threads", "0", "256"},
          Number{"limits", "connections", "1", "100000"}, Number{"limits", "calls_per_second", "1", "1000000"},
          Number{"limits", "bytes_per_second", "1048576", "1152921504606846976"},
          Number{"limits", "takes_per_minute", "1", "1000000"}}) {
        const QByteArray begin = QByteArray("[") + table + "]\n" + key + " = ";
        for (const QByteArray &value :
             {QByteArray::number(QByteArray(least).toLongLong() - 1), QByteArray::number(QByteArray(most).toLongLong() + 1), "'"_ba + least + "'",
              "0.5"_ba, "true"_ba, "[1]"_ba})
            row(QByteArray(table) + '.' + key + " of " + value, begin + value + '\n',
                u"line 2: %1 is not a whole number from %2 to %3"_s.arg(QLatin1StringView(key), QLatin1StringView(least), QLatin1StringView(most)));
    }
    for (const QByteArray &value : {"'yes'"_ba, "1"_ba, "[true]"_ba})
        row("TLS of " + value, "[listen]\ntls = " + value + '\n', u"line 2: tls is not true or false"_s);
    row("text as publish", "[lease]\nfile = 'l'\npublish = 'no'\n", u"line 3: publish is not true or false"_s);
    row("number as interval", "[policy]\ninterval = true\n", u"line 2: interval is not a"_s);
    row("keeps none published", "[lease]\nfile = 'l'\n[publish]\ndirectory = 'd'\nkeep = 0\n", u"line 5: keep is not a whole number from 1 to 100"_s);
    const QByteArray nats = "[nats]\nurls = ['nats://a']\n";
    for (const auto &[table, before] : {std::pair("node", ""_ba), std::pair("listen", ""_ba), std::pair("policy", ""_ba),
                                        std::pair("operations", ""_ba), std::pair("limits", ""_ba), std::pair("lease", nats),
                                        std::pair("publish", nats + "[lease]\n"), std::pair("nats", ""_ba)}) {
        const QByteArray begin = QByteArray(table) == "nats" ? nats : before + '[' + table + "]\n";
        row(QByteArray("unknown key of ") + table, begin + "kee = 1\n",
            u"line %1: unknown key %2.kee"_s.arg(begin.count('\n') + 1).arg(QLatin1StringView(table)));
        if (QByteArray(table) != "nats")
            row(QByteArray(table) + " is no table", QByteArray(table) + " = 1\n", u"line 1: %1 is not a table"_s.arg(QLatin1StringView(table)));
    }
    row("dots", QByteArray("a.").repeated(5000) + "b = 1\n", u"too many dots"_s);
}

void tst_NodeConfig::refuses()
{
    QFETCH(const QByteArray, toml);
    QFETCH(const QString, detail);
    const auto config = configFromToml(toml, u"/etc"_s);
    EXPECT_ERROR(config, ErrorCode::ConfigurationInvalid);
    QVERIFY2(config.error().detail.contains(detail), qPrintable(config.error().detail));
    QVERIFY(!toString(config.error()).contains("SECRET"_L1));
}

void tst_NodeConfig::linksLeadToOnePlace()
{
    const Workspace space;
    space.write(u"orders.db"_s, "x");
    QVERIFY(QFile::link(space.path(u"orders.db"_s), space.path(u"link.db"_s)));
    const auto config = configFromToml("[[states]]\nname = 'a'\ndatabase = 'orders.db'\n"
                                       "[[states]]\nname = 'b'\ndatabase = 'link.db'\n",
                                       space.path());
    EXPECT_ERROR(config, ErrorCode::ConfigurationInvalid);
    QVERIFY(config.error().detail.contains(u"line 4: two states have one database"_s));
}

void tst_NodeConfig::fromFile()
{
    const Workspace space;
    FaultyFileSystem fileSystem;
    EXPECT_ERROR(readConfig(fileSystem, space.path(u"x.toml"_s)), ErrorCode::NotFound);
    space.write(u"x.toml"_s, "[node]\ndata = 'd'\n");
    QCOMPARE(ok(readConfig(fileSystem, space.path(u"x.toml"_s))).data, space.path(u"d"_s));
    space.write(u"x.toml"_s, "nonsense = 1");
    const auto invalid = readConfig(fileSystem, space.path(u"x.toml"_s));
    EXPECT_ERROR(invalid, ErrorCode::ConfigurationInvalid);
    QCOMPARE(invalid.error().subject, space.path(u"x.toml"_s));
    space.write(u"x.toml"_s, QByteArray(300'000, '#'));
    EXPECT_ERROR(readConfig(fileSystem, space.path(u"x.toml"_s)), ErrorCode::LimitExceeded);
}

QTEST_APPLESS_MAIN(tst_NodeConfig)
#include "tst_nodeconfig.moc"
