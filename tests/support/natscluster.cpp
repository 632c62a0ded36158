// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "natscluster.h"

#include "expect.h"
#include "ports.h"

#include "engine/nats/jetstream.h"

#include <QJsonArray>
#include <QTest>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace lifeboat::test {

NatsCluster::NatsCluster(const QString &jetStream)
{
    Result<> formed;
    // Seen with 2.10.27 on a busy machine: three that have just met where one does not count on another, or does not pass
    // on what is asked of JetStream, for minutes.
    for (int attempt = 0; attempt < 4; ++attempt) {
        start(jetStream);
        if ((formed = form()))
            return;
    }
    QString logs;
    for (const auto &server : m_servers)
        logs += u'\n' + QString::fromUtf8(server->log().right(4'000));
    fail(toString(formed.error()) + logs, std::source_location::current());
}

/// With nothing in their directories.
void NatsCluster::start(const QString &jetStream)
{
    std::array<quint16, kServers> ports;
    QStringList routes;
    for (quint16 &port : ports) {
        port = freePort();
        routes.append(u"nats://127.0.0.1:%1"_s.arg(port));
    }
    for (size_t i = 0; i < kServers; ++i) {
        m_servers[i] = std::make_unique<NatsServer>(
            u"server_name: s%1\ncluster { name: test, listen: \"127.0.0.1:%2\", pool_size: -1, routes: [\"%3\"] }\n"_s.arg(i).arg(ports[i]).arg(routes.join(u"\", \""_s)), jetStream);
    }
}

/// Waits until they keep a stream threefold and each of them can be asked for it.
Result<> NatsCluster::form() const
{
    const QJsonObject config{{u"name"_s, u"READY"_s}, {u"subjects"_s, QJsonArray{u"ready"_s}}, {u"num_replicas"_s, int(kServers)}};
    const auto isCurrent = [](const QJsonValue &replica) { return replica[u"current"_s].toBool() && !replica[u"offline"_s].toBool(); };
    const auto isReady = [&](const NatsServer &server) -> Result<> {
        LIFEBOAT_ASSIGN(const auto connection, NatsConnection::open(server.settings()));
        const JetStream stream(connection);
        LIFEBOAT_TRY(stream.createStream(config));
        LIFEBOAT_ASSIGN(const QJsonObject info, stream.streamInfo("READY"));
        const QJsonArray others = info[u"cluster"_s][u"replicas"_s].toArray();
        if (others.size() != int(kServers) - 1 || !std::ranges::all_of(others, isCurrent))
            return failure(ErrorCode::Unreachable, server.url(), u"not all keep it"_s);
        return {};
    };
    for (const auto &server : m_servers) {
        Result<> ready;
        if (!QTest::qWaitFor([&] { return bool(ready = isReady(*server)); }, 30'000))
            return ready;
    }
    return {};
}

NatsSettings NatsCluster::settings() const
{
    NatsSettings settings = m_servers[0]->settings();
    settings.urls.clear();
    for (const auto &server : m_servers)
        settings.urls.append(server->url());
    return settings;
}

} // namespace lifeboat::test
