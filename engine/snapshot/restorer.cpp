// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/snapshot/restorer.h"

#include "engine/base/digest.h"
#include "engine/jobs/parallel.h"
#include "engine/snapshot/databaseswap.h"
#include "engine/snapshot/staging.h"
#include "engine/snapshot/verifier.h"
#include "engine/state/fsmstate.h"
#include "engine/state/position.h"

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
Result<> syncAndCheck(JobControl &control, Staging &staging, const RestoreRequest &request, const Clock &clock,
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
    auto findings = checkIntegrity(control, staging.path(), request.integrity);
    outcome.checkTime = since(clock, started);
    LIFEBOAT_TRY(synced.get());
    LIFEBOAT_ASSIGN(outcome.findings, std::move(findings));
    if (!outcome.findings.structure.isEmpty() && !request.acceptFindings)
        return failure(ErrorCode::IntegrityFailed, staging.path(), outcome.findings.structure.join(u"; "_s));
    return {};
}

/// `file`: the database as it was right before it took the target's name, or was found to be the snapshot's; what
/// anybody wrote since is not ours.
Result<> noteRestored(FileSystem &fileSystem, const RestorePlan &plan, const FileInfo &file,
                      const std::optional<Position> &position, const QString &operation, const Clock &clock)
{
    FsmState state;
    state.position = position;
    state.snapshot = plan.archive.manifest.id;
    const bool isAsTaken = position == plan.archive.manifest.position;
    state.contentDigest = isAsTaken ? plan.archive.manifest.contentDigest : QByteArray();
    state.restoredAt = clock.utcNow();
    state.operation = operation;
    state.fileSize = file.size;
    state.modifiedNs = file.modifiedNs;
    state.inode = file.inode;
    return writeFsmState(fileSystem, plan.target, state);
}

/// The note a restore killed right after its swap did not come to write. A target that only happens to be the snapshot's
/// content gets it too: the next plan need not read it.
void noteUnlessNoted(FileSystem &fileSystem, const RestorePlan &plan, const Clock &clock)
{
    const bool same = plan.reasons.contains(PlanReason::SameContent)
        || (plan.local && plan.local == plan.archive.manifest.position);
    const auto file = fileSystem.info(plan.target);
    const auto note = readFsmState(fileSystem, plan.target);
    if (!same || !file || file->size != plan.targetBytes || (note && note->describes(*file)))
        return;
    // Nobody waits for it, and a directory that cannot be written to is skipped all the same.
    (void)noteRestored(fileSystem, plan, *file, plan.local, note ? note->operation : QString(), clock);
}

/// Going back in a history begins a new one: the state must not be taken for the old history's at that index.
Result<> beginLineage(Staging &staging, const Lineage &wanted, Position &position)
{
    const Position before = position;
    position.lineage = wanted.isEmpty() ? makeLineage() : wanted;
    LIFEBOAT_ASSIGN(const auto connection, Connection::open(staging.path(), Connection::Access::ReadWrite));
    LIFEBOAT_ASSIGN(const auto branch, readBranch(*connection, position.lineage));
    if (branch || position.lineage == before.lineage)
        return failure(ErrorCode::InvalidArgument, u"lineage"_s, u"the snapshot is of that history"_s);
    LIFEBOAT_TRY(connection->execute(u"PRAGMA synchronous = FULL"_s));
    LIFEBOAT_TRY(branchOff(*connection, before, position.lineage));
    // Closing folds the log in too, but would not say so if it failed.
    LIFEBOAT_ASSIGN(const QVariant busy, connection->query(u"PRAGMA wal_checkpoint(TRUNCATE)"_s));
    if (busy.toInt() != 0)
        return failure(ErrorCode::DatabaseBusy, staging.path());
    return {};
}

void warnOf(RestoreOutcome &outcome, const Result<> &done)
{
    if (!done)
        outcome.warnings.append(done.error());
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
    LIFEBOAT_TRY(syncAndCheck(control, staging, request, clock, outcome));
    if (outcome.plan.startsLineage)
        LIFEBOAT_TRY(beginLineage(staging, request.lineage, *outcome.position));
    else if (!request.joins.isEmpty() && outcome.position && outcome.position->lineage != request.joins)
        LIFEBOAT_TRY(beginLineage(staging, request.joins, *outcome.position));
    return control.checkpoint();
}

/// Everything from the plan to the new state in the target's place.
Result<> replaceTarget(JobControl &control, const RestoreRequest &request, FileSystem &fileSystem, const Clock &clock,
                       RestoreOutcome &outcome)
{
    const RestorePlan &plan = outcome.plan;
    LIFEBOAT_TRY(checkConfirmation(plan, request.confirmedName));
    // Said before an hour of work, and made sure of again when the swap takes its lock.
    if (!plan.users.isEmpty())
        return failure(ErrorCode::TargetInUse, plan.target, describe(plan.users));
    LIFEBOAT_ASSIGN(auto staging, Staging::open(fileSystem, plan.target, plan.archive, request.operation));
    if (const auto old = fileSystem.info(plan.target))
        LIFEBOAT_TRY(staging->file().setAccess(old->access));
    if (auto staged = stage(control, request, fileSystem, clock, *staging, outcome); !staged) {
        const ErrorCode code = staged.error().code;
        // Nobody goes on with what is damaged; and where the device is full its space is wanted.
        if (isDamage(code) || code == ErrorCode::IntegrityFailed || code == ErrorCode::DiskFull)
            staging->discard();
        return failure(staged.error());
    }
    control.progress().begin(Stage::Swapping, 0, 990);
    LIFEBOAT_ASSIGN(const FileInfo staged, staging->file().info());
    LIFEBOAT_ASSIGN(const DatabaseSwap swapped, swapDatabase(fileSystem, staging->path(), plan.target,
                                                             plan.targetExists ? Existing::Replace : Existing::Refuse));
    outcome.previousPath = swapped.previousPath;
    outcome.warnings = swapped.warnings;
    // From here on the file is the live state, and closing a descriptor of it would drop locks others here may hold.
    staging.reset();
    const Result<> noted = noteRestored(fileSystem, plan, staged, outcome.position, request.operation, clock);
    warnOf(outcome, noted);
    // Until then the staging's note says whose work the new state is.
    if (noted)
        warnOf(outcome, Staging::tidy(fileSystem, plan.target));
    return {};
}

} // namespace

bool wasRestoredBy(FileSystem &fileSystem, const QString &target, const QString &operation)
{
    if (operation.isEmpty())
        return false;
    if (Staging::becameTarget(fileSystem, target, operation))
        return true;
    const auto note = readFsmState(fileSystem, target);
    const auto current = fileSystem.info(target);
    return note && current && note->operation == operation && note->inode == current->inode;
}

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
    if (request.beginsLineage && outcome.plan.action == RestoreAction::Full && outcome.plan.archive.manifest.position)
        outcome.plan.startsLineage = true;
    const RestorePlan &plan = outcome.plan;
    outcome.position = plan.action == RestoreAction::Skip ? plan.local : plan.archive.manifest.position;
    if (plan.action == RestoreAction::Full) {
        LIFEBOAT_TRY(replaceTarget(control, request, fileSystem, clock, outcome));
    } else {
        // Only neatness: a directory that cannot be written to is skipped all the same.
        (void)Staging::tidy(fileSystem, plan.target);
        (void)finishAbandonedSwap(fileSystem, plan.target);
        noteUnlessNoted(fileSystem, plan, clock);
    }
    if (plan.archive.manifest.position) {
        const auto added = mergeNodeMap(fileSystem, plan.target, plan.archive.manifest.nodeMap);
        outcome.addedNodes = added.value_or(0);
        if (!added)
            outcome.warnings.append(added.error());
    }
    outcome.totalTime = since(clock, started);
    control.progress().begin(Stage::Done, 0, 1000);
    return outcome;
}

} // namespace lifeboat
