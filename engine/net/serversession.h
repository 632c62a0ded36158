// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/net/callsinturn.h"
#include "engine/net/jsonrpc.h"
#include "engine/net/servertransfers.h"
#include "engine/net/tokenstore.h"

#include <QPointer>
#include <QSet>
#include <QTcpSocket>
#include <QWebSocket>

namespace lifeboat::net {

/// One connection of a server, from its first message on. Deletes itself when the connection ends.
class ServerSession final : public QObject
{
    Q_OBJECT

public:
    /// Takes the socket and what it runs over; `parts` outlive this.
    ServerSession(ServerParts &parts, QWebSocket *socket, QTcpSocket *transport, QObject *parent);
    ~ServerSession() override;

    /// Tells of an event, if the peer wants to know.
    void tell(const QString &message);

    /// Called every so often: asks a silent peer for a sign of life, drops one that gave none.
    void checkLife();
    bool tokenStands();

    /// Ends the connection in good order.
    void goAway();

private:
    enum class State { New, Checking, Open, Over };

    void onText(const QString &text);
    void onBinary(const QByteArray &message);
    void onHello(const rpc::Request &request);
    void onChecked(const rpc::Id &id, int version, const Result<TokenInfo> &token);
    void onCall(const rpc::Request &request);
    void refuse(const rpc::Id &id, const Error &error, int number = 0);
    Result<> takeAllowance(const rpc::Request *request, qsizetype bytes);
    void perform(const rpc::Request &request, const Answer &answer);
    void audited(const rpc::Request &request, const Answer &answer);
    void subscribe(const QJsonObject &parameters, const Answer &answer);
    void answer(const rpc::Id &id, const Result<QJsonValue> &outcome);
    void notify(const QString &method, const QJsonObject &parameters);
    void send(const QByteArray &text);
    qint64 backlog() const;
    void end(QWebSocketProtocol::CloseCode code, const QString &reason);

    ServerParts &m_parts;
    QWebSocket *const m_socket;
    QTcpSocket *const m_transport; ///< under the WebSocket
    Caller m_caller;
    State m_state = State::New;
    Allowance m_allowance;
    QSet<QString> m_inFlight; ///< ids of calls that are being answered
    bool m_subscribed = false;
    bool m_alive = true; ///< since the last checkLife()
    ServerTransfers *m_transfers = nullptr;
    const std::shared_ptr<CallsInTurn> m_changes = std::make_shared<CallsInTurn>(); ///< of states
};

} // namespace lifeboat::net
