// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/console/models/nodecarddelegate.h"

#include "ui/console/models/nodemodel.h"
#include "ui/console/theme/stylepainting.h"
#include "ui/console/theme/tokens.h"
#include "ui/console/widgets/textlabel.h"

#include <QPainter>

namespace lifeboat::ui {

namespace {

constexpr int kLine = 19;
constexpr int kShape = 12;

class CardPainter
{
public:
    CardPainter(QPainter &painter, const QPalette &palette, const QRect &area)
        : m_painter(painter)
        , m_palette(palette)
        , m_tokens(tokensOf(palette))
        , m_area(area)
    {
    }

    void paint(const NodeFace &face)
    {
        paintTitle(face);
        if (face.figure.isEmpty())
            return paintSentences(face);
        const int column = std::max(m_area.width() / 2, m_painter.fontMetrics().horizontalAdvance(face.figureCaption));
        paintFigure(m_area.left(), column, face.figureCaption, face.figure, face);
        if (!face.lag.isEmpty())
            paintFigure(m_area.left() + column, m_area.width() - column, NodeModel::tr("Lag"), face.lag, face);
        text(m_area.left(), 84, m_area.width(), face.snapshot, m_tokens.quiet);
        if (!face.verification.isEmpty())
            healthText(m_area.left(), 84 + kLine, m_area.width(), face.verified, face.verification);
        paintFoot(face);
    }

private:
    void text(int left, int top, int width, const QString &words, const QColor &colour,
              TextLabel::Style style = TextLabel::Style::Body, Qt::Alignment alignment = Qt::AlignLeft)
    {
        m_painter.setFont(fontOf(style));
        m_painter.setPen(colour);
        m_painter.drawText(QRect(left, m_area.top() + top, width, m_painter.fontMetrics().height() + 2),
                           int(alignment | Qt::AlignVCenter),
                           m_painter.fontMetrics().elidedText(words, Qt::ElideRight, width));
    }

    /// In as many lines as there is room for below `top`.
    void wrapped(int top, const QString &words)
    {
        m_painter.setFont(fontOf(TextLabel::Style::Caption));
        m_painter.setPen(m_tokens.quiet);
        m_painter.drawText(m_area.adjusted(0, top, 0, 0), int(Qt::AlignLeft | Qt::AlignTop | Qt::TextWordWrap), words);
    }

    void healthText(int left, int top, int width, Health health, const QString &words)
    {
        const QColor colour = healthColour(health, m_palette);
        paintHealth(&m_painter, QRectF(left, m_area.top() + top + 3, kShape, kShape), health, colour);
        text(left + kShape + 6, top, width - kShape - 6, words, colour);
    }

    void paintTitle(const NodeFace &face)
    {
        m_painter.setFont(fontOf(TextLabel::Style::Caption));
        const QString corner = face.stale.isEmpty() ? face.state : face.stale;
        const int cornerWidth = std::min(m_painter.fontMetrics().horizontalAdvance(corner) + 2, m_area.width() / 2);
        text(m_area.right() - cornerWidth, 0, cornerWidth, corner,
             face.stale.isEmpty() ? m_tokens.quiet : m_tokens.warning, TextLabel::Style::Caption, Qt::AlignRight);
        m_painter.setFont(fontOf(TextLabel::Style::Strong));
        const int room = m_area.width() - cornerWidth - metrics::kNear;
        const int name = std::min(m_painter.fontMetrics().horizontalAdvance(face.name) + 2, room * 2 / 3);
        text(m_area.left(), 0, name, face.name, m_tokens.text, TextLabel::Style::Strong);
        const int left = m_area.left() + name + metrics::kGap;
        healthText(left, 0, m_area.left() + room - left, face.shape, face.word);
    }

    void paintFigure(int left, int width, const QString &caption, const QString &figure, const NodeFace &face)
    {
        text(left, 28, width, caption, m_tokens.quiet, TextLabel::Style::Caption);
        text(left, 46, width, figure, face.stale.isEmpty() ? m_tokens.text : m_tokens.quiet, TextLabel::Style::Figure);
    }

    /// What is going on, else the worst that is wrong.
    void paintFoot(const NodeFace &face)
    {
        constexpr int kTop = 84 + 2 * kLine + 4;
        if (face.work.isEmpty()) {
            if (!face.reasons.isEmpty())
                wrapped(kTop, face.reasons.first());
            return;
        }
        constexpr int kBar = 80;
        const QRectF bar(m_area.left(), m_area.top() + kTop + 7, kBar, 4);
        m_painter.setPen(Qt::NoPen);
        m_painter.setBrush(m_tokens.grid);
        m_painter.drawRoundedRect(bar, 2, 2);
        m_painter.setBrush(m_tokens.accent);
        m_painter.drawRoundedRect(QRectF(bar.topLeft(), QSizeF(std::max(4.0, bar.width() * face.permille / 1000), 4)), 2, 2);
        text(m_area.left() + kBar + metrics::kNear, kTop, m_area.width() - kBar - metrics::kNear, face.work, m_tokens.quiet,
             TextLabel::Style::Caption);
    }

    void paintSentences(const NodeFace &face)
    {
        m_painter.setFont(fontOf(TextLabel::Style::Body));
        m_painter.setPen(m_tokens.quiet);
        m_painter.drawText(m_area.adjusted(0, 30, 0, 0), int(Qt::AlignLeft | Qt::AlignTop | Qt::TextWordWrap),
                           face.reasons.isEmpty() ? face.url.toString() : face.reasons.join(u'\n'));
    }

    QPainter &m_painter;
    const QPalette &m_palette;
    const Tokens &m_tokens;
    const QRect m_area;
};

} // namespace

void NodeCardDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const auto *model = qobject_cast<const NodeModel *>(index.model());
    if (!model)
        return;
    const Tokens &tokens = tokensOf(option.palette);
    const int column = qRound(double(option.rect.left()) / std::max(1, m_cell.width()));
    QRect card = option.rect.adjusted(0, 0, 0, -kGap);
    card.setLeft(card.left() + column * kGap / m_columns);
    card.setWidth(option.rect.width() - kGap * (m_columns - 1) / m_columns);
    const bool selected = option.state.testFlag(QStyle::State_Selected);
    const bool focused = option.state.testFlag(QStyle::State_HasFocus);
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painting::roundedBox(painter, card, option.state.testFlag(QStyle::State_MouseOver) ? tokens.window : tokens.panel,
                         selected || focused ? tokens.accent : tokens.line, metrics::kCardRadius);
    painter->setClipRect(card.adjusted(1, 1, -1, -1));
    CardPainter(*painter, option.palette, card.adjusted(14, metrics::kGap, -14, -metrics::kNear))
        .paint(model->face(index.row()));
    painter->restore();
}

} // namespace lifeboat::ui
