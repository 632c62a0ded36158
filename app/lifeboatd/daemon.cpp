// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/lifeboatd/daemon.h"

#include "engine/net/certificate.h"

#include <QHostAddress>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace lifeboat::daemon {

namespace {

Result<net::ServerSettings> settingsFor(const NodeConfig &config, FileSystem &fileSystem)
{
    net::ServerSettings settings;
    settings.address = QHostAddress(config.listen.address);
    settings.port = config.listen.port;
    settings.limits.connections = config.limits.connections;
    settings.limits.connectionsPerAddress = std::max(1, config.limits.connections / 2);
    settings.limits.callsPerSecond = config.limits.callsPerSecond;
    settings.limits.callsBurst = 2 * config.limits.callsPerSecond;
    settings.limits.bytesPerSecond = config.limits.bytesPerSecond;
    settings.limits.bytesBurst = 2 * config.limits.bytesPerSecond;
    settings.limits.takesPerMinute = config.limits.takesPerMinute;
    if (config.listen.tls) {
        LIFEBOAT_ASSIGN(
            const net::Identity identity,
            net::loadCertificate(fileSystem, config.listen.certificate, config.listen.key));
        settings.certificate = identity.certificate;
        settings.key = identity.key;
        settings.chain = identity.chain;
    }
    return settings;
}

} // namespace

QString tokensPath(const NodeConfig &config)
{
    return config.data + u"/tokens.json"_s;
}

QString auditPath(const NodeConfig &config)
{
    return config.data + u"/audit.log"_s;
}

Daemon::Daemon(const NodeConfig &config)
    : m_config(config)
{
}

Daemon::~Daemon()
{
    m_timer.stop();
    if (m_server)
        m_server->close();
    m_node.reset();
}

Result<std::unique_ptr<Daemon>> Daemon::start(const NodeConfig &config, FileSystem &fileSystem)
{
    std::unique_ptr<Daemon> daemon(new Daemon(config));
    LIFEBOAT_TRY(daemon->open(fileSystem));
    return daemon;
}

Result<> Daemon::open(FileSystem &fileSystem)
{
    LIFEBOAT_ASSIGN(const net::ServerSettings settings, settingsFor(m_config, fileSystem));
    LIFEBOAT_ASSIGN(m_node, Node::open(m_config, fileSystem));
    LIFEBOAT_ASSIGN(m_tokens, net::TokenStore::open(fileSystem, tokensPath(m_config)));
    LIFEBOAT_ASSIGN(m_audit, net::AuditLog::open(fileSystem, auditPath(m_config)));
    m_server = std::make_unique<net::NodeServer>(settings, *m_node, *m_tokens, *m_audit, fileSystem,
                                                 SystemClock::instance());
    m_server->setMetrics([this] { return m_node->metrics(); });
    m_server->setHealth([this] { return m_node->health(); }, [this] { return m_node->concerns(); });
    m_node->setPublisher([this](const QString &name, const QJsonObject &content) {
        QMetaObject::invokeMethod(
            this, [this, name, content] { m_server->publish(name, content); },
            Qt::QueuedConnection);
    });
    LIFEBOAT_TRY(m_server->listen());
    m_node->start();
    connect(&m_timer, &QTimer::timeout, this, [this] { m_node->tick(); });
    m_timer.start(250ms);
    return {};
}

QString Daemon::address() const
{
    const QHostAddress address(m_config.listen.address);
    const QString host = address.protocol() == QAbstractSocket::IPv6Protocol
        ? u"[%1]"_s.arg(address.toString())
        : address.toString();
    return u"%1://%2:%3"_s.arg(m_config.listen.tls ? u"wss"_s : u"ws"_s, host)
        .arg(m_server->port());
}

} // namespace lifeboat::daemon
