// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/lifeboatctl/interrupts.h"

#include <csignal>
#include <initializer_list>
#include <poll.h>

namespace lifeboat::cli::interrupts {

namespace {

volatile std::sig_atomic_t received = 0;
sigset_t whileWaiting;

void note(int)
{
    received = received + 1;
}

} // namespace

void install()
{
    sigset_t ours;
    sigemptyset(&ours);
    struct sigaction action = {};
    action.sa_handler = note;
    sigemptyset(&action.sa_mask);
    for (const int signal : {SIGINT, SIGTERM, SIGHUP}) {
        struct sigaction before = {};
        // nohup and background jobs without job control start with these ignored, and mean it.
        if (::sigaction(signal, nullptr, &before) == 0 && before.sa_handler == SIG_IGN)
            continue;
        ::sigaction(signal, &action, nullptr);
        sigaddset(&ours, signal);
    }
    ::pthread_sigmask(SIG_BLOCK, &ours, &whileWaiting);
    for (const int signal : {SIGINT, SIGTERM, SIGHUP})
        sigdelset(&whileWaiting, signal);
}

int count()
{
    return received;
}

bool waitReadable(int descriptor, std::chrono::milliseconds timeout)
{
    struct pollfd watched = {.fd = descriptor, .events = POLLIN, .revents = 0};
    const struct timespec limit = {.tv_sec = timeout.count() / 1000, .tv_nsec = timeout.count() % 1000 * 1'000'000};
    return ::ppoll(&watched, 1, &limit, &whileWaiting) > 0;
}

} // namespace lifeboat::cli::interrupts
