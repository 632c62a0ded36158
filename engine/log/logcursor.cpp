// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/log/logcursor.h"

namespace lifeboat {

LogCursor::LogCursor(std::unique_ptr<StreamReader> reader)
    : m_reader(std::move(reader))
{
}

Result<std::unique_ptr<LogCursor>> LogCursor::open(const JetStream &stream, const QByteArray &name, const QByteArray &subject, quint64 from)
{
    LIFEBOAT_ASSIGN(auto reader, StreamReader::open(stream, {.stream = name, .subject = subject, .from = from}));
    return std::unique_ptr<LogCursor>(new LogCursor(std::move(reader)));
}

Result<std::optional<LogCursor::Received>> LogCursor::receive(quint64 until, std::stop_token stop)
{
    if (!m_ahead) {
        LIFEBOAT_ASSIGN(m_ahead, m_reader->next(std::move(stop)));
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

Result<std::optional<QList<Entry>>> LogCursor::next(quint64 until, std::stop_token stop)
{
    while (true) {
        LIFEBOAT_ASSIGN(const std::optional<Received> received, receive(until, stop));
        if (!received)
            return std::nullopt;
        const NatsMessage &message = received->message;
        LIFEBOAT_ASSIGN(auto known, readLogMessage([&](const char *name) { return message.header(name); }, message.data()));
        if (!known) {
            m_parts.clear();
            continue;
        }
        BatchPlace place{received->sequence, known->id};
        if (auto entries = join(std::move(*known), received->sequence)) {
            m_place = std::move(place);
            return entries;
        }
    }
}

} // namespace lifeboat
