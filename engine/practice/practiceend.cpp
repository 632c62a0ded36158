// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/practice/practicecluster.h"

#include <QDeadlineTimer>
#include <QDir>
#include <QThread>

#include <csignal>
#include <unistd.h>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

/// How a practice cluster ends: stopped, left over, or with whoever started it.
namespace lifeboat {

using namespace practicerole;

namespace {

constexpr auto kLook = 20ms;
constexpr auto kEnding = 15s; ///< for a process to end in good order
constexpr auto kAllEnding = 60s; ///< for all of them, one after another, by somebody else
constexpr qint64 kMarkBytes = 256; ///< of a note of one process

bool hasLostOwner(FileSystem &fileSystem, const QString &directory)
{
    const auto note = readPracticeNote(fileSystem, {directory});
    return note && *note && (*note)->owner && stateOf(*(*note)->owner) == ProcessState::Gone;
}

} // namespace

/// As taken(). Where the owner is gone, whoever has the lock has it to end what is left, and is done soon.
Result<std::unique_ptr<PracticeCluster>> PracticeCluster::takenInTheEnd(const JobControl &control, FileSystem &fileSystem,
                                                                        const QString &directory, const QString &daemon)
{
    for (const QDeadlineTimer deadline(kAllEnding);;) {
        auto cluster = taken(fileSystem, directory, daemon);
        const bool isHeld = !cluster && cluster.error().code == ErrorCode::Locked;
        if (!isHeld || deadline.hasExpired() || !hasLostOwner(fileSystem, directory))
            return cluster;
        LIFEBOAT_TRY(control.checkpoint());
    }
}

Result<bool> PracticeCluster::stop(const JobControl &control, FileSystem &fileSystem, const QString &directory)
{
    LIFEBOAT_ASSIGN(const auto cluster, takenInTheEnd(control, fileSystem, directory, {}));
    if (!fileSystem.exists(directory))
        return false;
    LIFEBOAT_TRY(cluster->endAll());
    return true;
}

Result<bool> PracticeCluster::endLeftover(const JobControl &control, FileSystem &fileSystem, const QString &directory)
{
    if (!fileSystem.exists(directory))
        return false;
    const auto cluster = takenInTheEnd(control, fileSystem, directory, {});
    if (!cluster)
        return cluster.error().code == ErrorCode::Locked ? Result<bool>(false) : failure(cluster.error());
    if (const auto there = look(fileSystem, directory); there && (*there)->isWanted())
        return false;
    LIFEBOAT_TRY((*cluster)->endAll());
    return true;
}

Result<> PracticeCluster::endWithOwner(FileSystem &fileSystem, const QString &directory)
{
    const PracticePaths paths{directory};
    LIFEBOAT_ASSIGN(const auto note, readPracticeNote(fileSystem, paths));
    if (!note || !note->owner)
        return {};
    LIFEBOAT_TRY(awaitEnd(*note->owner));
    while (fileSystem.exists(paths.note())) {
        const auto cluster = taken(fileSystem, directory, {});
        if (!cluster && cluster.error().code != ErrorCode::Locked)
            return failure(cluster.error());
        if (cluster) {
            LIFEBOAT_TRY((*cluster)->endProcesses());
            const QFileInfoList left = QDir(directory).entryInfoList(QDir::AllEntries | QDir::Hidden | QDir::System | QDir::NoDotAndDotDot);
            for (const QFileInfo &each : left) {
                if (each.isDir() && !each.isSymLink())
                    QDir(each.filePath()).removeRecursively();
                else if (each.filePath() != paths.note())
                    QFile::remove(each.filePath());
            }
            return {};
        }
        QThread::sleep(kLook); // whoever works on it still may be about to stop it, us included
    }
    return {};
}

Result<> PracticeCluster::endAll()
{
    if (!m_fileSystem.exists(m_paths.directory))
        return {};
    LIFEBOAT_TRY(endProcesses());
    if (!QDir(m_paths.directory).removeRecursively())
        return failure(ErrorCode::WriteFailed, m_paths.directory, u"it could not be removed"_s);
    return {};
}

/// All but this very one, should it be one of them.
Result<> PracticeCluster::endProcesses()
{
    m_leases.reset();
    m_bucket.reset();
    m_connection.reset();
    const auto isOther = [](const std::optional<ProcessMark> &process) { return process && process->pid != ::getpid(); };
    // By what the processes noted themselves: the cluster's own note may never have been written.
    QStringList first, last;
    if (const auto files = m_fileSystem.list(m_paths.process({}))) {
        for (const FileInfo &file : *files) {
            const bool isNeededToEnd = file.name == kNats || file.name == kWatch || file.name.startsWith(kRelay);
            if (isOther(mark(file.name)))
                (isNeededToEnd ? last : first).append(file.name);
        }
    }
    for (const QString &role : first + last)
        (void)signalRole(role, SIGCONT);
    for (const QStringList &roles : {first, last}) {
        for (const QString &role : roles)
            (void)signalRole(role, SIGTERM);
        for (const QString &role : roles) {
            if (const auto process = mark(role))
                LIFEBOAT_TRY(endProcess(*process, kEnding));
        }
    }
    // A child that is still on its way notes itself before it becomes its program; from here on it cannot, and ends.
    const QString ended = m_paths.directory + u"/ended"_s;
    QDir(ended).removeRecursively();
    if (m_fileSystem.rename(QDir::cleanPath(m_paths.process({})), ended)) {
        const QList<FileInfo> late = m_fileSystem.list(ended).value_or(QList<FileInfo>());
        for (const FileInfo &file : late) {
            const auto line = m_fileSystem.readAll(ended + u'/' + file.name, kMarkBytes);
            if (const auto process = line ? markFromLine(*line) : std::nullopt; isOther(process))
                LIFEBOAT_TRY(endProcess(*process, kEnding));
        }
    }
    return {};
}

} // namespace lifeboat
