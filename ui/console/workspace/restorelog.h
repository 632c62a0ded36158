// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/cluster/restorehistory.h"
#include "ui/console/workspace/directoryreading.h"

namespace lifeboat::ui {

/// The restores of several nodes that were run from this machine, kept current.
class RestoreLog final : public DirectoryReading
{
    Q_OBJECT

public:
    /// Both references must outlive this.
    RestoreLog(const QString &directory, FileSystem &fileSystem, JobRunner &readers, QObject *parent = nullptr)
        : DirectoryReading(directory, fileSystem, readers, parent)
    {
    }

    /// Newest first.
    const QList<PastRestore> &restores() const { return m_restores; }

protected:
    void read() override
    {
        start([](FileSystem &fileSystem, const QString &directory) { return readRestores(fileSystem, directory); },
              m_restores);
    }

private:
    QList<PastRestore> m_restores;
};

} // namespace lifeboat::ui
