// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/console/workspace/workspace.h"

namespace lifeboat::ui {

/// Fetches snapshots of nodes and of named stores to a store of this machine, and drills them there in the same breath, through the
/// local queue: a fetch that was cancelled, cut off or killed goes on where it stood, and its drill follows once.
class FetchDrill final : public QObject
{
    Q_OBJECT

public:
    using Then = Afterwards::What;

    /// `workspace` outlives this; the store is made, and opened as a place, once something is in it.
    FetchDrill(Workspace &workspace, const QString &store, QObject *parent = nullptr);

    QString store() const { return m_store; }
    QString archiveOf(const SnapshotId &snapshot) const;
    /// Whoever began it: this, another one, or an earlier start of the console.
    bool isFetching(const SnapshotId &snapshot) const { return m_fetching.contains(archiveOf(snapshot)); }

    /// Begins, or, where the archive is here already, goes on to what follows. Failures are the workspace's to tell.
    /// While it is being fetched only Then::Drill counts: it verifies too.
    void start(NodeConnection &node, const ToldSnapshot &snapshot, Then then);

    /// The same for an archive in a named store, to drill it. NotAnArchive and the like for what is none: then nothing stays.
    void start(const QString &store, const QString &object);

Q_SIGNALS:
    /// It is here; `resumedBytes` of it were already. Also what an earlier start of the console began.
    void fetched(const QString &archive, qint64 resumedBytes);
    /// It did not come here, or was cancelled.
    void failed(const QString &archive);

private:
    bool isUnderWay(const QString &archive, Then then) const;
    Afterwards afterwards(Then then) const;
    static bool isOurs(const lifeboat::Operation &operation);
    void note(const lifeboat::Operation &operation);
    void take(const lifeboat::Operation &operation);

    Workspace &m_workspace;
    const QString m_store;
    QMultiHash<QString, Then> m_fetching; ///< by archive
};

} // namespace lifeboat::ui
