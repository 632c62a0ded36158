// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QBoxLayout;

namespace lifeboat::ui {

class Actions;

/// The first thing a new user sees: three ways in.
class WelcomePage : public QWidget
{
    Q_OBJECT

public:
    /// `actions` must outlive this.
    explicit WelcomePage(const Actions &actions, QWidget *parent = nullptr);

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    QBoxLayout *m_ways; ///< beside each other, or where that is too narrow one below the other
};

} // namespace lifeboat::ui
