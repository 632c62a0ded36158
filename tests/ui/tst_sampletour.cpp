// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/console/workspace/sampletour.h"

#include "tests/support/expect.h"
#include "tests/ui/temporaryworkspace.h"

#include <QSignalSpy>

using namespace lifeboat;
using namespace lifeboat::ui;
using namespace lifeboat::test;

class tst_SampleTour final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theSampleIsReallyDrilled();
};

void tst_SampleTour::theSampleIsReallyDrilled()
{
    TemporaryWorkspace workspace;
    DrillRun drill(workspace.console());
    SampleTour tour(workspace.console(), drill);
    QSignalSpy finished(&drill, &DrillRun::finished);
    QSignalSpy failed(&tour, &SampleTour::failed);
    tour.start();
    QVERIFY(tour.isRunning());
    tour.start(); // once is enough
    QVERIFY(finished.wait(60'000));
    QCOMPARE(failed.size(), 0);
    QVERIFY(tour.hadWriter()); // lifeboatctl lies beside the tests
    const auto report = finished.first().first().value<DrillReport>();
    QCOMPARE(int(report.verdict), int(Verdict::Passed));
    QCOMPARE(report.heldAssertions(), report.assertions.size());
    QCOMPARE(workspace.console().places().databases().size(), 1);
    QVERIFY(!tour.isRunning());
}

QTEST_GUILESS_MAIN(tst_SampleTour)
#include "tst_sampletour.moc"
