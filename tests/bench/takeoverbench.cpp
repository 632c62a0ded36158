// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/base/posixfilesystem.h"
#include "engine/practice/practicecluster.h"

#include <QCoreApplication>

#include <cstdio>

using namespace Qt::StringLiterals;
using namespace lifeboat;

namespace {

/// A line for each takeover: what was done, and the milliseconds nobody led.
Result<> measure(PracticeCluster &cluster, int rounds)
{
    const UnwatchedControl control;
    std::printf("limit %lld\n", static_cast<long long>(PracticeCluster::takeoverLimit().count()));
    for (int round = 0; round < 2 * rounds; ++round) {
        LIFEBOAT_ASSIGN(const Takeover takeover, round % 2 == 0 ? cluster.killLeader(control) : cluster.stopLeader(control));
        std::printf("%s %lld\n", qPrintable(takeover.what), static_cast<long long>(takeover.time.count()));
        LIFEBOAT_TRY(cluster.heal(control));
    }
    return {};
}

} // namespace

/// takeoverbench share|nats DIRECTORY LIFEBOATD ROUNDS
int main(int argc, char **argv)
{
    const QCoreApplication application(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    if (arguments.size() != 5)
        return 2;
    const UnwatchedControl control;
    PosixFileSystem &disk = PosixFileSystem::instance();
    Result<> done;
    {
        const auto cluster = PracticeCluster::start(control, disk,
                                                    {.directory = arguments[2],
                                                     .sharesFiles = arguments[1] == "share"_L1,
                                                     .endsWithStarter = true,
                                                     .daemon = arguments[3]});
        done = cluster ? measure(**cluster, arguments[4].toInt()) : failure(cluster.error());
    }
    const auto stopped = PracticeCluster::stop(control, disk, arguments[2]);
    for (const Error &error : {done.error_or(Error{}), stopped.error_or(Error{})}) {
        if (error != Error{})
            std::fprintf(stderr, "%s\n", qPrintable(toString(error)));
    }
    return done && stopped ? 0 : 1;
}
