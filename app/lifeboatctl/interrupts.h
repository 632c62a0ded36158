// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>

/// SIGINT, SIGTERM and SIGHUP as something to look at. They are blocked in every thread and noticed only while the
/// main thread waits here, so that no system call of a worker is ever interrupted.
namespace lifeboat::cli::interrupts {

/// Call first in main, before there are threads.
void install();

/// How often we were asked to stop.
int count();

/// Waits until `descriptor` can be read (or is at its end), a signal came, or the time is up. True if it can be read.
bool waitReadable(int descriptor, std::chrono::milliseconds timeout);

} // namespace lifeboat::cli::interrupts
