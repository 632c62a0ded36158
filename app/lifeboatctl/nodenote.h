// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/lifeboatctl/localwork.h"
#include "app/lifeboatctl/noderestores.h"
#include "engine/cluster/interruptedrestore.h"

namespace lifeboat::cli {

/// A restore or undo of several nodes by this command as this user's queue notes it: durably, before a node begins. What one that was
/// killed, lost a node, or came to an end for some nodes alone, left is seen in `operations list`, and the same command goes on with it.
class NodeNote
{
public:
    enum class What { Restore, Undo };

    /// `snapshot`: of an archive its id.
    NodeNote(const Console &console, const NodeRestoreOptions &options, const QString &snapshot, What what);

    /// Finds out what became of what the same command began before, if it left some of it, and says so; waits for what still goes
    /// on. Where somebody restored one of the nodes since, or it is to begin anew, nothing of it is taken up. Touches nothing.
    /// Canceled; ConfirmationNeeded for one that was noted more than an hour ago (whoever asks again may mean all nodes), where it is not
    /// known whether there is one, another command holds its note or it cannot be read, and where there is none that can be resumed
    /// though that is asked for.
    Result<> look(const Reach &reach);
    /// Names of nodes that need nothing more, having been restored or taken back.
    QStringList done() const;
    /// Those of the names whose node could not be asked for the end of what the earlier one began, and is back by now: it is asked by
    /// the same command given again, and was begun over if this went on.
    QStringList back(QStringList names) const;
    /// Names of nodes whose end is not known: told to begin by this command, or by the earlier one and not again.
    QStringList lost() const;
    /// What the earlier one kept nodes free under; empty: there is none.
    const QString &reservation() const { return m_reservation; }
    /// Once it was planned: what is done stays so, and nodes that are kept free for the killed one are so for this.
    void takeUp(ClusterRestore &restore) const;

    /// Before it is run: from its first step on it is noted; `chosen`: the nodes of an undo. `restore` outlives this.
    void follow(const ClusterRestore &restore, const QStringList &chosen = {});
    /// It is over. Where some nodes are done, now or by what was gone on with, or may be, and others are not, the same command goes on with
    /// those later: were it to begin anew, what is done already would lose what an undo brings back. Where no node was told to begin, what
    /// the earlier one left stays as it was.
    void end();

private:
    void begin();
    bool isAnyAtWork() const;
    qsizetype countDone() const;
    bool isAnyBegun() const; ///< and done, or of unknown end
    QStringList unknown() const; ///< of the earlier one
    bool isLeftUnknown(const NodeRestore &node) const;
    void tell(const InterruptedRestore::Parts &parts) const;
    void setAside(const QJsonObject &left);
    Result<> refuse(const QString &why) const;
    QJsonObject report() const;
    void note();

    const Console &m_console;
    NotedWork m_work;
    const What m_what;
    const std::string m_earlier;
    std::unique_ptr<InterruptedRestore> m_interrupted; ///< settled, and gone on with
    QJsonObject m_left; ///< what the earlier one came to; empty: there was none
    NotedWork::Left m_becomes = NotedWork::Left::GoneOnWith;
    QString m_reservation; ///< what it kept nodes free under
    QStringList m_away; ///< of unknown end, and not reached when it was looked for
    const ClusterRestore *m_restore = nullptr;
    bool m_isBegun = false;
    QStringList m_chosen;
    QStringList m_steps; ///< of the nodes, as noted last
    QObject m_context;
};

} // namespace lifeboat::cli
