// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/console/window/sidepanel.h"

#include "ui/console/theme/tokens.h"

#include <QPainter>
#include <QVBoxLayout>

namespace lifeboat::ui {

SidePanel::SidePanel(QWidget *content, QWidget *parent)
    : QWidget(parent)
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, metrics::kGap, 1, metrics::kGap);
    column->addWidget(content);
    setFixedWidth(229);
}

void SidePanel::paintEvent(QPaintEvent *)
{
    const Tokens &tokens = tokensOf(palette());
    QPainter painter(this);
    painter.fillRect(rect(), tokens.side);
    painter.fillRect(QRect(width() - 1, 0, 1, height()), tokens.line);
}

} // namespace lifeboat::ui
