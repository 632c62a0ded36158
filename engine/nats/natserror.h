// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/error.h"

namespace lifeboat {

/// The error for a natsStatus; `detail` is what nats.c said of it. Unreachable, TimedOut,
/// Disconnected: may pass. AuthenticationFailed, CertificateUntrusted, PermissionDenied,
/// SettingsDiffer (one side wants TLS, the other has none), ServiceMissing, ProtocolViolation,
/// LimitExceeded, InvalidArgument, NotFound: stay so. Unexpected for the rest.
Error natsError(int status, const QString &subject, const QString &detail = {});

/// The error for the "error" of a JetStream answer: its HTTP-like code, JetStream's own code and
/// description. NotFound, AlreadyExists, RevisionDiffers, SettingsDiffer, DiskFull (no room in the
/// store, or within a stream's limits), LimitExceeded (a message too large, too many streams),
/// ServiceMissing, PermissionDenied, Unreachable (no leader now, fewer servers than are to keep it, or one of
/// the same Nats-Msg-Id is being stored), else Unexpected.
Error jetStreamError(int code, int jetStreamCode, const QString &subject, const QString &description);

} // namespace lifeboat
