// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/console/widgets/tabletoolbar.h"

#include "ui/console/theme/tokens.h"

#include <QHBoxLayout>
#include <QLineEdit>

namespace lifeboat::ui {

namespace {

constexpr int kGap = 24; ///< pixels between groups of buttons

} // namespace

QWidget *makeTableToolbar(QLineEdit *filter, const QString &placeholder, const QString &name, QWidget *count,
                          const QList<QWidget *> &buttons)
{
    auto *bar = new QWidget;
    auto *row = new QHBoxLayout(bar);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(metrics::kNear);
    filter->setPlaceholderText(placeholder);
    filter->setAccessibleName(name);
    filter->setClearButtonEnabled(true);
    filter->setMinimumWidth(180);
    filter->setMaximumWidth(300);
    row->addWidget(filter, 1);
    row->addWidget(count);
    row->addStretch(1);
    for (QWidget *button : buttons) {
        if (button)
            row->addWidget(button);
        else
            row->addSpacing(kGap);
    }
    return bar;
}

} // namespace lifeboat::ui
