// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/nats/streamwriter.h"

using namespace Qt::StringLiterals;

namespace lifeboat {

StreamWriter::StreamWriter(const JetStream &stream, QByteArray name, int window, NatsSubscription answers)
    : m_stream(stream)
    , m_name(std::move(name))
    , m_window(window)
    , m_answers(std::move(answers))
{
}

Result<std::unique_ptr<StreamWriter>> StreamWriter::open(const JetStream &stream, const QByteArray &name, int window)
{
    LIFEBOAT_ASSIGN(NatsSubscription answers, stream.connection().subscribe(NatsConnection::makeInbox()));
    return std::unique_ptr<StreamWriter>(new StreamWriter(stream, name, window, std::move(answers)));
}

Result<> StreamWriter::send(const NatsOutgoing &message)
{
    if (m_open == m_window)
        LIFEBOAT_TRY(await());
    LIFEBOAT_TRY(m_stream.connection().publish(message, m_answers.subject()));
    m_subject = message.subject;
    ++m_open;
    return {};
}

Result<> StreamWriter::finish()
{
    while (m_open > 0)
        LIFEBOAT_TRY(await());
    return {};
}

Result<> StreamWriter::await()
{
    const auto answer = m_answers.next(m_stream.connection().settings().requestTimeout);
    if (!answer && answer.error().code == ErrorCode::ServiceMissing) // no leader now
        return failure(ErrorCode::Unreachable, QString::fromUtf8(m_name), answer.error().detail);
    if (!answer)
        return failure(answer.error());
    if (!*answer) {
        LIFEBOAT_TRY(m_stream.connection().checkPermitted(m_subject));
        return failure(ErrorCode::TimedOut, QString::fromUtf8(m_name));
    }
    LIFEBOAT_ASSIGN(const quint64 sequence, JetStream::sequenceIn(**answer, m_name));
    if (sequence <= m_last)
        return failure(ErrorCode::ProtocolViolation, QString::fromUtf8(m_name), u"sequence %1 after %2"_s.arg(sequence).arg(m_last));
    if (m_first == 0)
        m_first = sequence;
    m_last = sequence;
    --m_open;
    return {};
}

} // namespace lifeboat
