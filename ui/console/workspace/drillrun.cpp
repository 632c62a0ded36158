// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/console/workspace/drillrun.h"

namespace lifeboat::ui {

DrillRun::DrillRun(Workspace &workspace, QObject *parent)
    : QObject(parent)
    , m_workspace(workspace)
{
    const LocalQueue &queue = workspace.localQueue();
    connect(&queue, &LocalQueue::shown, this, &DrillRun::follow);
    connect(&queue, &LocalQueue::ended, this, &DrillRun::conclude);
    connect(&queue, &LocalQueue::stagesChanged, this,
            [this](const lifeboat::Operation &operation, const QList<DrillStage> &stages) {
                if (!isOurs(operation))
                    return;
                m_stages = stages;
                Q_EMIT stagesChanged();
            });
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
    if (m_isRunning)
        return;
    const DrillRequest request{plan, m_workspace.paths().embeddedNode, m_workspace.paths().drillHistory, 0};
    const QString title = tr("Drill: %1").arg(plan.name);
    m_parameters = operationOf(request, title).parameters;
    begin(plan);
    m_workspace.localQueue().drill(request, title);
    Q_EMIT started();
}

void DrillRun::begin(const DrillPlan &plan)
{
    m_isRunning = true;
    m_isCanceled = false;
    m_id = {};
    m_operation = 0;
    m_plan = plan;
    m_stages.clear();
    for (const DrillStep step :
         {DrillStep::Find, DrillStep::Verify, DrillStep::Restore, DrillStep::Start, DrillStep::Assert}) {
        DrillStage stage;
        stage.step = step;
        m_stages.append(stage);
    }
}

bool DrillRun::isOurs(const lifeboat::Operation &operation) const
{
    return m_isRunning && operation.request.kind == QLatin1StringView("drill") && operation.id == m_id
        && operation.request.parameters == m_parameters;
}

void DrillRun::follow(int shown, const lifeboat::Operation &operation)
{
    if (operation.request.kind != QLatin1StringView("drill"))
        return;
    const bool isTakenUp = !m_isRunning;
    if (isTakenUp) {
        const auto plan = planOf(operation);
        if (!plan)
            return;
        m_parameters = operation.request.parameters;
        begin(*plan);
    } else if (m_operation != 0 || operation.request.parameters != m_parameters) {
        m_waiting.append({shown, operation}); // one waits behind the other
        return;
    }
    m_id = operation.id;
    m_operation = shown;
    if (m_isCanceled)
        m_workspace.operations().cancel(m_operation);
    if (isTakenUp)
        Q_EMIT started();
}

void DrillRun::cancel()
{
    m_isCanceled = true;
    if (m_operation != 0)
        m_workspace.operations().cancel(m_operation);
}

void DrillRun::conclude(const lifeboat::Operation &operation)
{
    if (!isOurs(operation)) {
        const auto waiting = std::ranges::find_if(m_waiting, [&](const auto &each) { return each.second.id == operation.id; });
        const bool isCanceled = operation.lastError && operation.lastError->code == ErrorCode::Canceled;
        if (waiting != m_waiting.end() && !isCanceled)
            waiting->second = operation; // over while the report of the one before is read: it is told in its turn
        else if (waiting != m_waiting.end())
            m_waiting.erase(waiting);
        return;
    }
    if (operation.status != OperationStatus::Completed)
        return take(failure(operation.lastError.value_or(Error{})));
    m_operation = 0;
    const DrillId id{operation.result[QLatin1StringView("drill")].toString()};
    auto job = m_workspace.readers().start<DrillReport>(
        [id, history = m_workspace.paths().drillHistory, disk = &m_workspace.fileSystem()](JobControl &) {
            return readDrill(*disk, history, id);
        });
    job.future.then(this, [this](const Result<DrillReport> &report) { take(report); });
}

void DrillRun::take(const Result<DrillReport> &result)
{
    m_isRunning = false;
    m_id = {};
    m_operation = 0;
    m_workspace.refresh();
    if (result) {
        m_stages = result->stages;
        Q_EMIT finished(*result);
    } else {
        Q_EMIT failed(result.error());
    }
    // Whoever heard of it may have started one.
    if (!m_isRunning && !m_waiting.isEmpty()) {
        const auto [shown, operation] = m_waiting.takeFirst();
        follow(shown, operation);
        if (!isOpen(operation))
            conclude(operation);
    }
}

} // namespace lifeboat::ui
