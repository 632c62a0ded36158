// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/console/timeline/timelineexport.h"

#include "tests/ui/madeup.h"
#include "ui/console/timeline/timelineview.h"

#include <QImage>
#include <QTest>
#include <QXmlStreamReader>

using namespace lifeboat;
using namespace lifeboat::ui;
using namespace lifeboat::test;

class tst_TimelineExport final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void csvHoldsEveryEvent();
    void csvSurvivesAnyText();
    void picturesShowTheChart();
};

void tst_TimelineExport::csvHoldsEveryEvent()
{
    TimelineModel model;
    model.setContent(madeUpCatalog(30), {madeUpReport(3)}, momentAt(60));
    const QList<QByteArray> lines = timelineCsv(model).split('\n');
    QCOMPARE(lines.size(), 1 + 31 + 1);
    QCOMPARE(lines.first(), "time,kind,database,store,health,what,details,id\r");
    const QByteArray first = momentAt(0).toUTC().toString(Qt::ISODateWithMs).toUtf8();
    QVERIFY2(lines.at(1).startsWith(first + ",full,orders.db,/store,"), lines.at(1).constData());
    QCOMPARE(std::ranges::count_if(lines, [](const QByteArray &line) { return line.contains(",drill,"); }), 1);
}

void tst_TimelineExport::csvSurvivesAnyText()
{
    CatalogEntry entry = madeUpEntry(1, QStringLiteral("=cmd(\"a\",\n1)"));
    TimelineModel model;
    model.setContent({entry}, {}, momentAt(9));
    const QByteArray csv = timelineCsv(model);
    QVERIFY2(csv.contains(",\"'=cmd(\"\"a\"\",\n1)\","), csv.constData());
}

void tst_TimelineExport::picturesShowTheChart()
{
    TimelineModel model;
    model.setContent(madeUpCatalog(3), {}, momentAt(60));
    TimelineView view(model);
    view.resize(800, 300);
    view.grab(); // a widget that was never shown has no size for its content
    const QImage image = QImage::fromData(timelinePng(view), "PNG");
    QCOMPARE(image.size(), QSize(1600, 600));
    QXmlStreamReader svg(timelineSvg(view));
    bool named = false;
    while (!svg.atEnd()) {
        if (svg.readNext() == QXmlStreamReader::Characters)
            named = named || svg.text().contains(QLatin1StringView("orders.db"));
    }
    QVERIFY2(!svg.hasError(), qPrintable(svg.errorString()));
    QVERIFY(named);
}

QTEST_MAIN(tst_TimelineExport)
#include "tst_timelineexport.moc"
