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
        rearm(m_also);
        Q_EMIT changed();
    });
    rearm({});
}

bool DirectoryWatch::rearm(const QStringList &also)
{
    m_also = also;
    QString existing = m_directory;
    while (!QFileInfo(existing).isDir()) {
        const QString above = QFileInfo(existing).path();
        if (above == existing)
            return false;
        existing = above;
    }
    const QStringList wanted = QStringList{existing} + also;
    const QStringList watched = m_watcher.directories();
    for (const QString &each : watched) {
        if (!wanted.contains(each))
            m_watcher.removePath(each);
    }
    bool isNew = false;
    for (const QString &each : wanted) {
        if (!watched.contains(each))
            isNew |= m_watcher.addPath(each);
    }
    return isNew;
}

} // namespace lifeboat::ui
