// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/practice/relay.h"

namespace lifeboat {

namespace {

/// What one side may be ahead of the other; its sender waits beyond.
constexpr qint64 kAhead = 1 << 20;

void pass(QTcpSocket &from, QTcpSocket &to)
{
    if (to.state() != QAbstractSocket::ConnectedState)
        return;
    while (from.bytesAvailable() > 0 && to.bytesToWrite() < kAhead)
        to.write(from.read(kAhead));
}

void join(QTcpSocket &from, QTcpSocket &to)
{
    from.setReadBufferSize(kAhead);
    QObject::connect(&from, &QTcpSocket::readyRead, &to, [&] { pass(from, to); });
    QObject::connect(&to, &QTcpSocket::bytesWritten, &from, [&] { pass(from, to); });
    QObject::connect(&to, &QTcpSocket::connected, &from, [&] { pass(from, to); });
    QObject::connect(&from, &QTcpSocket::disconnected, &to, [&] {
        pass(from, to);
        to.disconnectFromHost();
    });
}

} // namespace

Relay::Relay(quint16 port, quint16 target, QObject *parent)
    : QObject(parent)
    , m_target(target)
{
    connect(&m_server, &QTcpServer::pendingConnectionAvailable, this, &Relay::take);
    m_server.listen(QHostAddress::LocalHost, port);
}

void Relay::take()
{
    while (QTcpSocket *const near = m_server.nextPendingConnection()) {
        auto *const far = new QTcpSocket(near);
        join(*near, *far);
        join(*far, *near);
        // Small questions and answers would wait for each other's acknowledgements, 40 ms each.
        near->setSocketOption(QAbstractSocket::LowDelayOption, 1);
        connect(far, &QTcpSocket::connected, far, [far] { far->setSocketOption(QAbstractSocket::LowDelayOption, 1); });
        connect(near, &QTcpSocket::disconnected, near, &QObject::deleteLater);
        connect(far, &QTcpSocket::errorOccurred, near, [near] { near->disconnectFromHost(); });
        far->connectToHost(QHostAddress::LocalHost, m_target);
    }
}

} // namespace lifeboat
