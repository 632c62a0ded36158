// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/drill/drillhistory.h"
#include "engine/jobs/jobrunner.h"
#include "ui/console/workspace/directorywatch.h"

namespace lifeboat::ui {

/// The drills of this machine, whoever ran them: read as a job, read again when the history's directory changes.
class DrillLog : public QObject
{
    Q_OBJECT

public:
    /// Both references must outlive this. Begins to read.
    DrillLog(const QString &directory, FileSystem &fileSystem, JobRunner &readers, QObject *parent = nullptr);

    QString directory() const { return m_directory; }
    bool isRead() const { return m_read; }
    /// Newest first.
    const QList<DrillReport> &reports() const { return m_reports; }
    const std::optional<Error> &error() const { return m_error; }
    std::optional<DrillReport> report(const DrillId &id) const;

    void refresh();

Q_SIGNALS:
    /// After every answer.
    void updated();

private:
    void take(Result<QList<DrillReport>> answer);

    const QString m_directory;
    FileSystem &m_fileSystem;
    JobRunner &m_readers;
    DirectoryWatch m_watch;
    QList<DrillReport> m_reports;
    std::optional<Error> m_error;
    bool m_read = false;
    bool m_reading = false;
    bool m_again = false;
};

} // namespace lifeboat::ui
