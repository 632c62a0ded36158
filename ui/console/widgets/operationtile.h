// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/console/workspace/operations.h"

#include <QWidget>

class QProgressBar;
class QPushButton;

namespace lifeboat::ui {

class ElidedLabel;

/// One running operation in the operations bar.
class OperationTile : public QWidget
{
    Q_OBJECT

public:
    explicit OperationTile(int id, QWidget *parent = nullptr);

    int id() const { return m_id; }
    using QWidget::show;
    void show(const Operation &operation);

Q_SIGNALS:
    void cancelRequested(int id);

private:
    const int m_id;
    ElidedLabel *m_title;
    ElidedLabel *m_words;
    QProgressBar *m_bar;
    QPushButton *m_cancel;
};

} // namespace lifeboat::ui
