// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/snapshot/verifier.h"

#include "engine/base/limits.h"
#include "engine/jobs/parallel.h"

namespace lifeboat {

namespace {

Result<> readEverySegment(JobControl &control, const ArchiveReader &reader, int threads)
{
    struct Worker {
        SegmentDecoder decoder;
        QByteArray frame;
        QByteArray pages;
    };
    std::vector<Worker> workers{size_t(threads)};
    return parallelFor(control, threads, reader.manifest().segmentCount(),
                       [&](JobControl &inner, qint64 number, int index) -> Result<> {
                           Worker &worker = workers[size_t(index)];
                           worker.pages.resizeForOverwrite(reader.segmentSize(number));
                           LIFEBOAT_TRY(reader.readSegment(number, worker.decoder, worker.frame,
                                                           {worker.pages.data(), size_t(worker.pages.size())}));
                           inner.progress().advance(worker.pages.size());
                           return {};
                       });
}

Result<VerifyOutcome> verify(JobControl &control, const VerifyRequest &request, FileSystem &fileSystem)
{
    const int threads = workerCount(request.threads);
    VerifyOutcome outcome;
    outcome.depth = request.depth;
    if (request.depth == Depth::Listed) {
        LIFEBOAT_ASSIGN(outcome.summary, ArchiveReader::readSummary(fileSystem, request.archive));
        return outcome;
    }
    LIFEBOAT_ASSIGN(const auto reader, ArchiveReader::open(fileSystem, request.archive));
    outcome.summary = reader->summary();
    outcome.bytesRead = outcome.summary.archiveBytes;
    if (request.depth == Depth::Sealed) {
        control.progress().begin(Stage::Verifying, outcome.summary.manifest.storedBytes, 1000);
        LIFEBOAT_TRY(reader->verifyMembers(control, threads));
    } else {
        // Each frame's SHA-256 is compared on the way to its pages, so nothing is read twice.
        control.progress().begin(Stage::Verifying, outcome.summary.manifest.rawBytes(), 1000);
        LIFEBOAT_TRY(reader->verifyIndex(control));
        LIFEBOAT_TRY(readEverySegment(control, *reader, threads));
    }
    return outcome;
}

} // namespace

bool isDamage(ErrorCode code)
{
    switch (code) {
    case ErrorCode::NotAnArchive:
    case ErrorCode::ArchiveTruncated:
    case ErrorCode::ArchiveDamaged:
    case ErrorCode::MemberMissing:
    case ErrorCode::MemberDuplicate:
    case ErrorCode::MemberUnexpected:
    case ErrorCode::MemberMisplaced:
    case ErrorCode::MemberNameUnsafe:
    case ErrorCode::ManifestMisplaced:
    case ErrorCode::ManifestInvalid:
    case ErrorCode::ManifestTooLarge:
    case ErrorCode::SizeContradiction:
    case ErrorCode::DigestMismatch:
    case ErrorCode::SegmentCorrupt:
    case ErrorCode::PageMismatch:
        return true;
    default:
        return false;
    }
}

Result<VerifyOutcome> verifySnapshot(JobControl &control, const VerifyRequest &request, FileSystem &fileSystem,
                                     const Clock &clock)
{
    if (request.depth == Depth::Restored)
        return failure(ErrorCode::InvalidArgument, request.archive, depthName(request.depth));
    const auto started = clock.steadyNow();
    LIFEBOAT_ASSIGN(const FileInfo examined, fileSystem.info(request.archive));
    auto outcome = verify(control, request, fileSystem);
    if (outcome)
        outcome->time = std::chrono::duration_cast<std::chrono::milliseconds>(clock.steadyNow() - started);
    if (outcome || isDamage(outcome.error().code)) {
        const std::optional<Error> damage = outcome ? std::nullopt : std::optional(outcome.error());
        // A store we may not write to is verified all the same; only the note is lost.
        (void)recordVerification(fileSystem, request.archive,
                                 {.depth = request.depth, .at = clock.utcNow(), .damage = damage},
                                 outcome ? std::optional(outcome->summary) : std::nullopt, examined);
    }
    control.progress().begin(Stage::Done, 0, 1000);
    return outcome;
}

} // namespace lifeboat
