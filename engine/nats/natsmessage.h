// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QList>
#include <memory>
#include <utility>

struct __natsMsg;

namespace lifeboat {

/// Names and values as they stand in a message; names are case-sensitive.
using NatsHeaders = QList<std::pair<QByteArray, QByteArray>>;

/// The first value under that name; empty if there is none.
QByteArray headerOf(const NatsHeaders &headers, QByteArrayView name);

/// Headers from their form on the wire ("NATS/1.0\r\nName: value\r\n…"). What is no header line is left out.
NatsHeaders parseNatsHeaders(QByteArrayView text);

/// A message to be sent.
struct NatsOutgoing
{
    QByteArray subject;
    NatsHeaders headers;
    QByteArrayView data; ///< the caller's, until the call it is given to returns
};

/// A message that was received. One thread at a time.
class NatsMessage
{
public:
    /// Takes over a message of nats.c.
    explicit NatsMessage(__natsMsg *message);

    QByteArray subject() const;
    QByteArray reply() const; ///< where an answer is expected; empty for none
    QByteArrayView data() const; ///< lives as long as the message
    QByteArray header(const char *name) const; ///< empty if there is none

    /// The number of a message that only tells how things stand (JetStream's 404, 408 …); 0 for others.
    int status() const;

private:
    struct Destroy
    {
        void operator()(__natsMsg *message) const;
    };
    std::unique_ptr<__natsMsg, Destroy> m_message;
};

} // namespace lifeboat
