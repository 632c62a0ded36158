// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/net/auditline.h"

#include "engine/base/digest.h"
#include "engine/base/ids.h"
#include "engine/base/jsonreading.h"

#include <QJsonDocument>

using namespace Qt::StringLiterals;

namespace lifeboat::net {

namespace {

constexpr qsizetype kHashLength = 64;
constexpr QByteArrayView kHashKey(",\"hash\":\"");
constexpr QByteArrayView kEnd("\"}");

/// Escaped, a character takes six bytes at most: six fields stay below kAuditLineBytes.
constexpr qsizetype kFieldLength = 400;

std::unexpected<Error> broken(const QString &what)
{
    return failure(ErrorCode::AuditBroken, {}, what);
}

} // namespace

QByteArray auditStart()
{
    return QByteArray(kHashLength, '0');
}

QByteArray makeAuditLine(quint64 number, const QByteArray &previous, const AuditRecord &record)
{
    const QJsonObject object{
        {u"number"_s, QString::number(number)},
        {u"previous"_s, QString::fromLatin1(previous)},
        {u"time"_s, record.time.toUTC().toString(Qt::ISODateWithMs)},
        {u"actor"_s, record.actor.left(kFieldLength)},
        {u"address"_s, record.address.left(kFieldLength)},
        {u"call"_s, record.call.left(kFieldLength)},
        {u"target"_s, record.target.left(kFieldLength)},
        {u"result"_s, record.result.left(kFieldLength)},
    };
    QByteArray line = QJsonDocument(object).toJson(QJsonDocument::Compact);
    line.chop(1);
    const QByteArray hash = Sha256::of(line);
    return line + kHashKey.toByteArray() + hash + kEnd.toByteArray();
}

Result<AuditLine> parseAuditLine(QByteArrayView line)
{
    const qsizetype body = line.size() - kHashKey.size() - kHashLength - kEnd.size();
    if (body <= 0 || line.size() > kAuditLineBytes || !line.endsWith(kEnd)
        || line.sliced(body, kHashKey.size()) != kHashKey)
        return broken(u"not a record"_s);
    AuditLine parsed;
    parsed.hash = line.sliced(body + kHashKey.size(), kHashLength).toByteArray();
    if (Sha256::of(line.first(body)) != parsed.hash)
        return broken(u"the record is not what was written"_s);
    const JsonReading reading(QJsonDocument::fromJson(line.toByteArray()).object());
    parsed.number = reading.decimal("number"_L1);
    parsed.previous = reading.text("previous"_L1).toLatin1();
    parsed.record = {.time = reading.moment("time"_L1),
                     .actor = reading.text("actor"_L1),
                     .address = reading.text("address"_L1),
                     .call = reading.text("call"_L1),
                     .target = reading.text("target"_L1),
                     .result = reading.text("result"_L1)};
    if (!reading.error().isEmpty())
        return broken(reading.error());
    return parsed;
}

} // namespace lifeboat::net
