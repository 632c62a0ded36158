// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/snapshot/restorer.h"

#include "engine/base/digest.h"
#include "engine/jobs/parallel.h"
#include "engine/snapshot/databaseswap.h"
#include "engine/snapshot/integritycheck.h"
#include "engine/snapshot/staging.h"
#include "engine/snapshot/verifier.h"
#include "engine/state/fsmstate.h"
#include "engine/state/managedstate.h"

#include <QVariant>

#include <future>

using namespace Qt::StringLiterals;

namespace lifeboat {

namespace {

using std::chrono::milliseconds;

milliseconds since(const Clock &clock, std::chrono::nanoseconds start)
{
    return std::chrono::duration_cast<milliseconds>(clock.steadyNow() - start);
}

Result<> checkConfirmation(const RestorePlan &plan, const QString &typed)
{
    const QString wanted = plan.confirmation();
    if (wanted.isEmpty() || typed == wanted)
        return {};
    if (typed.isEmpty())
        return failure(ErrorCode::ConfirmationNeeded, plan.target, wanted);
    return failure(ErrorCode::ConfirmationWrong, plan.target, wanted);
}

/// Decodes all segments into the staging file, each by whichever worker is free, leaving out those an interrupted
/// run already put there.
class SegmentRestore
{
public:
    SegmentRestore(const ArchiveReader &reader, Staging &staging, int threads)
        : m_reader(reader)
        , m_staging(staging)
        , m_workers(size_t(threads))
    {
    }

    Result<> run(JobControl &control)
    {
        const qint64 rawBytes = m_reader.manifest().rawBytes();
        control.progress().begin(m_staging.isResumed() ? Stage::Resuming : Stage::Restoring, rawBytes, 800);
        LIFEBOAT_TRY(m_reader.verifyIndex(control));
        return parallelFor(control, int(m_workers.size()), m_reader.manifest().segmentCount(),
                           [this](JobControl &inner, qint64 number, int worker) {
                               return restore(inner, number, m_workers[size_t(worker)]);
                           });
    }

    qint64 decodedBytes() const { return m_decoded; }
    qint64 resumedBytes() const { return m_resumed; }

private:
    struct Worker {
        SegmentDecoder decoder;
        QByteArray frame;
        QByteArray pages;
    };

    Result<> restore(JobControl &control, qint64 number, Worker &worker)
    {
        const qint64 size = m_reader.segmentSize(number);
        const qint64 offset = number * m_reader.manifest().segmentBytes;
        worker.pages.resizeForOverwrite(size);
        const std::span<char> pages(worker.pages.data(), size_t(size));
        if (m_staging.isResumed()) {
            LIFEBOAT_ASSIGN(const bool there, isStaged(number, offset, pages));
            if (there) {
                m_resumed += size;
                control.progress().advance(size);
                return {};
            }
        }
        LIFEBOAT_TRY(m_reader.readSegment(number, worker.decoder, worker.frame, pages));
        LIFEBOAT_TRY(m_staging.file().writeAt(offset, worker.pages));
        m_decoded += size;
        control.progress().advance(size);
        return {};
    }

    Result<bool> isStaged(qint64 number, qint64 offset, std::span<char> pages) const
    {
        LIFEBOAT_TRY(m_staging.file().readExactly(offset, pages));
        LIFEBOAT_ASSIGN(const QByteArray expected, m_reader.pageHashes(number));
        QByteArray found(expected.size(), Qt::Uninitialized);
        hashPages(pages, m_reader.manifest().pageSize, {found.data(), size_t(found.size())});
        return found == expected;
    }

    const ArchiveReader &m_reader;
    Staging &m_staging;
    std::vector<Worker> m_workers;
    std::atomic<qint64> m_decoded = 0;
    std::atomic<qint64> m_resumed = 0;
};

/// Syncs the staging file and runs SQLite's check on it at the same time; both must succeed.
Result<> syncAndCheck(JobControl &control, Staging &staging, Integrity integrity, const Clock &clock,
                      RestoreOutcome &outcome)
{
    control.progress().begin(Stage::Checking, 0, 950);
    auto synced = std::async(std::launch::async, [&]() -> Result<> {
        const auto started = clock.steadyNow();
        auto done = staging.file().sync();
        outcome.syncTime = since(clock, started);
        return done;
    });
    const auto started = clock.steadyNow();
    const Result<> checked = checkIntegrity(control, staging.path(), integrity);
    outcome.checkTime = since(clock, started);
    LIFEBOAT_TRY(synced.get());
    return checked;
}

/// `file`: the staging as it was right before it took the target's name; what anybody wrote since is not ours.
Result<> noteRestored(FileSystem &fileSystem, const RestorePlan &plan, const FileInfo &file,
                      const std::optional<Position> &position, const Clock &clock)
{
    FsmState state;
    state.position = position;
    state.snapshot = plan.archive.manifest.id;
    state.contentDigest = plan.startsLineage ? QByteArray() : plan.archive.manifest.contentDigest;
    state.restoredAt = clock.utcNow();
    state.fileSize = file.size;
    state.modifiedNs = file.modifiedNs;
    state.inode = file.inode;
    return writeFsmState(fileSystem, plan.target, state);
}

/// Going back in a history begins a new one: the state must not be taken for the old history's at that index.
Result<> beginLineage(Staging &staging, Position &position)
{
    position.lineage = makeLineage();
    LIFEBOAT_ASSIGN(const auto connection, Connection::open(staging.path(), Connection::Access::ReadWrite));
    LIFEBOAT_TRY(connection->execute(u"PRAGMA synchronous = FULL"_s));
    LIFEBOAT_TRY(writePosition(*connection, position));
    // Closing folds the log in too, but would not say so if it failed.
    LIFEBOAT_ASSIGN(const QVariant busy, connection->query(u"PRAGMA wal_checkpoint(TRUNCATE)"_s));
    if (busy.toInt() != 0)
        return failure(ErrorCode::DatabaseBusy, staging.path());
    return {};
}

Result<> stage(JobControl &control, const RestoreRequest &request, FileSystem &fileSystem, const Clock &clock,
               Staging &staging, RestoreOutcome &outcome)
{
    const auto started = clock.steadyNow();
    LIFEBOAT_ASSIGN(const auto reader, ArchiveReader::open(fileSystem, request.archive));
    if (reader->summary().manifestDigest != outcome.plan.archive.manifestDigest)
        return failure(ErrorCode::DigestMismatch, request.archive, u"the archive changed since it was planned"_s);
    SegmentRestore segments(*reader, staging, workerCount(request.threads));
    const Result<> restored = segments.run(control);
    outcome.decodedBytes = segments.decodedBytes();
    outcome.resumedBytes = segments.resumedBytes();
    outcome.writeTime = since(clock, started);
    LIFEBOAT_TRY(restored);
    LIFEBOAT_TRY(syncAndCheck(control, staging, request.integrity, clock, outcome));
    if (outcome.plan.startsLineage)
        LIFEBOAT_TRY(beginLineage(staging, *outcome.position));
    return control.checkpoint();
}

} // namespace

Result<RestoreOutcome> runRestore(JobControl &control, const RestoreRequest &request, FileSystem &fileSystem,
                                  const Clock &clock)
{
    const auto started = clock.steadyNow();
    RestoreOutcome outcome;
    LIFEBOAT_ASSIGN(outcome.plan, planRestore(control,
                                              {.archive = request.archive,
                                               .target = request.target,
                                               .force = request.force,
                                               .compare = !request.force,
                                               .threads = request.threads},
                                              fileSystem));
    const RestorePlan &plan = outcome.plan;
    outcome.position = plan.action == RestoreAction::Skip ? plan.local : plan.archive.manifest.position;
    if (plan.action == RestoreAction::Full) {
        LIFEBOAT_TRY(checkConfirmation(plan, request.confirmedName));
        // Said before an hour of work, and made sure of again when the swap takes its lock.
        if (!plan.users.isEmpty())
            return failure(ErrorCode::TargetInUse, plan.target, describe(plan.users));
        // A node map that cannot be read is said now, not when the new state is in place.
        LIFEBOAT_TRY(readNodeMap(fileSystem, plan.target));
        LIFEBOAT_ASSIGN(const auto staging, Staging::open(fileSystem, plan.target, plan.archive));
        if (const auto old = fileSystem.info(plan.target))
            LIFEBOAT_TRY(staging->file().setAccess(old->access));
        if (auto staged = stage(control, request, fileSystem, clock, *staging, outcome); !staged) {
            const ErrorCode code = staged.error().code;
            if (isDamage(code) || code == ErrorCode::IntegrityFailed)
                staging->discard();
            return failure(staged.error());
        }
        control.progress().begin(Stage::Swapping, 0, 990);
        LIFEBOAT_ASSIGN(const FileInfo staged, staging->file().info());
        LIFEBOAT_ASSIGN(outcome.previousPath, swapDatabase(fileSystem, staging->path(), plan.target,
                                                               plan.targetExists ? Existing::Replace : Existing::Refuse));
        LIFEBOAT_TRY(staging->removeNote());
        LIFEBOAT_TRY(noteRestored(fileSystem, plan, staged, outcome.position, clock));
    } else {
        // Only neatness: a directory that cannot be written to is skipped all the same.
        (void)Staging::tidy(fileSystem, plan.target);
    }
    if (plan.archive.manifest.position) {
        LIFEBOAT_ASSIGN(outcome.addedNodes, mergeNodeMap(fileSystem, plan.target, plan.archive.manifest.nodeMap));
    }
    outcome.totalTime = since(clock, started);
    control.progress().begin(Stage::Done, 0, 1000);
    return outcome;
}

} // namespace lifeboat
