// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/archive/archivereader.h"
#include "engine/state/databaseusers.h"

namespace lifeboat {

enum class RestoreAction {
    Skip, ///< the target already holds this content, or newer: no data is written
    Full, ///< every page is written
};

/// Why a plan is what it is. Each has one sentence in ui/text.
enum class PlanReason {
    TargetMissing, ///< there is nothing at the target
    LocalCovers, ///< same lineage, or one that descends of it behind the snapshot; local applied index at or past the snapshot's
    LocalBehind, ///< same lineage, local applied index before the snapshot's
    OtherLineage, ///< both are managed, but of different histories
    ForeignTarget, ///< the target has no applied index to compare
    ForeignSnapshot, ///< the snapshot has none
    SameContent, ///< every page of the target equals the snapshot's
    ContentDiffers, ///< some page differs
    RestoreUnfinished, ///< an earlier restore of this snapshot was interrupted; its staging will be used
    RestoreRunning, ///< another restore is at work there: see Staging::isInUse
    TargetDamaged, ///< the target is not a sound database
    Forced, ///< asked to restore although it would be skipped
};

/// What a restore would do, decided before anything is touched.
struct RestorePlan {
    ArchiveSummary archive;
    QString archivePath;
    QString target;
    RestoreAction action = RestoreAction::Full;
    QList<PlanReason> reasons; ///< most decisive first
    std::optional<Position> local; ///< of a managed target
    bool targetExists = false;
    qint64 targetBytes = 0; ///< size of what would be replaced
    qint64 writeBytes = 0; ///< 0 for Skip
    std::optional<qint64> unchangedBytes; ///< of the target, where it was compared page by page
    bool comparedWithoutReading = false; ///< SameContent is known from the last restore's note
    QList<DatabaseUser> users; ///< who has the target open now
    /// What must be typed to replace the target; empty if nothing is replaced.
    QString confirmation() const;
    /// A new lineage begins: the target was further along in the same history, or its log goes on from another.
    bool startsLineage = false;
    Lineage joins; ///< where none begins: the continuation of the snapshot's history that the state goes on as; empty: its own
    QString log; ///< the one the state follows, equal on nodes that share it; empty: not told, or one for all
};

struct PlanRequest {
    QString archive;
    QString target; ///< path of the database to be; where it is a link, the database it leads to is replaced
    bool force = false; ///< restore even where the plan would be Skip
    bool compare = true; ///< read an existing foreign target and compare its pages
    int threads = 0;
};

/// Makes the plan. Reads the archive's manifest and end, the target's header and position; only a foreign target
/// without a valid note is read whole (progress: Opening). Skip costs the same few milliseconds for any size.
/// Archive errors as ArchiveReader::readSummary; DirectoryMissing; NotAFile; NotFound if the target is a link that leads
/// nowhere; InvalidArgument if it is the archive itself; DatabaseLinked.
Result<RestorePlan> planRestore(JobControl &control, const PlanRequest &request, FileSystem &fileSystem);

/// A managed state takes snapshots of managed states only, a foreign one those of foreign databases: StateKindDiffers.
Result<> checkStateKind(bool isManaged, const Manifest &manifest);

} // namespace lifeboat
