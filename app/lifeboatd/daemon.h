// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/net/auditlog.h"
#include "engine/net/nodeserver.h"
#include "engine/net/tokenstore.h"
#include "engine/node/node.h"

#include <QTimer>

namespace lifeboat::daemon {

/// Where a node's own files stand.
QString tokensPath(const NodeConfig &config);
QString auditPath(const NodeConfig &config);

/// A node and its server: what lifeboatd runs. Lives in the main thread.
class Daemon final : public QObject
{
public:
    /// Opens everything and listens. Errors as Node::open, TokenStore::open, AuditLog::open,
    /// loadCertificate, NodeServer::listen.
    static Result<std::unique_ptr<Daemon>> start(const NodeConfig &config, FileSystem &fileSystem);

    /// Tells peers, then stops what is in flight at its next segment: it is parked for the next
    /// start.
    ~Daemon() override;

    /// "wss://127.0.0.1:7411"
    QString address() const;

    /// What is wrong but does not keep it from serving, for whoever starts it.
    std::optional<Error> trouble() const { return m_node->nodes().trouble(); }

private:
    explicit Daemon(const NodeConfig &config);
    Result<> open(FileSystem &fileSystem);

    const NodeConfig m_config;
    std::unique_ptr<net::TokenStore> m_tokens;
    std::unique_ptr<net::AuditLog> m_audit;
    std::unique_ptr<Node> m_node;
    std::unique_ptr<net::NodeServer> m_server;
    QTimer m_timer;
};

} // namespace lifeboat::daemon
