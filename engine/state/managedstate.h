// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/jobs/jobcontrol.h"
#include "engine/state/documenttables.h"
#include "engine/state/position.h"

#include <atomic>
#include <shared_mutex>

namespace lifeboat {

/// One row of a table of documents.
struct Document
{
    QString id;
    QByteArray json;

    bool operator==(const Document &) const = default;
};

/// What a node keeps: named tables of documents in one SQLite database, with the position they
/// stand at. Entries are the only way to change it. One process owns it (its directory's lock sees
/// to that). Any thread; readers and the one who applies do not wait for each other.
class ManagedState
{
public:
    /// When a batch survives a loss of power. A killed process never loses one.
    enum class Durable {
        Now, ///< when apply returns
        Later, ///< with the next batch that is Now, or sync(); until then the newest may be lost whole
    };

    /// Opens the state, or makes one with the tables of the control plane, a fresh lineage and
    /// index 0. A killed first opening leaves nothing that the next would take for a state.
    /// DatabaseUnsupported for a database that is no managed state; DirectoryMissing; as
    /// Connection::open.
    static Result<std::unique_ptr<ManagedState>> open(FileSystem &fileSystem, const QString &path);
    ~ManagedState();
    Q_DISABLE_COPY_MOVE(ManagedState)

    QString path() const { return m_path; }

    /// Applies the entries in order, in one transaction with row counts and applied index; those at
    /// or below the applied index are left out. A table comes into being with its first Put. What
    /// a log took is taken: of a change only the table's name is checked again. Returns how many
    /// were applied. EntryMissing if one after the applied index is left out; DocumentInvalid; LineageDiffers if they are of
    /// another history than the state is by now (`of` empty: of whatever it is); after an error nothing has changed.
    Result<qint64> apply(std::span<const Entry> entries, Durable durable = Durable::Now, const Lineage &of = {});

    /// Everything applied so far survives a loss of power when it returns.
    Result<> sync();

    Result<Position> position() const;

    /// entryHash of the entry at `index`: nothing unless the state stands there and knows it.
    Result<std::optional<QByteArray>> appliedEntry(Index index) const;

    /// Goes on from the same documents and index as another history. Returns where it stands.
    Result<Position> startLineage(const Lineage &lineage);

    /// As startLineage(), and notes that this history is the continuation of the one before.
    Result<Position> branchOff(const Lineage &lineage);

    /// Where its history began; see readOrigin().
    Result<std::optional<Position>> origin() const;

    /// All tables by name. The counts are kept, not counted: it costs the same for any size.
    Result<QList<TableCount>> tables() const;

    /// Documents in order of their ids' bytes, those after `afterId`: at most `limit` and about
    /// `maxBytes` of them, but at least one if there is one. NotFound: no such table.
    Result<QList<Document>> rows(const QString &table, const QString &afterId, qint64 limit,
                                 qint64 maxBytes = 16 << 20) const;

    /// NotFound: no such table, or no such document in it.
    Result<QByteArray> document(const QString &table, const QString &id) const;

    /// SHA-256 (hex) over all tables' names, ids and documents in order, at one moment: equal on
    /// nodes that hold the same, however their pages lie. Reads everything, on a connection of its
    /// own.
    Result<QByteArray> contentDigest(const JobControl &control) const;

    /// Lets go of the database, so that a restore can put another in its place: waits for what is
    /// being read and applied. Until reopen() everything else returns Busy.
    void close();

    /// Takes up what stands there now. Errors as open(), but NotFound where nothing does; the
    /// state stays closed then.
    Result<> reopen();

private:
    struct Session;
    ManagedState(FileSystem &fileSystem, QString path);
    static Result<std::unique_ptr<Session>> openSession(const QString &path);

    /// Keeps the session from being closed. Busy once it is or is about to be.
    Result<std::shared_lock<std::shared_mutex>> hold() const;
    /// Runs `work` on the reading connection.
    template <typename Work>
    auto read(Work &&work) const -> decltype(work(std::declval<SQLite::Database &>()));
    /// Runs `work` in a transaction of the writing one, and commits if it succeeds.
    template <typename Work>
    auto write(Durable durable, Work &&work) -> decltype(work(std::declval<Session &>()));

    FileSystem &m_fileSystem;
    const QString m_path;
    std::atomic<bool> m_isClosed = true; ///< set before waiting, so that nobody new comes
    mutable std::shared_mutex m_opening; ///< held shared by whoever uses the session
    mutable std::mutex m_reading; ///< one at a time on the reading connection
    std::mutex m_writing; ///< one at a time on the writing one
    std::unique_ptr<Session> m_session; ///< none while closed
};

} // namespace lifeboat
