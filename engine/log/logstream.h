// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/ids.h"
#include "engine/base/result.h"

#include <QJsonObject>
#include <optional>

namespace lifeboat {

/// Which stream a log is, and how it is made where it is not there.
struct LogStreamSettings
{
    QString cluster; ///< this and `state`: 1 to 64 letters, digits, "-", "_" and "."
    QString state;
    int replicas = 1; ///< servers that keep each entry; more of them are welcome
    bool mayBegin = true; ///< where no log is, an empty one is made; else LogMissing
    qint64 maxBytes = 0; ///< an append beyond that is DiskFull; 0: as much as the server gives
};

/// Its names.
struct LogStream
{
    QByteArray name;
    QByteArray subjects; ///< all of its messages; this and `news` end in ">"
    QByteArray about; ///< the newest description
    QByteArray news; ///< where the server repeats the headers of what it stored
    QByteArray turn; ///< not stored: who waits for a place says so there

    QByteArray entries(quint64 history) const; ///< the messages of one history

    /// InvalidArgument.
    static Result<LogStream> of(const LogStreamSettings &settings);
};

QJsonObject configOf(const LogStream &stream, const LogStreamSettings &settings);

/// Whether a stream's "config" is one a log can live in. SettingsDiffer, with each setting that is not in the detail.
Result<> checkConfig(const QJsonObject &config, const LogStream &stream, const LogStreamSettings &settings);

/// One unbroken history in a stream.
struct LogHistory
{
    quint64 number = 0; ///< in its messages' subject; another one's never again
    Lineage lineage;
    Index trimmed = 0; ///< the last index that is no longer there
    std::optional<Position> origin = {}; ///< as LoggedHistory::origin

    bool operator==(const LogHistory &) const = default;
};

/// What the description says.
struct LogDescription
{
    LogHistory current;
    std::optional<LogHistory> kept; ///< the one that ended last

    bool operator==(const LogDescription &) const = default;
};

QByteArray toJson(const LogDescription &description);

/// ProtocolViolation for what is not ours, ProtocolVersion for a newer version's.
Result<LogDescription> descriptionFrom(const QByteArray &json, const LogStream &stream);

} // namespace lifeboat
