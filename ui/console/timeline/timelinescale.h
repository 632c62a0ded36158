// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDateTime>
#include <QList>

namespace lifeboat::ui {

/// Maps moments to pixels and back. Moments are milliseconds since 1970, UTC. A value.
class TimelineScale
{
public:
    /// Never closer than this from edge to edge, never further than that.
    static constexpr qint64 kShortest = 2'000;
    static constexpr qint64 kLongest = qint64(200) * 365 * 86'400'000;

    TimelineScale() = default;
    TimelineScale(qint64 from, qint64 to, double width);

    qint64 from() const { return m_from; }
    qint64 to() const { return m_to; }
    qint64 span() const { return m_to - m_from; }
    double width() const { return m_width; }

    double x(qint64 moment) const { return double(moment - m_from) * m_width / double(span()); }
    qint64 moment(double x) const { return m_from + qint64(x / m_width * double(span())); }
    double pixelsPerMillisecond() const { return m_width / double(span()); }

    void setWidth(double width) { m_width = std::max(1.0, width); }
    void setRange(qint64 from, qint64 to);
    /// `factor` above 1 comes closer; the moment under `x` stays where it is.
    void zoom(double x, double factor);
    /// Moves the view by `pixels` to later times.
    void pan(double pixels);

    bool operator==(const TimelineScale &) const = default;

private:
    qint64 m_from = 0;
    qint64 m_to = 3'600'000;
    double m_width = 1000;
};

/// A line of the time axis.
struct TimelineTick {
    qint64 moment = 0;
    QString label;
    bool strong = false; ///< a new day
};

/// Round local times at least `distance` pixels apart, over the whole width.
QList<TimelineTick> ticksOf(const TimelineScale &scale, double distance);

} // namespace lifeboat::ui
