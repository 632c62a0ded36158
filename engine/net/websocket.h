// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/net/frames.h"

class QSslCertificate;
class QTcpSocket;
class QWebSocket;

namespace lifeboat::net {

/// WebSocket frames that this version sends are no longer; a longer message goes in several. One holds a whole piece of an
/// archive.
inline constexpr quint64 kSentFrameBytes = quint64(kFrameHeaderBytes + kFramePayloadBytes);

/// WebSocket frames of a node are no longer (PROTOCOL.md): what is ends the connection.
inline constexpr qint64 kMaxNodeFrame = 512 * 1024;

/// Makes a client's connection, which is there already, decrypt so much at a time: every frame of a node fits, and what
/// goes through the layers stays in a core's cache.
void limitReadAhead(QWebSocket &socket);

/// Sends a piece of an archive through all layers down to the system's buffer before the next one comes, while it is in
/// a core's cache. Signals of `socket` may come before this returns.
void sendPiece(QWebSocket &socket, const QByteArray &message);

/// Of the peer; null before it showed one, and without TLS.
QSslCertificate metCertificate(const QWebSocket &socket);

/// Bytes given to `transport`, the connection under a WebSocket or null, that the system has not taken yet.
qint64 backlogOf(const QTcpSocket *transport);

} // namespace lifeboat::net
