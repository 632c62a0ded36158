// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "logtwin.h"

#include "entries.h"
#include "expect.h"
#include "sampledatabase.h"

#include "engine/log/locallog.h"

using namespace Qt::StringLiterals;

namespace lifeboat::test {

LogTwin::LogTwin(LogKind kind, Index after)
{
    static int count = 0;
    switch (kind) {
    case LogKind::Memory:
        log = std::make_unique<MemoryLog>(kLineage, after);
        break;
    case LogKind::Local:
        log = ok(LocalLog::open(m_space.path(u"log.db"_s), kLineage, after));
        break;
    case LogKind::JetStream:
        log = ok(JetStreamLog::open(server->connect(), {.cluster = u"test"_s, .state = u"twin%1"_s.arg(++count)}, kLineage, after));
        break;
    }
}

Index LogTwin::append(int count, const QString &prefix) const
{
    Index last = ok(log->bounds()).last;
    for (const Change &change : puts(u"games"_s, prefix, count)) // a message each
        last = ok(log->append(QList<Change>{change}, u"test"_s, timeOf(1)));
    return last;
}

void LogTwin::lose(Index index) const
{
    if (memory())
        memory()->lose(index);
    else if (jetStream())
        ok(JetStream(server->connect()).removeMessage(jetStream()->stream().name, messagesFrom(index).first().sequence));
    else
        runSql(m_space.path(u"log.db"_s), u"DELETE FROM entries WHERE idx = %1"_s.arg(index));
}

void LogTwin::damage(Index index) const
{
    if (memory())
        memory()->damage(index);
    else if (jetStream())
        spoil(index);
    else
        runSql(m_space.path(u"log.db"_s), u"UPDATE entries SET document = '{\"a\":2}' WHERE idx = %1"_s.arg(index));
}

/// Those of the first history, an entry each.
QList<StoredMessage> LogTwin::messagesFrom(Index index) const
{
    const LogStream &names = jetStream()->stream();
    const JetStream stream(server->connect());
    QList<StoredMessage> messages;
    quint64 next = 1;
    while (auto found = stream.firstOnFrom(names.name, names.entries(0), next)) {
        next = found->sequence + 1;
        if (headerOf(found->headers, "Lifeboat-First").toULongLong() >= index)
            messages.append(*found);
    }
    return messages;
}

/// Messages cannot be changed: all from this one on are stored again, this one with another byte.
void LogTwin::spoil(Index index) const
{
    const QByteArray name = jetStream()->stream().name;
    const JetStream stream(server->connect());
    QList<StoredMessage> messages = messagesFrom(index);
    messages.first().data.back() ^= 1;
    for (const StoredMessage &message : std::as_const(messages))
        ok(stream.removeMessage(name, message.sequence));
    for (StoredMessage &message : messages) {
        message.headers.removeIf([](const auto &header) { return header.first.startsWith("Nats-"); });
        ok(stream.store({message.subject, message.headers, message.data}, name));
    }
}

} // namespace lifeboat::test
