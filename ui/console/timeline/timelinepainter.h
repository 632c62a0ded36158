// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/console/timeline/timelinelayout.h"
#include "ui/console/timeline/timelinemodel.h"

#include <QPainter>

namespace lifeboat::ui {

struct Tokens;

/// Paints a timeline; knows nothing of input.
class TimelinePainter
{
public:
    TimelinePainter(QPainter &painter, const TimelineModel &model, const TimelineScale &scale,
                    const TimelineLayout &layout, const Tokens &tokens);

    void paintAxis(qint64 now);
    void paintLanes(const TimelineHit &selected, const TimelineHit &hovered, qsizetype currentLane);
    void paintStrip(qint64 from, qint64 to);
    void paintHover(const QPointF &pointer, const QString &title, const QString &details);

private:
    void paintNow(qint64 now);
    void paintMark(const TimelineMark &mark, const TimelineLane &lane, qsizetype number, bool selected);
    void paintFlag(const TimelineMark &mark, const TimelineLane &lane, qsizetype number, bool selected);

    QPainter &m_painter;
    const TimelineModel &m_model;
    const TimelineScale &m_scale;
    const TimelineLayout &m_layout;
    const Tokens &m_tokens;
};

} // namespace lifeboat::ui
