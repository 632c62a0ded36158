// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/archive/layout.h"
#include "engine/base/digest.h"
#include "engine/base/missing.h"
#include "engine/node/node.h"
#include "engine/operations/operationrecord.h"
#include "engine/snapshot/planobject.h"
#include "engine/snapshot/retention.h"
#include "engine/snapshot/verifier.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QtConcurrentRun>

#include <cmath>

using namespace Qt::StringLiterals;

/// How a node answers calls: see PROTOCOL.md.
namespace lifeboat {

namespace {

constexpr qint64 kListed = 100;

/// Of a list of snapshots: clients take messages of 64 MiB, and a manifest may have four.
constexpr qint64 kSnapshotsBytes = 32 << 20;

/// Characters of a field's name that an error tells.
constexpr qsizetype kField = 255;

/// Where a number stands that was not kept as it was put: 2^63 or more in size, it became the
/// nearest double. Empty: nowhere.
QString inexactNumber(const QJsonValue &value, const QString &at)
{
    if (value.isDouble())
        return std::abs(value.toDouble()) >= 0x1p63 && value.toVariant().typeId() == QMetaType::Double ? at : QString();
    if (value.isArray()) {
        qsizetype i = 0;
        for (const QJsonValue each : value.toArray()) {
            if (const QString found = inexactNumber(each, u"%1[%2]"_s.arg(at).arg(i++)); !found.isEmpty())
                return found;
        }
    }
    const QJsonObject object = value.toObject();
    for (auto each = object.begin(); each != object.end(); ++each) {
        const QString name = at.isEmpty() ? each.key() : at + u'.' + each.key();
        if (const QString found = inexactNumber(*each, name); !found.isEmpty())
            return found;
    }
    return {};
}

Result<QList<Change>> changesFrom(const QJsonArray &array)
{
    QList<Change> changes;
    changes.reserve(array.size());
    for (const QJsonValue each : array) {
        const bool put = each["op"_L1] == "put"_L1;
        const QJsonObject document = each["document"_L1].toObject();
        if (const QString field = inexactNumber(document, {}); !field.isEmpty())
            return failure(ErrorCode::DocumentInvalid, field.left(kField),
                           u"change %1: a number of 2^63 or more in size; put it as a text"_s.arg(
                               changes.size() + 1));
        changes.append({.table = each["table"_L1].toString(),
                        .op = put ? EntryOp::Put : EntryOp::Delete,
                        .id = each["id"_L1].toString(),
                        .document = put ? QJsonDocument(document).toJson(QJsonDocument::Compact)
                                        : QByteArray()});
    }
    return changes;
}

QJsonObject toJsonObject(const Entry &entry)
{
    QJsonObject object{{u"index"_s, QString::number(entry.index)},
                       {u"time"_s, entry.time.toUTC().toString(Qt::ISODateWithMs)},
                       {u"actor"_s, entry.actor},
                       {u"table"_s, entry.change.table},
                       {u"op"_s, entry.change.op == EntryOp::Put ? u"put"_s : u"delete"_s},
                       {u"id"_s, entry.change.id}};
    if (entry.change.op == EntryOp::Put)
        object["document"_L1] = QJsonDocument::fromJson(entry.change.document).object();
    return object;
}

qint64 number(const QJsonObject &parameters, QLatin1StringView key, qint64 otherwise)
{
    return parameters.contains(key) ? parameters[key].toInteger() : otherwise;
}

Result<QJsonValue> listSnapshots(FileSystem &fileSystem, const ProtectedState &state, qint64 limit)
{
    LIFEBOAT_ASSIGN(const QList<CatalogEntry> entries, state.catalog());
    return QJsonObject{
        {u"state"_s, state.name()},
        {u"snapshots"_s, catalogObjects(fileSystem, entries, limit, kSnapshotsBytes)}};
}

Result<QJsonValue> listTables(const ProtectedState &state)
{
    LIFEBOAT_ASSIGN(const QList<TableRows> tables, state.tables());
    QJsonArray told;
    for (const TableRows &table : tables)
        told.append(
            QJsonObject{{u"table"_s, table.name}, {u"rows"_s, QString::number(table.rows)}});
    return QJsonObject{{u"state"_s, state.name()}, {u"tables"_s, told}};
}

Result<QJsonValue> listTail(const ProtectedState &state, const QJsonObject &parameters)
{
    LIFEBOAT_ASSIGN(const QList<Entry> entries,
                    state.tail(parseDecimal(parameters["from"_L1].toString()),
                               number(parameters, "limit"_L1, kListed)));
    QJsonArray told;
    for (const Entry &entry : entries)
        told.append(toJsonObject(entry));
    return QJsonObject{{u"state"_s, state.name()}, {u"entries"_s, told}};
}

} // namespace

QFuture<Result<QJsonValue>> Node::inBackground(QThreadPool &lane, Answer answer)
{
    return QtConcurrent::run(&lane, [answer = std::move(answer)]() -> Result<QJsonValue> {
        try {
            return answer();
        } catch (const std::exception &exception) {
            return failure(ErrorCode::Unexpected, {}, QString::fromUtf8(exception.what()));
        }
    });
}

QFuture<Result<QJsonValue>> Node::call(const net::Caller &caller, const QString &method,
                                       const QJsonObject &parameters)
{
    // A reservation must not run out because its renewal waits behind a long call.
    const bool isQuick = method == "node.status"_L1 || method == "operations.list"_L1 || method == "restore.renew"_L1;
    return inBackground(isQuick ? m_statusPool : m_pool, [this, caller, method, parameters] {
        return answer(caller, method, parameters);
    });
}

Result<ProtectedState *> Node::state(const QJsonObject &parameters) const
{
    if (!parameters.contains("state"_L1))
        return m_states.front().get();
    const QString name = parameters["state"_L1].toString();
    if (ProtectedState *const found = stateCalled(name))
        return found;
    return missing(Missing::State, name);
}

Result<QJsonValue> Node::answer(const net::Caller &caller, const QString &method,
                                const QJsonObject &parameters)
{
    if (method == "node.status"_L1)
        return QJsonValue(net::toJsonObject(status()));
    if (method == "operations.list"_L1)
        return listOperations(number(parameters, "limit"_L1, kListed));
    const OperationId id{parameters["operation"_L1].toString()};
    if (method == "operations.cancel"_L1)
        return m_runner->cancel(id).transform(
            [&] { return QJsonValue(QJsonObject{{u"operation"_s, id.value}}); });
    if (method == "operations.retry"_L1)
        return retry(id);
    if (method.startsWith("lease."_L1))
        return m_leases ? m_leases->answer(caller, method, parameters, m_closing.get_token())
                        : missing(Missing::Leases, u"leases"_s);
    LIFEBOAT_ASSIGN(ProtectedState *const found, state(parameters));
    return answerForState(caller, *found, method, parameters);
}

Result<QJsonValue> Node::answerForState(const net::Caller &caller, ProtectedState &state,
                                        const QString &method, const QJsonObject &parameters)
{
    const QString snapshot = parameters["snapshot"_L1].toString();
    if (method == "state.tables"_L1)
        return listTables(state);
    if (method == "state.rows"_L1) {
        return state
            .rows(parameters["table"_L1].toString(), parameters["after"_L1].toString(),
                  number(parameters, "limit"_L1, kListed))
            .transform(
                [](const QJsonArray &rows) { return QJsonValue(QJsonObject{{u"rows"_s, rows}}); });
    }
    if (method == "state.change"_L1) {
        LIFEBOAT_ASSIGN(const QList<Change> changes,
                        changesFrom(parameters["changes"_L1].toArray()));
        const ChangeSight sight = state.foresee(changes);
        return state.change(changes, caller.token)
            .transform([&sight](Index last) {
                QJsonObject answer{{u"last"_s, QString::number(last)}};
                addSight(answer, sight);
                return QJsonValue(answer);
            });
    }
    if (method == "log.tail"_L1)
        return listTail(state, parameters);
    if (method == "snapshot.list"_L1)
        return listSnapshots(m_fileSystem, state, number(parameters, "limit"_L1, kListed));
    if (method == "snapshot.take"_L1) {
        const std::scoped_lock admission(m_admission);
        if (!m_queue->open(u"take"_s, state.name()).isEmpty())
            return failure(ErrorCode::Busy, state.name(), u"a snapshot is being taken"_s);
        return enqueue(u"take"_s, state.name(), {}, caller.token);
    }
    if (method == "published.rebuild"_L1) {
        if (!m_leases)
            return missing(Missing::Leases, u"leases"_s);
        if (!m_publication || !state.isManaged())
            return missing(Missing::Published, state.name());
        if (!m_leases->held()) {
            const QString holder = m_leases->holder();
            return holder.isEmpty() ? missing(Missing::Lease, NodeLeases::kPublisher)
                                    : failure(ErrorCode::LeaseHeld, holder, u"only the holder rebuilds"_s);
        }
        const std::scoped_lock admission(m_admission);
        if (!m_queue->open(u"rebuild"_s, state.name()).isEmpty())
            return failure(ErrorCode::Busy, state.name());
        return enqueue(u"rebuild"_s, state.name(), {}, caller.token);
    }
    if (method == "snapshot.verify"_L1) {
        LIFEBOAT_TRY(stateoperations::depthAsked(parameters));
        LIFEBOAT_TRY(state.archivePath(snapshot));
        return enqueue(u"verify"_s, state.name(), parameters, caller.token);
    }
    if (method == "snapshot.pin"_L1 || method == "snapshot.delete"_L1) {
        LIFEBOAT_ASSIGN(const QString archive, state.archivePath(snapshot));
        LIFEBOAT_TRY(method == "snapshot.pin"_L1
                         ? setPinned(m_fileSystem, archive, parameters["pinned"_L1].toBool())
                         : removeSnapshot(m_fileSystem, archive));
        state.dropCatalog();
        publish(u"snapshots"_s, {{u"state"_s, state.name()}});
        return QJsonValue(QJsonObject{{u"snapshot"_s, snapshot}});
    }
    if (method == "restore.plan"_L1) {
        {
            // While one goes on nothing that a plan says would hold.
            const std::scoped_lock admission(m_admission);
            LIFEBOAT_TRY(checkNotRestored(state.name()));
        }
        Progress progress;
        JobControl control(progress, m_closing.get_token());
        return stateoperations::plan(control, m_context, state, snapshot,
                                     parameters["force"_L1].toBool())
            .transform([](const QJsonObject &plan) { return QJsonValue(plan); });
    }
    if (method == "restore.run"_L1) {
        LIFEBOAT_TRY(state.archivePath(snapshot));
        return enqueueRestore(caller, state, u"restore"_s, parameters);
    }
    if (method == "restore.undoPlan"_L1)
        return stateoperations::planUndo(m_context, state)
            .transform([](const UndoPlan &plan) { return QJsonValue(undoPlanObject(plan)); });
    if (method == "restore.undo"_L1)
        return enqueueRestore(caller, state, u"undo"_s, parameters);
    if (method == "restore.reserve"_L1 || method == "restore.renew"_L1 || method == "restore.release"_L1)
        return answerReservation(caller, state, method, parameters["reservation"_L1].toString());
    return failure(ErrorCode::InvalidArgument, method, u"no such call"_s);
}

Result<QJsonValue> Node::enqueue(const QString &kind, const QString &target,
                                 const QJsonObject &parameters, const QString &actor)
{
    return m_queue->add({.kind = kind, .target = target, .parameters = parameters, .actor = actor})
        .transform([](const Operation &operation) {
            return QJsonValue(QJsonObject{{u"operation"_s, operation.id.value}});
        });
}

Result<QJsonValue> Node::listOperations(qint64 limit) const
{
    QJsonArray told;
    // What happened to a state is of interest for longer than that it was taken once more.
    for (const Operation &operation : m_queue->list(limit, restoringKinds()))
        told.append(describe(operation));
    return QJsonObject{{u"operations"_s, told}};
}

Result<net::OfferedArchive> Node::offer(const QString &snapshot)
{
    if (!isSnapshotId(snapshot))
        return failure(ErrorCode::InvalidArgument, u"snapshot"_s, snapshot.left(64));
    for (const auto &state : m_states) {
        const auto path = state->archivePath(snapshot);
        if (!path)
            continue;
        LIFEBOAT_ASSIGN(const FileInfo file, m_fileSystem.info(*path));
        return net::OfferedArchive{.path = *path, .size = file.size};
    }
    return missing(Missing::Snapshot, snapshot);
}

Result<QString> Node::admit(const net::Caller &, const QString &state, const QString &snapshot,
                            qint64 size)
{
    if (!isSnapshotId(snapshot))
        return failure(ErrorCode::InvalidArgument, u"snapshot"_s, snapshot.left(64));
    ProtectedState *const receiving = state.isEmpty() ? m_states.front().get() : stateCalled(state);
    if (!receiving)
        return missing(Missing::State, state);
    if (receiving->archivePath(snapshot))
        return failure(ErrorCode::AlreadyExists, snapshot);
    const QString store = receiving->storePath();
    LIFEBOAT_ASSIGN(const qint64 available, m_fileSystem.freeBytes(store));
    if (available < size)
        return failure(ErrorCode::DiskFull, store,
                       u"needs %1 bytes, has %2"_s.arg(size).arg(available));
    return store + u'/' + snapshot + kPartSuffix;
}

/// Whether the archive is that snapshot and may stand in that store. Returns the store's path of it.
Result<QString> Node::checkReceived(const QString &snapshot, const QString &path)
{
    Progress progress;
    JobControl control(progress, m_closing.get_token());
    const auto verified = verifySnapshot(
        control, {.archive = path, .depth = Depth::Read, .threads = m_config.threads}, m_fileSystem,
        m_clock);
    (void)m_fileSystem.removeIfPresent(layout::sidecarPath(path));
    LIFEBOAT_TRY(verified);
    const Manifest &manifest = verified->summary.manifest;
    if (manifest.id.value != snapshot)
        return failure(ErrorCode::ManifestInvalid, snapshot,
                       u"the archive is of snapshot "_s + manifest.id.value);
    for (const auto &state : m_states) {
        if (state->storePath() == directoryOf(path))
            LIFEBOAT_TRY(checkStateKind(state->isManaged(), manifest));
    }
    const QString archive = directoryOf(path) + u'/' + snapshot + layout::kArchiveSuffix;
    LIFEBOAT_TRY(m_fileSystem.link(path, archive));
    LIFEBOAT_TRY(m_fileSystem.remove(path));
    LIFEBOAT_TRY(m_fileSystem.syncDirectory(directoryOf(archive)));
    (void)recordVerification(m_fileSystem, archive,
                             {.depth = Depth::Read, .at = m_clock.utcNow(), .damage = {}},
                             verified->summary);
    return archive;
}

QFuture<Result<QJsonValue>> Node::received(const net::Caller &, const QString &snapshot,
                                           const QString &path)
{
    return inBackground(m_pool, [this, snapshot, path]() -> Result<QJsonValue> {
        // Held, so that nobody takes it for abandoned; judged before it has a name that anybody
        // would restore from.
        LIFEBOAT_ASSIGN(const auto held, m_fileSystem.open(path, OpenMode::ReadWrite));
        LIFEBOAT_TRY(held->lock());
        const auto checked = checkReceived(snapshot, path);
        if (!checked) {
            // Only what was not judged is worth going on with.
            const ErrorCode code = checked.error().code;
            if (code == ErrorCode::Canceled || code == ErrorCode::ReadFailed)
                (void)m_fileSystem.link(path, directoryOf(path) + u'/' + snapshot + kPartSuffix);
            (void)m_fileSystem.removeIfPresent(path);
            return failure(checked.error());
        }
        for (const auto &state : m_states) {
            if (state->storePath() != directoryOf(*checked))
                continue;
            state->dropCatalog();
            publish(u"snapshots"_s, {{u"state"_s, state->name()}});
        }
        return QJsonValue(
            QJsonObject{{u"snapshot"_s, snapshot}, {u"depth"_s, depthName(Depth::Read)}});
    });
}

} // namespace lifeboat
