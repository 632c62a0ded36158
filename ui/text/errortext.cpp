// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/text/errortext.h"

#include "engine/base/ids.h"
#include "ui/text/errorwording.h"
#include "ui/text/operationwording.h"

#include <QCoreApplication>

namespace lifeboat::text {

namespace {

constexpr const char *kTakeAnotherSnapshot = QT_TRANSLATE_NOOP(
    "lifeboat::text",
    "Do not rely on this archive: use another snapshot, and take a new one from the source if it still runs.");

Wording generalWording(ErrorCode code)
{
    switch (code) {
    case ErrorCode::Canceled:
        return {QT_TRANSLATE_NOOP("lifeboat::text", "The work on %1 was cancelled before it was complete."),
                QT_TRANSLATE_NOOP("lifeboat::text", "The operation was cancelled before it was complete."),
                QT_TRANSLATE_NOOP("lifeboat::text",
                                  "Nothing you have was changed. Start it again when you are ready: a restore goes on "
                                  "where it stood.")};
    case ErrorCode::InvalidArgument:
        return {QT_TRANSLATE_NOOP("lifeboat::text", "The value given for %1 is not allowed."),
                QT_TRANSLATE_NOOP("lifeboat::text", "A given value is not allowed."),
                QT_TRANSLATE_NOOP("lifeboat::text", "Check the value against its documented range.")};
    default:
        return {
            QT_TRANSLATE_NOOP("lifeboat::text", "Something unexpected went wrong with %1."),
            QT_TRANSLATE_NOOP("lifeboat::text", "Something unexpected went wrong."),
            QT_TRANSLATE_NOOP("lifeboat::text", "Try again; if it happens again, report it together with the detail.")};
    }
}

Wording fileWording(ErrorCode code)
{
    switch (code) {
    case ErrorCode::NotFound:
        return {QT_TRANSLATE_NOOP("lifeboat::text", "%1 was not found."),
                QT_TRANSLATE_NOOP("lifeboat::text", "The file was not found."),
                QT_TRANSLATE_NOOP("lifeboat::text", "Check the name and whether its device is mounted.")};
    case ErrorCode::DirectoryMissing:
        return {QT_TRANSLATE_NOOP("lifeboat::text", "The directory %1 does not exist."),
                QT_TRANSLATE_NOOP("lifeboat::text", "The directory does not exist."),
                QT_TRANSLATE_NOOP("lifeboat::text", "Create the directory first or choose another one.")};
    case ErrorCode::NotAFile:
        return {QT_TRANSLATE_NOOP("lifeboat::text", "%1 is not the kind of file that is needed here."),
                QT_TRANSLATE_NOOP("lifeboat::text", "Something else stands where a file or directory is needed."),
                QT_TRANSLATE_NOOP("lifeboat::text", "Choose another path.")};
    case ErrorCode::AlreadyExists:
        return {QT_TRANSLATE_NOOP("lifeboat::text", "%1 already exists and is not replaced."),
                QT_TRANSLATE_NOOP("lifeboat::text", "Something of that name already exists and is not replaced."),
                QT_TRANSLATE_NOOP("lifeboat::text", "Choose another name, or move the existing one away.")};
    case ErrorCode::PermissionDenied:
        return {QT_TRANSLATE_NOOP("lifeboat::text", "The system refuses access to %1."),
                QT_TRANSLATE_NOOP("lifeboat::text", "The system refuses access."),
                QT_TRANSLATE_NOOP("lifeboat::text",
                                  "Check owner and permissions, and that the file system is not mounted read-only.")};
    case ErrorCode::DiskFull:
        return {QT_TRANSLATE_NOOP("lifeboat::text", "There is not enough space for %1."),
                QT_TRANSLATE_NOOP("lifeboat::text", "There is not enough space on the device."),
                QT_TRANSLATE_NOOP("lifeboat::text", "Free some space or choose a directory on another device.")};
    case ErrorCode::ReadFailed:
        return {QT_TRANSLATE_NOOP("lifeboat::text", "%1 could not be read."),
                QT_TRANSLATE_NOOP("lifeboat::text", "The device failed while reading."),
                QT_TRANSLATE_NOOP("lifeboat::text", "Check the device that holds it, and try again.")};
    case ErrorCode::WriteFailed:
        return {QT_TRANSLATE_NOOP("lifeboat::text", "%1 could not be written."),
                QT_TRANSLATE_NOOP("lifeboat::text", "The device failed while writing."),
                QT_TRANSLATE_NOOP("lifeboat::text", "Check the device that holds it, and try again.")};
    case ErrorCode::Locked:
        return {QT_TRANSLATE_NOOP("lifeboat::text", "Another process is working on %1."),
                QT_TRANSLATE_NOOP("lifeboat::text", "Another process is working on the same files."),
                QT_TRANSLATE_NOOP("lifeboat::text", "Wait until it has finished, then try again.")};
    case ErrorCode::NoteInvalid:
        return {QT_TRANSLATE_NOOP("lifeboat::text", "The file %1 does not hold what it should."),
                QT_TRANSLATE_NOOP("lifeboat::text", "The file does not hold what it should."),
                QT_TRANSLATE_NOOP("lifeboat::text",
                                  "Look at the file: put it right, or move it away if nothing else needs it.")};
    default:
        return generalWording(code);
    }
}

Wording databaseWording(ErrorCode code)
{
    switch (code) {
    case ErrorCode::NotADatabase:
        return {QT_TRANSLATE_NOOP("lifeboat::text", "%1 is not a SQLite database."),
                QT_TRANSLATE_NOOP("lifeboat::text", "The file is not a SQLite database."),
                QT_TRANSLATE_NOOP("lifeboat::text", "Choose the database file itself.")};
    case ErrorCode::DatabaseEncrypted:
        return {QT_TRANSLATE_NOOP("lifeboat::text", "%1 looks like an encrypted database, which cannot be read."),
                QT_TRANSLATE_NOOP("lifeboat::text", "The database looks encrypted and cannot be read."),
                QT_TRANSLATE_NOOP("lifeboat::text",
                                  "Export it to a plain SQLite database with the program that owns it, and use that.")};
    case ErrorCode::DatabaseCorrupt:
        return {QT_TRANSLATE_NOOP("lifeboat::text", "The database %1 is damaged."),
                QT_TRANSLATE_NOOP("lifeboat::text", "The database is damaged."),
                QT_TRANSLATE_NOOP("lifeboat::text", "Restore it from its newest good snapshot.")};
    case ErrorCode::DatabaseEmpty:
        return {QT_TRANSLATE_NOOP("lifeboat::text", "%1 is an empty file: there is nothing to take a snapshot of."),
                QT_TRANSLATE_NOOP("lifeboat::text", "The database is an empty file."),
                QT_TRANSLATE_NOOP("lifeboat::text",
                                  "Check that this is the right file and that its program has written to it.")};
    case ErrorCode::DatabaseBusy:
        return {
            QT_TRANSLATE_NOOP("lifeboat::text", "The database %1 was kept locked by another program for too long."),
            QT_TRANSLATE_NOOP("lifeboat::text", "The database was kept locked by another program for too long."),
            QT_TRANSLATE_NOOP("lifeboat::text", "Try again when the other program has ended its long transaction.")};
    case ErrorCode::DatabaseUnsupported:
        return {QT_TRANSLATE_NOOP("lifeboat::text", "%1 uses a database feature that this version cannot handle."),
                QT_TRANSLATE_NOOP("lifeboat::text", "The database uses a feature that this version cannot handle."),
                QT_TRANSLATE_NOOP("lifeboat::text", "Update Lifeboat, or convert the database with sqlite3.")};
    case ErrorCode::DatabaseLinked:
        return {QT_TRANSLATE_NOOP("lifeboat::text",
                                  "The database %1 has another name too, and its log may stand beside that one."),
                QT_TRANSLATE_NOOP("lifeboat::text",
                                  "The database has another name too, and its log may stand beside that one."),
                QT_TRANSLATE_NOOP("lifeboat::text",
                                  "Remove the other name (a hard link), or work on a copy of the database.")};
    case ErrorCode::QueryFailed:
        return {QT_TRANSLATE_NOOP("lifeboat::text", "SQLite refused the statement for \u201c%1\u201d."),
                QT_TRANSLATE_NOOP("lifeboat::text", "SQLite refused a statement."),
                QT_TRANSLATE_NOOP("lifeboat::text",
                                  "Check that the tables and columns it names exist, and that it only reads.")};
    default:
        return generalWording(code);
    }
}

Wording memberWording(ErrorCode code)
{
    switch (code) {
    case ErrorCode::MemberMissing:
        return {QT_TRANSLATE_NOOP("lifeboat::text", "The archive is damaged: its part %1 is missing."),
                QT_TRANSLATE_NOOP("lifeboat::text", "The archive is damaged: a part is missing."),
                kTakeAnotherSnapshot};
    case ErrorCode::MemberDuplicate:
        return {QT_TRANSLATE_NOOP("lifeboat::text", "The archive is damaged: its part %1 is there twice."),
                QT_TRANSLATE_NOOP("lifeboat::text", "The archive is damaged: a part is there twice."),
                kTakeAnotherSnapshot};
    case ErrorCode::MemberUnexpected:
        return {
            QT_TRANSLATE_NOOP("lifeboat::text", "The archive is damaged: %1 holds a part that does not belong there."),
            QT_TRANSLATE_NOOP("lifeboat::text", "The archive is damaged: it holds a part that does not belong there."),
            kTakeAnotherSnapshot};
    case ErrorCode::MemberMisplaced:
        return {QT_TRANSLATE_NOOP("lifeboat::text", "The archive is damaged: %1 is not in its place."),
                QT_TRANSLATE_NOOP("lifeboat::text", "The archive is damaged: a part is not in its place."),
                kTakeAnotherSnapshot};
    case ErrorCode::MemberNameUnsafe:
        return {
            QT_TRANSLATE_NOOP("lifeboat::text",
                              "The archive was refused: the name %1 in it is not one that Lifeboat writes."),
            QT_TRANSLATE_NOOP("lifeboat::text",
                              "The archive was refused: a name in it is not one that Lifeboat writes."),
            QT_TRANSLATE_NOOP("lifeboat::text",
                              "Find out where this archive comes from before you use it; nothing of it was unpacked.")};
    case ErrorCode::DigestMismatch:
        return {QT_TRANSLATE_NOOP("lifeboat::text", "The archive is damaged: %1 does not match its checksum."),
                QT_TRANSLATE_NOOP("lifeboat::text", "The archive is damaged: a part does not match its checksum."),
                kTakeAnotherSnapshot};
    case ErrorCode::SegmentCorrupt:
        return {QT_TRANSLATE_NOOP("lifeboat::text", "The archive is damaged: %1 does not decompress."),
                QT_TRANSLATE_NOOP("lifeboat::text", "The archive is damaged: a part does not decompress."),
                kTakeAnotherSnapshot};
    case ErrorCode::PageMismatch:
        return {QT_TRANSLATE_NOOP("lifeboat::text",
                                  "The archive is damaged: a page in %1 is not the one that was captured."),
                QT_TRANSLATE_NOOP("lifeboat::text", "The archive is damaged: a page is not the one that was captured."),
                kTakeAnotherSnapshot};
    default:
        return generalWording(code);
    }
}

Wording archiveWording(ErrorCode code)
{
    switch (code) {
    case ErrorCode::NotAnArchive:
        return {QT_TRANSLATE_NOOP("lifeboat::text", "%1 is not a Lifeboat snapshot."),
                QT_TRANSLATE_NOOP("lifeboat::text", "The file is not a Lifeboat snapshot."),
                QT_TRANSLATE_NOOP("lifeboat::text", "Choose a file that ends in .snap.tar.")};
    case ErrorCode::ArchiveTruncated:
        return {QT_TRANSLATE_NOOP("lifeboat::text", "The archive is cut off: %1 ends too early."),
                QT_TRANSLATE_NOOP("lifeboat::text", "The archive is cut off: it ends too early."),
                QT_TRANSLATE_NOOP("lifeboat::text", "Copy it again from where it came from, or use another snapshot.")};
    case ErrorCode::ArchiveDamaged:
        return {QT_TRANSLATE_NOOP("lifeboat::text", "The archive is damaged at %1."),
                QT_TRANSLATE_NOOP("lifeboat::text", "The archive is damaged."), kTakeAnotherSnapshot};
    case ErrorCode::ManifestMisplaced:
        return {
            QT_TRANSLATE_NOOP("lifeboat::text", "%1 is not a Lifeboat snapshot: it does not begin with a manifest."),
            QT_TRANSLATE_NOOP("lifeboat::text",
                              "The file is not a Lifeboat snapshot: it does not begin with a manifest."),
            QT_TRANSLATE_NOOP("lifeboat::text", "Choose a file that ends in .snap.tar.")};
    case ErrorCode::ManifestInvalid:
        return {QT_TRANSLATE_NOOP("lifeboat::text", "The description in %1 is not valid."),
                QT_TRANSLATE_NOOP("lifeboat::text", "The archive's manifest is not valid."), kTakeAnotherSnapshot};
    case ErrorCode::ManifestTooLarge:
        return {
            QT_TRANSLATE_NOOP("lifeboat::text", "The description in %1 is larger than any real one."),
            QT_TRANSLATE_NOOP("lifeboat::text", "The archive's manifest is larger than any real one."),
            QT_TRANSLATE_NOOP("lifeboat::text",
                              "Find out where this archive comes from before you use it; nothing of it was unpacked.")};
    case ErrorCode::ManifestVersionUnknown:
        return {QT_TRANSLATE_NOOP("lifeboat::text", "%1 was written by a newer version of Lifeboat."),
                QT_TRANSLATE_NOOP("lifeboat::text", "The archive was written by a newer version of Lifeboat."),
                QT_TRANSLATE_NOOP("lifeboat::text", "Update Lifeboat to read it.")};
    case ErrorCode::SizeContradiction:
        return {QT_TRANSLATE_NOOP("lifeboat::text",
                                  "The archive is damaged: the sizes given for %1 contradict each other."),
                QT_TRANSLATE_NOOP("lifeboat::text", "The archive is damaged: sizes in it contradict each other."),
                kTakeAnotherSnapshot};
    case ErrorCode::KindUnsupported:
        return {
            QT_TRANSLATE_NOOP("lifeboat::text", "%1 describes a kind of snapshot that this version cannot restore."),
            QT_TRANSLATE_NOOP("lifeboat::text", "This kind of snapshot cannot be restored by this version."),
            QT_TRANSLATE_NOOP("lifeboat::text", "Update Lifeboat, or use a full snapshot.")};
    case ErrorCode::LimitExceeded:
        return {QT_TRANSLATE_NOOP("lifeboat::text", "%1 is larger than the documented limit."),
                QT_TRANSLATE_NOOP("lifeboat::text", "Something is larger than the documented limit."),
                QT_TRANSLATE_NOOP("lifeboat::text", "Check that this is the file you meant.")};
    default:
        return memberWording(code);
    }
}

Wording restoreWording(ErrorCode code)
{
    switch (code) {
    case ErrorCode::TargetInUse:
        return {QT_TRANSLATE_NOOP("lifeboat::text", "%1 is in use by another program."),
                QT_TRANSLATE_NOOP("lifeboat::text", "The target is in use by another program."),
                QT_TRANSLATE_NOOP("lifeboat::text", "Stop that program, or restore to another path.")};
    case ErrorCode::ConfirmationNeeded:
        return {QT_TRANSLATE_NOOP("lifeboat::text", "%1 holds data that would be replaced."),
                QT_TRANSLATE_NOOP("lifeboat::text", "Existing data would be replaced."),
                QT_TRANSLATE_NOOP("lifeboat::text", "Confirm by giving the name of the target.")};
    case ErrorCode::ConfirmationWrong:
        return {QT_TRANSLATE_NOOP("lifeboat::text", "The name given as confirmation is not that of %1."),
                QT_TRANSLATE_NOOP("lifeboat::text", "The name given as confirmation is not the target's."),
                QT_TRANSLATE_NOOP("lifeboat::text", "Nothing was changed; check that this is the target you mean.")};
    case ErrorCode::IntegrityFailed:
        return {
            QT_TRANSLATE_NOOP("lifeboat::text",
                              "The database restored to %1 does not pass SQLite\u2019s integrity check."),
            QT_TRANSLATE_NOOP("lifeboat::text", "The restored database does not pass SQLite\u2019s integrity check."),
            QT_TRANSLATE_NOOP("lifeboat::text",
                              "The database was damaged before the snapshot was taken; use an older snapshot, or restore "
                              "this one as it is with lifeboatctl restore run --accept-findings.")};
    case ErrorCode::PlanInvalid:
        return {QT_TRANSLATE_NOOP("lifeboat::text", "%1 is not a valid drill plan."),
                QT_TRANSLATE_NOOP("lifeboat::text", "The drill plan is not valid."),
                QT_TRANSLATE_NOOP("lifeboat::text", "Correct the plan at the place named.")};
    default:
        return nodeWording(code).value_or(generalWording(code));
    }
}

/// Of an operation that is not in the state that was needed: its status is the detail.
std::optional<OperationStatus> statusTold(const Error &error)
{
    const bool mayTell = error.code == ErrorCode::InvalidArgument || error.code == ErrorCode::Busy;
    return mayTell ? statusFromName(error.detail) : std::nullopt;
}

Wording operationWording()
{
    return {QT_TRANSLATE_NOOP("lifeboat::text", "The operation %1 is %2."),
            QT_TRANSLATE_NOOP("lifeboat::text", "The operation is in another state."),
            QT_TRANSLATE_NOOP("lifeboat::text",
                              "What is pending or in flight can be cancelled, what is dead tried again.")};
}

/// Of a log whose entry is known by its index.
Wording entryMissingWording()
{
    Wording words = nodeWording(ErrorCode::EntryMissing).value();
    words.named = QT_TRANSLATE_NOOP("lifeboat::text", "The log lacks entry %1: it has a hole there, or has lost its end.");
    return words;
}

/// Of what is no file, and of which nobody said what it is.
Wording unknownWording()
{
    Wording words = fileWording(ErrorCode::NotFound);
    words.advice = QT_TRANSLATE_NOOP("lifeboat::text", "Check the name.");
    return words;
}

Wording wording(const Error &error)
{
    if (const auto nats = isOfNats(error) ? natsWording(error.code) : std::nullopt)
        return *nats;
    if (const auto what = whatIsMissing(error))
        return missingWording(*what);
    if (statusTold(error))
        return operationWording();
    if (const auto particular = particularWording(error))
        return *particular;
    const ErrorCode code = error.code;
    if (code == ErrorCode::EntryMissing && parseDecimal(error.subject))
        return entryMissingWording();
    if (code == ErrorCode::NotFound && !error.subject.isEmpty() && !error.subject.contains(u'/'))
        return unknownWording();
    if (code < ErrorCode::NotFound)
        return generalWording(code);
    if (code < ErrorCode::NotADatabase)
        return fileWording(code);
    if (code < ErrorCode::NotAnArchive)
        return databaseWording(code);
    if (code < ErrorCode::TargetInUse)
        return archiveWording(code);
    if (code < ErrorCode::EntryDuplicate)
        return restoreWording(code);
    return nodeWording(code).value_or(generalWording(code));
}

/// A better sentence where the detail is meant for everybody; null elsewhere.
const char *detailedSentence(ErrorCode code)
{
    switch (code) {
    case ErrorCode::InvalidArgument:
        return QT_TRANSLATE_NOOP("lifeboat::text", "The value given for %1 is not allowed: %2.");
    case ErrorCode::TargetInUse:
        return QT_TRANSLATE_NOOP("lifeboat::text", "%1 is in use by %2.");
    case ErrorCode::PlanInvalid:
        return QT_TRANSLATE_NOOP("lifeboat::text", "%1 is not a valid drill plan: %2.");
    case ErrorCode::ConfigurationInvalid:
        return QT_TRANSLATE_NOOP("lifeboat::text", "%1 is not a valid configuration: %2.");
    case ErrorCode::DocumentInvalid:
        return QT_TRANSLATE_NOOP("lifeboat::text", "The state does not take %1: %2.");
    default:
        return nullptr;
    }
}

/// Of nodes that are kept free for a restore: PROTOCOL.md.
bool isReservationLost(const Error &error)
{
    return error.code == ErrorCode::LeaseLost && error.detail == QLatin1StringView("its reservation ran out");
}

QString translated(const char *text)
{
    return text ? QCoreApplication::translate("lifeboat::text", text) : QString();
}

} // namespace

QString sentence(const Error &error)
{
    constexpr QLatin1StringView kReserved("reserved by ");
    if (isReservationLost(error))
        return QCoreApplication::translate("lifeboat::text", "%1 was reserved for this restore, and is no longer.").arg(error.subject);
    if (error.code == ErrorCode::Busy && error.detail.startsWith(kReserved))
        return QCoreApplication::translate("lifeboat::text", "%1 is reserved by %2, for another restore.")
            .arg(error.subject, error.detail.sliced(kReserved.size()));
    if (error.subject.isEmpty())
        return translated(wording(error).nameless);
    if (const auto status = statusTold(error))
        return translated(operationWording().named).arg(error.subject, operationStatus(*status));
    if (const char *detailed = detailedSentence(error.code); detailed && !error.detail.isEmpty())
        return translated(detailed).arg(error.subject, error.detail);
    const QString named = translated(wording(error).named);
    return named.contains(QLatin1StringView("%1")) ? named.arg(error.subject) : named;
}

QString advice(const Error &error)
{
    const bool namesTarget = error.code == ErrorCode::ConfirmationNeeded || error.code == ErrorCode::ConfirmationWrong;
    if (isReservationLost(error))
        return QCoreApplication::translate("lifeboat::text",
                                           "Nothing was begun there; another may have restored it since. Look at it, then try again.");
    if (namesTarget && error.detail.startsWith(QLatin1StringView("--")))
        return QCoreApplication::translate("lifeboat::text", "If that is what you want, confirm it with %1.").arg(error.detail);
    if (namesTarget && !error.detail.isEmpty())
        return QCoreApplication::translate("lifeboat::text", "To replace it, confirm with its name: %1.")
            .arg(error.detail);
    if (const QString silent = silentHolderAdvice(error.code == ErrorCode::HolderSilent ? error.detail : QString()); !silent.isEmpty())
        return silent;
    // The reason that was given says what to do.
    if (error.code == ErrorCode::InvalidArgument && !error.detail.isEmpty() && !statusTold(error))
        return {};
    return translated(wording(error).advice);
}

} // namespace lifeboat::text
