// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>

class QLineEdit;
class QString;
class QWidget;

namespace lifeboat::ui {

/// The row above a table: `filter`, which gets that placeholder and accessible name, the count of rows, and buttons at the
/// right, where null stands for a gap between groups of them. The row owns all of them.
QWidget *makeTableToolbar(QLineEdit *filter, const QString &placeholder, const QString &name, QWidget *count,
                          const QList<QWidget *> &buttons);

} // namespace lifeboat::ui
