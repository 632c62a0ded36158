// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/console/workspace/nodeoperations.h"

#include "ui/console/models/nodeface.h"
#include "ui/text/operationwording.h"

namespace lifeboat::ui {

NodeOperations::NodeOperations(Workspace &workspace, Subject &subject, QObject *parent)
    : QObject(parent)
    , m_workspace(workspace)
    , m_subject(subject)
{
    connect(&workspace.clusters(), &Clusters::operationsChanged, this, &NodeOperations::take);
    connect(&workspace.clusters(), &Clusters::listChanged, this, &NodeOperations::takeAll);
    connect(&subject, &Subject::placeChanged, this, &NodeOperations::takeAll);
}

NodeOperations::~NodeOperations() = default;

void NodeOperations::run(NodeConnection *node, const QString &title, const QString &method,
                         const QJsonObject &parameters)
{
    const QString cluster = m_workspace.clusters().clusterOf(node);
    const QUrl url = node->profile().url;
    const auto moved = [guard = QPointer(this), cluster, url, title](const lifeboat::Operation &operation, int, double) {
        if (guard && guard->m_own.emplace(Key{cluster, url, operation.id}, title).second)
            guard->sync();
    };
    node->run(method, parameters, moved).then(this, [this, title](const Result<QJsonObject> &result) {
        if (!result)
            m_workspace.reportFailure(title, result.error());
        sync();
    });
}

void NodeOperations::takeAll()
{
    m_inFlight.clear();
    for (const NodeConnection *each : m_subject.nodes())
        addInFlight(*each);
    sync();
}

/// Only what changed is looked at: each node tells a hundred operations.
void NodeOperations::take(const NodeSet &changed)
{
    const QList<NodeConnection *> nodes = m_subject.nodes();
    for (NodeConnection *each : changed) {
        if (!nodes.contains(each))
            continue;
        std::erase_if(m_inFlight, [&](const auto &item) { return item.first.url == each->profile().url; });
        addInFlight(*each);
    }
    sync();
}

void NodeOperations::addInFlight(const NodeConnection &node)
{
    for (const lifeboat::Operation &operation : node.operations()) {
        if (operation.status == OperationStatus::InFlight)
            m_inFlight.emplace(Key{m_subject.place().cluster, node.profile().url, operation.id},
                               //: what is done, the node's name
                               tr("%1 on %2").arg(text::operationKind(operation.request.kind), node.name()));
    }
}

void NodeOperations::sync()
{
    std::map<Key, QString> wanted;
    std::erase_if(m_own, [&](const auto &own) {
        const NodeConnection *at = node(own.first);
        const auto operations = at ? at->operations() : QList<lifeboat::Operation>();
        const auto found = std::ranges::find(operations, own.first.id, &lifeboat::Operation::id);
        const bool open = found != operations.end() && isOpen(*found);
        if (open)
            wanted.insert(own);
        return !open;
    });
    wanted.insert(m_inFlight.begin(), m_inFlight.end());
    for (auto at = m_shown.begin(); at != m_shown.end();) {
        if (wanted.contains(at->first)) {
            ++at;
            continue;
        }
        const int id = at->second;
        at = m_shown.erase(at);
        m_workspace.operations().end(id);
    }
    for (const auto &[key, title] : wanted) {
        if (!m_shown.contains(key))
            m_shown[key] = m_workspace.operations().show(
                title, [this, key] { return progress(key); }, [this, key] { cancel(key); });
    }
}

const NodeConnection *NodeOperations::node(const Key &key) const
{
    return m_workspace.clusters().node(key.cluster, key.url);
}

ProgressState NodeOperations::progress(const Key &key) const
{
    const NodeConnection *at = node(key);
    const auto operations = at ? at->operations() : QList<lifeboat::Operation>();
    const auto found = std::ranges::find(operations, key.id, &lifeboat::Operation::id);
    if (found == operations.end() || found->status != OperationStatus::InFlight)
        return {};
    return workProgress(*at, *found);
}

void NodeOperations::cancel(const Key &key)
{
    NodeConnection *at = m_workspace.clusters().node(key.cluster, key.url);
    if (!at)
        return;
    at->call(QStringLiteral("operations.cancel"), {{QStringLiteral("operation"), key.id.value}})
        .then(this, [this, name = at->name()](const Result<QJsonValue> &answer) {
            if (!answer)
                m_workspace.reportFailure(tr("Cancel on %1").arg(name), answer.error());
        });
}

} // namespace lifeboat::ui
