// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/console/timeline/leaselane.h"
#include "ui/console/timeline/timelinelayout.h"

#include <QPainter>

namespace lifeboat::ui {

struct Tokens;

/// Paints the lane of a lease: a bar a holder, dashed up to where it could have lived, what lies free between two, a cross for
/// every refused publish.
class LeasePainter
{
public:
    LeasePainter(QPainter &painter, const TimelineScale &scale, const TimelineLayout &layout, const Tokens &tokens);

    /// Around this height.
    void paint(const LeaseTrack &track, double middle);
    /// Bars only, into `strip`; the scale is the strip's.
    void paintStrip(const LeaseTrack &track, const QRectF &strip);

private:
    void paintStroke(const LeaseTrack &track, const LeaseStroke &stroke, double middle);
    void paintGap(const LeaseTrack &track, qsizetype before, qsizetype after, double middle);
    void paintCrosses(const LeaseTrack &track, double middle);

    QPainter &m_painter;
    const TimelineScale &m_scale;
    const TimelineLayout &m_layout;
    const Tokens &m_tokens;
};

} // namespace lifeboat::ui
