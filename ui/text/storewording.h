// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/store/storetrial.h"

namespace lifeboat::text {

/// "reach it", "list what is there"
QString storeStep(StoreStep step);

/// How a store stands that failed so: "not reachable", "refused", "not there", "cannot be read"
QString storeTrouble(const Error &error);

/// What to do next, as advice(), where a store failed so.
QString storeAdvice(const Error &error);

} // namespace lifeboat::text
