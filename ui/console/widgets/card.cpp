// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/console/widgets/card.h"

#include "ui/console/theme/stylepainting.h"
#include "ui/console/theme/tokens.h"

#include <QPainter>
#include <QPainterPath>
#include <QVBoxLayout>

namespace lifeboat::ui {

Card::Card(QWidget *parent)
    : QFrame(parent)
    , m_body(new QVBoxLayout(this))
{
    m_body->setContentsMargins(14, metrics::kGap, 14, metrics::kGap);
    m_body->setSpacing(metrics::kTight);
}

void Card::setEdge(Edge edge)
{
    m_edge = edge;
    update();
}

void Card::paintEvent(QPaintEvent *)
{
    const Tokens &tokens = tokensOf(palette());
    QPainter painter(this);
    const QColor edge = m_edge == Edge::Bad ? tokens.bad
        : m_edge == Edge::Warning           ? tokens.warning
        : m_edge == Edge::Good              ? tokens.good
                                            : tokens.line;
    painting::roundedBox(&painter, rect(), tokens.panel, edge, metrics::kCardRadius);
    if (m_edge == Edge::None)
        return;
    QPainterPath outline;
    outline.addRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), metrics::kCardRadius, metrics::kCardRadius);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setClipPath(outline);
    painter.fillRect(QRect(0, 0, 4, height()), edge);
}

} // namespace lifeboat::ui
