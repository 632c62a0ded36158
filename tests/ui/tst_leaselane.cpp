// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/console/theme/tokens.h"
#include "ui/console/timeline/leaselane.h"
#include "ui/console/timeline/leasepainter.h"
#include "ui/console/timeline/timelineexport.h"
#include "ui/console/timeline/timelineview.h"

#include <QImage>
#include <QSet>
#include <QSignalSpy>
#include <QTest>

using namespace lifeboat;
using namespace lifeboat::ui;
using namespace Qt::StringLiterals;

class tst_LeaseLane final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void strokes_data();
    void strokes();
    void manyTurnsStayFewStrokes();
    void whatReachesIntoTheViewIsPainted();
    void findsTheBarAtAMoment();
    void barsAndGhostsAreSeen();
    void gapsAreSeen_data();
    void gapsAreSeen();
    void leasesComeAndGoWithoutTouchingOtherLanes();
    void theExtentHoldsTurns();
    void turnsAreExported();

private:
    static LeaseBar bar(qint64 from, qint64 to, qint64 until, qsizetype place = 0)
    {
        return {from, to, until, place, u"n%1"_s.arg(place + 1), quint64(from), false};
    }
    static TimelineLane lane(const QList<LeaseBar> &bars)
    {
        TimelineLane lane;
        lane.key = u"lease\nleader"_s;
        lane.name = u"leader"_s;
        lane.lease.bars = bars;
        return lane;
    }
    /// A lane of 1000 pixels, 100 ms each.
    static QImage painted(const LeaseTrack &track, const Tokens &tokens)
    {
        QImage image(1000, 60, QImage::Format_RGB32);
        image.fill(tokens.panel);
        TimelineLayout layout;
        layout.names = 0;
        layout.width = image.width();
        layout.height = image.height();
        QPainter painter(&image);
        LeasePainter(painter, TimelineScale(0, 100'000, image.width()), layout, tokens).paint(track, 30);
        return image;
    }
};

Q_DECLARE_METATYPE(QList<LeaseBar>)

void tst_LeaseLane::strokes_data()
{
    QTest::addColumn<QList<LeaseBar>>("bars");
    QTest::addColumn<QList<int>>("sizes"); // bars in each stroke
    using Bars = QList<LeaseBar>;
    // A pixel is 100 ms.
    QTest::addRow("none") << Bars{} << QList<int>{};
    QTest::addRow("two turns") << Bars{bar(1'000, 20'000, 25'000), bar(30'000, 60'000, 70'000)} << QList<int>{1, 1};
    QTest::addRow("thin ones together") << Bars{bar(1'000, 1'050, 1'050), bar(1'060, 1'090, 1'090), bar(1'100, 60'000, 60'000)}
                                        << QList<int>{3};
    QTest::addRow("a thin one alone") << Bars{bar(1'000, 1'050, 1'050), bar(30'000, 60'000, 60'000)} << QList<int>{1, 1};
    QTest::addRow("one before the view") << Bars{bar(-90'000, -80'000, -70'000), bar(30'000, 60'000, 60'000)} << QList<int>{1};
    QTest::addRow("one behind the view") << Bars{bar(30'000, 60'000, 60'000), bar(200'000, 260'000, 260'000)} << QList<int>{1};
}

void tst_LeaseLane::strokes()
{
    QFETCH(QList<LeaseBar>, bars);
    QFETCH(QList<int>, sizes);
    const QList<LeaseStroke> strokes = strokesOf({bars, {}}, TimelineScale(0, 100'000, 1000));
    QList<int> found;
    for (const LeaseStroke &stroke : strokes)
        found.append(int(stroke.last - stroke.first + 1));
    QCOMPARE(found, sizes);
}

void tst_LeaseLane::manyTurnsStayFewStrokes()
{
    LeaseTrack track;
    for (qint64 i = 0; i < 200'000; ++i)
        track.bars.append(bar(i * 1'000, i * 1'000 + 900, i * 1'000 + 950, i % 3));
    const QList<LeaseStroke> strokes = strokesOf(track, TimelineScale(0, 200'000'000, 1000));
    QVERIFY2(strokes.size() <= 510, qPrintable(QString::number(strokes.size())));
    qsizetype next = 0;
    for (const LeaseStroke &stroke : strokes) { // none is left out, none twice
        QCOMPARE(stroke.first, next);
        next = stroke.last + 1;
    }
    QCOMPARE(next, track.bars.size());
}

void tst_LeaseLane::whatReachesIntoTheViewIsPainted()
{
    const LeaseTrack track{{bar(0, 500'000, 530'000)}, {}};
    const QList<LeaseStroke> strokes = strokesOf(track, TimelineScale(200'000, 300'000, 1000));
    QCOMPARE(strokes.size(), 1);
    QCOMPARE(strokes.first().left, -2000.0);
    QCOMPARE(strokes.first().ghost, 3300.0);
}

void tst_LeaseLane::findsTheBarAtAMoment()
{
    const LeaseTrack track{{bar(100, 200, 250), bar(300, 400, 400)}, {}};
    QCOMPARE(barAt(track, 50), -1);
    QCOMPARE(barAt(track, 100), 0);
    QCOMPARE(barAt(track, 250), 0); // its ghost
    QCOMPARE(barAt(track, 270), -1);
    QCOMPARE(barAt(track, 350), 1);
    QCOMPARE(barAt(track, 500), -1);
}

void tst_LeaseLane::barsAndGhostsAreSeen()
{
    const Tokens &tokens = lightTokens();
    const QImage image =
        painted({{bar(0, 40'000, 50'000, 0), bar(70'000, 90'000, 90'000, 1)}, {{55'000, u"n1"_s, 3}}}, tokens);
    const auto colours = [&image](int left, int right, int top, int bottom) {
        QSet<QRgb> found;
        for (int x = left; x < right; ++x) {
            for (int y = top; y < bottom; ++y)
                found.insert(image.pixel(x, y));
        }
        return found;
    };
    QVERIFY(image.pixelColor(380, 30) == tokens.place(0));
    QVERIFY(image.pixelColor(880, 30) == tokens.place(1));
    QVERIFY(image.pixelColor(450, 30) == tokens.panel); // the ghost is hollow
    QVERIFY(colours(402, 498, 18, 24).size() > 1); // and has an edge
    QVERIFY(colours(544, 556, 6, 20).size() > 1); // the cross
    QVERIFY(colours(502, 540, 10, 35) == QSet<QRgb>{tokens.panel.rgb()}); // nobody held it
    const auto line = [&image](int x) { return image.pixelColor(x, 40); };
    QVERIFY(line(510) == tokens.warning && line(600) == tokens.warning && line(690) == tokens.warning);
    QVERIFY(line(450) != tokens.warning && line(710) != tokens.warning);
    QVERIFY(colours(560, 640, 42, 58).size() > 1); // "free for 20.0 s"
}

/// What is handed over at once leaves none.
void tst_LeaseLane::gapsAreSeen_data()
{
    QTest::addColumn<qint64>("from"); ///< of the second turn, ms; the first could act until 50 s
    QTest::addColumn<bool>("isSeen");
    QTest::addColumn<bool>("isTold"); ///< in words, where there is room
    QTest::newRow("long") << qint64(80'000) << true << true;
    QTest::newRow("short") << qint64(52'000) << true << false;
    QTest::newRow("at once") << qint64(50'900) << false << false;
    QTest::newRow("before it ended") << qint64(45'000) << false << false;
}

void tst_LeaseLane::gapsAreSeen()
{
    QFETCH(const qint64, from);
    QFETCH(const bool, isSeen);
    QFETCH(const bool, isTold);
    const Tokens &tokens = lightTokens();
    const QImage image = painted({{bar(0, 40'000, 50'000, 0), bar(from, 95'000, 95'000, 1)}, {}}, tokens);
    int line = 0, words = 0;
    for (int x = 0; x < image.width(); ++x) {
        line += image.pixelColor(x, 40) == tokens.warning;
        for (int y = 43; y < image.height(); ++y)
            words += image.pixelColor(x, y) != tokens.panel;
    }
    QCOMPARE(line > 0, isSeen);
    if (isSeen)
        QVERIFY2(std::abs(line - int((from - 50'000) / 100)) <= 3, qPrintable(QString::number(line)));
    QCOMPARE(words > 0, isTold);
}

void tst_LeaseLane::leasesComeAndGoWithoutTouchingOtherLanes()
{
    TimelineModel model;
    NodeHistory node;
    node.node = u"n1"_s;
    model.setNodes({node}, {}, QDateTime::currentDateTimeUtc());
    QSignalSpy changed(&model, &TimelineModel::changed);
    QSignalSpy leases(&model, &TimelineModel::leasesChanged);
    model.setLeases({lane({bar(0, 10, 20)})});
    model.setLeases({lane({bar(0, 10, 20)})});
    QCOMPARE(leases.size(), 1);
    QCOMPARE(changed.size(), 0); // tables of events keep their selection
    QCOMPARE(model.lanes().size(), 2);
    QCOMPARE(model.firstLease(), 1);
    node.node = u"other"_s;
    model.setNodes({node}, {}, QDateTime::currentDateTimeUtc());
    QCOMPARE(changed.size(), 1);
    QCOMPARE(model.lanes().last().name, u"leader"_s);
    model.setLeases({});
    QCOMPARE(model.lanes().size(), 1);
}

void tst_LeaseLane::theExtentHoldsTurns()
{
    TimelineModel model;
    model.setLeases({lane({bar(1'000, 2'000, 9'000), bar(3'000, 5'000, 9'500)})});
    QVERIFY((model.extent() == std::pair<qint64, qint64>(1'000, 5'000)));
    TimelineView view(model);
    view.resize(900, 200);
    view.fitAll();
    QVERIFY(view.scale().from() <= 1'000 && view.scale().to() >= 5'000);
}

void tst_LeaseLane::turnsAreExported()
{
    TimelineModel model;
    TimelineLane one = lane({bar(1'000, 2'000, 2'000)});
    one.lease.crosses = {{1'500, u"n2"_s, 7}};
    model.setLeases({one});
    const QByteArray csv = timelineCsv(model);
    QVERIFY2(csv.contains("1970-01-01T00:00:01.000Z,lease,leader,,,n1,1970-01-01T00:00:02.000Z,1000"), csv.constData());
    QVERIFY2(csv.contains("1970-01-01T00:00:01.500Z,publish-refused,leader,,bad,n2,,7"), csv.constData());
}

QTEST_MAIN(tst_LeaseLane)
#include "tst_leaselane.moc"
