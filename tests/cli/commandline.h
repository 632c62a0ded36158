// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/support/workspace.h"

#include <QJsonObject>
#include <QProcess>

namespace lifeboat::test {

/// What a run of lifeboatctl left behind.
struct Outcome
{
    int status = -1; ///< exit status; -1 if it crashed
    QString out;
    QString err;

    /// Standard output as a JSON document; the test fails if it is none.
    QJsonObject json() const;
};

/// Runs lifeboatctl in a workspace of its own: its data directory and current directory are there.
class CommandLine
{
public:
    CommandLine();

    Workspace &space() { return m_space; }
    QString path(const QString &name = {}) const { return m_space.path(name); }

    Outcome run(const QStringList &arguments) const;

    /// Starts it; the caller watches.
    std::unique_ptr<QProcess> start(const QStringList &arguments) const;

    /// Waits for its end.
    static Outcome finish(QProcess &process);

    /// Takes a snapshot that must succeed and returns the archive's path.
    QString take(const QString &database, const QString &store) const;

private:
    Workspace m_space;
};

} // namespace lifeboat::test
