// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/cluster/clusterrestore.h"
#include "engine/jobs/progress.h"
#include "engine/operations/operation.h"

#include <QTimer>
#include <stop_token>

namespace lifeboat {

/// What goes on for the nodes of a ClusterRestore: step by step, never more of them than its limit.
class ClusterRestore::Private
{
public:
    using Phase = NodeRestore::Phase;
    enum class Mode { Idle, Planning, Restoring, Undoing };

    /// What is going on for one node.
    struct Work
    {
        NodeConnection *connection = nullptr;
        int turn = 0; ///< answers to an earlier one are nobody's
        QString operation;
        bool wasSent = false;
        std::stop_source stop;
        std::shared_ptr<Progress> progress;
    };

    Private(ClusterRestore *owner, ClusterRestoreRequest what, FileSystem &disk, const Clock &time)
        : q(owner)
        , request(std::move(what))
        , fileSystem(disk)
        , clock(time)
    {
    }

    QJsonObject parameters() const;
    Result<> checkConfirmation() const;
    void enter(int i, Phase phase);
    void askPlan(int i);
    bool lacksSnapshot(int i, const Error &error) const;
    void begin(Mode next, const QList<int> &which);
    void pump();
    void advance(int i);
    void send(int i);
    void restore(int i);
    void undo(int i, const QString &confirm);
    std::function<void(const Operation &, int, double)> listener(int i);
    void onMoved(int i, const Operation &operation, int permille, double bytesPerSecond);
    void cancelOperation(int i);
    void fail(int i, const Error &error);
    void leave(int i, Phase phase);
    void lookAtSending();

    ClusterRestore *const q;
    ClusterRestoreRequest request;
    FileSystem &fileSystem;
    const Clock &clock;
    QList<NodeRestore> nodes;
    QList<Work> works;
    QList<int> queue;
    QString lineage;
    QDateTime startedAt, endedAt;
    QTimer look;
    Mode mode = Mode::Idle;
    int inWork = 0;
    bool isStopping = false;
    bool isCanceled = false;
};

} // namespace lifeboat
