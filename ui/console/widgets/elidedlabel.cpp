// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/console/widgets/elidedlabel.h"

#include <QPainter>

#include <algorithm>

namespace lifeboat::ui {

namespace {

constexpr int kLeast = 56; ///< pixels

} // namespace

ElidedLabel::ElidedLabel(const QFont &font, QWidget *parent)
    : QWidget(parent)
{
    setFont(font);
    setForegroundRole(QPalette::PlaceholderText);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void ElidedLabel::setText(const QString &text)
{
    m_text = text;
    setToolTip(text);
    setAccessibleName(text);
    updateGeometry();
    update();
}

QSize ElidedLabel::sizeHint() const
{
    return {fontMetrics().horizontalAdvance(m_text) + 2, fontMetrics().height() + 2};
}

QSize ElidedLabel::minimumSizeHint() const
{
    return {40, fontMetrics().height() + 2};
}

void ElidedLabel::paintEvent(QPaintEvent *)
{
    if (width() < std::min(kLeast, fontMetrics().horizontalAdvance(m_text)))
        return; // a few letters say nothing
    QPainter painter(this);
    painter.setPen(palette().color(foregroundRole()));
    painter.drawText(rect(), int(Qt::AlignVCenter | Qt::AlignLeft),
                     fontMetrics().elidedText(m_text, m_elide, width()));
}

} // namespace lifeboat::ui
