// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/cluster/nodeconnection.h"
#include "tests/cluster/fakenode.h"

namespace lifeboat::test {

/// One node, met over a fake network.
struct Met
{
    Met()
        : node(network.add(QStringLiteral("n1")))
        , connection(
              {.name = {}, .url = QUrl(QStringLiteral("wss://n1:7411")), .fingerprint = {}},
              [this] { return QtFuture::makeReadyValueFuture(token); }, network.surroundings())
    {
    }

    FakeNetwork network;
    FakeNode &node;
    Result<QString> token = QStringLiteral("secret");
    NodeConnection connection;
};

} // namespace lifeboat::test
