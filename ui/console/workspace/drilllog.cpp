// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/console/workspace/drilllog.h"

namespace lifeboat::ui {

DrillLog::DrillLog(const QString &directory, FileSystem &fileSystem, JobRunner &readers, QObject *parent)
    : QObject(parent)
    , m_directory(directory)
    , m_fileSystem(fileSystem)
    , m_readers(readers)
    , m_watch(directory)
{
    connect(&m_watch, &DirectoryWatch::changed, this, &DrillLog::refresh);
    // A job that is done at once would answer before anybody can listen.
    QMetaObject::invokeMethod(this, &DrillLog::refresh, Qt::QueuedConnection);
}

std::optional<DrillReport> DrillLog::report(const DrillId &id) const
{
    for (const DrillReport &report : m_reports) {
        if (report.id == id)
            return report;
    }
    return std::nullopt;
}

void DrillLog::refresh()
{
    if (m_reading) {
        m_again = true;
        return;
    }
    m_reading = true;
    auto job = m_readers.start<QList<DrillReport>>([directory = m_directory, fileSystem = &m_fileSystem](JobControl &) {
        return readHistory(*fileSystem, directory);
    });
    job.future.then(this, [this](const Result<QList<DrillReport>> &answer) { take(answer); });
}

void DrillLog::take(Result<QList<DrillReport>> answer)
{
    m_reading = false;
    m_read = true;
    if (answer) {
        m_reports = std::move(*answer);
        m_error.reset();
    } else {
        m_error = std::move(answer.error());
    }
    m_watch.rearm();
    Q_EMIT updated();
    if (std::exchange(m_again, false))
        refresh();
}

} // namespace lifeboat::ui
