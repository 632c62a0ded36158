// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/drill/drillhistory.h"
#include "engine/practice/chaoshistory.h"
#include "ui/console/workspace/directoryreading.h"

namespace lifeboat::ui {

/// The drills of this machine, whoever ran them, kept current.
class DrillLog final : public DirectoryReading
{
    Q_OBJECT

public:
    /// Both references must outlive this.
    DrillLog(const QString &directory, FileSystem &fileSystem, JobRunner &readers, QObject *parent = nullptr)
        : DirectoryReading(directory, fileSystem, readers, parent)
    {
    }

    /// Newest first.
    const QList<DrillReport> &reports() const { return m_read.drills; }
    const QList<ChaosReport> &chaos() const { return m_read.chaos; }
    std::optional<DrillReport> report(const DrillId &id) const;

protected:
    void read() override
    {
        start([](FileSystem &fileSystem, const QString &history) -> Result<Read> {
            LIFEBOAT_ASSIGN(const QList<DrillReport> drills, readHistory(fileSystem, history));
            LIFEBOAT_ASSIGN(const QList<ChaosReport> chaos, readChaosHistory(fileSystem, history));
            return Read{drills, chaos, unfinished(fileSystem, history, drills, chaos)};
        }, m_read);
    }

    /// A report is written to a directory that was made for it before.
    QStringList alsoWatched() const override { return m_read.unfinished; }

private:
    struct Read {
        QList<DrillReport> drills;
        QList<ChaosReport> chaos;
        QStringList unfinished; ///< directories of runs without a report, the newest ones
    };

    static QStringList unfinished(FileSystem &fileSystem, const QString &history, const QList<DrillReport> &drills,
                                  const QList<ChaosReport> &chaos);

    Read m_read;
};

} // namespace lifeboat::ui
