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

NatsCluster::NatsCluster()
{
    std::array<quint16, kServers> ports;
    QStringList routes;
    for (quint16 &port : ports) {
        port = freePort();
        routes.append(u"nats://127.0.0.1:%1"_s.arg(port));
    }
    for (size_t i = 0; i < kServers; ++i) {
        m_servers[i] = std::make_unique<NatsServer>(
            u"server_name: s%1\ncluster { name: test, listen: \"127.0.0.1:%2\", routes: [\"%3\"] }\n"_s.arg(i).arg(ports[i]).arg(routes.join(u"\", \""_s)));
    }
    const JetStream stream(ok(NatsConnection::open(settings())));
    const QJsonObject config{{u"name"_s, u"READY"_s}, {u"subjects"_s, QJsonArray{u"ready"_s}}, {u"num_replicas"_s, int(kServers)}};
    Result<> made;
    if (!QTest::qWaitFor([&] { return bool(made = stream.createStream(config)); }, 60'000))
        fail(toString(made.error()), std::source_location::current());
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
