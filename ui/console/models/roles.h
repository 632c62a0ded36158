// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <qnamespace.h>

namespace lifeboat::ui {

/// Roles all models of the console share.
enum Role {
    SortRole = Qt::UserRole, ///< the raw value behind the text
    QuietRole, ///< true: secondary text
    HealthRole, ///< int(Health): drawn as a shape before the text
    StrongRole, ///< true: emphasised text
    CodeRole, ///< true: fixed-width text
    ProgressRole, ///< permille: drawn as a bar before the text
};

} // namespace lifeboat::ui
