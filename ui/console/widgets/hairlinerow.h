// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/console/theme/tokens.h"

#include <QPainter>
#include <QWidget>

namespace lifeboat::ui {

/// A row of a short list, with a hairline under it.
class HairlineRow : public QWidget
{
    Q_OBJECT

public:
    using QWidget::QWidget;

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter(this).fillRect(QRect(0, height() - 1, width(), 1), tokensOf(palette()).grid);
    }
};

} // namespace lifeboat::ui
