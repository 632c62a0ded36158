// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/base/clock.h"

#include <QFile>
#include <QTest>

#include <ctime>
#include <sched.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace lifeboat;
using namespace std::chrono_literals;

namespace {

std::chrono::nanoseconds reading(clockid_t clock)
{
    timespec now{};
    ::clock_gettime(clock, &now);
    return std::chrono::seconds(now.tv_sec) + std::chrono::nanoseconds(now.tv_nsec);
}

/// Reads it between two readings of the clock that counts on while the machine is suspended.
bool countsSuspension()
{
    const auto before = reading(CLOCK_BOOTTIME);
    const auto now = SystemClock::instance().steadyNow();
    return before <= now && now <= reading(CLOCK_BOOTTIME);
}

} // namespace

class tst_Clock final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void countsWhileSuspended();
    void sleptForADay();
};

void tst_Clock::countsWhileSuspended()
{
    QVERIFY(countsSuspension());
}

/// A process that finds itself on a machine which was suspended for a day: only there the clocks differ for sure.
void tst_Clock::sleptForADay()
{
    constexpr int kCounts = 0;
    constexpr int kDoesNot = 1;
    constexpr int kRefused = 2;
    const pid_t middle = ::fork();
    QVERIFY(middle >= 0);
    if (middle == 0) {
        QFile offsets(QStringLiteral("/proc/self/timens_offsets"));
        if (::unshare(CLONE_NEWTIME) != 0 || !offsets.open(QIODevice::WriteOnly | QIODevice::Unbuffered) || offsets.write("boottime 86400 0\n") < 0)
            ::_exit(kRefused);
        const pid_t sleeper = ::fork(); // the first one in there
        if (sleeper == 0)
            ::_exit(reading(CLOCK_BOOTTIME) - reading(CLOCK_MONOTONIC) < 23h ? kRefused : countsSuspension() ? kCounts : kDoesNot);
        int status = -1;
        if (sleeper < 0 || ::waitpid(sleeper, &status, 0) != sleeper)
            ::_exit(kRefused);
        ::_exit(WIFEXITED(status) ? WEXITSTATUS(status) : kDoesNot);
    }
    int status = -1;
    QCOMPARE(::waitpid(middle, &status, 0), middle);
    QVERIFY(WIFEXITED(status));
    if (WEXITSTATUS(status) == kRefused)
        QSKIP("the system lets nobody set clocks of its own here");
    QCOMPARE(WEXITSTATUS(status), kCounts);
}

QTEST_GUILESS_MAIN(tst_Clock)
#include "tst_clock.moc"
