// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/expect.h"
#include "tests/ui/storeswindow.h"
#include "ui/console/dialogs/trialsteps.h"
#include "ui/console/widgets/emptyface.h"

#include <QPointer>

using namespace lifeboat;
using namespace lifeboat::ui;
using namespace lifeboat::test;
using namespace Qt::StringLiterals;

/// Setting up stores with real clicks: a directory, and a bucket of a real nats-server.
class tst_StoreDialog final : public StoresWindow
{
    Q_OBJECT

private Q_SLOTS:
    void init() { StoresWindow::init(); }
    void cleanup() { StoresWindow::cleanup(); }
    void aDirectoryIsAdded();
    void aWrongFieldIsNamed_data();
    void aWrongFieldIsNamed();
    void aBucketIsTriedMadeAndAdded();
    void whatFailsIsSaid();
    void longResultsWidenNothing();
    void anEditedStoreKeepsItsSecret();
    void goesOnWhileAServerDoesNotAnswer();
};

void tst_StoreDialog::aDirectoryIsAdded()
{
    QCOMPARE(int(m_window->page()), int(MainWindow::Page::Welcome));
    m_space->makeDirectory(u"there"_s);
    StoreDialog *const asked = add(u"disk"_s, m_space->path(u"there"_s));
    QVERIFY(tried(asked));
    QCOMPARE(states(asked), QStringList(5, u"works"_s));
    QVERIFY(m_space->names(u"there"_s).isEmpty());
    QVERIFY(ok(profiles().stores()).isEmpty()); // nothing is kept before that is asked for
    click(primaryOf(asked));
    QVERIFY(waitFor([&] { return m_window->subject().place() == Place::ofNamedStore(u"disk"_s); }));
    QCOMPARE(int(m_window->page()), int(MainWindow::Page::Objects));
    QCOMPARE(ok(profiles().store(u"disk"_s)).directory, m_space->path(u"there"_s));
    QVERIFY(placeNames().contains(u"disk"_s));
    QVERIFY(waitFor([&] { return shows(m_window->storePage().face(), u"There is nothing in this store yet"_s); }));
    QVERIFY(!actions().take->isEnabled());
    QVERIFY(!actions().restore->isEnabled());
    QVERIFY(!actions().drillThis->isEnabled());
    QVERIFY(!actions().snapshots->isEnabled());
}

void tst_StoreDialog::aWrongFieldIsNamed_data()
{
    QTest::addColumn<int>("kind");
    QTest::addColumn<QString>("field");
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("said");
    QTest::newRow("name") << 0 << u"Name"_s << u"a/b"_s << u"no slash"_s;
    QTest::newRow("taken") << 0 << u"Name"_s << u"disk"_s << u"already"_s;
    QTest::newRow("directory") << 0 << u"Directory"_s << u"here"_s << u"whole path"_s;
    QTest::newRow("servers") << 1 << u"Servers"_s << u"http://h"_s << u"not the address"_s;
    QTest::newRow("password in it") << 1 << u"Servers"_s << u"nats://a:b@h"_s << u"do not belong"_s;
    QTest::newRow("bucket") << 1 << u"Bucket"_s << u"a.b"_s << u"letters, digits"_s;
    QTest::newRow("leases") << 1 << u"Lease bucket"_s << u"a.b"_s << u"letters, digits"_s;
}

void tst_StoreDialog::aWrongFieldIsNamed()
{
    QFETCH(const int, kind);
    QFETCH(const QString, field);
    QFETCH(const QString, text);
    QFETCH(const QString, said);
    openStore(u"disk"_s);
    actions().addStore->trigger();
    auto *const asked = dialog<StoreDialog>();
    choose(asked, u"Kind"_s, kind);
    type(asked, u"Name"_s, u"other"_s);
    if (kind == 0) {
        type(asked, u"Directory"_s, u"/somewhere"_s);
    } else {
        type(asked, u"Servers"_s, u"nats://127.0.0.1, tls://[::1]:4223"_s);
        type(asked, u"Bucket"_s, u"orders"_s);
    }
    QVERIFY(primaryOf(asked)->isEnabled());
    QVERIFY(!shows(asked, said));
    type(asked, field, text);
    QVERIFY(shows(asked, said));
    QVERIFY(!primaryOf(asked)->isEnabled());
    QVERIFY(!buttonOf(asked, u"Try connection"_s)->isEnabled());
}

void tst_StoreDialog::aBucketIsTriedMadeAndAdded()
{
    NEED_NATS_SERVER();
    const NatsServer server(users());
    StoreDialog *const asked = addBucket(server, u"orders"_s, u"s3cr3t"_s);
    QVERIFY(tried(asked));
    QCOMPARE(states(asked), (QStringList{u"fails"_s} + QStringList(4, u"not tried"_s)));
    QVERIFY(shows(asked, u"have no such bucket"_s));
    click(buttonOf(asked, u"Make the bucket"_s));
    QVERIFY(waitFor([&] { return states(asked) == QStringList(5, u"works"_s); }));
    QVERIFY(!buttonOf(asked, u"Make the bucket"_s));
    click(primaryOf(asked));
    QVERIFY(waitFor([&] { return m_window->subject().place() == Place::ofNamedStore(u"offsite"_s); }));
    QVERIFY(!readFile(m_console->path(u"stores.json"_s)).contains("s3cr3t"));
    QVERIFY(m_space->read(u"secrets.json"_s).contains("s3cr3t"));
    QVERIFY(waitFor([&] { return shows(m_window->storePage().face(), u"There is nothing in this store yet"_s); }));
}

void tst_StoreDialog::whatFailsIsSaid()
{
    NEED_NATS_SERVER();
    NatsServer server(users());
    StoreDialog *const asked = addBucket(server, u"orders"_s, u"guess"_s);
    QVERIFY(tried(asked));
    QCOMPARE(states(asked).first(), u"fails"_s);
    QVERIFY(!buttonOf(asked, u"Make the bucket"_s));
    QVERIFY(!shows(asked, u"guess"_s));
    type(asked, u"Password"_s, u"s3cr3t"_s);
    QVERIFY(!asked->findChild<TrialSteps *>()->isVisible()); // that was another password
    server.kill();
    QVERIFY(tried(asked));
    QCOMPARE(states(asked), (QStringList{u"fails"_s} + QStringList(4, u"not tried"_s)));
}

void tst_StoreDialog::longResultsWidenNothing()
{
    StoreDialog *const asked = add(u"disk"_s, u'/' + QString(300, u'W'));
    const int before = asked->width();
    QVERIFY(tried(asked));
    QCOMPARE(asked->width(), before);
    auto *const steps = asked->findChild<TrialSteps *>();
    QVERIFY2(steps->minimumSizeHint().width() < before, qPrintable(QString::number(steps->minimumSizeHint().width())));
}

void tst_StoreDialog::anEditedStoreKeepsItsSecret()
{
    NEED_NATS_SERVER();
    const NatsServer server(users());
    StoreDialog *asked = addBucket(server, u"orders"_s, u"s3cr3t"_s);
    click(primaryOf(asked));
    QVERIFY(waitFor([&] { return m_window->subject().place().isNamedStore(); }));
    QVERIFY(waitFor([&] { return buttonOf(&m_window->storePage(), u"Try connection"_s) != nullptr; })); // there is no such bucket
    click(buttonOf(&m_window->storePage(), u"Try connection"_s));
    asked = dialog<StoreDialog>();
    QVERIFY(fieldOf(asked, u"Name"_s)->isReadOnly());
    QVERIFY(fieldOf(asked, u"Password"_s)->text().isEmpty());
    QVERIFY(waitFor([&] { return shows(asked, u"have no such bucket"_s); })); // it was let in
    type(asked, u"Bucket"_s, u"ledger"_s);
    click(primaryOf(asked));
    QVERIFY(waitFor([&] { return ok(profiles().store(u"offsite"_s)).bucket == u"ledger"_s; }));
    QVERIFY(m_space->read(u"secrets.json"_s).contains("s3cr3t"));
}

/// Nobody waits for a network here.
void tst_StoreDialog::goesOnWhileAServerDoesNotAnswer()
{
    NEED_NATS_SERVER();
    const NatsServer server(users());
    server.freeze();
    const QPointer<StoreDialog> asked = addBucket(server, u"orders"_s, u"s3cr3t"_s);
    click(buttonOf(asked, u"Try connection"_s));
    QCOMPARE(states(asked), QStringList(5, u"trying…"_s));
    type(asked, u"Bucket"_s, u"ledger"_s);
    QVERIFY(!asked->findChild<TrialSteps *>()->isVisible());
    click(buttonOf(asked, u"Try connection"_s));
    click(buttonOf(asked, u"Cancel"_s));
    QVERIFY(waitFor([&] { return !asked; }));
    server.thaw();
    QVERIFY(ok(profiles().stores()).isEmpty());
}

QTEST_MAIN(tst_StoreDialog)
#include "tst_storedialog.moc"
