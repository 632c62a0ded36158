// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/base/error.h"

#include <cerrno>
#include <cstring>

using namespace Qt::StringLiterals;

namespace lifeboat {

QString codeName(ErrorCode code)
{
    switch (code) {
#define LIFEBOAT_NAME(name) \
    case ErrorCode::name: \
        return u"" #name ""_s;
        LIFEBOAT_NAME(Canceled)
        LIFEBOAT_NAME(InvalidArgument)
        LIFEBOAT_NAME(Unexpected)
        LIFEBOAT_NAME(NotFound)
        LIFEBOAT_NAME(DirectoryMissing)
        LIFEBOAT_NAME(NotAFile)
        LIFEBOAT_NAME(AlreadyExists)
        LIFEBOAT_NAME(PermissionDenied)
        LIFEBOAT_NAME(DiskFull)
        LIFEBOAT_NAME(ReadFailed)
        LIFEBOAT_NAME(WriteFailed)
        LIFEBOAT_NAME(Locked)
        LIFEBOAT_NAME(NoteInvalid)
        LIFEBOAT_NAME(NotADatabase)
        LIFEBOAT_NAME(DatabaseEncrypted)
        LIFEBOAT_NAME(DatabaseCorrupt)
        LIFEBOAT_NAME(DatabaseEmpty)
        LIFEBOAT_NAME(DatabaseBusy)
        LIFEBOAT_NAME(DatabaseUnsupported)
        LIFEBOAT_NAME(DatabaseLinked)
        LIFEBOAT_NAME(QueryFailed)
        LIFEBOAT_NAME(NotAnArchive)
        LIFEBOAT_NAME(ArchiveTruncated)
        LIFEBOAT_NAME(ArchiveDamaged)
        LIFEBOAT_NAME(MemberMissing)
        LIFEBOAT_NAME(MemberDuplicate)
        LIFEBOAT_NAME(MemberUnexpected)
        LIFEBOAT_NAME(MemberMisplaced)
        LIFEBOAT_NAME(MemberNameUnsafe)
        LIFEBOAT_NAME(ManifestMisplaced)
        LIFEBOAT_NAME(ManifestInvalid)
        LIFEBOAT_NAME(ManifestTooLarge)
        LIFEBOAT_NAME(ManifestVersionUnknown)
        LIFEBOAT_NAME(SizeContradiction)
        LIFEBOAT_NAME(DigestMismatch)
        LIFEBOAT_NAME(SegmentCorrupt)
        LIFEBOAT_NAME(PageMismatch)
        LIFEBOAT_NAME(KindUnsupported)
        LIFEBOAT_NAME(LimitExceeded)
        LIFEBOAT_NAME(TargetInUse)
        LIFEBOAT_NAME(ConfirmationNeeded)
        LIFEBOAT_NAME(ConfirmationWrong)
        LIFEBOAT_NAME(StateKindDiffers)
        LIFEBOAT_NAME(NodesWouldPart)
        LIFEBOAT_NAME(IntegrityFailed)
        LIFEBOAT_NAME(PlanInvalid)
        LIFEBOAT_NAME(EntryDuplicate)
        LIFEBOAT_NAME(EntryMissing)
        LIFEBOAT_NAME(LogTrimmed)
        LIFEBOAT_NAME(LineageDiffers)
        LIFEBOAT_NAME(LogDamaged)
        LIFEBOAT_NAME(LogMissing)
        LIFEBOAT_NAME(LogDiffers)
        LIFEBOAT_NAME(DocumentInvalid)
        LIFEBOAT_NAME(Busy)
        LIFEBOAT_NAME(ConfigurationInvalid)
        LIFEBOAT_NAME(SnapshotProtected)
        LIFEBOAT_NAME(Unnoted)
        LIFEBOAT_NAME(AuditBroken)
        LIFEBOAT_NAME(LeaseHeld)
        LIFEBOAT_NAME(HolderSilent)
        LIFEBOAT_NAME(LeaseLost)
        LIFEBOAT_NAME(LeasesLost)
        LIFEBOAT_NAME(LeaseInvalid)
        LIFEBOAT_NAME(RevisionDiffers)
        LIFEBOAT_NAME(NameTaken)
        LIFEBOAT_NAME(PointerInvalid)
        LIFEBOAT_NAME(NotPublished)
        LIFEBOAT_NAME(Unreachable)
        LIFEBOAT_NAME(TimedOut)
        LIFEBOAT_NAME(Disconnected)
        LIFEBOAT_NAME(RateLimited)
        LIFEBOAT_NAME(ProtocolViolation)
        LIFEBOAT_NAME(ProtocolVersion)
        LIFEBOAT_NAME(AuthenticationFailed)
        LIFEBOAT_NAME(RoleInsufficient)
        LIFEBOAT_NAME(CertificateUntrusted)
        LIFEBOAT_NAME(SecretUnavailable)
        LIFEBOAT_NAME(ServiceMissing)
        LIFEBOAT_NAME(SettingsDiffer)
#undef LIFEBOAT_NAME
    }
    return u"Unknown"_s;
}

std::optional<ErrorCode> codeFromName(QStringView name)
{
    for (int i = 0; i <= int(ErrorCode::SettingsDiffer); ++i) {
        if (codeName(ErrorCode(i)) == name)
            return ErrorCode(i);
    }
    return std::nullopt;
}

QString toString(const Error &error)
{
    QString text = codeName(error.code);
    if (!error.subject.isEmpty())
        text += u": "_s + error.subject;
    if (!error.detail.isEmpty())
        text += u": "_s + error.detail;
    return text;
}

Error systemError(int errnoValue, ErrorCode fallback, const QString &subject)
{
    ErrorCode code = fallback;
    switch (errnoValue) {
    case ENOENT:
    case ENOTDIR:
        code = ErrorCode::NotFound;
        break;
    case EEXIST:
        code = ErrorCode::AlreadyExists;
        break;
    case EISDIR:
        code = ErrorCode::NotAFile;
        break;
    case EACCES:
    case EPERM:
    case EROFS:
        code = ErrorCode::PermissionDenied;
        break;
    case ENOSPC:
    case EDQUOT:
    case EFBIG:
        code = ErrorCode::DiskFull;
        break;
    default:
        break;
    }
    return {code, subject, QString::fromLocal8Bit(std::strerror(errnoValue))};
}

} // namespace lifeboat
