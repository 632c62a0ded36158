// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/console/workspace/clusters.h"
#include "ui/console/workspace/drilllog.h"
#include "ui/console/workspace/localqueue.h"
#include "ui/console/workspace/places.h"
#include "ui/console/workspace/practice.h"
#include "ui/console/workspace/restorelog.h"
#include "ui/console/workspace/shelf.h"
#include "ui/console/workspace/stores.h"
#include "ui/console/workspace/transfers.h"

#include <map>
#include <memory>

namespace lifeboat::ui {

/// Where the console reads and writes. The defaults are this user's own directories.
struct WorkspacePaths {
    QString drillHistory;
    QString embeddedNode;
    QString sample;
    QString clusters{}; ///< the profile file; empty: no clusters
    QString fetched{}; ///< the store for what is fetched from nodes
    QString operations{}; ///< the queue of work on this machine; empty: it is done without
    QString restores{}; ///< reports of restores of nodes
    QString practice{}; ///< the practice cluster; empty: there is none
    QString stores{}; ///< the file of the user's named stores; empty: none

    static WorkspacePaths ofUser();
};

/// What every page works with: what is open, its archives, the drills, the running work. Lives in the GUI thread.
class Workspace : public QObject
{
    Q_OBJECT

public:
    /// `fileSystem` and `settings` must outlive this; `settings` may be null.
    Workspace(FileSystem &fileSystem, QSettings *settings, const WorkspacePaths &paths = WorkspacePaths::ofUser(),
              ClusterWorld world = {}, QObject *parent = nullptr);
    ~Workspace() override;

    FileSystem &fileSystem() const { return m_fileSystem; }
    const WorkspacePaths &paths() const { return m_paths; }
    Places &places() { return m_places; }
    DrillLog &drills() { return m_drills; }
    RestoreLog &restores() { return m_restores; }
    Clusters &clusters() { return m_clusters; }
    Stores &stores() { return m_stores; }
    Operations &operations() { return m_operations; }
    Practice &practice() { return m_practice; }
    LocalQueue &localQueue() { return m_localQueue; }
    /// For short reading jobs that need no place in the operations bar.
    JobRunner &readers() { return m_readers; }

    /// The shelf of an open store, null if it is not open.
    Shelf *shelf(const QString &store) const;
    QList<Shelf *> shelves() const;

    /// Reads every directory that is open, the clusters, the list of named stores and the drill history again.
    void refresh();

    /// Says that `what` failed, for the message bar. Cancelled work is not a failure.
    void reportFailure(const QString &what, const Error &error);

Q_SIGNALS:
    /// A shelf came, went or was read.
    void shelvesUpdated();
    void failed(const QString &what, const lifeboat::Error &error);
    /// Of the local queue's, but for drills: whoever follows them tells.
    void operationFailed(const lifeboat::Operation &operation);

private:
    void teachQueue();
    void syncShelves();

    FileSystem &m_fileSystem;
    const WorkspacePaths m_paths;
    JobRunner m_readers;
    Places m_places;
    DrillLog m_drills;
    RestoreLog m_restores;
    Clusters m_clusters;
    Practice m_practice; ///< before the operations: what they do to it is over when it goes
    Stores m_stores;
    Transfers m_transfers;
    Operations m_operations;
    LocalQueue m_localQueue;
    std::map<QString, std::unique_ptr<Shelf>> m_shelves;
};

} // namespace lifeboat::ui
