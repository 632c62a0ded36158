// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/jobs/jobcontrol.h"
#include "engine/lease/leasestore.h"
#include "engine/practice/practicenote.h"

namespace lifeboat {

class NatsConnection;

/// What to start.
struct PracticeRequest
{
    QString directory; ///< the cluster's own: made, and removed in the end
    int nodes = 3; ///< 2 to 9
    bool sharesFiles = false; ///< also where a nats-server is installed
    bool endsWithStarter = false; ///< once this process is gone, however, the cluster's processes end too
    QString daemon; ///< path of lifeboatd
};

/// The lease passed from one node to another because of what was done to the first.
struct Takeover
{
    QString what; ///< "kill", "stop", "freeze" or "cut"
    Lease lost;
    Lease won;
    std::chrono::milliseconds time{0}; ///< from the deed until the new holder's record stood in the bucket
};

/// A process of the cluster.
struct PracticeProcess
{
    QString role; ///< a node's name, "relay-<node>", "nats", "load" or "watch"
    ProcessState state = ProcessState::Gone;
};

/// Several nodes on this machine with a steady workload, to practise losses with: lifeboatd processes on loopback which a
/// nats-server, reached through a relay for each node, or a directory joins. They live on when this object goes; end() ends
/// them. Everything about them is in one directory, from which another process takes up the cluster, or ends what a killed one
/// has left. Calls wait; one thread at a time.
class PracticeCluster
{
public:
    static constexpr QLatin1StringView kName{"practice"}; ///< in the nodes' configuration and as profile
    static constexpr std::chrono::milliseconds kTtl = kShortestTtl;
    static constexpr QLatin1StringView kState{"main"};

    /// The longest a takeover may take: ttl, heartbeat and half a second.
    static std::chrono::milliseconds takeoverLimit();

    /// Ends leftovers in the directory, then starts nodes and workload and returns once one leads and all answer. After
    /// a failure nothing is left. AlreadyExists while one runs; Locked while another process works on it, unless that only ends one
    /// whose owner is gone: that is waited for; NotFound without lifeboatd; TimedOut; Canceled.
    static Result<std::unique_ptr<PracticeCluster>> start(const JobControl &control, FileSystem &fileSystem,
                                                          const PracticeRequest &request);

    /// Takes up the one that runs. NotFound; Locked while another process works on it.
    static Result<std::unique_ptr<PracticeCluster>> open(FileSystem &fileSystem, const QString &directory, const QString &daemon);

    /// To be looked at only; others may work on it meanwhile.
    static Result<std::unique_ptr<PracticeCluster>> look(FileSystem &fileSystem, const QString &directory);

    /// Ends whatever runs or is left there, and removes the directory; false if there was nothing. Locked as start(); Canceled while
    /// it waits; TimedOut for a process that does not end: the directory stays then.
    static Result<bool> stop(const JobControl &control, FileSystem &fileSystem, const QString &directory);

    /// Does so with what a killed program has left, and with one that nobody is left to want; false if there is nothing of the
    /// kind, or somebody works on it. Canceled and TimedOut as stop().
    static Result<bool> endLeftover(const JobControl &control, FileSystem &fileSystem, const QString &directory);

    /// Waits for the end of the process the cluster is to end with, then ends the cluster's and removes what they wrote. The note of
    /// it stays: by that the next start or stop forgets its profile. At once if there is none to wait for. TimedOut as stop().
    static Result<> endWithOwner(FileSystem &fileSystem, const QString &directory);

    ~PracticeCluster();
    Q_DISABLE_COPY_MOVE(PracticeCluster)

    const PracticeNote &note() const { return m_note; }
    const PracticePaths &paths() const { return m_paths; }
    ClusterProfile profile() const;
    Result<net::Endpoint> endpoint(const QString &node) const;
    QList<PracticeProcess> processes() const;
    /// Any of them is there, and so is the process the cluster is to end with, if it is to.
    bool isWanted() const;

    /// Who leads; nothing while nobody does.
    Result<std::optional<Lease>> leader();
    Result<LeaseStore *> leases();

    /// SIGKILL; SIGTERM, as whoever stops a node in good order; SIGSTOP; the leader's relay stopped (NotFound where nodes share files). Each returns when another leads (and what was to end has ended), and
    /// leaves what it did as it is. NotFound if nobody leads, or no other node is there to; TimedOut if nobody takes over in a minute.
    Result<Takeover> killLeader(const JobControl &control);
    Result<Takeover> stopLeader(const JobControl &control);
    Result<Takeover> freezeLeader(const JobControl &control);
    Result<Takeover> cutLeader(const JobControl &control);
    /// freezeLeader, and heal() also when nobody took over.
    Result<Takeover> freezeLeaderAndHeal(const JobControl &control);

    /// Freezes this very node, whoever leads, and returns when, by the steady clock. Where nodes share files, in a moment in
    /// which it holds no lock of one: whoever sleeps on it holds up all the others. TimedOut if there is none.
    Result<std::chrono::nanoseconds> freeze(const JobControl &control, const QString &node);
    /// Waits for a holder other than the one of `lost`; `since` by the steady clock.
    Result<Takeover> awaitTakeover(const JobControl &control, const QString &what, const Lease &lost, std::chrono::nanoseconds since);

    /// Mends relays, thaws what is frozen, starts anew what is gone, and returns when every node answers: the roles it touched.
    Result<QStringList> heal(const JobControl &control);

    /// Ends the workload, once all its answers are there; and nodes, in good order.
    Result<> endWorkload();
    Result<> endNodes();

private:
    PracticeCluster(FileSystem &fileSystem, const QString &directory, const QString &daemon);
    static Result<std::unique_ptr<PracticeCluster>> taken(FileSystem &fileSystem, const QString &directory, const QString &daemon);
    static Result<std::unique_ptr<PracticeCluster>> takenInTheEnd(const JobControl &control, FileSystem &fileSystem,
                                                                  const QString &directory, const QString &daemon);
    Result<> endAll();
    Result<> endProcesses();
    Result<> setUp(const JobControl &control, const PracticeRequest &request);
    Result<> makeNode(PracticeNode &node) const;
    QStringList commandOf(const QString &role) const;
    QStringList roles() const;
    Result<> startProcess(const JobControl &control, const QString &role);
    Result<> awaitNodes(const JobControl &control);
    Result<> awaitPort(const JobControl &control, const QString &role, quint16 port);
    Result<> checkRuns(const QString &role) const;
    std::optional<ProcessMark> mark(const QString &role) const;
    Result<> signalRole(const QString &role, int number) const;
    using Deed = std::function<Result<std::chrono::nanoseconds>(const Lease &)>; ///< answers when it was done, by the steady clock
    Result<Takeover> strike(const JobControl &control, const QString &what, const Deed &deed);
    Result<std::chrono::nanoseconds> signalNow(const QString &role, int number) const;
    bool holdsFiles(const ProcessMark &sleeper) const;
    QStringList heirsOf(const QString &holder) const;

    FileSystem &m_fileSystem;
    const PracticePaths m_paths;
    const QString m_daemon;
    std::unique_ptr<File> m_lock; ///< none for one that is only looked at
    PracticeNote m_note;
    std::shared_ptr<NatsConnection> m_connection;
    std::unique_ptr<KeyValueBucket> m_bucket;
    std::unique_ptr<LeaseStore> m_leases;
};

/// The nats-server that would be used; empty where none is installed.
QString natsServerProgram();

} // namespace lifeboat
