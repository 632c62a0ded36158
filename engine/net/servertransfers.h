// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/net/archivereceiver.h"
#include "engine/net/archivesender.h"
#include "engine/net/serverparts.h"

namespace lifeboat::net {

using Answer = std::function<void(const Result<QJsonValue> &)>;

/// The archives on their way over one connection of a server, in both directions. One thread.
class ServerTransfers final : public QObject
{
    Q_OBJECT

public:
    /// `notify` sends a notification to the peer.
    ServerTransfers(ServerParts &parts, Caller caller, ArchiveSender::Outlet outlet,
                    std::function<void(const QString &, const QJsonObject &)> notify,
                    QObject *parent);

    /// The calls on transfers; each is answered once. Busy beyond kMaxTransfers.
    void fetch(const QJsonObject &parameters, const Answer &answer);
    void send(const QJsonObject &parameters, const Answer &answer);
    Result<QJsonValue> credit(const QJsonObject &parameters);
    /// Nothing of the transfer follows; the call that began it is answered with Canceled if it still
    /// waits.
    Result<QJsonValue> cancel(const QJsonObject &parameters);
    /// Of what the peer sends. What is wrong with it ends the transfer.
    Result<QJsonValue> end(const QJsonObject &parameters);

    /// A frame of the peer. ProtocolViolation ends the connection. False: it was of a transfer that is
    /// over, and dropped, for it may have been under way.
    Result<bool> take(const Frame &frame);

    /// The connection has got rid of something.
    void goOn();

private:
    struct Incoming
    {
        ArchiveReceiver *receiver = nullptr;
        QString snapshot;
        qint64 owed = 0; ///< bytes written that were not granted anew yet
    };

    bool isFull() const;
    void drop(quint32 transfer);
    void reply(quint32 transfer, const Result<QJsonValue> &outcome);
    void begin(quint32 transfer, ArchiveSender *sender, const OfferedArchive &archive, qint64 size,
               const QJsonObject &parameters);
    void begin(quint32 transfer, ArchiveReceiver *receiver, qint64 size, qint64 offset,
               const QString &whole);
    void grant(quint32 transfer, qint64 bytes);
    void received(quint32 transfer, const QString &path);
    void done(quint32 transfer, const QString &snapshot, const Result<QJsonValue> &outcome);
    void failed(quint32 transfer, const Error &error);

    ServerParts &m_parts;
    const Caller m_caller;
    const ArchiveSender::Outlet m_outlet;
    const std::function<void(const QString &, const QJsonObject &)> m_notify;
    qint64 m_strays = 0; ///< bytes that may still come for transfers that are over
    quint32 m_last = 0; ///< transfer number given out
    QHash<quint32, ArchiveSender *> m_outgoing;
    QHash<quint32, Incoming> m_incoming;
    QHash<quint32, Answer> m_unanswered; ///< of the calls that began them
};

} // namespace lifeboat::net
