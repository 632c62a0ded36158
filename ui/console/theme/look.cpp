// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/console/theme/look.h"

#include "ui/console/theme/consolestyle.h"
#include "ui/console/theme/tokens.h"

#include <QApplication>
#include <QFontInfo>
#include <QStyleHints>

namespace lifeboat::ui {

namespace {

constexpr int kBodyPixels = 13;

/// The desktop's own font, but never below the body size the layout was drawn for.
QFont bodyFont()
{
    QFont font = QApplication::font();
    if (QFontInfo(font).pixelSize() != kBodyPixels)
        font.setPixelSize(std::max(kBodyPixels, QFontInfo(font).pixelSize()));
    return font;
}

} // namespace

Look::Look(QObject *parent)
    : QObject(parent)
{
    QApplication::setStyle(new ConsoleStyle);
    QApplication::setFont(bodyFont());
    connect(QApplication::styleHints(), &QStyleHints::colorSchemeChanged, this, [this] {
        if (m_theme == Theme::System)
            apply();
    });
    apply();
}

void Look::setTheme(Theme theme)
{
    if (theme == m_theme)
        return;
    m_theme = theme;
    apply();
    Q_EMIT themeChanged(theme);
}

void Look::apply()
{
    const bool dark = m_theme == Theme::Dark
        || (m_theme == Theme::System && QApplication::styleHints()->colorScheme() == Qt::ColorScheme::Dark);
    QApplication::setPalette(makePalette(dark ? darkTokens() : lightTokens()));
}

Theme Look::themeFromName(const QString &name)
{
    if (name == QLatin1StringView("light"))
        return Theme::Light;
    return name == QLatin1StringView("dark") ? Theme::Dark : Theme::System;
}

QString Look::themeName(Theme theme)
{
    switch (theme) {
    case Theme::Light: return QStringLiteral("light");
    case Theme::Dark: return QStringLiteral("dark");
    case Theme::System: break;
    }
    return QStringLiteral("system");
}

} // namespace lifeboat::ui
