// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/console/dialogs/clusterrestoredialog.h"

#include "tests/cluster/restoringnodes.h"
#include "tests/support/expect.h"
#include "tests/ui/clicks.h"
#include "tests/ui/temporaryworkspace.h"
#include "ui/console/widgets/commandline.h"

#include <QCheckBox>
#include <QComboBox>
#include <QSignalSpy>

using namespace lifeboat;
using namespace lifeboat::ui;
using namespace lifeboat::test;
using namespace Qt::StringLiterals;

/// What the restore dialog says before anything is begun; what follows: tst_ClusterRestoreDialog.
class tst_ClusterRestorePlans final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void nodesLeftOutAreNamed();
    void whatMostNodesHoldIsProposed();
    void aNodeAheadIsNotSaidToHoldIt();
    void aNodeThatGoesElsewhereIsPlannedAnew();
    void whatIsLostIsKnownBeforeTheArchiveIsThere();
    void aDamagedArchiveIsNamed();

private:
    ClusterRestoreDialog *open(const ClusterRestoreDialog::Wish &wish = {.cluster = u"orders"_s});
    QTableView *table(const QWidget *dialog) const { return dialog->findChild<QTableView *>(); }

    std::unique_ptr<TemporaryWorkspace> m_console;
    std::unique_ptr<RestoringNodes> m_nodes;
    std::unique_ptr<QWidget> m_window;
    QPointer<ClusterRestoreDialog> m_dialog;
};

void tst_ClusterRestorePlans::init()
{
    m_console = std::make_unique<TemporaryWorkspace>();
    m_nodes = std::make_unique<RestoringNodes>();
    m_window = std::make_unique<QWidget>();
    m_window->show();
}

void tst_ClusterRestorePlans::cleanup()
{
    m_window.reset();
    m_console.reset();
    m_nodes.reset();
}

ClusterRestoreDialog *tst_ClusterRestorePlans::open(const ClusterRestoreDialog::Wish &wish)
{
    m_dialog = new ClusterRestoreDialog(m_console->console(), wish, m_nodes->connections(), m_window.get());
    QSignalSpy planned(m_dialog, &ClusterRestoreDialog::planned);
    m_dialog->open();
    if (!QTest::qWaitFor([&] { return planned.size() > 0; }, 30'000))
        qFatal("no plan");
    return m_dialog;
}

/// They share the history that the others leave.
void tst_ClusterRestorePlans::nodesLeftOutAreNamed()
{
    m_nodes->planned = [](int, RestorePlan &plan) {
        plan.local = Position{{u"history"_s}, 7}; // of which all nodes are
        plan.archive.manifest.position = Position{{u"history"_s}, 5};
        plan.startsLineage = true;
    };
    open();
    QVERIFY(!shows(m_dialog, u"Not chosen"_s));
    clickCell(table(m_dialog), 2, RestorePlanModel::Node);
    QVERIFY(shows(m_dialog, u"Not chosen, but of the history that is left: n2."_s));
    // As in a shell: nothing begins, unless somebody knows that they share no log.
    QTest::keyClicks(fieldOf(m_dialog, u"Name of the cluster, to confirm"_s), u"orders"_s);
    auto *apart = buttonOf(m_dialog, u"Each of these nodes has a log of its own"_s);
    QVERIFY(apart && !primaryOf(m_dialog)->isEnabled());
    click(apart);
    QVERIFY(primaryOf(m_dialog)->isEnabled());
    QVERIFY(m_dialog->findChild<CommandLine *>()->command().contains(u" --apart "_s));
    clickCell(table(m_dialog), 2, RestorePlanModel::Node);
    QVERIFY(!shows(m_dialog, u"Not chosen"_s));
    QVERIFY(!apart->isVisible() && !m_dialog->findChild<CommandLine *>()->command().contains(u"--apart"_s));
}

/// The newest is on one node only: the two others could not take part.
void tst_ClusterRestorePlans::whatMostNodesHoldIsProposed()
{
    CatalogEntry newer = ok(catalogEntryFromObject(m_nodes->node(1).snapshots.first().toObject())).entry;
    Manifest &manifest = newer.summary->manifest;
    manifest.createdAt = manifest.createdAt.addSecs(60);
    manifest.id.value = u"20301121T020322123Z-0000000b"_s;
    newer.file.name = manifest.id.value + u".snap.tar"_s;
    m_nodes->node(1).snapshots.append(catalogObject(newer, false));
    QTRY_COMPARE(m_nodes->connection(1)->snapshots(u"main"_s).size(), 1);
    m_nodes->node(1).publish(u"snapshots"_s, {{u"state"_s, u"main"_s}});
    QTRY_COMPARE(m_nodes->connection(1)->snapshots(u"main"_s).size(), 2);
    open();
    auto *snapshots = m_dialog->findChild<QComboBox *>();
    QCOMPARE(snapshots->count(), 2);
    QVERIFY(snapshots->itemText(0).contains(u"on n1"_s));
    QVERIFY2(snapshots->currentText().contains(u"on all nodes"_s), qPrintable(snapshots->currentText()));
    m_dialog->reject();
    open({.cluster = u"orders"_s, .nodes = {u"n1"_s}});
    QVERIFY2(m_dialog->findChild<QComboBox *>()->currentText().contains(u"on n1"_s), "both are there: the newer one");
}

void tst_ClusterRestorePlans::aNodeAheadIsNotSaidToHoldIt()
{
    m_nodes->planned = [](int, RestorePlan &plan) {
        plan.local = plan.archive.manifest.position;
        plan.local->appliedIndex += 95;
        plan.action = RestoreAction::Skip;
        plan.reasons = {PlanReason::LocalCovers};
    };
    open();
    QCOMPARE(cell(table(m_dialog), 0, RestorePlanModel::Plan), u"skip: 95 entries ahead of it"_s);
    QVERIFY(shows(m_dialog, u"To go back to the snapshot all the same"_s));
    QVERIFY(shows(m_dialog, u"Nothing is replaced"_s));
    m_nodes->planned = [](int, RestorePlan &plan) {
        plan.local = plan.archive.manifest.position;
        plan.local->appliedIndex += 95;
        plan.reasons = {PlanReason::Forced, PlanReason::LocalCovers};
    };
    click(buttonOf(m_dialog, u"Go back also"_s));
    QTRY_COMPARE(cell(table(m_dialog), 0, RestorePlanModel::Loses), u"95 entries"_s);
    QVERIFY(shows(m_dialog, u"This replaces the state of 3 nodes."_s));
}

/// While somebody reads the plans a node is restored by another.
void tst_ClusterRestorePlans::aNodeThatGoesElsewhereIsPlannedAnew()
{
    m_nodes->planned = [](int, RestorePlan &plan) {
        plan.local = plan.archive.manifest.position;
        plan.action = RestoreAction::Skip;
        plan.reasons = {PlanReason::LocalCovers};
    };
    FakeNode &node = m_nodes->node(0);
    node.status.states[0].position = m_nodes->manifest().position;
    node.publish(u"status"_s, {});
    QTRY_VERIFY((m_nodes->network().pass(std::chrono::seconds(1)),
                 m_nodes->connection(0)->status()->states[0].position == m_nodes->manifest().position));
    open();
    QCOMPARE(cell(table(m_dialog), 0, RestorePlanModel::Loses), u"nothing"_s);
    const int asked = node.count(u"restore.plan"_s);
    // That it goes on alone is no reason to ask again.
    ++node.status.states[0].position->appliedIndex;
    node.publish(u"status"_s, {});
    m_nodes->network().pass(std::chrono::seconds(3));
    QCOMPARE(node.count(u"restore.plan"_s), asked);
    m_nodes->planned = [](int, RestorePlan &plan) {
        plan.local = Position{{u"another"_s}, 3};
        plan.reasons = {PlanReason::OtherLineage};
    };
    node.status.states[0].position = Position{{u"another"_s}, 3};
    node.publish(u"status"_s, {});
    QTRY_COMPARE((m_nodes->network().pass(std::chrono::seconds(1)), cell(table(m_dialog), 0, RestorePlanModel::Loses)), u"its own state"_s);
}

/// By what the nodes said of themselves, and what the archive says of itself.
void tst_ClusterRestorePlans::whatIsLostIsKnownBeforeTheArchiveIsThere()
{
    const QString lineage = m_nodes->manifest().position->lineage.value;
    const Index index = m_nodes->manifest().position->appliedIndex;
    for (int number = 0; number < 3; ++number) {
        FakeNode &node = m_nodes->node(number);
        node.failing = {{u"restore.plan"_s, {ErrorCode::NotFound, m_nodes->snapshot(), {}}}};
        node.snapshots = {};
        node.publish(u"snapshots"_s, {{u"state"_s, u"main"_s}});
        node.status.states[0].position = Position{{lineage}, index + 95};
    }
    m_nodes->node(2).status.states[0].position.reset();
    m_nodes->network().pass(std::chrono::seconds(3));
    QTRY_VERIFY(m_nodes->connection(0)->snapshots().isEmpty());
    auto *dialog = new ClusterRestoreDialog(m_console->console(), {.cluster = u"orders"_s, .archive = m_nodes->archive()},
                                            m_nodes->connections(), m_window.get());
    dialog->open();
    QTRY_COMPARE(cell(table(dialog), 0, RestorePlanModel::Plan), u"gets the archive, then skip"_s);
    QCOMPARE(cell(table(dialog), 0, RestorePlanModel::Loses), u"nothing"_s);
    QCOMPARE(cell(table(dialog), 2, RestorePlanModel::Plan), u"gets the archive first"_s);
    QCOMPARE(cell(table(dialog), 2, RestorePlanModel::Loses), u"not known yet"_s);
    QVERIFY(shows(dialog, u"This replaces the state of 1 nodes."_s) || shows(dialog, u"This replaces the state of 1 node."_s));
    click(buttonOf(dialog, u"Go back also"_s));
    QTRY_COMPARE(cell(table(dialog), 0, RestorePlanModel::Plan), u"gets the archive, then replace"_s);
    QCOMPARE(cell(table(dialog), 0, RestorePlanModel::Loses), u"95 entries"_s);
    dialog->reject();
}

void tst_ClusterRestorePlans::aDamagedArchiveIsNamed()
{
    open();
    writeFile(m_console->path(u"x.snap.tar"_s), "no archive");
    m_dialog->useArchive(m_console->path(u"x.snap.tar"_s));
    QTRY_VERIFY(shows(m_dialog, u"x.snap.tar"_s));
    QCOMPARE(m_dialog->findChild<QComboBox *>()->count(), 1);
    m_dialog->useArchive(m_nodes->archive());
    QTRY_COMPARE(m_dialog->findChild<QComboBox *>()->count(), 2);
    QTRY_VERIFY(m_dialog->findChild<CommandLine *>()->command().contains(m_nodes->archive()));
}

QTEST_MAIN(tst_ClusterRestorePlans)
#include "tst_clusterrestoreplans.moc"
