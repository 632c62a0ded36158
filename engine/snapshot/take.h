// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/archive/archivereader.h"
#include "engine/jobs/jobcontrol.h"

namespace lifeboat {

struct TakeRequest {
    QString database; ///< a SQLite database, live or at rest
    QString store; ///< directory for the archive; made if only its last part is missing
    int level = SegmentEncoder::kDefaultLevel; ///< SegmentEncoder::kMinLevel to kMaxLevel
    int threads = 0; ///< 0: one per core
    NodeId node; ///< empty: the host's name
    QJsonObject nodeMap; ///< topology to carry along
    qint64 maxBytes = 0; ///< of the database, LimitExceeded beyond; 0: any size
    bool isManaged = false; ///< a managed state is to stand there; StateKindDiffers where the database is none
};

struct TakenSnapshot {
    QString path; ///< of the archive
    ArchiveSummary summary;
    std::chrono::milliseconds captureTime{}; ///< from pinning to the last segment
    std::chrono::milliseconds totalTime{}; ///< until the verified archive has its name
};

/// Takes a full snapshot: pins the database, reads, hashes and compresses its pages on all cores, writes the archive,
/// verifies what was written (sealed) and gives it its name. Writers of a database in WAL mode are not blocked; see
/// FrozenDatabase for others. On failure or cancel nothing is left behind; leftovers of killed takes in the store are
/// removed. InvalidArgument for a level out of range; what FrozenDatabase::freeze says of the database, DatabaseLinked,
/// and DatabaseBusy where confirm() finds it changed; DirectoryMissing or NotAFile for the store; LimitExceeded;
/// DiskFull, WriteFailed…; Canceled.
Result<TakenSnapshot> takeSnapshot(JobControl &control, const TakeRequest &request, FileSystem &fileSystem,
                                   const Clock &clock = SystemClock::instance());

} // namespace lifeboat
