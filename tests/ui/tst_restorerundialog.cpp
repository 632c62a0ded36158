// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/console/dialogs/restorerundialog.h"

#include "tests/cluster/restoringnodes.h"
#include "tests/support/expect.h"
#include "tests/ui/clicks.h"
#include "tests/ui/temporaryworkspace.h"
#include "ui/console/models/roles.h"
#include "ui/console/widgets/healthlabel.h"

using namespace lifeboat;
using namespace lifeboat::ui;
using namespace lifeboat::test;
using namespace Qt::StringLiterals;

/// What is shown of a restore whose nodes are played; how one gets there: tst_ClusterRestoreDialog.
class tst_RestoreRunDialog final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void nothingIsBegunBesideAnother();
    void aNodeOutOfReachIsShownSo();
    void differentHistoriesAreAFailure();

private:
    void begin();
    QTableView *table() const { return m_dialog->findChild<QTableView *>(); }
    QString verdict() const { return m_dialog->findChild<HealthLabel *>()->text(); }

    std::unique_ptr<TemporaryWorkspace> m_console;
    std::unique_ptr<RestoringNodes> m_nodes;
    std::unique_ptr<RunningRestore> m_restore;
    std::unique_ptr<RestoreRunDialog> m_dialog;
};

void tst_RestoreRunDialog::init()
{
    m_console = std::make_unique<TemporaryWorkspace>();
    m_nodes = std::make_unique<RestoringNodes>();
    m_nodes->planned = [](int, RestorePlan &plan) { plan.writeBytes = 400'000'000; };
}

void tst_RestoreRunDialog::cleanup()
{
    m_dialog.reset();
    m_restore.reset();
    m_console.reset();
    m_nodes.reset();
}

void tst_RestoreRunDialog::begin()
{
    ui::Workspace &console = m_console->console();
    m_restore = std::make_unique<RunningRestore>(
        console.operations(),
        ClusterRestoreRequest{.cluster = u"orders"_s, .snapshot = m_nodes->snapshot(), .confirmedName = u"orders"_s},
        m_nodes->connections(), console.fileSystem(), m_nodes->network().clock(), nullptr);
    ok(m_restore->run());
    m_dialog = std::make_unique<RestoreRunDialog>(console, *m_restore);
    m_dialog->setAttribute(Qt::WA_DeleteOnClose, false);
    m_dialog->show();
}

void tst_RestoreRunDialog::nothingIsBegunBesideAnother()
{
    m_nodes->node(2).reservation = u"another's"_s;
    begin();
    QTRY_COMPARE(verdict(), u"Restored on 0 of 3 nodes"_s);
    QVERIFY(shows(m_dialog.get(), u"main is reserved by somebody, for another restore."_s));
    QCOMPARE(cell(table(), 0, NodeRestoreModel::State), u"not begun"_s);
    QCOMPARE(m_nodes->node(0).count(u"restore.run"_s), 0);
}

void tst_RestoreRunDialog::aNodeOutOfReachIsShownSo()
{
    begin();
    m_nodes->move(0, 500);
    QVERIFY(cell(table(), 0, NodeRestoreModel::Time).contains(u"left"_s));
    QVERIFY(m_restore->progress().remaining);
    m_nodes->node(0).down = Error{ErrorCode::Unreachable, u"n0"_s, {}};
    m_nodes->node(0).cut();
    QCOMPARE(cell(table(), 0, NodeRestoreModel::State), u"unreachable, waiting"_s);
    const QAbstractItemModel *rows = table()->model();
    QCOMPARE(rows->index(0, NodeRestoreModel::State).data(HealthRole).toInt(), int(ui::Health::Warning));
    QVERIFY(!rows->index(0, NodeRestoreModel::Done).data(ProgressRole).isValid());
    QCOMPARE(cell(table(), 0, NodeRestoreModel::Done) + cell(table(), 0, NodeRestoreModel::Time), QString());
    QVERIFY(cell(table(), 0, NodeRestoreModel::Outcome).contains(u"followed again"_s));
    QVERIFY(!m_restore->progress().remaining);
    m_nodes->node(0).down.reset();
    m_nodes->network().pass(std::chrono::seconds(2));
    QTRY_COMPARE(cell(table(), 0, NodeRestoreModel::State), u"restores"_s);
    for (int number = 0; number < 3; ++number)
        m_nodes->finish(number, OperationStatus::Completed);
    QTRY_COMPARE(verdict(), u"Restored on 3 nodes"_s);
}

void tst_RestoreRunDialog::differentHistoriesAreAFailure()
{
    begin();
    m_nodes->finish(0, OperationStatus::Completed, {}, u"one"_s);
    m_nodes->finish(1, OperationStatus::Completed, {}, u"one"_s);
    m_nodes->finish(2, OperationStatus::Completed, {}, u"another"_s);
    QTRY_COMPARE(verdict(), u"Restored on 3 nodes, but to different histories"_s);
    QCOMPARE(cell(table(), 2, NodeRestoreModel::Outcome), u"at index 5"_s);
    QCOMPARE(int(m_dialog->findChild<HealthLabel *>()->health()), int(ui::Health::Bad));
    QVERIFY(shows(m_dialog.get(), u"These nodes cannot go on together"_s));
    QCOMPARE(m_restore->report()["verdict"_L1].toString(), u"split"_s);

    ok(m_restore->undo());
    for (int number = 0; number < 3; ++number)
        m_nodes->finish(number, OperationStatus::Completed, {}, number == 2 ? u"b"_s : u"a"_s);
    QTRY_COMPARE(verdict(), u"Taken back on 3 nodes, but to different histories"_s);
    QCOMPARE(cell(table(), 2, NodeRestoreModel::Outcome), u"at index 5"_s);
    QCOMPARE(int(m_dialog->findChild<HealthLabel *>()->health()), int(ui::Health::Bad));
}

QTEST_MAIN(tst_RestoreRunDialog)
#include "tst_restorerundialog.moc"
