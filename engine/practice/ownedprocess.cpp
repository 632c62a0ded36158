// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/practice/ownedprocess.h"

#include "engine/base/ids.h"

#include <QDeadlineTimer>
#include <QFile>
#include <QThread>

#include <csignal>
#include <cstdio>
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

QList<QByteArray> fieldsOf(qint64 pid)
{
    const QByteArray stat = wholeFile(u"/proc/%1/stat"_s.arg(pid));
    return stat.mid(stat.lastIndexOf(')') + 2).split(' ');
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
    const QList<QByteArray> fields = fieldsOf(pid);
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
    const QByteArray state = fieldsOf(mark.pid).value(kStateField);
    return state == "T" || state == "t" ? ProcessState::Stopped : ProcessState::Running;
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
