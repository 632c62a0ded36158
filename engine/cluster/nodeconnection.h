// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/cluster/clusterprofile.h"
#include "engine/cluster/recoveryoffer.h"
#include "engine/net/nodestatus.h"
#include "engine/operations/operation.h"
#include "engine/snapshot/catalogobject.h"

#include <QFuture>
#include <QObject>
#include <functional>
#include <stop_token>

namespace lifeboat {

class Clock;
class Progress;
struct Surroundings;

/// How it stands with the connection to one node.
enum class Link {
    Idle, ///< not started, or stopped
    Connecting,
    Online,
    Waiting, ///< lost or not reached; another attempt follows by itself
    Refused, ///< a failure that stays: wrong token, wrong certificate, other protocol. Only
             ///< reconnect() tries again
};

/// The wait before attempt `attempt` (from 1): half a second doubled up to 30 s; `spread` of [0, 1)
/// takes up to half of it away, so that many consoles do not come back at once.
std::chrono::milliseconds reconnectDelay(int attempt, double spread);

/// One node as the console knows it: stays connected, keeps the last status with its age, passes
/// events on. Lives in one thread with an event loop, as everything of engine/cluster.
class NodeConnection final : public QObject
{
    Q_OBJECT

public:
    /// Reads the token when it connects, so that a changed one is used by the next attempt.
    /// NotFound counts as SecretUnavailable.
    using ReadToken = std::function<QFuture<Result<QString>>()>;

    NodeConnection(NodeProfile profile, ReadToken readToken, const Clock &clock,
                   QObject *parent = nullptr);
    NodeConnection(NodeProfile profile, ReadToken readToken, const Surroundings &surroundings,
                   QObject *parent = nullptr);
    /// Whoever waits for a call or an operation gets Disconnected.
    ~NodeConnection() override;

    const NodeProfile &profile() const;
    /// The node's own name once it was met, else the profile's.
    QString name() const;

    void start();
    void stop();
    /// Tries at once, also after a failure that stays.
    void reconnect();
    /// Trusts that certificate from now on and reconnects. To keep it is the caller's.
    void acceptFingerprint(const QByteArray &fingerprint);

    Link link() const;
    /// Why it is not online; of Waiting and Refused.
    std::optional<Error> trouble() const;
    /// When Waiting will try again.
    QDateTime nextAttempt() const;
    QString
    role() const; ///< of the token: "viewer", "operator", "admin"; empty until it was online

    /// What the node offered for recovery when it was met last, one a state; it may hold newer ones by now.
    QList<RecoveryOffer> recoveries() const;
    /// What the node said last, also while it is away; nothing until it was met.
    std::optional<net::NodeStatus> status() const;
    /// While it is online and says that it cannot note what it does: Unnoted. Operations there seem to go on until that is mended.
    std::optional<Error> unnoted() const;
    QDateTime statusAt()
        const; ///< by this machine's clock: data older than a few seconds is shown with its age
    /// By the steady clock; zero until the node was met.
    std::chrono::milliseconds statusAge() const;
    /// The node's clock against ours, as far as the last exchange tells: positive: the node is ahead.
    std::chrono::milliseconds clockSkew() const;
    QList<ToldSnapshot> snapshots(const QString &state = {}) const; ///< newest first
    QList<Operation> operations() const; ///< newest first: 100, those that are not over and the last restores always among them
    /// Of an operation in flight: permille, bytes per second.
    std::optional<std::pair<int, double>> progress(const OperationId &id) const;

    /// While not online at once Unreachable, or why the node refuses.
    QFuture<Result<QJsonValue>> call(const QString &method, const QJsonObject &parameters = {});

    /// As net::NodeClient's; while not online as call(). A transfer that was cut off goes
    /// on where it stood when it is asked for again.
    QFuture<Result<QJsonValue>> fetch(const QString &snapshot, const QString &path,
                                      FileSystem &fileSystem,
                                      std::shared_ptr<Progress> progress = {},
                                      std::stop_token stop = {});
    QFuture<Result<QJsonValue>> send(const QString &snapshot, const QString &path,
                                     FileSystem &fileSystem,
                                     std::shared_ptr<Progress> progress = {},
                                     std::stop_token stop = {}, const QString &state = {});

    /// Starts an operation ("snapshot.take", "restore.run", …) and waits for its end, over
    /// reconnects too: completed gives its result, dead its last error. `changed` is called in this
    /// thread once it is known and whenever it moved. Where the connection is lost before the node
    /// has answered, the operation is looked for by its parameter "lineage"; without one that is
    /// Disconnected. A failure that stays ends the wait with it, not the operation.
    QFuture<Result<QJsonObject>>
    run(const QString &method, const QJsonObject &parameters,
        std::function<void(const Operation &, int permille, double bytesPerSecond)> changed = {});

Q_SIGNALS:
    void linkChanged();
    void recoveryOffered(); ///< before anything else is known of the node
    void statusChanged(); ///< something besides its time changed, or the clocks moved apart
    void snapshotsChanged();
    void operationsChanged();
    /// As NodeClient::eventArrived, none twice and none lost over reconnects (or gap() where the
    /// node no longer has them: everything is read again then).
    void eventArrived(quint64 sequence, const QString &name, const QJsonObject &content);
    void gap();

private:
    QFuture<Result<QJsonValue>> unreachable() const;

    class Private;
    std::unique_ptr<Private> d;
};

} // namespace lifeboat
