// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

namespace lifeboat::ui {

enum class Theme { System, Light, Dark };

/// Dresses the application: palette, style and fonts; follows the system's light and dark while the theme is System.
/// One per application, made after QApplication.
class Look : public QObject
{
    Q_OBJECT

public:
    explicit Look(QObject *parent = nullptr);

    Theme theme() const { return m_theme; }
    void setTheme(Theme theme);

    /// "system", "light", "dark"; System for anything else.
    static Theme themeFromName(const QString &name);
    static QString themeName(Theme theme);

Q_SIGNALS:
    void themeChanged(lifeboat::ui::Theme theme);

private:
    void apply();

    Theme m_theme = Theme::System;
};

} // namespace lifeboat::ui
