// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/console/workspace/workspace.h"

namespace lifeboat::ui {

/// The drill that is running, if any: there is one embedded node, so there is one drill at a time. It goes through the
/// local queue: one that an earlier start of the console began is taken up, and is the one that runs; others are after it.
class DrillRun : public QObject
{
    Q_OBJECT

public:
    /// `workspace` must outlive this.
    explicit DrillRun(Workspace &workspace, QObject *parent = nullptr);

    bool isRunning() const { return m_isRunning; }
    const DrillPlan &plan() const { return m_plan; }
    /// As last heard; all five from the first report on.
    const QList<DrillStage> &stages() const { return m_stages; }
    /// Of the running drill.
    ProgressState progress() const;

    /// Starts a drill; does nothing while one runs.
    void start(const DrillPlan &plan);
    void cancel();

Q_SIGNALS:
    void started();
    void stagesChanged();
    void finished(const lifeboat::DrillReport &report);
    /// There was no drill to report on, or it was cancelled.
    void failed(const lifeboat::Error &error);

private:
    void begin(const DrillPlan &plan);
    void follow(int shown, const lifeboat::Operation &operation);
    void conclude(const lifeboat::Operation &operation);
    void take(const Result<DrillReport> &result);
    bool isOurs(const lifeboat::Operation &operation) const;

    Workspace &m_workspace;
    DrillPlan m_plan;
    QList<DrillStage> m_stages;
    bool m_isRunning = false;
    bool m_isCanceled = false; ///< before it was shown
    QJsonObject m_parameters; ///< of its operation
    OperationId m_id; ///< in the queue; empty until it is known, and where there is none
    int m_operation = 0; ///< among the running ones; 0 until it is shown
    QList<std::pair<int, lifeboat::Operation>> m_waiting; ///< as they were shown; not over
};

} // namespace lifeboat::ui
