// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/jobs/jobrunner.h"

#include <QObject>
#include <QPointer>

namespace lifeboat::ui {

/// A long piece of work as the operations bar shows it.
struct Operation {
    int id = 0;
    QString title; ///< "Restore orders.db"
    std::shared_ptr<const Progress> progress;
    bool canceling = false;
};

/// Runs the console's long work, shows what runs and lets it be cancelled. Everything here happens in the GUI thread
/// except the work itself. Destruction cancels and joins.
class Operations : public QObject
{
    Q_OBJECT

public:
    explicit Operations(QObject *parent = nullptr);

    /// Starts `work`; when it ends, `done` is called with its result unless `context` is gone by then. Returns its id.
    template <typename T>
    int start(const QString &title, std::function<Result<T>(JobControl &)> work, QObject *context,
              std::function<void(const Result<T> &)> done)
    {
        Job<T> job = m_runner.start<T>(std::move(work));
        const int id = add(title, job.progress, job.stop);
        job.future.then(
            this, [this, id, guard = QPointer<QObject>(context), done = std::move(done)](const Result<T> &result) {
                remove(id);
                if (guard)
                    done(result);
            });
        return id;
    }

    const QList<Operation> &running() const { return m_running; }
    void cancel(int id);
    void cancelAll();

Q_SIGNALS:
    void started(int id);
    void canceling(int id);
    void finished(int id);

private:
    int add(const QString &title, std::shared_ptr<const Progress> progress, const std::stop_source &stop);
    void remove(int id);

    QList<Operation> m_running;
    QHash<int, std::stop_source> m_stops;
    int m_lastId = 0;
    JobRunner m_runner; ///< last: joined before anything it reports to is gone
};

} // namespace lifeboat::ui
