// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/console/models/assertionmodel.h"

#include "ui/console/theme/glyph.h"
#include "ui/text/errortext.h"
#include "ui/text/wording.h"

namespace lifeboat::ui {

void AssertionModel::setOutcomes(const QList<AssertionOutcome> &outcomes)
{
    beginResetModel();
    m_outcomes = outcomes;
    endResetModel();
}

int AssertionModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_outcomes.size());
}

int AssertionModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant AssertionModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const AssertionOutcome &outcome = m_outcomes.at(index.row());
    switch (role) {
    case Qt::DisplayRole: return text(outcome, index.column());
    case Qt::AccessibleTextRole:
        //: For screen readers: column title, then the cell's text.
        return tr("%1: %2").arg(headerData(index.column(), Qt::Horizontal, Qt::DisplayRole).toString(),
                                text(outcome, index.column()));
    case Qt::ToolTipRole:
        return outcome.error ? text::sentence(*outcome.error) : text(outcome, index.column());
    case HealthRole:
        if (index.column() != Outcome)
            return {};
        return int(outcome.holds ? Health::Good : Health::Bad);
    default: return {};
    }
}

QVariant AssertionModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return int(Qt::AlignVCenter | Qt::AlignLeft);
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Assertion: return tr("Assertion");
    case Found: return tr("Found");
    case Outcome: return tr("Result");
    default: return {};
    }
}

QString AssertionModel::text(const AssertionOutcome &outcome, int column) const
{
    switch (column) {
    case Assertion: return text::assertion(outcome);
    case Found:
        if (outcome.found.isEmpty() && !outcome.error)
            return outcome.kind == AssertionKind::Sql && outcome.holds ? tr("empty") : tr("not found out");
        return text::found(outcome);
    case Outcome: return outcome.holds ? tr("holds") : tr("does not hold");
    default: return {};
    }
}

} // namespace lifeboat::ui
