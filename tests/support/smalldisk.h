// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/support/workspace.h"

#include <sched.h>
#include <sys/mount.h>

namespace lifeboat::test {

/// A file system of a few megabytes in memory, seen only by the thread that made it and the processes it starts.
class SmallDisk
{
public:
    /// isMounted() is false where the system does not allow it.
    explicit SmallDisk(qint64 bytes)
        : m_path(m_space.makeDirectory(QStringLiteral("disk")))
        , m_isMounted(::unshare(CLONE_NEWNS) == 0 && ::mount("none", "/", nullptr, MS_REC | MS_PRIVATE, nullptr) == 0 && mountIt(bytes, 0))
    {
    }
    ~SmallDisk()
    {
        if (m_isMounted)
            ::umount2(qPrintable(m_path), MNT_DETACH);
    }
    Q_DISABLE_COPY_MOVE(SmallDisk)

    bool isMounted() const { return m_isMounted; }
    const QString &path() const { return m_path; }
    bool resize(qint64 bytes) { return mountIt(bytes, MS_REMOUNT); }

private:
    bool mountIt(qint64 bytes, unsigned long flags) const
    {
        return ::mount("none", qPrintable(m_path), "tmpfs", flags, qPrintable(QStringLiteral("size=%1").arg(bytes))) == 0;
    }

    Workspace m_space;
    const QString m_path;
    const bool m_isMounted;
};

} // namespace lifeboat::test
