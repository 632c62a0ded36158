// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/text/errortext.h"

#include <QCoreApplication>

namespace lifeboat::text {

namespace {

/// How one error code is worded. Sentences are whole so that they can be translated; %1 is the subject.
struct Wording {
    const char *named; ///< with a subject
    const char *nameless; ///< where the subject is not known
    const char *advice = nullptr;
};

#define LIFEBOAT_TEXT(text) QT_TRANSLATE_NOOP("lifeboat::text", text)

constexpr const char *kTakeAnotherSnapshot
    = LIFEBOAT_TEXT("Do not rely on this archive: use another snapshot, and take a new one from the source if it still runs.");

Wording generalWording(ErrorCode code)
{
    switch (code) {
    case ErrorCode::Canceled:
        return {LIFEBOAT_TEXT("The work on %1 was cancelled before it was complete."),
                LIFEBOAT_TEXT("The operation was cancelled before it was complete."),
                LIFEBOAT_TEXT("Nothing is left half-done; start it again when you are ready.")};
    case ErrorCode::InvalidArgument:
        return {LIFEBOAT_TEXT("The value given for %1 is not allowed."), LIFEBOAT_TEXT("A given value is not allowed."),
                LIFEBOAT_TEXT("Check the value against its documented range.")};
    default:
        return {LIFEBOAT_TEXT("Something unexpected went wrong with %1."), LIFEBOAT_TEXT("Something unexpected went wrong."),
                LIFEBOAT_TEXT("Try again; if it happens again, report it together with the detail.")};
    }
}

Wording fileWording(ErrorCode code)
{
    switch (code) {
    case ErrorCode::NotFound:
        return {LIFEBOAT_TEXT("%1 was not found."), LIFEBOAT_TEXT("The file was not found."),
                LIFEBOAT_TEXT("Check the name and whether its device is mounted.")};
    case ErrorCode::DirectoryMissing:
        return {LIFEBOAT_TEXT("The directory %1 does not exist."), LIFEBOAT_TEXT("The directory does not exist."),
                LIFEBOAT_TEXT("Create the directory first or choose another one.")};
    case ErrorCode::NotAFile:
        return {LIFEBOAT_TEXT("%1 is not the kind of file that is needed here."),
                LIFEBOAT_TEXT("Something else stands where a file or directory is needed."),
                LIFEBOAT_TEXT("Choose another path.")};
    case ErrorCode::AlreadyExists:
        return {LIFEBOAT_TEXT("%1 already exists and is not replaced."), LIFEBOAT_TEXT("Something of that name already exists and is not replaced."),
                LIFEBOAT_TEXT("Choose another name, or move the existing one away.")};
    case ErrorCode::PermissionDenied:
        return {LIFEBOAT_TEXT("The system refuses access to %1."), LIFEBOAT_TEXT("The system refuses access."),
                LIFEBOAT_TEXT("Check owner and permissions, and that the file system is not mounted read-only.")};
    case ErrorCode::DiskFull:
        return {LIFEBOAT_TEXT("There is not enough space for %1."), LIFEBOAT_TEXT("There is not enough space on the device."),
                LIFEBOAT_TEXT("Free some space or choose a directory on another device.")};
    case ErrorCode::ReadFailed:
        return {LIFEBOAT_TEXT("%1 could not be read."), LIFEBOAT_TEXT("The device failed while reading."),
                LIFEBOAT_TEXT("Check the device that holds it, and try again.")};
    case ErrorCode::WriteFailed:
        return {LIFEBOAT_TEXT("%1 could not be written."), LIFEBOAT_TEXT("The device failed while writing."),
                LIFEBOAT_TEXT("Check the device that holds it, and try again.")};
    case ErrorCode::Locked:
        return {LIFEBOAT_TEXT("Another process is working on %1."), LIFEBOAT_TEXT("Another process is working on the same files."),
                LIFEBOAT_TEXT("Wait until it has finished, then try again.")};
    default:
        return generalWording(code);
    }
}

Wording databaseWording(ErrorCode code)
{
    switch (code) {
    case ErrorCode::NotADatabase:
        return {LIFEBOAT_TEXT("%1 is not a SQLite database."), LIFEBOAT_TEXT("The file is not a SQLite database."),
                LIFEBOAT_TEXT("Choose the database file itself.")};
    case ErrorCode::DatabaseEncrypted:
        return {LIFEBOAT_TEXT("%1 looks like an encrypted database, which cannot be read."),
                LIFEBOAT_TEXT("The database looks encrypted and cannot be read."),
                LIFEBOAT_TEXT("Export it to a plain SQLite database with the program that owns it, and use that.")};
    case ErrorCode::DatabaseCorrupt:
        return {LIFEBOAT_TEXT("The database %1 is damaged."), LIFEBOAT_TEXT("The database is damaged."),
                LIFEBOAT_TEXT("Restore it from its newest good snapshot.")};
    case ErrorCode::DatabaseEmpty:
        return {LIFEBOAT_TEXT("%1 is an empty file: there is nothing to take a snapshot of."),
                LIFEBOAT_TEXT("The database is an empty file."),
                LIFEBOAT_TEXT("Check that this is the right file and that its program has written to it.")};
    case ErrorCode::DatabaseBusy:
        return {LIFEBOAT_TEXT("The database %1 was kept locked by another program for too long."),
                LIFEBOAT_TEXT("The database was kept locked by another program for too long."),
                LIFEBOAT_TEXT("Try again when the other program has ended its long transaction.")};
    case ErrorCode::DatabaseUnsupported:
        return {LIFEBOAT_TEXT("%1 uses a database feature that this version cannot handle."),
                LIFEBOAT_TEXT("The database uses a feature that this version cannot handle."),
                LIFEBOAT_TEXT("Update Lifeboat, or convert the database with sqlite3.")};
    case ErrorCode::QueryFailed:
        return {LIFEBOAT_TEXT("SQLite refused the statement for \u201c%1\u201d."), LIFEBOAT_TEXT("SQLite refused a statement."),
                LIFEBOAT_TEXT("Check that the tables and columns it names exist, and that it only reads.")};
    default:
        return generalWording(code);
    }
}

Wording memberWording(ErrorCode code)
{
    switch (code) {
    case ErrorCode::MemberMissing:
        return {LIFEBOAT_TEXT("The archive is damaged: its part %1 is missing."), LIFEBOAT_TEXT("The archive is damaged: a part is missing."),
                kTakeAnotherSnapshot};
    case ErrorCode::MemberDuplicate:
        return {LIFEBOAT_TEXT("The archive is damaged: its part %1 is there twice."), LIFEBOAT_TEXT("The archive is damaged: a part is there twice."),
                kTakeAnotherSnapshot};
    case ErrorCode::MemberUnexpected:
        return {LIFEBOAT_TEXT("The archive is damaged: %1 holds a part that does not belong there."),
                LIFEBOAT_TEXT("The archive is damaged: it holds a part that does not belong there."), kTakeAnotherSnapshot};
    case ErrorCode::MemberMisplaced:
        return {LIFEBOAT_TEXT("The archive is damaged: %1 is not in its place."), LIFEBOAT_TEXT("The archive is damaged: a part is not in its place."),
                kTakeAnotherSnapshot};
    case ErrorCode::MemberNameUnsafe:
        return {LIFEBOAT_TEXT("The archive was refused: the name %1 in it is not one that Lifeboat writes."),
                LIFEBOAT_TEXT("The archive was refused: a name in it is not one that Lifeboat writes."),
                LIFEBOAT_TEXT("Find out where this archive comes from before you use it; nothing of it was unpacked.")};
    case ErrorCode::DigestMismatch:
        return {LIFEBOAT_TEXT("The archive is damaged: %1 does not match its checksum."),
                LIFEBOAT_TEXT("The archive is damaged: a part does not match its checksum."), kTakeAnotherSnapshot};
    case ErrorCode::SegmentCorrupt:
        return {LIFEBOAT_TEXT("The archive is damaged: %1 does not decompress."), LIFEBOAT_TEXT("The archive is damaged: a part does not decompress."),
                kTakeAnotherSnapshot};
    case ErrorCode::PageMismatch:
        return {LIFEBOAT_TEXT("The archive is damaged: a page in %1 is not the one that was captured."),
                LIFEBOAT_TEXT("The archive is damaged: a page is not the one that was captured."), kTakeAnotherSnapshot};
    default:
        return generalWording(code);
    }
}

Wording archiveWording(ErrorCode code)
{
    switch (code) {
    case ErrorCode::NotAnArchive:
        return {LIFEBOAT_TEXT("%1 is not a Lifeboat snapshot."), LIFEBOAT_TEXT("The file is not a Lifeboat snapshot."),
                LIFEBOAT_TEXT("Choose a file that ends in .snap.tar.")};
    case ErrorCode::ArchiveTruncated:
        return {LIFEBOAT_TEXT("The archive is cut off: %1 ends too early."), LIFEBOAT_TEXT("The archive is cut off: it ends too early."),
                LIFEBOAT_TEXT("Copy it again from where it came from, or use another snapshot.")};
    case ErrorCode::ArchiveDamaged:
        return {LIFEBOAT_TEXT("The archive is damaged at %1."), LIFEBOAT_TEXT("The archive is damaged."), kTakeAnotherSnapshot};
    case ErrorCode::ManifestMisplaced:
        return {LIFEBOAT_TEXT("%1 is not a Lifeboat snapshot: it does not begin with a manifest."),
                LIFEBOAT_TEXT("The file is not a Lifeboat snapshot: it does not begin with a manifest."),
                LIFEBOAT_TEXT("Choose a file that ends in .snap.tar.")};
    case ErrorCode::ManifestInvalid:
        return {LIFEBOAT_TEXT("The description in %1 is not valid."), LIFEBOAT_TEXT("The archive's manifest is not valid."), kTakeAnotherSnapshot};
    case ErrorCode::ManifestTooLarge:
        return {LIFEBOAT_TEXT("The description in %1 is larger than any real one."), LIFEBOAT_TEXT("The archive's manifest is larger than any real one."),
                LIFEBOAT_TEXT("Find out where this archive comes from before you use it; nothing of it was unpacked.")};
    case ErrorCode::ManifestVersionUnknown:
        return {LIFEBOAT_TEXT("%1 was written by a newer version of Lifeboat."), LIFEBOAT_TEXT("The archive was written by a newer version of Lifeboat."),
                LIFEBOAT_TEXT("Update Lifeboat to read it.")};
    case ErrorCode::SizeContradiction:
        return {LIFEBOAT_TEXT("The archive is damaged: the sizes given for %1 contradict each other."),
                LIFEBOAT_TEXT("The archive is damaged: sizes in it contradict each other."), kTakeAnotherSnapshot};
    case ErrorCode::KindUnsupported:
        return {LIFEBOAT_TEXT("%1 describes a kind of snapshot that this version cannot restore."),
                LIFEBOAT_TEXT("This kind of snapshot cannot be restored by this version."), LIFEBOAT_TEXT("Update Lifeboat, or use a full snapshot.")};
    case ErrorCode::LimitExceeded:
        return {LIFEBOAT_TEXT("%1 is larger than the documented limit."), LIFEBOAT_TEXT("Something is larger than the documented limit."),
                LIFEBOAT_TEXT("Check that this is the file you meant.")};
    default:
        return memberWording(code);
    }
}

Wording restoreWording(ErrorCode code)
{
    switch (code) {
    case ErrorCode::TargetInUse:
        return {LIFEBOAT_TEXT("%1 is in use by another program."), LIFEBOAT_TEXT("The target is in use by another program."),
                LIFEBOAT_TEXT("Stop that program, or restore to another path.")};
    case ErrorCode::ConfirmationNeeded:
        return {LIFEBOAT_TEXT("%1 holds data that would be replaced."), LIFEBOAT_TEXT("Existing data would be replaced."),
                LIFEBOAT_TEXT("Confirm by giving the name of the target.")};
    case ErrorCode::ConfirmationWrong:
        return {LIFEBOAT_TEXT("The name given as confirmation is not that of %1."), LIFEBOAT_TEXT("The name given as confirmation is not the target's."),
                LIFEBOAT_TEXT("Nothing was changed; check that this is the target you mean.")};
    case ErrorCode::IntegrityFailed:
        return {LIFEBOAT_TEXT("The database restored to %1 does not pass SQLite\u2019s integrity check."),
                LIFEBOAT_TEXT("The restored database does not pass SQLite\u2019s integrity check."),
                LIFEBOAT_TEXT("The database was damaged before the snapshot was taken; use an older snapshot.")};
    case ErrorCode::PlanInvalid:
        return {LIFEBOAT_TEXT("%1 is not a valid drill plan."), LIFEBOAT_TEXT("The drill plan is not valid."),
                LIFEBOAT_TEXT("Correct the plan at the place named.")};
    default:
        return generalWording(code);
    }
}

Wording wording(ErrorCode code)
{
    if (code < ErrorCode::NotFound)
        return generalWording(code);
    if (code < ErrorCode::NotADatabase)
        return fileWording(code);
    if (code < ErrorCode::NotAnArchive)
        return databaseWording(code);
    if (code < ErrorCode::TargetInUse)
        return archiveWording(code);
    return restoreWording(code);
}

/// A better sentence where the detail is meant for everybody; null elsewhere.
const char *detailedSentence(ErrorCode code)
{
    switch (code) {
    case ErrorCode::InvalidArgument:
        return LIFEBOAT_TEXT("The value %2 is not allowed for %1.");
    case ErrorCode::TargetInUse:
        return LIFEBOAT_TEXT("%1 is in use by %2.");
    case ErrorCode::PlanInvalid:
        return LIFEBOAT_TEXT("%1 is not a valid drill plan: %2.");
    default:
        return nullptr;
    }
}

QString translated(const char *text)
{
    return text ? QCoreApplication::translate("lifeboat::text", text) : QString();
}

} // namespace

QString sentence(const Error &error)
{
    if (error.subject.isEmpty())
        return translated(wording(error.code).nameless);
    if (const char *detailed = detailedSentence(error.code); detailed && !error.detail.isEmpty())
        return translated(detailed).arg(error.subject, error.detail);
    return translated(wording(error.code).named).arg(error.subject);
}

QString advice(const Error &error)
{
    const bool namesTarget = error.code == ErrorCode::ConfirmationNeeded || error.code == ErrorCode::ConfirmationWrong;
    if (namesTarget && !error.detail.isEmpty())
        return QCoreApplication::translate("lifeboat::text", "To replace it, confirm with its name: %1.").arg(error.detail);
    return translated(wording(error.code).advice);
}

} // namespace lifeboat::text
