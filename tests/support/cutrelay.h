// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTcpServer>
#include <QTcpSocket>
#include <QThread>

#include <atomic>

namespace lifeboat::test {

/// A line to a port of this machine that can be cut, also in the middle of what is sent. Nobody is told of a cut, and what was on
/// its way arrives once it is mended. Works in a thread of its own.
class CutRelay
{
public:
    explicit CutRelay(quint16 target)
        : m_context(new QObject)
    {
        m_context->moveToThread(&m_thread);
        QObject::connect(&m_thread, &QThread::finished, m_context, &QObject::deleteLater);
        m_thread.start();
        onLine([this, target] {
            auto *const server = new QTcpServer(m_context);
            QObject::connect(server, &QTcpServer::newConnection, m_context, [this, server, target] { join(*server, target); });
            server->listen(QHostAddress::LocalHost);
            m_port = server->serverPort();
        });
    }
    ~CutRelay()
    {
        m_thread.quit();
        m_thread.wait();
    }
    Q_DISABLE_COPY_MOVE(CutRelay)

    quint16 port() const { return m_port; }
    void cut() { m_left = 0; }
    /// Once `bytes` more went to the target.
    void cutAfter(qint64 bytes) { m_left = bytes; }
    bool isCut() const { return m_left <= 0; }
    void mend()
    {
        m_left = kAll;
        onLine([this] {
            for (QTcpSocket *each : m_context->findChildren<QTcpSocket *>())
                Q_EMIT each->readyRead();
        });
    }

private:
    static constexpr qint64 kAll = std::numeric_limits<qint64>::max();
    static constexpr qint64 kPiece = 4096;

    void onLine(const std::function<void()> &work) { QMetaObject::invokeMethod(m_context, work, Qt::BlockingQueuedConnection); }

    void pass(QTcpSocket &from, QTcpSocket &to, bool counts)
    {
        if (to.state() != QAbstractSocket::ConnectedState)
            return;
        while (!isCut() && from.bytesAvailable() > 0 && to.bytesToWrite() < 1 << 20) {
            const QByteArray piece = from.read(kPiece);
            to.write(piece);
            if (qint64 left = m_left; counts && left < kAll)
                m_left = left - piece.size();
        }
    }

    void join(QTcpServer &server, quint16 target)
    {
        while (QTcpSocket *const near = server.nextPendingConnection()) {
            near->setParent(m_context);
            auto *const far = new QTcpSocket(m_context);
            const auto link = [this](QTcpSocket *from, QTcpSocket *to, bool counts) {
                from->setReadBufferSize(1 << 20);
                QObject::connect(from, &QTcpSocket::readyRead, to, [=, this] { pass(*from, *to, counts); });
                QObject::connect(to, &QTcpSocket::bytesWritten, from, [=, this] { pass(*from, *to, counts); });
                QObject::connect(from, &QTcpSocket::disconnected, to, [to] { to->disconnectFromHost(); });
                QObject::connect(from, &QTcpSocket::disconnected, from, &QObject::deleteLater);
            };
            link(near, far, true);
            link(far, near, false);
            QObject::connect(far, &QTcpSocket::connected, near, [=, this] { pass(*near, *far, true); });
            QObject::connect(far, &QTcpSocket::errorOccurred, near, [near] { near->disconnectFromHost(); });
            far->connectToHost(QHostAddress::LocalHost, target);
        }
    }

    QThread m_thread;
    QObject *m_context; ///< lives there
    std::atomic<qint64> m_left = kAll;
    quint16 m_port = 0;
};

} // namespace lifeboat::test
