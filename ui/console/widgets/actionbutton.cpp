// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/console/widgets/actionbutton.h"

#include <QAction>

namespace lifeboat::ui {

ActionButton::ActionButton(QAction *action, const QString &text, QWidget *parent)
    : QPushButton(parent)
    , m_action(action)
    , m_text(text)
{
    connect(this, &QPushButton::clicked, action, &QAction::trigger);
    connect(action, &QAction::changed, this, &ActionButton::follow);
    follow();
}

void ActionButton::follow()
{
    QString plain = m_action->text();
    plain.remove(u'&');
    setText(m_text.isEmpty() ? plain : m_text);
    setAccessibleName(plain);
    setEnabled(m_action->isEnabled());
    const QString keys = m_action->shortcut().toString(QKeySequence::NativeText);
    const QString why = m_action->isEnabled() ? QString() : m_action->statusTip();
    setAccessibleDescription(why);
    setToolTip(!why.isEmpty() ? why : keys.isEmpty() ? plain : tr("%1 (%2)").arg(plain, keys));
}

} // namespace lifeboat::ui
