// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHostAddress>
#include <QRandomGenerator>
#include <QTcpServer>

namespace lifeboat::test {

/// A port of 127.0.0.1 nobody listens on now, and that the system gives to no connection (32768 and above): a server can be
/// started there again, also while others try to reach it.
inline quint16 freePort()
{
    while (true) {
        const auto port = quint16(QRandomGenerator::system()->bounded(15'000, 32'000));
        if (QTcpServer().listen(QHostAddress::LocalHost, port))
            return port;
    }
}

} // namespace lifeboat::test
