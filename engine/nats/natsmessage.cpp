// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/nats/natsmessage.h"

#include <nats/nats.h>

namespace lifeboat {

QByteArray headerOf(const NatsHeaders &headers, QByteArrayView name)
{
    for (const auto &[known, value] : headers) {
        if (known == name)
            return value;
    }
    return {};
}

NatsHeaders parseNatsHeaders(QByteArrayView text)
{
    NatsHeaders headers;
    const QList<QByteArray> lines = text.toByteArray().split('\n');
    for (const QByteArray &line : lines) {
        if (const qsizetype colon = line.indexOf(':'); colon > 0)
            headers.append({line.first(colon), line.sliced(colon + 1).trimmed()});
    }
    return headers;
}

void NatsMessage::Destroy::operator()(__natsMsg *message) const
{
    natsMsg_Destroy(message);
}

NatsMessage::NatsMessage(__natsMsg *message)
    : m_message(message)
{
}

QByteArray NatsMessage::subject() const
{
    return natsMsg_GetSubject(m_message.get());
}

QByteArray NatsMessage::reply() const
{
    return natsMsg_GetReply(m_message.get());
}

QByteArrayView NatsMessage::data() const
{
    return {natsMsg_GetData(m_message.get()), qsizetype(natsMsg_GetDataLength(m_message.get()))};
}

QByteArray NatsMessage::header(const char *name) const
{
    const char *value = nullptr;
    if (natsMsgHeader_Get(m_message.get(), name, &value) != NATS_OK)
        return {};
    return value;
}

int NatsMessage::status() const
{
    return data().isEmpty() ? header("Status").toInt() : 0;
}

} // namespace lifeboat
