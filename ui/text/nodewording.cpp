// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/text/errorwording.h"

#include <QCoreApplication>

namespace lifeboat::text {

std::optional<Wording> nodeWording(ErrorCode code)
{
    switch (code) {
    case ErrorCode::EntryDuplicate:
        return Wording{
            QT_TRANSLATE_NOOP("lifeboat::text", "The log %1 already has an entry of that index."),
            QT_TRANSLATE_NOOP("lifeboat::text", "The log already has an entry of that index."),
            QT_TRANSLATE_NOOP("lifeboat::text",
                              "Read the log to its end first, then append after it.")};
    case ErrorCode::EntryMissing:
        return Wording{
            QT_TRANSLATE_NOOP("lifeboat::text",
                              "The log %1 has a hole: an entry is missing between two others."),
            QT_TRANSLATE_NOOP("lifeboat::text",
                              "The log has a hole: an entry is missing between two others."),
            QT_TRANSLATE_NOOP(
                "lifeboat::text",
                "Do not go on from this log: recover the node from its newest verified snapshot.")};
    case ErrorCode::LogTrimmed:
        return Wording{
            QT_TRANSLATE_NOOP("lifeboat::text",
                              "The entries wanted from %1 are no longer in the log."),
            QT_TRANSLATE_NOOP("lifeboat::text", "The wanted entries are no longer in the log."),
            QT_TRANSLATE_NOOP(
                "lifeboat::text",
                "Recover from the newest verified snapshot first; the log goes on from there.")};
    case ErrorCode::LineageDiffers:
        return Wording{
            QT_TRANSLATE_NOOP("lifeboat::text",
                              "The log goes on from another history than the state's (%1)."),
            QT_TRANSLATE_NOOP("lifeboat::text",
                              "The log goes on from another history than the state's."),
            QT_TRANSLATE_NOOP("lifeboat::text",
                              "A restore began a new history. Restore this node from a snapshot of "
                              "the log's history, or undo the restore on all nodes: \u201clifeboatctl cluster "
                              "status\u201d and \u201clifeboatctl snapshot list\u201d show histories by their first digits.")};
    case ErrorCode::LogDamaged:
        return Wording{
            QT_TRANSLATE_NOOP("lifeboat::text", "The log %1 is damaged."),
            QT_TRANSLATE_NOOP("lifeboat::text", "The log is damaged."),
            QT_TRANSLATE_NOOP("lifeboat::text",
                              "Stop the nodes that use it, move it away with the files beside it (-wal, -shm), and start them "
                              "again. Then take a snapshot here and restore it by force, on all of them: a new log begins there.")};
    case ErrorCode::LogMissing:
        return Wording{
            QT_TRANSLATE_NOOP("lifeboat::text",
                              "The log %1 is gone, or another file stands in its place."),
            QT_TRANSLATE_NOOP("lifeboat::text",
                              "The log is gone, or another file stands in its place."),
            QT_TRANSLATE_NOOP("lifeboat::text",
                              "Nothing is written meanwhile. Put the log back and start the node "
                              "again; if it is lost, take a snapshot here and restore it by force: "
                              "a new log begins there.")};
    case ErrorCode::LogDiffers:
        return Wording{
            QT_TRANSLATE_NOOP("lifeboat::text",
                              "The log holds another entry %1 than the one this state applied."),
            QT_TRANSLATE_NOOP("lifeboat::text",
                              "The log holds other entries than those this state applied."),
            QT_TRANSLATE_NOOP("lifeboat::text",
                              "The log lost entries and others took their places. Restore this "
                              "node from a snapshot of a node that goes on.")};
    case ErrorCode::StateKindDiffers:
        return Wording{
            QT_TRANSLATE_NOOP("lifeboat::text", "The snapshot of %1 is of another kind than the state it is for."),
            QT_TRANSLATE_NOOP("lifeboat::text", "The snapshot is of another kind than the state it is for."),
            QT_TRANSLATE_NOOP("lifeboat::text",
                              "A managed state takes snapshots of managed states only. Choose another snapshot, or another "
                              "state of the node.")};
    case ErrorCode::NodesWouldPart:
        return Wording{
            QT_TRANSLATE_NOOP("lifeboat::text", "Nodes that are of one history now (%1) would go on in different ones."),
            QT_TRANSLATE_NOOP("lifeboat::text", "Nodes that are of one history now would go on in different ones."),
            QT_TRANSLATE_NOOP("lifeboat::text",
                              "Choose the nodes that belong together. Only where each has a log of its own can they go "
                              "apart: --apart.")};
    case ErrorCode::DocumentInvalid:
        return Wording{
            QT_TRANSLATE_NOOP("lifeboat::text", "The state does not take %1."),
            QT_TRANSLATE_NOOP("lifeboat::text", "The state does not take this document."),
            QT_TRANSLATE_NOOP("lifeboat::text",
                              "Check the table name, the id, and that the document is a JSON "
                              "object within the size limit.")};
    case ErrorCode::Busy:
        return Wording{
            QT_TRANSLATE_NOOP("lifeboat::text", "%1 is already busy with work of this kind."),
            QT_TRANSLATE_NOOP("lifeboat::text", "Work of this kind is already going on there."),
            QT_TRANSLATE_NOOP("lifeboat::text",
                              "Wait until it has finished, or cancel it, then try again.")};
    case ErrorCode::ConfigurationInvalid:
        return Wording{QT_TRANSLATE_NOOP("lifeboat::text", "%1 is not a valid configuration."),
                       QT_TRANSLATE_NOOP("lifeboat::text", "The configuration is not valid."),
                       QT_TRANSLATE_NOOP("lifeboat::text", "Correct the file at the place named.")};
    case ErrorCode::SnapshotProtected:
        return Wording{QT_TRANSLATE_NOOP("lifeboat::text", "The snapshot %1 is protected and stays."),
                       QT_TRANSLATE_NOOP("lifeboat::text", "The snapshot is protected and stays."),
                       QT_TRANSLATE_NOOP("lifeboat::text", "Unpin it first; the last verified snapshot is never removed: verify a newer one.")};
    case ErrorCode::Unnoted:
        return Wording{QT_TRANSLATE_NOOP("lifeboat::text", "%1 cannot record what it does: what became of this there is not known."),
                       QT_TRANSLATE_NOOP("lifeboat::text", "The node cannot record what it does: what became of this is not known."),
                       QT_TRANSLATE_NOOP("lifeboat::text",
                                         "Mend what it says of itself, most often a full disk: it tries again every second, and "
                                         "its operations then tell how this ended.")};
    case ErrorCode::AuditBroken:
        return Wording{
            QT_TRANSLATE_NOOP("lifeboat::text",
                              "The audit log %1 was changed after it was written."),
            QT_TRANSLATE_NOOP("lifeboat::text", "The audit log was changed after it was written."),
            QT_TRANSLATE_NOOP("lifeboat::text",
                              "Keep the file as it is and find out who could write to it.")};
    case ErrorCode::LeaseHeld:
        return Wording{QT_TRANSLATE_NOOP("lifeboat::text", "The lease is held by %1."),
                       QT_TRANSLATE_NOOP("lifeboat::text", "Another holds the lease."),
                       QT_TRANSLATE_NOOP("lifeboat::text",
                                         "Ask the holder to step down, or wait until the lease runs out.")};
    case ErrorCode::HolderSilent:
        return Wording{QT_TRANSLATE_NOOP("lifeboat::text", "%1, which holds the lease, does not answer."),
                       QT_TRANSLATE_NOOP("lifeboat::text", "The holder of the lease does not answer."),
                       QT_TRANSLATE_NOOP("lifeboat::text",
                                         "It was asked, and gives the lease back if it comes to itself before that runs out. Else "
                                         "another takes over then.")};
    case ErrorCode::LeaseLost:
        return Wording{QT_TRANSLATE_NOOP("lifeboat::text", "The lease %1 was lost."),
                       QT_TRANSLATE_NOOP("lifeboat::text", "The lease was lost."),
                       QT_TRANSLATE_NOOP("lifeboat::text",
                                         "Nothing was published under it; the new holder goes on.")};
    case ErrorCode::LeasesLost:
        return Wording{QT_TRANSLATE_NOOP("lifeboat::text", "The leases in %1 are lost: the file is gone, damaged or another’s."),
                       QT_TRANSLATE_NOOP("lifeboat::text", "The leases are lost: their file is gone, damaged or another’s."),
                       QT_TRANSLATE_NOOP("lifeboat::text",
                                         "Nobody leads or publishes meanwhile. Stop the nodes that use it, move away what is left of "
                                         "it with the files beside it (-wal, -shm), and start them again: they make a new one.")};
    case ErrorCode::LeaseInvalid:
        return Wording{QT_TRANSLATE_NOOP("lifeboat::text", "What stands under %1 is not a lease of Lifeboat."),
                       QT_TRANSLATE_NOOP("lifeboat::text", "What stands there is not a lease of Lifeboat."),
                       QT_TRANSLATE_NOOP("lifeboat::text",
                                         "Another program wrote there. Remove what it wrote; if it goes on, give Lifeboat a place of its own.")};
    case ErrorCode::RevisionDiffers:
        return Wording{QT_TRANSLATE_NOOP("lifeboat::text", "%1 was changed by another meanwhile."),
                       QT_TRANSLATE_NOOP("lifeboat::text", "Another has changed it meanwhile."),
                       QT_TRANSLATE_NOOP("lifeboat::text", "Look at what stands there now, then try again.")};
    case ErrorCode::NameTaken:
        return Wording{QT_TRANSLATE_NOOP("lifeboat::text", "Another node is called %1 too."),
                       QT_TRANSLATE_NOOP("lifeboat::text", "Another node has the same name."),
                       QT_TRANSLATE_NOOP("lifeboat::text",
                                         "Give each node of the cluster a name of its own: \"name\" in its lifeboatd.toml.")};
    case ErrorCode::PointerInvalid:
        return Wording{QT_TRANSLATE_NOOP("lifeboat::text", "%1, which should point to the published snapshots, cannot be used."),
                       QT_TRANSLATE_NOOP("lifeboat::text", "What should point to the published snapshots cannot be used."),
                       QT_TRANSLATE_NOOP("lifeboat::text",
                                         "Once it is clear who wrote it: \"lifeboatctl lease rebuild\" points anew to the "
                                         "newest whole snapshot of the store.")};
    case ErrorCode::NotPublished:
        return Wording{QT_TRANSLATE_NOOP("lifeboat::text", "Nothing new of %1 was published for a long time."),
                       QT_TRANSLATE_NOOP("lifeboat::text", "Nothing new was published for a long time."),
                       QT_TRANSLATE_NOOP("lifeboat::text",
                                         "Look at who leads, and at the publishing node's operations.")};
    case ErrorCode::Unreachable:
        return Wording{QT_TRANSLATE_NOOP("lifeboat::text", "%1 cannot be reached."),
                       QT_TRANSLATE_NOOP("lifeboat::text", "The node cannot be reached."),
                       QT_TRANSLATE_NOOP("lifeboat::text",
                                         "Check that the node runs and that the network leads "
                                         "there; Lifeboat tries again by itself.")};
    case ErrorCode::TimedOut:
        return Wording{QT_TRANSLATE_NOOP("lifeboat::text", "%1 did not answer in time."),
                       QT_TRANSLATE_NOOP("lifeboat::text", "The node did not answer in time."),
                       QT_TRANSLATE_NOOP("lifeboat::text",
                                         "Try again; if it happens often, look at the load of the "
                                         "node and of the network.")};
    case ErrorCode::Disconnected:
        return Wording{
            QT_TRANSLATE_NOOP("lifeboat::text", "The connection to %1 was lost."),
            QT_TRANSLATE_NOOP("lifeboat::text", "The connection was lost."),
            QT_TRANSLATE_NOOP(
                "lifeboat::text",
                "Lifeboat connects again by itself; a transfer goes on where it stood.")};
    case ErrorCode::RateLimited:
        return Wording{QT_TRANSLATE_NOOP("lifeboat::text", "%1 was called more often than the node allows."),
                       QT_TRANSLATE_NOOP("lifeboat::text", "The node was asked more often than it allows."),
                       QT_TRANSLATE_NOOP("lifeboat::text", "Wait a minute, then try again.")};
    case ErrorCode::ProtocolViolation:
        return Wording{
            QT_TRANSLATE_NOOP("lifeboat::text", "What %1 sent does not follow the protocol."),
            QT_TRANSLATE_NOOP("lifeboat::text", "The peer sent what the protocol does not allow."),
            QT_TRANSLATE_NOOP("lifeboat::text",
                              "Check that the address is that of a Lifeboat node.")};
    case ErrorCode::ProtocolVersion:
        return Wording{
            QT_TRANSLATE_NOOP("lifeboat::text", "%1 speaks another version of the protocol."),
            QT_TRANSLATE_NOOP("lifeboat::text", "The peer speaks another version of the protocol."),
            QT_TRANSLATE_NOOP("lifeboat::text", "Update the older of the two programs.")};
    case ErrorCode::AuthenticationFailed:
        return Wording{QT_TRANSLATE_NOOP("lifeboat::text", "%1 does not accept the token."),
                       QT_TRANSLATE_NOOP("lifeboat::text", "The node does not accept the token."),
                       QT_TRANSLATE_NOOP("lifeboat::text",
                                         "The token is wrong, expired or revoked: ask the "
                                         "node\u2019s administrator for a new one.")};
    case ErrorCode::RoleInsufficient:
        return Wording{
            QT_TRANSLATE_NOOP("lifeboat::text", "The token\u2019s role does not allow %1."),
            QT_TRANSLATE_NOOP("lifeboat::text", "The token\u2019s role does not allow this."),
            QT_TRANSLATE_NOOP("lifeboat::text",
                              "Use a token with a role that may: operator or admin.")};
    case ErrorCode::CertificateUntrusted:
        return Wording{
            QT_TRANSLATE_NOOP("lifeboat::text",
                              "The certificate of %1 is not the one that is trusted."),
            QT_TRANSLATE_NOOP("lifeboat::text",
                              "The node\u2019s certificate is not the one that is trusted."),
            QT_TRANSLATE_NOOP("lifeboat::text",
                              "Compare the fingerprint with the one the node prints, and accept "
                              "the certificate only if they are equal.")};
    case ErrorCode::SecretUnavailable:
        return Wording{
            QT_TRANSLATE_NOOP("lifeboat::text", "The secret for %1 could not be read or kept."),
            QT_TRANSLATE_NOOP("lifeboat::text", "The secret could not be read or kept."),
            QT_TRANSLATE_NOOP("lifeboat::text",
                              "Unlock the keychain of this session, or give the token again. Where nothing can "
                              "unlock it, LIFEBOAT_SECRETS=file in the environment keeps secrets in a file instead.")};
    case ErrorCode::ServiceMissing:
        return Wording{
            QT_TRANSLATE_NOOP("lifeboat::text", "%1 does not offer a service that is needed."),
            QT_TRANSLATE_NOOP("lifeboat::text",
                              "The server does not offer a service that is needed."),
            QT_TRANSLATE_NOOP("lifeboat::text",
                              "Enable JetStream on the NATS server and for this account.")};
    case ErrorCode::SettingsDiffer:
        return Wording{
            QT_TRANSLATE_NOOP("lifeboat::text", "%1 has other settings than Lifeboat needs."),
            QT_TRANSLATE_NOOP("lifeboat::text",
                              "What is there has other settings than Lifeboat needs."),
            QT_TRANSLATE_NOOP("lifeboat::text",
                              "Nothing was changed. Use another name, or correct the settings "
                              "named in the details.")};
    default:
        return std::nullopt;
    }
}

} // namespace lifeboat::text
