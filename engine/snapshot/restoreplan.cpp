// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/snapshot/restoreplan.h"

#include "engine/base/digest.h"
#include "engine/jobs/parallel.h"
#include "engine/snapshot/staging.h"
#include "engine/state/fsmstate.h"
#include "engine/state/livedatabase.h"
#include "engine/state/position.h"
#include "engine/state/othernames.h"
#include "engine/state/statenames.h"

#include <QFileInfo>

namespace lifeboat {

namespace {

/// What stands at the target now.
struct LocalState {
    FileInfo file;
    std::optional<Position> position;
    bool descends = false; ///< of the snapshot: of another lineage that goes on from there or later
    bool sound = false; ///< header, size and position could be read
};

/// The quick check of the local header: O(1).
LocalState lookAt(FileSystem &fileSystem, const QString &target, const FileInfo &file, const std::optional<Position> &snapshot)
{
    LocalState local;
    local.file = file;
    const auto database = LiveDatabase::open(target);
    const auto header = database ? database->header() : failure(database.error());
    if (!header || file.size % header->pageSize != 0 || (header->pageCount > 0 && file.size < header->pageCount * header->pageSize))
        return local;
    const auto connection = openToLook(fileSystem, target);
    const auto position = connection ? readPosition(**connection) : failure(connection.error());
    if (!position && position.error().code != ErrorCode::DatabaseBusy && position.error().code != ErrorCode::PermissionDenied)
        return local;
    local.sound = true;
    if (position)
        local.position = *position;
    if (local.position && snapshot && local.position->lineage != snapshot->lineage) {
        const auto branch = readBranch(**connection, snapshot->lineage);
        local.descends = branch && *branch >= snapshot->appliedIndex;
    }
    return local;
}

bool hasPendingWal(FileSystem &fileSystem, const QString &target)
{
    for (const auto *suffix : {"-wal", "-journal"}) {
        const auto about = fileSystem.info(target + QLatin1StringView(suffix));
        if (about && about->size > 0)
            return true;
    }
    return false;
}

/// Bytes of the target's file that equal the snapshot's pages, by hashes.
Result<qint64> compareContent(JobControl &control, FileSystem &fileSystem, const PlanRequest &request)
{
    LIFEBOAT_ASSIGN(const auto reader, ArchiveReader::open(fileSystem, request.archive));
    LIFEBOAT_ASSIGN(const LiveDatabase database, LiveDatabase::open(request.target));
    const Manifest &manifest = reader->manifest();
    const int threads = workerCount(request.threads);
    std::vector<QByteArray> buffers{size_t(threads)};
    std::atomic<qint64> equal = 0;
    control.progress().begin(Stage::Opening, manifest.rawBytes(), 0);
    LIFEBOAT_TRY(reader->verifyIndex(control));
    LIFEBOAT_TRY(parallelFor(control, threads, manifest.segmentCount(), [&](JobControl &inner, qint64 number, int worker) -> Result<> {
        QByteArray &pages = buffers[size_t(worker)];
        pages.resizeForOverwrite(manifest.segmentSize(number));
        LIFEBOAT_ASSIGN(const qint64 got, database.readAt(number * manifest.segmentBytes, {pages.data(), size_t(pages.size())}));
        LIFEBOAT_ASSIGN(const QByteArray expected, reader->pageHashes(number));
        const qint64 whole = got / manifest.pageSize;
        QByteArray found(whole * kPageHashBytes, Qt::Uninitialized);
        hashPages({pages.constData(), size_t(whole * manifest.pageSize)}, manifest.pageSize, {found.data(), size_t(found.size())});
        for (qint64 page = 0; page < whole; ++page) {
            const qint64 at = page * kPageHashBytes;
            if (QByteArrayView(found).sliced(at, kPageHashBytes) == QByteArrayView(expected).sliced(at, kPageHashBytes))
                equal += manifest.pageSize;
        }
        inner.progress().advance(pages.size());
        return {};
    }));
    return equal.load();
}

/// For two managed states positions decide and no data is read.
void decideByPosition(RestorePlan &plan, const LocalState &local, const Position &snapshot)
{
    if (local.position->lineage != snapshot.lineage && !local.descends) {
        plan.reasons.append(PlanReason::OtherLineage);
    } else if (!local.descends && local.position->appliedIndex < snapshot.appliedIndex) {
        plan.reasons.append(PlanReason::LocalBehind);
    } else {
        plan.action = RestoreAction::Skip;
        plan.reasons.append(PlanReason::LocalCovers);
    }
}

Result<> decideByContent(JobControl &control, RestorePlan &plan, const PlanRequest &request, const LocalState &local,
                         FileSystem &fileSystem)
{
    plan.reasons.append(local.position ? PlanReason::ForeignSnapshot : PlanReason::ForeignTarget);
    const Manifest &manifest = plan.archive.manifest;
    if (hasPendingWal(fileSystem, request.target))
        return {};
    const auto note = readFsmState(fileSystem, request.target);
    if (note && note->contentDigest == manifest.contentDigest && note->describes(local.file)) {
        plan.action = RestoreAction::Skip;
        plan.comparedWithoutReading = true;
        plan.unchangedBytes = manifest.rawBytes();
        plan.reasons = {PlanReason::SameContent};
        return {};
    }
    if (!request.compare)
        return {};
    LIFEBOAT_ASSIGN(plan.unchangedBytes, compareContent(control, fileSystem, request));
    const bool same = *plan.unchangedBytes == manifest.rawBytes() && local.file.size == manifest.rawBytes();
    if (same) {
        plan.action = RestoreAction::Skip;
        plan.reasons = {PlanReason::SameContent};
    } else {
        plan.reasons.prepend(PlanReason::ContentDiffers);
    }
    return {};
}

/// What makes a target impossible is said before anything is done for it.
Result<> checkTarget(FileSystem &fileSystem, const PlanRequest &request)
{
    const auto directory = fileSystem.info(directoryOf(request.target));
    if (!directory || !directory->isDirectory)
        return failure(ErrorCode::DirectoryMissing, directoryOf(request.target));
    const auto file = fileSystem.info(request.target);
    if (!file && file.error().code != ErrorCode::NotFound)
        return failure(file.error());
    if (!file && QFileInfo(request.target).isSymLink())
        return failure(ErrorCode::NotFound, request.target, QStringLiteral("a link that leads nowhere"));
    if (file && !file->isFile)
        return failure(ErrorCode::NotAFile, request.target);
    const auto archive = fileSystem.info(request.archive);
    if (file && archive && file->device == archive->device && file->inode == archive->inode)
        return failure(ErrorCode::InvalidArgument, request.target, QStringLiteral("the archive itself"));
    for (const QString &previous : {previousPath(request.target), replacedPath(request.target)}) {
        if (const auto about = fileSystem.info(previous); about && !about->isFile)
            return failure(ErrorCode::NotAFile, previous);
    }
    return refuseOtherNames(fileSystem, request.target);
}

} // namespace

QString RestorePlan::confirmation() const
{
    return targetExists && action == RestoreAction::Full ? fileNameOf(target) : QString();
}

Result<RestorePlan> planRestore(JobControl &control, const PlanRequest &wanted, FileSystem &fileSystem)
{
    control.progress().begin(Stage::Opening, 0, 0);
    PlanRequest request = wanted;
    // A link stays a link: the database it leads to is what is replaced.
    request.target = followLinks(wanted.target);
    RestorePlan plan;
    plan.archivePath = request.archive;
    plan.target = request.target;
    LIFEBOAT_ASSIGN(plan.archive, ArchiveReader::readSummary(fileSystem, request.archive));
    LIFEBOAT_TRY(checkTarget(fileSystem, request));
    const bool unfinished = Staging::belongsTo(fileSystem, request.target, plan.archive.manifestDigest);

    const auto file = fileSystem.info(request.target);
    LocalState local;
    if (!file) {
        plan.reasons.append(PlanReason::TargetMissing);
    } else {
        plan.targetExists = true;
        plan.targetBytes = file->size;
        plan.users = usersOf(request.target);
        const auto &snapshot = plan.archive.manifest.position;
        local = lookAt(fileSystem, request.target, *file, snapshot);
        plan.local = local.position;
        if (!local.sound)
            plan.reasons.append(PlanReason::TargetDamaged);
        else if (local.position && snapshot)
            decideByPosition(plan, local, *snapshot);
        else
            LIFEBOAT_TRY(decideByContent(control, plan, request, local, fileSystem));
    }
    if (request.force && plan.action == RestoreAction::Skip) {
        plan.action = RestoreAction::Full;
        plan.reasons.prepend(PlanReason::Forced);
    }
    // What an earlier restore has staged makes this one quicker. It allows none: that one may have been forced.
    if (unfinished && plan.action == RestoreAction::Full)
        plan.reasons.prepend(PlanReason::RestoreUnfinished);
    // Also when an interrupted restore is finished: nobody may take the outcome for the old history.
    const auto &snapshot = plan.archive.manifest.position;
    const bool isPast = plan.local && snapshot && plan.local->lineage == snapshot->lineage && plan.local->appliedIndex > snapshot->appliedIndex;
    plan.startsLineage = plan.action == RestoreAction::Full && (isPast || local.descends);
    plan.writeBytes = plan.action == RestoreAction::Full ? plan.archive.manifest.rawBytes() : 0;
    return plan;
}

Result<> checkStateKind(bool isManaged, const Manifest &manifest)
{
    if (isManaged == manifest.position.has_value())
        return {};
    return failure(ErrorCode::StateKindDiffers, manifest.name,
                   isManaged ? QStringLiteral("no managed state") : QStringLiteral("a managed state"));
}

} // namespace lifeboat
