// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/base/posixfilesystem.h"
#include "engine/nats/natsconnection.h"
#include "engine/net/certificate.h"
#include "tests/support/expect.h"
#include "tests/support/natsserver.h"

#include <QTest>

#include <openssl/pem.h>
#include <openssl/x509v3.h>

using namespace Qt::StringLiterals;
using namespace lifeboat;
using namespace lifeboat::test;
using namespace std::chrono_literals;

namespace {

/// Makes a certificate for 127.0.0.1 that is good for ten years from `now` on.
void makeIdentity(const Workspace &space, const QString &name, const QDateTime &now, const QHostAddress &address = QHostAddress::LocalHost)
{
    PosixFileSystem files;
    ok(net::makeCertificate(files, {u"nats"_s, {}, {address}}, now, space.path(name + u".pem"_s), space.path(name + u".key"_s)));
}

/// The same for a client: makeCertificate() makes those of servers.
void makeClientIdentity(const Workspace &space, const QString &name)
{
    makeIdentity(space, name, QDateTime::currentDateTimeUtc());
    const auto open = [&](const QString &file, const char *mode) {
        return std::unique_ptr<BIO, decltype(&BIO_free_all)>(BIO_new_file(qPrintable(space.path(file)), mode), BIO_free_all);
    };
    const std::unique_ptr<X509, decltype(&X509_free)> certificate(PEM_read_bio_X509(open(name + u".pem"_s, "r").get(), nullptr, nullptr, nullptr), X509_free);
    const std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)> key(PEM_read_bio_PrivateKey(open(name + u".key"_s, "r").get(), nullptr, nullptr, nullptr), EVP_PKEY_free);
    X509_EXTENSION_free(X509_delete_ext(certificate.get(), X509_get_ext_by_NID(certificate.get(), NID_ext_key_usage, -1)));
    QVERIFY(X509_sign(certificate.get(), key.get(), EVP_sha256()) > 0);
    QCOMPARE(PEM_write_bio_X509(open(name + u".pem"_s, "w").get(), certificate.get()), 1);
}

QString tlsBlock(const Workspace &space, const QString &name, const QString &more = {})
{
    return u"tls { cert_file: \"%1\", key_file: \"%2\" %3 }\n"_s.arg(space.path(name + u".pem"_s), space.path(name + u".key"_s), more);
}

} // namespace

/// Who connects to whom: users, permissions, certificates.
class tst_NatsSecurity final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { NEED_NATS_SERVER(); }
    void identities_data();
    void identities();
    void permissions();
    void certificates_data();
    void certificates();
    void clientCertificate();
};

void tst_NatsSecurity::identities_data()
{
    QTest::addColumn<QString>("configuration");
    QTest::addColumn<QString>("user");
    QTest::addColumn<QString>("password");
    QTest::addColumn<QString>("token");
    QTest::addColumn<bool>("taken");
    const QString users = u"authorization { user: ann, password: \"s3cr3t\" }\n"_s;
    const QString token = u"authorization { token: \"t0k3n\" }\n"_s;
    QTest::newRow("right") << users << u"ann"_s << u"s3cr3t"_s << QString() << true;
    QTest::newRow("wrong") << users << u"ann"_s << u"wr0ng-secret"_s << QString() << false;
    QTest::newRow("nobody") << users << QString() << QString() << QString() << false;
    QTest::newRow("token") << token << QString() << QString() << u"t0k3n"_s << true;
    QTest::newRow("wrong token") << token << QString() << QString() << u"wr0ng-secret"_s << false;
}

void tst_NatsSecurity::identities()
{
    QFETCH(const QString, configuration);
    QFETCH(const bool, taken);
    const NatsServer server(configuration);
    NatsSettings settings = server.settings();
    settings.user = *static_cast<QString *>(QTest::qData("user", QMetaType::QString));
    settings.password = *static_cast<QString *>(QTest::qData("password", QMetaType::QString));
    settings.token = *static_cast<QString *>(QTest::qData("token", QMetaType::QString));
    const auto opened = NatsConnection::open(settings);
    if (taken) {
        QVERIFY2(opened, qPrintable(opened ? QString() : toString(opened.error())));
        return;
    }
    EXPECT_ERROR(opened, ErrorCode::AuthenticationFailed);
    QVERIFY(!toString(opened.error()).contains("wr0ng"_L1));
    // The same in the URL, which names the server in the error.
    settings.urls[0].replace("nats://"_L1, "nats://ann:wr0ng-secret@"_L1);
    settings.user = settings.password = settings.token = QString();
    const auto byUrl = NatsConnection::open(settings);
    EXPECT_ERROR(byUrl, ErrorCode::AuthenticationFailed);
    QCOMPARE(byUrl.error().subject, server.url());
    QVERIFY(!toString(byUrl.error()).contains("wr0ng"_L1));
}

void tst_NatsSecurity::permissions()
{
    const NatsServer server(u"authorization { users: [{ user: ann, password: \"a\", permissions: { publish: [\"free\"], subscribe: [\"_INBOX.>\"] } }] }\n"_s);
    NatsSettings settings = server.settings();
    settings.user = settings.password = u"a"_s;
    settings.user = u"ann"_s;
    settings.requestTimeout = 300ms;
    const auto connection = ok(NatsConnection::open(settings));
    EXPECT_ERROR(connection->request({"secret", {}, {}}), ErrorCode::PermissionDenied);
}

void tst_NatsSecurity::certificates_data()
{
    QTest::addColumn<QString>("served");
    QTest::addColumn<QString>("trusted");
    QTest::addColumn<bool>("tls");
    QTest::addColumn<QString>("code");
    QTest::addColumn<QString>("why");
    QTest::newRow("own CA") << u"good"_s << u"good"_s << true << QString() << QString();
    QTest::newRow("unknown authority") << u"good"_s << u"other"_s << true << u"CertificateUntrusted"_s << u"certificate"_s;
    QTest::newRow("system's authorities") << u"good"_s << QString() << true << u"CertificateUntrusted"_s << u"certificate"_s;
    QTest::newRow("expired") << u"old"_s << u"old"_s << true << u"CertificateUntrusted"_s << u"certificate has expired"_s;
    QTest::newRow("another host") << u"elsewhere"_s << u"elsewhere"_s << true << u"CertificateUntrusted"_s << u"mismatch"_s;
    QTest::newRow("wanted of a plain server") << QString() << u"good"_s << true << u"SettingsDiffer"_s << QString();
}

void tst_NatsSecurity::certificates()
{
    QFETCH(const QString, served);
    QFETCH(const QString, trusted);
    QFETCH(const bool, tls);
    QFETCH(const QString, code);
    const Workspace space;
    const QDateTime now = QDateTime::currentDateTimeUtc();
    makeIdentity(space, u"good"_s, now);
    makeIdentity(space, u"other"_s, now);
    makeIdentity(space, u"old"_s, now.addYears(-11));
    makeIdentity(space, u"elsewhere"_s, now, QHostAddress(u"127.0.0.2"_s));
    const NatsServer server(served.isEmpty() ? QString() : tlsBlock(space, served));
    NatsSettings settings = server.settings();
    settings.tls = tls;
    if (!trusted.isEmpty())
        settings.caFile = space.path(trusted + u".pem"_s);
    const auto opened = NatsConnection::open(settings);
    QCOMPARE(opened ? QString() : codeName(opened.error().code), code);
    QVERIFY2(opened || opened.error().detail.contains(*static_cast<QString *>(QTest::qData("why", QMetaType::QString))),
             qPrintable(opened ? QString() : toString(opened.error())));
    if (opened)
        QVERIFY(ok((*opened)->roundTrip()) > 0us);
}

void tst_NatsSecurity::clientCertificate()
{
    const Workspace space;
    makeIdentity(space, u"server"_s, QDateTime::currentDateTimeUtc());
    makeClientIdentity(space, u"client"_s);
    const NatsServer server(tlsBlock(space, u"server"_s, u", ca_file: \"%1\", verify: true"_s.arg(space.path(u"client.pem"_s))));
    NatsSettings settings = server.settings();
    settings.caFile = space.path(u"server.pem"_s);
    QVERIFY(!NatsConnection::open(settings));
    settings.certificateFile = space.path(u"client.pem"_s);
    settings.keyFile = space.path(u"client.key"_s);
    QVERIFY(ok(NatsConnection::open(settings))->state().isConnected);
}

QTEST_GUILESS_MAIN(tst_NatsSecurity)
#include "tst_natssecurity.moc"
