// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/cluster/servednode.h"

#include "engine/archive/archivereader.h"
#include "engine/base/clock.h"
#include "engine/base/errorobject.h"
#include "engine/base/posixfilesystem.h"
#include "engine/net/nodestatus.h"
#include "engine/operations/operationrecord.h"
#include "engine/snapshot/catalogobject.h"
#include "engine/snapshot/planobject.h"
#include "tests/support/expect.h"

#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace lifeboat::test {

namespace {

FileSystem &disk()
{
    return PosixFileSystem::instance();
}

template <typename T> QFuture<Result<T>> ready(const Result<T> &result)
{
    return QtFuture::makeReadyValueFuture(result);
}

} // namespace

ServedNode::ServedNode(const QString &name)
    : m_name(name)
    , m_tokens(ok(net::TokenStore::open(disk(), m_space.path(u"tokens.json"_s))))
    , m_audit(ok(net::AuditLog::open(disk(), m_space.path(u"audit.log"_s))))
{
    const QDateTime now = QDateTime::currentDateTimeUtc();
    const QString certificate = m_space.path(u"node.crt"_s);
    const QString key = m_space.path(u"node.key"_s);
    m_secret = ok(m_tokens->add(u"console"_s, net::Role::Operator, now));
    ok(net::makeCertificate(disk(), {name, {u"localhost"_s}, {QHostAddress::LocalHost}}, now,
                            certificate, key));
    m_identity = ok(net::loadCertificate(disk(), certificate, key));
    m_home.moveToThread(&m_thread);
    m_thread.start();
    restart();
}

ServedNode::~ServedNode()
{
    QMetaObject::invokeMethod(&m_home, [this] { m_server.reset(); }, Qt::BlockingQueuedConnection);
    m_thread.quit();
    m_thread.wait();
}

QString ServedNode::address() const
{
    return u"127.0.0.1:%1"_s.arg(m_port);
}

void ServedNode::stop()
{
    QMetaObject::invokeMethod(&m_home, [this] { m_server.reset(); }, Qt::BlockingQueuedConnection);
}

void ServedNode::restart()
{
    QMetaObject::invokeMethod(&m_home, [this] { serve(); }, Qt::BlockingQueuedConnection);
    if (m_port == 0)
        fail(u"no port to listen on"_s, std::source_location::current());
}

void ServedNode::serve()
{
    m_server.reset();
    m_server = std::make_unique<net::NodeServer>(
        net::ServerSettings{.port = m_port,
                            .certificate = m_identity.certificate,
                            .key = m_identity.key,
                            .limits = {.takesPerMinute = 100'000}},
        *this, *m_tokens, *m_audit, disk(), SystemClock::instance());
    m_port = m_server->listen() ? m_server->port() : quint16(0);
}

void ServedNode::publish(const QString &name, const QJsonObject &content)
{
    QMetaObject::invokeMethod(
        &m_home, [&] { m_server->publish(name, content); }, Qt::BlockingQueuedConnection);
}

void ServedNode::keepForOther(const QString &archivePath)
{
    keep(archivePath);
    const std::scoped_lock lock(m_mutex);
    for (auto it = m_archives.begin(); it != m_archives.end();)
        it = it->second == archivePath ? (m_archivesOfOther.insert(*it), m_archives.erase(it)) : std::next(it);
}

void ServedNode::keep(const QString &archivePath)
{
    const QString id = ok(ArchiveReader::readSummary(disk(), archivePath)).manifest.id.value;
    const std::scoped_lock lock(m_mutex);
    m_archives[id] = archivePath;
}

void ServedNode::setRecovery(const QList<QJsonObject> &recovery)
{
    const std::scoped_lock lock(m_mutex);
    m_recovery = recovery;
}

QList<QJsonObject> ServedNode::recovery()
{
    const std::scoped_lock lock(m_mutex);
    return m_recovery;
}

void ServedNode::setPeers(const QJsonObject &peers)
{
    const std::scoped_lock lock(m_mutex);
    m_peers = peers;
}

void ServedNode::tell(const QString &method, const QJsonObject &answer)
{
    const std::scoped_lock lock(m_mutex);
    m_answers[method] = answer;
}

void ServedNode::refuse(const QString &method, const Error &error)
{
    const std::scoped_lock lock(m_mutex);
    m_refused[method] = error;
}

void ServedNode::allow(const QString &method)
{
    const std::scoped_lock lock(m_mutex);
    m_refused.erase(method);
}

void ServedNode::hold(const QString &method)
{
    const std::scoped_lock lock(m_mutex);
    m_held.append(method);
}

void ServedNode::ignore(const QString &method)
{
    const std::scoped_lock lock(m_mutex);
    m_ignored.append(method);
}

void ServedNode::keepReservations()
{
    const std::scoped_lock lock(m_mutex);
    m_keepsReservations = true;
}

void ServedNode::reserveFor(const QString &reservation)
{
    const std::scoped_lock lock(m_mutex);
    m_reservation = reservation;
}

QString ServedNode::reservation() const
{
    const std::scoped_lock lock(m_mutex);
    return m_reservation;
}

void ServedNode::revokeToken()
{
    ok(m_tokens->revoke(u"console"_s));
}

void ServedNode::planWith(std::function<void(RestorePlan &)> change)
{
    const std::scoped_lock lock(m_mutex);
    m_change = std::move(change);
}

QStringList ServedNode::called() const
{
    const std::scoped_lock lock(m_mutex);
    return m_called;
}

QJsonObject ServedNode::lastParameters(const QString &method) const
{
    const std::scoped_lock lock(m_mutex);
    return m_parameters.value(m_called.lastIndexOf(method));
}

QFuture<Result<QJsonValue>> ServedNode::call(const net::Caller &, const QString &method,
                                               const QJsonObject &parameters)
{
    const std::scoped_lock lock(m_mutex);
    m_called.append(method);
    m_parameters.append(parameters);
    if (const auto refused = m_refused.find(method); refused != m_refused.end())
        return ready(Result<QJsonValue>(failure(refused->second)));
    if (const auto told = m_answers.find(method); told != m_answers.end())
        return ready(Result<QJsonValue>(told->second));
    if (m_ignored.contains(method)) {
        m_unanswered.emplace_back().start();
        return m_unanswered.back().future();
    }
    return ready(answer(method, parameters));
}

QJsonObject ServedNode::status() const
{
    net::NodeStatus status;
    status.node = m_name;
    status.cluster = u"orders"_s;
    status.version = u"0.1.0"_s;
    status.startedAt = status.time = QDateTime::currentDateTimeUtc();
    net::StateStatus state;
    state.name = u"main"_s;
    state.managed = true;
    state.position = Position{{u"history"_s}, 4711};
    state.logLast = 4711;
    status.states = {state};
    if (!m_archivesOfOther.empty()) {
        state.name = u"other"_s;
        status.states.append(state);
    }
    status.peers = m_peers;
    status.trouble = m_unnoted;
    return net::toJsonObject(status);
}

Result<QJsonValue> ServedNode::answer(const QString &method, const QJsonObject &parameters)
{
    if (method == "node.status"_L1)
        return QJsonValue(status());
    QJsonArray told;
    if (method == "operations.list"_L1) {
        for (const Operation &operation : std::as_const(m_operations))
            told.prepend(toJsonObject(operation));
        return QJsonValue(QJsonObject{{u"operations"_s, told}});
    }
    if (method == "snapshot.list"_L1) {
        const bool isOther = parameters["state"_L1].toString() == "other"_L1;
        for (const auto &[id, path] : isOther ? m_archivesOfOther : m_archives) {
            LIFEBOAT_ASSIGN(const CatalogEntry entry, readCatalogEntry(disk(), path));
            told.append(catalogObject(entry, false));
        }
        return QJsonValue(QJsonObject{{u"state"_s, u"main"_s}, {u"snapshots"_s, told}});
    }
    if (method == "restore.plan"_L1) {
        const auto archive = m_archives.find(parameters["snapshot"_L1].toString());
        if (archive == m_archives.end())
            return failure(ErrorCode::NotFound, parameters["snapshot"_L1].toString());
        RestorePlan plan;
        LIFEBOAT_ASSIGN(plan.archive, ArchiveReader::readSummary(disk(), archive->second));
        plan.target = u"/srv/orders.db"_s;
        plan.targetExists = true;
        plan.reasons = {PlanReason::ContentDiffers};
        if (m_change)
            m_change(plan);
        return QJsonValue(planObject(plan));
    }
    if (method == "restore.undoPlan"_L1) {
        UndoPlan plan;
        plan.target = u"/srv/orders.db"_s;
        plan.local = Position{{m_undoneFrom}, 4711};
        plan.position = Position{{m_undoneTo}, 5000};
        plan.snapshot = {m_undoneSnapshot};
        plan.restoredAt = QDateTime::currentDateTimeUtc();
        return QJsonValue(undoPlanObject(plan));
    }
    if (method == "restore.reserve"_L1 || method == "restore.renew"_L1 || method == "restore.release"_L1)
        return reserve(method, parameters["reservation"_L1].toString());
    if (method == "restore.run"_L1 || method == "restore.undo"_L1)
        LIFEBOAT_TRY(checkReserved(parameters["reservation"_L1].toString()));
    if (method.startsWith("lease."_L1))
        return failure(ErrorCode::NotFound, u"leases"_s);
    if (method == "operations.cancel"_L1)
        return endHeld(parameters["operation"_L1].toString());
    if (method == "operations.retry"_L1)
        return failure(ErrorCode::NotFound, parameters["operation"_L1].toString());
    return begin(method, parameters);
}

void ServedNode::cannotNote(const std::optional<Error> &trouble)
{
    {
        const std::scoped_lock lock(m_mutex);
        m_unnoted = trouble;
    }
    publish(u"status"_s, {});
}

void ServedNode::endHeld()
{
    const auto end = [this] {
        const std::scoped_lock lock(m_mutex);
        for (const Operation &operation : QList<Operation>(m_operations))
            (void)endHeld(operation.id.value);
    };
    QMetaObject::invokeMethod(&m_home, end, Qt::BlockingQueuedConnection);
}

Result<QJsonValue> ServedNode::endHeld(const QString &id)
{
    for (Operation &operation : m_operations) {
        if (operation.id.value != id || operation.status != OperationStatus::InFlight)
            continue;
        operation.status = m_obeysCancels ? OperationStatus::Dead : OperationStatus::Completed;
        if (m_obeysCancels)
            operation.lastError = Error{ErrorCode::Canceled, operation.request.target, {}};
        m_server->publish(u"operation"_s, toJsonObject(operation));
        return QJsonValue(QJsonObject());
    }
    return failure(ErrorCode::NotFound, id);
}

Result<> ServedNode::checkReserved(const QString &id) const
{
    if (!m_keepsReservations || m_reservation == id)
        return {};
    return m_reservation.isEmpty() ? failure(ErrorCode::LeaseLost, u"main"_s)
                                   : failure(ErrorCode::Busy, u"main"_s, u"reserved by console, 127.0.0.1:1"_s);
}

Result<QJsonValue> ServedNode::reserve(const QString &method, const QString &id)
{
    const bool isReleased = method == "restore.release"_L1;
    const bool isFree = m_reservation.isEmpty() && method == "restore.reserve"_L1;
    if (const auto mine = checkReserved(id); !mine && !isFree && !isReleased)
        return failure(mine.error());
    if (m_keepsReservations && (isFree || m_reservation == id))
        m_reservation = isReleased ? QString() : id;
    return QJsonValue(QJsonObject{{u"reservation"_s, id}, {u"ttlMs"_s, 30'000}});
}

Result<QJsonValue> ServedNode::begin(const QString &method, const QJsonObject &parameters)
{
    Operation operation;
    operation.id = {u"op%1"_s.arg(m_operations.size() + 1)};
    operation.sequence = quint64(m_operations.size() + 1);
    operation.request = {
        .kind = method, .target = u"main"_s, .parameters = parameters, .actor = u"console"_s};
    operation.createdAt = operation.endedAt = QDateTime::currentDateTimeUtc();
    operation.status =
        m_held.contains(method) ? OperationStatus::InFlight : OperationStatus::Completed;
    operation.result = {{u"snapshot"_s, parameters["snapshot"_L1]}, {u"action"_s, u"full"_s}};
    if (!m_reached.isEmpty())
        operation.result[u"position"_s] = QJsonObject{{u"lineage"_s, m_reached}, {u"appliedIndex"_s, u"4711"_s}};
    if (!m_log.isEmpty())
        operation.result[u"log"_s] = m_log;
    if (m_trouble)
        operation.result[u"trouble"_s] = errorObject(*m_trouble);
    m_operations.append(operation);
    m_server->publish(u"operation"_s, toJsonObject(operation));
    return QJsonValue(QJsonObject{{u"operation"_s, operation.id.value}});
}

Result<net::OfferedArchive> ServedNode::offer(const QString &snapshot)
{
    const std::scoped_lock lock(m_mutex);
    const auto archive = m_archives.find(snapshot);
    if (archive == m_archives.end())
        return failure(ErrorCode::NotFound, snapshot);
    const QByteArray bytes = readFile(archive->second);
    return net::OfferedArchive{archive->second, bytes.size()};
}

Result<QString> ServedNode::admit(const net::Caller &, const QString &state, const QString &snapshot,
                                    qint64)
{
    const std::scoped_lock lock(m_mutex);
    m_admittedFor = state.isNull() ? QString(u""_s) : state;
    if (m_archives.contains(snapshot))
        return failure(ErrorCode::AlreadyExists, snapshot);
    return m_space.path(snapshot + u".incoming"_s);
}

QFuture<Result<QJsonValue>> ServedNode::received(const net::Caller &, const QString &snapshot,
                                                   const QString &partPath)
{
    const std::scoped_lock lock(m_mutex);
    const QString kept = m_space.path(snapshot + u".snap.tar"_s);
    QFile::rename(partPath, kept);
    m_archives[snapshot] = kept;
    return ready(Result<QJsonValue>(QJsonObject{{u"snapshot"_s, snapshot}}));
}

} // namespace lifeboat::test
