// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

namespace lifeboat::ui {

/// The darker strip behind the places.
class SidePanel : public QWidget
{
    Q_OBJECT

public:
    /// Takes `content` in.
    explicit SidePanel(QWidget *content, QWidget *parent = nullptr);

protected:
    void paintEvent(QPaintEvent *event) override;
};

} // namespace lifeboat::ui
