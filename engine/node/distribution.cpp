// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/node/distribution.h"

#include "engine/base/secretfault.h"
#include "engine/lease/lazybucket.h"
#include "engine/lease/localbucket.h"
#include "engine/lease/natsbucket.h"
#include "engine/log/jetstreamlog.h"
#include "engine/log/locallog.h"
#include "engine/nats/natsconnection.h"
#include "engine/store/directorystore.h"
#include "engine/store/natsobjectstore.h"

#include <QFile>

using namespace Qt::StringLiterals;

namespace lifeboat {

namespace {

constexpr qint64 kSecretBytes = 4096;

/// The first line of a file that holds a secret; empty for no file.
Result<QString> secretIn(const QString &path)
{
    if (path.isEmpty())
        return QString();
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return secretUnavailable(SecretFault::FileUnusable, path, file.errorString());
    const QByteArray line = file.readLine(kSecretBytes).trimmed();
    if (line.isEmpty())
        return secretUnavailable(SecretFault::FileUnusable, path, u"it is empty"_s);
    return QString::fromUtf8(line);
}

} // namespace

Result<NatsSettings> natsSettingsOf(const NodeConfig &config)
{
    NatsSettings settings = config.nats->settings;
    settings.name = u"lifeboat %1/%2"_s.arg(config.cluster, config.name);
    LIFEBOAT_ASSIGN(settings.password, secretIn(config.nats->passwordFile));
    LIFEBOAT_ASSIGN(settings.token, secretIn(config.nats->tokenFile));
    return settings;
}

Distribution::Distribution(const NodeConfig &config, const Clock &clock)
    : m_config(config)
    , m_clock(clock)
{
}

Distribution::~Distribution() = default;

Result<std::shared_ptr<NatsConnection>> Distribution::connection()
{
    const std::scoped_lock alone(m_mutex);
    if (m_connection)
        return m_connection;
    LIFEBOAT_ASSIGN(const NatsSettings settings, natsSettingsOf(m_config));
    LIFEBOAT_ASSIGN(m_connection, NatsConnection::open(settings));
    return m_connection;
}

Result<std::unique_ptr<ReplicatedLog>> Distribution::openLog(const QString &state, const Position &position, bool mayBegin)
{
    if (!m_config.nats) {
        LIFEBOAT_ASSIGN(auto log, LocalLog::open(m_config.log, position.lineage, position.appliedIndex,
                                                 mayBegin ? LocalLog::IfMissing::Make : LocalLog::IfMissing::Refuse));
        return log;
    }
    LIFEBOAT_ASSIGN(const auto connected, connection());
    LIFEBOAT_ASSIGN(auto log, JetStreamLog::open(connected,
                                                 {.cluster = m_config.cluster,
                                                  .state = state,
                                                  .replicas = m_config.nats->replicas,
                                                  .mayBegin = mayBegin,
                                                  .maxBytes = m_config.nats->logBytes},
                                                 position.lineage, position.appliedIndex));
    return log;
}

Result<std::unique_ptr<KeyValueBucket>> Distribution::openBucket()
{
    if (!m_config.nats) {
        LIFEBOAT_ASSIGN(auto bucket, LocalBucket::open(m_config.lease.file, m_clock));
        return bucket;
    }
    LIFEBOAT_ASSIGN(const auto connected, connection());
    LIFEBOAT_ASSIGN(auto bucket, NatsBucket::open(connected, {m_config.lease.bucket, m_config.nats->replicas}, m_clock));
    return bucket;
}

Result<std::unique_ptr<SnapshotStore>> Distribution::openStore(FileSystem &fileSystem)
{
    if (!m_config.publish.directory.isEmpty()) {
        LIFEBOAT_TRY(fileSystem.makeDirectory(m_config.publish.directory));
        LIFEBOAT_ASSIGN(auto store, DirectoryStore::open(fileSystem, m_config.publish.directory));
        return store;
    }
    LIFEBOAT_ASSIGN(const auto connected, connection());
    LIFEBOAT_ASSIGN(auto store, NatsObjectStore::open(connected, {.bucket = m_config.publish.bucket,
                                                                  .owner = m_config.name,
                                                                  .replicas = m_config.nats->replicas}));
    return store;
}

std::unique_ptr<KeyValueBucket> Distribution::bucket()
{
    if (!m_config.lease.isUsed())
        return nullptr;
    return std::make_unique<LazyBucket>([this] { return openBucket(); }, m_clock);
}

} // namespace lifeboat
