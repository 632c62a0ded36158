// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/net/calls.h"
#include "engine/net/jsonrpc.h"
#include "servednode.h"
#include "tests/node/daemonprocess.h"

#include <QSslSocket>
#include <sys/resource.h>

using namespace Qt::StringLiterals;
using namespace lifeboat;
using namespace lifeboat::net;
using namespace lifeboat::test;

namespace {

const QByteArray kUpgrade = "GET / HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\n"
                            "Connection: Upgrade\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
                            "Sec-WebSocket-Version: 13\r\n\r\n";

/// A connection to the process, with TLS or before it.
class Wire
{
public:
    Wire(const Endpoint &endpoint, bool tls)
    {
        socket.setPeerVerifyMode(QSslSocket::VerifyNone);
        const QString host = endpoint.url.host();
        const auto port = quint16(endpoint.url.port());
        if (tls)
            socket.connectToHostEncrypted(host, port);
        else
            socket.connectToHost(host, port);
        waitFor([this, tls] {
            return tls ? socket.isEncrypted() : socket.state() == QAbstractSocket::ConnectedState;
        });
    }

    void upgrade()
    {
        socket.write(kUpgrade);
        waitFor([this] { return socket.bytesAvailable() > 0; });
        QVERIFY(socket.readAll().startsWith("HTTP/1.1 101"));
    }

    bool isOver() const { return socket.state() == QAbstractSocket::UnconnectedState; }

    QSslSocket socket;
};

} // namespace

/// The real program under peers that mean no good, and somebody honest beside them. What each does to a server in all
/// its variants is in tst_hostilepeer and tst_servedcalls.
class tst_HostileDaemon final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void cleanupTestCase();
    void cleanup();
    void garbage_data();
    void garbage();
    void slowAndHalf();
    void hugeFrame();
    void floods();
    void wrongRole_data();
    void wrongRole();
    void malformedIds();
    void wrongTokens();
    void manyIdle();

private:
    Endpoint as(Role role) const;

    std::unique_ptr<Workspace> m_space;
    std::unique_ptr<DaemonProcess> m_node;
    QStringList m_tokens; ///< by role
};

void tst_HostileDaemon::initTestCase()
{
    m_space = std::make_unique<Workspace>();
    m_node = std::make_unique<DaemonProcess>(m_space->path(u"n1"_s), u"n1"_s);
    for (const QString &role : {u"viewer"_s, u"operator"_s, u"admin"_s}) {
        const QString file = m_space->path(role);
        const DaemonRun made = runDaemon({u"--config"_s, m_node->configPath(), u"--token-file"_s, file,
                                          u"token"_s, u"add"_s, u"an-"_s + role, u"--role"_s, role});
        QVERIFY2(made.status == 0, qPrintable(made.output));
        m_tokens.append(QString::fromUtf8(readFile(file)).trimmed());
    }
    m_node->start();
}

void tst_HostileDaemon::cleanupTestCase()
{
    QCOMPARE(m_node->terminate(), 0);
    m_node.reset();
    m_space.reset();
}

/// The node goes on serving others, whatever was tried.
void tst_HostileDaemon::cleanup()
{
    QVERIFY(m_node->isRunning());
    const auto client = greeted(as(Role::Operator)); // a viewer may have used up what it may
    ok(await(client->call(u"node.status"_s)));
}

Endpoint tst_HostileDaemon::as(Role role) const
{
    Endpoint endpoint = m_node->endpoint();
    endpoint.token = m_tokens[int(role)];
    return endpoint;
}

void tst_HostileDaemon::garbage_data()
{
    QTest::addColumn<bool>("tls");
    QTest::addColumn<bool>("upgraded");
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("no TLS") << false << false << QByteArray("GET / HTTP/1.1\r\n\r\n");
    QTest::newRow("noise for TLS") << false << false << noise(100'000);
    QTest::newRow("noise for HTTP") << true << false << "\x01" + noise(100'000);
    QTest::newRow("endless header") << true << false << "GET / HTTP/1.1\r\nX: " + QByteArray(1'000'000, 'x');
    QTest::newRow("noise for WebSocket") << true << true << "\xFF" + noise(100'000);
    QTest::newRow("an unmasked frame") << true << true << QByteArray("\x81\x02hi");
    QTest::newRow("no greeting") << true << true << QByteArray("\x81\x82\0\0\0\0{}", 8);
    QTest::newRow("a frame of 100 MB") << true << true
                                       << QByteArray("\x82\xFF\0\0\0\0\x05\xF5\xE1\0\0\0\0\0", 14) + QByteArray(1'000'000, 'x');
}

void tst_HostileDaemon::garbage()
{
    QFETCH(const bool, tls);
    QFETCH(const bool, upgraded);
    QFETCH(const QByteArray, bytes);
    Wire wire(m_node->endpoint(), tls);
    if (upgraded)
        wire.upgrade();
    wire.socket.write(bytes);
    waitFor([&wire] { return wire.isOver(); });
}

/// Many at once who never come to the point; each is let go in the end.
void tst_HostileDaemon::slowAndHalf()
{
    struct Half
    {
        bool tls, upgraded;
        QByteArray bytes;
    };
    const QList<Half> halves{{false, false, {}},
                             {false, false, QByteArray("\x16\x03\x01\x02", 4)},
                             {true, false, {}},
                             {true, false, "GET / HT"},
                             {true, true, {}},
                             {true, true, QByteArray("\x81\xFE\x0F\xA0\0\0\0\0{", 9)}};
    std::vector<std::unique_ptr<Wire>> wires;
    for (int i = 0; i < 60; ++i) {
        const Half &half = halves[i % halves.size()];
        wires.push_back(std::make_unique<Wire>(m_node->endpoint(), half.tls));
        if (half.upgraded)
            wires.back()->upgrade();
        wires.back()->socket.write(half.bytes);
    }
    ok(await(greeted(as(Role::Viewer))->call(u"node.status"_s)));
    waitFor([&wires] { return std::ranges::all_of(wires, [](const auto &wire) { return wire->isOver(); }); });
}

/// Of one who may stay: 100 MB are not read to their end.
void tst_HostileDaemon::hugeFrame()
{
    const auto client = greeted(as(Role::Admin));
    Error why;
    connect(client.get(), &NodeClient::ended, this, [&why](const Error &error) { why = error; });
    const auto call = client->call(u"state.rows"_s, {{u"table"_s, QString(100'000'000, u'x')}});
    waitFor([&why] { return why != Error(); });
    QVERIFY(!await(call));
}

void tst_HostileDaemon::floods()
{
    const auto flooding = greeted(as(Role::Viewer));
    QList<QFuture<Result<QJsonValue>>> calls;
    for (int i = 0; i < 5000; ++i)
        calls.append(flooding->call(u"node.status"_s));
    const auto other = greeted(as(Role::Operator));
    ok(await(other->call(u"state.tables"_s)));
    int refused = 0;
    for (const auto &call : std::as_const(calls)) {
        const auto outcome = await(call);
        refused += !outcome;
        QVERIFY(outcome || outcome.error().code == ErrorCode::RateLimited
                || outcome.error().code == ErrorCode::Disconnected);
    }
    QVERIFY(refused > 0);
}

void tst_HostileDaemon::wrongRole_data()
{
    QTest::addColumn<QString>("method");
    for (const CallSpec &call : calls()) {
        if (call.role > Role::Viewer)
            QTest::newRow(call.name.data()) << QString(call.name);
    }
}

void tst_HostileDaemon::wrongRole()
{
    QFETCH(const QString, method);
    const CallSpec &call = *findCall(method);
    for (const Role role : {Role::Viewer, Role::Operator}) {
        if (role >= call.role)
            continue;
        const auto client = greeted(as(role));
        EXPECT_ERROR(await(client->call(method)), ErrorCode::RoleInsufficient);
    }
}

void tst_HostileDaemon::malformedIds()
{
    const auto client = greeted(as(Role::Admin));
    for (const QString &id : {u"../../etc/passwd"_s, u"x"_s, QString()}) {
        const QJsonObject snapshot{{u"snapshot"_s, id}};
        for (const QString &method : {u"snapshot.fetch"_s, u"snapshot.verify"_s, u"snapshot.delete"_s, u"restore.plan"_s})
            EXPECT_ERROR(await(client->call(method, snapshot)), ErrorCode::InvalidArgument);
        EXPECT_ERROR(await(client->call(u"snapshot.send"_s, {{u"snapshot"_s, id}, {u"size"_s, u"1"_s}})),
                     ErrorCode::InvalidArgument);
    }
}

void tst_HostileDaemon::wrongTokens()
{
    Endpoint endpoint = as(Role::Admin);
    for (const QString &token : {QString(), u"lb1"_s, u"lb1.an-admin.wrong"_s, u"lb1.nobody.wrong"_s,
                                 QString(endpoint.token).replace(u"an-admin"_s, u"an-viewer"_s)}) {
        Endpoint wrong = endpoint;
        wrong.token = token;
        const ErrorCode code = refusal(wrong).code;
        QVERIFY2(code == ErrorCode::AuthenticationFailed || code == ErrorCode::InvalidArgument, qPrintable(codeName(code)));
    }
}

void tst_HostileDaemon::manyIdle()
{
    rlimit files{};
    ::getrlimit(RLIMIT_NOFILE, &files);
    files.rlim_cur = files.rlim_max;
    ::setrlimit(RLIMIT_NOFILE, &files);
    if (files.rlim_cur < 1200)
        QSKIP("this system does not let a process have 1,200 files open");
    std::vector<std::unique_ptr<NodeClient>> idle;
    int open = 0;
    for (int i = 0; i < 1000; ++i) {
        idle.push_back(std::make_unique<NodeClient>(as(Role::Viewer)));
        connect(idle.back().get(), &NodeClient::greeted, this, [&open] { ++open; });
        idle.back()->open();
        if (i % 25 == 24)
            waitFor([&] { return open == i + 1; });
    }
    const auto client = greeted(as(Role::Operator));
    for (int i = 0; i < 100; ++i)
        ok(await(client->call(u"node.status"_s)));
    QVERIFY(std::ranges::all_of(idle, [](const auto &each) { return each->isOpen(); }));
}

QTEST_GUILESS_MAIN(tst_HostileDaemon)
#include "tst_hostiledaemon.moc"
