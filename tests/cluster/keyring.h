// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/support/workspace.h"

#include <QProcess>

namespace lifeboat::test {

/// A session bus for this process and those it starts, and GNOME's keyring on it when it is wanted. The bus stays as long as
/// the process: there is one Keyring in a process. Used in the main thread.
///
/// What was read or written in this process before a stop() cannot be reached by this process after the next start():
/// libsecret goes on with its first session.
class Keyring
{
public:
    /// False where gnome-keyring or dbus-daemon is not installed: then the test is to be skipped.
    static bool isInstalled();

    Keyring(); ///< nobody is on the bus
    ~Keyring();
    Q_DISABLE_COPY_MOVE(Keyring)

    /// Starts it over what it has kept, and waits until it is on the bus. Locked, it gives and takes nothing: nobody is here
    /// to be asked for its password.
    void start(bool isLocked = false);
    void stop(); ///< SIGTERM, and waits until it has left the bus
    void lock() const;

private:
    Workspace m_space;
    QProcess m_process;
};

} // namespace lifeboat::test

/// Ends a test function that needs a keyring where there is none.
#define NEED_KEYRING() \
    if (!::lifeboat::test::Keyring::isInstalled()) \
    QSKIP("gnome-keyring or dbus-daemon is not installed")
