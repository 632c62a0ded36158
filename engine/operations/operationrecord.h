// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/operations/operation.h"

#include <string>

namespace lifeboat {

/// The operation as the protocol, the console and `lifeboatctl --json` show it.
QJsonObject toJsonObject(const Operation &operation);

/// The operation as the queue's file keeps it: that object as text.
std::string recordOf(const Operation &operation);

/// Reads toJsonObject back. ProtocolViolation.
Result<Operation> operationFromObject(const QJsonObject &object);

/// Reads it back; NoteInvalid naming `path`.
Result<Operation> operationFromRecord(quint64 sequence, const std::string &record,
                                      const QString &path);

} // namespace lifeboat
