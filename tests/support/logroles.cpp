// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "logroles.h"

#include "engine/base/posixfilesystem.h"
#include "engine/log/locallog.h"
#include "engine/log/replay.h"
#include "tests/support/entries.h"

#include <cstdio>
#include <cstdlib>
#include <poll.h>
#include <random>
#include <unistd.h>

using namespace Qt::StringLiterals;

namespace lifeboat::test {

namespace {

void say(const QString &line)
{
    std::printf("%s\n", qPrintable(line));
    std::fflush(stdout);
}

bool inputEnded()
{
    pollfd input{STDIN_FILENO, POLLIN, 0};
    return ::poll(&input, 1, 0) > 0;
}

/// A role whose work fails says why and ends with status 1.
template <typename T>
T must(Result<T> result)
{
    if (!result) {
        say(toString(result.error()));
        std::exit(1);
    }
    if constexpr (!std::is_void_v<T>)
        return std::move(*result);
}

std::unique_ptr<LocalLog> openShared(const QString &path)
{
    return must(LocalLog::open(path, {u"shared"_s}));
}

} // namespace

int playAppend(const QStringList &arguments)
{
    const auto log = openShared(arguments[0]);
    const int batches = arguments[2].toInt();
    const int size = arguments[3].toInt();
    for (int batch = 0; (batches == 0 || batch < batches) && !inputEnded(); ++batch) {
        const QString prefix = u"%1-%2-"_s.arg(arguments[1]).arg(batch);
        say(QString::number(must(log->append(puts(u"games"_s, prefix, size), arguments[1], timeOf(1)))));
    }
    return 0;
}

int playAwait(const QStringList &arguments)
{
    const auto log = openShared(arguments[0]);
    say(u"waiting"_s);
    say(QString::number(must(log->waitFor(arguments[1].toULongLong(), std::chrono::minutes(1)))));
    return 0;
}

int playNode(const QStringList &arguments)
{
    const auto log = openShared(arguments[0]);
    const auto state = must(ManagedState::open(PosixFileSystem::instance(), arguments[1]));
    std::mt19937 random(arguments[3].toUInt());
    const auto below = [&](int limit) { return int(random() % unsigned(limit)); };
    UnwatchedControl control;
    while (!inputEnded()) {
        QList<Change> changes;
        for (int i = below(20); i >= 0; --i) {
            const QString table = QStringList{u"games"_s, u"teams"_s, u"workers"_s}[below(3)];
            const QString id = u"%1"_s.arg(below(200));
            const QByteArray document = "{\"by\":\"" + arguments[2].toUtf8() + "\",\"drawn\":" + QByteArray::number(below(1'000'000)) + '}';
            changes.append(below(4) == 0 ? removal(table, id) : put(table, id, document));
        }
        must(log->append(changes, arguments[2], timeOf(1)));
        say(QString::number(must(replay(control, *log, *state)).position.appliedIndex));
    }
    return 0;
}

} // namespace lifeboat::test
