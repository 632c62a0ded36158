// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/archive/origin.h"
#include "engine/cluster/nodeconnection.h"
#include "ui/console/workspace/drillrun.h"

namespace lifeboat::ui {

/// Fetches snapshots of nodes and of named stores to a store of this machine, as operations, and drills them there in the same breath. A
/// fetch that was cancelled or cut off goes on where it stood when it is started again.
class FetchDrill final : public QObject
{
    Q_OBJECT

public:
    enum class Then {
        Verify, ///< every page is read once it is here
        Drill, ///< which verifies too; waits for a drill that is running
    };

    /// `workspace` and `drills` outlive this; the store is made, and opened as a place, once something is in it.
    FetchDrill(Workspace &workspace, DrillRun &drills, const QString &store, QObject *parent = nullptr);

    QString store() const { return m_store; }
    QString archiveOf(const SnapshotId &snapshot) const;
    bool isFetching(const SnapshotId &snapshot) const { return m_fetching.contains(snapshot.value); }

    /// Begins, or, where the archive is here already, goes on to what follows. Failures are the workspace's to tell.
    /// While it is being fetched only Then::Drill counts: it verifies too.
    void start(NodeConnection &node, const ToldSnapshot &snapshot, Then then);

    /// The same for an archive in a named store, to drill it. NotAnArchive and the like for what is none: then nothing stays.
    void start(const QString &store, const QString &object);

Q_SIGNALS:
    /// It is here; `resumedBytes` of it were already.
    void fetched(const QString &archive, qint64 resumedBytes);
    /// It did not come here, or was cancelled.
    void failed(const QString &archive);
    void drilling(const lifeboat::DrillPlan &plan);

private:
    struct Fetch {
        QString title;
        QString name; ///< of the database
        QString archive;
        Origin origin{};
        Then then = Then::Verify;
        int operation = 0;
    };

    void fetch(NodeConnection &node, const QString &snapshot);
    void fetch(const OpenStore &open, const QString &object, const QString &snapshot);
    void arrived(const QString &snapshot, const Result<QJsonValue> &answer);
    void noteOrigin(const QString &snapshot, const QJsonValue &answer);
    void goOn(const Fetch &done);
    void verify(const Fetch &done);
    void drillNext();

    Workspace &m_workspace;
    DrillRun &m_drills;
    const QString m_store;
    QHash<QString, Fetch> m_fetching; ///< by snapshot
    QList<DrillPlan> m_plans; ///< of drills that wait for their turn
};

} // namespace lifeboat::ui
