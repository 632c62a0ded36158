// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QList>
#include <QPalette>

namespace lifeboat::ui {

/// The colours of the console, one set for light and one for dark surroundings.
struct Tokens {
    QColor window, panel, side;
    QColor line, grid;
    QColor text, quiet;
    QColor accent, onAccent, selection;
    QColor good, warning, bad;
    QList<QColor> places; ///< one after the other for lanes, databases, nodes: safe for colour-blind eyes

    QColor place(qsizetype number) const { return places.at(number % places.size()); }
};

const Tokens &lightTokens();
const Tokens &darkTokens();

/// The set a palette was made from: whoever paints asks with its own palette and so follows a live switch.
const Tokens &tokensOf(const QPalette &palette);

/// Every role of every group, so that nothing is left to the platform.
QPalette makePalette(const Tokens &tokens);

/// Distances and sizes, in device-independent pixels.
namespace metrics {
inline constexpr int kTight = 4;
inline constexpr int kNear = 8;
inline constexpr int kGap = 12;
inline constexpr int kWide = 16;
inline constexpr int kRadius = 6;
inline constexpr int kCardRadius = 8;
inline constexpr int kRowHeight = 30;
inline constexpr int kControlHeight = 30;
} // namespace metrics

} // namespace lifeboat::ui
