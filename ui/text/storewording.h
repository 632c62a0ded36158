// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/store/storetrial.h"

namespace lifeboat::text {

/// "reach it", "list what is there"
QString storeStep(StoreStep step);

} // namespace lifeboat::text
