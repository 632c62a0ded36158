// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/console/models/diffedtable.h"
#include "ui/console/models/leaseface.h"

#include <QPointer>

namespace lifeboat::ui {

/// Leases, a row each, by name. Words are found for rows that are looked at.
class LeaseModel : public DiffedTable<Lease>
{
    Q_OBJECT

public:
    enum Column { Name, State, Holder, Since, Left, Token, Renewals, ColumnCount };

    explicit LeaseModel(QObject *parent = nullptr);

    /// As they stand now; null: none.
    void setLeases(const LeaseView *leases);
    /// Time went on.
    void tick();
    int rowOf(const QString &name) const; ///< -1: none of that name

    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    QString text(const Lease &lease, int column) const;

    QPointer<const LeaseView> m_leases;
};

} // namespace lifeboat::ui
