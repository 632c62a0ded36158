// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/console/timeline/timelinescale.h"

#include <QTest>

using namespace lifeboat::ui;

class tst_TimelineScale final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void mapsThereAndBack();
    void zoomKeepsTheMomentUnderThePointer();
    void staysWithinItsLimits();
    void ticksAreRoundAndApart_data();
    void ticksAreRoundAndApart();
};

void tst_TimelineScale::mapsThereAndBack()
{
    const TimelineScale scale(1'000'000, 2'000'000, 500);
    QCOMPARE(scale.x(1'000'000), 0.0);
    QCOMPARE(scale.x(2'000'000), 500.0);
    QCOMPARE(scale.moment(250), 1'500'000);
}

void tst_TimelineScale::zoomKeepsTheMomentUnderThePointer()
{
    TimelineScale scale(0, 86'400'000, 1000);
    const qint64 fixed = scale.moment(300);
    for (const double factor : {2.0, 2.0, 0.3, 1.7}) {
        scale.zoom(300, factor);
        QVERIFY(std::abs(scale.x(fixed) - 300) < 1);
    }
    const qint64 before = scale.from();
    scale.pan(100);
    QCOMPARE(scale.from(), before + scale.span() / 10);
}

void tst_TimelineScale::staysWithinItsLimits()
{
    TimelineScale scale(0, 86'400'000, 1000);
    for (int i = 0; i < 200; ++i)
        scale.zoom(500, 2);
    QCOMPARE(scale.span(), TimelineScale::kShortest);
    for (int i = 0; i < 200; ++i)
        scale.zoom(500, 0.5);
    QCOMPARE(scale.span(), TimelineScale::kLongest);
    scale.setRange(5, 5);
    QCOMPARE(scale.span(), TimelineScale::kShortest);
}

void tst_TimelineScale::ticksAreRoundAndApart_data()
{
    QTest::addColumn<qint64>("span");
    for (const qint64 seconds : {2LL, 30LL, 600LL, 7200LL, 86'400LL, 864'000LL, 31'536'000LL, 3'153'600'000LL})
        QTest::addRow("%lld s", seconds) << qint64(seconds * 1000);
}

void tst_TimelineScale::ticksAreRoundAndApart()
{
    QFETCH(qint64, span);
    const qint64 from = 1'767'323'045'678;
    const TimelineScale scale(from, from + span, 900);
    const QList<TimelineTick> ticks = ticksOf(scale, 74);
    QVERIFY(ticks.size() <= 13);
    for (qsizetype i = 1; i < ticks.size(); ++i)
        QVERIFY(scale.x(ticks.at(i).moment) - scale.x(ticks.at(i - 1).moment) >= 73.9);
    for (const TimelineTick &tick : ticks)
        QVERIFY(!tick.label.isEmpty());
}

QTEST_GUILESS_MAIN(tst_TimelineScale)
#include "tst_timelinescale.moc"
