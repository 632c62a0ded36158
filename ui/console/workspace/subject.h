// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/console/workspace/heldsnapshot.h"
#include "ui/console/workspace/workspace.h"

namespace lifeboat {
class LeaseView;
}

namespace lifeboat::ui {

/// What the window is about right now: one place, and the archives that belong to it, or the nodes and what they hold.
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
    /// Why a store could not be read; the first of them. The store of a database that never was there is no failure.
    const std::optional<Error> &error() const { return m_error; }
    /// Directories that could not be read last: entries() of theirs are those of before.
    const QSet<QString> &unreadable() const { return m_unreadable; }

    /// The newest archive a drill restored and that is neither damaged, dated ahead nor unreadable(): what RPO counts from.
    std::optional<CatalogEntry> newestProven() const;
    /// Of this machine: the drill that proved the newest snapshot of those in stores that are not open here, as a shell's
    /// may be. Whether it is still there nobody here knows.
    std::optional<DrillReport> newestProvenElsewhere() const;
    /// Neither damaged, dated ahead nor unreadable().
    std::optional<CatalogEntry> newestUndamaged() const;
    /// Size of the database that `plan` would restore: as the archive says that it names, or the newest intact one of its
    /// store; where those are not open here, as a drill found it last. 0: nobody knows.
    qint64 rawBytesOf(const DrillPlan &plan) const;

    bool isRemote() const { return m_place.isRemote(); }
    /// Of a cluster all its nodes, of a node that one; empty for places of this machine and where it is gone.
    QList<NodeConnection *> nodes() const;
    /// The one it is, or is a node of; null: it is neither, or the cluster is gone.
    Cluster *cluster() const { return isRemote() ? m_workspace.clusters().cluster(m_place.cluster) : nullptr; }
    /// Of the cluster, or of the bucket that the named store tells of; null: there are none.
    LeaseView *leases() const;
    /// The number of a node in its cluster, which gives it its colour.
    qsizetype placeOf(const QUrl &node) const;
    /// What the nodes hold, newest first.
    const QList<HeldSnapshot> &held() const { return m_held; }
    /// Another number whenever what that node holds was told anew.
    quint64 heldVersion(const QUrl &node) const { return m_versions.value(node); }
    /// Where a recovery would start from: the newest verified and undamaged snapshot any of the nodes holds; where
    /// none is verified, the newest undamaged one; where no node has listed its snapshots yet, the newest offered.
    std::optional<HeldSnapshot> recoveryPoint() const;

    /// Drills of archives that belong here, newest first.
    QList<DrillReport> drills() const;
    /// Chaos drills, newest first: of this machine and its practice cluster.
    QList<ChaosReport> chaos() const;

    /// Where a snapshot taken here would go and of what, as far as the place says.
    QString database() const { return m_place.kind == Place::Kind::Database ? m_place.path : QString(); }
    QString store() const { return m_place.storePath(); }

Q_SIGNALS:
    void placeChanged();
    /// Entries, state or error may have changed.
    void updated();
    /// Nodes of the cluster came, went or told something new; `which` are those that did not come or go.
    void nodesUpdated(const lifeboat::ui::NodeSet &which);
    void heldUpdated();

private:
    std::optional<HeldSnapshot> newestOffer() const;
    void collect();
    void followClusters();
    void collectHeld(const NodeSet &changed);
    bool concerns(const NodeSet &nodes) const;
    bool belongs(const CatalogEntry &entry) const;
    bool isNotBegun(const Shelf &shelf) const;

    Workspace &m_workspace;
    Place m_place;
    State m_state = State::Nothing;
    QList<CatalogEntry> m_entries;
    std::optional<Error> m_error;
    QSet<QString> m_unreadable;
    QList<HeldSnapshot> m_held;
    QHash<QUrl, quint64> m_versions;
    quint64 m_lastVersion = 0;
};

} // namespace lifeboat::ui
