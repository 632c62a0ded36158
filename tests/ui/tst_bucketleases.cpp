// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/base/posixfilesystem.h"
#include "engine/lease/harmonylease.h"
#include "engine/lease/leasestore.h"
#include "engine/lease/natsbucket.h"
#include "tests/support/expect.h"
#include "tests/support/natsserver.h"
#include "tests/ui/clicks.h"
#include "tests/ui/temporaryworkspace.h"
#include "ui/console/pages/leasespage.h"
#include "ui/console/pages/timelinepage.h"
#include "ui/console/timeline/timelineview.h"
#include "ui/console/widgets/emptyface.h"
#include "ui/console/window/mainwindow.h"
#include "ui/console/workspace/bucketleases.h"

using namespace lifeboat;
using namespace lifeboat::ui;
using namespace lifeboat::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

/// The Leases page of a named store: straight from a real nats-server, without any node.
class tst_BucketLeases final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void onlyAStoreWithALeaseBucketHasThePage();
    void tellsWhoHoldsItAndWhatHappened();
    void theTimelineHasTheirLane();
    void harmonyLitesLeaderIsSeen();
    void nobodyIsAskedToStepDown();
    void aServerThatIsAwayIsSaid();
    void aBucketThatIsNotThereIsNotMade();
    void isObservedOnlyWhileSomebodyLooks();
    void isObservedAnewWithAnotherSecret();

private:
    static bool waitFor(const std::function<bool()> &condition) { return QTest::qWaitFor(condition, 60'000); }
    void show(const QString &leaseBucket);
    BucketLeases *leases() const { return m_console->console().stores().leases(u"offsite"_s); }
    bool sees(const QString &text) const { return shows(&m_window->leasesPage(), text); }

    std::unique_ptr<NatsServer> m_server;
    std::unique_ptr<TemporaryWorkspace> m_console;
    std::unique_ptr<Look> m_look;
    std::unique_ptr<MainWindow> m_window;
};

void tst_BucketLeases::init()
{
    NEED_NATS_SERVER();
    m_server = std::make_unique<NatsServer>();
    m_console = std::make_unique<TemporaryWorkspace>();
    m_look = std::make_unique<Look>();
    m_window = std::make_unique<MainWindow>(m_console->console(), *m_look, nullptr);
    m_window->show();
}

void tst_BucketLeases::cleanup()
{
    m_window.reset(); // while the page is seen
    m_look.reset();
    m_console.reset();
    m_server.reset();
}

void tst_BucketLeases::show(const QString &leaseBucket)
{
    StoreProfile profile;
    profile.name = u"offsite"_s;
    profile.nats.urls = {m_server->url()};
    profile.bucket = u"orders"_s;
    profile.leaseBucket = leaseBucket;
    ok(StoreProfiles(PosixFileSystem::instance(), m_console->path(u"stores.json"_s)).put(profile));
    m_console->console().stores().refresh();
    QVERIFY(waitFor([&] {
        const auto known = m_console->console().stores().store(u"offsite"_s);
        return known && known->leaseBucket == leaseBucket;
    }));
    m_window->showPlace(Place::ofNamedStore(u"offsite"_s));
    m_window->actions().leases->trigger();
}

void tst_BucketLeases::onlyAStoreWithALeaseBucketHasThePage()
{
    show({});
    QVERIFY(!m_window->actions().leases->isEnabled() && !m_window->actions().timeline->isEnabled());
    QCOMPARE(int(m_window->page()), int(MainWindow::Page::Objects));
    show(u"lifeboat-orders"_s);
    QVERIFY(m_window->actions().leases->isEnabled());
    QCOMPARE(int(m_window->page()), int(MainWindow::Page::Leases));
    show({}); // somebody took it out while it was looked at
    QCOMPARE(int(m_window->page()), int(MainWindow::Page::Objects));
}

void tst_BucketLeases::tellsWhoHoldsItAndWhatHappened()
{
    const auto bucket = ok(NatsBucket::open(m_server->connect(), {u"lifeboat-orders"_s, 1}));
    LeaseStore store(*bucket);
    const Lease first = ok(store.acquire(u"snapshot-leader"_s, u"n1"_s, 1h));
    show(u"lifeboat-orders"_s);
    QVERIFY(waitFor([&] { return sees(u"n1"_s) && sees(u"snapshot-leader"_s); }));
    QVERIFY(sees(u"this machine’s against the bucket’s"_s));
    ok(store.release(first));
    ok(store.acquire(u"snapshot-leader"_s, u"n2"_s, 1h));
    QVERIFY(waitFor([&] { return sees(u"n2"_s); }));
    const QTableView *const events = m_window->leasesPage().events();
    QVERIFY(waitFor([&] { return events->model()->rowCount() == 3; }));
    QCOMPARE(cell(events, 0, LeaseEventModel::Who), u"n2"_s);
    QCOMPARE(cell(events, 2, LeaseEventModel::Who), u"n1"_s);
    ok(store.acquire(u"reports"_s, u"n3"_s, 1h));
    QVERIFY(waitFor([&] { return m_window->leasesPage().leases()->isVisible(); }));
    QCOMPARE(m_window->leasesPage().leases()->model()->rowCount(), 2);
}

/// With nothing else in it: no snapshots of the store, and no drills of this machine.
void tst_BucketLeases::theTimelineHasTheirLane()
{
    const auto bucket = ok(NatsBucket::open(m_server->connect(), {u"lifeboat-orders"_s, 1}));
    LeaseStore store(*bucket);
    show(u"lifeboat-orders"_s);
    m_window->actions().timeline->trigger();
    QCOMPARE(int(m_window->page()), int(MainWindow::Page::Timeline));
    const TimelinePage &page = m_window->timelinePage();
    QVERIFY(waitFor([&] { return shows(&page, u"No turn of a lease is known yet"_s); }));
    const Lease first = ok(store.acquire(u"snapshot-leader"_s, u"n1"_s, 1h));
    QVERIFY(waitFor([&] { return page.model().lanes().size() == 1; })); // live
    ok(store.release(first));
    ok(store.acquire(u"snapshot-leader"_s, u"n2"_s, 1h));
    QVERIFY(waitFor([&] { return page.model().lanes().size() == 1 && page.model().lanes()[0].lease.bars.size() == 2; }));
    QCOMPARE(page.model().lanes()[0].lease.bars.last().holder, u"n2"_s);
    QVERIFY(page.view()->isVisible());
    QVERIFY(page.table()->parentWidget()->isHidden()); // of events there are none
    m_window->showPlace({});
    m_window->showPage(MainWindow::Page::Timeline);
    QVERIFY(!page.table()->parentWidget()->isHidden());
}

void tst_BucketLeases::harmonyLitesLeaderIsSeen()
{
    const JetStream jetStream(m_server->connect());
    ok(NatsBucket::open(m_server->connect(), {kHarmonyBucket, 1}));
    const QByteArray record = QByteArray::fromHex("a2664e6f6465494401" "6954696d657374616d701b0000019bf014e988");
    ok(jetStream.store({"$KV.e-harmonylite.snapshot-leader", {}, record}, "KV_e-harmonylite"));
    show(kHarmonyBucket);
    QVERIFY(waitFor([&] { return sees(u"node 1"_s); }));
    QVERIFY(sees(u"the holder’s clock against the bucket’s"_s)); // its record tells
}

void tst_BucketLeases::nobodyIsAskedToStepDown()
{
    const auto bucket = ok(NatsBucket::open(m_server->connect(), {u"lifeboat-orders"_s, 1}));
    LeaseStore store(*bucket);
    ok(store.acquire(u"snapshot-leader"_s, u"n1"_s, 1h));
    show(u"lifeboat-orders"_s);
    QVERIFY(waitFor([&] { return sees(u"n1"_s); }));
    QAbstractButton *const stepDown = buttonOf(&m_window->leasesPage(), u"Step down"_s);
    QVERIFY(!stepDown->isEnabled());
    QVERIFY2(stepDown->toolTip().contains(u"connect to its cluster"_s), qPrintable(stepDown->toolTip()));
}

void tst_BucketLeases::aServerThatIsAwayIsSaid()
{
    const auto bucket = ok(NatsBucket::open(m_server->connect(), {u"lifeboat-orders"_s, 1}));
    LeaseStore store(*bucket);
    ok(store.acquire(u"snapshot-leader"_s, u"n1"_s, 1h));
    show(u"lifeboat-orders"_s);
    QVERIFY(waitFor([&] { return sees(u"n1"_s); }));
    const quint64 token = leases()->sight()->leases.first().token;
    m_server->kill();
    QVERIFY(waitFor([&] { return leases()->trouble() && leases()->age() > kLeaseStale; }));
    QVERIFY(waitFor([&] { return sees(u"unknown"_s); })); // who holds it now
    QVERIFY(sees(u"n1"_s)); // who did
    m_server->start();
    QVERIFY(waitFor([&] { return !leases()->trouble() && leases()->age() < kLeaseStale; }));
    QCOMPARE(leases()->sight()->leases.first().token, token);
}

void tst_BucketLeases::aBucketThatIsNotThereIsNotMade()
{
    show(u"lifeboat-orders"_s);
    QVERIFY(waitFor([&] { return shows(m_window->leasesPage().face(), u"There is no such lease bucket"_s); }));
    EXPECT_ERROR(NatsBucket::openForeign(m_server->connect(), u"lifeboat-orders"_s), ErrorCode::NotFound);
    const auto bucket = ok(NatsBucket::open(m_server->connect(), {u"lifeboat-orders"_s, 1}));
    QVERIFY(waitFor([&] { return sees(u"Nobody has held a lease yet"_s); }));
}

void tst_BucketLeases::isObservedOnlyWhileSomebodyLooks()
{
    const auto bucket = ok(NatsBucket::open(m_server->connect(), {u"lifeboat-orders"_s, 1}));
    LeaseStore store(*bucket);
    const Lease first = ok(store.acquire(u"snapshot-leader"_s, u"n1"_s, 1h));
    show(u"lifeboat-orders"_s);
    QVERIFY(waitFor([&] { return sees(u"n1"_s); }));
    m_window->actions().objects->trigger();
    const auto age = leases()->age();
    ok(store.release(first));
    ok(store.acquire(u"snapshot-leader"_s, u"n2"_s, 1h));
    QVERIFY(waitFor([&] { return leases()->age() > age + 2s; })); // longer than between two looks
    QCOMPARE(leases()->sight()->leases.first().holder, u"n1"_s);
    m_window->actions().leases->trigger();
    QVERIFY(waitFor([&] { return sees(u"n2"_s); }));
    QVERIFY(waitFor([&] { return m_window->leasesPage().events()->model()->rowCount() >= 3; }));
    QCOMPARE(m_window->leasesPage().events()->model()->rowCount(), 3); // what was told twice stands there once
}

/// The file says the same of it: only the keychain holds another one.
void tst_BucketLeases::isObservedAnewWithAnotherSecret()
{
    show(u"lifeboat-orders"_s);
    Stores &stores = m_console->console().stores();
    const QPointer<LeaseView> before = stores.leases(u"offsite"_s);
    QVERIFY(before);
    stores.put(*stores.store(u"offsite"_s), u"another"_s, this, [](const Result<> &) {});
    QVERIFY(waitFor([&] { return !before; }));
    QVERIFY(stores.leases(u"offsite"_s));
}

QTEST_MAIN(tst_BucketLeases)
#include "tst_bucketleases.moc"
