// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/snapshot/integritycheck.h"
#include "engine/snapshot/restoreplan.h"

namespace lifeboat {

struct RestoreRequest {
    QString archive;
    QString target;
    QString confirmedName; ///< what the operator typed; must be the target's file name if it is replaced
    bool force = false; ///< restore over an equal or newer state
    Integrity integrity = Integrity::Quick;
    bool acceptFindings = false; ///< take the database as it was, also if SQLite's check finds its structure broken
    int threads = 0; ///< 0: one per core
    QString operation = {}; ///< noted with the restored state, see wasRestoredBy; empty: none
    bool beginsLineage = false; ///< also where this target alone would join the snapshot's: another of the same restore begins one
    Lineage lineage = {}; ///< to begin where going back begins one, so that several nodes begin the same; empty: a fresh one
    Lineage joins = {}; ///< where none is begun: a continuation of the snapshot's history to go on as; empty: its own
};

struct RestoreOutcome {
    RestorePlan plan;
    QString previousPath; ///< where the old state is kept; empty if there was none
    qint64 decodedBytes = 0; ///< written by this run
    qint64 resumedBytes = 0; ///< already right in the staging of an interrupted run
    int addedNodes = 0; ///< node map entries learnt from the manifest
    std::optional<Position> position; ///< the restored state's
    IntegrityFindings findings; ///< what the restored database has wrong, as its source had
    QList<Error> warnings; ///< what failed once the new state was in place: notes that could not be written
    std::chrono::milliseconds writeTime{}; ///< decoding, digests, writing
    std::chrono::milliseconds syncTime{}; ///< until the device had it
    std::chrono::milliseconds checkTime{}; ///< SQLite's check, at the same time as the sync
    std::chrono::milliseconds totalTime{};
};

/// Restores an archive to `target` as its plan says. Every byte is verified (SHA-256, page hash, SQLite's check)
/// in a staging file before the target is touched; then the swap is one rename, and the old state stays as
/// "<target>.previous". A crash at any instant leaves the old state or the new one. A kill leaves the staging, which
/// the next run takes over; cancel keeps it too; damage discards it.
/// ConfirmationNeeded, ConfirmationWrong, TargetInUse, DiskFull, Locked, every archive error; IntegrityFailed if SQLite
/// finds the structure broken. An error means that the target is what it was; once the new state has taken its place,
/// whatever else fails is a warning of the outcome.
Result<RestoreOutcome> runRestore(JobControl &control, const RestoreRequest &request, FileSystem &fileSystem,
                                  const Clock &clock = SystemClock::instance());

/// True if the state at `target` is the one `operation` put there by a restore or an undo, also where that was killed right after: to
/// do it again would keep the new state as the old one. What was written into the state since does not matter.
bool wasRestoredBy(FileSystem &fileSystem, const QString &target, const QString &operation);

} // namespace lifeboat
