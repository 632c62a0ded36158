// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/node/protectedstate.h"

#include "engine/archive/layout.h"
#include "engine/base/errorobject.h"
#include "engine/base/missing.h"
#include "engine/operations/operation.h"
#include "engine/snapshot/capture.h"
#include "engine/snapshot/retention.h"

#include <QDeadlineTimer>
#include <QJsonArray>
#include <QJsonDocument>
#include <thread>

using namespace Qt::StringLiterals;

namespace lifeboat {

namespace {

/// How many entries a call that names none gets.
constexpr qint64 kTail = 100;

/// Documents of one answer: it must fit a frame.
constexpr qint64 kRowsBytes = 4 << 20;

/// Entries kept though a snapshot holds them, so that a node that was away for a moment needs none.
constexpr Index kTrailing = 10'000;

/// How long what a sender left is kept for it to go on with.
constexpr std::chrono::hours kPartsKept(24);

/// Between two looks at the log's end.
constexpr std::chrono::seconds kLogLook(5);

/// How long somebody who makes changes waits to be told what they met, and between two looks.
constexpr std::chrono::seconds kCatchUp(2);
constexpr std::chrono::milliseconds kLook(5);
} // namespace

ProtectedState::ProtectedState(const NodeConfig &node, const StateConfig &state,
                               Distribution &distribution, FileSystem &fileSystem, const Clock &clock)
    : m_config(state)
    , m_data(node.data)
    , m_store(node.store + u'/' + state.name)
    , m_distribution(distribution)
    , m_fileSystem(fileSystem)
    , m_clock(clock)
{
}

ProtectedState::~ProtectedState()
{
    m_follower.reset();
}

Result<std::unique_ptr<ProtectedState>> ProtectedState::open(const NodeConfig &node,
                                                             const StateConfig &state,
                                                             Distribution &distribution,
                                                             FileSystem &fileSystem,
                                                             const Clock &clock)
{
    std::unique_ptr<ProtectedState> opened(
        new ProtectedState(node, state, distribution, fileSystem, clock));
    LIFEBOAT_TRY(fileSystem.makeDirectory(opened->m_store));
    if (!state.isManaged())
        return opened;
    LIFEBOAT_TRY(fileSystem.makeDirectory(opened->m_data));
    opened->m_succession = opened->owed();
    if (auto done = opened->openManaged(opened->m_succession && opened->m_succession->mayBegin); !done)
        opened->m_openTrouble = done.error();
    return opened;
}

void ProtectedState::follow(std::function<void()> applied)
{
    const std::scoped_lock lock(m_opening);
    m_applied = std::move(applied);
    m_isFollowing = true;
    if (m_state)
        m_follower = std::make_unique<LogFollower>(*m_log, *m_state, m_applied);
}

/// The state, unless it could never be opened.
Result<ManagedState *> ProtectedState::managed() const
{
    if (!isManaged())
        return failure(ErrorCode::InvalidArgument, name(), u"not a managed state"_s);
    const std::scoped_lock lock(m_opening);
    if (!m_state)
        return failure(m_openTrouble.value_or(Error{ErrorCode::Busy, name(), {}}));
    return m_state.get();
}

QString ProtectedState::databasePath() const
{
    return isManaged() ? m_data + u"/state.db"_s : m_config.database;
}

Result<QString> ProtectedState::archivePath(const QString &snapshot) const
{
    if (!isSnapshotId(snapshot))
        return failure(ErrorCode::InvalidArgument, u"snapshot"_s, snapshot.left(64));
    const QString path = m_store + u'/' + snapshot + layout::kArchiveSuffix;
    if (const auto file = m_fileSystem.info(path); !file)
        return file.error().code == ErrorCode::NotFound
            ? missing(Missing::Snapshot, snapshot, u"in the store of "_s + name())
            : failure(file.error().code, snapshot, u"in the store of "_s + name());
    return path;
}

void ProtectedState::catchUp(JobControl &control) const
{
    using namespace std::chrono_literals;
    if (!isManaged() || !managed())
        return;
    const auto bounds = m_log->bounds();
    for (auto left = 10'000ms; bounds && left > 0ms; left -= 5ms) {
        const auto at = position();
        const bool follows = m_follower && !m_follower->trouble();
        if (!at || !follows || at->lineage != bounds->lineage || at->appliedIndex >= bounds->last
            || !control.checkpoint())
            return;
        std::this_thread::sleep_for(5ms);
    }
}

std::optional<Position> ProtectedState::position() const
{
    const auto state = managed();
    const auto position = state ? (*state)->position() : Result<Position>(failure(ErrorCode::Busy));
    return position ? std::optional(*position) : std::nullopt;
}

std::optional<Error> ProtectedState::trouble() const
{
    const auto file = m_fileSystem.info(databasePath());
    const std::scoped_lock lock(m_opening);
    if (m_openTrouble)
        return m_openTrouble;
    if (!file)
        return file.error();
    return m_follower ? m_follower->trouble() : std::nullopt;
}

void ProtectedState::removeAbandonedParts() const
{
    const QDateTime limit = m_clock.utcNow().addDuration(-kPartsKept);
    const QList<FileInfo> files = m_fileSystem.list(m_store).value_or(QList<FileInfo>());
    for (const FileInfo &file : files) {
        const qsizetype suffix = file.name.indexOf(kPartSuffix);
        const bool isPart = suffix > 0 && isSnapshotId(file.name.first(suffix));
        if (isPart && file.isFile && file.modified < limit)
            m_fileSystem.removeAbandoned(m_store + u'/' + file.name);
    }
}

void ProtectedState::lookAtLog()
{
    const auto now = m_clock.steadyNow();
    const auto log = now < m_nextLogLook || !isManaged() ? Result<ReplicatedLog *>(nullptr) : this->log();
    if (!log || !*log)
        return;
    m_nextLogLook = now + kLogLook;
    const auto bounds = (*log)->bounds();
    const std::scoped_lock lock(m_opening);
    m_seenBounds = bounds ? std::optional(*bounds) : std::nullopt;
}

net::StateStatus ProtectedState::status(LogLook look) const
{
    net::StateStatus status;
    status.name = name();
    status.managed = isManaged();
    if (const auto file = m_fileSystem.info(databasePath()))
        status.bytes = file->size;
    status.trouble = trouble();
    status.canUndo = m_fileSystem.exists(databasePath() + u".previous"_s);
    if (isManaged()) {
        status.position = position();
        std::optional<LogBounds> bounds;
        const ReplicatedLog *log = nullptr;
        {
            const std::scoped_lock lock(m_opening);
            bounds = m_seenBounds;
            log = m_log.get();
        }
        if (look == LogLook::Now && log) {
            const auto now = m_log->bounds(); // without the lock: who only asks where the state stands must not wait for it
            bounds = now ? std::optional(*now) : std::nullopt;
        }
        if (bounds && status.position) {
            if (bounds->lineage == status.position->lineage)
                status.logLast = std::max(bounds->last, look == LogLook::Now ? 0 : status.position->appliedIndex);
            else
                status.logLineage = bounds->lineage;
        }
    }
    const auto entries = catalog();
    if (!entries) {
        if (!status.trouble)
            status.trouble = entries.error();
        return status;
    }
    status.snapshots = int(entries->size());
    status.damagedSnapshots = int(std::ranges::count_if(
        *entries, [](const CatalogEntry &entry) { return entry.damage.has_value(); }));
    if (!entries->isEmpty()) {
        const CatalogEntry &newest = entries->first();
        status.newest = {newest.file.name.chopped(layout::kArchiveSuffix.size())};
        status.newestAt = newest.createdAt();
        status.newestDamaged = newest.damage.has_value();
        if (newest.verification)
            status.newestDepth = depthName(newest.verification->depth);
    }
    return status;
}

Result<QList<CatalogEntry>> ProtectedState::catalog() const
{
    const std::scoped_lock lock(m_catalogMutex);
    if (!m_catalog) {
        LIFEBOAT_ASSIGN(m_catalog, readCatalog(m_fileSystem, m_store, m_clock));
    }
    return *m_catalog;
}

void ProtectedState::dropCatalog()
{
    const std::scoped_lock lock(m_catalogMutex);
    m_catalog.reset();
}

Result<Index> ProtectedState::change(std::span<const Change> changes, const QString &actor)
{
    LIFEBOAT_ASSIGN(ManagedState *const state, managed());
    {
        const std::scoped_lock lock(m_opening);
        const auto trouble = m_follower ? m_follower->trouble() : std::nullopt;
        if (trouble && trouble->code == ErrorCode::LogDiffers)
            return failure(*trouble);
    }
    LIFEBOAT_ASSIGN(const Position position, state->position());
    const auto last = m_log->append(changes, actor, m_clock.utcNow(),
                                    {.lineage = position.lineage, .reaches = position.appliedIndex});
    if (!last && last.error().code == ErrorCode::EntryDuplicate) {
        if (const auto bounds = m_log->bounds(); bounds && bounds->lineage != position.lineage)
            return failure(ErrorCode::LineageDiffers, position.lineage.value, bounds->lineage.value);
    }
    return last;
}

ChangeSight ProtectedState::foresee(std::span<const Change> changes) const
{
    const auto state = managed();
    if (!state)
        return {};
    const auto sight = lifeboat::foresee(**state, changes);
    if (!sight || sight->isEmpty())
        return {};
    const auto bounds = m_log->bounds();
    for (const QDeadlineTimer deadline(kCatchUp);; std::this_thread::sleep_for(kLook)) {
        const auto position = (*state)->position();
        if (!bounds || !position || position->lineage != bounds->lineage || deadline.hasExpired() || trouble())
            return {};
        if (position->appliedIndex >= bounds->last)
            return lifeboat::foresee(**state, changes).value_or(ChangeSight());
    }
}

Result<QList<Entry>> ProtectedState::tail(std::optional<Index> from, qint64 limit) const
{
    LIFEBOAT_TRY(managed());
    const qint64 wanted = limit > 0 ? limit : kTail;
    LIFEBOAT_ASSIGN(const LogBounds bounds, m_log->bounds());
    const Index newest = bounds.last >= Index(wanted) ? bounds.last - Index(wanted) + 1 : 1;
    LIFEBOAT_ASSIGN(const LogPart part,
                    m_log->read(from.value_or(std::max(bounds.first, newest)), wanted, kRowsBytes));
    return part.entries;
}

Result<QList<TableRows>> ProtectedState::tables() const
{
    if (!isManaged()) {
        LIFEBOAT_ASSIGN(const auto connection,
                        Connection::open(databasePath(), Connection::Access::ReadOnly));
        UnwatchedControl control;
        return countRows(control, *connection);
    }
    LIFEBOAT_ASSIGN(const ManagedState *const state, managed());
    LIFEBOAT_ASSIGN(const auto counts, state->tables());
    QList<TableRows> tables;
    for (const TableCount &count : counts)
        tables.append({.name = count.name, .rows = count.rows});
    return tables;
}

Result<QJsonArray> ProtectedState::rows(const QString &table, const QString &after,
                                        qint64 limit) const
{
    LIFEBOAT_ASSIGN(const ManagedState *const state, managed());
    LIFEBOAT_ASSIGN(const QList<Document> documents,
                    state->rows(table, after, limit > 0 ? limit : kTail, kRowsBytes));
    QJsonArray rows;
    for (const Document &document : documents)
        rows.append(QJsonObject{{u"id"_s, document.id},
                                {u"document"_s, QJsonDocument::fromJson(document.json).object()}});
    return rows;
}

Result<ReplicatedLog *> ProtectedState::log() const
{
    LIFEBOAT_TRY(managed());
    return m_log.get();
}

Result<> ProtectedState::trimLog()
{
    if (!managed())
        return {};
    LIFEBOAT_ASSIGN(const QList<CatalogEntry> entries, catalog());
    const CatalogEntry *const verified = newestVerified(entries);
    if (!verified || !verified->summary->manifest.position)
        return {};
    return trimLogBelow(*verified->summary->manifest.position);
}

Result<> ProtectedState::trimLogBelow(const Position &position)
{
    LIFEBOAT_ASSIGN(const LogBounds bounds, logBounds());
    if (position.lineage != bounds.lineage)
        return {};
    const Index trailing = bounds.last > kTrailing ? bounds.last - kTrailing : 0;
    return m_log->trim(std::min(position.appliedIndex, trailing));
}

Result<LogBounds> ProtectedState::logBounds() const
{
    LIFEBOAT_TRY(managed());
    return m_log->bounds();
}

} // namespace lifeboat
