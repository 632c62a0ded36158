// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/state/managedstate.h"

#include "engine/base/digest.h"
#include "engine/base/missing.h"
#include "engine/state/sqliteguard.h"

#include <QFile>
#include <QtEndian>
#include <SQLiteCpp/Transaction.h>
#include <sqlite3.h>

using namespace Qt::StringLiterals;

namespace lifeboat {

namespace {

constexpr std::chrono::seconds kPatience(10);

/// Bytes of a page of those made here: documents of a kilobyte waste a fifth of pages of four, and a batch writes a quarter as many.
constexpr int kPageBytes = 16'384;

/// Bytes of log after which it is copied into the database: fewer, larger syncs.
constexpr int kCheckpointBytes = 64 << 20;

/// Kibibytes of pages kept by the writing connection: ids come in any order.
constexpr int kWriterCache = 32'768;

/// A new state under a name nobody looks at, complete and synced.
Result<> makeStateAt(FileSystem &fileSystem, const QString &path)
{
    for (const auto suffix : {""_L1, "-wal"_L1, "-shm"_L1, "-journal"_L1})
        LIFEBOAT_TRY(fileSystem.removeIfPresent(path + suffix));
    // Made here, it is nobody else's to read.
    LIFEBOAT_ASSIGN(auto file, fileSystem.open(path, OpenMode::CreateNew));
    file.reset();
    LIFEBOAT_TRY(guarded(path, [&]() -> Result<> {
        SQLite::Database(QFile::encodeName(path).toStdString(),
                         SQLite::OPEN_READWRITE | SQLITE_OPEN_EXRESCODE)
            .exec("PRAGMA page_size = " + std::to_string(kPageBytes) + "; PRAGMA journal_mode = WAL");
        return {};
    }));
    LIFEBOAT_ASSIGN(const auto connection,
                    Connection::open(path, Connection::Access::ReadWrite));
    return guarded(path, [&]() -> Result<> {
        connection->sqlite().exec("PRAGMA synchronous = FULL");
        SQLite::Transaction transaction(connection->sqlite());
        LIFEBOAT_TRY(writePosition(*connection, {makeLineage(), 0}));
        DocumentTables(connection->sqlite()).complete();
        transaction.commit();
        // Closing folds the log in too, but would not say so if it failed.
        connection->sqlite().exec("PRAGMA wal_checkpoint(TRUNCATE)");
        return {};
    });
}

Result<> makeState(FileSystem &fileSystem, const QString &path)
{
    const QString part = directoryOf(path) + u"/."_s + fileNameOf(path) + u".making"_s;
    LIFEBOAT_TRY(makeStateAt(fileSystem, part));
    LIFEBOAT_TRY(fileSystem.rename(part, path));
    return fileSystem.syncDirectory(directoryOf(path));
}

void addSized(Sha256 &digest, QByteArrayView bytes)
{
    const quint64 size = qToLittleEndian(quint64(bytes.size()));
    digest.update({reinterpret_cast<const char *>(&size), qsizetype(sizeof size)});
    digest.update(bytes);
}

QByteArrayView textOf(const SQLite::Column &column)
{
    const char *text = column.getText();
    return {text, column.getBytes()};
}

bool isKnown(SQLite::Database &database, const QString &table)
{
    return std::ranges::any_of(DocumentTables::counts(database),
                               [&](const TableCount &known) { return known.name == table; });
}

void writeAppliedEntry(SQLite::Database &database, const Entry &entry)
{
    SQLite::Statement statement(database, "INSERT OR REPLACE INTO lifeboat_state VALUES ('applied_entry', ?)");
    statement.bind(1, std::to_string(entry.index) + ':' + entryHash(entry).toHex().toStdString());
    statement.exec();
}

std::string quoted(const QString &table)
{
    return quotedIdentifier(table).toStdString();
}

} // namespace

struct ManagedState::Session
{
    std::unique_ptr<Connection> writer; ///< closed last, so that it folds the log in
    std::unique_ptr<Connection> reader;
    DocumentTables tables;
    bool isDurable = true; ///< everything applied is
};

ManagedState::ManagedState(FileSystem &fileSystem, QString path)
    : m_fileSystem(fileSystem)
    , m_path(std::move(path))
{
}

ManagedState::~ManagedState() = default;

Result<std::unique_ptr<ManagedState>> ManagedState::open(FileSystem &fileSystem,
                                                         const QString &path)
{
    if (const auto there = fileSystem.info(path); !there) {
        if (there.error().code != ErrorCode::NotFound)
            return failure(there.error());
        LIFEBOAT_TRY(makeState(fileSystem, path));
    }
    std::unique_ptr<ManagedState> state(new ManagedState(fileSystem, path));
    LIFEBOAT_TRY(state->reopen());
    return state;
}

Result<std::unique_ptr<ManagedState::Session>> ManagedState::openSession(const QString &path)
{
    LIFEBOAT_ASSIGN(auto writer, Connection::open(path, Connection::Access::ReadWrite, kPatience));
    LIFEBOAT_ASSIGN(const auto position, readPosition(*writer));
    if (!position)
        return failure(ErrorCode::DatabaseUnsupported, path, u"not a managed state"_s);
    return guarded(path, [&]() -> Result<std::unique_ptr<Session>> {
        SQLite::Database &database = writer->sqlite();
        // What a killed process left in the log is ours: it may be folded in when we close.
        sqlite3_db_config(database.getHandle(), SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 0, nullptr);
        database.exec("PRAGMA journal_mode = WAL");
        database.exec("PRAGMA synchronous = FULL");
        const int pageBytes = database.execAndGet("PRAGMA page_size").getInt();
        database.exec("PRAGMA wal_autocheckpoint = " + std::to_string(kCheckpointBytes / pageBytes));
        database.exec("PRAGMA cache_size = -" + std::to_string(kWriterCache));
        {
            SQLite::Transaction transaction(database);
            DocumentTables(database).complete();
            transaction.commit();
        }
        LIFEBOAT_ASSIGN(auto reader, Connection::open(path, Connection::Access::ReadOnly, kPatience));
        return std::unique_ptr<Session>(
            new Session{std::move(writer), std::move(reader), DocumentTables(database)});
    });
}

Result<std::shared_lock<std::shared_mutex>> ManagedState::hold() const
{
    std::shared_lock<std::shared_mutex> held;
    if (!m_isClosed)
        held = std::shared_lock(m_opening);
    if (!held || !m_session)
        return failure(ErrorCode::Busy, m_path);
    return held;
}

template <typename Work>
auto ManagedState::read(Work &&work) const -> decltype(work(std::declval<SQLite::Database &>()))
{
    LIFEBOAT_ASSIGN(const auto held, hold());
    const std::scoped_lock alone(m_reading);
    return guarded(m_path, [&] {
        SQLite::Database &database = m_session->reader->sqlite();
        const SQLite::Transaction oneMoment(database);
        return work(database);
    });
}

template <typename Work>
auto ManagedState::write(Durable durable, Work &&work)
    -> decltype(work(std::declval<Session &>()))
{
    LIFEBOAT_ASSIGN(const auto held, hold());
    const std::scoped_lock alone(m_writing);
    Session &session = *m_session;
    auto done = guarded(m_path, [&] -> decltype(work(session)) {
        SQLite::Database &database = session.writer->sqlite();
        database.exec(durable == Durable::Now ? "PRAGMA synchronous = FULL"
                                              : "PRAGMA synchronous = NORMAL");
        SQLite::Transaction transaction(database, SQLite::TransactionBehavior::IMMEDIATE);
        auto outcome = work(session);
        if (!outcome)
            return outcome;
        session.tables.writeCounts();
        transaction.commit();
        session.isDurable = durable == Durable::Now;
        return outcome;
    });
    if (!done)
        session.tables.forget();
    return done;
}

Result<qint64> ManagedState::apply(std::span<const Entry> entries, Durable durable, const Lineage &of)
{
    return write(durable, [&](Session &session) -> Result<qint64> {
        LIFEBOAT_ASSIGN(const auto position, readPosition(*session.writer));
        if (!position)
            return failure(ErrorCode::DatabaseCorrupt, m_path, u"the position is gone"_s);
        if (!of.isEmpty() && of != position->lineage)
            return failure(ErrorCode::LineageDiffers, position->lineage.value, u"the entries' history is %1"_s.arg(of.value));
        Index applied = position->appliedIndex;
        const Entry *last = nullptr;
        for (const Entry &entry : entries) {
            if (entry.index <= applied)
                continue;
            if (entry.index != applied + 1)
                return failure(ErrorCode::EntryMissing, QString::number(applied + 1));
            if (!isTableName(entry.change.table))
                return failure(ErrorCode::DocumentInvalid, u"table"_s, entry.change.table);
            session.tables.apply(entry.change);
            applied = entry.index;
            last = &entry;
        }
        if (last) {
            LIFEBOAT_TRY(writePosition(*session.writer, {position->lineage, applied}));
            writeAppliedEntry(session.writer->sqlite(), *last);
        }
        return qint64(applied - position->appliedIndex);
    });
}

Result<> ManagedState::sync()
{
    // A commit that waits for the device takes along all before it.
    return write(Durable::Now, [&](Session &session) -> Result<> {
        if (session.isDurable)
            return {};
        LIFEBOAT_ASSIGN(const auto position, readPosition(*session.writer));
        if (!position)
            return failure(ErrorCode::DatabaseCorrupt, m_path, u"the position is gone"_s);
        return writePosition(*session.writer, *position);
    });
}

Result<Position> ManagedState::position() const
{
    return read([&](SQLite::Database &) -> Result<Position> {
        LIFEBOAT_ASSIGN(const auto position, readPosition(*m_session->reader));
        if (!position)
            return failure(ErrorCode::DatabaseCorrupt, m_path, u"the position is gone"_s);
        return *position;
    });
}

Result<std::optional<QByteArray>> ManagedState::appliedEntry(Index index) const
{
    return read([&](SQLite::Database &database) -> Result<std::optional<QByteArray>> {
        SQLite::Statement select(database, "SELECT value FROM lifeboat_state WHERE key = 'applied_entry'");
        const QByteArray value = select.executeStep() ? textOf(select.getColumn(0)).toByteArray() : QByteArray();
        const qsizetype colon = value.indexOf(':');
        if (value.first(std::max<qsizetype>(colon, 0)) != QByteArray::number(index))
            return std::optional<QByteArray>();
        return QByteArray::fromHex(value.sliced(colon + 1));
    });
}

Result<Position> ManagedState::startLineage(const Lineage &lineage)
{
    return write(Durable::Now, [&](Session &session) -> Result<Position> {
        LIFEBOAT_ASSIGN(const auto position, readPosition(*session.writer));
        if (!position)
            return failure(ErrorCode::DatabaseCorrupt, m_path, u"the position is gone"_s);
        const Position begun{lineage, position->appliedIndex};
        LIFEBOAT_TRY(writePosition(*session.writer, begun));
        return begun;
    });
}

Result<Position> ManagedState::branchOff(const Lineage &lineage)
{
    return write(Durable::Now, [&](Session &session) -> Result<Position> {
        LIFEBOAT_ASSIGN(const auto position, readPosition(*session.writer));
        if (!position)
            return failure(ErrorCode::DatabaseCorrupt, m_path, u"the position is gone"_s);
        LIFEBOAT_TRY(lifeboat::branchOff(*session.writer, *position, lineage));
        return Position{lineage, position->appliedIndex};
    });
}

Result<std::optional<Position>> ManagedState::origin() const
{
    return read([&](SQLite::Database &) -> Result<std::optional<Position>> {
        LIFEBOAT_ASSIGN(const auto position, readPosition(*m_session->reader));
        return position ? readOrigin(*m_session->reader, position->lineage) : std::optional<Position>();
    });
}

Result<QList<TableCount>> ManagedState::tables() const
{
    return read([](SQLite::Database &database) -> Result<QList<TableCount>> {
        return DocumentTables::counts(database);
    });
}

Result<QList<Document>> ManagedState::rows(const QString &table, const QString &afterId,
                                           qint64 limit, qint64 maxBytes) const
{
    return read([&](SQLite::Database &database) -> Result<QList<Document>> {
        if (!isKnown(database, table))
            return missing(Missing::Table, table);
        SQLite::Statement select(database, "SELECT id, document FROM " + quoted(table)
                                     + " WHERE id > ? ORDER BY id LIMIT ?");
        select.bind(1, afterId.toStdString());
        select.bind(2, int64_t(std::max<qint64>(limit, 0)));
        QList<Document> found;
        for (qint64 bytes = 0; bytes < maxBytes && select.executeStep();) {
            found.append({QString::fromUtf8(textOf(select.getColumn(0))),
                          textOf(select.getColumn(1)).toByteArray()});
            bytes += found.last().json.size();
        }
        return found;
    });
}

Result<QByteArray> ManagedState::document(const QString &table, const QString &id) const
{
    return read([&](SQLite::Database &database) -> Result<QByteArray> {
        if (!isKnown(database, table))
            return missing(Missing::Table, table);
        SQLite::Statement select(database, "SELECT document FROM " + quoted(table) + " WHERE id = ?");
        select.bind(1, id.toStdString());
        if (!select.executeStep())
            return missing(Missing::Document, table + u'/' + id);
        return textOf(select.getColumn(0)).toByteArray();
    });
}

Result<QByteArray> ManagedState::contentDigest(const JobControl &control) const
{
    LIFEBOAT_ASSIGN(const auto held, hold());
    LIFEBOAT_ASSIGN(const auto connection,
                    Connection::open(m_path, Connection::Access::ReadOnly, kPatience));
    connection->interruptOn(control.stopToken());
    return guarded(m_path, [&]() -> Result<QByteArray> {
        SQLite::Database &database = connection->sqlite();
        const SQLite::Transaction oneMoment(database);
        Sha256 digest;
        for (const TableCount &table : DocumentTables::counts(database)) {
            addSized(digest, table.name.toUtf8());
            SQLite::Statement rows(database,
                                   "SELECT id, document FROM " + quoted(table.name) + " ORDER BY id");
            while (rows.executeStep()) {
                addSized(digest, textOf(rows.getColumn(0)));
                addSized(digest, textOf(rows.getColumn(1)));
            }
            addSized(digest, {});
        }
        return digest.finish();
    });
}

void ManagedState::close()
{
    m_isClosed = true;
    const std::scoped_lock alone(m_opening);
    m_session.reset();
}

Result<> ManagedState::reopen()
{
    m_isClosed = true;
    const std::scoped_lock alone(m_opening);
    m_session.reset();
    LIFEBOAT_ASSIGN(m_session, openSession(m_path));
    m_isClosed = false;
    return {};
}

} // namespace lifeboat
