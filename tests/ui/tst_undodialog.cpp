// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/console/dialogs/undodialog.h"

#include "engine/base/missing.h"
#include "engine/snapshot/planobject.h"
#include "tests/cluster/restoringnodes.h"
#include "tests/support/expect.h"
#include "tests/ui/clicks.h"
#include "ui/console/widgets/commandline.h"

#include <QCheckBox>

using namespace lifeboat;
using namespace lifeboat::ui;
using namespace lifeboat::test;
using namespace Qt::StringLiterals;

/// With real clicks; the nodes are played.
class tst_UndoDialog final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { m_nodes = std::make_unique<RestoringNodes>(); }
    void cleanup() { m_nodes.reset(); }
    void undoIsReachableLater();
    void undoLeadsNodesOfOneHistoryToOne();
    void saysWhatEachWouldDo_data();
    void saysWhatEachWouldDo();

private:
    std::unique_ptr<RestoringNodes> m_nodes;
};

void tst_UndoDialog::undoIsReachableLater()
{
    for (const int number : {0, 2}) {
        net::StateStatus state;
        state.name = u"main"_s;
        state.canUndo = true;
        m_nodes->node(number).status.states = {state};
    }
    m_nodes->network().pass(std::chrono::seconds(3));
    QTRY_COMPARE(UndoDialog::undoable(m_nodes->connections(), {}), (QStringList{u"n0"_s, u"n2"_s}));
    QCOMPARE(UndoDialog::undoable(m_nodes->connections(), u"other"_s), QStringList());
}

void tst_UndoDialog::undoLeadsNodesOfOneHistoryToOne()
{
    for (const int number : {0, 2}) {
        UndoPlan plan;
        plan.local = Position{{u"history"_s}, 7};
        plan.position = Position{{u"before %1"_s.arg(number)}, 1204};
        plan.restoredAt = QDateTime::currentDateTimeUtc();
        if (number == 0)
            plan.snapshot = {m_nodes->snapshot()};
        m_nodes->node(number).undoPlan = undoPlanObject(plan);
    }
    m_nodes->node(2).held = {u"restore.undoPlan"_s};
    UndoDialog dialog(u"orders"_s, {}, m_nodes->connections(), {u"n0"_s, u"n2"_s});
    dialog.setAttribute(Qt::WA_DeleteOnClose, false);
    dialog.show();
    const auto *table = dialog.findChild<QTableView *>();
    QTest::keyClicks(fieldOf(&dialog, u"Name of the cluster, to confirm"_s), u"orders"_s);
    QCOMPARE(cell(table, 0, 1), u"index 1,204 comes back"_s);
    QCOMPARE(cell(table, 1, 1), u"asking…"_s);
    QVERIFY(!primaryOf(&dialog)->isEnabled());
    m_nodes->node(2).release();
    QTRY_COMPARE(cell(table, 1, 1), u"index 1,204 comes back: an undo was last, its restore is there again"_s);
    QVERIFY(shows(&dialog, u"would go back to different ones"_s));
    QVERIFY(!primaryOf(&dialog)->isEnabled());
    // Somebody may know that they share no log.
    auto *apart = dialog.findChild<QCheckBox *>();
    click(apart);
    QVERIFY(primaryOf(&dialog)->isEnabled());
    QVERIFY(dialog.findChild<CommandLine *>()->command().contains(u"--redo --apart"_s));
    click(apart);
    QVERIFY(!primaryOf(&dialog)->isEnabled());
    clickCell(table, 1, 0);
    // Those left behind go another way just so.
    QVERIFY(shows(&dialog, u"Not chosen, but of the history that is left: n1, n2."_s));
    QVERIFY(apart->isVisible() && !primaryOf(&dialog)->isEnabled());
    click(apart);
    QVERIFY(primaryOf(&dialog)->isEnabled());
    QCOMPARE(dialog.chosen(), QStringList{u"n0"_s});
    clickCell(table, 0, 0);
    QVERIFY(dialog.findChild<CommandLine *>()->command().contains(u"--nodes NODES --confirm"_s));
}

void tst_UndoDialog::saysWhatEachWouldDo_data()
{
    QTest::addColumn<Error>("error");
    QTest::addColumn<QString>("said");
    QTest::newRow("nothing was restored") << Error{ErrorCode::NotFound, u"/srv/state.db.previous"_s, {}} << u"nothing to take back"_s;
    QTest::newRow("no such state") << missing(Missing::State, u"main"_s).error() << u"The node has no state main."_s;
    QTest::newRow("an earlier version") << Error{ErrorCode::ProtocolViolation, u"restore.undoPlan"_s, {}}
                                        << u"what was there before comes back; its index is not known here"_s;
}

void tst_UndoDialog::saysWhatEachWouldDo()
{
    QFETCH(const Error, error);
    QFETCH(const QString, said);
    m_nodes->node(0).failing = {{u"restore.undoPlan"_s, error}};
    UndoDialog dialog(u"orders"_s, u"main"_s, m_nodes->connections(), {u"n0"_s});
    dialog.setAttribute(Qt::WA_DeleteOnClose, false);
    dialog.show();
    QTRY_COMPARE(cell(dialog.findChild<QTableView *>(), 0, 1), said);
}

QTEST_MAIN(tst_UndoDialog)
#include "tst_undodialog.moc"
