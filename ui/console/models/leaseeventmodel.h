// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/lease/leasetable.h"
#include "ui/console/models/diffedtable.h"

namespace lifeboat::ui {

/// What happened to leases, newest first.
class LeaseEventModel : public DiffedTable<LeaseEvent>
{
    Q_OBJECT

public:
    enum Column { Time, Event, Name, Who, Token, Detail, ColumnCount };

    explicit LeaseEventModel(QObject *parent = nullptr);

    /// Oldest first, as LeaseView keeps them; of one lease, or of all if `name` is empty.
    void setEvents(const QList<LeaseEvent> &events, const QString &name);

    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
};

} // namespace lifeboat::ui
