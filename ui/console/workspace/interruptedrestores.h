// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/cluster/interruptedrestore.h"
#include "ui/console/workspace/workspace.h"

namespace lifeboat::ui {

class RunningRestore;

/// Restores and undos of nodes in which this console was killed: finds out what became of them, and keeps their reports among the past
/// restores. It begins nothing: what was not begun stays so until somebody says so. GUI thread.
class InterruptedRestores final : public QObject
{
    Q_OBJECT

public:
    /// `workspace` outlives this.
    explicit InterruptedRestores(Workspace &workspace, QObject *parent = nullptr);

    /// One that can go on, of a report; null where it cannot, since its cluster or a node of it is not known any more. The workspace's.
    static RunningRestore *revive(Workspace &workspace, const PastRestore &past);

Q_SIGNALS:
    /// `sentence` says that it was, `words` what it came to.
    void found(const QString &sentence, const QString &words);

private:
    void look();
    bool begin(const lifeboat::Operation &operation);
    void conclude(const OperationId &id, const InterruptedRestore &restore);

    Workspace &m_workspace;
    QList<lifeboat::Operation> m_waiting; ///< for the clusters to be known
};

} // namespace lifeboat::ui
