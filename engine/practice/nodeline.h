// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/net/nodeclient.h"

#include <QThread>

namespace lifeboat {

/// Calls to one node for those that can wait: a connection in a thread of its own, made anew when it was lost. One caller at a
/// time.
class NodeLine
{
public:
    explicit NodeLine(const net::Endpoint &endpoint);
    ~NodeLine();
    Q_DISABLE_COPY_MOVE(NodeLine)

    /// Errors as NodeClient::call, and why there is no connection.
    Result<QJsonValue> call(const QString &method, const QJsonObject &parameters = {},
                            std::chrono::milliseconds timeout = std::chrono::seconds(10));

private:
    const net::Endpoint m_endpoint;
    QThread m_thread;
    QObject *m_inThread; ///< lives there, with the client
    std::unique_ptr<net::NodeClient> m_client; ///< touched there only
};

} // namespace lifeboat
