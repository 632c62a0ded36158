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
    std::function<ProgressState()> progress; ///< as of now
    bool canceling = false;
    bool elsewhere = false; ///< a node's: goes on without this console
};

/// Runs the console's long work, shows what runs and lets it be cancelled. Everything here happens in the GUI thread
/// except the work itself. Destruction cancels and joins.
class Operations : public QObject
{
    Q_OBJECT

public:
    explicit Operations(QObject *parent = nullptr);

    /// Starts `work`; when it ends, `done` is called with its result unless `context` is gone by then, and never before this
    /// has returned its id.
    template <typename T>
    int start(const QString &title, std::function<Result<T>(JobControl &)> work, QObject *context,
              std::function<void(const Result<T> &)> done)
    {
        Job<T> job = m_runner.start<T>(std::move(work));
        const int id = add({0, title, [progress = job.progress] { return progress->state(); }, false, false},
                           [stop = job.stop]() mutable { stop.request_stop(); });
        // A future that is ready already would call a continuation with a context at once.
        job.future.then([this, id, guard = QPointer<QObject>(context), done = std::move(done)](const Result<T> &result) {
            QMetaObject::invokeMethod(
                this,
                [this, id, guard, done, result] {
                    end(id);
                    if (guard)
                        done(result);
                },
                Qt::QueuedConnection);
        });
        return id;
    }

    /// Shows work that is done elsewhere, or (`own`) by this console outside of jobs; `cancel` asks for its end.
    /// Returns its id, for end().
    int show(const QString &title, std::function<ProgressState()> progress, std::function<void()> cancel,
             bool own = false);
    void end(int id);

    /// Own work first, then what is done elsewhere.
    const QList<Operation> &running() const { return m_running; }
    QList<Operation> own() const;
    void cancel(int id);
    /// Own work only.
    void cancelAll();

Q_SIGNALS:
    void started(int id);
    void canceling(int id);
    void finished(int id);

private:
    int add(Operation operation, std::function<void()> cancel);

    QList<Operation> m_running;
    QHash<int, std::function<void()>> m_cancels;
    int m_lastId = 0;
    JobRunner m_runner; ///< last: joined before anything it reports to is gone
};

} // namespace lifeboat::ui
