// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/expect.h"
#include "tests/ui/clicks.h"
#include "tests/ui/clusterworkspace.h"
#include "ui/console/dialogs/takeonnodesdialog.h"
#include "ui/console/dialogs/verifydialog.h"
#include "ui/console/pages/snapshotspage.h"
#include "ui/console/theme/glyph.h"
#include "ui/console/widgets/commandline.h"
#include "ui/console/widgets/messagebar.h"
#include "ui/console/window/clustercommands.h"
#include "ui/console/window/mainwindow.h"
#include "ui/text/wording.h"

#include <QLineEdit>
#include <QListWidget>
#include <QMessageBox>
#include <QPushButton>
#include <QSignalSpy>
#include <QTableView>

using namespace lifeboat;
using namespace lifeboat::ui;
using namespace lifeboat::test;
using namespace Qt::StringLiterals;

class tst_ClusterSnapshots final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void oneTableOverAllNodes();
    void historiesAreToldApart();
    void filtersByWhatIsShown();
    void newOnesComeInAndTheChosenStays();
    void theNewestIsSelectedUntilSomebodyChooses();
    void actionsFollowTheNode();
    void restoreAndDrillNameTheSnapshot();
    void takesOnTheChosenNodes();
    void whatCannotTakeIsNotOffered();
    void verifiesOnTheNode();
    void pinsAndUnpins();
    void deletesAfterAsking();
    void showsWhatNodesDo();
    void cancelsOnTheNode();
    void mendsWhatAnAlarmSays();

private:
    QAbstractItemModel *table() const { return m_window->snapshotsPage().table()->model(); }
    QString cell(int row, int column) const { return table()->index(row, column).data().toString(); }
    template <typename T> T *dialog() const { return m_window->findChild<T *>(); }
    void answer(const QString &node);

    std::unique_ptr<Look> m_look;
    std::unique_ptr<ClusterWorkspace> m_space;
    std::unique_ptr<MainWindow> m_window;
};

void tst_ClusterSnapshots::init()
{
    m_look = std::make_unique<Look>();
    m_space = std::make_unique<ClusterWorkspace>(QStringList{u"n1"_s, u"n2"_s});
    m_space->hold(u"n1"_s, {toldSnapshot(u"a"_s, 1, Depth::Read, false, 48211),
                            toldSnapshot(u"b"_s, 3, Depth::Sealed, true)});
    m_space->hold(u"n2"_s, {toldSnapshot(u"c"_s, 2, std::nullopt)});
    for (const QString &name : {u"n1"_s, u"n2"_s})
        answer(name);
    m_window = std::make_unique<MainWindow>(m_space->console(), *m_look, nullptr);
    m_window->show();
    QVERIFY(m_space->settle());
    m_window->showPlace(Place::ofCluster(u"orders"_s));
    m_window->showPage(MainWindow::Page::Snapshots);
    QTRY_COMPARE(table()->rowCount(), 3);
}

void tst_ClusterSnapshots::cleanup()
{
    m_window.reset();
    m_space.reset();
    m_look.reset();
}

/// The node begins what it is asked for, under the name of the call.
void tst_ClusterSnapshots::answer(const QString &name)
{
    FakeNode &node = m_space->node(name);
    node.handler = [&node](const QString &method, const QJsonObject &parameters) -> Result<QJsonValue> {
        if (method != "snapshot.take"_L1 && method != "snapshot.verify"_L1)
            return QJsonValue(QJsonObject());
        lifeboat::Operation operation = operationOf(method, OperationStatus::InFlight);
        operation.request.kind = method.section(u'.', 1);
        operation.request.parameters = parameters;
        node.tell(operation, 250);
        return QJsonValue(QJsonObject{{u"operation"_s, method}});
    };
}

void tst_ClusterSnapshots::oneTableOverAllNodes()
{
    QCOMPARE(cell(0, SnapshotModel::Node), u"n1"_s);
    QCOMPARE(cell(1, SnapshotModel::Node), u"n2"_s);
    QCOMPARE(cell(0, SnapshotModel::State), u"main"_s);
    QCOMPARE(cell(0, SnapshotModel::Identity), u"index 48,211"_s);
    QVERIFY(cell(2, SnapshotModel::Verified).startsWith(u"damaged (sealed"_s));
    QCOMPARE(table()->index(2, SnapshotModel::Verified).data(HealthRole).toInt(), int(ui::Health::Bad));
    QCOMPARE(table()->index(1, SnapshotModel::Verified).data(HealthRole).toInt(), int(ui::Health::Warning));
    const QTableView *view = m_window->snapshotsPage().table();
    QVERIFY(!view->isColumnHidden(SnapshotModel::Node) && view->isColumnHidden(SnapshotModel::Store));
    m_window->showPlace(Place::ofNode(u"orders"_s, m_space->url(u"n2"_s).toString()));
    QCOMPARE(table()->rowCount(), 1);
    QVERIFY(view->isColumnHidden(SnapshotModel::Node));
    m_window->showPlace({});
    QCOMPARE(table()->rowCount(), 0);
    QVERIFY(view->isColumnHidden(SnapshotModel::Node) && !view->isColumnHidden(SnapshotModel::Store));
}

/// Which snapshots a node could go on from, and which would take it to another history.
void tst_ClusterSnapshots::historiesAreToldApart()
{
    const QTableView *view = m_window->snapshotsPage().table();
    const auto reach = [this](const QString &name, const QString &history) {
        net::StateStatus state;
        state.name = u"main"_s;
        state.managed = true;
        state.position = Position{{history}, 48'300};
        m_space->node(name).status.states = {state};
    };
    for (const QString &name : {u"n1"_s, u"n2"_s})
        reach(name, u"l"_s);
    m_space->network().pass(std::chrono::seconds(3));
    QTRY_VERIFY(view->isColumnHidden(SnapshotModel::History)); // all are of one
    reach(u"n2"_s, u"4cecf354-7a11-4f43-9d10-53c2c5b6b2f0"_s);
    m_space->network().pass(std::chrono::seconds(3));
    QTRY_VERIFY(!view->isColumnHidden(SnapshotModel::History));
    QCOMPARE(cell(0, SnapshotModel::Node), u"n1"_s);
    QCOMPARE(cell(0, SnapshotModel::History), u"l · now"_s);
    QCOMPARE(cell(1, SnapshotModel::History), u"l"_s); // restoring it takes n2 out of the history it is of
    const QString whole = table()->index(1, SnapshotModel::History).data(Qt::ToolTipRole).toString();
    QVERIFY2(whole.contains(u"n2 is of another one now, 4cecf354-7a11-4f43-9d10-53c2c5b6b2f0."_s), qPrintable(whole));
    reach(u"n2"_s, u"l"_s);
    m_space->network().pass(std::chrono::seconds(3));
    QTRY_VERIFY(view->isColumnHidden(SnapshotModel::History));
}

void tst_ClusterSnapshots::filtersByWhatIsShown()
{
    auto *filter = m_window->snapshotsPage().findChild<QLineEdit *>();
    filter->setText(u"n2"_s);
    QCOMPARE(table()->rowCount(), 1);
    filter->setText(u"48,211"_s);
    QCOMPARE(cell(0, SnapshotModel::Node), u"n1"_s);
    filter->setText(u"damaged"_s);
    QCOMPARE(table()->rowCount(), 1);
}

void tst_ClusterSnapshots::newOnesComeInAndTheChosenStays()
{
    QTableView *view = m_window->snapshotsPage().table();
    view->selectRow(1);
    const QString chosen = table()->index(1, SnapshotModel::Time).data().toString();
    FakeNode &node = m_space->node(u"n1"_s);
    node.snapshots.prepend(toldSnapshot(u"d"_s, 0));
    node.publish(u"snapshots"_s, {{u"state"_s, u"main"_s}});
    QTRY_COMPARE(table()->rowCount(), 4);
    QCOMPARE(view->currentIndex().row(), 2);
    QCOMPARE(view->currentIndex().siblingAtColumn(SnapshotModel::Time).data().toString(), chosen);
}

/// What nobody chose is not kept: a restore would offer it for ever.
void tst_ClusterSnapshots::theNewestIsSelectedUntilSomebodyChooses()
{
    QTableView *view = m_window->snapshotsPage().table();
    QCOMPARE(view->currentIndex().row(), 0);
    FakeNode &node = m_space->node(u"n1"_s);
    const auto publish = [&](const QString &id) {
        const int rows = table()->rowCount();
        node.snapshots.prepend(toldSnapshot(id, 0));
        node.publish(u"snapshots"_s, {{u"state"_s, u"main"_s}});
        QTRY_COMPARE(table()->rowCount(), rows + 1);
    };
    publish(u"d"_s);
    QCOMPARE(view->currentIndex().row(), 0);
    clickCell(view, 0, SnapshotModel::Time);
    publish(u"e"_s);
    QCOMPARE(view->currentIndex().row(), 1);
    // Once it is gone, nothing is chosen.
    node.snapshots.removeAt(1);
    node.publish(u"snapshots"_s, {{u"state"_s, u"main"_s}});
    QTRY_COMPARE(table()->rowCount(), 4);
    QCOMPARE(view->currentIndex().row(), 0);
}

void tst_ClusterSnapshots::actionsFollowTheNode()
{
    const Actions &actions = m_window->actions();
    QVERIFY(actions.take->isEnabled() && actions.verify->isEnabled() && actions.manifest->isEnabled());
    QVERIFY(actions.pin->isEnabled());
    QVERIFY(!actions.deleteSnapshot->isEnabled()); // for admins
    QVERIFY(!actions.openFolder->isEnabled());
    m_space->node(u"n1"_s).down = Error{ErrorCode::Unreachable, u"n1"_s, {}};
    m_space->node(u"n1"_s).cut();
    QTRY_VERIFY(!actions.verify->isEnabled());
    QVERIFY(actions.take->isEnabled()); // the other can
    QVERIFY(actions.manifest->isEnabled()); // what it said stays
    m_window->showPlace({});
    QVERIFY(actions.take->isEnabled());
    QVERIFY(!actions.verify->isEnabled() && !actions.pin->isEnabled() && !actions.reconnect->isEnabled());
}

void tst_ClusterSnapshots::restoreAndDrillNameTheSnapshot()
{
    Actions &actions = m_window->actions();
    QSignalSpy restore(&m_window->clusterCommands(), &ClusterCommands::restoreWanted);
    QSignalSpy drill(&m_window->clusterCommands(), &ClusterCommands::fetchAndDrillWanted);
    m_window->snapshotsPage().table()->selectRow(1);
    QVERIFY(actions.restore->isEnabled() && actions.drillThis->isEnabled());
    actions.restore->trigger();
    actions.drillThis->trigger();
    QCOMPARE(restore.first().first().value<HeldSnapshot>().node, u"n2"_s);
    QCOMPARE(drill.first().first().value<HeldSnapshot>().cluster, u"orders"_s);
    m_window->snapshotsPage().table()->selectRow(2);
    QVERIFY(!actions.restore->isEnabled()); // damaged
}

void tst_ClusterSnapshots::takesOnTheChosenNodes()
{
    m_window->actions().take->trigger();
    auto *take = dialog<TakeOnNodesDialog>();
    QVERIFY(take);
    QCOMPARE(take->nodes().size(), 2);
    QCOMPARE(take->state(), u"main"_s);
    auto *list = take->findChild<QListWidget *>();
    QCOMPARE(take->findChild<CommandLine *>()->command(),
             u"lifeboatctl snapshot take --cluster orders --state main"_s);
    list->item(0)->setCheckState(Qt::Unchecked);
    QCOMPARE(take->findChild<CommandLine *>()->command(),
             u"lifeboatctl snapshot take --cluster orders --node n2 --state main"_s);
    take->accept();
    QCOMPARE(m_space->node(u"n1"_s).count(u"snapshot.take"_s), 0);
    QCOMPARE(m_space->node(u"n2"_s).count(u"snapshot.take"_s), 1);
    QTRY_COMPARE(m_space->console().operations().running().size(), 1);
    const ui::Operation tile = m_space->console().operations().running().first();
    QCOMPARE(tile.title, u"Snapshot on n2"_s);
    QCOMPARE(tile.progress().permille, 250);
    // Whether a node that is lost goes on with it nobody knows, until it answers again.
    m_space->node(u"n2"_s).down = Error{ErrorCode::Unreachable, u"n2"_s, {}};
    m_space->node(u"n2"_s).cut();
    QTRY_COMPARE(text::progress(tile.progress()), u"Connection lost, it may go on"_s);
    QCOMPARE(m_space->console().operations().running().size(), 1);
    m_space->node(u"n2"_s).down.reset();
    m_space->network().pass(std::chrono::seconds(60));
    QTRY_VERIFY(int(tile.progress().stage) != int(Stage::Unreachable));
    QCOMPARE(tile.progress().permille, 250);
    // It stays there while the console looks at something else.
    m_window->showPlace({});
    QCOMPARE(m_space->console().operations().running().size(), 1);
    lifeboat::Operation ended = operationOf(u"snapshot.take"_s, OperationStatus::Dead);
    ended.lastError = Error{ErrorCode::DiskFull, u"main"_s, {}};
    m_space->node(u"n2"_s).tell(ended);
    QTRY_VERIFY(m_space->console().operations().running().isEmpty());
    QTRY_COMPARE(m_window->messages().count(), 1); // says why
}

void tst_ClusterSnapshots::whatCannotTakeIsNotOffered()
{
    m_space->node(u"n1"_s).down = Error{ErrorCode::Unreachable, u"n1"_s, {}};
    m_space->node(u"n1"_s).cut();
    m_window->actions().take->trigger();
    const auto *take = dialog<TakeOnNodesDialog>();
    QCOMPARE(take->nodes(), QList<QUrl>{m_space->url(u"n2"_s)});
    const QListWidgetItem *away = take->findChild<QListWidget *>()->item(0);
    QCOMPARE(away->text(), u"n1, not reachable"_s);
    QVERIFY(!(away->flags() & Qt::ItemIsEnabled));
}

void tst_ClusterSnapshots::verifiesOnTheNode()
{
    m_window->snapshotsPage().table()->selectRow(1);
    m_window->actions().verify->trigger();
    auto *verify = dialog<VerifyDialog>();
    QVERIFY(verify);
    QVERIFY(verify->findChild<CommandLine *>()->command().contains(u"--cluster orders --node n2 --state main"_s));
    verify->accept();
    const FakeNode &node = m_space->node(u"n2"_s);
    QCOMPARE(node.count(u"snapshot.verify"_s), 1);
    const QJsonObject asked = node.parameters.at(node.calls.lastIndexOf(u"snapshot.verify"_s));
    QCOMPARE(asked[u"depth"_s].toString(), u"read"_s);
    QVERIFY(isSnapshotId(asked[u"snapshot"_s].toString()));
}

void tst_ClusterSnapshots::pinsAndUnpins()
{
    FakeNode &node = m_space->node(u"n1"_s);
    m_window->actions().pin->trigger();
    QCOMPARE(node.count(u"snapshot.pin"_s), 1);
    QCOMPARE(node.parameters.at(node.calls.lastIndexOf(u"snapshot.pin"_s))[u"pinned"_s].toBool(), true);
    QVERIFY(!m_window->actions().pin->isChecked()); // the node has not said so yet
    QJsonObject told = node.snapshots.first().toObject();
    told[u"pinned"_s] = true;
    node.snapshots[0] = told;
    node.publish(u"snapshots"_s, {{u"state"_s, u"main"_s}});
    QTRY_COMPARE(cell(0, SnapshotModel::Pinned), u"pinned"_s);
    QTRY_VERIFY(m_window->actions().pin->isChecked());
    m_window->actions().pin->trigger();
    QCOMPARE(node.parameters.at(node.calls.lastIndexOf(u"snapshot.pin"_s))[u"pinned"_s].toBool(), false);
}

void tst_ClusterSnapshots::deletesAfterAsking()
{
    m_window->actions().deleteSnapshot->setEnabled(true); // as for an admin
    m_window->actions().deleteSnapshot->trigger();
    auto *box = dialog<QMessageBox>();
    QVERIFY(box);
    QCOMPARE(m_space->node(u"n1"_s).count(u"snapshot.delete"_s), 0);
    for (QAbstractButton *button : box->buttons()) {
        if (box->buttonRole(button) == QMessageBox::DestructiveRole)
            button->click();
    }
    QCOMPARE(m_space->node(u"n1"_s).count(u"snapshot.delete"_s), 1);
}

/// Somebody else's work is shown while its cluster is looked at; it is not this console's to end on quitting.
void tst_ClusterSnapshots::showsWhatNodesDo()
{
    m_space->node(u"n1"_s).tell(operationOf(u"other"_s, OperationStatus::InFlight), 630);
    Operations &operations = m_space->console().operations();
    QTRY_COMPARE(operations.running().size(), 1);
    QCOMPARE(operations.running().first().title, u"Snapshot on n1"_s);
    QCOMPARE(operations.running().first().progress().permille, 630);
    QVERIFY(operations.own().isEmpty());
    operations.cancelAll();
    QCOMPARE(m_space->node(u"n1"_s).count(u"operations.cancel"_s), 0);
    m_window->showPlace({});
    QVERIFY(operations.running().isEmpty());
    m_window->showPlace(Place::ofCluster(u"orders"_s));
    QCOMPARE(operations.running().size(), 1);
    QVERIFY(m_window->close());
}

void tst_ClusterSnapshots::cancelsOnTheNode()
{
    m_space->node(u"n1"_s).tell(operationOf(u"other"_s, OperationStatus::InFlight), 630);
    Operations &operations = m_space->console().operations();
    QTRY_COMPARE(operations.running().size(), 1);
    operations.cancel(operations.running().first().id);
    const FakeNode &node = m_space->node(u"n1"_s);
    QCOMPARE(node.count(u"operations.cancel"_s), 1);
    QCOMPARE(node.parameters.at(node.calls.lastIndexOf(u"operations.cancel"_s))[u"operation"_s].toString(), u"other"_s);
}

void tst_ClusterSnapshots::mendsWhatAnAlarmSays()
{
    FakeNode &node = m_space->node(u"n1"_s);
    ClusterCommands &commands = m_window->clusterCommands();
    const QList<QUrl> urls{m_space->url(u"n1"_s)};
    const int greeted = int(node.attempts.size());
    commands.mend(HealthReason::Refused, urls);
    QTRY_COMPARE_WITH_TIMEOUT(int(node.attempts.size()), greeted + 1, 30s); // the token is read outside of the window's thread
    node.status.states.first().newestDepth.clear();
    m_space->network().pass(std::chrono::seconds(3));
    commands.mend(HealthReason::NewestUnverified, urls);
    QCOMPARE(node.count(u"snapshot.verify"_s), 1);
    node.tell(operationOf(u"dead"_s, OperationStatus::Dead));
    commands.mend(HealthReason::DeadOperations, urls);
    QCOMPARE(node.count(u"operations.retry"_s), 1);
    commands.mend(HealthReason::NoSnapshot, urls);
    QCOMPARE(dialog<TakeOnNodesDialog>()->nodes(), urls);
}

QTEST_MAIN(tst_ClusterSnapshots)
#include "tst_clustersnapshots.moc"
