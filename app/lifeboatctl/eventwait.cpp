// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/lifeboatctl/eventwait.h"

#include "app/lifeboatctl/exitstatus.h"
#include "app/lifeboatctl/interrupts.h"
#include "app/lifeboatctl/progressline.h"

#include <QTimer>
#include <unistd.h>

namespace lifeboat::cli {

namespace {

using namespace std::chrono_literals;

constexpr auto kLook = 100ms;

} // namespace

EventWait::EventWait(std::function<void()> cancel, std::function<ProgressState()> progress,
                     std::function<void()> look)
    : m_cancel(std::move(cancel))
    , m_progress(std::move(progress))
    , m_look(std::move(look))
{
}

void EventWait::until(const std::function<bool()> &isDone)
{
    ProgressLine line;
    const int before = interrupts::count();
    bool canceled = false;
    QTimer look;
    QObject::connect(&look, &QTimer::timeout, &look, [&] {
        // Signals are let in only here.
        interrupts::waitReadable(-1, 0ms);
        if (interrupts::count() > before && !std::exchange(canceled, true)) {
            m_cancel();
            m_loop.quit();
        }
        if (interrupts::count() > before + 1)
            ::_exit(int(ExitStatus::Canceled));
        if (m_look) {
            m_look();
            m_loop.quit();
        }
        if (m_progress)
            line.draw(m_progress());
    });
    look.start(kLook);
    while (!isDone())
        m_loop.exec();
}

} // namespace lifeboat::cli
