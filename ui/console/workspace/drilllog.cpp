// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/console/workspace/drilllog.h"

namespace lifeboat::ui {

std::optional<DrillReport> DrillLog::report(const DrillId &id) const
{
    const auto found = std::ranges::find(reports(), id, &DrillReport::id);
    return found == reports().end() ? std::nullopt : std::optional(*found);
}

QStringList DrillLog::unfinished(FileSystem &fileSystem, const QString &history, const QList<DrillReport> &drills,
                                 const QList<ChaosReport> &chaos)
{
    constexpr qsizetype kMost = 8; // of killed runs nothing comes any more
    QSet<QString> finished;
    for (const DrillReport &report : drills)
        finished.insert(report.id.value);
    for (const ChaosReport &report : chaos)
        finished.insert(report.id.value);
    QStringList names;
    for (const FileInfo &run : fileSystem.list(history).value_or(QList<FileInfo>())) {
        if (run.isDirectory && isSnapshotId(run.name) && !finished.contains(run.name))
            names.append(run.name);
    }
    std::ranges::sort(names, std::ranges::greater());
    QStringList paths;
    for (const QString &name : names.first(std::min(kMost, names.size())))
        paths.append(history + u'/' + name);
    return paths;
}

} // namespace lifeboat::ui
