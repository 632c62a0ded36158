// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/console/workspace/operations.h"

#include <algorithm>

namespace lifeboat::ui {

Operations::Operations(QObject *parent)
    : QObject(parent)
{
}

int Operations::add(Operation operation, std::function<void()> cancel)
{
    const int id = ++m_lastId;
    operation.id = id;
    const auto at = operation.elsewhere ? m_running.end() : std::ranges::find(m_running, true, &Operation::elsewhere);
    m_running.insert(at, std::move(operation));
    m_cancels.insert(id, std::move(cancel));
    Q_EMIT started(id);
    return id;
}

int Operations::show(const QString &title, std::function<ProgressState()> progress, std::function<void()> cancel,
                     bool own)
{
    return add({0, title, std::move(progress), false, !own}, std::move(cancel));
}

void Operations::end(int id)
{
    m_running.removeIf([id](const Operation &operation) { return operation.id == id; });
    m_cancels.remove(id);
    Q_EMIT finished(id);
}

QList<Operation> Operations::own() const
{
    return {m_running.begin(), std::ranges::find(m_running, true, &Operation::elsewhere)};
}

void Operations::cancel(int id)
{
    for (Operation &operation : m_running) {
        if (operation.id == id && !operation.canceling) {
            operation.canceling = true;
            m_cancels[id]();
            Q_EMIT canceling(id);
            return;
        }
    }
}

void Operations::cancelAll()
{
    const QList<Operation> mine = own();
    for (const Operation &operation : mine)
        cancel(operation.id);
}

} // namespace lifeboat::ui
