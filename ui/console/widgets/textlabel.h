// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLabel>

namespace lifeboat::ui {

/// A label in one of the console's few text styles. Plain text; follows light and dark.
class TextLabel : public QLabel
{
    Q_OBJECT

public:
    enum class Style { Body, Strong, Quiet, Caption, Heading, Figure, Title };

    explicit TextLabel(Style style, const QString &text = {}, QWidget *parent = nullptr);

    /// Of a label that wraps: a name without a place to break would widen it beyond its window, so what is longer than
    /// `most` characters gives way in the middle. The whole is in the tool tip then.
    void setWords(const QString &words, int most = kMostUnbroken);

private:
    static constexpr int kMostUnbroken = 48;
};

/// The application's font in one of these styles.
QFont fontOf(TextLabel::Style style);

} // namespace lifeboat::ui
