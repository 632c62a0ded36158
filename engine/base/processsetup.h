// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace lifeboat {

/// What every program does before anything else: takes what its surroundings may have left so that a file it writes
/// could come to harm, or it would end in the midst of writing.
/// Standard input, output and error that are closed are taken by the null device: otherwise a file opened later gets
/// their number, and what is printed goes into it. A limit on the size of files makes a write fail with DiskFull, where
/// the system would end the process. Main thread, before others start.
void setUpProcess();

} // namespace lifeboat
