// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/base/posixfilesystem.h"
#include "engine/net/certificate.h"
#include "tests/support/expect.h"
#include "tests/support/faultyfilesystem.h"
#include "tests/support/workspace.h"

#include <QTimeZone>

using namespace Qt::StringLiterals;
using namespace lifeboat;
using namespace lifeboat::net;
using namespace lifeboat::test;

namespace {

const QDateTime kNow(QDate(2026, 1, 2), QTime(3, 4, 5), QTimeZone::UTC);
const CertificateNames kNames{u"node-1"_s,
                              {u"node-1.example.org"_s, u"localhost"_s},
                              {QHostAddress::LocalHost, QHostAddress(u"2001:db8::7"_s)}};

FileSystem &disk()
{
    return PosixFileSystem::instance();
}

Result<> make(const Workspace &space, const CertificateNames &names = kNames)
{
    return makeCertificate(disk(), names, kNow, space.path(u"a.crt"_s), space.path(u"a.key"_s));
}

Result<Identity> load(const Workspace &space)
{
    return loadCertificate(disk(), space.path(u"a.crt"_s), space.path(u"a.key"_s));
}

} // namespace

class tst_Certificate final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void saysWhoTheNodeIs();
    void neverReplaces();
    void wrongNames();
    void wrongFiles();
    void fingerprints();
    void diskFails();
};

void tst_Certificate::saysWhoTheNodeIs()
{
    const Workspace space;
    ok(make(space));
    QCOMPARE(ok(disk().info(space.path(u"a.key"_s))).access.mode, 0600u);
    const Identity identity = ok(load(space));
    const QSslCertificate &certificate = identity.certificate;
    QCOMPARE(certificate.subjectInfo(QSslCertificate::CommonName), QStringList(u"node-1"_s));
    QVERIFY(certificate.isSelfSigned());
    QCOMPARE(certificate.effectiveDate(), kNow.addDays(-1));
    QCOMPARE(certificate.expiryDate(), kNow.addDays(3650));
    const auto names = certificate.subjectAlternativeNames();
    QCOMPARE(names.values(QSsl::DnsEntry).size(), 2);
    QVERIFY(names.values(QSsl::DnsEntry).contains(u"node-1.example.org"_s));
    QCOMPARE(names.values(QSsl::IpAddressEntry).size(), 2);
    QCOMPARE(identity.key.algorithm(), QSsl::Ec);
    QCOMPARE(identity.key.length(), 256);
    const Workspace other;
    ok(make(other));
    QVERIFY(ok(load(other)).certificate.serialNumber() != certificate.serialNumber());
}

void tst_Certificate::neverReplaces()
{
    const Workspace space;
    ok(make(space));
    const QByteArray key = space.read(u"a.key"_s);
    EXPECT_ERROR(make(space), ErrorCode::AlreadyExists);
    QFile::remove(space.path(u"a.crt"_s));
    EXPECT_ERROR(make(space), ErrorCode::AlreadyExists);
    QCOMPARE(space.read(u"a.key"_s), key);
    QVERIFY(!space.exists(u"a.crt"_s));
}

void tst_Certificate::wrongNames()
{
    const Workspace space;
    for (const QString &host : {QString(), u"a b"_s, u"a,IP:1.2.3.4"_s, u"a\n"_s, u"-"_s,
                                QString(300, u'a'), u"\u00fc.example"_s})
        EXPECT_ERROR(make(space, {u"n"_s, {host}, {}}), ErrorCode::InvalidArgument);
    EXPECT_ERROR(make(space, {u"n"_s, {}, {QHostAddress()}}), ErrorCode::InvalidArgument);
    EXPECT_ERROR(make(space, {{}, {}, {}}), ErrorCode::InvalidArgument);
    EXPECT_ERROR(make(space, {QString(65, u'n'), {}, {}}), ErrorCode::InvalidArgument);
    QVERIFY(space.names().isEmpty());
    ok(make(space, {u"n"_s, {}, {}}));
}

void tst_Certificate::wrongFiles()
{
    const Workspace space;
    EXPECT_ERROR(load(space), ErrorCode::NotFound);
    ok(make(space));
    const QByteArray key = space.read(u"a.key"_s);
    const QByteArray certificate = space.read(u"a.crt"_s);
    space.write(u"a.key"_s, "none");
    EXPECT_ERROR(load(space), ErrorCode::NoteInvalid);
    const Workspace other;
    ok(make(other));
    space.write(u"a.key"_s, other.read(u"a.key"_s));
    EXPECT_ERROR(load(space), ErrorCode::NoteInvalid);
    space.write(u"a.key"_s, key);
    space.write(u"a.crt"_s, certificate.first(certificate.size() / 2));
    EXPECT_ERROR(load(space), ErrorCode::NoteInvalid);
}

void tst_Certificate::fingerprints()
{
    const Workspace space;
    ok(make(space));
    const QByteArray hex = fingerprintOf(ok(load(space)).certificate);
    QCOMPARE(hex.size(), 64);
    const QString text = fingerprintText(hex);
    QCOMPARE(text.size(), 95);
    QCOMPARE(text.at(2), u':');
    QCOMPARE(fingerprintFromText(text), hex);
    QCOMPARE(fingerprintFromText(QString::fromLatin1(hex).toUpper()), hex);
    QVERIFY(fingerprintFromText(text.chopped(1)).isEmpty());
    QVERIFY(fingerprintFromText(u"no"_s).isEmpty());
    QVERIFY(fingerprintOf(QSslCertificate()).isEmpty());
}

void tst_Certificate::diskFails()
{
    for (int at = 1;; ++at) {
        const Workspace space;
        FaultyFileSystem full({.at = at, .kind = Fault::Kind::Once, .code = ErrorCode::DiskFull});
        const auto made =
            makeCertificate(full, kNames, kNow, space.path(u"a.crt"_s), space.path(u"a.key"_s));
        if (!full.struck()) {
            ok(made);
            break;
        }
        EXPECT_ERROR(made, ErrorCode::DiskFull);
        QVERIFY(space.names().isEmpty());
    }
}

QTEST_GUILESS_MAIN(tst_Certificate)
#include "tst_certificate.moc"
