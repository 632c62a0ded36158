// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPushButton>

class QAction;

namespace lifeboat::ui {

/// A button that is an action: same text and enabled state, its keys as tip; pressing it triggers the action. Where it is
/// disabled, the tip says why if the action's status tip does.
class ActionButton : public QPushButton
{
    Q_OBJECT

public:
    /// `text` instead of the action's, if given.
    explicit ActionButton(QAction *action, const QString &text = {}, QWidget *parent = nullptr);

private:
    void follow();

    QAction *const m_action;
    const QString m_text;
};

} // namespace lifeboat::ui
