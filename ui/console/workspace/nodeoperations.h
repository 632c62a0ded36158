// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/console/workspace/subject.h"

namespace lifeboat::ui {

/// Puts what nodes do among the running operations: what is in flight on the subject's nodes, whoever asked for it, and
/// what this console began, wherever it runs. Quitting ends none of it.
class NodeOperations : public QObject
{
    Q_OBJECT

public:
    /// Both must outlive this.
    NodeOperations(Workspace &workspace, Subject &subject, QObject *parent = nullptr);
    ~NodeOperations() override;

    /// Starts an operation on a node; a failure goes to the message bar under `title`.
    void run(NodeConnection *node, const QString &title, const QString &method, const QJsonObject &parameters);

private:
    struct Key {
        QString cluster;
        QUrl url;
        OperationId id;

        auto operator<=>(const Key &) const = default;
    };

    void sync();
    void addInFlight(const QString &cluster, const NodeConnection &node, std::map<Key, QString> &wanted) const;
    ProgressState progress(const Key &key) const;
    void cancel(const Key &key);
    const NodeConnection *node(const Key &key) const;

    Workspace &m_workspace;
    Subject &m_subject;
    std::map<Key, int> m_shown; ///< their ids among the running operations
    std::map<Key, QString> m_own; ///< what this console began, with titles
};

} // namespace lifeboat::ui
