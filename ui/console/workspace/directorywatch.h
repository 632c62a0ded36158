// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFileSystemWatcher>
#include <QTimer>

namespace lifeboat::ui {

/// Tells, soon after the last of a burst of changes, that a directory changed, came or went.
class DirectoryWatch : public QObject
{
    Q_OBJECT

public:
    explicit DirectoryWatch(const QString &directory, QObject *parent = nullptr);

    /// Looks anew for what there is to watch: the directory, or, while it is missing, the nearest one above it, and
    /// those in `also`. True: one of them was not watched before, and may have changed unseen.
    bool rearm(const QStringList &also);

Q_SIGNALS:
    void changed();

private:
    const QString m_directory;
    QStringList m_also;
    QFileSystemWatcher m_watcher;
    QTimer m_settle;
};

} // namespace lifeboat::ui
