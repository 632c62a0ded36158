// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/error.h"

#include <QJsonObject>

namespace lifeboat {

/// An error as sidecars, reports, queues and the protocol carry it: code, subject and detail.
QJsonObject errorObject(const Error &error);

/// Reads it back; `otherwise` for a code of another version or none at all.
Error errorFromObject(const QJsonObject &object, ErrorCode otherwise);

} // namespace lifeboat
