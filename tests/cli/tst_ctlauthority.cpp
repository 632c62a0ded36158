// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/cli/commandline.h"
#include "tests/net/testauthority.h"
#include "tests/node/daemonprocess.h"
#include "tests/support/expect.h"

#include <QTest>

using namespace lifeboat;
using namespace lifeboat::test;
using namespace Qt::StringLiterals;

/// A node whose certificate an authority vouches for needs no fingerprint.
class tst_CtlAuthority final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void knownAuthority_data();
    void knownAuthority();
};

void tst_CtlAuthority::initTestCase()
{
    // Never the keychain of whoever runs the tests.
    qputenv("LIFEBOAT_SECRETS", "file");
    qunsetenv("LIFEBOAT_TOKEN_FILE");
}

void tst_CtlAuthority::knownAuthority_data()
{
    QTest::addColumn<QString>("host");
    QTest::addColumn<bool>("isKnown");
    QTest::addColumn<bool>("showsChain");
    QTest::addColumn<bool>("isLinkGood"); ///< what leads from the authority to it is not over
    QTest::addColumn<int>("status");
    QTest::addColumn<int>("days"); ///< it is good for, from then on or until then
    QTest::addColumn<QString>("said");
    const QString nobody = u"no authority that this machine trusts vouches for it"_s;
    QTest::newRow("known") << u"localhost"_s << true << true << true << 0 << 10 << QString();
    QTest::newRow("without what leads to it") << u"localhost"_s << true << false << true << 4 << 10 << nobody;
    QTest::newRow("unknown") << u"localhost"_s << false << true << true << 4 << 10 << nobody;
    QTest::newRow("of another host") << u"127.0.0.1"_s << true << true << true << 4 << 10 << u"is for another host name"_s;
    QTest::newRow("expired") << u"localhost"_s << true << true << true << 4 << -1 << u"has expired"_s;
    QTest::newRow("not valid yet") << u"localhost"_s << true << true << true << 4 << 100 << u"is not valid yet"_s;
    QTest::newRow("expired, and unknown") << u"localhost"_s << false << true << true << 4 << -1 << nobody;
    // A new certificate of the node would not help.
    QTest::newRow("expired on the way") << u"localhost"_s << true << true << false << 4 << 10 << nobody;
}

void tst_CtlAuthority::knownAuthority()
{
    QFETCH(const QString, host);
    QFETCH(const bool, isKnown);
    QFETCH(const bool, showsChain);
    QFETCH(const bool, isLinkGood);
    QFETCH(const int, status);
    QFETCH(const int, days);
    QFETCH(const QString, said);
    CommandLine line;
    const TestAuthority root("Test root");
    const TestAuthority between("Test intermediate", &root, isLinkGood ? TestAuthority::kTenYears : std::pair(-10, -1));
    const TestAuthority::Issued issued = between.issue("localhost", days < 0 ? std::pair(-10, days) : std::pair(days < 100 ? -1 : 1, days));
    DaemonProcess node(line.path(u"n1"_s), u"n1"_s);
    line.space().write(u"n1/data/certificate.pem"_s, issued.certificate + (showsChain ? between.pem() : QByteArray()));
    line.space().write(u"n1/data/key.pem"_s, issued.key);
    node.start();
    line.space().write(u"root.pem"_s, isKnown ? root.pem() : TestAuthority("Another root").pem());
    qputenv("SSL_CERT_FILE", line.path(u"root.pem"_s).toLocal8Bit());
    const QString port = QString::number(node.endpoint().url.port());
    const Outcome added = line.run({u"cluster"_s, u"add"_s, u"games"_s, host + u':' + port,
                                    u"--token-file"_s, u"n1.token"_s});
    const Outcome told = line.run({u"cluster"_s, u"status"_s, u"games"_s});
    qunsetenv("SSL_CERT_FILE");
    QVERIFY2(added.status == status, qPrintable(added.err));
    if (status != 0) {
        QVERIFY2(added.err.contains(said) && added.err.contains("--fingerprint"_L1), qPrintable(added.err));
        return;
    }
    QCOMPARE(told.status, 0);
    QVERIFY(line.run({u"cluster"_s, u"list"_s}).out.contains("by authority"_L1));
    // Once nobody vouches for it any more.
    QCOMPARE(line.run({u"cluster"_s, u"status"_s, u"games"_s}).status, 4);
}

QTEST_GUILESS_MAIN(tst_CtlAuthority)
#include "tst_ctlauthority.moc"
