// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QIcon>
#include <QPalette>

namespace lifeboat::ui {

/// The console's own line icons (resources: icons/<name>.svg), drawn in the text colour of the moment.
QIcon glyph(const QString &name);

/// How good something is, always told with a shape and a word besides the colour.
enum class Health { Good, Warning, Bad, Unknown };

QColor healthColour(Health health, const QPalette &palette);

/// Tick, triangle, cross or ring, painted into `rect`.
void paintHealth(QPainter *painter, const QRectF &rect, Health health, const QColor &colour);

} // namespace lifeboat::ui
