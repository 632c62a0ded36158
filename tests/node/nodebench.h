// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/node/node.h"
#include "engine/operations/operationrecord.h"
#include "tests/support/expect.h"
#include "tests/support/faultyfilesystem.h"
#include "tests/support/manualclock.h"
#include "tests/support/workspace.h"

#include <condition_variable>

namespace lifeboat::test {

/// A node in a workspace, called as the server would call it.
class NodeBench
{
public:
    NodeBench();
    ~NodeBench();

    /// Opens the node and lets it work; what `config` is by then counts.
    void open();
    void close();

    Result<QJsonObject> call(const QString &method, const QJsonObject &parameters = {});
    /// Starts an operation and waits for its end.
    Operation run(const QString &method, const QJsonObject &parameters = {});
    Operation ended(const QString &operation);

    /// Looks again after every event.
    void waitUntil(const std::function<bool()> &condition);

    /// Puts documents "k<from>" to "k<to>" into "games" and waits until they are applied.
    void put(int from, int to, const QString &note = QStringLiteral("x"));
    QStringList games();
    quint64 index();
    QString lineage();
    /// The ids of the snapshots, newest first.
    QStringList snapshots();
    QString take();

    Workspace space;
    NodeConfig config;
    ManualClock clock;
    FaultyFileSystem fileSystem;
    /// Hears every event before anybody else, in the node's thread that tells it. Set before open().
    std::function<void(const QString &name, const QJsonObject &content)> heard;
    std::unique_ptr<Node> node;

private:
    std::mutex m_mutex;
    std::condition_variable m_moved;
    quint64 m_events = 0;
};

} // namespace lifeboat::test
