// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/nats/jetstream.h"

namespace lifeboat {

/// Has a stream store messages in the order they are sent, many on their way at once. One thread at a time. After an error
/// nobody knows which of those without an answer are stored; it is of no use any more then.
class StreamWriter
{
public:
    /// At most `window` messages are on their way.
    static Result<std::unique_ptr<StreamWriter>> open(const JetStream &stream, const QByteArray &name, int window);

    /// Hands the message to the server; waits for the oldest answer first where too many are open. Errors as JetStream::store, of
    /// this message or of one before. ProtocolViolation if sequences do not rise.
    Result<> send(const NatsOutgoing &message);

    /// Waits for the answers that are still open. Errors as send().
    Result<> finish();

    quint64 first() const { return m_first; } ///< sequence of the first one answered; 0: none was
    quint64 last() const { return m_last; } ///< and of the last one

private:
    StreamWriter(const JetStream &stream, QByteArray name, int window, NatsSubscription answers);
    Result<> await();

    const JetStream m_stream;
    const QByteArray m_name;
    const int m_window;
    NatsSubscription m_answers;
    QByteArray m_subject; ///< of the last one sent
    int m_open = 0;
    quint64 m_first = 0;
    quint64 m_last = 0;
};

} // namespace lifeboat
