// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/console/models/snapshotmodel.h"

#include "ui/console/models/entryhealth.h"
#include "ui/text/errortext.h"
#include "ui/text/format.h"
#include "ui/text/wording.h"

#include <QLocale>

namespace lifeboat::ui {

namespace {

bool newer(const CatalogEntry &a, const CatalogEntry &b)
{
    const QDateTime first = a.createdAt();
    const QDateTime second = b.createdAt();
    return first != second ? first > second : a.path > b.path;
}

bool same(const CatalogEntry &a, const CatalogEntry &b)
{
    return a.file.size == b.file.size && a.file.modifiedNs == b.file.modifiedNs && a.verification == b.verification
        && a.damage == b.damage && a.summary.has_value() == b.summary.has_value();
}

} // namespace

SnapshotModel::SnapshotModel(const Clock &clock, QObject *parent)
    : DiffedTable(parent)
    , m_clock(clock)
{
}

void SnapshotModel::setEntries(const QList<CatalogEntry> &entries)
{
    QList<CatalogEntry> sorted = entries;
    if (!std::ranges::is_sorted(sorted, newer))
        std::ranges::sort(sorted, newer);
    replaceRows(sorted, newer, same);
}

void SnapshotModel::refreshAges()
{
    if (rowCount() > 0)
        Q_EMIT dataChanged(index(0, Time), index(rowCount() - 1, Verified), {Qt::DisplayRole, HealthRole});
}

int SnapshotModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant SnapshotModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const CatalogEntry &entry = row(index.row());
    const int column = index.column();
    switch (role) {
    case Qt::DisplayRole: return text(entry, column);
    case Qt::ToolTipRole: return toolTip(entry, column);
    case Qt::AccessibleTextRole: return spoken(entry, column);
    case Qt::TextAlignmentRole:
        return int(Qt::AlignVCenter | (column == Size || column == Ratio ? Qt::AlignRight : Qt::AlignLeft));
    case SortRole: return sortValue(entry, column);
    case QuietRole: return column == Kind || column == Store || column == Ratio;
    case StrongRole: return column == Time;
    case HealthRole: return column == Verified ? QVariant(int(healthOf(entry, m_clock.utcNow()))) : QVariant();
    default: return {};
    }
}

QVariant SnapshotModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return int(Qt::AlignVCenter | (section == Size || section == Ratio ? Qt::AlignRight : Qt::AlignLeft));
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Time: return tr("Time");
    case Database: return tr("Database");
    case Kind: return tr("Kind");
    case Identity: return tr("Index or content");
    case Size: return tr("Size");
    case Ratio: return tr("Ratio");
    case Verified: return tr("Verified");
    case Store: return tr("Store");
    default: return {};
    }
}

QString SnapshotModel::text(const CatalogEntry &entry, int column) const
{
    const QDateTime now = m_clock.utcNow();
    const QString unknown = tr("unknown");
    switch (column) {
    case Time: return text::moment(entry.createdAt(), now);
    case Database: return entry.summary ? entry.summary->manifest.name : unknown;
    case Kind: return entry.summary ? text::kind(entry.summary->manifest.kind) : unknown;
    case Identity: return entry.summary ? text::identity(entry.summary->manifest) : unknown;
    case Size: return text::bytes(entry.file.size);
    case Ratio:
        return entry.summary ? text::ratio(entry.summary->manifest.rawBytes(), entry.file.size) : QString();
    case Verified: return verificationText(entry, now);
    case Store: return fileNameOf(directoryOf(entry.path));
    default: return {};
    }
}

QVariant SnapshotModel::sortValue(const CatalogEntry &entry, int column) const
{
    switch (column) {
    case Time: return entry.createdAt();
    case Size: return entry.file.size;
    case Identity:
        return entry.summary && entry.summary->manifest.position
            ? QVariant(entry.summary->manifest.position->appliedIndex)
            : QVariant(0ULL);
    case Ratio:
        return entry.summary && entry.file.size > 0
            ? double(entry.summary->manifest.rawBytes()) / double(entry.file.size)
            : 0.0;
    case Verified: return entry.damage ? -1 : entry.verification ? int(entry.verification->depth) + 1 : 0;
    default: return text(entry, column);
    }
}

QString SnapshotModel::toolTip(const CatalogEntry &entry, int column) const
{
    if (column == Verified && entry.damage)
        return text::sentence(*entry.damage) + u'\n' + text::advice(*entry.damage);
    if (column == Time)
        return QLocale().toString(entry.createdAt().toLocalTime(), QLocale::LongFormat);
    if (column == Identity && entry.summary)
        return QString::fromLatin1(entry.summary->manifest.contentDigest);
    return column == Database || column == Store ? entry.path : QString();
}

QString SnapshotModel::spoken(const CatalogEntry &entry, int column) const
{
    const QString header = headerData(column, Qt::Horizontal, Qt::DisplayRole).toString();
    //: For screen readers: column title, then the cell's text.
    return tr("%1: %2").arg(header, text(entry, column));
}

} // namespace lifeboat::ui
