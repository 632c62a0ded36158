// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/console/workspace/operations.h"

namespace lifeboat::ui {

Operations::Operations(QObject *parent)
    : QObject(parent)
{
}

int Operations::add(const QString &title, std::shared_ptr<const Progress> progress, const std::stop_source &stop)
{
    const int id = ++m_lastId;
    m_running.append({id, title, std::move(progress), false});
    m_stops.insert(id, stop);
    Q_EMIT started(id);
    return id;
}

void Operations::remove(int id)
{
    m_running.removeIf([id](const Operation &operation) { return operation.id == id; });
    m_stops.remove(id);
    Q_EMIT finished(id);
}

void Operations::cancel(int id)
{
    for (Operation &operation : m_running) {
        if (operation.id == id && !operation.canceling) {
            operation.canceling = true;
            m_stops[id].request_stop();
            Q_EMIT canceling(id);
            return;
        }
    }
}

void Operations::cancelAll()
{
    const QList<Operation> running = m_running;
    for (const Operation &operation : running)
        cancel(operation.id);
}

} // namespace lifeboat::ui
