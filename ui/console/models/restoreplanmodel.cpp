// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/console/models/restoreplanmodel.h"

#include "ui/console/models/roles.h"
#include "ui/console/theme/glyph.h"
#include "ui/text/errortext.h"
#include "ui/text/format.h"
#include "ui/text/wording.h"

#include <limits>

namespace lifeboat::ui {

using Phase = NodeRestore::Phase;

namespace {

QString skipWords(const RestorePlan &plan)
{
    const int ahead = int(std::min<quint64>(text::entriesAhead(plan), std::numeric_limits<int>::max()));
    return ahead > 0 ? RestorePlanModel::tr("skip: %n entries ahead of it", nullptr, ahead)
                     : RestorePlanModel::tr("skip: holds it already");
}

std::pair<Health, QString> planOf(const NodeRestore &node)
{
    if (node.error) {
        const bool isAbsent = node.error->code == ErrorCode::NotFound;
        return {Health::Bad,
                isAbsent ? RestorePlanModel::tr("lacks the snapshot") : RestorePlanModel::tr("cannot be planned")};
    }
    if (node.lacksSnapshot && node.expected)
        return {Health::Warning, node.expected->action == RestoreAction::Skip ? RestorePlanModel::tr("gets the archive, then skip")
                                                                              : RestorePlanModel::tr("gets the archive, then replace")};
    if (node.lacksSnapshot)
        return {Health::Warning, RestorePlanModel::tr("gets the archive first")};
    if (!node.plan)
        return {Health::Unknown, RestorePlanModel::tr("asking…")};
    if (node.plan->action == RestoreAction::Skip)
        return {Health::Good, skipWords(*node.plan)};
    return {node.plan->targetExists ? Health::Warning : Health::Good,
            node.plan->targetExists ? RestorePlanModel::tr("replace") : RestorePlanModel::tr("write anew")};
}

/// Entries that are in the node's state and not in the snapshot.
QString lossOf(const NodeRestore &node)
{
    if (!node.plan && !node.expected)
        return node.lacksSnapshot ? RestorePlanModel::tr("not known yet") : QString();
    return text::loss(node.plan ? *node.plan : *node.expected);
}

QStringList reasonsOf(const RestorePlan &plan)
{
    QStringList sentences;
    for (const PlanReason reason : plan.reasons)
        sentences.append(text::reason(plan, reason));
    if (plan.action == RestoreAction::Skip && text::entriesAhead(plan) > 0)
        sentences.append(RestorePlanModel::tr("To go back to the snapshot all the same, tick “Go back also where a node holds this "
                                              "content or newer”."));
    return sentences;
}

} // namespace

bool RestorePlanModel::skips(const NodeRestore &node)
{
    const auto &plan = node.plan ? node.plan : node.expected;
    return plan && plan->action == RestoreAction::Skip;
}

bool RestorePlanModel::canTakePart(const NodeRestore &node)
{
    return node.plan || node.lacksSnapshot;
}

void RestorePlanModel::setNodes(const QList<NodeRestore> &nodes)
{
    const bool isSame = nodes.size() == m_nodes.size();
    if (!isSame)
        beginResetModel();
    m_nodes = nodes;
    if (!isSame)
        endResetModel();
    else if (!nodes.isEmpty())
        Q_EMIT dataChanged(index(0, 0), index(int(nodes.size()) - 1, ColumnCount - 1));
    Q_EMIT chosenChanged();
}

QList<int> RestorePlanModel::chosen() const
{
    QList<int> rows;
    for (int row = 0; row < m_nodes.size(); ++row) {
        if (canTakePart(m_nodes[row]) && !m_leftOut.contains(m_nodes[row].node))
            rows.append(row);
    }
    return rows;
}

void RestorePlanModel::leaveOut(int row, bool isLeftOut)
{
    if (isLeftOut)
        m_leftOut.insert(m_nodes.at(row).node);
    else
        m_leftOut.remove(m_nodes.at(row).node);
    Q_EMIT dataChanged(index(row, Node), index(row, Node));
    Q_EMIT chosenChanged();
}

QString RestorePlanModel::explanation(int row) const
{
    const NodeRestore &node = m_nodes.at(row);
    if (node.error && node.error->code == ErrorCode::NotFound)
        return tr("%1 does not hold this snapshot. Fetch it from a node that does, then restore from that archive: it "
                  "is sent to nodes that lack it.")
            .arg(node.node);
    if (node.error)
        return text::sentence(*node.error) + u' ' + text::advice(*node.error);
    if (node.lacksSnapshot) {
        QStringList sentences{tr("%1 does not hold this snapshot: the archive is sent there, then the node plans.").arg(node.node)};
        if (node.expected)
            sentences += reasonsOf(*node.expected);
        else
            sentences.append(tr("What it loses is known then: it tells no position to compare."));
        return sentences.join(u' ');
    }
    return node.plan ? reasonsOf(*node.plan).join(u' ') : QString();
}

int RestorePlanModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_nodes.size());
}

int RestorePlanModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant RestorePlanModel::data(const QModelIndex &index, int role) const
{
    const NodeRestore &node = m_nodes.at(index.row());
    const bool isNumber = index.column() == Writes || index.column() == Loses;
    if (role == Qt::CheckStateRole && index.column() == Node)
        return canTakePart(node) && !m_leftOut.contains(node.node) ? Qt::Checked : Qt::Unchecked;
    if (role == Qt::TextAlignmentRole && isNumber)
        return int(Qt::AlignRight | Qt::AlignVCenter);
    if (role == HealthRole && index.column() == Plan && planOf(node).first != Health::Unknown)
        return int(planOf(node).first);
    if (role == StrongRole)
        return index.column() == Node;
    if (role == QuietRole)
        return index.column() == Why || !canTakePart(node);
    if (role == Qt::ToolTipRole && index.column() == Why)
        return explanation(index.row());
    if (role != Qt::DisplayRole)
        return {};
    switch (index.column()) {
    case Node:
        return node.node;
    case Plan:
        return planOf(node).second;
    case Writes:
        if (node.plan || node.expected)
            return text::bytes((node.plan ? node.plan : node.expected)->writeBytes);
        return QString();
    case Loses:
        return lossOf(node);
    default:
        return explanation(index.row());
    }
}

bool RestorePlanModel::setData(const QModelIndex &index, const QVariant &value, int role)
{
    if (role != Qt::CheckStateRole || !canTakePart(m_nodes.at(index.row())))
        return false;
    leaveOut(index.row(), value.toInt() != Qt::Checked);
    return true;
}

QVariant RestorePlanModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole && (section == Writes || section == Loses))
        return int(Qt::AlignRight | Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Node:
        return tr("Node");
    case Plan:
        return tr("Plan");
    case Writes:
        return tr("Writes");
    case Loses:
        return tr("Loses");
    default:
        return tr("Why");
    }
}

Qt::ItemFlags RestorePlanModel::flags(const QModelIndex &index) const
{
    Qt::ItemFlags flags = Qt::ItemIsEnabled | Qt::ItemIsSelectable;
    if (index.column() == Node && canTakePart(m_nodes.at(index.row())))
        flags |= Qt::ItemIsUserCheckable;
    return flags;
}

} // namespace lifeboat::ui
