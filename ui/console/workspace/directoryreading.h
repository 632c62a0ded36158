// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/filesystem.h"
#include "engine/jobs/jobrunner.h"
#include "ui/console/workspace/directorywatch.h"

namespace lifeboat::ui {

/// Something read from a directory by a job, and read again whenever the directory changes or somebody asks; what was
/// known last stays while an error stands. Subclasses say what is read. GUI thread.
class DirectoryReading : public QObject
{
    Q_OBJECT

public:
    QString directory() const { return m_directory; }
    /// False until the first answer.
    bool isRead() const { return m_read; }
    const std::optional<Error> &error() const { return m_error; }

    /// Reads again; a call during a read makes one more read afterwards.
    void refresh();

Q_SIGNALS:
    /// After every answer.
    void updated();

protected:
    /// `fileSystem` and `readers` must outlive this. Begins to read.
    DirectoryReading(const QString &directory, FileSystem &fileSystem, JobRunner &readers, QObject *parent);

    /// Starts a job that ends in `answered`.
    virtual void read() = 0;

    /// Directories besides this one in which something may come to be read, as the last answer has it.
    virtual QStringList alsoWatched() const { return {}; }

    /// `from(fileSystem, directory)` gives a Result<T>.
    template <typename T, typename Read>
    void start(Read from, T &into)
    {
        auto job = m_readers.start<T>([directory = m_directory, fileSystem = &m_fileSystem, from](JobControl &) {
            return from(*fileSystem, directory);
        });
        job.future.then(this, [this, &into](Result<T> answer) {
            if (answer)
                into = std::move(*answer);
            answered(answer ? std::nullopt : std::optional(answer.error()));
        });
    }

private:
    void answered(const std::optional<Error> &error);

    const QString m_directory;
    FileSystem &m_fileSystem;
    JobRunner &m_readers;
    DirectoryWatch m_watch;
    std::optional<Error> m_error;
    bool m_read = false;
    bool m_reading = false;
    bool m_again = false;
};

} // namespace lifeboat::ui
