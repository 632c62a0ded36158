// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/lifeboatctl/localwork.h"
#include "app/lifeboatctl/noderestores.h"
#include "engine/cluster/interruptedrestore.h"

namespace lifeboat::cli {

/// A restore or undo of several nodes by this command as this user's queue notes it: durably, before a node begins. What a killed one
/// left is seen in `operations list`, and the same command goes on with it.
class NodeNote
{
public:
    enum class What { Restore, Undo };

    /// `snapshot`: of an archive its id.
    NodeNote(const Console &console, const NodeRestoreOptions &options, const QString &snapshot, What what);

    /// Finds out what became of what the same command began before it was killed, if it was, and says so; waits for what still goes
    /// on. Where somebody restored one of the nodes since, nothing of it is taken up. Touches nothing. Canceled.
    Result<> look(const Reach &reach);
    /// Names of nodes that need nothing more.
    QStringList done() const { return m_interrupted ? m_interrupted->parts().done : QStringList(); }
    /// Once it was planned: what is done stays so, and nodes that are kept free for the killed one are so for this.
    void takeUp(ClusterRestore &restore) const;

    /// Before it is run: from its first step on it is noted; `chosen`: the nodes of an undo. `restore` outlives this.
    void follow(const ClusterRestore &restore, const QStringList &chosen = {});
    /// It is over. Where it was to go on with what a killed one left, and something is left still, the same command goes on with that
    /// later: were it to begin anew, what is done already would lose what an undo brings back.
    void end();
    bool isStillLeft() const { return m_isStillLeft; } ///< so it was

private:
    void begin();
    bool isAnyAtWork() const;
    bool isAnyLeft() const;
    void tell(const InterruptedRestore::Parts &parts) const;
    QJsonObject report() const;
    void note();

    const Console &m_console;
    NotedWork m_work;
    const What m_what;
    std::unique_ptr<InterruptedRestore> m_interrupted; ///< settled, and gone on with
    QJsonObject m_left; ///< what the killed one came to
    QString m_reservation; ///< what it kept nodes free under
    const ClusterRestore *m_restore = nullptr;
    bool m_isBegun = false;
    bool m_isStillLeft = false;
    QStringList m_chosen;
    QStringList m_steps; ///< of the nodes, as noted last
    QObject m_context;
};

} // namespace lifeboat::cli
