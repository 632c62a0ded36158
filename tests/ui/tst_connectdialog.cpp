// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/console/dialogs/connectdialog.h"

#include "engine/cluster/secretstore.h"
#include "tests/cluster/fakenode.h"
#include "tests/cluster/servednode.h"
#include "tests/support/expect.h"
#include "tests/ui/clicks.h"
#include "tests/ui/temporaryworkspace.h"
#include "ui/console/dialogs/introductionrow.h"
#include "ui/console/widgets/fieldnote.h"

#include <QCheckBox>
#include <QSignalSpy>
#include <QTcpServer>

using namespace lifeboat;
using namespace lifeboat::ui;
using namespace lifeboat::test;
using namespace Qt::StringLiterals;

namespace {

/// A keychain that nobody unlocks.
class LockedSecrets final : public SecretStore
{
public:
    QFuture<Result<QString>> read(const QString &key) override { return refuse<QString>(key); }
    QFuture<Result<>> write(const QString &key, const QString &) override { return refuse<void>(key); }
    QFuture<Result<>> remove(const QString &key) override { return refuse<void>(key); }

private:
    template <typename T>
    static QFuture<Result<T>> refuse(const QString &key)
    {
        return QtFuture::makeReadyValueFuture(Result<T>(failure(ErrorCode::SecretUnavailable, key)));
    }
};

} // namespace

/// With real clicks against real servers.
class tst_ConnectDialog final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void anUnknownCertificateIsComparedAndKept();
    void aWrongTokenIsSaidBesideIt();
    void anotherCertificateThanTheOneGivenIsNoTrust();
    void nobodyThereIsKeptOnlyWhenChosen();
    void aWrongFieldIsNamed_data();
    void aWrongFieldIsNamed();
    void nodesFromAFile();
    void aWrongLineOfAFileIsNamed();
    void peersAreOfferedAndMayLeadNowhere();
    void aPeerIsAddedWithItsOwnFingerprint();
    void anotherProtocolIsSaid();
    void aLockedKeychainKeepsNothing();
    void closesWhileItConnects();

private:
    ConnectDialog *open(SecretStore *secrets = nullptr, std::optional<Surroundings> surroundings = {});
    void fill(const QString &cluster, const QString &address, const QString &token);
    QAbstractButton *primary() const { return primaryOf(m_dialog); }
    QLineEdit *field(const QString &name) const { return fieldOf(m_dialog, name); }
    IntroductionRow *row(int number) const { return m_dialog->findChildren<IntroductionRow *>().value(number); }
    QCheckBox *tick(int number) const { return row(number)->findChildren<QCheckBox *>().first(); }
    QCheckBox *own(int number) const { return row(number)->findChildren<QCheckBox *>().last(); }
    ClusterProfile kept() const { return ok(m_profiles->cluster(u"orders"_s)); }
    bool isNothingKept() const { return ok(m_profiles->clusters()).isEmpty() && !m_workspace->exists(u"secrets"_s); }

    std::unique_ptr<TemporaryWorkspace> m_console;
    std::unique_ptr<test::Workspace> m_workspace;
    std::unique_ptr<ProfileStore> m_profiles;
    std::unique_ptr<SecretStore> m_secrets;
    std::unique_ptr<test::ServedNode> m_node;
    QPointer<ConnectDialog> m_dialog;
};

void tst_ConnectDialog::init()
{
    m_console = std::make_unique<TemporaryWorkspace>();
    m_workspace = std::make_unique<test::Workspace>();
    FileSystem &disk = m_console->console().fileSystem();
    m_profiles = std::make_unique<ProfileStore>(disk, m_workspace->path(u"clusters.json"_s));
    m_secrets = makeFileSecrets(disk, m_workspace->path(u"secrets"_s));
    m_node = std::make_unique<test::ServedNode>(u"n1"_s);
}

void tst_ConnectDialog::cleanup()
{
    delete m_dialog;
    m_node.reset();
    m_console.reset();
}

ConnectDialog *tst_ConnectDialog::open(SecretStore *secrets, std::optional<Surroundings> surroundings)
{
    m_dialog = new ConnectDialog({m_console->console(), *m_profiles, [this, secrets] { return secrets ? secrets : m_secrets.get(); },
                                  surroundings.value_or(realSurroundings(SystemClock::instance()))});
    m_dialog->open();
    return m_dialog;
}

void tst_ConnectDialog::fill(const QString &cluster, const QString &address, const QString &token)
{
    for (const auto &[name, text] :
         {std::pair(u"Cluster"_s, cluster), std::pair(u"Node"_s, address), std::pair(u"Token"_s, token)}) {
        field(name)->selectAll();
        QTest::keyClicks(field(name), text);
    }
}

void tst_ConnectDialog::anUnknownCertificateIsComparedAndKept()
{
    open();
    QVERIFY(!primary()->isEnabled());
    fill(u"orders"_s, m_node->address(), m_node->secret());
    QSignalSpy connected(m_dialog, &ConnectDialog::connected);
    click(primary());
    QTRY_VERIFY_WITH_TIMEOUT(row(0) && own(0)->isVisible(), 60'000);
    QVERIFY(shows(row(0), IntroductionRow::grouped(m_node->fingerprint())));
    QVERIFY(!primary()->isEnabled());
    QVERIFY(isNothingKept());
    QVERIFY(m_node->called().isEmpty()); // the token was not shown to it
    click(own(0));
    QTRY_VERIFY_WITH_TIMEOUT(primary()->isEnabled(), 60'000);
    QCOMPARE(tick(0)->text(), u"n1"_s);
    QVERIFY(isNothingKept());
    click(primary());
    QTRY_COMPARE_WITH_TIMEOUT(connected.size(), 1, 60'000);
    QCOMPARE(connected.first().first().toString(), u"orders"_s);
    QCOMPARE(kept().nodes.size(), 1);
    QCOMPARE(kept().nodes[0].name, u"n1"_s);
    QCOMPARE(kept().nodes[0].fingerprint, m_node->fingerprint());
    QCOMPARE(ok(m_secrets->read(secretKey(u"orders"_s, kept().nodes[0].url)).result()), m_node->secret());
    QTRY_VERIFY(!m_dialog);
}

void tst_ConnectDialog::aWrongTokenIsSaidBesideIt()
{
    open();
    fill(u"orders"_s, m_node->address(), u"lb1.console.wrong"_s);
    click(primary());
    QTRY_VERIFY_WITH_TIMEOUT(row(0) && own(0)->isVisible(), 60'000);
    click(own(0));
    QTRY_VERIFY_WITH_TIMEOUT(shows(m_dialog, u"does not accept the token"_s), 60'000);
    QVERIFY(!primary()->isEnabled());
    QVERIFY(isNothingKept());
    QCOMPARE(field(u"Token"_s)->echoMode(), QLineEdit::Password);
    QCOMPARE(QApplication::focusWidget() ? QApplication::focusWidget() : m_dialog->focusWidget(), field(u"Token"_s));
    // The right one is typed over it; the certificate was compared already.
    QTest::keyClicks(field(u"Token"_s), m_node->secret());
    QVERIFY(!shows(m_dialog, u"does not accept the token"_s));
    click(primary());
    QTRY_VERIFY_WITH_TIMEOUT(primary()->isEnabled(), 60'000);
    QVERIFY(!own(0)->isVisible());
}

void tst_ConnectDialog::anotherCertificateThanTheOneGivenIsNoTrust()
{
    open();
    m_workspace->write(u"nodes"_s, (m_node->address() + u' ' + u"ab"_s.repeated(32)).toLatin1());
    m_dialog->useFile(m_workspace->path(u"nodes"_s));
    fill(u"orders"_s, {}, m_node->secret());
    QTRY_VERIFY(primary()->isEnabled());
    click(primary());
    QTRY_VERIFY_WITH_TIMEOUT(row(0) && own(0)->isVisible(), 60'000);
    QVERIFY(shows(row(0), u"somebody may stand between"_s));
    QVERIFY(!primary()->isEnabled());
}

void tst_ConnectDialog::nobodyThereIsKeptOnlyWhenChosen()
{
    QTcpServer taken;
    QVERIFY(taken.listen(QHostAddress::LocalHost));
    const QString address = u"127.0.0.1:%1"_s.arg(taken.serverPort());
    taken.close();
    open();
    fill(u"orders"_s, address, u"lb1.console.x"_s);
    QSignalSpy connected(m_dialog, &ConnectDialog::connected);
    click(primary());
    QTRY_VERIFY_WITH_TIMEOUT(row(0) && shows(row(0), u"cannot be reached"_s), 60'000);
    QVERIFY(!tick(0)->isChecked());
    QVERIFY(!primary()->isEnabled());
    click(tick(0));
    QVERIFY(primary()->isEnabled());
    click(primary());
    QTRY_COMPARE_WITH_TIMEOUT(connected.size(), 1, 60'000);
    QCOMPARE(kept().nodes[0].name, address);
}

void tst_ConnectDialog::aWrongFieldIsNamed_data()
{
    QTest::addColumn<QString>("cluster");
    QTest::addColumn<QString>("address");
    QTest::addColumn<QString>("says");
    QTest::addRow("slash") << u"a/b"_s << u"n1"_s << u"no slash"_s;
    QTest::addRow("scheme") << u"orders"_s << u"http://n1"_s << u"not the address of a node"_s;
    QTest::addRow("no TLS") << u"orders"_s << u"ws://192.0.2.7"_s << u"not the address of a node"_s;
}

void tst_ConnectDialog::aWrongFieldIsNamed()
{
    QFETCH(QString, cluster);
    QFETCH(QString, address);
    QFETCH(QString, says);
    open();
    fill(cluster, address, u"x"_s);
    click(primary());
    QVERIFY(shows(m_dialog, says));
    QVERIFY(!row(0));
}

void tst_ConnectDialog::nodesFromAFile()
{
    test::ServedNode other(u"n2"_s);
    m_workspace->write(u"nodes"_s,
                       QStringLiteral("# ours\n%1 %2\n%3\n")
                           .arg(m_node->address(), QString::fromLatin1(m_node->fingerprint()), other.address())
                           .toLatin1());
    open();
    m_dialog->useFile(m_workspace->path(u"nodes"_s));
    fill(u"orders"_s, {}, m_node->secret());
    QTRY_VERIFY(primary()->isEnabled());
    click(primary());
    QTRY_VERIFY_WITH_TIMEOUT(row(1) && own(1)->isVisible() && tick(0)->text() == "n1"_L1, 60'000);
    // One token for all: the second node has another, so only the first is kept.
    click(own(1));
    QTRY_VERIFY_WITH_TIMEOUT(shows(m_dialog, u"do not accept this token"_s)
                                 || shows(m_dialog, u"does not accept the token"_s),
                             60'000);
    QVERIFY(primary()->isEnabled());
    click(primary());
    QTRY_VERIFY_WITH_TIMEOUT(!m_dialog, 60'000);
    QCOMPARE(kept().nodes.size(), 1);
    QCOMPARE(kept().nodes[0].name, u"n1"_s);
}

void tst_ConnectDialog::aWrongLineOfAFileIsNamed()
{
    const QString file = QStringLiteral("nodes ").repeated(30);
    m_workspace->write(file, "127.0.0.1:7411\nhttp://n2\n");
    open();
    m_dialog->useFile(m_workspace->path(file));
    QTRY_VERIFY(shows(m_dialog, u"Line 2"_s));
    const auto *note = m_dialog->findChildren<FieldNote *>().at(1);
    QTRY_VERIFY(note->height() >= note->heightForWidth(note->width())); // all of it can be read
    fill(u"orders"_s, {}, u"x"_s);
    QVERIFY(!primary()->isEnabled());
}

void tst_ConnectDialog::peersAreOfferedAndMayLeadNowhere()
{
    m_node->setPeers({{u"n1"_s, QJsonObject{{u"address"_s, u"10.0.0.1"_s}}},
                      {u"n9"_s, QJsonObject{{u"address"_s, u"127.0.0.1:1"_s}}}});
    open();
    fill(u"orders"_s, m_node->address(), m_node->secret());
    click(primary());
    QTRY_VERIFY_WITH_TIMEOUT(row(0) && own(0)->isVisible(), 60'000);
    click(own(0));
    QTRY_VERIFY_WITH_TIMEOUT(row(1), 60'000);
    QVERIFY(!row(2)); // itself is none of its peers
    QCOMPARE(tick(1)->text(), u"n9"_s);
    QVERIFY(!tick(1)->isChecked());
    QVERIFY(primary()->isEnabled());
    click(tick(1));
    QTRY_VERIFY_WITH_TIMEOUT(shows(row(1), u"cannot be reached"_s), 60'000);
    QVERIFY(!tick(1)->isChecked());
    click(primary());
    QTRY_VERIFY_WITH_TIMEOUT(!m_dialog, 60'000);
    QCOMPARE(kept().nodes.size(), 1);
}

void tst_ConnectDialog::aPeerIsAddedWithItsOwnFingerprint()
{
    FakeNetwork network;
    FakeNode &first = network.add(u"n1"_s);
    network.add(u"n2"_s);
    first.status.peers = {{u"n2"_s, QJsonObject{{u"address"_s, u"n2"_s}}}};
    network[u"n2"_s].down = Error{ErrorCode::CertificateUntrusted, u"n2"_s, u"cd"_s.repeated(32)};
    open(nullptr, network.surroundings());
    fill(u"orders"_s, u"n1"_s, u"secret"_s);
    click(primary());
    QTRY_VERIFY(row(1));
    click(tick(1));
    QTRY_VERIFY(own(1)->isVisible());
    QVERIFY(shows(row(1), u"CD:CD:CD:CD"_s));
    network[u"n2"_s].down.reset();
    click(own(1));
    QTRY_VERIFY(!own(1)->isVisible() && tick(1)->isChecked());
    QTRY_VERIFY(primary()->isEnabled());
    click(primary());
    QTRY_VERIFY(!m_dialog);
    QCOMPARE(kept().nodes.size(), 2);
    QCOMPARE(kept().nodes[1].fingerprint, QByteArray("cd").repeated(32));
    QVERIFY(kept().nodes[0].fingerprint.isEmpty());
}

void tst_ConnectDialog::anotherProtocolIsSaid()
{
    FakeNetwork network;
    network.add(u"n1"_s).down = Error{ErrorCode::ProtocolVersion, u"n1"_s, {}};
    open(nullptr, network.surroundings());
    fill(u"orders"_s, u"n1"_s, u"secret"_s);
    click(primary());
    QTRY_VERIFY(row(0) && shows(row(0), u"another version of the protocol"_s));
    QVERIFY(!tick(0)->isEnabled());
    QVERIFY(!primary()->isEnabled());
}

void tst_ConnectDialog::aLockedKeychainKeepsNothing()
{
    FakeNetwork network;
    network.add(u"n1"_s);
    LockedSecrets locked;
    open(&locked, network.surroundings());
    fill(u"orders"_s, u"n1"_s, u"secret"_s);
    click(primary());
    QTRY_VERIFY(primary()->isEnabled());
    click(primary());
    QTRY_VERIFY(shows(m_dialog, u"could not be read or kept"_s));
    QVERIFY(isNothingKept());
    QVERIFY(primary()->isEnabled());
    delete m_dialog;
}

void tst_ConnectDialog::closesWhileItConnects()
{
    open();
    fill(u"orders"_s, m_node->address(), m_node->secret());
    click(primary());
    QVERIFY(row(0));
    m_dialog->reject();
    QTRY_VERIFY(!m_dialog);
    QVERIFY(isNothingKept());
}

QTEST_MAIN(tst_ConnectDialog)
#include "tst_connectdialog.moc"
