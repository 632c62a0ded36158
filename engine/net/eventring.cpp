// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/net/eventring.h"

#include "engine/net/jsonrpc.h"

#include <QUuid>

using namespace Qt::StringLiterals;

namespace lifeboat::net {

namespace {

QString message(quint64 sequence, const QString &name, const QJsonObject &content)
{
    return QString::fromUtf8(rpc::encode({{},
                                          u"event"_s,
                                          {{u"sequence"_s, QString::number(sequence)},
                                           {u"name"_s, name},
                                           {u"content"_s, content}}}));
}

} // namespace

EventRing::EventRing(qsizetype capacity)
    : m_capacity(capacity)
    , m_stream(QUuid::createUuid().toString(QUuid::Id128))
{
}

QString EventRing::add(const QString &name, const QJsonObject &content)
{
    m_messages.push_back(message(++m_newest, name, content));
    if (qsizetype(m_messages.size()) > m_capacity)
        m_messages.pop_front();
    return m_messages.back();
}

QStringList EventRing::since(quint64 after, const QString &stream) const
{
    const quint64 before = m_newest - m_messages.size();
    const bool same = (stream.isEmpty() || stream == m_stream) && after <= m_newest;
    QStringList messages;
    quint64 from = after;
    if (!same || after < before) {
        from = before;
        messages.append(message(before, u"events.gap"_s,
                                {{u"after"_s, QString::number(after)}, {u"stream"_s, m_stream}}));
    }
    for (quint64 number = from; number < m_newest; ++number)
        messages.append(m_messages[size_t(number - before)]);
    return messages;
}

} // namespace lifeboat::net
