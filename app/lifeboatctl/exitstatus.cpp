// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/lifeboatctl/exitstatus.h"

#include <algorithm>

namespace lifeboat::cli {

// Without a default, so that the compiler names a code that has no status yet.
ExitStatus statusOf(ErrorCode code)
{
    switch (code) {
    case ErrorCode::Canceled:
        return ExitStatus::Canceled;

    case ErrorCode::InvalidArgument:
    case ErrorCode::PlanInvalid:
    case ErrorCode::DocumentInvalid:
    case ErrorCode::ConfigurationInvalid:
        return ExitStatus::Usage;

    case ErrorCode::Unexpected:
    case ErrorCode::NotFound:
    case ErrorCode::DirectoryMissing:
    case ErrorCode::NotAFile:
    case ErrorCode::PermissionDenied:
    case ErrorCode::DiskFull:
    case ErrorCode::ReadFailed:
    case ErrorCode::WriteFailed:
    case ErrorCode::NoteInvalid:
    case ErrorCode::LeasesLost:
    case ErrorCode::LeaseInvalid:
    case ErrorCode::PointerInvalid:
    case ErrorCode::DatabaseUnsupported:
    case ErrorCode::ManifestVersionUnknown:
    case ErrorCode::KindUnsupported:
    case ErrorCode::LogTrimmed:
    case ErrorCode::LineageDiffers:
    case ErrorCode::LogMissing:
    case ErrorCode::LogDiffers:
    case ErrorCode::Unreachable:
    case ErrorCode::TimedOut:
    case ErrorCode::Disconnected:
    case ErrorCode::HolderSilent:
    case ErrorCode::Unnoted:
    case ErrorCode::ProtocolViolation:
    case ErrorCode::ProtocolVersion:
    case ErrorCode::SecretUnavailable:
    case ErrorCode::ServiceMissing:
        return ExitStatus::Unavailable;

    case ErrorCode::AlreadyExists:
    case ErrorCode::Locked:
    case ErrorCode::DatabaseLinked:
    case ErrorCode::DatabaseBusy:
    case ErrorCode::TargetInUse:
    case ErrorCode::ConfirmationNeeded:
    case ErrorCode::ConfirmationWrong:
    case ErrorCode::StateKindDiffers:
    case ErrorCode::NodesWouldPart:
    case ErrorCode::EntryDuplicate:
    case ErrorCode::Busy:
    case ErrorCode::SnapshotProtected:
    case ErrorCode::LeaseHeld:
    case ErrorCode::LeaseLost:
    case ErrorCode::RevisionDiffers:
    case ErrorCode::NameTaken:
    case ErrorCode::NotPublished:
    case ErrorCode::RateLimited:
    case ErrorCode::AuthenticationFailed:
    case ErrorCode::RoleInsufficient:
    case ErrorCode::CertificateUntrusted:
    case ErrorCode::SettingsDiffer:
        return ExitStatus::Refused;

    case ErrorCode::NotADatabase:
    case ErrorCode::DatabaseEncrypted:
    case ErrorCode::DatabaseCorrupt:
    case ErrorCode::DatabaseEmpty:
    case ErrorCode::QueryFailed:
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
    case ErrorCode::LimitExceeded:
    case ErrorCode::IntegrityFailed:
    case ErrorCode::EntryMissing:
    case ErrorCode::LogDamaged:
    case ErrorCode::AuditBroken:
        return ExitStatus::Damage;
    }
    return ExitStatus::Unavailable;
}

ExitStatus worse(ExitStatus a, ExitStatus b)
{
    for (const ExitStatus decisive : {ExitStatus::Canceled, ExitStatus::Damage}) {
        if (a == decisive || b == decisive)
            return decisive;
    }
    return std::max(a, b);
}

} // namespace lifeboat::cli
