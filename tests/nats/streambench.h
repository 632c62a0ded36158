// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/log/jetstreamlog.h"
#include "tests/support/expect.h"
#include "tests/support/natsserver.h"

namespace lifeboat::test {

inline const Lineage kLineage{QStringLiteral("lineage-a")};

/// A stream of its own for each test function, on one server.
class StreamBench
{
public:
    StreamBench()
        : m_stream(m_server.connect())
    {
    }

    /// Another stream from now on.
    void next()
    {
        settings = {.cluster = QStringLiteral("test.cluster"), .state = QStringLiteral("state%1").arg(++m_count)};
        names = ok(LogStream::of(settings));
    }

    Result<std::unique_ptr<JetStreamLog>> tryOpen(const Lineage &lineage = kLineage, Index after = 0) const
    {
        return JetStreamLog::open(m_server.connect(), settings, lineage, after);
    }

    std::unique_ptr<JetStreamLog> open(const Lineage &lineage = kLineage, Index after = 0) const { return ok(tryOpen(lineage, after)); }

    const JetStream &stream() const { return m_stream; }
    QJsonObject state() const { return ok(m_stream.streamInfo(names.name))[QStringLiteral("state")].toObject(); }
    void remove() const { ok(m_stream.call("STREAM.DELETE." + names.name, {})); }

    LogStreamSettings settings;
    LogStream names;

private:
    NatsServer m_server;
    JetStream m_stream;
    int m_count = 0;
};

} // namespace lifeboat::test
