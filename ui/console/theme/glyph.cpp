// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/console/theme/glyph.h"

#include "ui/console/theme/tokens.h"

#include <QApplication>
#include <QFile>
#include <QIconEngine>
#include <QPainter>
#include <QSvgRenderer>

namespace lifeboat::ui {

namespace {

QPixmap painted(QIconEngine &engine, const QSize &size, QIcon::Mode mode, QIcon::State state)
{
    QPixmap pixmap(size);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    engine.paint(&painter, QRect(QPoint(), size), mode, state);
    return pixmap;
}

/// Draws an SVG whose strokes are "currentColor" in the colour of the palette at the time of painting.
class GlyphEngine : public QIconEngine
{
public:
    explicit GlyphEngine(QByteArray svg)
        : m_svg(std::move(svg))
    {
    }
    void paint(QPainter *painter, const QRect &rect, QIcon::Mode mode, QIcon::State) override
    {
        const QPalette palette = QApplication::palette();
        const QColor colour =
            palette.color(mode == QIcon::Disabled ? QPalette::Disabled : QPalette::Active, QPalette::Text);
        QByteArray svg = m_svg;
        svg.replace("currentColor", colour.name().toLatin1());
        QSvgRenderer renderer(svg);
        painter->save();
        painter->setOpacity(colour.alphaF());
        renderer.render(painter, QRectF(rect));
        painter->restore();
    }
    QPixmap pixmap(const QSize &size, QIcon::Mode mode, QIcon::State state) override
    {
        return painted(*this, size, mode, state);
    }
    QIconEngine *clone() const override { return new GlyphEngine(m_svg); }

private:
    const QByteArray m_svg;
};

} // namespace

QIcon glyph(const QString &name)
{
    QFile file(QStringLiteral(":/lifeboat/icons/%1.svg").arg(name));
    if (!file.open(QIODevice::ReadOnly))
        return {};
    return QIcon(new GlyphEngine(file.readAll()));
}

QColor healthColour(Health health, const QPalette &palette)
{
    const Tokens &tokens = tokensOf(palette);
    switch (health) {
    case Health::Good: return tokens.good;
    case Health::Warning: return tokens.warning;
    case Health::Bad: return tokens.bad;
    case Health::Unknown: break;
    }
    return tokens.quiet;
}

void paintHealth(QPainter *painter, const QRectF &rect, Health health, const QColor &colour)
{
    const qreal side = std::min(rect.width(), rect.height());
    const QPointF origin = rect.center() - QPointF(side / 2, side / 2);
    const auto at = [&](qreal x, qreal y) { return origin + QPointF(x * side, y * side); };
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(QPen(colour, side * 0.15, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter->setBrush(Qt::NoBrush);
    switch (health) {
    case Health::Good: painter->drawPolyline(QPolygonF{at(0.16, 0.54), at(0.40, 0.78), at(0.84, 0.24)}); break;
    case Health::Warning:
        painter->setPen(QPen(colour, side * 0.08, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
        painter->setBrush(colour);
        painter->drawPolygon(QPolygonF{at(0.5, 0.14), at(0.9, 0.84), at(0.1, 0.84)});
        break;
    case Health::Bad:
        painter->drawLine(at(0.22, 0.22), at(0.78, 0.78));
        painter->drawLine(at(0.78, 0.22), at(0.22, 0.78));
        break;
    case Health::Unknown: painter->drawEllipse(rect.center(), side * 0.3, side * 0.3); break;
    }
    painter->restore();
}

} // namespace lifeboat::ui
