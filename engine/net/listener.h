// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/net/nodeserver.h"

#include <QHash>
#include <QTcpServer>
#include <QWebSocketServer>

namespace lifeboat::net {

/// The timer under every connection's socket that ends it unless stopped: whoever has
/// authenticated may stay.
inline constexpr QLatin1StringView kDeadline("deadline");

/// What a failed attempt or a connection of this address is counted under: the address, or the /64
/// network of an IPv6 one, which is what one machine has at least.
QByteArray peerKey(const QHostAddress &address);

/// What a plain GET is answered, and a HEAD without the body.
struct Page
{
    bool isWell = true; ///< 200; else 503
    QByteArray body;
};

/// Accepts connections: TLS, then a look at the first bytes. Plain GETs and HEADs of `http` paths are
/// answered, requests for a WebSocket become one, everything else is closed; so is who takes longer
/// than the handshake may. Lives in the server's thread.
class Listener final : public QTcpServer
{
    Q_OBJECT

public:
    /// The page at a path; nothing: 404.
    using Pages = std::function<std::optional<Page>(const QByteArray &path)>;

    Listener(const ServerSettings &settings, Pages pages, QObject *parent);

    int connections() const { return m_connections; }

Q_SIGNALS:
    /// The receiver owns both; `transport` is what the WebSocket runs over, and outlives it.
    void connected(QWebSocket *socket, QTcpSocket *transport);

protected:
    void incomingConnection(qintptr descriptor) override;

private:
    class Seat;

    QTcpSocket *makeSocket();
    void admit(QTcpSocket *socket);
    void look(QTcpSocket *socket);
    enum class Body { Sent, Left };
    void answer(QTcpSocket *socket, const QByteArray &path, Body sending);
    QTcpSocket *transportOf(const QWebSocket &socket) const;

    const ServerSettings &m_settings;
    const Pages m_pages;
    QWebSocketServer m_upgrade;
    int m_connections = 0;
    QHash<QByteArray, int> m_byAddress;
};

} // namespace lifeboat::net
