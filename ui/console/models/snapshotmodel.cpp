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

bool newer(const HeldSnapshot &a, const HeldSnapshot &b)
{
    const QDateTime first = a.entry.createdAt();
    const QDateTime second = b.entry.createdAt();
    if (first != second)
        return first > second;
    return a.isOnNode() ? a.key() < b.key() : a.key() > b.key(); // of one moment: the nodes in their order
}

bool same(const HeldSnapshot &one, const HeldSnapshot &other)
{
    const CatalogEntry &a = one.entry;
    const CatalogEntry &b = other.entry;
    return one.node == other.node && one.pinned == other.pinned && a.file.size == b.file.size && a.file.modifiedNs == b.file.modifiedNs && a.verification == b.verification
        && a.damage == b.damage && a.summary.has_value() == b.summary.has_value();
}

} // namespace

SnapshotModel::SnapshotModel(const Clock &clock, QObject *parent)
    : DiffedTable(parent)
    , m_clock(clock)
{
}

void SnapshotModel::setEntries(const QList<CatalogEntry> &entries, const QSet<QString> &unreadable)
{
    if (std::exchange(m_unreadable, unreadable) != unreadable && rowCount() > 0)
        Q_EMIT dataChanged(index(0, Verified), index(rowCount() - 1, Verified));
    QList<HeldSnapshot> snapshots;
    snapshots.reserve(entries.size());
    for (const CatalogEntry &entry : entries)
        snapshots.append({.entry = entry});
    setSnapshots(snapshots);
}

void SnapshotModel::setSnapshots(const QList<HeldSnapshot> &snapshots)
{
    QList<HeldSnapshot> sorted = snapshots;
    if (!std::ranges::is_sorted(sorted, newer))
        std::ranges::sort(sorted, newer);
    replaceRows(sorted, newer, same);
}

void SnapshotModel::setCurrentHistories(const QHash<QString, Lineage> &current)
{
    if (current == m_current)
        return;
    m_current = current;
    if (rowCount() > 0)
        Q_EMIT dataChanged(index(0, History), index(rowCount() - 1, History));
}

bool SnapshotModel::hasSeveralHistories() const
{
    Lineage first;
    const auto differs = [&first](const Lineage &history) {
        if (first.isEmpty())
            first = history;
        return !history.isEmpty() && history != first;
    };
    return std::ranges::any_of(rows(), [&](const HeldSnapshot &each) { return differs(each.history()); })
        || (!first.isEmpty() && std::ranges::any_of(m_current, differs));
}

bool SnapshotModel::isOfCurrentHistory(const HeldSnapshot &snapshot) const
{
    const Lineage history = snapshot.history();
    return snapshot.isOnNode() && !history.isEmpty()
        && m_current.value(HeldSnapshot::stateKey(snapshot.address, snapshot.state)) == history;
}

int SnapshotModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant SnapshotModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const HeldSnapshot &snapshot = row(index.row());
    const int column = index.column();
    switch (role) {
    case Qt::DisplayRole: return text(snapshot, column);
    case Qt::ToolTipRole: return toolTip(snapshot, column);
    case Qt::AccessibleTextRole: return spoken(snapshot, column);
    case Qt::TextAlignmentRole:
        return int(Qt::AlignVCenter | (column == Size || column == Ratio ? Qt::AlignRight : Qt::AlignLeft));
    case SortRole: return sortValue(snapshot, column);
    case QuietRole: return column == Kind || column == State || column == Pinned || column == Store || column == Ratio
            || (column == History && !isOfCurrentHistory(snapshot));
    case StrongRole: return column == Time;
    case HealthRole: return column == Verified ? QVariant(int(healthOf(snapshot.entry, m_clock.utcNow(), m_unreadable))) : QVariant();
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
    case Node: return tr("Node");
    case State: return tr("State");
    case Database: return tr("Database");
    case Kind: return tr("Kind");
    case Identity: return tr("Index or content");
    case History: return tr("History");
    case Size: return tr("Size");
    case Ratio: return tr("Ratio");
    case Verified: return tr("Verified");
    case Pinned: return tr("Kept");
    case Store: return tr("Store");
    default: return {};
    }
}

QString SnapshotModel::text(const HeldSnapshot &snapshot, int column) const
{
    const CatalogEntry &entry = snapshot.entry;
    const QDateTime now = m_clock.utcNow();
    const QString unknown = tr("unknown");
    switch (column) {
    case Time: return text::moment(entry.createdAt(), now);
    case Node: return snapshot.node;
    case State: return snapshot.state;
    case Database: return entry.summary ? entry.summary->manifest.name : unknown;
    case Kind: return entry.summary ? text::kind(entry.summary->manifest.kind) : unknown;
    case Identity: return entry.summary ? text::identity(entry.summary->manifest) : unknown;
    case History:
        //: The history a snapshot is of, where its node's state is of the same one now.
        return isOfCurrentHistory(snapshot) ? tr("%1 · now").arg(text::history(snapshot.history()))
                                            : text::history(snapshot.history());
    case Size: return text::bytes(entry.file.size);
    case Ratio:
        return entry.summary ? text::ratio(entry.summary->manifest.rawBytes(), entry.file.size) : QString();
    case Verified: return verificationText(entry, now, m_unreadable);
    case Pinned: return snapshot.pinned ? tr("pinned") : QString();
    case Store: return fileNameOf(directoryOf(entry.path));
    default: return {};
    }
}

QVariant SnapshotModel::sortValue(const HeldSnapshot &snapshot, int column) const
{
    const CatalogEntry &entry = snapshot.entry;
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
    default: return text(snapshot, column);
    }
}

QString SnapshotModel::toolTip(const HeldSnapshot &snapshot, int column) const
{
    const CatalogEntry &entry = snapshot.entry;
    if (column == Verified && entry.damage)
        return text::sentence(*entry.damage) + u'\n' + text::advice(*entry.damage);
    if (column == Time)
        return QLocale().toString(entry.createdAt().toLocalTime(), QLocale::LongFormat);
    if (column == Identity && entry.summary)
        return QString::fromLatin1(entry.summary->manifest.contentDigest);
    if (column == History)
        return historyToolTip(snapshot);
    if (column == Node)
        return snapshot.url.toString();
    return column == Database || column == Store ? entry.path : QString();
}

QString SnapshotModel::historyToolTip(const HeldSnapshot &snapshot) const
{
    const Lineage history = snapshot.history();
    if (history.isEmpty())
        return {};
    const Lineage current = m_current.value(HeldSnapshot::stateKey(snapshot.address, snapshot.state));
    if (!snapshot.isOnNode() || current.isEmpty())
        return history.value;
    const QString whose = current == history
        ? tr("%1 is of this history now.").arg(snapshot.node)
        : tr("%1 is of another one now, %2.").arg(snapshot.node, current.value);
    return history.value + u'\n' + whose;
}

QString SnapshotModel::spoken(const HeldSnapshot &snapshot, int column) const
{
    const QString header = headerData(column, Qt::Horizontal, Qt::DisplayRole).toString();
    //: For screen readers: column title, then the cell's text.
    return tr("%1: %2").arg(header, text(snapshot, column));
}

} // namespace lifeboat::ui
