// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

namespace lifeboat::ui {

class TimelineModel;
class TimelineView;

/// The chart as it is shown, at twice the pixels.
QByteArray timelinePng(TimelineView &view);

/// The chart as it is shown, as lines and text.
QByteArray timelineSvg(TimelineView &view);

/// Every event, oldest first, whatever the chart shows of them: time (UTC, ISO 8601), kind, database (of a cluster: node),
/// store (state), health, what, details, id. RFC 4180 with a heading, UTF-8; names are stable English. A text that a spreadsheet would take
/// for a formula is preceded by an apostrophe.
QByteArray timelineCsv(const TimelineModel &model);

} // namespace lifeboat::ui
