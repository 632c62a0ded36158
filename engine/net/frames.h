// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/result.h"

#include <QByteArray>

namespace lifeboat::net {

/// "LBX1", transfer (4 bytes), offset (8 bytes), both big-endian; the payload follows.
inline constexpr qsizetype kFrameHeaderBytes = 16;

/// What this version puts into one frame; it takes more.
inline constexpr qsizetype kFramePayloadBytes = 256 * 1024;

/// A piece of an archive on its way, as one binary WebSocket message.
struct Frame
{
    quint32 transfer = 0;
    qint64 offset = 0;
    QByteArray message; ///< with its header, so that no byte is copied

    QByteArrayView payload() const { return QByteArrayView(message).sliced(kFrameHeaderBytes); }
};

/// ProtocolViolation: too short for a header and a byte, another magic, an offset out of range.
Result<Frame> decodeFrame(QByteArray message);

/// A message with its header and room for `payloadBytes`, which the caller fills.
QByteArray makeFrame(quint32 transfer, qint64 offset, qsizetype payloadBytes);

} // namespace lifeboat::net
