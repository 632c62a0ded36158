// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/console/timeline/timelineview.h"

#include "ui/console/theme/tokens.h"
#include "ui/console/timeline/timelinepainter.h"

#include <QAccessible>
#include <QApplication>
#include <QMouseEvent>

#include <cmath>

namespace lifeboat::ui {

using namespace std::chrono_literals;

namespace {

constexpr double kFollowAt = 0.92; ///< where "now" stands while followed
constexpr double kZoomStep = 1.25;

qint64 nowMs()
{
    return QDateTime::currentMSecsSinceEpoch();
}

} // namespace

TimelineView::TimelineView(const TimelineModel &model, QWidget *parent)
    : QWidget(parent)
    , m_model(model)
{
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    setAccessibleName(tr("Timeline"));
    m_follow.setInterval(100ms);
    connect(&m_follow, &QTimer::timeout, this, [this] {
        const qint64 from = nowMs() - qint64(kFollowAt * double(m_scale.span()));
        m_scale.setRange(from, from + m_scale.span());
        update();
    });
    connect(&model, &TimelineModel::changed, this, &TimelineView::onModelChanged);
    connect(&model, &TimelineModel::leasesChanged, this, &TimelineView::onLeasesChanged);
    fitAll();
}

void TimelineView::onModelChanged()
{
    m_hovered = {};
    m_lane = std::clamp<qsizetype>(m_lane, 0, std::max<qsizetype>(0, m_model.lanes().size() - 1));
    m_layout.fitLanes(m_model.lanes().size());
    if (m_fitted && !isFollowing())
        fit();
    select(found(m_selectedLane, m_selected.drill, m_selectedId));
    update();
}

void TimelineView::onLeasesChanged()
{
    m_lane = std::clamp<qsizetype>(m_lane, 0, std::max<qsizetype>(0, m_model.lanes().size() - 1));
    m_layout.fitLanes(m_model.lanes().size());
    if (m_fitted && !isFollowing())
        fit();
    update();
}

/// What was selected stays so while others come and go.
TimelineHit TimelineView::found(const QString &key, bool drill, const QString &id) const
{
    const auto lane = std::ranges::find(m_model.lanes(), key, &TimelineLane::key);
    if (id.isEmpty() || lane == m_model.lanes().end())
        return {};
    const QList<TimelineEvent> &events = (drill ? lane->drills : lane->snapshots).events();
    const auto event = std::ranges::find(events, id, &TimelineEvent::id);
    return event == events.end() ? TimelineHit()
                                 : only(lane - m_model.lanes().begin(), drill, event - events.begin());
}

TimelineHit TimelineView::only(qsizetype lane, bool drill, qsizetype number) const
{
    const TimelineEvent &event = trackOf({lane, drill, {}}).events().at(number);
    const double x = m_scale.x(event.at);
    return {lane, drill, {.x = x, .right = x, .first = number, .last = number, .worst = event.health}};
}

std::pair<qint64, qint64> TimelineView::range(std::chrono::milliseconds most) const
{
    auto [from, to] = m_model.extent();
    if (to == 0)
        from = to = nowMs();
    if (most.count() > 0)
        from = std::max(from, to - most.count());
    const qint64 margin = std::max<qint64>(most.count() > 0 ? 5'000 : 30'000, (to - from) / 24);
    return {from - margin, to + margin};
}

void TimelineView::fitAll()
{
    fitLatest({});
}

void TimelineView::fitLatest(std::chrono::milliseconds most)
{
    m_most = most;
    fit();
}

void TimelineView::fit()
{
    setFollowing(false);
    const auto [from, to] = range(m_most);
    m_scale.setRange(from, to);
    m_fitted = true;
    update();
}

void TimelineView::setStripShown(bool shown)
{
    m_layout.hasStrip = shown;
    m_layout.fitLanes(m_model.lanes().size());
    update();
}

void TimelineView::setFollowing(bool following)
{
    if (following == isFollowing())
        return;
    if (following)
        m_follow.start();
    else
        m_follow.stop();
    Q_EMIT followingChanged(following);
    update();
}

void TimelineView::zoomBy(double factor)
{
    m_scale.zoom(m_selected.isValid() ? m_scale.x(trackOf(m_selected).events().at(m_selected.mark.first).at)
                                      : m_layout.timeWidth() / 2,
                 factor);
    moved();
}

void TimelineView::moved()
{
    m_fitted = false;
    m_hovered = {};
    update();
}

const TimelineTrack &TimelineView::trackOf(const TimelineHit &hit) const
{
    const TimelineLane &lane = m_model.lanes().at(hit.lane);
    return hit.drill ? lane.drills : lane.snapshots;
}

const TimelineEvent *TimelineView::selectedEvent() const
{
    if (!m_selected.isValid() || m_selected.mark.count() != 1)
        return nullptr;
    return &trackOf(m_selected).events().at(m_selected.mark.first);
}

void TimelineView::select(const TimelineHit &hit)
{
    m_selected = hit;
    m_selectedLane = hit.isValid() ? m_model.lanes().at(hit.lane).key : QString();
    const TimelineEvent *event = selectedEvent();
    m_selectedId = event ? event->id : QString();
    if (hit.isValid()) {
        m_lane = hit.lane;
        setAccessibleDescription(m_model.lanes().at(hit.lane).name + u'\n' + titleOf(hit) + u'\n' + detailsOf(hit));
        QAccessibleEvent told(this, QAccessible::DescriptionChanged);
        QAccessible::updateAccessibility(&told);
    }
    update();
    Q_EMIT selectionChanged();
}

void TimelineView::open(const TimelineHit &hit)
{
    if (!hit.isValid())
        return;
    const QList<TimelineEvent> &events = trackOf(hit).events();
    if (hit.mark.count() == 1) {
        Q_EMIT activated(events.at(hit.mark.first).id, hit.drill);
        return;
    }
    const qint64 from = events.at(hit.mark.first).at;
    const qint64 to = events.at(hit.mark.last).at;
    const qint64 margin = std::max<qint64>(TimelineScale::kShortest, (to - from) / 8);
    setFollowing(false);
    m_scale.setRange(from - margin, to + margin);
    select({});
    moved();
}

void TimelineView::stepSelection(int direction)
{
    if (m_model.isEmpty())
        return;
    const TimelineTrack &track = m_model.lanes().at(m_lane).snapshots;
    if (track.isEmpty())
        return;
    const bool here = m_selected.isValid() && !m_selected.drill && m_selected.lane == m_lane;
    const qsizetype from = here ? (direction > 0 ? m_selected.mark.last : m_selected.mark.first)
                                : track.firstFrom(m_scale.from() + m_scale.span() / 2) - (direction > 0 ? 1 : 0);
    const qsizetype next = std::clamp<qsizetype>(from + direction, 0, track.events().size() - 1);
    bringIntoView(track.events().at(next).at);
    for (const TimelineMark &mark : marksOf(track, m_scale, m_layout.kMarkDistance)) {
        if (next >= mark.first && next <= mark.last)
            return select({m_lane, false, mark});
    }
}

void TimelineView::bringIntoView(qint64 moment)
{
    constexpr double kMargin = 10;
    const double x = m_scale.x(moment);
    if (x >= kMargin && x <= m_layout.timeWidth() - kMargin)
        return;
    setFollowing(false);
    m_scale.pan(x - m_layout.timeWidth() / 2);
    moved();
}

void TimelineView::selectEvent(qsizetype lane, bool drill, qsizetype number)
{
    bringIntoView(trackOf({lane, drill, {}}).events().at(number).at);
    select(only(lane, drill, number));
    bringLaneIntoView();
}

void TimelineView::moveLane(int by)
{
    if (m_model.isEmpty())
        return;
    m_lane = std::clamp<qsizetype>(m_lane + by, 0, m_model.lanes().size() - 1);
    bringLaneIntoView();
}

void TimelineView::bringLaneIntoView()
{
    const double room = m_layout.lanesBottom() - m_layout.lanesTop();
    m_layout.scroll =
        std::clamp(m_layout.scroll, double(m_lane + 1) * m_layout.lane - room, double(m_lane) * m_layout.lane);
    m_layout.scroll = std::max(0.0, m_layout.scroll);
    update();
}

void TimelineView::paintChart(QPainter &painter)
{
    const Tokens &tokens = tokensOf(palette());
    painter.fillRect(rect(), tokens.panel);
    TimelinePainter paint(painter, m_model, m_scale, m_layout, tokens);
    paint.paintAxis(nowMs());
    paint.paintLanes(m_selected, m_hovered, hasFocus() && m_model.lanes().size() > 1 ? m_lane : -1);
    const auto [from, to] = range();
    paint.paintStrip(from, to);
}

void TimelineView::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    paintChart(painter);
    if (m_dragging || !underMouse())
        return;
    const auto [title, details] =
        m_hovered.isValid() ? std::pair(titleOf(m_hovered), detailsOf(m_hovered)) : leaseWords(m_pointer);
    if (!title.isEmpty())
        TimelinePainter(painter, m_model, m_scale, m_layout, tokensOf(palette())).paintHover(m_pointer, title, details);
}

void TimelineView::resizeEvent(QResizeEvent *)
{
    m_layout.width = width();
    m_layout.height = height();
    m_layout.fitLanes(m_model.lanes().size());
    m_scale.setWidth(m_layout.timeWidth());
}

void TimelineView::wheelEvent(QWheelEvent *event)
{
    const QPoint turned = event->angleDelta();
    if (event->modifiers() & Qt::ShiftModifier || (turned.x() != 0 && turned.y() == 0)) {
        m_scale.pan(-(turned.x() != 0 ? turned.x() : turned.y()));
    } else if (event->position().x() < m_layout.timeLeft()) {
        const double room = m_layout.lanesBottom() - m_layout.lanesTop();
        m_layout.scroll = std::clamp(m_layout.scroll - turned.y() / 2.0, 0.0,
                                     std::max(0.0, m_layout.contentHeight(m_model.lanes().size()) - room));
    } else {
        m_scale.zoom(event->position().x() - m_layout.timeLeft(), std::pow(kZoomStep, turned.y() / 120.0));
    }
    moved();
    event->accept();
}

void TimelineView::mousePressEvent(QMouseEvent *event)
{
    if (event->button() != Qt::LeftButton)
        return;
    m_dragFrom = event->position();
    m_stripDragging = m_layout.strip().contains(event->position());
    if (m_stripDragging)
        panStripTo(event->position().x());
}

void TimelineView::panStripTo(double x)
{
    setFollowing(false);
    const auto [from, to] = range();
    const qint64 middle = TimelineScale(from, to, m_layout.strip().width()).moment(x - m_layout.strip().left());
    m_scale.setRange(middle - m_scale.span() / 2, middle - m_scale.span() / 2 + m_scale.span());
    moved();
}

void TimelineView::mouseMoveEvent(QMouseEvent *event)
{
    m_pointer = event->position();
    if (m_stripDragging && event->buttons() & Qt::LeftButton)
        return panStripTo(m_pointer.x());
    if (event->buttons() & Qt::LeftButton) {
        if (!m_dragging && (m_pointer - m_dragFrom).manhattanLength() < QApplication::startDragDistance())
            return;
        m_dragging = true;
        setCursor(Qt::ClosedHandCursor);
        setFollowing(false);
        m_scale.pan(m_dragFrom.x() - m_pointer.x());
        m_dragFrom = m_pointer;
        return moved();
    }
    m_hovered = hitAt(m_pointer);
    setCursor(m_hovered.isValid() ? Qt::PointingHandCursor : Qt::ArrowCursor);
    update();
}

void TimelineView::mouseReleaseEvent(QMouseEvent *event)
{
    if (event->button() != Qt::LeftButton)
        return;
    if (!m_dragging && !m_stripDragging)
        select(hitAt(event->position()));
    m_dragging = false;
    m_stripDragging = false;
    unsetCursor();
}

void TimelineView::mouseDoubleClickEvent(QMouseEvent *event)
{
    open(hitAt(event->position()));
}

void TimelineView::leaveEvent(QEvent *)
{
    m_hovered = {};
    update();
}

void TimelineView::keyPressEvent(QKeyEvent *event)
{
    const bool control = event->modifiers() & Qt::ControlModifier;
    switch (event->key()) {
    case Qt::Key_Left:
    case Qt::Key_Right: {
        const int direction = event->key() == Qt::Key_Right ? 1 : -1;
        if (control)
            return stepSelection(direction);
        setFollowing(false);
        m_scale.pan(direction * m_layout.timeWidth() / 10);
        return moved();
    }
    case Qt::Key_Up: return moveLane(-1);
    case Qt::Key_Down: return moveLane(1);
    case Qt::Key_Return:
    case Qt::Key_Enter: return open(m_selected);
    case Qt::Key_Escape: return select({});
    default: QWidget::keyPressEvent(event);
    }
}

} // namespace lifeboat::ui
