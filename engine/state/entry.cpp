// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/state/entry.h"

#include "engine/base/digest.h"
#include "engine/base/limits.h"
#include "engine/state/jsonsyntax.h"

#include <QtEndian>

using namespace Qt::StringLiterals;

namespace lifeboat {

namespace {

constexpr qsizetype kTableNameLength = 63;
constexpr qsizetype kIdBytes = 255;

bool isDocumentId(const QString &id)
{
    return !id.isEmpty() && id.isValidUtf16() && id.toUtf8().size() <= kIdBytes
        && std::ranges::none_of(id, [](QChar c) { return c.category() == QChar::Other_Control; });
}

} // namespace

QByteArray entryHash(const EntryBytes &entry, QByteArray &buffer)
{
    const auto number = [&](qint64 value) {
        const qint64 bytes = qToLittleEndian(value);
        buffer.append(reinterpret_cast<const char *>(&bytes), sizeof bytes);
    };
    buffer.resize(0);
    number(entry.index);
    number(entry.time);
    for (const QByteArrayView part : {entry.actor, entry.table, entry.op, entry.id, entry.document}) {
        number(part.size());
        buffer.append(part);
    }
    return hash128(buffer);
}

QByteArray entryHash(const Entry &entry)
{
    const QByteArray actor = entry.actor.toUtf8();
    const QByteArray table = entry.change.table.toUtf8();
    const QByteArray id = entry.change.id.toUtf8();
    QByteArray buffer;
    return entryHash({.index = qint64(entry.index),
                      .time = entry.time.toMSecsSinceEpoch(),
                      .actor = actor,
                      .table = table,
                      .op = entry.change.op == EntryOp::Delete ? QByteArrayView("delete") : QByteArrayView("put"),
                      .id = id,
                      .document = entry.change.document},
                     buffer);
}

bool isTableName(QStringView name)
{
    const auto isLetter = [](QChar c) { return c >= 'a'_L1 && c <= 'z'_L1; };
    const auto isPart = [&](QChar c) {
        return isLetter(c) || (c >= '0'_L1 && c <= '9'_L1) || c == '_'_L1;
    };
    return !name.isEmpty() && name.size() <= kTableNameLength && isLetter(name.front())
        && std::ranges::all_of(name, isPart) && !name.startsWith("lifeboat_"_L1)
        && !name.startsWith("sqlite_"_L1);
}

Result<> checkChange(const Change &change)
{
    if (!isTableName(change.table))
        return failure(ErrorCode::DocumentInvalid, u"table"_s, change.table.left(kTableNameLength));
    if (!isDocumentId(change.id))
        return failure(ErrorCode::DocumentInvalid, u"id"_s, change.id.left(kIdBytes));
    if (change.op == EntryOp::Delete) {
        if (!change.document.isEmpty())
            return failure(ErrorCode::DocumentInvalid, u"document"_s, u"not empty"_s);
        return {};
    }
    if (change.document.size() > limits::kDocumentBytes)
        return failure(ErrorCode::DocumentInvalid, u"document"_s,
                       u"%1 bytes"_s.arg(change.document.size()));
    if (const auto at = firstSyntaxError(change.document))
        return failure(ErrorCode::DocumentInvalid, u"document"_s,
                       u"not a JSON object, at byte %1"_s.arg(*at));
    return {};
}

} // namespace lifeboat
