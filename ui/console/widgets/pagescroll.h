// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QScrollArea>

namespace lifeboat::ui {

/// Scrolls a page up and down once it is lower than what stands on it needs at its width, words wrapped; never sideways.
class PageScroll : public QScrollArea
{
    Q_OBJECT

public:
    /// Owns the page, which has a layout.
    explicit PageScroll(QWidget *page, QWidget *parent = nullptr);

protected:
    bool viewportEvent(QEvent *event) override;
    void showEvent(QShowEvent *event) override;

private:
    void fit();
};

} // namespace lifeboat::ui
