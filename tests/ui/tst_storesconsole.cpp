// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/base/posixfilesystem.h"
#include "engine/store/storetransfer.h"
#include "tests/support/expect.h"
#include "tests/ui/storeswindow.h"
#include "ui/console/dialogs/getdialog.h"
#include "ui/console/dialogs/putdialog.h"
#include "ui/console/pages/drillpage.h"
#include "ui/console/widgets/emptyface.h"
#include "ui/console/widgets/healthlabel.h"
#include "ui/console/widgets/messagebar.h"
#include "ui/console/window/placelist.h"

#include <QMessageBox>

using namespace lifeboat;
using namespace lifeboat::ui;
using namespace lifeboat::test;
using namespace Qt::StringLiterals;

/// What is in named stores, and what can be done with it: a directory, and a bucket of a real nats-server.
class tst_StoresConsole final : public StoresWindow
{
    Q_OBJECT

private Q_SLOTS:
    void init() { StoresWindow::init(); }
    void cleanup() { StoresWindow::cleanup(); }
    void storesOfTheShellAppear();
    void removingLeavesWhatIsInIt();
    void puttingAndGetting();
    void aNameIsUsedOnce();
    void aPutIsCancelled();
    void anArchiveIsFetchedAndDrilled();
    void whatIsNoArchiveIsNotKept();
    void aServerThatIsAwayIsSaid();
    void manyObjectsAreFiltered();
};

void tst_StoresConsole::storesOfTheShellAppear()
{
    StoreProfile profile;
    profile.name = u"offsite"_s;
    profile.directory = m_space->path(u"nowhere"_s);
    ok(profiles().put(profile));
    QVERIFY(waitFor([&] { return placeNames().contains(u"offsite"_s); }));
    m_window->showPlace(Place::ofNamedStore(u"offsite"_s));
    QVERIFY(waitFor([&] { return shows(m_window->storePage().face(), u"does not exist"_s); }));
    const auto *places = m_window->findChild<PlaceList *>();
    const QModelIndex place = places->model()->match(places->model()->index(0, 0), Qt::DisplayRole, u"offsite"_s, 1, Qt::MatchRecursive).value(0);
    QVERIFY(place.data(Qt::AccessibleTextRole).toString().contains(u"not there"_s));
    profile.directory = m_space->makeDirectory(u"there"_s);
    ok(profiles().put(profile));
    QVERIFY(waitFor([&] { return shows(m_window->storePage().face(), u"There is nothing in this store yet"_s); }));
    ok(profiles().remove(u"offsite"_s));
    QVERIFY(waitFor([&] { return !placeNames().contains(u"offsite"_s); }));
    QCOMPARE(int(m_window->subject().place().kind), int(Place::Kind::Machine));
    QCOMPARE(int(m_window->page()), int(MainWindow::Page::Overview));
    writeFile(m_console->path(u"stores.json"_s), "{");
    m_console->console().refresh();
    QVERIFY(waitFor([&] { return m_window->messages().count() == 1; }));
}

void tst_StoresConsole::removingLeavesWhatIsInIt()
{
    openStore(u"disk"_s, {{u"a"_s, "something"}});
    click(buttonOf(&m_window->storePage(), u"Remove"_s));
    auto *box = dialog<QMessageBox>();
    QVERIFY(box->informativeText().contains(u"stays"_s));
    click(buttonOf(box, u"Keep it"_s));
    QCOMPARE(ok(profiles().stores()).size(), 1);
    click(buttonOf(&m_window->storePage(), u"Remove"_s));
    click(buttonOf(dialog<QMessageBox>(), u"Forget it"_s));
    QVERIFY(waitFor([&] { return !placeNames().contains(u"disk"_s); }));
    QVERIFY(ok(profiles().stores()).isEmpty());
    QVERIFY(m_space->exists(u"disk/a"_s));
}

void tst_StoresConsole::puttingAndGetting()
{
    const QString archive = m_console->takeSnapshotOf(u"orders.db"_s, u"store"_s);
    m_console->console().places().openStore(m_console->path(u"store"_s));
    QVERIFY(m_console->waitUntilRead());
    openStore(u"disk"_s);
    QVERIFY(waitFor([&] { return buttonOf(m_window->storePage().face(), u"Put a file"_s) != nullptr; }));
    click(buttonOf(m_window->storePage().face(), u"Put a file"_s));
    auto *const putting = dialog<PutDialog>();
    QCOMPARE(putting->file(), archive); // the newest of this machine
    QCOMPARE(putting->object(), fileNameOf(archive));
    click(primaryOf(putting));
    QVERIFY(waitFor([&] { return table()->model()->rowCount() == 1; }));
    QCOMPARE(cell(table(), 0, StoreObjectModel::Name), fileNameOf(archive));
    QVERIFY(!cell(table(), 0, StoreObjectModel::Digest).isEmpty());

    m_space->makeDirectory(u"here"_s);
    clickCell(table(), 0, StoreObjectModel::Name);
    click(buttonOf(&m_window->storePage(), u"Get"_s));
    auto *const getting = dialog<GetDialog>();
    type(getting, u"Directory"_s, m_space->path(u"here"_s));
    click(primaryOf(getting));
    QVERIFY(waitFor([&] { return m_window->messages().count() == 1; }));
    QVERIFY(shows(&m_window->messages(), m_space->path(u"here"_s)));
    QCOMPARE(m_space->read(u"here/"_s + fileNameOf(archive)), readFile(archive));
}

void tst_StoresConsole::aNameIsUsedOnce()
{
    openStore(u"disk"_s, {{u"a"_s, "something"}});
    actions().putFile->trigger();
    auto *const putting = dialog<PutDialog>();
    m_space->write(u"b"_s, "something else");
    type(putting, u"File"_s, m_space->path(u"b"_s));
    QCOMPARE(putting->object(), u"b"_s);
    QVERIFY(primaryOf(putting)->isEnabled());
    type(putting, u"Name in the store"_s, u"a"_s);
    QVERIFY(!primaryOf(putting)->isEnabled());
    QVERIFY(shows(putting, u"There is an object of that name"_s));
    type(putting, u"Name in the store"_s, u"c"_s);
    m_space->write(u"disk/c"_s, "somebody was first");
    click(primaryOf(putting));
    QVERIFY(waitFor([&] { return m_window->messages().count() == 1; }));
    QCOMPARE(m_space->read(u"disk/c"_s), QByteArray("somebody was first"));
}

void tst_StoresConsole::aPutIsCancelled()
{
    openStore(u"disk"_s);
    QFile large(m_space->path(u"large"_s));
    QVERIFY(large.open(QIODevice::WriteOnly));
    QVERIFY(large.resize(8'000'000'000)); // holes
    actions().putFile->trigger();
    type(dialog<PutDialog>(), u"File"_s, large.fileName());
    click(primaryOf(dialog<PutDialog>()));
    QVERIFY(waitFor([&] { return isBusy(); }));
    QVERIFY(waitFor([&] { return buttonOf(m_window.get(), u"Cancel"_s) != nullptr; }));
    click(buttonOf(m_window.get(), u"Cancel"_s));
    QVERIFY(waitFor([&] { return !isBusy(); }));
    QVERIFY(!m_space->exists(u"disk/large"_s));
    QCOMPARE(m_window->messages().count(), 0);
}

void tst_StoresConsole::anArchiveIsFetchedAndDrilled()
{
    NEED_NATS_SERVER();
    const NatsServer server(users());
    const QString archive = m_console->takeSnapshotOf(u"orders.db"_s, u"store"_s);
    StoreDialog *const asked = addBucket(server, u"orders"_s, u"s3cr3t"_s);
    UnwatchedControl control;
    StoreProfile profile;
    profile.name = u"filled"_s;
    profile.nats.urls = {server.url()};
    profile.nats.user = u"ann"_s;
    profile.bucket = u"orders"_s;
    profile.identity = StoreProfile::Identity::Password;
    ok(putFile(control, Stores::opener(PosixFileSystem::instance(), profile, u"s3cr3t"_s, IfBucketMissing::Make), fileNameOf(archive),
               PosixFileSystem::instance(), archive));
    click(primaryOf(asked));
    QVERIFY(waitFor([&] { return table()->model()->rowCount() == 1 && actions().drillThis->isEnabled(); }));
    QCOMPARE(actions().drillThis->text(), u"Fetch and &drill"_s);
    click(buttonOf(m_window.get(), u"Fetch and drill"_s));
    QVERIFY(waitFor([&] { return m_window->drillPage().isReportOnShow(); }));
    QCOMPARE(int(m_window->drillPage().currentReport()->verdict), int(Verdict::Passed));
    QCOMPARE(m_window->drillPage().currentReport()->plan.name, u"orders.db"_s);
    QCOMPARE(m_window->subject().place().path, m_console->path(u"fetched"_s));
    QCOMPARE(readFile(m_console->path(u"fetched/"_s + fileNameOf(archive))), readFile(archive));
}

void tst_StoresConsole::whatIsNoArchiveIsNotKept()
{
    openStore(u"disk"_s, {{u"20261121T020322123Z-9f3a01c4.snap.tar"_s, "something"}, {u"z"_s, "something"}});
    for (int row = 0; row < 2; ++row) {
        clickCell(table(), row, StoreObjectModel::Name);
        QCOMPARE(actions().drillThis->isEnabled(), cell(table(), row, StoreObjectModel::Name).endsWith(u".snap.tar"_s));
    }
    clickCell(table(), cell(table(), 0, StoreObjectModel::Name) == u"z"_s ? 1 : 0, StoreObjectModel::Name);
    click(buttonOf(m_window.get(), u"Fetch and drill"_s));
    QVERIFY(waitFor([&] { return m_window->messages().count() == 1; }));
    QVERIFY(namesIn(m_console->path(u"fetched"_s)).isEmpty());
    QCOMPARE(m_window->subject().place(), Place::ofNamedStore(u"disk"_s));
}

void tst_StoresConsole::aServerThatIsAwayIsSaid()
{
    NEED_NATS_SERVER();
    NatsServer server(users());
    StoreDialog *const asked = addBucket(server, u"orders"_s, u"s3cr3t"_s);
    QVERIFY(tried(asked));
    click(buttonOf(asked, u"Make the bucket"_s));
    QVERIFY(waitFor([&] { return states(asked) == QStringList(5, u"works"_s); }));
    click(primaryOf(asked));
    QVERIFY(waitFor([&] { return m_window->subject().place().isNamedStore(); }));
    m_space->write(u"a"_s, "something");
    actions().putFile->trigger();
    type(dialog<PutDialog>(), u"File"_s, m_space->path(u"a"_s));
    click(primaryOf(dialog<PutDialog>()));
    QVERIFY(waitFor([&] { return table()->model()->rowCount() == 1; }));
    server.stop();
    actions().refresh->trigger();
    const auto says = [this](const QString &words) {
        return std::ranges::any_of(m_window->storePage().findChildren<HealthLabel *>(),
                                   [&](const HealthLabel *label) { return label->text().contains(words); });
    };
    QVERIFY(waitFor([&] { return says(u"not reachable; listed"_s); }));
    QCOMPARE(table()->model()->rowCount(), 1); // what was listed last stays
    server.start();
    actions().refresh->trigger();
    QVERIFY(waitFor([&] { return !says(u"not reachable"_s); }));
}

void tst_StoresConsole::manyObjectsAreFiltered()
{
    StoreObjectModel model;
    QList<StoreObject> objects;
    for (int i = 0; i < 100'000; ++i)
        objects.append({u"object-%1"_s.arg(i, 6, 10, QChar(u'0')), i, QByteArray(64, '0'), QDateTime::currentDateTimeUtc()});
    model.setObjects(objects);
    QCOMPARE(model.rowCount(), 100'000);
    QPersistentModelIndex kept(model.index(77'777, 0));
    objects.remove(10, 1000);
    model.setObjects(objects);
    QCOMPARE(kept.data().toString(), u"object-077777"_s); // a selection survives
    openStore(u"disk"_s, {{u"orders"_s, "1"}, {u"ledger"_s, "2"}});
    actions().find->trigger();
    QTest::keyClicks(m_window->focusWidget(), u"LEDG"_s);
    QCOMPARE(table()->model()->rowCount(), 1);
    QVERIFY(shows(&m_window->storePage(), u"1 of 2 objects"_s));
}

QTEST_MAIN(tst_StoresConsole)
#include "tst_storesconsole.moc"
