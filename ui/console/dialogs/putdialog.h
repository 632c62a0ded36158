// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/snapshot/catalog.h"
#include "ui/console/dialogs/dialogframe.h"

#include <QSet>

class QComboBox;
class QLineEdit;

namespace lifeboat::ui {

class FieldNote;
class PathField;

/// Asks which file goes into a named store: a snapshot of this machine, or any other; and under which name.
class PutDialog : public DialogFrame
{
    Q_OBJECT

public:
    /// `snapshots`: of this machine, newest first; `names`: of what is there, as far as that is known.
    PutDialog(const QString &store, const QList<CatalogEntry> &snapshots, const QSet<QString> &names, QWidget *parent = nullptr);

    QString file() const; ///< absolute path
    QString object() const; ///< its name there

private:
    void update();

    const QString m_store;
    const QSet<QString> m_names;
    QComboBox *m_snapshot;
    PathField *m_file;
    QLineEdit *m_object;
    FieldNote *m_objectNote;
};

} // namespace lifeboat::ui
