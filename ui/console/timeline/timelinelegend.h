// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

namespace lifeboat::ui {

/// What the timeline's marks mean.
class TimelineLegend : public QWidget
{
    Q_OBJECT

public:
    /// Of what stands on a timeline: snapshots and drills, leases, or both.
    enum Part { Snapshots = 1, Leases = 2 };
    explicit TimelineLegend(int parts = Snapshots, QWidget *parent = nullptr);

    void setParts(int parts);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return {0, sizeHint().height()}; }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    int m_parts = 0;
};

} // namespace lifeboat::ui
