// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/clock.h"
#include "engine/snapshot/catalog.h"
#include "ui/console/models/diffedtable.h"
#include "ui/console/models/roles.h"

namespace lifeboat::ui {

/// The archives of the subject, newest first.
class SnapshotModel : public DiffedTable<CatalogEntry>
{
    Q_OBJECT

public:
    enum Column { Time, Database, Kind, Identity, Size, Ratio, Verified, Store, ColumnCount };

    /// `clock` tells how old things are; it must outlive the model.
    explicit SnapshotModel(const Clock &clock = SystemClock::instance(), QObject *parent = nullptr);

    /// `entries` newest first, as catalogs are.
    void setEntries(const QList<CatalogEntry> &entries);

    /// Ages have grown: lets views draw them anew.
    void refreshAges();

    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    QString text(const CatalogEntry &entry, int column) const;
    QVariant sortValue(const CatalogEntry &entry, int column) const;
    QString toolTip(const CatalogEntry &entry, int column) const;
    QString spoken(const CatalogEntry &entry, int column) const;

    const Clock &m_clock;
};

} // namespace lifeboat::ui
