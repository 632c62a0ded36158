// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/console/window/clusterdialogs.h"

#include "engine/snapshot/planobject.h"
#include "tests/cluster/restoringnodes.h"
#include "tests/support/expect.h"
#include "tests/ui/clicks.h"
#include "tests/ui/clusterworkspace.h"
#include "ui/console/dialogs/clusterrestoredialog.h"
#include "ui/console/dialogs/pastrestoresdialog.h"
#include "ui/console/dialogs/restorerundialog.h"
#include "ui/console/dialogs/undodialog.h"
#include "ui/console/widgets/healthlabel.h"
#include "ui/console/widgets/messagebar.h"
#include "ui/console/window/mainwindow.h"

#include <QAbstractButton>
#include <QSpinBox>

using namespace lifeboat;
using namespace lifeboat::ui;
using namespace lifeboat::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

/// What the window does with the dialogs of a cluster; its nodes are played.
class tst_ClusterDialogs final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void restoreNeedsNoSelection();
    void whatEndsUnseenIsTold_data();
    void whatEndsUnseenIsTold();
    void aFetchThatFailedCanBeAskedForAgain();
    void aRunningRestoreIsShownAgain();
    void whatWasCancelledIsNotToldAsRestored();
    void quittingAsks();
    void differentHistoriesAreTold();
    void undoIsOfferedWhereItCanBe();
    void whatIsOverCanBeLookedAtAgain();
    void whatCannotBeReadIsNotNothing();

private:
    void begin(int atOnce = 2);
    void endAll(const std::optional<Error> &error);
    template <typename Dialog> Dialog *dialog() const
    {
        for (Dialog *each : m_window->findChildren<Dialog *>()) {
            if (each->isVisible())
                return each;
        }
        return nullptr;
    }

    const QStringList m_names{u"n1"_s, u"n2"_s};
    std::unique_ptr<ClusterWorkspace> m_space;
    std::unique_ptr<Look> m_look;
    std::unique_ptr<MainWindow> m_window;
};

void tst_ClusterDialogs::init()
{
    m_space = std::make_unique<ClusterWorkspace>(m_names);
    const QJsonObject told = toldSnapshot(u"a"_s, 1);
    const Manifest manifest = ok(catalogEntryFromObject(told)).entry.summary->manifest;
    for (const QString &name : m_names) {
        m_space->hold(name, {told});
        letRestore(m_space->node(name), manifest);
    }
    m_look = std::make_unique<Look>();
    m_window = std::make_unique<MainWindow>(m_space->console(), *m_look, nullptr);
    m_window->show();
    m_window->showCluster(u"orders"_s);
    QVERIFY(m_space->settle());
    QTRY_VERIFY(m_window->actions().restore->isEnabled());
}

void tst_ClusterDialogs::cleanup()
{
    m_window.reset();
    m_look.reset();
    m_space.reset();
}

void tst_ClusterDialogs::begin(int atOnce)
{
    m_window->actions().restore->trigger();
    auto *restoring = dialog<ClusterRestoreDialog>();
    QVERIFY(restoring);
    restoring->findChild<QSpinBox *>()->setValue(atOnce);
    QLineEdit *const name = fieldOf(restoring, u"Name of the cluster, to confirm"_s);
    QTRY_VERIFY(name->isEnabled()); // the plans are there
    QTest::keyClicks(name, u"orders"_s);
    QVERIFY(primaryOf(restoring)->isEnabled());
    click(primaryOf(restoring));
    QTRY_VERIFY(dialog<RestoreRunDialog>());
    const RunningRestore &restore = dialog<RestoreRunDialog>()->restore();
    QVERIFY(restore.isRunning());
    // Each step is noted before a node is told to begin.
    QTRY_VERIFY(std::ranges::none_of(restore.nodes(), [](const NodeRestore &node) {
        return node.phase == NodeRestore::Phase::Restoring && node.operation.isEmpty();
    }));
}

void tst_ClusterDialogs::endAll(const std::optional<Error> &error)
{
    for (const QString &name : m_names)
        endRestore(m_space->node(name), error ? OperationStatus::Dead : OperationStatus::Completed, error);
}

void tst_ClusterDialogs::restoreNeedsNoSelection()
{
    m_window->showPage(MainWindow::Page::Overview);
    begin();
    QCOMPARE(dialog<RestoreRunDialog>()->restore().nodes().size(), 2);
    endAll({});
}

void tst_ClusterDialogs::whatEndsUnseenIsTold_data()
{
    QTest::addColumn<bool>("fails");
    QTest::addColumn<bool>("isSeen");
    QTest::addRow("restored") << false << false;
    QTest::addRow("failed") << true << false;
    QTest::addRow("seen") << true << true;
}

void tst_ClusterDialogs::whatEndsUnseenIsTold()
{
    QFETCH(bool, fails);
    QFETCH(bool, isSeen);
    begin();
    if (!isSeen)
        click(buttonOf(dialog<RestoreRunDialog>(), u"Close"_s));
    QCOMPARE(m_window->messages().count(), 0);
    endAll(fails ? std::optional(Error{ErrorCode::DiskFull, u"/srv"_s, {}}) : std::nullopt);
    QTRY_VERIFY(m_space->console().operations().own().isEmpty());
    QCOMPARE(m_window->messages().count(), isSeen ? 0 : 1);
    QCOMPARE(shows(&m_window->messages(), u"not enough space"_s), fails && !isSeen);
}

void tst_ClusterDialogs::aFetchThatFailedCanBeAskedForAgain()
{
    m_space->node(u"n2"_s).failing[u"restore.plan"_s] = {ErrorCode::NotFound, u"main"_s, {}};
    m_space->node(u"n1"_s).failing[u"snapshot.fetch"_s] = {ErrorCode::DiskFull, u"/srv"_s, {}};
    m_window->actions().restore->trigger();
    const auto *restoring = dialog<ClusterRestoreDialog>();
    const QString wanted = u"Fetch it here for those that lack it"_s;
    QTRY_VERIFY_WITH_TIMEOUT(buttonOf(restoring, wanted), 30s); // the plans are there
    QAbstractButton *const fetch = buttonOf(restoring, wanted);
    click(fetch);
    QVERIFY(!fetch->isEnabled());
    QTRY_COMPARE_WITH_TIMEOUT(m_window->messages().count(), 1, 30s);
    QVERIFY(fetch->isEnabled());
}

void tst_ClusterDialogs::aRunningRestoreIsShownAgain()
{
    begin();
    click(buttonOf(dialog<RestoreRunDialog>(), u"Close"_s));
    QTRY_VERIFY(!dialog<RestoreRunDialog>());
    m_window->actions().restore->trigger();
    QVERIFY(!dialog<ClusterRestoreDialog>());
    QVERIFY(dialog<RestoreRunDialog>());
    endAll({});
}

/// Cancelled nodes were not begun: nobody may read that the cluster is restored.
void tst_ClusterDialogs::whatWasCancelledIsNotToldAsRestored()
{
    begin(1);
    click(buttonOf(dialog<RestoreRunDialog>(), u"Close"_s));
    endRestore(m_space->node(u"n1"_s), OperationStatus::Completed);
    QTRY_COMPARE_WITH_TIMEOUT(m_space->node(u"n2"_s).count(u"restore.run"_s), 1, 30s);
    m_space->console().operations().cancelAll();
    QTRY_COMPARE_WITH_TIMEOUT(m_window->messages().count(), 1, 30s);
    QVERIFY(!shows(&m_window->messages(), u"orders is restored."_s));
    QVERIFY(shows(&m_window->messages(), u"1 of 2 nodes"_s));
}

void tst_ClusterDialogs::differentHistoriesAreTold()
{
    begin();
    click(buttonOf(dialog<RestoreRunDialog>(), u"Close"_s));
    endRestore(m_space->node(u"n1"_s), OperationStatus::Completed, {}, u"one"_s);
    endRestore(m_space->node(u"n2"_s), OperationStatus::Completed, {}, u"another"_s);
    QTRY_COMPARE_WITH_TIMEOUT(m_window->messages().count(), 1, 30s);
    QVERIFY(shows(&m_window->messages(), u"but to different histories"_s));
    QVERIFY(shows(&m_window->messages(), u"cannot go on together"_s));
}

/// Nodes that were not begun would stay as they are, and nobody would know.
void tst_ClusterDialogs::quittingAsks()
{
    begin();
    click(buttonOf(dialog<RestoreRunDialog>(), u"Close"_s));
    QVERIFY(!m_window->close());
    endAll({});
    QTRY_VERIFY(m_space->console().operations().own().isEmpty());
    QVERIFY(m_window->close());
}

void tst_ClusterDialogs::undoIsOfferedWhereItCanBe()
{
    QAction *const undo = m_window->actions().undoRestore;
    QVERIFY(!undo->isEnabled());
    m_space->node(u"n2"_s).status.states.first().canUndo = true;
    m_space->network().pass(std::chrono::seconds(3));
    QTRY_VERIFY(undo->isEnabled());
    undo->trigger();
    QCOMPARE(dialog<UndoDialog>()->chosen(), QStringList{u"n2"_s});
    QCOMPARE(cell(dialog<UndoDialog>()->findChild<QTableView *>(), 0, 1),
             u"what was there before comes back; its index is not known here"_s);
}

void tst_ClusterDialogs::whatIsOverCanBeLookedAtAgain()
{
    for (const QString &name : m_names)
        letRestore(m_space->node(name), ok(catalogEntryFromObject(toldSnapshot(u"a"_s, 1))).entry.summary->manifest,
                   [](RestorePlan &plan) { plan.local = Position{{u"history"_s}, 1204}; });
    UndoPlan back;
    back.position = Position{{u"history"_s}, 1204};
    m_space->node(u"n1"_s).undoPlan = undoPlanObject(back);
    begin();
    endRestore(m_space->node(u"n1"_s), OperationStatus::Completed);
    endRestore(m_space->node(u"n2"_s), OperationStatus::Dead, Error{ErrorCode::DiskFull, u"/srv"_s, {}});
    click(buttonOf(dialog<RestoreRunDialog>(), u"Close"_s));
    QTRY_COMPARE_WITH_TIMEOUT(m_space->console().restores().restores().size(), 1, 30s);
    m_window->actions().pastRestores->trigger();
    auto *const past = dialog<PastRestoresDialog>();
    QVERIFY(past);
    const auto *table = past->findChild<QTableView *>();
    QCOMPARE(table->model()->rowCount(), 1);
    QCOMPARE(cell(table, 0, 1), u"Restore orders on 2 nodes"_s);
    QCOMPARE(cell(table, 0, 2), u"Restored on 1 of 2 nodes"_s);
    click(buttonOf(past, u"Show report"_s));
    QVERIFY(buttonOf(dialog<RestoreRunDialog>(), u"Retry"_s)); // of this session
    click(buttonOf(dialog<RestoreRunDialog>(), u"Undo on all"_s));
    QCOMPARE(cell(dialog<UndoDialog>()->findChild<QTableView *>(), 0, 1), u"index 1,204 comes back"_s);
    dialog<UndoDialog>()->reject();
    dialog<RestoreRunDialog>()->reject();
    // In another session it is the report that is left.
    qDeleteAll(m_space->console().findChildren<RunningRestore *>());
    click(buttonOf(past, u"Show report"_s));
    QTRY_VERIFY_WITH_TIMEOUT(dialog<RestoreRunDialog>(), 30s);
    QCOMPARE(dialog<RestoreRunDialog>()->findChild<HealthLabel *>()->text(), u"Restored on 1 of 2 nodes"_s);
    QVERIFY(shows(dialog<RestoreRunDialog>(), u"not enough space"_s));
    QVERIFY(!buttonOf(dialog<RestoreRunDialog>(), u"Retry"_s));
}

void tst_ClusterDialogs::whatCannotBeReadIsNotNothing()
{
    RestoreLog &log = m_space->console().restores();
    QVERIFY(QFile::link(log.directory(), log.directory())); // leads nowhere for ever
    log.refresh();
    QTRY_VERIFY(log.error());
    m_window->actions().pastRestores->trigger();
    QVERIFY(dialog<PastRestoresDialog>());
    QVERIFY(!shows(dialog<PastRestoresDialog>(), u"None was run"_s));
}

QTEST_MAIN(tst_ClusterDialogs)
#include "tst_clusterdialogs.moc"
