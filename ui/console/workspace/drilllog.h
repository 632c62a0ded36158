// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/drill/drillhistory.h"
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
    const QList<DrillReport> &reports() const { return m_reports; }
    std::optional<DrillReport> report(const DrillId &id) const;

protected:
    void read() override
    {
        start([](FileSystem &fileSystem, const QString &history) { return readHistory(fileSystem, history); }, m_reports);
    }

private:
    QList<DrillReport> m_reports;
};

} // namespace lifeboat::ui
