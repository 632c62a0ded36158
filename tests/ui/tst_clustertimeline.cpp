// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/lease/leaseobject.h"
#include "tests/support/expect.h"
#include "tests/ui/clusterworkspace.h"
#include "tests/ui/madeup.h"
#include "ui/console/pages/timelinepage.h"
#include "ui/console/theme/tokens.h"
#include "ui/console/timeline/timelineexport.h"
#include "ui/console/timeline/timelineview.h"
#include "ui/console/window/actions.h"
#include "ui/console/workspace/selection.h"
#include "ui/console/workspace/subject.h"

#include <QSignalSpy>
#include <QTableView>

using namespace lifeboat;
using namespace lifeboat::ui;
using namespace lifeboat::test;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

class tst_ClusterTimeline final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void aLaneForEveryNode();
    void aLaneForEveryState();
    void restoresFlyFlags_data();
    void restoresFlyFlags();
    void manyTakesTakeNoFlagDown();
    void aNodeKeepsItsColour();
    void theSelectionOutlivesNews();
    void selectingTellsWhichSnapshotItIs();
    void noLaneIsCut_data();
    void noLaneIsCut();
    void aRestoreIsNoDrill();
    void drillsStandWithTheirSnapshot();

private:
    const TimelineLane &lane(int number) const { return m_model->lanes().at(number); }
    void fill();

    std::unique_ptr<ClusterWorkspace> m_space;
    std::unique_ptr<Subject> m_subject;
    std::unique_ptr<TimelineModel> m_model;
};

void tst_ClusterTimeline::init()
{
    m_space = std::make_unique<ClusterWorkspace>(QStringList{u"n1"_s, u"n2"_s, u"n3"_s});
    m_space->hold(u"n1"_s, {toldSnapshot(u"a"_s, 1), toldSnapshot(u"b"_s, 3, Depth::Read, true),
                            toldSnapshot(u"c"_s, 5, std::nullopt)});
    m_space->hold(u"n2"_s, {toldSnapshot(u"d"_s, 2)});
    m_subject = std::make_unique<Subject>(m_space->console());
    m_model = std::make_unique<TimelineModel>();
}

void tst_ClusterTimeline::cleanup()
{
    m_model.reset();
    m_subject.reset();
    m_space.reset();
}

void tst_ClusterTimeline::fill()
{
    QVERIFY(m_space->settle());
    m_subject->setPlace(Place::ofCluster(u"orders"_s));
    m_model->setNodes(historiesOf(*m_subject), {}, QDateTime::currentDateTimeUtc());
}

void tst_ClusterTimeline::aLaneForEveryNode()
{
    m_space->node(u"n3"_s).down = Error{ErrorCode::Unreachable, u"n3"_s, {}};
    fill();
    QCOMPARE(m_model->lanes().size(), 3);
    QCOMPARE(lane(0).name, u"n1"_s);
    QCOMPARE(lane(0).store, u"main"_s);
    const QList<TimelineEvent> &events = lane(0).snapshots.events();
    QCOMPARE(events.size(), 3);
    QCOMPARE(int(events.at(0).health), int(ui::Health::Warning));
    QCOMPARE(int(events.at(1).health), int(ui::Health::Bad));
    QCOMPARE(int(events.at(2).health), int(ui::Health::Good));
    QCOMPARE(lane(1).snapshots.events().size(), 1);
    QVERIFY(lane(2).snapshots.isEmpty()); // never met, and yet one of them
    QCOMPARE(lane(2).store, u"not reachable"_s);
    QVERIFY(timelineCsv(*m_model).contains("n1,main,good"));
}

void tst_ClusterTimeline::aLaneForEveryState()
{
    net::StateStatus other = m_space->node(u"n1"_s).status.states.first();
    other.name = u"ledger"_s;
    m_space->node(u"n1"_s).status.states.append(other);
    fill();
    QCOMPARE(m_model->lanes().size(), 4);
    QCOMPARE(lane(1).store, u"ledger"_s);
    QCOMPARE(lane(1).place, lane(0).place);
}

void tst_ClusterTimeline::restoresFlyFlags_data()
{
    QTest::addColumn<QString>("kind");
    QTest::addColumn<bool>("fails");
    QTest::addColumn<QString>("flag");
    QTest::addColumn<QString>("title");
    QTest::addRow("restore") << u"restore"_s << false << u"restore"_s << u"Restored"_s;
    QTest::addRow("undo") << u"undo"_s << false << u"undo"_s << u"Restore undone"_s;
    QTest::addRow("failed") << u"restore"_s << true << u"restore"_s << u"Restore failed"_s;
    QTest::addRow("recovery") << u"recover"_s << false << u"recovery"_s << u"Recovered from the published snapshot"_s;
    QTest::addRow("failed undo") << u"undo"_s << true << u"undo"_s << u"Undo of a restore failed"_s;
}

void tst_ClusterTimeline::restoresFlyFlags()
{
    QFETCH(QString, kind);
    QFETCH(bool, fails);
    lifeboat::Operation operation = operationOf(u"op"_s, fails ? OperationStatus::Dead : OperationStatus::Completed);
    operation.request.kind = kind;
    operation.endedAt = QDateTime::currentDateTimeUtc();
    if (fails)
        operation.lastError = Error{ErrorCode::DiskFull, u"main"_s, {}};
    m_space->node(u"n2"_s).tell(operation);
    m_space->node(u"n2"_s).tell(operationOf(u"take"_s, OperationStatus::Completed, 2)); // flies none
    fill();
    QCOMPARE(lane(1).drills.events().size(), 1);
    const TimelineEvent &event = lane(1).drills.events().first();
    QCOMPARE(int(event.kind), int(TimelineEvent::Kind::Restore));
    QTEST(event.flag, "flag");
    QTEST(event.title, "title");
    QCOMPARE(event.health == ui::Health::Bad, fails);
    QVERIFY(event.details.contains(fails ? u"space"_s : kind == "recover"_L1 ? u""_s : u"by me"_s));
    QVERIFY(timelineCsv(*m_model).contains(",restore,n2,main,"));
    QVERIFY(lane(0).drills.isEmpty());
}

/// The node that takes for all tells of a hundred snapshots soon.
void tst_ClusterTimeline::manyTakesTakeNoFlagDown()
{
    fill();
    for (const QString &kind : {u"restore"_s, u"undo"_s}) {
        lifeboat::Operation operation = operationOf(kind, OperationStatus::Completed, kind == "undo"_L1 ? 2 : 1);
        operation.request.kind = kind;
        operation.endedAt = QDateTime::currentDateTimeUtc();
        m_space->node(u"n2"_s).tell(operation);
    }
    for (quint64 i = 3; i < 203; ++i)
        m_space->node(u"n2"_s).tell(operationOf(u"take%1"_s.arg(i), OperationStatus::Completed, i));
    QTRY_COMPARE(m_space->connection(u"n2"_s)->operations().size(), 100);
    m_model->setNodes(historiesOf(*m_subject), {}, QDateTime::currentDateTimeUtc());
    QCOMPARE(lane(1).drills.events().size(), 2);
}

void tst_ClusterTimeline::aNodeKeepsItsColour()
{
    fill();
    QCOMPARE(lane(1).place, 1);
    m_subject->setPlace(Place::ofNode(u"orders"_s, m_space->url(u"n2"_s).toString()));
    m_model->setNodes(historiesOf(*m_subject), {}, QDateTime::currentDateTimeUtc());
    QCOMPARE(m_model->lanes().size(), 1);
    QCOMPARE(lane(0).place, 1);
}

void tst_ClusterTimeline::theSelectionOutlivesNews()
{
    const QJsonObject stays = toldSnapshot(u"e"_s, 3);
    m_space->hold(u"n1"_s, {toldSnapshot(u"f"_s, 1), stays});
    fill();
    TimelineView view(*m_model);
    view.resize(900, 400);
    view.show();
    view.selectEvent(0, false, 0);
    const QString id = view.selectedEvent()->id;
    QVERIFY(id.endsWith(stays[u"snapshot"_s].toString()));
    m_space->hold(u"n1"_s, {toldSnapshot(u"a"_s, 0), toldSnapshot(u"b"_s, 1), stays, toldSnapshot(u"c"_s, 9)});
    QTRY_COMPARE(m_subject->held().size(), 5);
    m_model->setNodes(historiesOf(*m_subject), {}, QDateTime::currentDateTimeUtc());
    QVERIFY(view.selectedEvent());
    QCOMPARE(view.selectedEvent()->id, id);
    m_space->hold(u"n1"_s, {});
    QTRY_COMPARE(m_subject->held().size(), 1);
    m_model->setNodes(historiesOf(*m_subject), {}, QDateTime::currentDateTimeUtc());
    QVERIFY(!view.selectedEvent());
}

void tst_ClusterTimeline::selectingTellsWhichSnapshotItIs()
{
    Selection selection;
    Actions actions;
    TimelinePage page(m_space->console(), *m_subject, selection, actions);
    QVERIFY(m_space->settle());
    m_subject->setPlace(Place::ofCluster(u"orders"_s));
    page.show();
    QSignalSpy activated(&page, &TimelinePage::archiveActivated);
    page.view()->selectEvent(1, false, 0);
    QVERIFY(selection.onNode());
    QCOMPARE(selection.onNode()->node, u"n2"_s);
    QCOMPARE(selection.onNode()->state, u"main"_s);
    QTest::keyClick(page.view(), Qt::Key_Return);
    QCOMPARE(activated.first().first().toString(), selection.onNode()->key());
    // Live: what is told while the page is open appears.
    m_space->hold(u"n3"_s, {toldSnapshot(u"f"_s, 0)});
    m_space->network().pass(std::chrono::seconds(3));
    QTRY_COMPARE(page.table()->model()->rowCount(), 5);
}

void tst_ClusterTimeline::noLaneIsCut_data()
{
    QTest::addColumn<int>("height"); // of the page
    QTest::addColumn<bool>("lease"); // a lane more
    for (const int height : {520, 600, 900}) {
        for (const bool lease : {false, true})
            QTest::addRow("%d%s", height, lease ? " with a lease" : "") << height << lease;
    }
}

/// 520 and 600 are what windows of 1280x720 and 1280x800 leave.
void tst_ClusterTimeline::noLaneIsCut()
{
    QFETCH(const int, height);
    QFETCH(const bool, lease);
    if (lease) {
        LeaseSight sight;
        sight.now = sight.reachedAt = QDateTime::currentDateTimeUtc();
        sight.leases = {{.name = u"snapshot-leader"_s, .holder = u"n2"_s, .token = 7, .ttl = 30s,
                         .acquired = sight.now.addSecs(-600), .renewed = sight.now}};
        for (const QString &name : {u"n1"_s, u"n2"_s, u"n3"_s})
            m_space->node(name).leases = leaseSightObject(sight);
    }
    Selection selection;
    Actions actions;
    TimelinePage page(m_space->console(), *m_subject, selection, actions);
    page.resize(1014, height);
    QVERIFY(m_space->settle());
    m_subject->setPlace(Place::ofCluster(u"orders"_s));
    page.show();
    m_space->network().pass(2s);
    const qsizetype lanes = lease ? 4 : 3;
    QTRY_COMPARE(page.model().lanes().size(), lanes);
    QCoreApplication::sendPostedEvents();
    for (qsizetype each = 0; each < lanes; ++each)
        QTRY_VERIFY2(page.view()->showsLane(each), qPrintable(u"%1 of %2"_s.arg(each).arg(page.view()->height())));
    QVERIFY(page.table()->viewport()->height() >= 2 * metrics::kRowHeight);
}

void tst_ClusterTimeline::aRestoreIsNoDrill()
{
    Selection selection;
    Actions actions;
    TimelinePage page(m_space->console(), *m_subject, selection, actions);
    lifeboat::Operation operation = operationOf(u"op"_s, OperationStatus::Completed);
    operation.request.kind = u"restore"_s;
    operation.endedAt = QDateTime::currentDateTimeUtc();
    m_space->node(u"n1"_s).tell(operation);
    QVERIFY(m_space->settle());
    m_subject->setPlace(Place::ofCluster(u"orders"_s));
    page.show();
    const QSignalSpy activated(&page, &TimelinePage::drillActivated);
    const QSignalSpy selected(&page, &TimelinePage::drillSelected);
    page.view()->selectEvent(0, true, 0);
    QTest::keyClick(page.view(), Qt::Key_Return);
    QCOMPARE(activated.size() + selected.size(), 0); // there is no report to show
}

void tst_ClusterTimeline::drillsStandWithTheirSnapshot()
{
    fill();
    DrillReport report = madeUpReport(0);
    report.archive->manifest.id = m_subject->held().last().id;
    DrillReport other = madeUpReport(1);
    m_model->setNodes(historiesOf(*m_subject), {report, other}, QDateTime::currentDateTimeUtc());
    QCOMPARE(lane(0).drills.events().size(), 1);
    QCOMPARE(int(lane(0).drills.events().first().kind), int(TimelineEvent::Kind::Drill));
    QVERIFY(lane(1).drills.isEmpty());
}

QTEST_MAIN(tst_ClusterTimeline)
#include "tst_clustertimeline.moc"
