// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/snapshot/take.h"
#include "ui/console/dialogs/dialogframe.h"

class QComboBox;

namespace lifeboat::ui {

class PathField;

/// Asks of what and into which store a snapshot is taken.
class TakeDialog : public DialogFrame
{
    Q_OBJECT

public:
    /// Empty paths: not known yet.
    TakeDialog(const QString &database, const QString &store, QWidget *parent = nullptr);

    TakeRequest request() const;

private:
    void update();

    PathField *m_database;
    PathField *m_store;
    QComboBox *m_level;
};

} // namespace lifeboat::ui
