// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/log/logmessage.h"

#include "engine/base/digest.h"

#include <QTimeZone>
#include <QtEndian>
#include <concepts>

using namespace Qt::StringLiterals;

namespace lifeboat {

namespace {

constexpr auto kVersionHeader = "Lifeboat-Log";
constexpr auto kLineageHeader = "Lifeboat-Lineage";
constexpr auto kFirstHeader = "Lifeboat-First";
constexpr auto kCountHeader = "Lifeboat-Count";
constexpr auto kPartHeader = "Lifeboat-Part";
constexpr auto kIdHeader = "Lifeboat-Id";
constexpr auto kHashHeader = "Lifeboat-Hash";
constexpr QByteArrayView kVersion("1");
constexpr qint64 kHeaderBytes = 512; // without the lineage
constexpr int kParts = 1'000'000;

template <std::integral Number>
void add(QByteArray &bytes, Number number)
{
    number = qToLittleEndian(number);
    bytes.append(reinterpret_cast<const char *>(&number), sizeof number);
}

void add(QByteArray &bytes, QByteArrayView text)
{
    add(bytes, quint32(text.size()));
    bytes.append(text);
}

/// Takes numbers and texts off the front; what is not there is a failure that stays.
class Taking
{
public:
    explicit Taking(QByteArrayView bytes)
        : m_rest(bytes)
    {
    }

    bool isGood() const { return m_isGood; }
    bool isAtEnd() const { return m_rest.isEmpty(); }

    template <typename Number>
    Number number()
    {
        const QByteArrayView bytes = take(sizeof(Number));
        return bytes.isEmpty() ? Number(0) : qFromLittleEndian<Number>(bytes.data());
    }

    QByteArrayView text() { return take(number<quint32>()); }

private:
    QByteArrayView take(qsizetype size)
    {
        if (size > m_rest.size()) {
            m_isGood = false;
            m_rest = {};
            return {};
        }
        const QByteArrayView taken = m_rest.first(size);
        m_rest = m_rest.sliced(size);
        return taken;
    }

    QByteArrayView m_rest;
    bool m_isGood = true;
};

QByteArray partText(const LogMessage &message)
{
    return QByteArray::number(message.part) + '/' + QByteArray::number(message.parts);
}

QByteArray hashOf(const LogMessage &message)
{
    Hash128 hash;
    QByteArray size;
    for (const QByteArray &part :
         {message.lineage.value.toUtf8(), QByteArray::number(message.first), QByteArray::number(message.count),
          partText(message), message.id, message.body}) {
        size.resize(0);
        add(size, quint64(part.size()));
        hash.update(size);
        hash.update(part);
    }
    return hash.finish();
}

/// `text` in UTF-16, sharing the one of the entry before where it is the same, as it mostly is.
void assign(QString &text, QByteArrayView utf8, const QString &before)
{
    text = QUtf8StringView(utf8) == before ? before : QString::fromUtf8(utf8);
}

} // namespace

qint64 logHeaderBytes(const Lineage &lineage)
{
    return kHeaderBytes + lineage.value.toUtf8().size();
}

NatsHeaders headersOf(const LogMessage &message)
{
    return {{kVersionHeader, kVersion.toByteArray()},
            {kLineageHeader, message.lineage.value.toUtf8()},
            {kFirstHeader, QByteArray::number(message.first)},
            {kCountHeader, QByteArray::number(message.count)},
            {kPartHeader, partText(message)},
            {kIdHeader, message.id},
            {kHashHeader, hashOf(message)}};
}

Result<std::optional<LogMessage>> readLogMessage(const std::function<QByteArray(const char *)> &header,
                                                 QByteArrayView data)
{
    const QByteArray version = header(kVersionHeader);
    if (version != kVersion) {
        if (parseDecimal(QString::fromUtf8(version)).value_or(0) > 1)
            return failure(ErrorCode::ProtocolVersion, u"log"_s, u"a message of version %1"_s.arg(QString::fromUtf8(version)));
        return std::nullopt;
    }
    const auto number = [&](QByteArrayView text) { return parseDecimal(QString::fromUtf8(text)); };
    const auto first = number(header(kFirstHeader));
    const auto count = number(header(kCountHeader));
    const QByteArray part = header(kPartHeader);
    const auto which = number(part.first(std::max<qsizetype>(part.indexOf('/'), 0)));
    const auto of = number(part.sliced(part.indexOf('/') + 1));
    if (!first || !count || !which || !of || *first == 0 || *count == 0 || *which == 0 || *which > *of || *of > kParts)
        return std::nullopt;
    LogMessage message{.lineage = {QString::fromUtf8(header(kLineageHeader))},
                       .first = *first,
                       .count = *count,
                       .part = int(*which),
                       .parts = int(*of),
                       .id = header(kIdHeader),
                       .body = data.toByteArray()};
    if (hashOf(message) != header(kHashHeader))
        return std::nullopt;
    return message;
}

Result<QByteArray> packChanges(std::span<const Change> changes, const QString &actor, const QDateTime &time)
{
    QByteArray body;
    qint64 room = 0;
    for (const Change &change : changes)
        room += change.document.size() + 100;
    body.reserve(std::min(room, kBatchBytes));
    add(body, time.toMSecsSinceEpoch());
    add(body, actor.toUtf8());
    for (const Change &change : changes) {
        add(body, quint8(change.op == EntryOp::Delete));
        add(body, change.table.toUtf8());
        add(body, change.id.toUtf8());
        add(body, change.document);
        if (body.size() > kBatchBytes)
            return failure(ErrorCode::LimitExceeded, u"batch"_s, u"more than %1 MiB in one append"_s.arg(kBatchBytes >> 20));
    }
    return body;
}

std::optional<QList<Entry>> unpackEntries(QByteArrayView body, Index first, quint64 count)
{
    Taking taking(body);
    const QDateTime time = QDateTime::fromMSecsSinceEpoch(taking.number<qint64>(), QTimeZone::UTC);
    const QString actor = QString::fromUtf8(taking.text());
    if (count > quint64(body.size()))
        return std::nullopt;
    QList<Entry> entries;
    entries.reserve(qsizetype(count));
    QString table;
    while (taking.isGood() && !taking.isAtEnd()) {
        Entry entry{.index = first + quint64(entries.size()), .time = time, .actor = actor, .change = {}};
        entry.change.op = taking.number<quint8>() == 1 ? EntryOp::Delete : EntryOp::Put;
        assign(entry.change.table, taking.text(), table);
        table = entry.change.table;
        entry.change.id = QString::fromUtf8(taking.text());
        entry.change.document = taking.text().toByteArray();
        entries.append(std::move(entry));
    }
    if (!taking.isGood() || quint64(entries.size()) != count)
        return std::nullopt;
    return entries;
}

} // namespace lifeboat
