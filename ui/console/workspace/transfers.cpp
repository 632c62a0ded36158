// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/console/workspace/transfers.h"

#include "engine/archive/archivereader.h"
#include "engine/archive/layout.h"
#include "engine/archive/origin.h"
#include "engine/cluster/handover.h"
#include "engine/snapshot/arrival.h"
#include "engine/store/storetransfer.h"
#include "ui/console/workspace/localwork.h"

#include <condition_variable>

namespace lifeboat::ui {

using namespace Qt::StringLiterals;

namespace {

/// With the waits between them a quarter of a minute.
constexpr int kAttempts = 5;

/// How often a worker that waits for the GUI thread looks how far the transfer is.
constexpr std::chrono::milliseconds kLook(100);

QJsonObject toJson(const Afterwards &afterwards)
{
    const bool drills = afterwards.what == Afterwards::What::Drill;
    return drills ? QJsonObject{{u"kind"_s, u"drill"_s},
                                {u"node"_s, afterwards.nodeDirectory},
                                {u"history"_s, afterwards.historyDirectory}}
                  : QJsonObject{{u"kind"_s, u"verify"_s}};
}

OperationRequest requestOf(const QString &kind, const QString &target, QJsonObject parameters, const QString &title,
                           const Afterwards &afterwards = {})
{
    parameters[u"title"_s] = title;
    if (afterwards.what != Afterwards::What::Nothing)
        parameters[u"then"_s] = toJson(afterwards);
    return {.kind = kind, .target = target, .parameters = parameters, .actor = u"console"_s, .maxAttempts = kAttempts};
}

/// An attempt before this one may have come to its end.
Attempt attemptOf(const lifeboat::Operation &operation)
{
    return operation.attempts > 1 || operation.lastError ? Attempt::Again : Attempt::First;
}

Result<QString> databaseOf(FileSystem &disk, const QString &archive)
{
    LIFEBOAT_ASSIGN(const auto summary, ArchiveReader::readSummary(disk, archive));
    return summary.manifest.name;
}

} // namespace

/// What the GUI thread answers to a worker that waits.
template <typename T>
struct Transfers::Reply {
    void give(const Result<T> &told)
    {
        {
            const std::scoped_lock lock(mutex);
            answer = told;
        }
        given.notify_all();
    }

    /// Canceled where `stop` comes first.
    Result<T> wait(std::stop_token stop, const std::function<void()> &look = [] { })
    {
        std::unique_lock lock(mutex);
        while (!given.wait_for(lock, stop, kLook, [this] { return answer.has_value(); })) {
            if (stop.stop_requested())
                return failure(ErrorCode::Canceled);
            look();
        }
        return *answer;
    }

    std::mutex mutex;
    std::condition_variable_any given;
    std::optional<Result<T>> answer;
};

OperationRequest operationOf(const NodeFetch &fetch, const QString &title, const Afterwards &afterwards)
{
    return requestOf(u"fetch"_s, fetch.archive,
                     {{u"cluster"_s, fetch.cluster},
                      {u"url"_s, fetch.url.toString()},
                      {u"node"_s, fetch.node},
                      {u"snapshot"_s, fetch.snapshot.value},
                      {u"database"_s, fetch.database},
                      {u"file"_s, fetch.archive}},
                     title, afterwards);
}

OperationRequest operationOf(const StoreGet &get, const QString &title, const Afterwards &afterwards)
{
    return requestOf(u"get"_s, get.file, {{u"store"_s, get.store}, {u"object"_s, get.object}, {u"file"_s, get.file}}, title,
                     afterwards);
}

OperationRequest operationOf(const StorePut &put, const QString &title)
{
    return requestOf(u"put"_s, put.store + u'/' + put.object,
                     {{u"store"_s, put.store}, {u"object"_s, put.object}, {u"file"_s, put.file}}, title);
}

QString fileOf(const lifeboat::Operation &transfer)
{
    return transfer.request.parameters["file"_L1].toString();
}

Afterwards::What afterwardsOf(const lifeboat::Operation &transfer)
{
    const QString kind = transfer.request.parameters["then"_L1]["kind"_L1].toString();
    return kind == "drill"_L1   ? Afterwards::What::Drill
         : kind == "verify"_L1 ? Afterwards::What::Verify
                                : Afterwards::What::Nothing;
}

Transfers::Transfers(FileSystem &fileSystem, Clusters &clusters, Stores &stores, QObject *parent)
    : QObject(parent)
    , m_disk(fileSystem)
    , m_clusters(clusters)
    , m_stores(stores)
{
    connect(&clusters, &DirectoryReading::updated, this, &Transfers::look);
    connect(&clusters, &Clusters::listChanged, this, &Transfers::look);
    connect(&clusters, &Clusters::secretsMade, this, &Transfers::look, Qt::QueuedConnection);
    connect(&clusters, &Clusters::nodesChanged, this, &Transfers::look);
}

Result<QJsonObject> Transfers::work(JobControl &control, const lifeboat::Operation &operation)
{
    const QString &kind = operation.request.kind;
    return kind == "fetch"_L1 ? fetch(control, operation) : kind == "get"_L1 ? get(control, operation) : put(control, operation);
}

QList<OperationRequest> Transfers::next(const lifeboat::Operation &operation, const QJsonObject &result)
{
    const QString database = result["database"_L1].toString();
    switch (afterwardsOf(operation)) {
    case Afterwards::What::Nothing: return {};
    case Afterwards::What::Verify:
        return {ui::operationOf(VerifyRequest{fileOf(operation), Depth::Read, 0}, tr("Verify %1").arg(database))};
    case Afterwards::What::Drill: break;
    }
    const QJsonValue drill = operation.request.parameters["then"_L1];
    DrillPlan plan;
    plan.name = database;
    plan.archive = fileOf(operation);
    return {ui::operationOf(DrillRequest{plan, drill["node"_L1].toString(), drill["history"_L1].toString(), 0},
                            tr("Drill: %1").arg(database))};
}

Result<QJsonObject> Transfers::fetch(JobControl &control, const lifeboat::Operation &operation)
{
    const QJsonObject &parameters = operation.request.parameters;
    const QString archive = fileOf(operation);
    LIFEBOAT_TRY(m_disk.makeDirectory(directoryOf(archive)));
    QJsonObject result{{u"path"_s, archive}, {u"database"_s, parameters["database"_L1]}};
    const bool wasHere = m_disk.exists(archive);
    if (!wasHere) {
        LIFEBOAT_TRY(reachNode(control, parameters));
        LIFEBOAT_ASSIGN(const QJsonValue fetched, transfer(control, parameters));
        result[u"resumedBytes"_s] = fetched["resumedBytes"_L1];
    }
    if (wasHere && readOrigin(m_disk, archive))
        return result;
    // An attempt before may have been stopped right here.
    LIFEBOAT_TRY(checkArrived(control, archive, parameters["snapshot"_L1].toString(), m_disk));
    // Before a drill of it begins: its report is to name where it came from. What lay here already may be of elsewhere.
    if (!wasHere || attemptOf(operation) == Attempt::Again) {
        LIFEBOAT_TRY(writeOrigin(m_disk, archive,
                                 {parameters["cluster"_L1].toString(), parameters["node"_L1].toString(),
                                  SystemClock::instance().utcNow()}));
    }
    return result;
}

/// Until the node answers, or is known not to.
Result<> Transfers::reachNode(JobControl &control, const QJsonObject &parameters)
{
    const auto reply = std::make_shared<Reply<void>>();
    const Wait wait{parameters["cluster"_L1].toString(), QUrl(parameters["url"_L1].toString()), reply};
    QMetaObject::invokeMethod(
        this,
        [this, wait] {
            m_waiting.append(wait);
            look();
        },
        Qt::QueuedConnection);
    return reply->wait(control.stopToken());
}

void Transfers::look()
{
    m_waiting.removeIf([this](const Wait &wait) { return isAnswered(wait); });
}

bool Transfers::isAnswered(const Wait &wait) const
{
    if (!m_clusters.isRead())
        return false;
    const NodeConnection *const node = m_clusters.node(wait.cluster, wait.url);
    if (!node && !m_clusters.error() && !m_clusters.secrets()) {
        m_clusters.makeSecrets(); // connections follow
        return false;
    }
    if (!node) {
        wait.reply->give(failure(m_clusters.error().value_or(Error{ErrorCode::NotFound, wait.cluster, nodeLabel(wait.url)})));
        return true;
    }
    switch (node->link()) {
    case Link::Idle:
    case Link::Connecting: return false;
    case Link::Online: break;
    case Link::Waiting:
        wait.reply->give(failure(ErrorCode::Unreachable, node->name(), node->trouble() ? toString(*node->trouble()) : QString()));
        return true;
    case Link::Refused: wait.reply->give(failure(node->trouble().value_or(Error{ErrorCode::Unreachable, node->name(), {}}))); return true;
    }
    wait.reply->give({});
    return true;
}

/// A cancelled transfer is waited for: nothing writes to its part file when the next one begins.
Result<QJsonValue> Transfers::transfer(JobControl &control, const QJsonObject &parameters)
{
    const auto reply = std::make_shared<Reply<QJsonValue>>();
    const auto progress = std::make_shared<Progress>(); // goes on to be written to where nobody waits any more
    std::stop_source stop;
    const std::stop_callback passOn(control.stopToken(), [&stop] { stop.request_stop(); });
    QMetaObject::invokeMethod(
        this,
        [this, parameters, progress, reply, token = stop.get_token()] {
            const QString cluster = parameters["cluster"_L1].toString();
            NodeConnection *const node = m_clusters.node(cluster, QUrl(parameters["url"_L1].toString()));
            if (!node)
                return reply->give(failure(ErrorCode::NotFound, cluster));
            handOver(this,
                     node->fetch(parameters["snapshot"_L1].toString(), parameters["file"_L1].toString(), m_disk, progress, token),
                     [reply](const Result<QJsonValue> &answer) { reply->give(answer); });
        },
        Qt::QueuedConnection);
    qint64 told = -1;
    return reply->wait(m_closing.get_token(), [&] {
        const ProgressState state = progress->state();
        if (state.totalBytes == 0)
            return;
        if (std::exchange(told, std::max(told, 0LL)) < 0)
            control.progress().begin(Stage::Copying, state.totalBytes, 1000);
        control.progress().advance(state.doneBytes - std::exchange(told, state.doneBytes));
    });
}

Result<OpenStore> Transfers::reachStore(JobControl &control, const QString &name)
{
    const auto reply = std::make_shared<Reply<OpenStore>>();
    QMetaObject::invokeMethod(this, [this, name, reply] { answer(name, reply); }, Qt::QueuedConnection);
    return reply->wait(control.stopToken());
}

void Transfers::answer(const QString &store, const std::shared_ptr<Reply<OpenStore>> &reply)
{
    if (m_stores.isRead())
        return m_stores.reach(store, this, [reply](const Result<OpenStore> &open) { reply->give(open); });
    connect(&m_stores, &DirectoryReading::updated, this, [this, store, reply] { answer(store, reply); }, Qt::SingleShotConnection);
}

/// What is wanted as an archive and is none does not stay.
Result<QJsonObject> Transfers::get(JobControl &control, const lifeboat::Operation &operation)
{
    const QJsonObject &parameters = operation.request.parameters;
    const QString file = fileOf(operation);
    const bool isArchive = afterwardsOf(operation) != Afterwards::What::Nothing;
    QJsonObject result{{u"path"_s, file}};
    if (!isArchive || !m_disk.exists(file)) {
        const auto check = [&](const StoreObject &) -> Result<> {
            return databaseOf(m_disk, file + layout::kPartSuffix).transform([](const QString &) { });
        };
        if (isArchive)
            LIFEBOAT_TRY(m_disk.makeDirectory(directoryOf(file)));
        LIFEBOAT_ASSIGN(const OpenStore open, reachStore(control, parameters["store"_L1].toString()));
        LIFEBOAT_TRY(getFile(control, open, parameters["object"_L1].toString(), m_disk, file,
                             isArchive ? check : std::function<Result<>(const StoreObject &)>(), attemptOf(operation)));
    }
    if (isArchive) {
        LIFEBOAT_ASSIGN(const QString database, databaseOf(m_disk, file));
        result[u"database"_s] = database;
    }
    return result;
}

Result<QJsonObject> Transfers::put(JobControl &control, const lifeboat::Operation &operation)
{
    const QJsonObject &parameters = operation.request.parameters;
    LIFEBOAT_ASSIGN(const OpenStore open, reachStore(control, parameters["store"_L1].toString()));
    LIFEBOAT_ASSIGN(const StoreObject stored, putFile(control, open, parameters["object"_L1].toString(), m_disk, fileOf(operation),
                                                      attemptOf(operation)));
    return QJsonObject{{u"object"_s, stored.name}};
}

} // namespace lifeboat::ui
