// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/cluster/clusterrestore.h"
#include "engine/jobs/progress.h"
#include "engine/operations/operation.h"

#include <QFuture>
#include <QPointer>
#include <QTimer>
#include <stop_token>

namespace lifeboat {

/// What goes on for the nodes of a ClusterRestore: step by step, never more of them than its limit. All that take part
/// are reserved before the first is touched, and given back before the end is told. A restore begins once every node has the
/// snapshot and a plan: until then nothing has changed anywhere but the archives that were sent.
class ClusterRestore::Private
{
public:
    using Phase = NodeRestore::Phase;
    enum class Mode { Idle, Planning, Restoring, Undoing };

    /// What is going on for one node.
    struct Work
    {
        QPointer<NodeConnection> connection; ///< one that is gone is not called any more
        int turn = 0; ///< answers to an earlier one are nobody's
        bool mayBeReserved = false; ///< by us
        bool keepsNoReservations = false; ///< it is of an earlier version
        bool isToBeNoted = false; ///< what it is to do, before it is told
        QString operation;
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
    Result<> expectPlan(int i);
    void begin(Mode next, const QList<int> &which);
    void prepare();
    std::optional<std::pair<int, Error>> obstacle() const;
    void beginWorking();
    void pump();
    void takeUp(int i);
    void end();
    void reserve(QList<int> which);
    void reserveNext();
    void onReserved(int i, const Result<QJsonValue> &answer);
    Result<> checkKept(int i, const QJsonValue &answer) const;
    void giveUpAll(int i, const Error &error);
    void renew();
    void release();
    QList<QFuture<Result<QJsonValue>>> tellReleased();
    QJsonObject withReservation(int i, QJsonObject parameters) const;
    void advance(int i);
    void send(int i);
    void whenNoted(int i, const std::function<void()> &begin);
    void restore(int i);
    void undo(int i, const QString &confirm);
    Error untold(int i, const Error &error) const;
    std::function<void(const Operation &, int, double)> listener(int i);
    void onMoved(int i, const Operation &operation, int permille, double bytesPerSecond);
    void onLink(int i);
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
    QList<QPointer<NodeConnection>> peers;
    std::function<QFuture<Result<>>()> noted; ///< as beginWhen
    QList<int> queue;
    QString lineage;
    bool isTakenUp = false; ///< it may have been begun by an earlier one
    QDateTime startedAt, endedAt;
    QTimer look;
    QString reservation; ///< what nodes are reserved under now; another one each time
    QString leftReservation; ///< of one that was killed: the next is of that name
    QList<int> toReserve;
    QList<int> toPrepare; ///< of the queue: they lack a plan, or the snapshot
    QTimer renewal;
    QTimer farewell;
    enum class Stage { Reserving, Preparing, Working, Releasing };
    Stage stage = Stage::Working;
    Mode mode = Mode::Idle;
    int inWork = 0;
    bool isStopping = false;
    bool isCanceled = false;
};

} // namespace lifeboat
