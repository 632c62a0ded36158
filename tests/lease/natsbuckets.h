// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/lease/natsbucket.h"
#include "tests/lease/buckets.h"
#include "tests/support/natsserver.h"

namespace lifeboat::test {

/// A bucket on a nats-server of its own; each view has a connection of its own.
class SharedNats final : public SharedBucket
{
public:
    KeyValueBucket &view() override
    {
        m_views.push_back(ok(NatsBucket::open(m_server.connect(), {QStringLiteral("test"), 1})));
        return *m_views.back();
    }
    NatsServer &server() { return m_server; }

private:
    NatsServer m_server;
    std::vector<std::unique_ptr<KeyValueBucket>> m_views;
};

/// addTwins() and NATS, whose clock no test can move.
inline void addTwinsAndNats()
{
    addTwins();
    if (NatsServer::isInstalled())
        QTest::newRow("NATS") << MakeBucket([](const Clock &) { return std::make_unique<SharedNats>(); });
}

} // namespace lifeboat::test
