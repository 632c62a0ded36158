// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/net/archivereceiver.h"
#include "engine/net/archivesender.h"

#include <QJsonObject>
#include <QPromise>

namespace lifeboat::net {

class ClientTransfer;

/// What a transfer needs of the connection it runs over.
struct ClientLink
{
    /// `then` is called before anything that came behind the answer is looked at.
    std::function<void(const QString &method, const QJsonObject &parameters,
                       std::function<void(const Result<QJsonValue> &)> then)>
        call;
    std::function<void(const QString &method, const QJsonObject &parameters)> notify;
    std::function<void(quint32 number, ClientTransfer *transfer)> attach;
    ArchiveSender::Outlet outlet;
    JobRunner &runner;
};

/// How a transfer is watched and stopped.
struct TransferControl
{
    std::shared_ptr<Progress> progress;
    std::stop_token stop;
};

/// An archive on its way, at the client. Deletes itself when it is over. One thread.
class ClientTransfer : public QObject
{
    Q_OBJECT

public:
    ClientTransfer(const ClientLink &link, TransferControl control, QObject *parent);
    ~ClientTransfer() override;

    QFuture<Result<QJsonValue>> future() { return m_promise.future(); }

    virtual void onFrame(const Frame &frame) = 0;

    /// "transfer.…" of the node, with this transfer's number.
    virtual void onNotification(const QString &method, const QJsonObject &parameters) = 0;

    /// Ends with `why`, once the disk is let go.
    void abort(const Error &why);

protected:
    virtual void onAbort(const Error &why) = 0;

    /// The node has given the transfer a number. False if it was aborted meanwhile: the node is told.
    bool attach(quint32 number);
    quint32 number() const { return m_number; }
    void begin(qint64 totalBytes, qint64 doneBytes);
    void advance(qint64 bytes);
    void end(const Result<QJsonValue> &outcome);
    const ClientLink &m_link;

private:
    const TransferControl m_control;
    QPromise<Result<QJsonValue>> m_promise;
    std::optional<std::stop_callback<std::function<void()>>> m_onStop;
    quint32 m_number = 0;
    bool m_aborted = false;
    bool m_over = false;
};

/// NodeClient::fetch.
class ClientFetch final : public ClientTransfer
{
    Q_OBJECT

public:
    ClientFetch(const ClientLink &link, TransferControl control, FileSystem &fileSystem,
                const QString &snapshot, const QString &path, QObject *parent);

    void onFrame(const Frame &frame) override;
    void onNotification(const QString &method, const QJsonObject &parameters) override;

private:
    void onAbort(const Error &why) override;
    void ask(qint64 offset);
    void start(const QJsonObject &answer, qint64 offset);

    const QString m_snapshot;
    const QString m_path;
    ArchiveReceiver m_receiver;
    QJsonObject m_result;
};

/// NodeClient::send.
class ClientSend final : public ClientTransfer
{
    Q_OBJECT

public:
    ClientSend(const ClientLink &link, TransferControl control, FileSystem &fileSystem,
               const QString &state, const QString &snapshot, const QString &path, QObject *parent);

    void onFrame(const Frame &frame) override;
    void onNotification(const QString &method, const QJsonObject &parameters) override;

    /// The connection has got rid of something.
    void goOn() { m_sender.goOn(); }

private:
    void onAbort(const Error &why) override;
    void start(const QJsonObject &answer, qint64 size);

    ArchiveSender m_sender;
};

} // namespace lifeboat::net
