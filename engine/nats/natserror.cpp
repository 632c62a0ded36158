// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/nats/natserror.h"

#include <nats/nats.h>

using namespace Qt::StringLiterals;

namespace lifeboat {

namespace {

constexpr int kDuplicateInProcess = 10158; ///< the first of that Nats-Msg-Id is not committed yet; nats.c does not name it

ErrorCode codeOf(natsStatus status, const QString &detail)
{
    switch (status) {
    case NATS_NO_SERVER:
    case NATS_CONNECTION_CLOSED:
    case NATS_NOT_YET_CONNECTED:
    case NATS_INSUFFICIENT_BUFFER: // nothing is kept for later while it reconnects
        return ErrorCode::Unreachable;
    case NATS_CONNECTION_DISCONNECTED:
    case NATS_STALE_CONNECTION:
    case NATS_IO_ERROR:
    case NATS_INVALID_SUBSCRIPTION: // its connection was closed
        return ErrorCode::Disconnected;
    case NATS_TIMEOUT:
        return ErrorCode::TimedOut;
    case NATS_CONNECTION_AUTH_FAILED:
        return ErrorCode::AuthenticationFailed;
    case NATS_NOT_PERMITTED:
        return ErrorCode::PermissionDenied;
    case NATS_SSL_ERROR:
        return ErrorCode::CertificateUntrusted;
    case NATS_SECURE_CONNECTION_WANTED:
    case NATS_SECURE_CONNECTION_REQUIRED:
        return ErrorCode::SettingsDiffer;
    case NATS_NO_SERVER_SUPPORT:
    case NATS_NO_RESPONDERS:
        return ErrorCode::ServiceMissing;
    case NATS_PROTOCOL_ERROR:
    case NATS_LINE_TOO_LONG:
        return ErrorCode::ProtocolViolation;
    case NATS_MAX_PAYLOAD:
    case NATS_LIMIT_REACHED:
        return ErrorCode::LimitExceeded;
    case NATS_INVALID_SUBJECT:
    case NATS_INVALID_ARG:
    case NATS_INVALID_TIMEOUT:
    case NATS_ADDRESS_MISSING:
        return ErrorCode::InvalidArgument;
    case NATS_NOT_FOUND:
        return ErrorCode::NotFound;
    default:
        break;
    }
    // nats.c has no status of their own for these.
    if (detail.contains("authorization violation"_L1, Qt::CaseInsensitive))
        return ErrorCode::AuthenticationFailed;
    return detail.contains("JSON"_L1) ? ErrorCode::ProtocolViolation : ErrorCode::Unexpected;
}

ErrorCode codeOf(int jetStreamCode)
{
    switch (jetStreamCode) {
    case JSStreamWrongLastSequenceErr:
    case 10164: // the same, as newer servers say it
    case JSStreamWrongLastMsgIDErr:
        return ErrorCode::RevisionDiffers;
    case JSStreamNotFoundErr:
    case JSConsumerNotFoundErr:
    case JSNoMessageFoundErr:
    case JSSequenceNotFoundErr:
        return ErrorCode::NotFound;
    case JSStreamNameExistErr:
    case JSConsumerNameExistErr:
        return ErrorCode::AlreadyExists;
    case JSStreamSubjectOverlapErr:
    case JSStreamNotMatchErr:
    case JSStreamMaxBytesRequiredErr:
        return ErrorCode::SettingsDiffer;
    case JSAccountResourcesExceededErr:
    case JSInsufficientResourcesErr:
    case JSMemoryResourcesExceededErr:
    case JSStorageResourcesExceededErr:
    case JSStreamStoreFailedErr:
    case JSStreamLimitsErr:
        return ErrorCode::DiskFull;
    case JSStreamMessageExceedsMaximumErr:
    case JSStreamMaxStreamBytesExceededErr:
    case JSMaximumStreamsLimitErr:
    case JSMaximumConsumersLimitErr:
        return ErrorCode::LimitExceeded;
    case JSNotEnabledErr:
    case JSNotEnabledForAccountErr:
    case JSNoLimitsErr:
    case JSStreamReplicasNotSupportedErr:
        return ErrorCode::ServiceMissing;
    case JSClusterNotAvailErr:
    case JSClusterNotLeaderErr:
    case JSClusterIncompleteErr:
    case JSClusterNotAssignedErr:
    case JSClusterNoPeersErr: // fewer servers than are wanted, now
    case JSStreamOfflineErr:
    case JSConsumerOfflineErr:
    case kDuplicateInProcess:
        return ErrorCode::Unreachable;
    case JSStreamSealedErr:
        return ErrorCode::PermissionDenied;
    default:
        return ErrorCode::Unexpected;
    }
}

} // namespace

Error natsError(int status, const QString &subject, const QString &detail)
{
    const auto known = natsStatus(status);
    QString text = QString::fromUtf8(natsStatus_GetText(known));
    if (!detail.isEmpty() && detail != text)
        text += u": "_s + detail;
    return {codeOf(known, detail), subject, text};
}

Error jetStreamError(int code, int jetStreamCode, const QString &subject, const QString &description)
{
    ErrorCode known = codeOf(jetStreamCode);
    if (known == ErrorCode::Unexpected && code == 404)
        known = ErrorCode::NotFound;
    else if (known == ErrorCode::Unexpected && code == 503)
        known = ErrorCode::Unreachable;
    return {known, subject, u"%1 (%2)"_s.arg(description).arg(jetStreamCode)};
}

} // namespace lifeboat
