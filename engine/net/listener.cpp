// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/net/listener.h"

#include <QPointer>
#include <QSslConfiguration>
#include <QSslSocket>
#include <QTimer>
#include <QWebSocket>
#include <QWebSocketCorsAuthenticator>

using namespace Qt::StringLiterals;

namespace lifeboat::net {

namespace {

/// A request line and its headers. Real ones take a few hundred bytes.
constexpr qint64 kRequestBytes = 8 * 1024;

} // namespace

QByteArray peerKey(const QHostAddress &address)
{
    bool isV4 = false;
    const quint32 v4 = address.toIPv4Address(&isV4);
    if (isV4)
        return QByteArray::number(v4);
    const Q_IPV6ADDR v6 = address.toIPv6Address();
    return QByteArray(reinterpret_cast<const char *>(v6.c), 8).toHex();
}

/// Counts a connection for as long as its socket, whose child it is, exists.
class Listener::Seat final : public QObject
{
public:
    Seat(Listener *listener, const QByteArray &key, QObject *socket)
        : QObject(socket)
        , m_listener(listener)
        , m_key(key)
    {
        ++m_listener->m_connections;
        ++m_listener->m_byAddress[m_key];
    }
    ~Seat() override
    {
        if (!m_listener)
            return;
        --m_listener->m_connections;
        if (--m_listener->m_byAddress[m_key] == 0)
            m_listener->m_byAddress.remove(m_key);
    }
    Q_DISABLE_COPY_MOVE(Seat)

private:
    const QPointer<Listener> m_listener;
    const QByteArray m_key;
};

Listener::Listener(const ServerSettings &settings, Pages pages, QObject *parent)
    : QTcpServer(parent)
    , m_settings(settings)
    , m_pages(std::move(pages))
    , m_upgrade(u"lifeboat"_s, QWebSocketServer::NonSecureMode)
{
    setListenBacklogSize(1024);
    // Out of descriptors: Qt would never accept again.
    connect(this, &QTcpServer::acceptError, this,
            [this] { QTimer::singleShot(1000, this, &QTcpServer::resumeAccepting); });
    connect(&m_upgrade, &QWebSocketServer::newConnection, this, [this] {
        while (QWebSocket *socket = m_upgrade.nextPendingConnection())
            Q_EMIT connected(socket, transportOf(*socket));
    });
    // A browser names the page that asks. No page has business here.
    connect(
        &m_upgrade, &QWebSocketServer::originAuthenticationRequired, this,
        [](QWebSocketCorsAuthenticator *asked) { asked->setAllowed(asked->origin().isEmpty()); });
}

QTcpSocket *Listener::makeSocket()
{
    if (m_settings.certificate.isNull())
        return new QTcpSocket(this);
    auto *const socket = new QSslSocket(this);
    QSslConfiguration configuration = QSslConfiguration::defaultConfiguration();
    configuration.setLocalCertificateChain(QList{m_settings.certificate} + m_settings.chain);
    configuration.setPrivateKey(m_settings.key);
    configuration.setPeerVerifyMode(QSslSocket::VerifyNone);
    configuration.setProtocol(QSsl::TlsV1_2OrLater);
    configuration.setSslOption(QSsl::SslOptionDisableCompression, true);
    socket->setSslConfiguration(configuration);
    return socket;
}

void Listener::incomingConnection(qintptr descriptor)
{
    QTcpSocket *const socket = makeSocket();
    if (!socket->setSocketDescriptor(descriptor)) {
        delete socket;
        return;
    }
    const QByteArray key = peerKey(socket->peerAddress());
    const PeerLimits &limits = m_settings.limits;
    const bool isExempt = limits.exemptsLoopback && socket->peerAddress().isLoopback();
    if (m_connections >= limits.connections
        || (!isExempt && m_byAddress.value(key) >= limits.connectionsPerAddress)) {
        socket->abort();
        delete socket;
        return;
    }
    new Seat(this, key, socket);
    admit(socket);
}

QTcpSocket *Listener::transportOf(const QWebSocket &socket) const
{
    const auto all = findChildren<QTcpSocket *>(Qt::FindDirectChildrenOnly);
    const auto found = std::ranges::find_if(all, [&socket](const QTcpSocket *each) {
        return each->peerPort() == socket.peerPort() && each->peerAddress() == socket.peerAddress();
    });
    return found == all.end() ? nullptr : *found;
}

void Listener::admit(QTcpSocket *socket)
{
    socket->setSocketOption(QAbstractSocket::LowDelayOption, 1);
    connect(socket, &QTcpSocket::disconnected, socket, &QObject::deleteLater);
    auto *const deadline = new QTimer(socket);
    deadline->setObjectName(kDeadline);
    deadline->setSingleShot(true);
    connect(deadline, &QTimer::timeout, socket, &QTcpSocket::abort);
    deadline->start(std::chrono::seconds(m_settings.limits.handshakeSeconds));
    connect(socket, &QTcpSocket::readyRead, this, [this, socket] { look(socket); });
    if (auto *const tls = qobject_cast<QSslSocket *>(socket))
        tls->startServerEncryption();
}

void Listener::look(QTcpSocket *socket)
{
    const QByteArray head = socket->peek(kRequestBytes);
    const qsizetype end = head.indexOf("\r\n\r\n");
    if (end < 0) {
        // What is no request, such as a TLS hello, never will be one.
        const bool begins = head.isEmpty() || (head[0] >= 'A' && head[0] <= 'Z');
        if (head.size() >= kRequestBytes || !begins)
            socket->abort();
        return;
    }
    QObject::disconnect(socket, &QTcpSocket::readyRead, this, nullptr);
    const QByteArrayList line = head.first(head.indexOf("\r\n")).split(' ');
    if (head.first(end).toLower().contains("\r\nupgrade: websocket")) {
        // From here on the socket is the WebSocket's to delete.
        QObject::disconnect(socket, &QTcpSocket::disconnected, socket, nullptr);
        m_upgrade.handleConnection(socket);
        return;
    }
    const bool isHead = line[0] == "HEAD";
    const bool isKnown = line.size() == 3 && (isHead || line[0] == "GET");
    answer(socket, isKnown ? line[1] : QByteArray(), isHead ? Body::Left : Body::Sent);
}

void Listener::answer(QTcpSocket *socket, const QByteArray &path, Body sending)
{
    const auto page = m_pages(path);
    const QByteArray body = page ? page->body : "not found\n";
    const QByteArray status = !page ? "404 Not Found" : page->isWell ? "200 OK" : "503 Service Unavailable";
    socket->write("HTTP/1.1 " + status + "\r\n"
                  + QByteArray("Content-Type: text/plain; version=0.0.4; charset=utf-8\r\n"
                               "Connection: close\r\nContent-Length: ")
                  + QByteArray::number(body.size()) + "\r\n\r\n" + (sending == Body::Sent ? body : QByteArray()));
    socket->disconnectFromHost();
}

} // namespace lifeboat::net
