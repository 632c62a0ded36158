// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later

// applybench DIRECTORY ENTRIES: how fast a log takes, a state applies and a state replays documents
// of about a kilobyte under random ids. Prints one line of JSON, in entries a second.

#include "tests/bench/documents.h"

#include "engine/base/posixfilesystem.h"
#include "engine/log/locallog.h"
#include "engine/log/replay.h"

#include <QCoreApplication>
#include <QFile>

#include <cstdio>
#include <cstdlib>

using namespace Qt::StringLiterals;
using namespace lifeboat;

namespace {

constexpr qint64 kBatch = 1000;

template <typename T>
T ok(Result<T> result)
{
    if (!result) {
        std::fprintf(stderr, "%s\n", qPrintable(toString(result.error())));
        std::exit(1);
    }
    if constexpr (!std::is_void_v<T>)
        return std::move(*result);
}

/// Entries a second of `work`.
double rate(qint64 entries, const std::function<void()> &work)
{
    const auto begun = std::chrono::steady_clock::now();
    work();
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - begun;
    return double(entries) / took.count();
}

} // namespace

int main(int argc, char **argv)
{
    const QCoreApplication application(argc, argv);
    const QString directory = QCoreApplication::arguments().value(1);
    const qint64 count = QCoreApplication::arguments().value(2).toLongLong();
    const QList<Change> changes = bench::makeChanges(count);
    PosixFileSystem &fileSystem = PosixFileSystem::instance();
    const auto log = ok(LocalLog::open(directory + u"/log.db"_s, makeLineage()));
    const QDateTime now = QDateTime::currentDateTimeUtc();

    const double appended = rate(count, [&] {
        for (qint64 at = 0; at < count; at += kBatch)
            ok(log->append({changes.constData() + at, size_t(std::min(kBatch, count - at))}, u"bench"_s, now));
    });

    QList<Entry> entries;
    for (const Change &change : changes)
        entries.append({Index(entries.size()) + 1, now, u"bench"_s, change});
    const auto one = ok(ManagedState::open(fileSystem, directory + u"/one.db"_s));
    const double applied = rate(count, [&] {
        for (qint64 at = 0; at < count; at += kBatch)
            ok(one->apply({entries.constData() + at, size_t(std::min(kBatch, count - at))}));
    });
    entries.clear();

    const auto two = ok(ManagedState::open(fileSystem, directory + u"/two.db"_s));
    UnwatchedControl control;
    const double replayed = rate(count, [&] { ok(replay(control, *log, *two)); });

    if (ok(one->contentDigest(control)) != ok(two->contentDigest(control))) {
        std::fprintf(stderr, "the states differ\n");
        return 1;
    }
    std::printf("{\"append\": %.0f, \"apply\": %.0f, \"replay\": %.0f}\n", appended, applied, replayed);
    return 0;
}
