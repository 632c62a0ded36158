// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTcpServer>
#include <QTcpSocket>

namespace lifeboat {

/// Passes what comes to a port of 127.0.0.1 on to another one, and back: a piece of network that can be cut, by stopping the
/// process. As on a cut line nobody is told, and what was sent may still arrive once it is mended.
class Relay final : public QObject
{
public:
    Relay(quint16 port, quint16 target, QObject *parent = nullptr);

    bool isListening() const { return m_server.isListening(); }

private:
    void take();

    QTcpServer m_server;
    const quint16 m_target;
};

} // namespace lifeboat
