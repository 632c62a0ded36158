// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/console/widgets/messagebar.h"

#include "ui/console/widgets/card.h"
#include "ui/console/widgets/healthlabel.h"

#include <QPushButton>
#include <QTest>

using namespace lifeboat;
using namespace lifeboat::ui;

class tst_MessageBar final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aMessageStaysUntilDismissed();
    void theSameDoesNotPileUp();
    void manyMakeRoom();
    void whatConcernsThePageLeavesWithIt();
    void successIsNoWarning();
    void whatFailedIsTriedAgain();
};

void tst_MessageBar::aMessageStaysUntilDismissed()
{
    MessageBar bar;
    QVERIFY(bar.isHidden());
    bar.showError(QStringLiteral("Restore orders.db"), Error{ErrorCode::DiskFull, QStringLiteral("/x"), {}});
    QCOMPARE(bar.count(), 1);
    QVERIFY(!bar.isHidden());
    bar.findChildren<QPushButton *>().last()->click();
    QCOMPARE(bar.count(), 0);
    QVERIFY(bar.isHidden());
}

void tst_MessageBar::theSameDoesNotPileUp()
{
    MessageBar bar;
    for (int i = 0; i < 3; ++i)
        bar.showError(QStringLiteral("Verify"), Error{ErrorCode::NotFound, QStringLiteral("/x"), {}});
    QCOMPARE(bar.count(), 1);
}

void tst_MessageBar::manyMakeRoom()
{
    MessageBar bar;
    for (int i = 0; i < 20; ++i)
        bar.showNote(QStringLiteral("note %1").arg(i), {});
    QVERIFY(bar.count() <= 4);
    // A failure nobody has read yet stays.
    bar.showError(QStringLiteral("Verify"), Error{ErrorCode::NotFound, QStringLiteral("/x"), {}});
    for (int i = 0; i < 20; ++i)
        bar.showDone(QStringLiteral("done %1").arg(i), {});
    QVERIFY(bar.count() <= 4);
    const QList<Card *> cards = bar.findChildren<Card *>();
    QVERIFY(std::ranges::any_of(cards, [](const Card *card) { return card->accessibleName().startsWith(QStringLiteral("Verify")); }));
    for (int i = 0; i < 5; ++i)
        bar.showError(QStringLiteral("failure %1").arg(i), Error{ErrorCode::NotFound, QStringLiteral("/x"), {}});
    QCOMPARE(bar.count(), 4);
    bar.dismissAll();
    QCOMPARE(bar.count(), 0);
}

void tst_MessageBar::whatConcernsThePageLeavesWithIt()
{
    MessageBar bar;
    const Error error{ErrorCode::TimedOut, QStringLiteral("n1"), {}};
    bar.showErrorHere(QStringLiteral("Kill the leader"), error);
    bar.showErrorHere(QStringLiteral("Heal"), error);
    bar.showError(QStringLiteral("Restore orders.db"), error);
    QCOMPARE(bar.count(), 3);
    bar.leave();
    QCOMPARE(bar.count(), 1);
    QVERIFY(!bar.isHidden());
    bar.leave();
    QCOMPARE(bar.count(), 1);
}

void tst_MessageBar::successIsNoWarning()
{
    MessageBar bar;
    bar.showDone(QStringLiteral("orders.db is restored."), {});
    QCOMPARE(bar.findChild<HealthLabel *>()->health(), Health::Good);
    bar.dismissAll();
    QTRY_VERIFY(!bar.findChild<HealthLabel *>());
    bar.showNote(QStringLiteral("No browser could be started."), {});
    QCOMPARE(bar.findChild<HealthLabel *>()->health(), Health::Warning);
}

void tst_MessageBar::whatFailedIsTriedAgain()
{
    MessageBar bar;
    int tries = 0;
    bar.showError(QStringLiteral("Fetch orders.db from n1"), Error{ErrorCode::NotFound, QStringLiteral("/x"), {}}, [&tries] { ++tries; });
    const auto buttons = bar.findChildren<QPushButton *>();
    const auto again = std::ranges::find(buttons, QStringLiteral("Try again"), &QPushButton::text);
    QVERIFY(again != buttons.end());
    (*again)->click();
    QCOMPARE(tries, 1);
    QCOMPARE(bar.count(), 0);
}

QTEST_MAIN(tst_MessageBar)
#include "tst_messagebar.moc"
