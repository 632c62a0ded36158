// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/console/timeline/timelinemarks.h"

#include <QTest>

using namespace lifeboat::ui;

namespace {

TimelineTrack track(int count, qint64 apart)
{
    QList<TimelineEvent> events;
    for (int i = 0; i < count; ++i) {
        TimelineEvent event;
        event.at = i * apart;
        event.health = Health::Good;
        events.append(event);
    }
    TimelineTrack result;
    result.setEvents(events);
    return result;
}

} // namespace

class tst_TimelineMarks final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void farApartEachIsItsOwn();
    void bundlesHoldEveryEventOnce();
    void onlyWhatIsInViewIsMarked();
    void neighboursDoNotOverlap();
    void flagsLeaveRoomForEachOther();
    void theWorstShows();
    void aMillionCostWhatIsSeen();
};

void tst_TimelineMarks::farApartEachIsItsOwn()
{
    const TimelineTrack events = track(10, 60'000);
    const QList<TimelineMark> marks = marksOf(events, TimelineScale(0, 600'000, 1000), 17);
    QCOMPARE(marks.size(), 10);
    for (const TimelineMark &mark : marks)
        QCOMPARE(mark.count(), 1);
}

void tst_TimelineMarks::bundlesHoldEveryEventOnce()
{
    const TimelineTrack events = track(5000, 1000);
    const QList<TimelineMark> marks = marksOf(events, TimelineScale(-1000, 5'001'000, 800), 17);
    QVERIFY(marks.size() <= 800 / 17 + 4);
    qsizetype next = 0;
    for (const TimelineMark &mark : marks) {
        QCOMPARE(mark.first, next);
        next = mark.last + 1;
    }
    QCOMPARE(next, 5000);
}

void tst_TimelineMarks::onlyWhatIsInViewIsMarked()
{
    const TimelineTrack events = track(1000, 60'000);
    const TimelineScale scale(6'000'000, 6'600'000, 1000);
    for (const TimelineMark &mark : marksOf(events, scale, 17))
        QVERIFY(mark.x > -60 && mark.x < 1060);
}

/// Wherever the borders are between what becomes one mark.
void tst_TimelineMarks::neighboursDoNotOverlap()
{
    for (const qint64 apart : {700, 1500, 2300, 3700, 5000}) {
        const QList<TimelineMark> marks = marksOf(track(400, apart), TimelineScale(0, 400 * apart, 1000), 23);
        for (qsizetype i = 1; i < marks.size(); ++i)
            QVERIFY2(marks[i].x - marks[i - 1].x > kMarkGap - 0.01, qPrintable(QString::number(marks[i].x - marks[i - 1].x)));
    }
    TimelineTrack two;
    two.setEvents(track(2, 2'000).events()); // 4 pixels apart
    qsizetype least = 2;
    for (qint64 from = -60'000; from < 0; from += 1'000) {
        const QList<TimelineMark> marks = marksOf(two, TimelineScale(from, from + 500'000, 1000), 23);
        least = std::min(least, marks.size());
        if (marks.size() == 2)
            QVERIFY(marks[1].x - marks[0].x > kMarkGap - 0.01);
    }
    QVERIFY(least >= 1);
}

void tst_TimelineMarks::flagsLeaveRoomForEachOther()
{
    for (const qint64 apart : {300, 1100, 2900, 4300, 9000}) {
        const TimelineTrack events = track(300, apart);
        const TimelineScale scale(0, 300 * apart, 1000);
        qsizetype next = 0;
        double pole = -1000;
        for (const TimelineMark &flag : flagsOf(events, scale, 76)) {
            QCOMPARE(flag.first, next); // none is lost
            next = flag.last + 1;
            QVERIFY2(flag.right - pole >= kLeastFlag, qPrintable(QString::number(flag.right - pole)));
            QVERIFY(pole < -900 || qFuzzyCompare(flag.before, flag.right - pole));
            pole = flag.right;
        }
        QCOMPARE(next, 300);
    }
}

void tst_TimelineMarks::theWorstShows()
{
    QList<TimelineEvent> events = track(100, 10).events();
    events[50].health = Health::Bad;
    events[60].health = Health::Warning;
    TimelineTrack mixed;
    mixed.setEvents(events);
    QCOMPARE(int(mixed.worst(0, 49)), int(Health::Good));
    QCOMPARE(int(mixed.worst(51, 99)), int(Health::Warning));
    QCOMPARE(int(mixed.worst(0, 99)), int(Health::Bad));
}

void tst_TimelineMarks::aMillionCostWhatIsSeen()
{
    const TimelineTrack events = track(1'000'000, 1000);
    const TimelineScale scale(0, 1'000'000'000, 1000);
    const auto marks = marksOf(events, scale, 17);
    QVERIFY(!marks.isEmpty());
    QVERIFY(marks.size() < 70);
}

QTEST_GUILESS_MAIN(tst_TimelineMarks)
#include "tst_timelinemarks.moc"
