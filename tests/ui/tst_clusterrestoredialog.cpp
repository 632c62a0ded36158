// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/console/dialogs/clusterrestoredialog.h"

#include "engine/snapshot/planobject.h"
#include "tests/cluster/restoringnodes.h"
#include "tests/support/expect.h"
#include "tests/ui/clicks.h"
#include "tests/ui/temporaryworkspace.h"
#include "ui/console/dialogs/restorerundialog.h"
#include "ui/console/dialogs/undodialog.h"
#include "ui/console/widgets/commandline.h"
#include "ui/console/widgets/healthlabel.h"

#include <QCheckBox>
#include <QComboBox>
#include <QJsonDocument>
#include <QSignalSpy>
#include <QSpinBox>

using namespace lifeboat;
using namespace lifeboat::ui;
using namespace lifeboat::test;
using namespace Qt::StringLiterals;

using Phase = NodeRestore::Phase;

/// With real clicks; the nodes are played. With real ones: tst_ClusterConsole.
class tst_ClusterRestoreDialog final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void showsEveryPlan();
    void needsTheClusterName();
    void nodesCanBeLeftOut();
    void theCommandIsTheSame();
    void whereEverythingIsThereNothingIsDone();
    void aNodeThatIsAwayTakesNoPart();
    void restoresAndUndoes();
    void aFailureStopsOrNot_data();
    void aFailureStopsOrNot();
    void closingStopsNothing();
    void cancels();
    void aForgottenNodeEndsItSafely();
    void theReportCanBeSaved();

private:
    ClusterRestoreDialog *open(const ClusterRestoreDialog::Wish &wish = {.cluster = u"orders"_s});
    /// Types the name, begins, and gives what came to be.
    RestoreRunDialog *begin();
    QTableView *table(const QWidget *dialog) const { return dialog->findChild<QTableView *>(); }
    QLineEdit *confirmation(const QWidget *dialog) const
    {
        return fieldOf(dialog, u"Name of the cluster, to confirm"_s);
    }
    /// Each step is noted first.
    void waitUntilBegun();
    QString verdict(const RestoreRunDialog *dialog) const { return dialog->findChild<HealthLabel *>()->text(); }
    /// All that are at work come to their end.
    void finishAll(const QString &method);
    /// Those behind the first, each once it was begun, which is when what came before is noted.
    void finishOthersInTurn();

    std::unique_ptr<TemporaryWorkspace> m_console;
    std::unique_ptr<RestoringNodes> m_nodes;
    std::unique_ptr<QWidget> m_window;
    QPointer<ClusterRestoreDialog> m_dialog;
    QPointer<RunningRestore> m_restore;
};

void tst_ClusterRestoreDialog::init()
{
    m_console = std::make_unique<TemporaryWorkspace>();
    m_nodes = std::make_unique<RestoringNodes>();
    m_nodes->planned = [](int number, RestorePlan &plan) {
        plan.writeBytes = 400'000'000;
        if (number != 1)
            return;
        plan.local = plan.archive.manifest.position;
        plan.action = RestoreAction::Skip;
        plan.writeBytes = 0;
        plan.reasons = {PlanReason::SameContent};
    };
    m_window = std::make_unique<QWidget>();
    m_window->show();
}

void tst_ClusterRestoreDialog::cleanup()
{
    m_window.reset();
    m_console.reset();
    m_nodes.reset();
}

ClusterRestoreDialog *tst_ClusterRestoreDialog::open(const ClusterRestoreDialog::Wish &wish)
{
    m_dialog = new ClusterRestoreDialog(m_console->console(), wish, m_nodes->connections(), m_window.get());
    connect(m_dialog, &ClusterRestoreDialog::begun, this, [this](RunningRestore *restore) { m_restore = restore; });
    QSignalSpy planned(m_dialog, &ClusterRestoreDialog::planned);
    m_dialog->open();
    if (!QTest::qWaitFor([&] { return planned.size() > 0; }, 30'000))
        qFatal("no plan");
    return m_dialog;
}

RestoreRunDialog *tst_ClusterRestoreDialog::begin()
{
    QTest::keyClicks(confirmation(m_dialog), u"orders"_s);
    click(primaryOf(m_dialog));
    waitUntilBegun();
    return m_window->findChild<RestoreRunDialog *>();
}

void tst_ClusterRestoreDialog::finishOthersInTurn()
{
    for (const int node : {1, 2}) {
        QTRY_COMPARE(m_nodes->node(node).count(u"restore.run"_s), 1);
        waitUntilBegun();
        m_nodes->finish(node, OperationStatus::Completed);
    }
}

void tst_ClusterRestoreDialog::waitUntilBegun()
{
    const auto isBegun = [this] {
        return std::ranges::none_of(m_restore->nodes(), [](const NodeRestore &node) {
            return (node.phase == Phase::Restoring || node.phase == Phase::Undoing) && node.operation.isEmpty();
        });
    };
    if (!QTest::qWaitFor(isBegun, 30'000))
        qFatal("not begun");
}

void tst_ClusterRestoreDialog::finishAll(const QString &method)
{
    for (int number = 0; number < 3; ++number) {
        if (m_nodes->node(number).count(method) > 0)
            m_nodes->finish(number, OperationStatus::Completed);
    }
}

void tst_ClusterRestoreDialog::showsEveryPlan()
{
    open();
    QVERIFY(m_dialog->findChild<QComboBox *>()->currentText().contains(u"on all nodes"_s));
    const QTableView *plans = table(m_dialog);
    QCOMPARE(plans->model()->rowCount(), 3);
    QCOMPARE(cell(plans, 0, RestorePlanModel::Plan), u"replace"_s);
    QCOMPARE(cell(plans, 0, RestorePlanModel::Writes), u"400 MB"_s);
    QCOMPARE(cell(plans, 1, RestorePlanModel::Plan), u"skip: holds it already"_s);
    QCOMPARE(cell(plans, 1, RestorePlanModel::Loses), u"nothing"_s);
    QVERIFY(shows(m_dialog, u"3 nodes, 800 MB to write, at most 2 at once"_s));
    QCOMPARE(m_nodes->node(0).count(u"restore.run"_s), 0);
}

void tst_ClusterRestoreDialog::needsTheClusterName()
{
    open();
    QVERIFY(!primaryOf(m_dialog)->isEnabled());
    QTest::keyClicks(confirmation(m_dialog), u"order"_s);
    QVERIFY(!primaryOf(m_dialog)->isEnabled());
    QTest::keyClick(m_dialog, Qt::Key_Return);
    QCOMPARE(m_nodes->node(0).count(u"restore.run"_s), 0);
    QTest::keyClicks(confirmation(m_dialog), u"s"_s);
    QVERIFY(primaryOf(m_dialog)->isEnabled());
    QTest::keyClicks(confirmation(m_dialog), u"s"_s);
    QVERIFY(!primaryOf(m_dialog)->isEnabled());
}

void tst_ClusterRestoreDialog::nodesCanBeLeftOut()
{
    open();
    QCOMPARE(primaryOf(m_dialog)->text(), u"Restore 3 nodes"_s);
    clickCell(table(m_dialog), 0, RestorePlanModel::Node);
    QVERIFY(shows(m_dialog, u"400 MB to write"_s));
    table(m_dialog)->setCurrentIndex(table(m_dialog)->model()->index(1, RestorePlanModel::Why));
    QTest::keyClick(table(m_dialog), Qt::Key_Space);
    begin();
    QCOMPARE(m_nodes->node(0).count(u"restore.run"_s) + m_nodes->node(1).count(u"restore.run"_s), 0);
    QCOMPARE(m_nodes->node(2).count(u"restore.run"_s), 1);
}

void tst_ClusterRestoreDialog::theCommandIsTheSame()
{
    open({.cluster = u"orders"_s, .nodes = {u"n0"_s, u"n2"_s}});
    const auto command = [this] { return m_dialog->findChild<CommandLine *>()->command(); };
    QCOMPARE(command(), u"lifeboatctl restore run %1 --cluster orders --nodes n0,n2 --parallel 3 --confirm orders"_s.arg(
                            m_nodes->snapshot()));
    m_dialog->findChild<QSpinBox *>()->setValue(5);
    for (QCheckBox *box : m_dialog->findChildren<QCheckBox *>())
        click(box);
    QVERIFY(command().contains(u"--parallel 5 --force --go-on"_s));
    QTRY_VERIFY(command().contains(u"--nodes n0,n2 "_s)); // it is planned anew
    clickCell(table(m_dialog), 0, RestorePlanModel::Node);
    clickCell(table(m_dialog), 2, RestorePlanModel::Node);
    QVERIFY(command().contains(u"--nodes NODES --parallel"_s));
}

void tst_ClusterRestoreDialog::whereEverythingIsThereNothingIsDone()
{
    m_nodes->planned = [](int, RestorePlan &plan) {
        plan.action = RestoreAction::Skip;
        plan.reasons = {PlanReason::SameContent};
    };
    open();
    QVERIFY(shows(m_dialog, u"3 of them hold it already"_s));
    QVERIFY(!confirmation(m_dialog)->isEnabled());
    QVERIFY(!primaryOf(m_dialog)->isEnabled());
}

void tst_ClusterRestoreDialog::aNodeThatIsAwayTakesNoPart()
{
    m_nodes->node(2).down = Error{ErrorCode::Unreachable, u"n2"_s, {}};
    m_nodes->node(2).cut();
    open();
    QCOMPARE(cell(table(m_dialog), 2, RestorePlanModel::Plan), u"cannot be planned"_s);
    QCOMPARE(primaryOf(m_dialog)->text(), u"Restore 2 nodes"_s);
    clickCell(table(m_dialog), 2, RestorePlanModel::Node);
    QCOMPARE(primaryOf(m_dialog)->text(), u"Restore 2 nodes"_s);
    QVERIFY(shows(m_dialog, u"n2 cannot be reached"_s));
    m_nodes->node(2).down.reset();
    m_nodes->network().pass(std::chrono::seconds(2));
    QTRY_COMPARE(primaryOf(m_dialog)->text(), u"Restore 3 nodes"_s);
}

void tst_ClusterRestoreDialog::restoresAndUndoes()
{
    m_nodes->node(0).undoPlan = undoPlanObject({{}, {}, {}, 0, {}, QDateTime::currentDateTimeUtc(), false, {}});
    open();
    QPointer<RestoreRunDialog> run = begin();
    QVERIFY(run);
    QVERIFY(run->isVisible());
    QTRY_VERIFY(!m_dialog);
    Operations &operations = m_console->console().operations();
    QCOMPARE(operations.running().size(), 1);
    QCOMPARE(operations.running().first().title, u"Restore orders on 3 nodes"_s);
    QVERIFY(shows(run, u"Closing this window stops nothing"_s));
    QCOMPARE(cell(table(run), 0, NodeRestoreModel::State), u"restores"_s);
    m_nodes->move(0, 500);
    QCOMPARE(cell(table(run), 0, NodeRestoreModel::Done), u"50 %"_s);
    finishAll(u"restore.run"_s);
    QTRY_COMPARE(verdict(run), u"Restored on 3 nodes"_s);
    QVERIFY(operations.running().isEmpty());
    QVERIFY(!buttonOf(run, u"Retry"_s));
    // Node 1 held it already: there is nothing to take back.
    click(buttonOf(run, u"Undo on all"_s));
    auto *undo = run->findChild<UndoDialog *>();
    QCOMPARE(undo->chosen(), (QStringList{u"n0"_s, u"n2"_s}));
    QVERIFY(!primaryOf(undo)->isEnabled());
    QTest::keyClicks(confirmation(undo), u"orders"_s);
    click(primaryOf(undo));
    QTRY_COMPARE(m_nodes->node(0).count(u"restore.undo"_s), 1);
    waitUntilBegun();
    QCOMPARE(operations.running().first().title, u"Undo the restore of orders on 2 nodes"_s);
    QVERIFY(run->findChild<CommandLine *>()->command().contains(u"undo --cluster orders --nodes n0,n2 --redo --confirm"_s));
    finishAll(u"restore.undo"_s);
    QTRY_COMPARE(cell(table(run), 2, NodeRestoreModel::State), u"taken back"_s);
    QCOMPARE(m_nodes->node(1).count(u"restore.undo"_s), 0);
    QTRY_VERIFY(!m_restore->isRunning());
    QCOMPARE(verdict(run), u"Taken back on 2 nodes"_s);
}

void tst_ClusterRestoreDialog::aFailureStopsOrNot_data()
{
    QTest::addColumn<bool>("stops");
    QTest::addRow("stops") << true;
    QTest::addRow("goes on") << false;
}

void tst_ClusterRestoreDialog::aFailureStopsOrNot()
{
    QFETCH(const bool, stops);
    m_nodes->planned = {};
    open();
    m_dialog->findChild<QSpinBox *>()->setValue(1);
    if (!stops)
        click(buttonOf(m_dialog, u"Stop at the first"_s));
    const RestoreRunDialog *run = begin();
    m_nodes->finish(0, OperationStatus::Dead, Error{ErrorCode::DiskFull, u"/srv"_s, {}});
    if (!stops)
        finishOthersInTurn();
    QTRY_COMPARE(verdict(run), stops ? u"Restored on 0 of 3 nodes"_s : u"Restored on 2 of 3 nodes"_s);
    QCOMPARE(cell(table(run), 0, NodeRestoreModel::State), u"failed"_s);
    QCOMPARE(cell(table(run), 1, NodeRestoreModel::State), stops ? u"not begun"_s : u"restored"_s);
    QCOMPARE(m_nodes->node(1).count(u"restore.run"_s), stops ? 0 : 1);
    QVERIFY(shows(run, u"not enough space"_s)); // the first failure is explained at once
    QCOMPARE(buttonOf(run, u"Undo on all"_s) != nullptr, !stops);
    click(buttonOf(run, u"Retry"_s));
    QTRY_COMPARE(m_nodes->node(0).count(u"restore.run"_s), 2);
    waitUntilBegun();
    m_nodes->finish(0, OperationStatus::Completed);
    if (stops)
        finishOthersInTurn();
    QTRY_COMPARE(verdict(run), u"Restored on 3 nodes"_s);
    QCOMPARE(m_nodes->node(1).count(u"restore.run"_s), 1);
}

void tst_ClusterRestoreDialog::closingStopsNothing()
{
    open();
    QPointer<RestoreRunDialog> run = begin();
    click(buttonOf(run, u"Close"_s));
    QTRY_VERIFY(!run);
    QVERIFY(m_restore->isRunning());
    QCOMPARE(m_nodes->node(0).count(u"operations.cancel"_s), 0);
    QCOMPARE(m_console->console().operations().running().size(), 1);
    QSignalSpy finished(m_restore, &RunningRestore::finished);
    finishAll(u"restore.run"_s);
    QTRY_COMPARE(finished.size(), 1);
    QCOMPARE(m_restore->count(Phase::Done), 3);
    QVERIFY(m_console->console().operations().running().isEmpty());
    // Its outcome can still be looked at.
    RestoreRunDialog again(m_console->console(), *m_restore);
    again.setAttribute(Qt::WA_DeleteOnClose, false);
    again.show();
    QCOMPARE(verdict(&again), u"Restored on 3 nodes"_s);
}

void tst_ClusterRestoreDialog::cancels()
{
    open();
    const RestoreRunDialog *run = begin();
    click(buttonOf(run, u"Cancel restore"_s));
    QTRY_VERIFY(!m_restore->isRunning());
    QCOMPARE(m_nodes->node(0).count(u"operations.cancel"_s), 1);
    QCOMPARE(cell(table(run), 0, NodeRestoreModel::State), u"cancelled"_s);
}

void tst_ClusterRestoreDialog::aForgottenNodeEndsItSafely()
{
    open();
    const RestoreRunDialog *run = begin();
    m_nodes->forget(0);
    QTRY_VERIFY(!m_restore->isRunning());
    QCOMPARE(cell(table(run), 0, NodeRestoreModel::State), u"failed"_s);
    QVERIFY(shows(run, u"is not known"_s));
    QVERIFY(!buttonOf(run, u"Retry"_s));
    EXPECT_ERROR(m_restore->run(), ErrorCode::Disconnected);
    m_nodes->finish(2, OperationStatus::Completed);
    QVERIFY(m_console->console().operations().running().isEmpty());
}

void tst_ClusterRestoreDialog::theReportCanBeSaved()
{
    open();
    RestoreRunDialog *run = begin();
    finishAll(u"restore.run"_s);
    QTRY_VERIFY(buttonOf(run, u"Save report"_s));
    QSignalSpy saved(run, &RestoreRunDialog::saved);
    run->saveReport(m_console->path(u"report.json"_s));
    QTRY_COMPARE(saved.size(), 1);
    const QJsonObject report = QJsonDocument::fromJson(readFile(m_console->path(u"report.json"_s))).object();
    QCOMPARE(report["verdict"_L1].toString(), u"restored"_s);
    run->saveReport(m_console->path(u"no/where.json"_s));
    QTRY_VERIFY(shows(run, u"does not exist"_s));
}

QTEST_MAIN(tst_ClusterRestoreDialog)
#include "tst_clusterrestoredialog.moc"
