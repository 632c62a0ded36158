// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtTypes>

namespace lifeboat {

/// The most memory, in bytes, that a process of this machine has held since it began its program ("VmHWM" of proc(5));
/// 0 where the system does not say. getrusage() would count what the process that started it held, too. Any thread.
qint64 peakMemory(qint64 process);
qint64 peakMemory();

} // namespace lifeboat
