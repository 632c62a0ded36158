// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/console/workspace/drillrun.h"

#include <QCoreApplication>

namespace lifeboat::ui {

DrillRun::DrillRun(Workspace &workspace, QObject *parent)
    : QObject(parent)
    , m_workspace(workspace)
{
}

ProgressState DrillRun::progress() const
{
    for (const Operation &operation : m_workspace.operations().running()) {
        if (operation.id == m_operation)
            return operation.progress();
    }
    return {};
}

void DrillRun::start(const DrillPlan &plan)
{
    if (isRunning())
        return;
    m_plan = plan;
    m_stages.clear();
    for (const DrillStep step :
         {DrillStep::Find, DrillStep::Verify, DrillStep::Restore, DrillStep::Start, DrillStep::Assert}) {
        DrillStage stage;
        stage.step = step;
        m_stages.append(stage);
    }
    const DrillRequest request{plan, m_workspace.paths().embeddedNode, m_workspace.paths().drillHistory, 0};
    FileSystem *fileSystem = &m_workspace.fileSystem();
    const StageListener listener = [guard = QPointer<DrillRun>(this)](const QList<DrillStage> &stages) {
        // Called on the drill's thread: the guard is only looked at in the GUI thread.
        QMetaObject::invokeMethod(QCoreApplication::instance(), [guard, stages] {
            if (!guard)
                return;
            guard->m_stages = stages;
            Q_EMIT guard->stagesChanged();
        });
    };
    m_operation = m_workspace.operations().start<DrillReport>(
        tr("Drill: %1").arg(plan.name),
        [request, fileSystem, listener](JobControl &control) {
            return runDrill(control, request, *fileSystem, SystemClock::instance(), listener);
        },
        this, [this](const Result<DrillReport> &result) { take(result); });
    Q_EMIT started();
}

void DrillRun::cancel()
{
    m_workspace.operations().cancel(m_operation);
}

void DrillRun::take(const Result<DrillReport> &result)
{
    m_operation = 0;
    m_workspace.refresh();
    if (result) {
        m_stages = result->stages;
        Q_EMIT finished(*result);
    } else {
        Q_EMIT failed(result.error());
    }
}

} // namespace lifeboat::ui
