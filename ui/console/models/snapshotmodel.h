// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/clock.h"
#include "ui/console/models/diffedtable.h"
#include "ui/console/models/roles.h"
#include "ui/console/workspace/heldsnapshot.h"

namespace lifeboat::ui {

/// The snapshots of the subject, newest first, in stores of this machine or on nodes.
class SnapshotModel : public DiffedTable<HeldSnapshot>
{
    Q_OBJECT

public:
    enum Column { Time, Node, State, Database, Kind, Identity, Size, Ratio, Verified, Pinned, Store, ColumnCount };

    /// `clock` tells how old things are; it must outlive the model.
    explicit SnapshotModel(const Clock &clock = SystemClock::instance(), QObject *parent = nullptr);

    /// `entries` newest first, as catalogs are.
    void setEntries(const QList<CatalogEntry> &entries);
    /// `snapshots` newest first.
    void setSnapshots(const QList<HeldSnapshot> &snapshots);

    /// Ages have grown: lets views draw them anew.
    void refreshAges();

    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    QString text(const HeldSnapshot &snapshot, int column) const;
    QVariant sortValue(const HeldSnapshot &snapshot, int column) const;
    QString toolTip(const HeldSnapshot &snapshot, int column) const;
    QString spoken(const HeldSnapshot &snapshot, int column) const;

    const Clock &m_clock;
};

} // namespace lifeboat::ui
