// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/ids.h"
#include "engine/base/result.h"

#include <QByteArray>
#include <QDateTime>
#include <QString>

namespace lifeboat {

enum class EntryOp {
    Put, ///< the document takes the place of whatever stood under the id
    Delete, ///< the id is gone; deleting what is not there changes nothing
};

/// A change somebody asks for. Only a log gives it its place.
struct Change
{
    QString table;
    EntryOp op = EntryOp::Put;
    QString id;
    QByteArray document; ///< a JSON object in UTF-8; empty for Delete

    bool operator==(const Change &) const = default;
};

/// One change at its place in the log.
struct Entry
{
    Index index = 0; ///< from 1, without holes within a lineage
    QDateTime time; ///< UTC, milliseconds: when the log took it
    QString actor; ///< who asked for it
    Change change;

    bool operator==(const Entry &) const = default;
};

/// An entry as the log and its hash have it.
struct EntryBytes
{
    qint64 index = 0;
    qint64 time = 0; ///< milliseconds since 1970
    QByteArrayView actor;
    QByteArrayView table;
    QByteArrayView op; ///< "put" or "delete"
    QByteArrayView id;
    QByteArrayView document;
};

/// XXH3-128 over all of it, as engine/log/FORMAT.md has it: 16 bytes. `buffer` is scratch.
QByteArray entryHash(const EntryBytes &entry, QByteArray &buffer);
QByteArray entryHash(const Entry &entry);

/// 1 to 63 of a-z, 0-9 and _, beginning with a letter and not with "lifeboat_" or "sqlite_".
bool isTableName(QStringView name);

/// Whether a state takes the change: a table name; an id of 1 to 255 bytes of UTF-8 without control
/// characters; for Put a JSON object (see firstSyntaxError) of at most limits::kDocumentBytes.
/// DocumentInvalid with the place as subject: "table", "id" or "document".
Result<> checkChange(const Change &change);

} // namespace lifeboat
