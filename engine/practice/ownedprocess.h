// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/result.h"

#include <QStringList>
#include <chrono>

namespace lifeboat {

/// Which process of this machine: a number alone may be another's by now.
struct ProcessMark
{
    qint64 pid = 0;
    quint64 started = 0; ///< in ticks since the machine's start
    QString boot; ///< which start that was

    bool operator==(const ProcessMark &) const = default;
};

enum class ProcessState { Gone, Running, Stopped };

/// NotFound.
Result<ProcessMark> markOf(qint64 pid);

/// Gone also if another process has the number now.
ProcessState stateOf(const ProcessMark &mark);

/// Whether none of its threads runs program code any more until SIGCONT; SIGSTOP reaches them one after another. True if it is
/// gone.
bool isAtRest(const ProcessMark &mark);

/// Whether it holds a lock for writing, as SQLite takes them (POSIX, advisory), on one of the files that exist, by
/// proc_locks(5). Certain of a process at rest only.
bool holdsWriteLock(const ProcessMark &mark, const QStringList &files);

/// Sends a signal to that process and to no other. NotFound if it is gone; PermissionDenied.
Result<> sendSignal(const ProcessMark &mark, int number);

/// Returns once that process is gone.
Result<> awaitEnd(const ProcessMark &mark);

/// SIGTERM (and SIGCONT, should it be stopped), and SIGKILL after `patience`. Returns when it is gone; TimedOut if it is not
/// even then.
Result<> endProcess(const ProcessMark &mark, std::chrono::milliseconds patience);

/// "<pid> <started> <boot>", as it stands in the file of a process that was begun by runNoted().
QByteArray toLine(const ProcessMark &mark);
/// Nothing for anything else.
std::optional<ProcessMark> markFromLine(const QByteArray &line);

/// Becomes `program` after it has noted its mark in `file`, so that a process whose starter was killed meanwhile is found.
/// Signals are as the system has them at first. Returns only on failure.
Error runNoted(const QString &file, const QStringList &program);

} // namespace lifeboat
