// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/net/auditlog.h"
#include "engine/net/certificate.h"
#include "engine/net/nodeserver.h"
#include "engine/net/tokenstore.h"
#include "engine/operations/operation.h"
#include "engine/snapshot/restoreplan.h"
#include "tests/support/workspace.h"

#include <QThread>
#include <mutex>

namespace lifeboat::test {

/// A node on loopback (TLS, a certificate of its own) that is served in a thread of its own and
/// plays what it is asked for: its operations end as soon as they begin. For clients that are other
/// programs.
class ServedNode final : public net::CallHandler
{
public:
    explicit ServedNode(const QString &name);
    ~ServedNode() override;
    Q_DISABLE_COPY_MOVE(ServedNode)

    QString address() const; ///< "127.0.0.1:41234"
    QString secret() const { return m_secret; }
    QByteArray fingerprint() const { return net::fingerprintOf(m_identity.certificate); }

    /// Its store has this archive from now on.
    void keep(const QString &archivePath);
    /// The same for a second state, "other", which it has from now on.
    void keepForOther(const QString &archivePath);
    /// What it offers for recovery whenever somebody was greeted.
    void setRecovery(const QList<QJsonObject> &recovery);
    /// What its status says of its node map.
    void setPeers(const QJsonObject &peers);
    /// Calls of that method fail from now on.
    void refuse(const QString &method, const Error &error);
    void allow(const QString &method); ///< and do not any more
    /// What calls of that method are answered from now on.
    void tell(const QString &method, const QJsonObject &answer);
    /// The history that an undo would bring back, and the one that it leaves.
    void bringBack(const QString &lineage, const QString &from = QStringLiteral("newer"))
    {
        m_undoneTo = lineage;
        m_undoneFrom = from;
    }
    /// An undo was last on it.
    void wasUndone() { m_undoneSnapshot.clear(); }
    /// The history that its restores say they have reached.
    void reach(const QString &lineage, const QString &log = {})
    {
        m_reached = lineage;
        m_log = log;
    }
    /// Why its status says that it cannot note what it does, from now on.
    void cannotNote(const std::optional<Error> &trouble);
    /// What its results say it does not go on with its log for.
    void getIntoTrouble(const std::optional<Error> &trouble) { m_trouble = trouble; }
    /// Operations of that method begin and do not end from now on, until they are cancelled: then they complete, for
    /// the cancel comes too late.
    void hold(const QString &method);
    /// What is held is cancelled in time from now on.
    void obeyCancels() { m_obeysCancels = true; }
    /// What was held completes now.
    void endHeld();
    /// Calls of that method are never answered from now on.
    void ignore(const QString &method);
    /// It is kept free for whoever reserved it from now on, as a real node is, until that one releases it.
    void keepReservations();
    /// For whom it is kept free now; empty: for nobody any more.
    void reserveFor(const QString &reservation);
    QString reservation() const;
    /// secret() opens nothing any more.
    void revokeToken();
    /// What its plans say besides.
    void planWith(std::function<void(RestorePlan &)> change);
    /// Nobody reaches it from now on, until it is restarted.
    void stop();
    void restart();
    void publish(const QString &name, const QJsonObject &content);

    QStringList called() const;
    /// For which state an archive was last sent; null: none was.
    QString admittedFor() const
    {
        const std::scoped_lock lock(m_mutex);
        return m_admittedFor;
    }
    QJsonObject lastParameters(const QString &method) const;

private:
    QFuture<Result<QJsonValue>> call(const net::Caller &caller, const QString &method,
                                     const QJsonObject &parameters) override;
    QJsonObject greeting() override { return {{QStringLiteral("node"), m_name}}; }
    QList<QJsonObject> recovery() override;
    Result<net::OfferedArchive> offer(const QString &snapshot) override;
    Result<QString> admit(const net::Caller &caller, const QString &state, const QString &snapshot,
                          qint64 size) override;
    QFuture<Result<QJsonValue>> received(const net::Caller &caller, const QString &snapshot,
                                         const QString &partPath) override;
    Result<QJsonValue> answer(const QString &method, const QJsonObject &parameters);
    Result<QJsonValue> endHeld(const QString &id);
    Result<QJsonValue> begin(const QString &method, const QJsonObject &parameters);
    Result<QJsonValue> reserve(const QString &method, const QString &id);
    Result<> checkReserved(const QString &id) const;
    QJsonObject status() const;
    void serve();

    Workspace m_space;
    const QString m_name;
    QString m_secret;
    net::Identity m_identity;
    std::unique_ptr<net::TokenStore> m_tokens;
    std::unique_ptr<net::AuditLog> m_audit;
    quint16 m_port = 0;
    mutable std::mutex m_mutex; ///< guards what follows
    QStringList m_called;
    QList<QJsonObject> m_parameters;
    QString m_undoneTo = QStringLiteral("history");
    QString m_undoneFrom = QStringLiteral("newer");
    QString m_undoneSnapshot = QStringLiteral("20261121T020322123Z-9f3a01c4");
    QString m_reached;
    QString m_log;
    QString m_admittedFor;
    bool m_keepsReservations = false;
    QString m_reservation;
    bool m_obeysCancels = false;
    std::optional<Error> m_trouble;
    std::optional<Error> m_unnoted;
    std::map<QString, Error> m_refused;
    std::map<QString, QJsonObject> m_answers;
    QStringList m_held, m_ignored;
    std::vector<QPromise<Result<QJsonValue>>> m_unanswered;
    std::function<void(RestorePlan &)> m_change;
    std::map<QString, QString> m_archives, m_archivesOfOther;
    QList<QJsonObject> m_recovery;
    QJsonObject m_peers;
    QList<Operation> m_operations;
    std::unique_ptr<net::NodeServer> m_server; ///< of the thread
    QObject m_home; ///< lives in the thread
    QThread m_thread;
};

} // namespace lifeboat::test
