// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/nats/streamreader.h"

#include <QJsonDocument>
#include <QTimeZone>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace lifeboat {

namespace {

constexpr qint64 kMessages = 1'000; // asked for at once,
constexpr qint64 kBytes = 8 << 20; // and no more of them than that
constexpr qint64 kNanoseconds = 1'000'000'000;
constexpr auto kExpires = 1s; // after which the server answers that nothing came
constexpr auto kIdle = 60s; // after which it forgets the consumer

/// Where a delivered message stands: "$JS.ACK.[domain.account.]stream.consumer.tries.sequence.delivered.time.pending".
struct Place
{
    quint64 sequence = 0;
    quint64 delivered = 0;
    qint64 nanoseconds = 0; ///< since 1970
    quint64 pending = 0;
};

std::optional<Place> placeOf(const QByteArray &reply)
{
    const QList<QByteArray> tokens = reply.split('.');
    const qsizetype at = tokens.size() == 9 ? 5 : 7;
    if (tokens.size() < 9 || tokens[0] != "$JS" || tokens[1] != "ACK" || tokens.size() < at + 4)
        return std::nullopt;
    return Place{tokens[at].toULongLong(), tokens[at + 1].toULongLong(), tokens[at + 2].toLongLong(), tokens[at + 3].toULongLong()};
}

} // namespace

StreamReader::StreamReader(const JetStream &stream, QByteArray name, NatsSubscription inbox)
    : m_stream(stream)
    , m_name(std::move(name))
    , m_inbox(std::move(inbox))
{
}

StreamReader::~StreamReader()
{
    (void)m_stream.connection().publish({"$JS.API.CONSUMER.DELETE." + m_name + '.' + m_consumer, {}, {}});
}

Result<std::unique_ptr<StreamReader>> StreamReader::open(const JetStream &stream, const StreamReading &reading)
{
    LIFEBOAT_ASSIGN(NatsSubscription inbox, stream.connection().subscribe(NatsConnection::makeInbox() + ".*"));
    QJsonObject config{{u"ack_policy"_s, u"none"_s},
                       {u"filter_subject"_s, QString::fromUtf8(reading.subject)},
                       {u"headers_only"_s, reading.headersOnly},
                       {u"mem_storage"_s, true},
                       {u"num_replicas"_s, 1},
                       {u"inactive_threshold"_s, qint64(kIdle.count()) * kNanoseconds}};
    if (reading.lastPerSubject) {
        config.insert(u"deliver_policy"_s, u"last_per_subject"_s);
    } else {
        config.insert(u"deliver_policy"_s, u"by_start_sequence"_s);
        config.insert(u"opt_start_seq"_s, qint64(std::max<quint64>(reading.from, 1)));
    }
    const QString name = QString::fromUtf8(reading.stream);
    LIFEBOAT_ASSIGN(const QJsonObject made, stream.call("CONSUMER.CREATE." + reading.stream, name, {{u"stream_name"_s, name}, {u"config"_s, config}}));
    std::unique_ptr<StreamReader> reader(new StreamReader(stream, reading.stream, std::move(inbox)));
    reader->m_consumer = made[u"name"_s].toString().toUtf8();
    reader->m_pending = quint64(made[u"num_pending"_s].toInteger());
    return reader;
}

Result<> StreamReader::ask()
{
    // A message larger than what is asked for would never come.
    const qint64 bytes = std::max(kBytes, 2 * m_stream.connection().maxPayload());
    const QJsonObject request{{u"batch"_s, kMessages}, {u"max_bytes"_s, bytes}, {u"expires"_s, qint64(kExpires.count()) * kNanoseconds}};
    const QByteArray inbox = m_inbox.subject().chopped(1) + QByteArray::number(++m_requests);
    LIFEBOAT_TRY(m_stream.connection().publish({"$JS.API.CONSUMER.MSG.NEXT." + m_name + '.' + m_consumer, {}, QJsonDocument(request).toJson(QJsonDocument::Compact)}, inbox));
    m_open.insert({inbox, m_requests});
    m_messages = m_bytes = 0;
    return {};
}

/// More is asked for before the last of it came, so that the server never waits for us; but not where nothing is to come.
bool StreamReader::isMoreWanted() const
{
    const bool isHalfway = m_messages >= kMessages / 2 || m_bytes >= kBytes / 2;
    return m_open.empty() || (m_open.size() == 1 && m_pending > 0 && isHalfway);
}

Result<std::optional<StreamReader::Received>> StreamReader::next(std::stop_token stop)
{
    const quint64 earlier = m_requests;
    while (true) {
        if (isMoreWanted())
            LIFEBOAT_TRY(ask());
        LIFEBOAT_ASSIGN(std::optional<NatsMessage> message, m_inbox.next(m_stream.connection().settings().requestTimeout + kExpires, stop));
        if (!message && stop.stop_requested())
            return std::nullopt;
        if (!message)
            return failure(ErrorCode::TimedOut, QString::fromUtf8(m_name), u"no messages"_s);
        if (const auto place = placeOf(message->reply())) {
            if (place->delivered != m_delivered + 1)
                return failure(ErrorCode::EntryMissing, QString::fromUtf8(m_name), u"message %1 was not delivered"_s.arg(m_delivered + 1));
            m_delivered = place->delivered;
            m_pending = place->pending;
            ++m_messages;
            m_bytes += message->data().size();
            return Received{place->sequence, QDateTime::fromMSecsSinceEpoch(place->nanoseconds / 1'000'000, QTimeZone::UTC), std::move(*message)};
        }
        const auto request = m_open.find(message->subject());
        const int status = message->status();
        if (status == 100 || request == m_open.end())
            continue;
        const QByteArray why = message->header("Description");
        const bool isFilled = status == 409 && (why.contains("MaxBytes") || why.contains("Batch Completed"));
        if (!isFilled && status != 408 && status != 404)
            return failure(ErrorCode::Disconnected, QString::fromUtf8(m_name), QString::fromUtf8(why));
        const bool isOfThisCall = request->second > earlier;
        m_open.erase(request);
        if (isOfThisCall && !isFilled)
            return std::nullopt;
    }
}

} // namespace lifeboat
