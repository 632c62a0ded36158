// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/console/timeline/timelineview.h"

#include "tests/ui/madeup.h"
#include "ui/console/theme/tokens.h"
#include "ui/console/timeline/timelinepainter.h"

#include <QImage>
#include <QPainter>
#include <QSignalSpy>
#include <QTest>
#include <QWheelEvent>

using namespace lifeboat;
using namespace lifeboat::ui;
using namespace lifeboat::test;

class tst_TimelineView final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void noTimeIsCutAtTheEdge();
    void wheelZoomsAtThePointer();
    void dragPans();
    void arrowsPan();
    void stepsGoThroughEvents();
    void enterOpensWhatIsSelected();
    void followKeepsThePresentInView();
    void theLatestIsShownUntilAllIsAskedFor();

private:
    void turnWheel(double x, int steps);

    std::unique_ptr<TimelineModel> m_model;
    std::unique_ptr<TimelineView> m_view;
};

void tst_TimelineView::init()
{
    m_model = std::make_unique<TimelineModel>();
    m_model->setContent(madeUpCatalog(30), {}, momentAt(60));
    m_view = std::make_unique<TimelineView>(*m_model);
    m_view->resize(1000, 400);
    m_view->show();
    m_view->setFocus();
    QVERIFY(QTest::qWaitForWindowExposed(m_view.get()));
    m_view->fitAll();
}

void tst_TimelineView::cleanup()
{
    m_view.reset();
    m_model.reset();
}

void tst_TimelineView::turnWheel(double x, int steps)
{
    QWheelEvent event({x, 100}, m_view->mapToGlobal(QPointF(x, 100)), {}, {0, steps * 120}, Qt::NoButton,
                      Qt::NoModifier, Qt::NoScrollPhase, false);
    QCoreApplication::sendEvent(m_view.get(), &event);
}

void tst_TimelineView::noTimeIsCutAtTheEdge()
{
    TimelineLayout layout;
    layout.width = 900;
    layout.height = 200;
    const QRect beyond(QPoint(int(layout.width), 0), QSize(60, int(TimelineLayout::kAxis)));
    for (int second = 0; second < 15; ++second) {
        const qint64 from = momentAt(60).toMSecsSinceEpoch() + second * 1000;
        const TimelineScale scale(from, from + 150'000, layout.timeWidth());
        QImage image(beyond.right() + 1, 200, QImage::Format_RGB32);
        image.fill(Qt::white);
        QPainter painter(&image);
        TimelinePainter(painter, *m_model, scale, layout, lightTokens()).paintAxis(0);
        painter.end();
        QImage untouched(beyond.size(), QImage::Format_RGB32);
        untouched.fill(Qt::white);
        QCOMPARE(image.copy(beyond), untouched);
    }
}

void tst_TimelineView::wheelZoomsAtThePointer()
{
    constexpr double kNames = 150;
    const qint64 fixed = m_view->scale().moment(600 - kNames);
    const qint64 span = m_view->scale().span();
    turnWheel(600, 2);
    QVERIFY(m_view->scale().span() < span);
    QVERIFY(std::abs(m_view->scale().x(fixed) - (600 - kNames)) < 1.5);
    m_view->fitAll();
    QCOMPARE(m_view->scale().span(), span);
}

void tst_TimelineView::dragPans()
{
    const qint64 from = m_view->scale().from();
    QTest::mousePress(m_view.get(), Qt::LeftButton, {}, {600, 300});
    QTest::mouseMove(m_view.get(), {500, 300});
    QTest::mouseMove(m_view.get(), {400, 300});
    QTest::mouseRelease(m_view.get(), Qt::LeftButton, {}, {400, 300});
    QVERIFY(m_view->scale().from() > from);
}

void tst_TimelineView::arrowsPan()
{
    const qint64 from = m_view->scale().from();
    QTest::keyClick(m_view.get(), Qt::Key_Right);
    QVERIFY(m_view->scale().from() > from);
    QTest::keyClick(m_view.get(), Qt::Key_Left);
    QVERIFY(std::abs(m_view->scale().from() - from) < 10);
}

void tst_TimelineView::stepsGoThroughEvents()
{
    QSignalSpy selected(m_view.get(), &TimelineView::selectionChanged);
    m_view->stepSelection(1);
    QVERIFY(m_view->selectedEvent());
    const QString first = m_view->selectedEvent()->id;
    m_view->stepSelection(1);
    QVERIFY(m_view->selectedEvent());
    QVERIFY(m_view->selectedEvent()->id > first);
    QVERIFY(!m_view->accessibleDescription().isEmpty());
    QCOMPARE(selected.size(), 2);
    for (int i = 0; i < 40; ++i)
        m_view->stepSelection(1);
    QCOMPARE(m_view->selectedEvent()->id, madeUpEntry(29).path);
}

void tst_TimelineView::enterOpensWhatIsSelected()
{
    QSignalSpy activated(m_view.get(), &TimelineView::activated);
    m_view->stepSelection(-1);
    QTest::keyClick(m_view.get(), Qt::Key_Return);
    QCOMPARE(activated.size(), 1);
    QCOMPARE(activated.first().first().toString(), m_view->selectedEvent()->id);
}

void tst_TimelineView::followKeepsThePresentInView()
{
    m_view->setFollowing(true);
    QTRY_VERIFY(m_view->scale().to() > QDateTime::currentMSecsSinceEpoch());
    QVERIFY(m_view->scale().from() < QDateTime::currentMSecsSinceEpoch());
    m_view->fitAll();
    QVERIFY(!m_view->isFollowing());
}

/// Also of what comes later.
void tst_TimelineView::theLatestIsShownUntilAllIsAskedFor()
{
    const qint64 all = m_view->scale().span();
    const qint64 last = m_model->extent().second;
    m_view->fitLatest(std::chrono::minutes(10));
    QVERIFY(m_view->scale().span() < 12 * 60'000);
    QVERIFY(m_view->scale().from() <= last - 10 * 60'000 && m_view->scale().to() > last);
    m_model->setContent(madeUpCatalog(31), {}, momentAt(60));
    QVERIFY(m_model->extent().second > last);
    QVERIFY(m_view->scale().span() < 12 * 60'000);
    QVERIFY(m_view->scale().to() > m_model->extent().second);
    m_view->fitAll();
    QVERIFY(m_view->scale().span() >= all);
}

QTEST_MAIN(tst_TimelineView)
#include "tst_timelineview.moc"
