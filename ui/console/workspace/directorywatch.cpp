// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/console/workspace/directorywatch.h"

#include <QFileInfo>

namespace lifeboat::ui {

using namespace std::chrono_literals;

DirectoryWatch::DirectoryWatch(const QString &directory, QObject *parent)
    : QObject(parent)
    , m_directory(directory)
{
    m_settle.setSingleShot(true);
    m_settle.setInterval(200ms);
    connect(&m_watcher, &QFileSystemWatcher::directoryChanged, &m_settle, qOverload<>(&QTimer::start));
    connect(&m_settle, &QTimer::timeout, this, [this] {
        rearm();
        Q_EMIT changed();
    });
    rearm();
}

void DirectoryWatch::rearm()
{
    QString existing = m_directory;
    while (!QFileInfo(existing).isDir()) {
        const QString above = QFileInfo(existing).path();
        if (above == existing)
            return;
        existing = above;
    }
    const QStringList watched = m_watcher.directories();
    if (watched == QStringList{existing})
        return;
    if (!watched.isEmpty())
        m_watcher.removePaths(watched);
    m_watcher.addPath(existing);
}

} // namespace lifeboat::ui
