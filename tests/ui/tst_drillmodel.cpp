// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/console/models/drillmodel.h"

#include "tests/ui/madeup.h"
#include "ui/console/models/assertionmodel.h"
#include "ui/console/theme/glyph.h"

#include <QAbstractItemModelTester>
#include <QTest>

using namespace lifeboat;
using namespace lifeboat::ui;
using namespace lifeboat::test;
using namespace Qt::StringLiterals;

class tst_DrillModel final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void behavesAsAModel();
    void assertionsBehaveAsAModel();
    void verdictIsToldWithAWord();
    void chaosStandsAmongTheOthers();
};

void tst_DrillModel::behavesAsAModel()
{
    DrillModel model;
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.setReports({madeUpReport(3), madeUpReport(1)});
    model.setReports({madeUpReport(4), madeUpReport(3), madeUpReport(2), madeUpReport(1)});
    QCOMPARE(model.rowCount(), 4);
    QCOMPARE(model.row(0).report.id, madeUpReport(4).id);
}

void tst_DrillModel::assertionsBehaveAsAModel()
{
    AssertionModel model;
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.setOutcomes(madeUpReport(1, Verdict::Failed).assertions);
    QCOMPARE(model.rowCount(), 2);
    QCOMPARE(model.index(0, AssertionModel::Outcome).data(HealthRole).toInt(), int(Health::Good));
    QCOMPARE(model.index(1, AssertionModel::Outcome).data(HealthRole).toInt(), int(Health::Bad));
}

void tst_DrillModel::verdictIsToldWithAWord()
{
    DrillModel model;
    model.setReports({madeUpReport(2, Verdict::Failed), madeUpReport(1)});
    for (int row = 0; row < 2; ++row) {
        const QModelIndex cell = model.index(row, DrillModel::Result);
        QVERIFY(!cell.data().toString().isEmpty());
        QVERIFY(cell.data(HealthRole).isValid());
    }
    QVERIFY(model.index(0, 0).data() != model.index(1, 0).data());
}

void tst_DrillModel::chaosStandsAmongTheOthers()
{
    ChaosReport chaos;
    chaos.startedAt = madeUpReport(2).startedAt.addSecs(1);
    chaos.id = makeDrillId(chaos.startedAt);
    chaos.nodes = 3;
    Takeover takeover;
    takeover.time = std::chrono::milliseconds(3'210);
    chaos.takeovers = {takeover};
    chaos.end = ChaosEnd{10, 9, 1, {}};
    DrillModel model;
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.setReports({madeUpReport(3), madeUpReport(1)}, {chaos});
    QCOMPARE(model.rowCount(), 3);
    const auto said = [&](int column) { return model.index(1, column).data().toString(); };
    QCOMPARE(said(DrillModel::Result), u"failed"_s);
    QCOMPARE(said(DrillModel::Name), u"Chaos drill"_s);
    QCOMPARE(said(DrillModel::Rto), u"3.21 s"_s);
    QCOMPARE(said(DrillModel::Rpo), u"1 lost"_s);
    QCOMPARE(model.index(1, DrillModel::Result).data(HealthRole).toInt(), int(Health::Bad));
    QVERIFY(model.row(1).chaos && !model.row(0).chaos);
}

QTEST_MAIN(tst_DrillModel)
#include "tst_drillmodel.moc"
