// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/support/workspace.h"
#include "ui/console/workspace/workspace.h"

namespace lifeboat::test {

/// A console's workspace whose files all lie in a temporary directory, and real archives to put in it.
class TemporaryWorkspace
{
public:
    explicit TemporaryWorkspace(ui::ClusterWorld world = {});

    ui::Workspace &console() { return m_console; }
    QString path(const QString &name) const { return m_files.path(name); }

    /// Makes a sample database of that name and takes a snapshot of it; the archive's path.
    QString takeSnapshotOf(const QString &database, const QString &store);

    /// Waits until everything that is open has been read.
    bool waitUntilRead();

private:
    Workspace m_files;
    ui::Workspace m_console;
};

} // namespace lifeboat::test
