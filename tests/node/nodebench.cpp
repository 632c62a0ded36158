// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "nodebench.h"

#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace lifeboat::test {

NodeBench::NodeBench()
{
    config = ok(configFromToml("[policy]\ninterval = 0\n[node]\nname = 'n1'\ncluster = "
                               "'games'\n[node.peers]\nn2 = 'wss://192.0.2.2:7411'\n",
                               space.path()));
}

NodeBench::~NodeBench()
{
    close();
}

void NodeBench::open()
{
    node = ok(Node::open(config, fileSystem, clock));
    node->setPublisher([this](const QString &name, const QJsonObject &content) {
        if (heard)
            heard(name, content);
        const std::scoped_lock lock(m_mutex);
        ++m_events;
        m_moved.notify_all();
    });
    node->start();
}

void NodeBench::close()
{
    node.reset();
}

Result<QJsonObject> NodeBench::call(const QString &method, const QJsonObject &parameters)
{
    const net::Caller caller{
        .token = u"ann"_s, .role = net::Role::Admin, .address = u"127.0.0.1:1"_s};
    return node->call(caller, method, parameters).result().transform([](const QJsonValue &value) {
        return value.toObject();
    });
}

Operation NodeBench::run(const QString &method, const QJsonObject &parameters)
{
    return ended(ok(call(method, parameters))["operation"_L1].toString());
}

Operation NodeBench::ended(const QString &operation)
{
    for (;;) {
        quint64 seen = 0;
        {
            const std::scoped_lock lock(m_mutex);
            seen = m_events;
        }
        const QJsonObject list = ok(call(u"operations.list"_s));
        for (const QJsonValue each : list["operations"_L1].toArray()) {
            const Operation found = ok(operationFromObject(each.toObject()));
            const bool isEnded =
                found.status == OperationStatus::Completed || found.status == OperationStatus::Dead;
            if (found.id.value == operation && isEnded)
                return found;
        }
        std::unique_lock lock(m_mutex);
        m_moved.wait_for(lock, std::chrono::seconds(1), [&] { return m_events != seen; });
    }
}

void NodeBench::waitUntil(const std::function<bool()> &condition)
{
    std::unique_lock lock(m_mutex);
    while (!condition())
        m_moved.wait_for(lock, std::chrono::milliseconds(100));
}

void NodeBench::put(int from, int to, const QString &note)
{
    QJsonArray changes;
    for (int i = from; i <= to; ++i) {
        changes.append(QJsonObject{{u"table"_s, u"games"_s},
                                   {u"op"_s, u"put"_s},
                                   {u"id"_s, u"k%1"_s.arg(i)},
                                   {u"document"_s, QJsonObject{{u"note"_s, note}}}});
    }
    const quint64 last =
        ok(call(u"state.change"_s, {{u"changes"_s, changes}}))["last"_L1].toString().toULongLong();
    waitUntil([&] { return node->status().states.first().position->appliedIndex >= last; });
}

QStringList NodeBench::games()
{
    const auto rows = call(u"state.rows"_s, {{u"table"_s, u"games"_s}, {u"limit"_s, 1000}});
    QStringList ids;
    if (rows) {
        for (const QJsonValue row : (*rows)["rows"_L1].toArray())
            ids.append(row["id"_L1].toString());
    }
    return ids;
}

quint64 NodeBench::index()
{
    return node->status().states.first().position->appliedIndex;
}

QString NodeBench::lineage()
{
    return node->status().states.first().position->lineage.value;
}

QStringList NodeBench::snapshots()
{
    QStringList ids;
    for (const QJsonValue each : ok(call(u"snapshot.list"_s))["snapshots"_L1].toArray())
        ids.append(each["snapshot"_L1].toString());
    return ids;
}

QString NodeBench::take()
{
    clock.advance(std::chrono::seconds(1));
    const Operation taken = run(u"snapshot.take"_s);
    if (taken.status != OperationStatus::Completed)
        fail(toString(taken.lastError.value_or(Error{})), std::source_location::current());
    return taken.result["snapshot"_L1].toString();
}

} // namespace lifeboat::test
