// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace lifeboat {

/// An address as people may see it, also one that is no proper URL: without the user and password that may stand
/// before its last @.
QString withoutUserInfo(const QString &address);

} // namespace lifeboat
