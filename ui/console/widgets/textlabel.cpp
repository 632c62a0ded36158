// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/console/widgets/textlabel.h"

#include <QApplication>
#include <QFontInfo>
#include <QRegularExpression>

namespace lifeboat::ui {

namespace {

constexpr double kBody = 13;

double pixels(TextLabel::Style style)
{
    switch (style) {
    case TextLabel::Style::Caption: return 12;
    case TextLabel::Style::Heading: return 17;
    case TextLabel::Style::Figure:
    case TextLabel::Style::Title: return 24;
    default: return kBody;
    }
}

} // namespace

QFont fontOf(TextLabel::Style style)
{
    QFont font = QApplication::font();
    font.setPixelSize(qRound(QFontInfo(font).pixelSize() * pixels(style) / kBody));
    const bool strong = style == TextLabel::Style::Strong || style == TextLabel::Style::Heading
        || style == TextLabel::Style::Figure || style == TextLabel::Style::Title;
    font.setWeight(strong ? QFont::DemiBold : QFont::Normal);
    return font;
}

TextLabel::TextLabel(Style style, const QString &text, QWidget *parent)
    : QLabel(text, parent)
{
    setTextFormat(Qt::PlainText);
    setFont(fontOf(style));
    if (style == Style::Quiet || style == Style::Caption)
        setForegroundRole(QPalette::PlaceholderText);
}

void TextLabel::setWords(const QString &words, int most)
{
    static const QRegularExpression breaks(QStringLiteral("[\\s/]")); // a path wraps behind its slashes
    QString fitted;
    for (qsizetype from = 0; from <= words.size();) {
        const qsizetype found = words.indexOf(breaks, from);
        const qsizetype end = found < 0 ? words.size() : found;
        const QString run = words.sliced(from, end - from);
        fitted += run.size() > most ? run.left(most / 2) + u'\u2026' + run.right(most - most / 2 - 1) : run;
        fitted += words.mid(end, 1);
        from = end + 1;
    }
    setText(fitted);
    setToolTip(fitted == words ? QString() : words);
    setAccessibleName(fitted == words ? QString() : words);
}

} // namespace lifeboat::ui
