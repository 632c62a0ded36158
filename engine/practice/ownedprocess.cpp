// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/practice/ownedprocess.h"

#include "engine/base/ids.h"

#include <QDeadlineTimer>
#include <QDir>
#include <QFile>
#include <QSet>
#include <QThread>

#include <algorithm>
#include <csignal>
#include <cstdio>
#include <poll.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

using namespace Qt::StringLiterals;

namespace lifeboat {

namespace {

constexpr auto kLook = std::chrono::milliseconds(10);

/// Of /proc/<pid>/stat, counted from behind the name, which may hold anything.
constexpr qsizetype kStateField = 0;
constexpr qsizetype kStartField = 19;

QByteArray wholeFile(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

QList<QByteArray> fieldsOf(const QString &directory)
{
    const QByteArray stat = wholeFile(directory + u"/stat"_s);
    return stat.mid(stat.lastIndexOf(')') + 2).split(' ');
}

QString directoryOf(qint64 pid)
{
    return u"/proc/%1"_s.arg(pid);
}

bool isStopped(const QByteArray &state)
{
    return state == "T" || state == "t";
}

/// One look at /proc/locks: "1: POSIX  ADVISORY  WRITE 708 08:01:12345 120 120", with "->" for one that waits.
bool isWriteLockListed(qint64 pid, const QSet<QByteArray> &inodes)
{
    for (const QByteArray &line : wholeFile(u"/proc/locks"_s).split('\n')) {
        const QList<QByteArray> words = line.simplified().split(' ');
        if (words.value(1) == "POSIX" && words.value(3) == "WRITE" && words.value(4).toLongLong() == pid
            && inodes.contains(words.value(5).split(':').value(2)))
            return true;
    }
    return false;
}

bool hasEnded(const QList<QByteArray> &fields)
{
    // A zombie has nothing left but its number.
    return fields.size() <= kStartField || fields[kStateField] == "Z" || fields[kStateField] == "X";
}

bool waitForEnd(const ProcessMark &mark, std::chrono::milliseconds patience)
{
    const QDeadlineTimer deadline(patience);
    while (stateOf(mark) != ProcessState::Gone) {
        if (deadline.hasExpired())
            return false;
        QThread::sleep(kLook);
    }
    return true;
}

} // namespace

Result<ProcessMark> markOf(qint64 pid)
{
    const QList<QByteArray> fields = fieldsOf(directoryOf(pid));
    if (hasEnded(fields))
        return failure(ErrorCode::NotFound, QString::number(pid));
    return ProcessMark{pid, fields[kStartField].toULongLong(),
                       QString::fromLatin1(wholeFile(u"/proc/sys/kernel/random/boot_id"_s).trimmed())};
}

ProcessState stateOf(const ProcessMark &mark)
{
    const auto now = markOf(mark.pid);
    if (!now || *now != mark)
        return ProcessState::Gone;
    return isStopped(fieldsOf(directoryOf(mark.pid)).value(kStateField)) ? ProcessState::Stopped : ProcessState::Running;
}

bool isAtRest(const ProcessMark &mark)
{
    switch (stateOf(mark)) {
    case ProcessState::Gone:
        return true;
    case ProcessState::Running:
        return false;
    case ProcessState::Stopped:
        break;
    }
    const QDir threads(directoryOf(mark.pid) + u"/task"_s);
    return std::ranges::all_of(threads.entryList(QDir::Dirs | QDir::NoDotAndDotDot), [&](const QString &thread) {
        const QList<QByteArray> fields = fieldsOf(threads.filePath(thread));
        return hasEnded(fields) || isStopped(fields[kStateField]);
    });
}

bool holdsWriteLock(const ProcessMark &mark, const QStringList &files)
{
    QSet<QByteArray> inodes;
    for (const QString &file : files) {
        struct stat found = {};
        if (::stat(QFile::encodeName(file).constData(), &found) == 0)
            inodes.insert(QByteArray::number(qulonglong(found.st_ino)));
    }
    // A long list is read in parts, between which others' locks come and go and move the rest: one look may miss one.
    return isWriteLockListed(mark.pid, inodes) || isWriteLockListed(mark.pid, inodes);
}

Result<> sendSignal(const ProcessMark &mark, int number)
{
    const int process = int(::syscall(SYS_pidfd_open, pid_t(mark.pid), 0U));
    if (process < 0)
        return failure(systemError(errno, ErrorCode::NotFound, QString::number(mark.pid)));
    // What is looked at now is what the descriptor stands for: it keeps the number from being given to another.
    Result<> sent;
    if (stateOf(mark) == ProcessState::Gone)
        sent = failure(ErrorCode::NotFound, QString::number(mark.pid));
    else if (::syscall(SYS_pidfd_send_signal, process, number, nullptr, 0U) != 0)
        sent = failure(systemError(errno, ErrorCode::PermissionDenied, QString::number(mark.pid)));
    ::close(process);
    return sent;
}

Result<> awaitEnd(const ProcessMark &mark)
{
    const int process = int(::syscall(SYS_pidfd_open, pid_t(mark.pid), 0U));
    if (process < 0)
        return errno == ESRCH ? Result<>() : failure(systemError(errno, ErrorCode::Unexpected, QString::number(mark.pid)));
    // Readable once it has ended; of a number that another has by now nothing is waited for.
    pollfd end{.fd = process, .events = POLLIN, .revents = 0};
    while (stateOf(mark) != ProcessState::Gone && ::poll(&end, 1, -1) < 0 && errno == EINTR) {
    }
    ::close(process);
    return {};
}

Result<> endProcess(const ProcessMark &mark, std::chrono::milliseconds patience)
{
    (void)sendSignal(mark, SIGTERM);
    (void)sendSignal(mark, SIGCONT);
    if (waitForEnd(mark, patience))
        return {};
    (void)sendSignal(mark, SIGKILL);
    if (!waitForEnd(mark, std::chrono::seconds(10)))
        return failure(ErrorCode::TimedOut, QString::number(mark.pid), u"the process does not end"_s);
    return {};
}

QByteArray toLine(const ProcessMark &mark)
{
    return u"%1 %2 %3\n"_s.arg(mark.pid).arg(mark.started).arg(mark.boot).toLatin1();
}

std::optional<ProcessMark> markFromLine(const QByteArray &line)
{
    const QStringList words = QString::fromLatin1(line).simplified().split(u' ');
    const auto pid = parseDecimal(words.value(0));
    const auto started = parseDecimal(words.value(1));
    // 0 and 1 would be a group and the system's own.
    if (words.size() != 3 || !pid || *pid < 2 || *pid > quint64(std::numeric_limits<pid_t>::max()) || !started)
        return std::nullopt;
    return ProcessMark{qint64(*pid), *started, words[2]};
}

Error runNoted(const QString &file, const QStringList &program)
{
    const auto mark = markOf(::getpid());
    if (!mark)
        return mark.error();
    const QByteArray whole = QFile::encodeName(file);
    const QByteArray part = whole + ".part";
    QFile note(QFile::decodeName(part));
    if (!note.open(QIODevice::WriteOnly | QIODevice::Truncate) || note.write(toLine(*mark)) < 0 || !note.flush()
        || std::rename(part.constData(), whole.constData()) != 0)
        return systemError(errno, ErrorCode::WriteFailed, file);
    note.close();
    sigset_t none;
    sigemptyset(&none);
    ::sigprocmask(SIG_SETMASK, &none, nullptr);
    for (const int number : {SIGINT, SIGTERM, SIGHUP, SIGPIPE, SIGXFSZ})
        std::signal(number, SIG_DFL);
    std::vector<QByteArray> words;
    for (const QString &word : program)
        words.push_back(QFile::encodeName(word));
    std::vector<char *> arguments;
    for (QByteArray &word : words)
        arguments.push_back(word.data());
    arguments.push_back(nullptr);
    ::execv(arguments.front(), arguments.data());
    return systemError(errno, ErrorCode::NotFound, program.value(0));
}

} // namespace lifeboat
