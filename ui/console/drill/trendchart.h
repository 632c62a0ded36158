// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/drill/drillreport.h"

#include <QWidget>

namespace lifeboat::ui {

/// The RTO of drills over their runs: a point each, the forecast each had as a band, failed ones as crosses.
class TrendChart : public QWidget
{
    Q_OBJECT

public:
    explicit TrendChart(QWidget *parent = nullptr);

    /// Newest first, as the history is; `current` is emphasised.
    void setReports(const QList<DrillReport> &reports, const DrillId &current);

    QSize sizeHint() const override { return {360, 170}; }
    QSize minimumSizeHint() const override { return {220, 150}; }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    double x(qsizetype number) const;
    double y(double seconds) const;
    void paintGrid(QPainter &painter) const;
    void paintBand(QPainter &painter) const;
    void paintPoints(QPainter &painter) const;

    QList<DrillReport> m_reports; ///< oldest first, those with a time
    DrillId m_current;
    double m_top = 1; ///< seconds at the upper edge
    double m_step = 1; ///< seconds between lines
};

} // namespace lifeboat::ui
