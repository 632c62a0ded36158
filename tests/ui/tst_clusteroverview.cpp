// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/expect.h"
#include "tests/ui/clicks.h"
#include "tests/ui/overviewbench.h"
#include "ui/console/drill/planform.h"
#include "ui/console/pages/drillpage.h"
#include "ui/console/widgets/alarmlist.h"
#include "ui/console/pages/snapshotspage.h"
#include "ui/console/window/clustercommands.h"
#include "ui/console/window/mainwindow.h"

#include <QListView>
#include <QMessageBox>
#include <QPushButton>
#include <QSignalSpy>
#include <QTabBar>

using namespace lifeboat;
using namespace lifeboat::ui;
using namespace lifeboat::test;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

class tst_ClusterOverview final : public OverviewBench
{
    Q_OBJECT

private Q_SLOTS:
    void init() { OverviewBench::init(); }
    void cleanup() { OverviewBench::cleanup(); }
    void aCardSaysWhatTheNodeSays();
    void followersNameWhoTakesSnapshots();
    void newLeaderIsNotBare();
    void aFirstSnapshotThatIsDueIsNoFailure();
    void whatIsBeingRestoredIsNotHealthy();
    void alarmsSayWhatAndMendIt_data();
    void alarmsSayWhatAndMendIt();
    void oneAlarmForMany();
    void whoRefusesIsNotSilent();
    void alarmsStayUntilTheyChange();
    void whatIsOfferedCanBeDrilledAtOnce();
    void hiddenSelectionsAreNotActedUpon();
    void oldDataIsToldWithItsAge();
    void aNodeShowsItsStates();
    void whatIsBeingListedIsNotMissing();
    void nobodyReachedIsSaid();
    void aClusterWithoutNodesSaysSo();
    void theWindowFollowsThePlace();
};

void tst_ClusterOverview::aCardSaysWhatTheNodeSays()
{
    net::StateStatus &state = m_space->node(u"n2"_s).status.states.first();
    state.position->appliedIndex = 47620;
    state.logLast = 48824;
    show(Place::ofCluster(u"orders"_s));
    QCOMPARE(m_page->model().rowCount(), 3);
    const NodeFace &face = m_page->model().face(1);
    QCOMPARE(face.name, u"n2"_s);
    QCOMPARE(face.figure, u"47,620"_s);
    QCOMPARE(face.lag, u"1,204"_s);
    QCOMPARE(face.word, u"lag 1,204"_s);
    QCOMPARE(int(face.shape), int(ui::Health::Warning));
    QCOMPARE(face.reasons.size(), 1);
    QVERIFY(face.snapshot.startsWith(u"Last snapshot 1 min ago"_s));
    QCOMPARE(face.verification, u"read, 1 min ago"_s);
    QVERIFY(m_page->cards()->model()->index(1, 0).data(Qt::AccessibleTextRole).toString().contains(u"Lag 1,204"_s));
    QCOMPARE(int(m_page->model().face(0).shape), int(ui::Health::Good));
    QCOMPARE(figure(u"Nodes"_s), u"1 to look at\n2 of 3 healthy"_s);
    m_space->node(u"n1"_s).status.inFlight = 1;
    m_space->node(u"n1"_s).tell(operationOf(u"op1"_s, OperationStatus::InFlight), 630);
    m_space->network().pass(3s);
    QTRY_COMPARE(m_page->model().face(0).permille, 630);
    QVERIFY(m_page->model().face(0).work.contains(u"63"_s));
}

/// They hold none of their own, and can start from what another publishes.
void tst_ClusterOverview::followersNameWhoTakesSnapshots()
{
    m_space->hold(u"n3"_s, {});
    net::StateStatus &state = m_space->node(u"n3"_s).status.states.first();
    state.newest = {};
    state.takenBy = u"n1"_s;
    net::StateStatus &taken = m_space->node(u"n1"_s).status.states.first();
    taken.newest = SnapshotId{u"20261121T020322123Z-0000000a"_s};
    taken.newestAt = QDateTime::currentDateTimeUtc().addSecs(-200);
    show(Place::ofCluster(u"orders"_s));
    QCOMPARE(m_page->model().face(2).snapshot, u"Snapshots are taken by n1, last 3 min ago"_s);
    m_subject->setPlace(Place::ofNode(u"orders"_s, m_space->url(u"n3"_s).toString()));
    QCOMPARE(m_page->model().face(0).snapshot, u"Snapshots are taken by n1, last 3 min ago"_s);
}

/// It took over and holds nothing yet, while what others published can be restored.
void tst_ClusterOverview::newLeaderIsNotBare()
{
    m_space->hold(u"n3"_s, {});
    net::StateStatus &state = m_space->node(u"n3"_s).status.states.first();
    state.newest = {};
    show(Place::ofCluster(u"orders"_s));
    QCOMPARE(m_page->model().face(2).snapshot, u"No snapshot yet"_s);
    state.published = SnapshotId{u"20261121T020322123Z-0000000a"_s};
    m_space->network().pass(3s);
    QTRY_COMPARE(m_page->model().face(2).snapshot, u"None here yet; the cluster has one published"_s);
}

/// A node is not failed while its first take lasts.
void tst_ClusterOverview::aFirstSnapshotThatIsDueIsNoFailure()
{
    FakeNode &node = m_space->node(u"n1"_s);
    node.status.states.first().takeInterval = 60s;
    node.status.inFlight = 1;
    m_space->hold(u"n1"_s, {});
    node.status.states.first().newest = {};
    show(Place::ofCluster(u"orders"_s));
    QCOMPARE(int(m_page->model().face(0).shape), int(ui::Health::Unknown));
    QCOMPARE(m_page->model().face(0).word, u"first snapshot due"_s);
    QVERIFY(m_page->alarms()->alarms().isEmpty());
}

/// Somebody is at it: the card says so, and no alarm asks for more.
void tst_ClusterOverview::whatIsBeingRestoredIsNotHealthy()
{
    net::StateStatus &state = m_space->node(u"n1"_s).status.states.first();
    state.isBeingRestored = true;
    state.position.reset();
    state.logLast.reset();
    show(Place::ofCluster(u"orders"_s));
    QCOMPARE(m_page->model().face(0).word, u"being restored"_s);
    QCOMPARE(int(m_page->model().face(0).shape), int(ui::Health::Warning));
    QCOMPARE(figure(u"Nodes"_s), u"1 to look at\n2 of 3 healthy"_s);
    QVERIFY(m_page->alarms()->alarms().isEmpty());
}

void tst_ClusterOverview::alarmsSayWhatAndMendIt_data()
{
    QTest::addColumn<QString>("what");
    QTest::addColumn<QString>("sentence");
    QTest::addColumn<QString>("mending");
    QTest::addColumn<bool>("bad");
    QTest::addRow("none taken") << u"none"_s << u"No snapshot yet: n1"_s << u"Take snapshot…"_s << true;
    QTest::addRow("damaged") << u"damaged"_s << u"Newest snapshot damaged: n1"_s << u"Take snapshot…"_s << true;
    QTest::addRow("unverified") << u"unverified"_s << u"Newest snapshot never verified: n1"_s << u"Verify now"_s << false;
    QTest::addRow("behind") << u"behind"_s << u"Behind the log: n1 (1,204 entries)"_s << QString() << false;
    QTest::addRow("lag unknown") << u"lag unknown"_s << u"Lag not known: n1"_s << QString() << false;
    QTest::addRow("unpublished") << u"unpublished"_s << u"Not published as it should be: n1"_s << QString() << false;
    QTest::addRow("node map") << u"node map"_s << u"Node map cannot be read: n1"_s << QString() << false;
    QTest::addRow("unnoted") << u"unnoted"_s << u"Operations cannot be recorded: n1"_s << QString() << true;
    QTest::addRow("dead") << u"dead"_s << u"Dead operations: n1"_s << u"Try again"_s << false;
    QTest::addRow("refused") << u"refused"_s << u"Token refused: n1"_s << u"Reconnect"_s << true;
    QTest::addRow("away") << u"away"_s << u"Not reachable: n1"_s << u"Reconnect"_s << false;
}

void tst_ClusterOverview::alarmsSayWhatAndMendIt()
{
    QFETCH(QString, what);
    FakeNode &node = m_space->node(u"n1"_s);
    net::StateStatus &state = node.status.states.first();
    if (what == u"none"_s)
        state.newest = {}, state.snapshots = 0, node.snapshots = {};
    else if (what == u"damaged"_s)
        m_space->hold(u"n1"_s, {toldSnapshot(u"d"_s, 1, Depth::Read, true)});
    else if (what == u"unverified"_s)
        m_space->hold(u"n1"_s, {toldSnapshot(u"d"_s, 1, std::nullopt)});
    else if (what == u"behind"_s)
        state.logLast = 7 + 1204;
    else if (what == u"lag unknown"_s)
        state.logLast.reset();
    else if (what == u"unpublished"_s)
        state.publishTrouble = Error{ErrorCode::PointerInvalid, u"latest.main"_s, {}};
    else if (what == u"node map"_s)
        node.status.peersTrouble = Error{ErrorCode::NoteInvalid, u"nodes.json"_s, {}};
    else if (what == u"unnoted"_s)
        node.status.trouble = Error{ErrorCode::DiskFull, u"operations.db"_s, {}};
    else if (what == u"dead"_s)
        node.status.dead = 1;
    else if (what == u"refused"_s)
        node.token = u"another"_s;
    else
        node.down = Error{ErrorCode::Unreachable, u"n1"_s, {}};
    show(Place::ofCluster(u"orders"_s));
    QTRY_COMPARE(m_page->alarms()->alarms().size(), 1);
    const NodeAlarm alarm = m_page->alarms()->alarms().first();
    QTEST(alarm.sentence, "sentence");
    QTEST(alarm.mending, "mending");
    QTEST(alarm.shape == ui::Health::Bad, "bad");
    QVERIFY(!alarm.words.isEmpty());
    QSignalSpy wanted(m_page.get(), &ClusterOverview::mendWanted);
    for (QPushButton *button : m_page->alarms()->findChildren<QPushButton *>())
        button->click();
    QCOMPARE(wanted.size(), alarm.mending.isEmpty() ? 0 : 1);
    if (!wanted.isEmpty())
        QCOMPARE(wanted.first().at(1).value<QList<QUrl>>(), QList<QUrl>{m_space->url(u"n1"_s)});
}

void tst_ClusterOverview::oneAlarmForMany()
{
    for (const QString &name : {u"n1"_s, u"n2"_s, u"n3"_s})
        m_space->node(name).token = u"another"_s;
    show(Place::ofCluster(u"orders"_s));
    QTRY_COMPARE(m_page->alarms()->alarms().size(), 1);
    QCOMPARE(m_page->alarms()->alarms().first().sentence, u"Token refused: n1, n2, n3"_s);
    QCOMPARE(m_page->alarms()->alarms().first().nodes.size(), 3);
}

/// A node that refuses the token answers.
void tst_ClusterOverview::whoRefusesIsNotSilent()
{
    m_space->node(u"n1"_s).token = u"another"_s;
    show(Place::ofCluster(u"orders"_s));
    QTRY_VERIFY2(figure(u"Operations"_s).contains(u"1 nodes refuse the connection"_s), qPrintable(figure(u"Operations"_s)));
    QVERIFY(!figure(u"Operations"_s).contains(u"answer"_s));
}

/// A button does not vanish under the pointer because a node said something else.
void tst_ClusterOverview::alarmsStayUntilTheyChange()
{
    m_space->node(u"n1"_s).status.dead = 1;
    show(Place::ofCluster(u"orders"_s));
    QTRY_COMPARE(m_page->alarms()->findChildren<QPushButton *>().size(), 1);
    const QPushButton *const before = m_page->alarms()->findChild<QPushButton *>();
    const QSignalSpy told(&m_space->clusters(), &Clusters::nodesChanged);
    m_space->node(u"n2"_s).status.pending = 1;
    m_space->network().pass(3s);
    QTRY_VERIFY(!told.isEmpty());
    QCOMPARE(m_page->alarms()->findChild<QPushButton *>(), before);
}

/// A node offers its newest snapshot before anything else is known of it: that can be drilled at once.
void tst_ClusterOverview::whatIsOfferedCanBeDrilledAtOnce()
{
    for (const QString &name : {u"n1"_s, u"n2"_s, u"n3"_s})
        m_space->node(name).held = {u"node.status"_s, u"snapshot.list"_s};
    const QJsonObject offer{{u"state"_s, u"main"_s},
                            {u"snapshot"_s, u"20260102T030405678Z-9f3a01c4"_s},
                            {u"elementCount"_s, u"1204"_s},
                            {u"createdAt"_s, u"2026-01-02T03:04:05.678Z"_s},
                            {u"size"_s, u"412000"_s},
                            {u"lineage"_s, u"history"_s},
                            {u"appliedIndex"_s, u"48824"_s}};
    QJsonObject older = offer; // of another state
    older["state"_L1] = u"orders"_s;
    older["snapshot"_L1] = u"20260101T030405678Z-9f3a01c4"_s;
    older["createdAt"_L1] = u"2026-01-01T03:04:05.678Z"_s;
    m_space->node(u"n2"_s).recovery = {offer, older};
    Look look;
    MainWindow window(m_space->console(), look, nullptr);
    window.show();
    window.showCluster(u"orders"_s);
    QTRY_VERIFY_WITH_TIMEOUT(shows(&window, u"index 48,824 of main, kept on n2"_s), 30s);
    QVERIFY(shows(&window, u"412 kB"_s));
    QTRY_VERIFY_WITH_TIMEOUT(buttonOf(&window, u"Drill it here"_s)->isEnabled(), 30s);
    click(buttonOf(&window, u"Drill it here"_s));
    QTRY_COMPARE_WITH_TIMEOUT(m_space->node(u"n2"_s).fetched, QStringList{u"20260102T030405678Z-9f3a01c4"_s}, 30s);
}

/// What is selected on another page is nothing anybody sees.
void tst_ClusterOverview::hiddenSelectionsAreNotActedUpon()
{
    m_space->hold(u"n1"_s, {toldSnapshot(u"d"_s, 3, Depth::Read, false, 5)});
    m_space->hold(u"n2"_s, {toldSnapshot(u"e"_s, 1, Depth::Read, true, 9), toldSnapshot(u"f"_s, 2, Depth::Read, false, 8)});
    m_space->hold(u"n3"_s, {});
    Look look;
    MainWindow window(m_space->console(), look, nullptr);
    window.show();
    window.showCluster(u"orders"_s);
    QVERIFY(m_space->settle());
    window.showPage(MainWindow::Page::Snapshots);
    auto *const table = window.snapshotsPage().findChild<QTableView *>();
    QTRY_COMPARE_WITH_TIMEOUT(table->model()->rowCount(), 3, 30s);
    table->selectRow(2); // n1's
    QSignalSpy restore(&window.clusterCommands(), &ClusterCommands::restoreWanted);
    QSignalSpy drill(&window.clusterCommands(), &ClusterCommands::fetchAndDrillWanted);
    window.actions().restore->trigger();
    QCOMPARE(restore.last().first().value<HeldSnapshot>().node, u"n1"_s);
    window.showPage(MainWindow::Page::Overview);
    QVERIFY(!window.actions().deleteSnapshot->isEnabled());
    QVERIFY(!window.actions().verify->isEnabled());
    window.actions().restore->trigger();
    window.actions().drillThis->trigger();
    for (const QSignalSpy *spy : {&restore, &drill}) {
        QCOMPARE(spy->last().first().value<HeldSnapshot>().node, u"n2"_s);
        QCOMPARE(spy->last().first().value<HeldSnapshot>().entry.summary->manifest.position->appliedIndex, Index(8));
    }
    QVERIFY(shows(&window, u"index 8 of main, kept on n2"_s));
}

void tst_ClusterOverview::oldDataIsToldWithItsAge()
{
    show(Place::ofCluster(u"orders"_s));
    QVERIFY(m_page->model().face(0).stale.isEmpty());
    m_space->node(u"n1"_s).down = Error{ErrorCode::Unreachable, u"n1"_s, {}};
    m_space->node(u"n1"_s).cut();
    m_space->network().pass(2min);
    QTRY_COMPARE(m_page->model().face(0).stale, u"as of 2 min ago"_s);
    QCOMPARE(m_page->model().face(0).word, u"not reachable"_s);
    QCOMPARE(m_page->model().face(0).figure, u"7"_s); // what was known stays
}

void tst_ClusterOverview::aNodeShowsItsStates()
{
    net::StateStatus other = m_space->node(u"n1"_s).status.states.first();
    other.name = u"ledger"_s;
    other.managed = false;
    other.position.reset();
    other.bytes = 2'000'000;
    m_space->node(u"n1"_s).status.states.append(other);
    show(Place::ofNode(u"orders"_s, m_space->url(u"n1"_s).toString()));
    QCOMPARE(m_page->model().rowCount(), 2);
    QCOMPARE(m_page->model().face(0).name, u"main"_s);
    QCOMPARE(m_page->model().face(1).name, u"ledger"_s);
    QCOMPARE(m_page->model().face(1).figure, u"2.00 MB"_s);
    QVERIFY(m_page->model().face(1).lag.isEmpty());
}

void tst_ClusterOverview::whatIsBeingListedIsNotMissing()
{
    for (const QString &name : {u"n1"_s, u"n2"_s, u"n3"_s})
        m_space->node(name).held.insert(u"snapshot.list"_s);
    QVERIFY(QTest::qWaitFor([this] {
        m_space->network().pass(1s);
        const NodeConnection *const node = m_space->connection(u"n1"_s);
        return node && node->status();
    }, 30'000));
    m_subject->setPlace(Place::ofCluster(u"orders"_s));
    m_page->show();
    QCOMPARE(figure(u"Last snapshot"_s), u"\u2026\nbeing read"_s);
    for (const QString &name : {u"n1"_s, u"n2"_s, u"n3"_s})
        m_space->node(name).release();
    QVERIFY(m_space->settle());
    QTRY_VERIFY(figure(u"Last snapshot"_s).startsWith(u"1 min ago"_s));
}

void tst_ClusterOverview::nobodyReachedIsSaid()
{
    for (const QString &name : {u"n1"_s, u"n2"_s, u"n3"_s})
        m_space->node(name).down = Error{ErrorCode::Unreachable, name, {}};
    show(Place::ofCluster(u"orders"_s));
    QVERIFY(figure(u"Could lose now (RPO)"_s).startsWith(u"unknown"_s));
    QCOMPARE(figure(u"Nodes"_s), u"3 unknown\n0 of 3 healthy"_s);
    QCOMPARE(m_page->model().face(0).reasons.size(), 1);
    QVERIFY(!m_page->grab().isNull());
}

void tst_ClusterOverview::aClusterWithoutNodesSaysSo()
{
    writeFile(m_space->clusters().directory() + u"/clusters.json"_s, R"({"formatVersion":1,"clusters":[{"name":"empty","nodes":[]}]})");
    m_space->clusters().refresh();
    QTRY_VERIFY_WITH_TIMEOUT(m_space->clusters().cluster(u"empty"_s), 30s);
    m_subject->setPlace(Place::ofCluster(u"empty"_s));
    m_page->show();
    QVERIFY(shows(m_page.get(), u"This cluster has no nodes"_s));
    QVERIFY(buttonOf(m_page.get(), u"Connect"_s));
}

void tst_ClusterOverview::theWindowFollowsThePlace()
{
    Look look;
    MainWindow window(m_space->console(), look, nullptr);
    window.show();
    window.drillPage().planFor(u"/store/local.snap.tar"_s);
    window.showCluster(u"orders"_s, u"n2"_s);
    QVERIFY(m_space->settle());
    QTRY_VERIFY(window.clusterOverview().isVisible()); // though it was asked for before anything was read
    QCOMPARE(window.subject().nodes(), QList{m_space->connection(u"n2"_s)});
    QCOMPARE(window.drillPage().form()->plan().archive, QString()); // that is this machine's
    const auto *tabs = window.findChild<QTabBar *>();
    for (int tab = 0; tab < tabs->count(); ++tab)
        QCOMPARE(tabs->tabRect(tab).width() > 0, tabs->isTabVisible(tab));
    // The token goes with it: that is asked.
    window.actions().closePlace->trigger();
    auto *const box = window.findChild<QMessageBox *>();
    QVERIFY(box && shows(box, u"Forget the node n2 of orders?"_s));
    QVERIFY(window.subject().isRemote());
    click(buttonOf(box, u"Forget it"_s));
    QTRY_VERIFY(!window.subject().isRemote());
    QVERIFY(!window.clusterOverview().isVisible());
    QCOMPARE(ok(m_space->profiles().cluster(u"orders"_s)).nodes.size(), 2);
}

QTEST_MAIN(tst_ClusterOverview)
#include "tst_clusteroverview.moc"
