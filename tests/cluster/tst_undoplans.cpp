// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/cluster/undoplans.h"
#include "tests/support/expect.h"

#include <QTest>

using namespace lifeboat;
using namespace lifeboat::test;
using namespace Qt::StringLiterals;

namespace {

/// "a>b": of history a, back to b; "a>?": not known; "a>b+5": to what begins anew at index 5 of b; "x:a>b": the same on log x.
QList<UndoPlan> plansFrom(const QString &text)
{
    QList<UndoPlan> plans;
    for (const QString &each : text.split(u' ')) {
        UndoPlan plan;
        plan.log = each.section(u':', 0, -2);
        plan.local = Position{{each.section(u'>', 0, 0).section(u':', -1)}, 7};
        const QString then = each.section(u'>', 1);
        const QString index = then.section(u'+', 1);
        plan.startsLineage = !index.isEmpty();
        if (then != "?"_L1)
            plan.position = Position{{then.section(u'+', 0, 0)}, index.isEmpty() ? 5 : index.toULongLong()};
        plans.append(plan);
    }
    return plans;
}

} // namespace

class tst_UndoPlans final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void together_data();
    void together();
};

void tst_UndoPlans::together_data()
{
    QTest::addColumn<QString>("plans");
    QTest::addColumn<bool>("good");
    QTest::newRow("all back to one") << u"b>a b>a b>a"_s << true;
    QTest::newRow("all stay") << u"a>a a>a"_s << true;
    QTest::newRow("logs of their own, all stay") << u"a>a b>b"_s << true;
    QTest::newRow("logs of their own, told so") << u"x:c>a y:d>b"_s << true;
    QTest::newRow("one log stays together, the other does not") << u"x:c>a x:c>a y:d>b y:d>a"_s << false;
    QTest::newRow("one is not known") << u"b>a b>?"_s << true;
    QTest::newRow("two others") << u"c>a c>b"_s << false;
    QTest::newRow("some stay where others leave") << u"a>a a>c a>a"_s << false;
    QTest::newRow("they would change places") << u"b>a a>b a>b"_s << false;
    QTest::newRow("they would meet") << u"b>a a>a"_s << true;
    QTest::newRow("all begin at one index") << u"b>a+5 b>a+5"_s << true;
    QTest::newRow("they would begin at two indexes") << u"b>a+5 b>a+4"_s << false;
    QTest::newRow("one begins, the others do not") << u"b>a b>a+5"_s << false;
    QTest::newRow("they leave the history of that name") << u"a>a+5 a>a"_s << false;
}

void tst_UndoPlans::together()
{
    QFETCH(const QString, plans);
    QFETCH(const bool, good);
    const Result<> checked = checkUndoTogether(plansFrom(plans));
    QCOMPARE(checked.has_value(), good);
    if (!good)
        EXPECT_ERROR(checked, ErrorCode::NodesWouldPart);
}

QTEST_GUILESS_MAIN(tst_UndoPlans)
#include "tst_undoplans.moc"
