// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/net/frames.h"

#include <QtEndian>
#include <cstring>
#include <limits>

using namespace Qt::StringLiterals;

namespace lifeboat::net {

namespace {

constexpr QByteArrayView kMagic("LBX1");

} // namespace

Result<Frame> decodeFrame(QByteArray message)
{
    if (message.size() <= kFrameHeaderBytes || !message.startsWith(kMagic))
        return failure(ErrorCode::ProtocolViolation, {}, u"a binary message that is no frame"_s);
    const auto transfer = qFromBigEndian<quint32>(message.constData() + 4);
    const auto offset = qFromBigEndian<quint64>(message.constData() + 8);
    if (offset > quint64(std::numeric_limits<qint64>::max()) - quint64(message.size()))
        return failure(ErrorCode::ProtocolViolation, {}, u"an offset that no archive has"_s);
    return Frame{transfer, qint64(offset), std::move(message)};
}

QByteArray makeFrame(quint32 transfer, qint64 offset, qsizetype payloadBytes)
{
    QByteArray message(kFrameHeaderBytes + payloadBytes, Qt::Uninitialized);
    std::memcpy(message.data(), kMagic.data(), size_t(kMagic.size()));
    qToBigEndian(transfer, message.data() + 4);
    qToBigEndian(quint64(offset), message.data() + 8);
    return message;
}

} // namespace lifeboat::net
