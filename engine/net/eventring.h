// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonObject>
#include <QString>
#include <QStringList>
#include <deque>
#include <optional>

namespace lifeboat::net {

/// The last events of a server, numbered from 1 on, as the messages that tell of them. One thread.
class EventRing
{
public:
    explicit EventRing(qsizetype capacity = 10'000);

    /// Numbers an event, keeps it and returns its message.
    QString add(const QString &name, const QJsonObject &content);

    /// Names this row of numbers: another server, or this one started again, has another.
    QString stream() const { return m_stream; }

    quint64 newest() const { return m_newest; }

    /// The messages for one who has seen everything up to `after` of `stream` (empty: of this one).
    /// Where some of what follows is not there any more, the first message is "events.gap".
    QStringList since(quint64 after, const QString &stream) const;

private:
    const qsizetype m_capacity;
    const QString m_stream;
    quint64 m_newest = 0;
    std::deque<QString> m_messages; ///< the last is number m_newest
};

} // namespace lifeboat::net
