// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <optional>

namespace lifeboat {

/// What went wrong, for programs. Sentences for people are made from it in ui/text/errortext.cpp.
/// Each code has one line here saying when it is used; names are stable and appear in JSON output.
enum class ErrorCode {
    // general
    Canceled, ///< the job was asked to stop; what was there before is as it was
    InvalidArgument, ///< a caller's value is outside its documented range
    Unexpected, ///< an exception or condition the engine has no better name for

    // files and directories
    NotFound, ///< the file, directory or record does not exist
    DirectoryMissing, ///< the directory a file should be written into does not exist
    NotAFile, ///< a directory or device stands where a regular file is needed
    AlreadyExists, ///< something of that name exists and must not be replaced
    PermissionDenied, ///< the system refuses access, or the file system is read-only
    DiskFull, ///< no space or quota left on the device
    ReadFailed, ///< the device failed while reading
    WriteFailed, ///< the device failed while writing, renaming or syncing
    Locked, ///< another process holds the lock of this directory or file
    NoteInvalid, ///< a small file of ours (beside a database or archive, or a drill's report) is not what we write

    // databases
    NotADatabase, ///< the file does not begin with a SQLite header
    DatabaseEncrypted, ///< no SQLite header, and the content looks like ciphertext
    DatabaseCorrupt, ///< header, size or content contradict the SQLite format
    DatabaseEmpty, ///< a file of zero bytes: a database without a single page
    DatabaseBusy, ///< another process kept the database locked longer than we waited
    DatabaseUnsupported, ///< a valid database this version cannot handle (WAL version, page size)
    DatabaseLinked, ///< the file has further names (hard links), and its log may stand beside one of them
    QueryFailed, ///< SQLite refused a statement

    // archives
    NotAnArchive, ///< the file is not a tar, or not one of ours
    ArchiveTruncated, ///< the archive ends before its last member is complete
    ArchiveDamaged, ///< a tar header, padding or end mark is not what a writer writes
    MemberMissing, ///< a member the manifest or SHA256SUMS calls for is not there
    MemberDuplicate, ///< two members carry the same name
    MemberUnexpected, ///< a member nobody lists
    MemberMisplaced, ///< members stand in another order than the format's
    MemberNameUnsafe, ///< an absolute name, a path escape, or a name outside the format's pattern
    ManifestMisplaced, ///< the first member is not manifest.json
    ManifestInvalid, ///< manifest.json is not JSON or lacks or contradicts required fields
    ManifestTooLarge, ///< manifest.json is larger than any real one
    ManifestVersionUnknown, ///< written by a newer format version
    SizeContradiction, ///< declared sizes disagree with each other or with the data
    DigestMismatch, ///< bytes of a member do not match their SHA-256
    SegmentCorrupt, ///< a segment does not decode
    PageMismatch, ///< a page does not match its hash in the page index
    KindUnsupported, ///< an archive kind this version cannot restore (delta, documents, sealed)
    LimitExceeded, ///< larger than a documented limit of the format

    // restore
    TargetInUse, ///< another process has the target database open
    ConfirmationNeeded, ///< existing data would be replaced and its name was not typed
    ConfirmationWrong, ///< the typed name is not the target's
    StateKindDiffers, ///< a snapshot, or a database in a state's place, is of another kind than the state: managed, foreign
    NodesWouldPart, ///< nodes of one history would go on in different ones; subject: that history, detail: which would
    IntegrityFailed, ///< the restored database fails SQLite's integrity check

    // drills
    PlanInvalid, ///< a drill plan that is not TOML or holds unknown or contradicting keys

    // state and log
    EntryDuplicate, ///< the log already has an entry of that index
    EntryMissing, ///< the log has a hole: an entry between two others is gone
    LogTrimmed, ///< the wanted entries were trimmed; only a snapshot leads past them
    LineageDiffers, ///< the log goes on from another history than the state's
    LogDamaged, ///< the log's file is damaged, or no database at all: another log must begin
    LogMissing, ///< the log's file is gone, empty, or another one stands in its place
    LogDiffers, ///< the log of the state's own history holds another entry than the one the state applied
    DocumentInvalid, ///< a table name, an id or a document that the state does not take

    // nodes
    Busy, ///< work of that kind is already going on there
    ConfigurationInvalid, ///< a node's configuration is not TOML or holds unknown or contradicting keys
    SnapshotProtected, ///< the snapshot is pinned, or the last verified one: it is not removed
    Unnoted, ///< the node cannot note what it does: what becomes of it there is not known; may pass
    AuditBroken, ///< a record of the audit log was changed, removed or put in

    // leases and what is shared
    LeaseHeld, ///< another holds the lease, or was quicker; may pass
    HolderSilent, ///< who holds the lease did not hear that it should give it back; detail: when it runs out (ISO 8601)
    LeaseLost, ///< the lease ran out, was taken or given back: its holder must not act any more
    LeasesLost, ///< the file of the leases is gone, damaged or no database: nodes make another when they start
    LeaseInvalid, ///< what stands in a lease's place is not what we write
    RevisionDiffers, ///< another has written since the revision the writer has seen
    NameTaken, ///< another living process takes part under the same name
    PointerInvalid, ///< what should point to the published snapshots is not what we write, or bears a token nobody was granted
    NotPublished, ///< what should have been published long ago is not

    // network
    Unreachable, ///< nobody answers there now; may pass
    TimedOut, ///< the peer did not answer in time; may pass
    Disconnected, ///< the connection ended before the answer; may pass
    RateLimited, ///< the peer asks for fewer calls or bytes; passes
    ProtocolViolation, ///< the peer sent what the protocol does not allow
    ProtocolVersion, ///< the peer speaks another version of the protocol
    AuthenticationFailed, ///< the token is wrong, expired or revoked; stays so
    RoleInsufficient, ///< the token's role does not allow this call; stays so
    CertificateUntrusted, ///< the peer's certificate is not the trusted one; stays so
    SecretUnavailable, ///< none is kept (see secretfault.h), or what keeps it does not give or take it

    // NATS
    ServiceMissing, ///< the server lacks a service we need (JetStream), or our account may not use it; stays so
    SettingsDiffer, ///< a stream, bucket or server of that name has other settings than ours; stays so
};

/// A failure as a value. `subject` names what it happened to (a path, a member, a table), `detail` carries facts
/// for experts (system message, byte position). Neither is translated.
struct Error {
    ErrorCode code = ErrorCode::Unexpected;
    QString subject;
    QString detail;

    bool operator==(const Error &) const = default;
};

/// The code's stable name, for example "DigestMismatch".
QString codeName(ErrorCode code);

/// The code of that name; nothing for a name of another version.
std::optional<ErrorCode> codeFromName(QStringView name);

/// "DigestMismatch: pages/000002.zst: expected 12ab…": for logs and test output.
QString toString(const Error &error);

/// The error for a failed system call: maps errno to a code; `fallback` where no better one fits.
Error systemError(int errnoValue, ErrorCode fallback, const QString &subject);

} // namespace lifeboat
