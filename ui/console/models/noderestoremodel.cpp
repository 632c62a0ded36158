// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/console/models/noderestoremodel.h"

#include "engine/base/ids.h"
#include "ui/console/models/roles.h"
#include "ui/console/theme/glyph.h"
#include "ui/text/errortext.h"
#include "ui/text/format.h"
#include "ui/text/operationwording.h"

namespace lifeboat::ui {

using Phase = NodeRestore::Phase;

namespace {

Health healthOf(const NodeRestore &node)
{
    if (node.isAway)
        return Health::Warning;
    switch (node.phase) {
    case Phase::Done:
        return node.error ? Health::Warning : Health::Good;
    case Phase::Undone:
        return Health::Good;
    case Phase::Failed: // as it was wanted, where it was cancelled
        return node.error && node.error->code == ErrorCode::Canceled ? Health::Warning : Health::Bad;
    case Phase::Skipped:
        return Health::Warning;
    default:
        return Health::Unknown;
    }
}

bool isAtWork(const NodeRestore &node)
{
    return node.phase == Phase::Sending || node.phase == Phase::Restoring || node.phase == Phase::Undoing;
}

/// And heard of.
bool isMoving(const NodeRestore &node)
{
    return isAtWork(node) && !node.isAway;
}

/// "12 s", or what is left: "612 MB/s · 4 s left".
QString timeOf(const NodeRestore &node)
{
    if (isAtWork(node)) {
        if (node.isAway || node.bytesPerSecond <= 0)
            return {};
        const QString rate = text::rate(node.bytesPerSecond);
        if (!node.plan || node.plan->writeBytes == 0 || node.phase != Phase::Restoring)
            return rate;
        const double left = double(node.plan->writeBytes) * (1000 - node.permille) / 1000 / node.bytesPerSecond;
        return NodeRestoreModel::tr("%1 · %2 left")
            .arg(rate, text::seconds(std::chrono::milliseconds(std::max(qint64(1000), qint64(left * 1000)))));
    }
    const bool isTimed = node.startedAt.isValid() && node.endedAt.isValid() && node.phase != Phase::Skipped;
    return isTimed ? text::duration(std::chrono::milliseconds(node.startedAt.msecsTo(node.endedAt))) : QString();
}

} // namespace

NodeRestoreModel::NodeRestoreModel(RunningRestore &restore, QObject *parent)
    : QAbstractTableModel(parent)
    , m_restore(restore)
{
    connect(&restore, &RunningRestore::changed, this,
            [this](int row) { Q_EMIT dataChanged(index(row, 0), index(row, ColumnCount - 1)); });
    connect(&restore, &RunningRestore::finished, this,
            [this] { Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1)); });
}

QString NodeRestoreModel::explanation(int row) const
{
    const NodeRestore &node = m_restore.nodes().at(row);
    if (node.phase == Phase::Skipped && m_restore.isInterrupted())
        return tr("%1 was never begun: Lifeboat was ended before that.").arg(node.node);
    if (node.phase == Phase::Skipped)
        return tr("%1 was left as it is: another node failed first, or the restore was cancelled.").arg(node.node);
    if (node.isAway)
        return tr("%1 cannot be reached. It had done %2 %, and may go on there: it is followed again once it answers.")
            .arg(node.node)
            .arg(node.permille / 10);
    if (!node.error || isAtWork(node))
        return {};
    QString words = text::sentence(*node.error);
    if (node.error->code == ErrorCode::Disconnected)
        words += u' ' + tr("Whether it finished is not known: look at the node before you try again.");
    else if (node.phase == Phase::Failed && node.error->code != ErrorCode::Unnoted)
        words += u' ' + tr("The node is as it was.") + u' ' + text::advice(*node.error);
    else
        words += u' ' + text::advice(*node.error);
    return words;
}

int NodeRestoreModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_restore.nodes().size());
}

int NodeRestoreModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant NodeRestoreModel::data(const QModelIndex &index, int role) const
{
    const NodeRestore &node = m_restore.nodes().at(index.row());
    if (role == HealthRole && index.column() == State && healthOf(node) != Health::Unknown)
        return int(healthOf(node));
    if (role == ProgressRole && index.column() == Done && isMoving(node))
        return node.permille;
    if (role == StrongRole)
        return index.column() == Node;
    if (role == QuietRole)
        return index.column() >= Time || node.phase == Phase::Waiting;
    if (role == Qt::TextAlignmentRole && index.column() == Time)
        return int(Qt::AlignRight | Qt::AlignVCenter);
    if (role == Qt::ToolTipRole && index.column() == Outcome)
        return explanation(index.row());
    return role == Qt::DisplayRole ? words(node, index.row(), index.column()) : QVariant();
}

QVariant NodeRestoreModel::words(const NodeRestore &node, int row, int column) const
{
    switch (column) {
    case Node:
        return node.node;
    case State:
        return text::restorePhase(node);
    case Done:
        return isMoving(node) ? tr("%1 %").arg(node.permille / 10) : QString();
    case Time:
        return timeOf(node);
    default:
        break;
    }
    if (const QString why = explanation(row); !why.isEmpty())
        return why;
    const qint64 written = node.outcome[QLatin1StringView("decodedBytes")].toString().toLongLong();
    QStringList words;
    if (node.phase == Phase::Done && written > 0)
        words.append(tr("%1 written").arg(text::bytes(written)));
    const auto index = parseDecimal(node.outcome[QLatin1StringView("position")][QLatin1StringView("appliedIndex")].toString());
    if (index && (node.phase == Phase::Done || node.phase == Phase::Undone))
        words.append(tr("at index %1").arg(text::number(*index)));
    return words.join(QStringLiteral(" · "));
}

QVariant NodeRestoreModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole && section == Time)
        return int(Qt::AlignRight | Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Node:
        return tr("Node");
    case State:
        return tr("State");
    case Done:
        return tr("Progress");
    case Time:
        return tr("Time");
    default:
        return tr("Result");
    }
}

} // namespace lifeboat::ui
