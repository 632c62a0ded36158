// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/console/workspace/heldsnapshot.h"
#include "ui/console/workspace/nodeoperations.h"

class QWidget;

namespace lifeboat::ui {

class Actions;
class Selection;

/// Does what the Snapshot menu says while the subject is a cluster or a node of one: SnapshotCommands does it for this
/// machine. One of both is silent, so that an action means one thing at a time.
class ClusterCommands : public QObject
{
    Q_OBJECT

public:
    /// All of them must outlive this; `window` is what dialogs belong to.
    ClusterCommands(Workspace &workspace, Subject &subject, Selection &selection, Actions &actions, QWidget *window);

    NodeOperations &operations() { return m_operations; }

    /// Does what mends `reason` on the nodes of these URLs.
    void mend(HealthReason reason, const QList<QUrl> &nodes);

    /// Forgets the cluster or node that is the subject, with its tokens, once somebody said so.
    void askToForget();

Q_SIGNALS:
    /// Restore that snapshot on nodes of its cluster; without an id: one that is to be chosen. The action is there once
    /// somebody listens.
    void restoreWanted(const lifeboat::ui::HeldSnapshot &snapshot);
    /// Fetch that snapshot to this machine and drill it. The action is there once somebody listens.
    void fetchAndDrillWanted(const lifeboat::ui::HeldSnapshot &snapshot);
    void noteWanted(const QString &sentence, const QString &words);

private:
    void enable();
    /// What restore and drill are about: what is selected where one can select, else what a recovery would start from.
    std::optional<HeldSnapshot> subjectOfRecovery() const;
    bool mayOperate(const std::optional<HeldSnapshot> &snapshot) const;
    void take(const QList<QUrl> &checked);
    void verify(const HeldSnapshot &snapshot);
    void verifyNewest(const QList<QUrl> &nodes);
    void pin(bool pinned);
    void askToDelete();
    void call(const HeldSnapshot &snapshot, const QString &title, const QString &method, QJsonObject parameters);
    void retryDead(const QList<QUrl> &nodes);
    NodeConnection *nodeOf(const QUrl &url) const;

    Workspace &m_workspace;
    Subject &m_subject;
    Selection &m_selection;
    Actions &m_actions;
    QWidget *const m_window;
    NodeOperations m_operations;
};

} // namespace lifeboat::ui
