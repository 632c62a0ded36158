// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/net/callhandler.h"
#include "engine/node/publication.h"
#include "engine/node/reservations.h"
#include "engine/node/stateoperations.h"
#include "engine/operations/operationsrunner.h"

#include <QThreadPool>

namespace lifeboat {

/// A node: states it protects, operations on them, a policy, and answers to calls. Headless;
/// lifeboatd serves it over the network, tests and the console's own machine use it directly. Made,
/// started and destroyed in one thread; calls come in that thread; answers are made in others.
class Node final : public net::CallHandler
{
public:
    /// Takes the lock of the node's directory and opens everything in it. Locked: another process
    /// runs this node.
    static Result<std::unique_ptr<Node>> open(const NodeConfig &config, FileSystem &fileSystem,
                                              const Clock &clock = SystemClock::instance());

    /// Operations in flight are stopped at their next segment and parked for the next start.
    ~Node() override;
    Q_DISABLE_COPY_MOVE(Node)

    /// Told of every event, in any thread. Before start().
    void setPublisher(std::function<void(const QString &name, const QJsonObject &content)> publish);

    /// Begins to work through operations.
    void start();

    /// To be called a few times a second: asks the policy, tells the progress of what is in flight.
    void tick();

    const NodeConfig &config() const { return m_config; }
    const NodeMap &nodes() const { return m_nodes; }
    net::NodeStatus status(ProtectedState::LogLook look = ProtectedState::LogLook::Now) const;

    /// What keeps the node from its work, a line each, without what strangers must not know: empty
    /// while all is well.
    QByteArray health() const;

    /// What does not keep it from serving but wants a look, likewise: of snapshots that are not published, of a node map
    /// that cannot be read, of a history of leases that cannot be written.
    QByteArray concerns() const;

    /// Prometheus text.
    QByteArray metrics() const;

    QFuture<Result<QJsonValue>> call(const net::Caller &caller, const QString &method,
                                     const QJsonObject &parameters) override;
    QJsonObject greeting() override;
    QList<QJsonObject> recovery() override;
    Result<net::OfferedArchive> offer(const QString &snapshot) override;
    Result<QString> admit(const net::Caller &caller, const QString &state, const QString &snapshot,
                          qint64 size) override;
    QFuture<Result<QJsonValue>> received(const net::Caller &caller, const QString &snapshot,
                                         const QString &path) override;

private:
    using Answer = std::function<Result<QJsonValue>()>;
    struct Policing
    {
        std::optional<LastTake> last;
        quint64 notedSequence = 0; ///< of the take in the queue that is accounted for in `last`
        QDateTime changedAt; ///< when the state was first seen to stand elsewhere than at its last take; invalid: it does not
        QString published; ///< the snapshot whose publishing was asked for last
        quint64 publishedUnder = 0; ///< the token of the lease then
        // Times by the steady clock.
        std::chrono::nanoseconds nextRecovery{0};
        std::chrono::nanoseconds nextPublish{0}; ///< of the same snapshot once more
        std::chrono::nanoseconds nextSight{0};
        std::chrono::nanoseconds nextRebuild{0}; ///< of a pointer that was lost
        std::optional<Publication::Sight> sight; ///< of what is published; none: not seen yet
        std::chrono::nanoseconds movedAt{0}; ///< when what is published was seen to change, or to hold all there is
        bool isLate = false;
    };

    Node(const NodeConfig &config, FileSystem &fileSystem, const Clock &clock);
    Result<> openAll();
    Result<ProtectedState *> state(const QJsonObject &parameters) const;
    ProtectedState *stateCalled(const QString &name) const;
    static QFuture<Result<QJsonValue>> inBackground(QThreadPool &lane, Answer answer);
    void look();
    Result<QString> checkReceived(const QString &snapshot, const QString &path);
    Result<QJsonValue> answer(const net::Caller &caller, const QString &method,
                              const QJsonObject &parameters);
    Result<QJsonValue> answerForState(const net::Caller &caller, ProtectedState &state,
                                      const QString &method, const QJsonObject &parameters);
    Result<QJsonValue> retry(const OperationId &id);
    Result<QJsonValue> enqueue(const QString &kind, const QString &target,
                               const QJsonObject &parameters, const QString &actor);
    Result<QJsonValue> enqueueRestore(const net::Caller &caller, ProtectedState &state,
                                      const QString &kind, QJsonObject parameters);
    Result<> checkNotRestored(const QString &state) const;
    Result<QJsonValue> answerReservation(const net::Caller &caller, const ProtectedState &state, const QString &method,
                                         const QString &id);
    Result<QJsonValue> listOperations(qint64 limit) const;
    QJsonObject describe(const Operation &operation) const;
    void operationChanged(const Operation &operation);
    void noteTake(const Operation &ended);
    void police(ProtectedState &state);
    void policePublished(ProtectedState &state);
    void handlePublished();
    void lookAtPublished(ProtectedState &state);
    std::optional<Error> publishTrouble(const ProtectedState &state) const;
    void policeLease();
    QDateTime nextTake(const net::StateStatus &state, const Policing &policing) const;
    void publish(const QString &name, const QJsonObject &content) const;

    const NodeConfig m_config;
    FileSystem &m_fileSystem;
    const Clock &m_clock;
    const QDateTime m_startedAt;
    const NodeMap m_nodes;
    const stateoperations::Context m_context;
    std::function<void(const QString &, const QJsonObject &)> m_publish;
    std::unique_ptr<File> m_lock;
    Distribution m_distribution; ///< outlives what is opened through it
    std::vector<std::unique_ptr<ProtectedState>> m_states;
    std::unique_ptr<NodeLeases> m_leases; ///< null where none are configured
    std::optional<std::chrono::nanoseconds> m_wellUntil; ///< by the steady clock; of tick()
    std::unique_ptr<Publication> m_publication; ///< null where nothing is published
    std::unique_ptr<OperationsQueue> m_queue;
    std::mutex m_admission; ///< held from seeing that nothing is open until something is; guards m_reservations
    Reservations m_reservations;
    mutable std::mutex m_mutex; ///< guards what follows
    std::map<QString, Policing> m_policing; ///< by state
    std::map<QString, quint64> m_counts; ///< operations that ended: "take completed" and so on
    std::optional<Error> m_alarm; ///< the operations' file cannot be written
    std::unique_ptr<OperationsRunner> m_runner; ///< ends before all it uses
    std::stop_source m_closing;
    std::atomic<bool> m_isLooking = false;
    std::chrono::nanoseconds m_nextTidying{}; ///< by the steady clock
    QThreadPool m_pool; ///< for calls that may take long
    QThreadPool m_statusPool; ///< for those that must not wait behind them
};

} // namespace lifeboat
