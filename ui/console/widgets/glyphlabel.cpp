// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/console/widgets/glyphlabel.h"

#include "ui/console/theme/glyph.h"

#include <QPainter>

namespace lifeboat::ui {

GlyphLabel::GlyphLabel(const QString &name, int size, QWidget *parent)
    : QWidget(parent)
    , m_icon(glyph(name))
{
    setFixedSize(size, size);
}

void GlyphLabel::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    m_icon.paint(&painter, rect());
}

} // namespace lifeboat::ui
