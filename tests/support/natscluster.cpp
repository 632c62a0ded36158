// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "natscluster.h"

#include "expect.h"
#include "ports.h"

#include "engine/nats/jetstream.h"

#include <QJsonArray>
#include <QTest>

using namespace Qt::StringLiterals;

namespace lifeboat::test {

NatsCluster::NatsCluster(const QString &jetStream)
{
    Result<> formed;
    // Seen with 2.10.27 on a busy machine: three that have just met and do not count on one of them for minutes.
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
            u"server_name: s%1\ncluster { name: test, listen: \"127.0.0.1:%2\", routes: [\"%3\"] }\n"_s.arg(i).arg(ports[i]).arg(routes.join(u"\", \""_s)), jetStream);
    }
}

/// Waits until they keep a stream threefold.
Result<> NatsCluster::form() const
{
    const JetStream stream(ok(NatsConnection::open(settings())));
    const QJsonObject config{{u"name"_s, u"READY"_s}, {u"subjects"_s, QJsonArray{u"ready"_s}}, {u"num_replicas"_s, int(kServers)}};
    Result<> made;
    (void)QTest::qWaitFor([&] { return bool(made = stream.createStream(config)); }, 30'000);
    return made;
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
