// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/console/workspace/workspace.h"

namespace lifeboat::ui {

/// What the window is about right now: one place, and the archives that belong to it.
class Subject : public QObject
{
    Q_OBJECT

public:
    /// Reading: no answer yet. Failed: no store could be read. Ready: `entries` holds what there is.
    enum class State { Nothing, Reading, Failed, Ready };

    explicit Subject(Workspace &workspace, QObject *parent = nullptr);

    const Place &place() const { return m_place; }
    void setPlace(const Place &place);

    State state() const { return m_state; }
    const QList<CatalogEntry> &entries() const { return m_entries; }
    /// Why a store could not be read; the first of them.
    const std::optional<Error> &error() const { return m_error; }

    /// The newest archive a drill restored and that is neither damaged nor dated ahead: what RPO counts from.
    std::optional<CatalogEntry> newestProven() const;
    std::optional<CatalogEntry> newestUndamaged() const;

    /// Drills of archives that belong here, newest first.
    QList<DrillReport> drills() const;

    /// Where a snapshot taken here would go and of what, as far as the place says.
    QString database() const { return m_place.kind == Place::Kind::Database ? m_place.path : QString(); }
    QString store() const { return m_place.storePath(); }

Q_SIGNALS:
    void placeChanged();
    /// Entries, state or error may have changed.
    void updated();

private:
    void collect();
    bool belongs(const CatalogEntry &entry) const;

    Workspace &m_workspace;
    Place m_place;
    State m_state = State::Nothing;
    QList<CatalogEntry> m_entries;
    std::optional<Error> m_error;
};

} // namespace lifeboat::ui
