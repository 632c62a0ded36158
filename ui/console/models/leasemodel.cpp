// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/console/models/leasemodel.h"

#include "ui/console/models/roles.h"
#include "ui/text/format.h"

namespace lifeboat::ui {

namespace {

bool before(const Lease &a, const Lease &b)
{
    return a.name < b.name;
}

} // namespace

LeaseModel::LeaseModel(QObject *parent)
    : DiffedTable(parent)
{
}

void LeaseModel::setLeases(const LeaseView *leases)
{
    m_leases = leases;
    QList<Lease> next = leases && leases->sight() ? leases->sight()->leases : QList<Lease>();
    std::ranges::sort(next, before);
    replaceRows(next, before, std::equal_to<Lease>());
    tick();
}

void LeaseModel::tick()
{
    if (rowCount() > 0)
        Q_EMIT dataChanged(index(0, State), index(rowCount() - 1, Renewals));
}

int LeaseModel::rowOf(const QString &name) const
{
    const auto found = std::ranges::find(rows(), name, &Lease::name);
    return found == rows().end() ? -1 : int(found - rows().begin());
}

int LeaseModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QString LeaseModel::text(const Lease &lease, int column) const
{
    if (!m_leases || !m_leases->sight())
        return {};
    switch (column) {
    case Name: return lease.name;
    case Token: return text::number(lease.token);
    case Renewals: return text::number(lease.renewals);
    default: break;
    }
    const LeaseFace face = faceOf(lease, *m_leases, QDateTime::currentDateTimeUtc());
    return column == State ? face.state : column == Holder ? face.holder : column == Since ? face.since : face.left;
}

QVariant LeaseModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Lease &lease = row(index.row());
    const int column = index.column();
    switch (role) {
    case Qt::DisplayRole: return text(lease, column);
    case Qt::AccessibleTextRole:
        //: For screen readers: column title, then the cell's text.
        return tr("%1: %2").arg(headerData(column, Qt::Horizontal, Qt::DisplayRole).toString(), text(lease, column));
    case Qt::TextAlignmentRole:
        return int(Qt::AlignVCenter | (column == Token || column == Renewals ? Qt::AlignRight : Qt::AlignLeft));
    case StrongRole: return column == Name || column == Holder;
    case HealthRole:
        return column == State && m_leases && m_leases->sight() ? QVariant(int(healthOf(lease, *m_leases))) : QVariant();
    default: return {};
    }
}

QVariant LeaseModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return int(Qt::AlignVCenter | (section == Token || section == Renewals ? Qt::AlignRight : Qt::AlignLeft));
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Name: return tr("Lease");
    case State: return tr("State");
    case Holder: return tr("Holder");
    case Since: return tr("Since");
    case Left: return tr("Runs out in");
    case Token: return tr("Token");
    case Renewals: return tr("Renewals");
    default: return {};
    }
}

} // namespace lifeboat::ui
