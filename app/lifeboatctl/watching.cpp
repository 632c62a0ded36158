// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/lifeboatctl/watching.h"

#include "app/lifeboatctl/exitstatus.h"
#include "app/lifeboatctl/interrupts.h"
#include "app/lifeboatctl/progressline.h"

#include <QEventLoop>
#include <QSocketNotifier>
#include <QTimer>

#include <fcntl.h>
#include <unistd.h>

using namespace Qt::StringLiterals;

namespace lifeboat::cli {

namespace {

using namespace std::chrono_literals;

/// Slow enough to be read, quick enough to look alive.
constexpr auto kRedraw = 100ms;

} // namespace

EndMark::EndMark()
{
    // Without a pipe the watcher only looks less often.
    if (::pipe2(m_pipe, O_CLOEXEC | O_NONBLOCK) != 0)
        m_pipe[0] = m_pipe[1] = -1;
}

EndMark::~EndMark()
{
    for (const int descriptor : m_pipe) {
        if (descriptor >= 0)
            ::close(descriptor);
    }
}

void EndMark::set() const
{
    const char byte = 0;
    (void)!::write(m_pipe[1], &byte, 1);
}

void watchUntil(const EndMark &end, const Progress &progress, const std::function<bool()> &isFinished,
                const std::function<void()> &cancel)
{
    ProgressLine line;
    const int before = interrupts::count();
    bool canceled = false;
    QEventLoop loop;
    QTimer redraw;
    QObject::connect(&redraw, &QTimer::timeout, &loop, &QEventLoop::quit);
    redraw.start(kRedraw);
    std::optional<QSocketNotifier> ended;
    if (end.descriptor() >= 0)
        QObject::connect(&ended.emplace(end.descriptor(), QSocketNotifier::Read), &QSocketNotifier::activated, &loop, &QEventLoop::quit);
    while (!isFinished()) {
        // Signals are let in only here.
        if (interrupts::waitReadable(end.descriptor(), 0ms))
            break;
        if (interrupts::count() > 0 && !canceled) {
            canceled = true;
            cancel();
            line.freeze(u"Stopping\u2026"_s);
        }
        if (interrupts::count() > std::max(before, 1))
            ::_exit(int(ExitStatus::Canceled));
        loop.exec();
        line.draw(progress.state());
    }
}

} // namespace lifeboat::cli
