// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/net/websocket.h"

#include <QSslCertificate>
#include <QSslSocket>
#include <QWebSocket>

namespace lifeboat::net {

void limitReadAhead(QWebSocket &socket)
{
    socket.setReadBufferSize(2 * kMaxNodeFrame);
}

void sendPiece(QWebSocket &socket, const QByteArray &message)
{
    socket.sendBinaryMessage(message);
    socket.flush();
}

QSslCertificate metCertificate(const QWebSocket &socket)
{
    const auto *const tls = socket.findChild<const QSslSocket *>();
    return tls ? tls->peerCertificate() : QSslCertificate();
}

qint64 backlogOf(const QTcpSocket *transport)
{
    if (!transport)
        return 0;
    const auto *const tls = qobject_cast<const QSslSocket *>(transport);
    return transport->bytesToWrite() + (tls ? tls->encryptedBytesToWrite() : 0);
}

} // namespace lifeboat::net
