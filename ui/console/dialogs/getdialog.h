// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/console/dialogs/dialogframe.h"

namespace lifeboat::ui {

class PathField;

/// Asks into which directory an object of a named store comes.
class GetDialog : public DialogFrame
{
    Q_OBJECT

public:
    GetDialog(const QString &store, const QString &object, const QString &directory, QWidget *parent = nullptr);

    QString directory() const; ///< absolute

private:
    void update();

    const QString m_store;
    const QString m_object;
    PathField *m_directory;
};

} // namespace lifeboat::ui
