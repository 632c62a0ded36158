// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/console/workspace/fetchdrill.h"

#include "engine/archive/layout.h"

namespace lifeboat::ui {

FetchDrill::FetchDrill(Workspace &workspace, const QString &store, QObject *parent)
    : QObject(parent)
    , m_workspace(workspace)
    , m_store(store)
{
    const LocalQueue &queue = workspace.localQueue();
    connect(&queue, &LocalQueue::shown, this, [this](int, const lifeboat::Operation &operation) { note(operation); });
    connect(&queue, &LocalQueue::ended, this, &FetchDrill::take);
}

QString FetchDrill::archiveOf(const SnapshotId &snapshot) const
{
    return m_store + u'/' + snapshot.value + layout::kArchiveSuffix;
}

bool FetchDrill::isUnderWay(const QString &archive, Then then) const
{
    return then == Then::Drill ? m_fetching.contains(archive, then) : m_fetching.contains(archive);
}

Afterwards FetchDrill::afterwards(Then then) const
{
    return {then, m_workspace.paths().embeddedNode, m_workspace.paths().drillHistory};
}

void FetchDrill::start(NodeConnection &node, const ToldSnapshot &snapshot, Then then)
{
    const QString archive = archiveOf(snapshot.id);
    if (isUnderWay(archive, then))
        return;
    const QString name = snapshot.entry.summary ? snapshot.entry.summary->manifest.name : snapshot.id.value;
    m_fetching.insert(archive, then);
    m_workspace.localQueue().add(ui::operationOf(
        NodeFetch{m_workspace.clusters().clusterOf(&node), node.profile().url, node.name(), snapshot.id, name, archive},
        tr("Fetch %1 from %2").arg(name, node.name()), afterwards(then)));
}

void FetchDrill::start(const QString &store, const QString &object)
{
    const QString archive = archiveOf({object.chopped(layout::kArchiveSuffix.size())});
    if (isUnderWay(archive, Then::Drill))
        return;
    m_fetching.insert(archive, Then::Drill);
    m_workspace.localQueue().add(
        ui::operationOf(StoreGet{store, object, archive}, tr("Fetch %1 from %2").arg(object, store), afterwards(Then::Drill)));
}

bool FetchDrill::isOurs(const lifeboat::Operation &operation)
{
    const QString &kind = operation.request.kind;
    return (kind == QLatin1StringView("fetch") || kind == QLatin1StringView("get")) && afterwardsOf(operation) != Then::Nothing;
}

/// What was not begun here is under way, too.
void FetchDrill::note(const lifeboat::Operation &operation)
{
    if (isOurs(operation) && !m_fetching.contains(fileOf(operation), afterwardsOf(operation)))
        m_fetching.insert(fileOf(operation), afterwardsOf(operation));
}

void FetchDrill::take(const lifeboat::Operation &operation)
{
    if (!isOurs(operation))
        return;
    const QString archive = fileOf(operation);
    m_fetching.remove(archive, afterwardsOf(operation));
    if (operation.status != OperationStatus::Completed)
        return Q_EMIT failed(archive);
    m_workspace.places().openStore(m_store);
    Q_EMIT fetched(archive, operation.result[QLatin1StringView("resumedBytes")].toString().toLongLong());
}

} // namespace lifeboat::ui
