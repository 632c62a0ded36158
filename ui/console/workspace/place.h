// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QString>

namespace lifeboat::ui {

/// What the console has open: this machine (everything open on it), one database with the store its snapshots go to,
/// or one store.
struct Place {
    enum class Kind { Machine, Database, Store };

    Kind kind = Kind::Machine;
    QString path; ///< of the database or the store; empty for the machine
    QString store; ///< of a database: where its snapshots go

    /// "orders.db", "snapshots"; empty for the machine.
    QString fileName() const;

    /// The store whose archives belong to this place; empty for the machine.
    QString storePath() const { return kind == Kind::Store ? path : store; }

    bool operator==(const Place &) const = default;
};

/// The store a database gets that has none yet: "<directory>/snapshots".
QString defaultStoreFor(const QString &database);

} // namespace lifeboat::ui
