// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/support/natsserver.h"

#include <array>

namespace lifeboat::test {

/// Three servers that keep everything threefold.
class NatsCluster
{
public:
    /// Starts them and waits until they have chosen a leader. `jetStream`: as for NatsServer.
    explicit NatsCluster(const QString &jetStream = {});

    NatsServer &server(size_t which) { return *m_servers[which]; }
    NatsSettings settings() const; ///< to reach any of them

    static constexpr size_t kServers = 3;

private:
    void start(const QString &jetStream);
    Result<> form() const;

    std::array<std::unique_ptr<NatsServer>, kServers> m_servers;
};

} // namespace lifeboat::test
