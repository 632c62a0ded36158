// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/console/models/storeobjectmodel.h"

#include "ui/console/models/roles.h"
#include "ui/text/format.h"

#include <QLocale>

namespace lifeboat::ui {

namespace {

bool before(const StoreObject &a, const StoreObject &b)
{
    return a.name < b.name;
}

} // namespace

StoreObjectModel::StoreObjectModel(const Clock &clock, QObject *parent)
    : DiffedTable(parent)
    , m_clock(clock)
{
}

void StoreObjectModel::setObjects(const QList<StoreObject> &objects)
{
    QList<StoreObject> sorted = objects;
    if (!std::ranges::is_sorted(sorted, before))
        std::ranges::sort(sorted, before);
    replaceRows(sorted, before, std::equal_to<StoreObject>());
}

int StoreObjectModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QString StoreObjectModel::text(const StoreObject &object, int column) const
{
    switch (column) {
    case Name: return object.name;
    case Size: return text::bytes(object.bytes);
    case Stored: return text::moment(object.stored, m_clock.utcNow());
    case Digest: return object.digest.isEmpty() ? tr("not known") : QString::fromLatin1(object.digest);
    default: return {};
    }
}

QVariant StoreObjectModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const StoreObject &object = row(index.row());
    const int column = index.column();
    switch (role) {
    case Qt::DisplayRole: return text(object, column);
    case Qt::ToolTipRole:
        return column == Stored ? QLocale().toString(object.stored.toLocalTime(), QLocale::LongFormat)
            : column == Size    ? tr("%L1 bytes").arg(object.bytes)
                                : text(object, column);
    case Qt::AccessibleTextRole:
        //: For screen readers: column title, then the cell's text.
        return tr("%1: %2").arg(headerData(column, Qt::Horizontal, Qt::DisplayRole).toString(), text(object, column));
    case Qt::TextAlignmentRole: return int(Qt::AlignVCenter | (column == Size ? Qt::AlignRight : Qt::AlignLeft));
    case SortRole:
        return column == Size  ? QVariant(object.bytes)
            : column == Stored ? QVariant(object.stored)
                               : QVariant(text(object, column));
    case StrongRole: return column == Name;
    case QuietRole: return column == Digest;
    case CodeRole: return column == Digest && !object.digest.isEmpty();
    default: return {};
    }
}

QVariant StoreObjectModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return int(Qt::AlignVCenter | (section == Size ? Qt::AlignRight : Qt::AlignLeft));
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Name: return tr("Name");
    case Size: return tr("Size");
    case Stored: return tr("Stored");
    case Digest: return tr("SHA-256");
    default: return {};
    }
}

} // namespace lifeboat::ui
