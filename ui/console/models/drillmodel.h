// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/clock.h"
#include "engine/drill/drillreport.h"
#include "engine/practice/chaosreport.h"
#include "ui/console/models/diffedtable.h"
#include "ui/console/models/roles.h"

namespace lifeboat::ui {

/// A drill that was run.
struct PastDrill {
    DrillReport report; ///< of a chaos drill only id and moment
    std::optional<ChaosReport> chaos{};
};

/// Drills that were run, newest first.
class DrillModel : public DiffedTable<PastDrill>
{
    Q_OBJECT

public:
    enum Column { Result, Time, Name, Snapshot, Rto, Rpo, Assertions, ColumnCount };

    explicit DrillModel(const Clock &clock = SystemClock::instance(), QObject *parent = nullptr);

    void setReports(const QList<DrillReport> &reports, const QList<ChaosReport> &chaos = {});

    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    QString text(const DrillReport &report, int column) const;
    QString text(const ChaosReport &report, int column) const;
    QVariant sortValue(const DrillReport &report, int column) const;
    QVariant sortValue(const ChaosReport &report, int column) const;

    const Clock &m_clock;
};

} // namespace lifeboat::ui
