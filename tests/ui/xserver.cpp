// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/xserver.h"

#include <QByteArray>

#include <csignal>
#include <string>

#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

namespace lifeboat::test {

namespace {

/// The number of the display, which the server says once it can be used; empty if it ended instead.
QByteArray displayNumber(int pipe)
{
    QByteArray said;
    char byte = 0;
    while (::read(pipe, &byte, 1) == 1 && byte != '\n')
        said += byte;
    return said;
}

} // namespace

XServer::XServer(QSize screen)
{
    int ends[2];
    if (::pipe(ends) != 0)
        return;
    const std::string size = std::to_string(screen.width()) + 'x' + std::to_string(screen.height()) + "x24";
    const std::string saysWhere = std::to_string(ends[1]);
    m_pid = ::fork();
    if (m_pid == 0) {
        ::prctl(PR_SET_PDEATHSIG, SIGKILL);
        ::close(ends[0]);
        ::execlp("Xvfb", "Xvfb", "-displayfd", saysWhere.c_str(), "-screen", "0", size.c_str(), "-nolisten", "tcp", nullptr);
        ::_exit(127);
    }
    ::close(ends[1]);
    const QByteArray number = m_pid > 0 ? displayNumber(ends[0]) : QByteArray();
    ::close(ends[0]);
    if (number.isEmpty()) {
        if (m_pid > 0)
            ::waitpid(m_pid, nullptr, 0);
        m_pid = -1;
        return;
    }
    qputenv("DISPLAY", ':' + number);
    qputenv("QT_QPA_PLATFORM", "xcb");
    qunsetenv("WAYLAND_DISPLAY");
}

XServer::~XServer()
{
    if (m_pid <= 0)
        return;
    ::kill(m_pid, SIGTERM);
    ::waitpid(m_pid, nullptr, 0);
}

} // namespace lifeboat::test
