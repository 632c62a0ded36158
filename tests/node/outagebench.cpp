// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "outagebench.h"

#include <QJsonArray>
#include <QRandomGenerator>

using namespace Qt::StringLiterals;

namespace lifeboat::test {

QString OutageBench::noise(qsizetype size, quint32 seed)
{
    QByteArray bytes(size * 3 / 4, Qt::Uninitialized);
    QRandomGenerator random(seed);
    std::ranges::generate(bytes, [&] { return char(random.generate()); });
    return QString::fromLatin1(bytes.toBase64());
}

QJsonObject OutageBench::put(const QString &id, const QString &text)
{
    return {{u"changes"_s, QJsonArray{QJsonObject{{u"table"_s, u"games"_s},
                                                  {u"op"_s, u"put"_s},
                                                  {u"id"_s, id},
                                                  {u"document"_s, QJsonObject{{u"note"_s, text}}}}}}};
}

int OutageBench::waitForLeader()
{
    int leader = -1;
    tickUntil([&] {
        for (const int i : allNodes()) {
            if (holds(i))
                leader = i;
        }
        return leader >= 0;
    }, kRealTime);
    return leader;
}

QJsonObject OutageBench::newest(int i, const QString &kind)
{
    for (const QJsonValue each : ok(m_nodes[size_t(i)]->call(u"operations.list"_s))["operations"_L1].toArray()) {
        if (each["kind"_L1].toString() == kind)
            return each.toObject();
    }
    return {};
}

QString OutageBench::lineage(int i)
{
    const auto position = m_nodes[size_t(i)]->node->status().states.first().position;
    return position ? position->lineage.value : QString();
}

void OutageBench::publish(quint64 index, const QList<int> &nodes, quint64 after)
{
    std::array<quint64, 3> taken{};
    tickUntil([&] {
        for (const int i : nodes) {
            const auto position = m_nodes[size_t(i)]->node->status().states.first().position;
            const quint64 held = token(i);
            if (held <= after || !position || position->appliedIndex < index)
                continue;
            if (taken[size_t(i)] != held) {
                m_nodes[size_t(i)]->take();
                taken[size_t(i)] = held;
            }
            const QJsonObject pointer = ok(m_nodes[size_t(i)]->call(u"lease.status"_s))["published"_L1][0].toObject();
            if (pointer["token"_L1].toString().toULongLong() > after
                && pointer["snapshots"_L1][0]["appliedIndex"_L1].toString().toULongLong() >= index)
                return true;
        }
        return false;
    }, kRealTime);
}

void OutageBench::killServers()
{
    for (NatsServer *const server : servers())
        server->kill();
}

void OutageBench::startServers()
{
    for (NatsServer *const server : servers())
        server->start();
}

} // namespace lifeboat::test
