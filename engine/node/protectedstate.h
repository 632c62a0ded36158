// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/clock.h"
#include "engine/net/nodestatus.h"
#include "engine/node/changesight.h"
#include "engine/node/distribution.h"
#include "engine/node/logfollower.h"
#include "engine/node/nodeconfig.h"
#include "engine/node/succession.h"
#include "engine/snapshot/catalogobject.h"

#include <memory>

namespace lifeboat {

/// What the part files of archives that are being sent end in, behind the snapshot's id; more may
/// follow.
inline constexpr QLatin1StringView kPartSuffix(".received");

/// One state a node protects: its database, its store, and, where it is managed, its log. Any
/// thread.
class ProtectedState
{
public:
    /// Opens it; `distribution` outlives it. A managed one is made if it is not there, and joins the history of its log if it
    /// has none of its own yet; a log is made for a state at index 0 only. What cannot be opened is no failure of the node: trouble() tells,
    /// and a restore mends it.
    static Result<std::unique_ptr<ProtectedState>>
    open(const NodeConfig &node, const StateConfig &state, Distribution &distribution, FileSystem &fileSystem,
         const Clock &clock);
    ~ProtectedState();
    Q_DISABLE_COPY_MOVE(ProtectedState)

    const QString &name() const { return m_config.name; }
    bool isManaged() const { return m_config.isManaged(); }
    QString databasePath() const;
    const QString &storePath() const { return m_store; }
    /// Of a snapshot in the store. InvalidArgument for what is no id, NotFound.
    Result<QString> archivePath(const QString &snapshot) const;

    /// Begins to follow the log. `applied`: called in the follower's thread whenever entries were
    /// applied. Once.
    void follow(std::function<void()> applied);

    /// Waits until the state holds what its log held when this was called, for at most ten seconds;
    /// at once where the log cannot be followed. So a snapshot holds what was acknowledged before it.
    void catchUp(JobControl &control) const;

    std::optional<Position> position() const;

    /// Why it cannot be worked with, or why its log cannot be followed; cheap.
    std::optional<Error> trouble() const;

    /// Where state or log could not be opened and that may have passed by now: tries it again. At
    /// once if somebody is at it.
    void openAgain();

    /// Removes what senders that never came back left in the store a day ago and longer.
    void removeAbandonedParts() const;

    /// Whether the log, which may be far away, is asked for its end, or what lookAtLog() saw last is told.
    enum class LogLook { Now, LastSeen };

    /// What it says of itself but for the policy's next take; cheap, but for a store whose catalog
    /// was dropped, and for what the log takes to answer.
    net::StateStatus status(LogLook look = LogLook::Now) const;

    /// Looks where the log ends, every few seconds however often it is called. It may wait for the network.
    void lookAtLog();

    /// The store's snapshots, newest first; read once and then kept until dropCatalog().
    Result<QList<CatalogEntry>> catalog() const;
    void dropCatalog();

    // Managed states; InvalidArgument for others.

    /// Appends to the log and returns the last index; the follower applies it a moment later. What
    /// this node could not apply is not taken: EntryDuplicate where the log is of another history,
    /// EntryMissing where it ends before the state, LogDiffers, LogMissing.
    Result<Index> change(std::span<const Change> changes, const QString &actor);
    /// What `changes` would meet here once all that is in the log is applied, for which it waits a moment; empty where
    /// that is not known.
    ChangeSight foresee(std::span<const Change> changes) const;
    Result<QList<Entry>> tail(std::optional<Index> from, qint64 limit) const;

    /// User tables with row counts; of a foreign state too (counted).
    Result<QList<TableRows>> tables() const;
    /// Documents of a table after the id `after`, as the protocol tells them: [{"id", "document"}].
    Result<QJsonArray> rows(const QString &table, const QString &after, qint64 limit) const;

    /// The log, for what is to be decided before whileClosed(); as managed() where there is none.
    Result<ReplicatedLog *> log() const;

    /// Runs `work` while nobody here has the database open, then opens it again; log and state go on as `succession`
    /// says, and the state applies what the log has. What was done is done: that it could not be opened then is one of
    /// the result's "warnings", trouble() until openAgain() succeeds, and no error. The result's "position" is where the
    /// state stands in the end, and "trouble" why it goes on no further, where that is so.
    Result<QJsonObject> whileClosed(JobControl &control, const Succession &succession,
                                    const std::function<Result<QJsonObject>()> &work);

    /// Lets the log forget what the newest verified snapshot holds. Fine where there is none.
    Result<> trimLog();

    /// Lets the log forget what a snapshot at `position` holds, which every node can get at.
    Result<> trimLogBelow(const Position &position);

    Result<LogBounds> logBounds() const;

private:
    ProtectedState(const NodeConfig &node, const StateConfig &state, Distribution &distribution,
                   FileSystem &fileSystem, const Clock &clock);
    Result<> openManaged(bool mayBeginLog);
    Result<> reopenManaged();
    void noteOpening(const Result<> &opened);
    QString owedPath() const;
    std::optional<Succession> owed() const;
    Result<> noteOwed() const;
    Result<> settle();
    Result<ManagedState *> managed() const;

    const StateConfig m_config;
    const QString m_data;
    const QString m_store;
    Distribution &m_distribution;
    FileSystem &m_fileSystem;
    const Clock &m_clock;
    std::function<void()> m_applied;
    std::mutex m_swapping; ///< held by whoever closes and opens; guards m_succession
    std::optional<Succession> m_succession; ///< of what was put in place and the log has not followed yet; in a file too once the work is told done
    mutable std::mutex m_opening; ///< guards what follows; of what is there once, the pointer stays
    std::unique_ptr<ManagedState> m_state; ///< null while it could never be opened
    std::unique_ptr<ReplicatedLog> m_log; ///< there whenever m_state is
    bool m_isFollowing = false;
    std::unique_ptr<LogFollower> m_follower; ///< there once followed, whenever m_state is; ends before both
    std::optional<Error> m_openTrouble; ///< why it is not open now
    std::optional<LogBounds> m_seenBounds; ///< by lookAtLog(); none while the log does not answer
    std::chrono::nanoseconds m_nextLogLook{0}; ///< of lookAtLog(), which one thread at a time calls
    mutable std::mutex m_catalogMutex; ///< guards m_catalog
    mutable std::optional<QList<CatalogEntry>> m_catalog;
};

} // namespace lifeboat
