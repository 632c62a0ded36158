// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/log/logcursor.h"

#include <QJsonDocument>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace lifeboat {

namespace {

constexpr qint64 kMessages = 1'000; // asked for at once,
constexpr qint64 kBytes = 8 << 20; // and no more of them than that
constexpr qint64 kNanoseconds = 1'000'000'000;
constexpr auto kExpires = 1s; // after which the server answers that nothing came
constexpr auto kIdle = 60s; // after which it forgets the consumer

/// Where a delivered message stands: "$JS.ACK.[domain.account.]stream.consumer.tries.sequence.delivered.…".
struct Place
{
    quint64 sequence = 0;
    quint64 delivered = 0;
};

std::optional<Place> placeOf(const QByteArray &reply)
{
    const QList<QByteArray> tokens = reply.split('.');
    const qsizetype at = tokens.size() == 9 ? 5 : 7;
    if (tokens.size() < 9 || tokens[0] != "$JS" || tokens[1] != "ACK" || tokens.size() < at + 2)
        return std::nullopt;
    return Place{tokens[at].toULongLong(), tokens[at + 1].toULongLong()};
}

} // namespace

LogCursor::LogCursor(const JetStream &stream, QByteArray name, NatsSubscription inbox)
    : m_stream(stream)
    , m_name(std::move(name))
    , m_inbox(std::move(inbox))
{
}

LogCursor::~LogCursor()
{
    (void)m_stream.connection().publish({"$JS.API.CONSUMER.DELETE." + m_name + '.' + m_consumer, {}, {}});
}

Result<std::unique_ptr<LogCursor>> LogCursor::open(const JetStream &stream, const QByteArray &name, const QByteArray &subject, quint64 from)
{
    LIFEBOAT_ASSIGN(NatsSubscription inbox, stream.connection().subscribe(NatsConnection::makeInbox()));
    const QJsonObject config{{u"deliver_policy"_s, u"by_start_sequence"_s},
                             {u"opt_start_seq"_s, qint64(std::max<quint64>(from, 1))},
                             {u"ack_policy"_s, u"none"_s},
                             {u"filter_subject"_s, QString::fromUtf8(subject)},
                             {u"mem_storage"_s, true},
                             {u"num_replicas"_s, 1},
                             {u"inactive_threshold"_s, qint64(kIdle.count()) * kNanoseconds}};
    const QString stream8 = QString::fromUtf8(name);
    LIFEBOAT_ASSIGN(const QJsonObject made, stream.call("CONSUMER.CREATE." + name, stream8, {{u"stream_name"_s, stream8}, {u"config"_s, config}}));
    std::unique_ptr<LogCursor> cursor(new LogCursor(stream, name, std::move(inbox)));
    cursor->m_consumer = made[u"name"_s].toString().toUtf8();
    return cursor;
}

Result<> LogCursor::ask()
{
    // A message larger than what is asked for would never come.
    const qint64 bytes = std::max(kBytes, 2 * m_stream.connection().maxPayload());
    const QJsonObject request{{u"batch"_s, kMessages}, {u"max_bytes"_s, bytes}, {u"expires"_s, qint64(kExpires.count()) * kNanoseconds}};
    LIFEBOAT_TRY(m_stream.connection().publish({"$JS.API.CONSUMER.MSG.NEXT." + m_name + '.' + m_consumer, {}, QJsonDocument(request).toJson(QJsonDocument::Compact)}, m_inbox.subject()));
    m_asked = kMessages;
    return {};
}

/// The next message; none if there was none for a while.
Result<std::optional<LogCursor::Received>> LogCursor::fetch()
{
    bool isAsked = false;
    while (true) {
        if (m_asked == 0) {
            LIFEBOAT_TRY(ask());
            isAsked = true;
        }
        LIFEBOAT_ASSIGN(std::optional<NatsMessage> message, m_inbox.next(m_stream.connection().settings().requestTimeout));
        if (!message)
            return failure(ErrorCode::TimedOut, QString::fromUtf8(m_name), u"no messages"_s);
        const int status = message->status();
        if (status == 100)
            continue;
        if (status == 408 || status == 404 || (status == 409 && message->header("Description").contains("MaxBytes"))) {
            m_asked = 0; // what was asked for earlier is over
            if (isAsked && status != 409)
                return std::nullopt;
            continue;
        }
        const auto place = placeOf(message->reply());
        if (status != 0 || !place)
            return failure(ErrorCode::Disconnected, QString::fromUtf8(m_name), QString::fromUtf8(message->header("Description")));
        if (place->delivered != m_delivered + 1)
            return failure(ErrorCode::EntryMissing, QString::fromUtf8(m_name), u"message %1 was not delivered"_s.arg(m_delivered + 1));
        m_delivered = place->delivered;
        --m_asked;
        return Received{place->sequence, std::move(*message)};
    }
}

Result<std::optional<LogCursor::Received>> LogCursor::receive(quint64 until)
{
    if (!m_ahead) {
        LIFEBOAT_ASSIGN(m_ahead, fetch());
    }
    if (!m_ahead || m_ahead->sequence > until)
        return std::nullopt;
    return std::exchange(m_ahead, std::nullopt);
}

/// Its entries if the batch is complete with it.
std::optional<QList<Entry>> LogCursor::join(LogMessage message, quint64 sequence)
{
    const bool continues = !m_parts.isEmpty() && m_parts.last().id == message.id && message.part == m_parts.last().part + 1
        && sequence == m_partSequence + 1;
    if (!continues)
        m_parts.clear();
    if (!continues && message.part != 1)
        return std::nullopt;
    m_partSequence = sequence;
    m_partBytes = m_parts.isEmpty() ? message.body.size() : m_partBytes + message.body.size();
    if (m_partBytes > kBatchBytes + message.body.size()) {
        m_parts.clear(); // nothing we write
        return std::nullopt;
    }
    if (!message.isLastPart()) {
        m_parts.append(std::move(message));
        return std::nullopt;
    }
    QByteArray body;
    for (const LogMessage &part : std::as_const(m_parts))
        body += part.body;
    m_parts.clear();
    return unpackEntries(body.isEmpty() ? message.body : body + message.body, message.first, message.count);
}

Result<std::optional<QList<Entry>>> LogCursor::next(quint64 until)
{
    while (true) {
        LIFEBOAT_ASSIGN(const std::optional<Received> received, receive(until));
        if (!received)
            return std::nullopt;
        const NatsMessage &message = received->message;
        LIFEBOAT_ASSIGN(auto known, readLogMessage([&](const char *name) { return message.header(name); }, message.data()));
        if (!known) {
            m_parts.clear();
        } else if (auto entries = join(std::move(*known), received->sequence)) {
            return entries;
        }
    }
}

} // namespace lifeboat
