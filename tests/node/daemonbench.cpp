// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemonbench.h"

#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace lifeboat::test {

QJsonObject DaemonBench::call(net::NodeClient &client, const QString &method,
                                const QJsonObject &parameters)
{
    return ok(await(client.call(method, parameters))).toObject();
}

void DaemonBench::put(net::NodeClient &client, int from, int to, int bytes)
{
    for (int start = from; start <= to; start += 1000) {
        QJsonArray changes;
        for (int i = start; i <= std::min(to, start + 999); ++i) {
            changes.append(QJsonObject{
                {u"table"_s, u"games"_s},
                {u"op"_s, u"put"_s},
                {u"id"_s, u"k%1"_s.arg(i, 8, 10, '0'_L1)},
                {u"document"_s, QJsonObject{{u"text"_s, QString(bytes, QChar(u'a' + i % 26))}}}});
        }
        call(client, u"state.change"_s, {{u"changes"_s, changes}});
    }
}

Operation DaemonBench::ended(net::NodeClient &client, const QString &operation)
{
    Operation found;
    waitFor([&] {
        found = this->operation(client, operation);
        return found.status == OperationStatus::Completed || found.status == OperationStatus::Dead;
    });
    return found;
}

Operation DaemonBench::run(net::NodeClient &client, const QString &method,
                             const QJsonObject &parameters)
{
    return ended(client, call(client, method, parameters)["operation"_L1].toString());
}

quint64 DaemonBench::index(net::NodeClient &client)
{
    return state(client)["appliedIndex"_L1].toString().toULongLong();
}

Operation DaemonBench::operation(net::NodeClient &client, const QString &id)
{
    for (const QJsonValue each : call(client, u"operations.list"_s)["operations"_L1].toArray()) {
        if (each["operation"_L1].toString() == id)
            return ok(operationFromObject(each.toObject()));
    }
    return {};
}

QJsonObject DaemonBench::state(net::NodeClient &client)
{
    return call(client, u"node.status"_s)["states"_L1].toArray().first().toObject();
}

void DaemonBench::waitForIndex(net::NodeClient &client, quint64 wanted)
{
    waitFor([&] { return index(client) >= wanted; });
}

} // namespace lifeboat::test
