// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QSize>

#include <sys/types.h>

namespace lifeboat::test {

/// An X server of one's own (Xvfb) without a window manager, for what is to be clicked really. It ends with this, or with
/// the test.
class XServer
{
public:
    /// Starts it and has programs begun in this process from now on show themselves there; before any QGuiApplication.
    /// Whether it runs: isRunning().
    explicit XServer(QSize screen);
    ~XServer();
    Q_DISABLE_COPY_MOVE(XServer)

    bool isRunning() const { return m_pid > 0; }

private:
    pid_t m_pid = -1;
};

} // namespace lifeboat::test
