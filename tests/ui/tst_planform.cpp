// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/console/drill/planform.h"

#include "tests/ui/madeup.h"

#include <QLineEdit>
#include <QSignalSpy>
#include <QTest>

using namespace lifeboat;
using namespace lifeboat::ui;
using namespace lifeboat::test;

namespace {

DrillPlan fullPlan()
{
    DrillPlan plan;
    plan.name = QStringLiteral("orders, nightly");
    plan.archive = madeUpEntry(2).path;
    plan.integrity = Integrity::Full;
    plan.rows = {{QStringLiteral("accounts"), 100}, {QStringLiteral("unknown table"), 7}};
    plan.sql = {{QStringLiteral("no money is lost"), QStringLiteral("SELECT sum(balance) FROM accounts"),
                 QStringLiteral("1000")},
                {{}, QStringLiteral("SELECT 1"), QStringLiteral("1")}};
    plan.maxRto = std::chrono::seconds(10);
    plan.maxRpo = std::chrono::minutes(15);
    return plan;
}

} // namespace

class tst_PlanForm final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aPlanComesOutAsItWentIn_data();
    void aPlanComesOutAsItWentIn();
    void aChoiceOutlivesARefresh();
    void saysWhatIsWrong();
    void tellsOfChanges();
};

void tst_PlanForm::aPlanComesOutAsItWentIn_data()
{
    QTest::addColumn<DrillPlan>("plan");
    QTest::addRow("everything") << fullPlan();
    DrillPlan store;
    store.name = QStringLiteral("s");
    store.store = QStringLiteral("/store");
    QTest::addRow("newest of a store") << store;
    DrillPlan elsewhere = fullPlan();
    elsewhere.archive = QStringLiteral("/elsewhere/x.snap.tar");
    QTest::addRow("an archive that is not listed") << elsewhere;
}

void tst_PlanForm::aPlanComesOutAsItWentIn()
{
    QFETCH(DrillPlan, plan);
    PlanForm form;
    form.setChoices({QStringLiteral("/store")}, madeUpCatalog(5));
    form.setPlan(plan);
    QCOMPARE(form.plan(), plan);
    QCOMPARE(form.problem(), QString());
    form.setPlan(plan); // nothing piles up
    QCOMPARE(form.plan(), plan);
}

void tst_PlanForm::aChoiceOutlivesARefresh()
{
    PlanForm form;
    form.setChoices({QStringLiteral("/store")}, madeUpCatalog(5));
    form.setArchive(madeUpEntry(2).path);
    form.setChoices({QStringLiteral("/store")}, madeUpCatalog(500));
    QCOMPARE(form.plan().archive, madeUpEntry(2).path);
}

void tst_PlanForm::saysWhatIsWrong()
{
    PlanForm form;
    QVERIFY(!form.problem().isEmpty()); // no snapshot
    form.setChoices({QStringLiteral("/store")}, {});
    QVERIFY(form.problem().isEmpty());
    form.addRows();
    QVERIFY(!form.problem().isEmpty()); // no table
    DrillPlan plan = fullPlan();
    plan.sql.first().query.clear();
    form.setPlan(plan);
    QVERIFY(!form.problem().isEmpty());
    form.setPlan(fullPlan());
    for (QLineEdit *edit : form.findChildren<QLineEdit *>()) {
        if (edit->text() == QLatin1StringView("10s"))
            edit->setText(QStringLiteral("soon"));
    }
    QVERIFY(!form.problem().isEmpty());
}

void tst_PlanForm::tellsOfChanges()
{
    PlanForm form;
    form.setChoices({QStringLiteral("/store")}, madeUpCatalog(2));
    QSignalSpy changed(&form, &PlanForm::changed);
    form.setPlan(fullPlan());
    QCOMPARE(changed.size(), 1);
    form.addSql();
    QCOMPARE(changed.size(), 2);
}

QTEST_MAIN(tst_PlanForm)
#include "tst_planform.moc"
