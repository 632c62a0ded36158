// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QSemaphore>
#include <QThreadPool>
#include <QtConcurrentRun>

namespace lifeboat::test {

/// Keeps every thread of the global pool busy until it is told to let go, or ends: what is started there meanwhile waits.
class BusyThreads
{
public:
    BusyThreads()
    {
        for (int i = 0; i < QThreadPool::globalInstance()->maxThreadCount(); ++i)
            m_busy.append(QtConcurrent::run([this] { m_threads.acquire(); }));
    }
    ~BusyThreads()
    {
        letGo();
        for (QFuture<void> &each : m_busy)
            each.waitForFinished();
    }
    Q_DISABLE_COPY_MOVE(BusyThreads)

    void letGo() { m_threads.release(int(m_busy.size())); }

private:
    QSemaphore m_threads;
    QList<QFuture<void>> m_busy;
};

} // namespace lifeboat::test
