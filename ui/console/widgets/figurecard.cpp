// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/console/widgets/figurecard.h"

#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace lifeboat::ui {

namespace {

constexpr int kLeastFigure = 15; ///< pixels

/// Asks for as much height as it ever did at its width: a line more now and a line less in a second would have the whole
/// page move up and down.
class NoteLabel final : public TextLabel
{
public:
    using TextLabel::TextLabel;

    int heightForWidth(int width) const override
    {
        const int wanted = TextLabel::heightForWidth(width);
        if (width != this->width())
            return wanted;
        m_highest = std::exchange(m_keptFor, width) == width ? std::max(m_highest, wanted) : wanted;
        return m_highest;
    }

private:
    mutable int m_keptFor = 0; ///< the width
    mutable int m_highest = 0;
};

} // namespace

FigureCard::FigureCard(const QString &caption, QWidget *parent)
    : Card(parent)
    , m_caption(new ElidedLabel(fontOf(TextLabel::Style::Quiet)))
    , m_figure(new TextLabel(TextLabel::Style::Figure))
    , m_state(new HealthLabel(TextLabel::Style::Figure))
    , m_note(new NoteLabel(TextLabel::Style::Quiet))
{
    m_caption->setText(caption);
    m_note->setWordWrap(true);
    m_note->setAlignment(Qt::AlignTop | Qt::AlignLeft);
    body()->setSpacing(2);
    body()->addWidget(m_caption);
    body()->addWidget(m_figure);
    body()->addWidget(m_state);
    body()->addWidget(m_note, 1);
    m_state->hide();
    setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Minimum);
    setMinimumWidth(110);
}

void FigureCard::setCaption(const QString &caption)
{
    m_caption->setText(caption);
}

void FigureCard::setFigure(const QString &figure, const QString &note)
{
    m_figure->setText(figure);
    show(figure, note, false);
}

void FigureCard::setFigureColour(const QColor &colour)
{
    QPalette own = palette();
    if (colour.isValid())
        own.setColor(QPalette::WindowText, colour);
    if (m_figure->palette().color(QPalette::WindowText) != own.color(QPalette::WindowText))
        m_figure->setPalette(own);
}

void FigureCard::setState(Health health, const QString &word, const QString &note)
{
    m_state->setHealth(health, word);
    show(word, note, true);
}

void FigureCard::resizeEvent(QResizeEvent *event)
{
    Card::resizeEvent(event);
    fitFigure();
}

void FigureCard::fitFigure()
{
    const QMargins margins = body()->contentsMargins();
    const int room = contentsRect().width() - margins.left() - margins.right();
    QFont font = fontOf(TextLabel::Style::Figure);
    const auto fit = [&font, room](QWidget *figure) {
        figure->setFont(font);
        if (const int wanted = figure->sizeHint().width(); wanted > room) {
            font.setPixelSize(std::max(kLeastFigure, font.pixelSize() * room / wanted));
            figure->setFont(font);
        }
    };
    if (m_state->isVisibleTo(this))
        fit(m_state);
    else
        fit(m_figure);
}

void FigureCard::show(const QString &figure, const QString &note, bool state)
{
    m_figure->setVisible(!state);
    m_state->setVisible(state);
    m_note->setText(note);
    fitFigure();
    setAccessibleName(m_caption->text());
    setAccessibleDescription(figure + u'\n' + note);
}

} // namespace lifeboat::ui
