// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/console/models/drillmodel.h"

#include "engine/base/filesystem.h"
#include "ui/console/theme/glyph.h"
#include "ui/text/format.h"
#include "ui/text/practicewording.h"
#include "ui/text/wording.h"

namespace lifeboat::ui {

namespace {

bool newer(const PastDrill &a, const PastDrill &b)
{
    return a.report.startedAt != b.report.startedAt ? a.report.startedAt > b.report.startedAt : a.report.id > b.report.id;
}

bool isPassed(const PastDrill &drill)
{
    return drill.chaos ? drill.chaos->isPassed() : drill.report.verdict == Verdict::Passed;
}

} // namespace

DrillModel::DrillModel(const Clock &clock, QObject *parent)
    : DiffedTable(parent)
    , m_clock(clock)
{
}

void DrillModel::setReports(const QList<DrillReport> &reports, const QList<ChaosReport> &chaos)
{
    QList<PastDrill> sorted;
    for (const DrillReport &report : reports)
        sorted.append({report});
    for (const ChaosReport &report : chaos) {
        DrillReport plain;
        plain.id = report.id;
        plain.startedAt = report.startedAt;
        sorted.append({plain, report});
    }
    std::ranges::sort(sorted, newer);
    replaceRows(sorted, newer, [](const PastDrill &, const PastDrill &) { return true; }); // a report never changes
}

int DrillModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant DrillModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const PastDrill &drill = row(index.row());
    const DrillReport &report = drill.report;
    const int column = index.column();
    const auto words = [&] { return drill.chaos ? text(*drill.chaos, column) : text(report, column); };
    switch (role) {
    case Qt::DisplayRole: return words();
    case Qt::AccessibleTextRole:
        //: For screen readers: column title, then the cell's text.
        return tr("%1: %2").arg(headerData(column, Qt::Horizontal, Qt::DisplayRole).toString(), words());
    case Qt::ToolTipRole: return column == Snapshot ? report.archivePath : QString();
    case Qt::TextAlignmentRole:
        return int(Qt::AlignVCenter | (column == Rto || column == Rpo ? Qt::AlignRight : Qt::AlignLeft));
    case SortRole: return drill.chaos ? sortValue(*drill.chaos, column) : sortValue(report, column);
    case QuietRole: return column == Snapshot;
    case StrongRole: return column == Result;
    case HealthRole:
        if (column != Result)
            return {};
        return int(isPassed(drill) ? Health::Good : Health::Bad);
    default: return {};
    }
}

QVariant DrillModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return int(Qt::AlignVCenter | (section == Rto || section == Rpo ? Qt::AlignRight : Qt::AlignLeft));
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Result: return tr("Result");
    case Time: return tr("Time");
    case Name: return tr("Plan");
    case Snapshot: return tr("Snapshot");
    case Rto: return tr("RTO");
    case Rpo: return tr("RPO");
    case Assertions: return tr("Assertions");
    default: return {};
    }
}

QString DrillModel::text(const DrillReport &report, int column) const
{
    const QString unknown = tr("unknown");
    switch (column) {
    case Result: return report.verdict == Verdict::Passed ? tr("passed") : tr("failed");
    case Time: return text::moment(report.startedAt, m_clock.utcNow());
    case Name: return report.plan.name;
    case Snapshot:
        return report.archive
            ? tr("%1, %2").arg(report.archive->manifest.name, text::identity(report.archive->manifest))
            : fileNameOf(report.archivePath);
    case Rto: return report.rto ? text::duration(*report.rto) : unknown;
    case Rpo: return report.rpo ? text::duration(*report.rpo) : unknown;
    case Assertions: return tr("%1 of %2 hold").arg(report.heldAssertions()).arg(report.assertions.size());
    default: return {};
    }
}

QVariant DrillModel::sortValue(const DrillReport &report, int column) const
{
    switch (column) {
    case Time: return report.startedAt;
    case Rto: return report.rto ? QVariant(qint64(report.rto->count())) : QVariant(qint64(-1));
    case Rpo: return report.rpo ? QVariant(qint64(report.rpo->count())) : QVariant(qint64(-1));
    case Assertions: return report.assertions.size() - report.heldAssertions();
    default: return text(report, column);
    }
}

/// What it took to come back is the slowest takeover; what could be lost is what was.
QString DrillModel::text(const ChaosReport &report, int column) const
{
    switch (column) {
    case Result: return report.isPassed() ? tr("passed") : tr("failed");
    case Time: return text::moment(report.startedAt, m_clock.utcNow());
    case Name: return report.name.isEmpty() ? tr("Chaos drill") : report.name;
    case Snapshot: return text::practiceMeans(report.nodes, report.usesNats);
    case Rto: return report.takeovers.isEmpty() ? tr("unknown") : text::duration(report.slowest());
    case Rpo: return report.end ? tr("%1 lost").arg(text::number(quint64(report.end->lost))) : tr("unknown");
    case Assertions: return tr("%n takeovers", nullptr, int(report.takeovers.size()));
    default: return {};
    }
}

QVariant DrillModel::sortValue(const ChaosReport &report, int column) const
{
    switch (column) {
    case Time: return report.startedAt;
    case Rto: return report.takeovers.isEmpty() ? qint64(-1) : qint64(report.slowest().count());
    case Rpo: return report.end ? report.end->lost : qint64(-1);
    case Assertions: return qsizetype(report.isPassed() ? 0 : 1);
    default: return text(report, column);
    }
}

} // namespace lifeboat::ui
