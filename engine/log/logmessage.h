// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/nats/natsmessage.h"
#include "engine/state/entry.h"
#include "engine/base/result.h"

#include <functional>
#include <span>

namespace lifeboat {

/// One message of a JetStream log; FORMAT.md says how it looks. A batch of entries is one of them, or
/// several parts behind each other where it is larger than a message may be.
struct LogMessage
{
    Lineage lineage;
    Index first = 1; ///< of the batch
    quint64 count = 0; ///< entries of the batch
    int part = 1; ///< this one, from 1
    int parts = 1;
    QByteArray id; ///< of the batch, unique
    QByteArray body; ///< this part's

    bool isLastPart() const { return part == parts; }
    /// The last index of the log, once this is in it.
    Index end() const { return isLastPart() ? first + count - 1 : first - 1; }
};

/// Room a message must have beside its body.
qint64 logHeaderBytes(const Lineage &lineage);

NatsHeaders headersOf(const LogMessage &message);

/// The message with these headers and that data; none if it is not ours, or damaged. ProtocolVersion
/// if a newer version wrote it.
Result<std::optional<LogMessage>> readLogMessage(const std::function<QByteArray(const char *)> &header,
                                                 QByteArrayView data);

/// The changes in one piece. LimitExceeded above kBatchBytes.
Result<QByteArray> packChanges(std::span<const Change> changes, const QString &actor, const QDateTime &time);

/// The entries at indexes from `first` on; none unless it is exactly `count` of them.
std::optional<QList<Entry>> unpackEntries(QByteArrayView body, Index first, quint64 count);

inline constexpr qint64 kBatchBytes = 64 << 20;

} // namespace lifeboat
