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
};

/// The application's font in one of these styles.
QFont fontOf(TextLabel::Style style);

} // namespace lifeboat::ui
