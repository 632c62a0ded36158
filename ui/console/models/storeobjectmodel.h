// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/clock.h"
#include "engine/store/snapshotstore.h"
#include "ui/console/models/diffedtable.h"

namespace lifeboat::ui {

/// The objects of a store, by name.
class StoreObjectModel : public DiffedTable<StoreObject>
{
    Q_OBJECT

public:
    enum Column { Name, Size, Stored, Digest, ColumnCount };

    /// `clock` tells what is today; it must outlive the model.
    explicit StoreObjectModel(const Clock &clock = SystemClock::instance(), QObject *parent = nullptr);

    void setObjects(const QList<StoreObject> &objects);

    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    QString text(const StoreObject &object, int column) const;

    const Clock &m_clock;
};

} // namespace lifeboat::ui
