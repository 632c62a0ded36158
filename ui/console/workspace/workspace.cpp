// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/console/workspace/workspace.h"

#include "engine/base/paths.h"

namespace lifeboat::ui {

WorkspacePaths WorkspacePaths::ofUser()
{
    return {lifeboat::paths::drillHistory(), lifeboat::paths::embeddedNode(), lifeboat::paths::sample(), lifeboat::paths::clusters(), lifeboat::paths::fetched(), lifeboat::paths::operations(), lifeboat::paths::restores(), lifeboat::paths::practice(), lifeboat::paths::stores()};
}

Workspace::Workspace(FileSystem &fileSystem, QSettings *settings, const WorkspacePaths &paths,
                     ClusterWorld world, QObject *parent)
    : QObject(parent)
    , m_fileSystem(fileSystem)
    , m_paths(paths)
    , m_readers(2)
    , m_places(settings)
    , m_drills(paths.drillHistory, fileSystem, m_readers)
    , m_restores(paths.restores, fileSystem, m_readers)
    , m_clusters(paths.clusters, fileSystem, m_readers, world)
    , m_practice(fileSystem, {paths.practice, {paths.clusters, world.makeSecrets}, paths.drillHistory}, m_clusters, m_operations,
                 m_readers)
    , m_stores(paths.stores, fileSystem, m_readers, m_clusters)
    , m_transfers(fileSystem, m_clusters, m_stores)
    , m_localQueue(fileSystem, paths.operations, m_operations, m_readers)
{
    connect(&m_clusters, &Clusters::failed, this,
            [this](const Error &error) { reportFailure(tr("Clusters"), error); });
    connect(&m_stores, &Stores::failed, this, [this](const Error &error) { reportFailure(tr("Stores"), error); });
    const auto tellOfSecret = [this](const QString &name, const Error &error) {
        reportFailure(tr("%1 is forgotten, but its secret stays in the keychain").arg(name), error);
    };
    connect(&m_clusters, &Clusters::secretStays, this, tellOfSecret);
    connect(&m_stores, &Stores::secretStays, this, tellOfSecret);
    teachQueue();
    connect(&m_places, &Places::changed, this, &Workspace::syncShelves);
    syncShelves();
}

Workspace::~Workspace()
{
    m_transfers.close();
}

void Workspace::teachQueue()
{
    for (const QString &kind : {QStringLiteral("fetch"), QStringLiteral("get"), QStringLiteral("put")})
        m_localQueue.handle(
            kind, LocalQueue::Lane::Network,
            [this](JobControl &control, const lifeboat::Operation &operation) { return m_transfers.work(control, operation); },
            &Transfers::next);
    connect(&m_localQueue, &LocalQueue::troubled, this,
            [this](const Error &error) { reportFailure(tr("Queue of operations"), error); });
    connect(&m_localQueue, &LocalQueue::ended, this, &Workspace::refresh);
    connect(&m_localQueue, &LocalQueue::ended, this, [this](const lifeboat::Operation &operation) {
        const bool isFailure = operation.status == OperationStatus::Dead
            && operation.lastError.value_or(Error{}).code != ErrorCode::Canceled;
        if (isFailure && operation.request.kind != QLatin1StringView("drill"))
            Q_EMIT operationFailed(operation);
    });
}

Shelf *Workspace::shelf(const QString &store) const
{
    const auto found = m_shelves.find(store);
    return found == m_shelves.end() ? nullptr : found->second.get();
}

QList<Shelf *> Workspace::shelves() const
{
    QList<Shelf *> shelves;
    for (const auto &[store, shelf] : m_shelves)
        shelves.append(shelf.get());
    return shelves;
}

void Workspace::refresh()
{
    for (const auto &[store, shelf] : m_shelves)
        shelf->refresh();
    m_drills.refresh();
    m_restores.refresh();
    m_clusters.refresh();
    m_stores.refresh();
}

void Workspace::reportFailure(const QString &what, const Error &error)
{
    if (error.code != ErrorCode::Canceled)
        Q_EMIT failed(what, error);
}

void Workspace::syncShelves()
{
    const QStringList wanted = m_places.stores();
    std::erase_if(m_shelves, [&wanted](const auto &item) { return !wanted.contains(item.first); });
    for (const QString &store : wanted) {
        if (m_shelves.contains(store))
            continue;
        auto shelf = std::make_unique<Shelf>(store, m_fileSystem, m_readers);
        connect(shelf.get(), &Shelf::updated, this, &Workspace::shelvesUpdated);
        m_shelves.emplace(store, std::move(shelf));
    }
    Q_EMIT shelvesUpdated();
}

} // namespace lifeboat::ui
