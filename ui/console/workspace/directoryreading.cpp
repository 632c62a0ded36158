// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/console/workspace/directoryreading.h"

namespace lifeboat::ui {

DirectoryReading::DirectoryReading(const QString &directory, FileSystem &fileSystem, JobRunner &readers, QObject *parent)
    : QObject(parent)
    , m_directory(directory)
    , m_fileSystem(fileSystem)
    , m_readers(readers)
    , m_watch(directory)
{
    connect(&m_watch, &DirectoryWatch::changed, this, &DirectoryReading::refresh);
    // A job that is done at once would answer before anybody can listen.
    QMetaObject::invokeMethod(this, &DirectoryReading::refresh, Qt::QueuedConnection);
}

void DirectoryReading::refresh()
{
    if (m_reading) {
        m_again = true;
        return;
    }
    m_reading = true;
    read();
}

void DirectoryReading::answered(const std::optional<Error> &error)
{
    m_reading = false;
    m_read = true;
    m_error = error;
    if (m_watch.rearm(alsoWatched()))
        m_again = true;
    Q_EMIT updated();
    if (std::exchange(m_again, false))
        refresh();
}

} // namespace lifeboat::ui
