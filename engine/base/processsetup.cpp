// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/base/processsetup.h"

#include <csignal>
#include <fcntl.h>
#include <unistd.h>

namespace lifeboat {

void setUpProcess()
{
    std::signal(SIGXFSZ, SIG_IGN);
    for (const int standard : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO}) {
        // Reading from where nothing is written, and writing where nothing is read, still fail.
        const int flags = standard == STDIN_FILENO ? O_WRONLY : O_RDONLY;
        if (::fcntl(standard, F_GETFD) < 0 && ::open("/dev/null", flags) != standard)
            return; // without a null device there is nothing to be done
    }
}

} // namespace lifeboat
