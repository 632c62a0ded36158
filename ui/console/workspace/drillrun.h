// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/drill/drillrunner.h"
#include "ui/console/workspace/workspace.h"

namespace lifeboat::ui {

/// The drill that is running, if any: there is one embedded node, so there is one drill at a time.
class DrillRun : public QObject
{
    Q_OBJECT

public:
    /// `workspace` must outlive this.
    explicit DrillRun(Workspace &workspace, QObject *parent = nullptr);

    bool isRunning() const { return m_operation != 0; }
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
    void take(const Result<DrillReport> &result);

    Workspace &m_workspace;
    DrillPlan m_plan;
    QList<DrillStage> m_stages;
    int m_operation = 0;
};

} // namespace lifeboat::ui
