// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/clock.h"
#include "ui/console/models/diffedtable.h"
#include "ui/console/models/roles.h"
#include "ui/console/workspace/heldsnapshot.h"

#include <QHash>
#include <QSet>

namespace lifeboat::ui {

/// The snapshots of the subject, newest first, in stores of this machine or on nodes.
class SnapshotModel : public DiffedTable<HeldSnapshot>
{
    Q_OBJECT

public:
    enum Column { Time, Node, State, Database, Kind, Identity, History, Size, Ratio, Verified, Pinned, Store, ColumnCount };

    /// `clock` tells how old things are; it must outlive the model. That they grow older changes no row: a view draws anew now and
    /// then, where thousands of changed rows would be sorted again.
    explicit SnapshotModel(const Clock &clock = SystemClock::instance(), QObject *parent = nullptr);

    /// `entries` newest first, as catalogs are; of those in directories that are `unreadable` now nothing is known.
    void setEntries(const QList<CatalogEntry> &entries, const QSet<QString> &unreadable = {});
    /// `snapshots` newest first.
    void setSnapshots(const QList<HeldSnapshot> &snapshots);

    /// Of which history the state of a node is now, by HeldSnapshot::stateKey(): its snapshots of that one are marked.
    void setCurrentHistories(const QHash<QString, Lineage> &current);
    /// Some snapshot is of another history than another one, or than its node's state.
    bool hasSeveralHistories() const;

    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    QString text(const HeldSnapshot &snapshot, int column) const;
    QVariant sortValue(const HeldSnapshot &snapshot, int column) const;
    QString toolTip(const HeldSnapshot &snapshot, int column) const;
    QString historyToolTip(const HeldSnapshot &snapshot) const;
    bool isOfCurrentHistory(const HeldSnapshot &snapshot) const;
    QString spoken(const HeldSnapshot &snapshot, int column) const;

    const Clock &m_clock;
    QHash<QString, Lineage> m_current;
    QSet<QString> m_unreadable;
};

} // namespace lifeboat::ui
