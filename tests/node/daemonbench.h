// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "daemonprocess.h"

#include "engine/operations/operationrecord.h"
#include "tests/net/servednode.h"

#include <QObject>

namespace lifeboat::test {

/// Real lifeboatd processes, asked and told what to do: the base of tests.
class DaemonBench : public QObject
{
protected:
    QJsonObject call(net::NodeClient &client, const QString &method, const QJsonObject &parameters = {});
    /// Documents with ids of `from` to `to`, each with a text of so many bytes.
    void put(net::NodeClient &client, int from, int to, int bytes = 20);
    Operation ended(net::NodeClient &client, const QString &operation);
    /// Starts it and waits for its end.
    Operation run(net::NodeClient &client, const QString &method,
                  const QJsonObject &parameters = {});
    quint64 index(net::NodeClient &client);
    void waitForIndex(net::NodeClient &client, quint64 wanted);
    Operation operation(net::NodeClient &client, const QString &id);
    /// Its first state, as its status says.
    QJsonObject state(net::NodeClient &client);

    std::unique_ptr<Workspace> m_space;
};

} // namespace lifeboat::test
