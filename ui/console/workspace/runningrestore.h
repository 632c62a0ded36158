// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/clock.h"
#include "engine/cluster/restorehistory.h"
#include "ui/console/theme/glyph.h"
#include "ui/console/workspace/localqueue.h"

namespace lifeboat::ui {

/// A restore of several nodes, under way or over, with its tile among the operations. Outlives the dialog that shows
/// it. Where a connection it needs goes away, it stays with what was known last and does nothing any more.
class RunningRestore final : public QObject
{
    Q_OBJECT

public:
    /// `fileSystem` outlives this.
    RunningRestore(Operations &operations, const ClusterRestoreRequest &request, const QList<NodeConnection *> &nodes,
                   FileSystem &fileSystem, const Clock &clock, QObject *parent);
    /// One that is over, to be looked at.
    explicit RunningRestore(const PastRestore &past, QObject *parent);
    /// One in which a console was killed, as its report tells: over, but it can go on. `nodes` are those of the report.
    RunningRestore(Operations &operations, const PastRestore &past, const QList<NodeConnection *> &nodes, FileSystem &fileSystem,
                   const Clock &clock, QObject *parent);
    ~RunningRestore() override; ///< what nodes began goes on there

    /// Each run and undo is noted there from now on, before a node begins and whenever one is further: a console that is killed
    /// in the middle tells of it at its next start.
    void noteIn(LocalQueue &queue);

    /// As ClusterRestore::setPeers, of one that was not yet begun.
    void setPeers(const QList<NodeConnection *> &others);

    const ClusterRestoreRequest &request() const { return m_request; }
    const QList<NodeRestore> &nodes() const;
    bool isRunning() const;
    /// It takes back, or took back last.
    bool isUndo() const { return m_isUndo; }
    /// No connection of it is gone: it can be retried and undone.
    bool isAlive() const { return m_restore != nullptr; }

    /// What was interrupted, or what failed, can be tried again.
    bool canGoOn() const;
    /// Goes on with the nodes that are not done, or not taken back.
    Result<> goOn();
    bool isInterrupted() const { return m_isPast; } ///< and nobody went on with it

    /// As ClusterRestore::run: again too, for those that are not done.
    Result<> run();
    /// As ClusterRestore::undo; without names on those that were restored() here. `isApart`: to different histories is
    /// where they are wanted; `redoes`: an undo is taken back on some of them.
    Result<> undo(const QStringList &nodes = {}, bool isApart = false, bool redoes = false);
    void cancel();

    /// Of all nodes together: bytes written, rate, remaining time.
    ProgressState progress() const;
    /// As ClusterRestore's; "undo" says which of both it was.
    QJsonObject report() const;
    /// The same from a shell: what is done now, or was done last, on the nodes that take part.
    QString command() const;
    QDateTime endedAt() const; ///< invalid while it runs

    /// Those of its nodes; none once one of them is gone.
    QList<NodeConnection *> connections() const;
    /// Nodes that were written to here, and not taken back.
    QStringList restored() const;
    /// How many take part in what is done now, or was done last.
    int involved() const;
    int count(NodeRestore::Phase phase) const;

    /// The tile's title: "Restore orders on 3 nodes".
    QString title() const;
    /// What became of it: "Restored on 2 of 3 nodes".
    QString verdict() const;
    /// How many are what was wanted of them: restored, or taken back.
    int succeeded() const;
    /// Its nodes have reached different histories: they cannot go on together.
    bool isSplit() const;
    /// What that means, and what to do; empty while it is not so.
    QString consequence() const;
    /// How good what became of it is.
    Health health() const;

Q_SIGNALS:
    void changed(int node);
    void finished();

private:
    QStringList leftToUndo() const;
    void connectRestore();
    Result<> begin(bool isUndo, const QStringList &nodes, const QStringList &all);
    OperationRequest operation() const;
    QJsonObject known() const;
    void note();
    void end();
    void loseConnection();

    QPointer<Operations> m_operations; ///< a parent may take it down first
    QPointer<LocalQueue> m_queue; ///< as well
    LocalQueue::NotedPointer m_noted; ///< in the queue, while it runs
    QFuture<Result<>> m_written; ///< the last note
    QStringList m_steps; ///< of the nodes, as noted last
    const ClusterRestoreRequest m_request;
    QList<NodeConnection *> m_connections;
    std::unique_ptr<ClusterRestore> m_restore; ///< null once a connection is gone
    QList<NodeRestore> m_last; ///< what was known then
    QJsonObject m_lastReport;
    int m_operation = 0;
    bool m_isPast = false; ///< an interrupted one, before it goes on: what is told is what its report says
    bool m_isApart = false;
    bool m_isUndo = false;
    bool m_redoes = false;
    QStringList m_takenBack; ///< by the undo
    QStringList m_asked; ///< of these, whom it asks this time: others were taken back before
};

} // namespace lifeboat::ui
