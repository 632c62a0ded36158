// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/archive/sidecar.h"
#include "engine/jobs/jobcontrol.h"

namespace lifeboat {

struct VerifyRequest {
    QString archive;
    Depth depth = Depth::Read; ///< Listed, Sealed or Read; Restored is what a drill reaches
    int threads = 0; ///< 0: one per core
};

struct VerifyOutcome {
    ArchiveSummary summary;
    Depth depth = Depth::Listed; ///< reached
    qint64 bytesRead = 0;
    std::chrono::milliseconds time{};
};

/// Verifies an archive to the wanted depth and notes outcome or damage in its sidecar, unless another file took its
/// name meanwhile. An Error is the damage found
/// (or Canceled, or that the file could not be read, which notes nothing).
Result<VerifyOutcome> verifySnapshot(JobControl &control, const VerifyRequest &request, FileSystem &fileSystem,
                                     const Clock &clock = SystemClock::instance());

/// True for errors that say the archive itself is bad, as opposed to not reachable, cancelled or not supported.
bool isDamage(ErrorCode code);

} // namespace lifeboat
