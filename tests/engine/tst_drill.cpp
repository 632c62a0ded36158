// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "restorefixture.h"

#include "engine/drill/drillrunner.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace lifeboat;
using namespace lifeboat::test;

/// What others may rely on of a drill that ran: that what they were told stays so, and that no file makes it better.
class tst_Drill final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void whatWasToldStays();
    void noFileMakesAVerdictBetter();

private:
    DrillReport run(const DrillPlan &plan, const StageListener &listener = {});

    std::unique_ptr<RestoreFixture> m_fixture;
    FaultyFileSystem m_fileSystem;
};

void tst_Drill::init()
{
    m_fixture = std::make_unique<RestoreFixture>(managed(100, u"snapshot"_s));
}

DrillReport tst_Drill::run(const DrillPlan &plan, const StageListener &listener)
{
    DrillRequest request;
    request.plan = plan;
    request.plan.archive = m_fixture->archive;
    request.nodeDirectory = m_fixture->space.path(u"embedded"_s);
    request.historyDirectory = m_fixture->space.path(u"history"_s);
    UnwatchedControl control;
    return ok(runDrill(control, request, m_fileSystem, SystemClock::instance(), listener));
}

/// Listeners keep the list they are given, often for another thread: it may not change under them.
void tst_Drill::whatWasToldStays()
{
    QList<QList<DrillStage>> told;
    run({}, [&](const QList<DrillStage> &stages) { told.append(stages); });
    QCOMPARE(told.size(), 10);
    for (qsizetype i = 0; i < told.size(); ++i) {
        QCOMPARE(told[i].size(), 5);
        QVERIFY(told[i][i / 2].state == (i % 2 == 0 ? StepState::Running : StepState::Done));
    }
}

void tst_Drill::noFileMakesAVerdictBetter()
{
    DrillPlan plan;
    plan.rows = {{u"accounts"_s, 1}};
    const QByteArray json = toJson(run(plan));
    QVERIFY(ok(drillReportFromJson(json, u"report.json"_s)).verdict == Verdict::Passed);
    const QByteArray edited = QByteArray(json).replace("\"holds\": true", "\"holds\": false");
    QVERIFY(edited != json);
    QVERIFY(ok(drillReportFromJson(edited, u"report.json"_s)).verdict == Verdict::Failed);
}

QTEST_GUILESS_MAIN(tst_Drill)
#include "tst_drill.moc"
