// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/snapshot/catalog.h"
#include "ui/console/theme/glyph.h"

namespace lifeboat::ui {

/// After this long a verification says little about the archive as it is now.
inline constexpr std::chrono::days kVerificationStale{7};

/// Bad: damaged. Warning: not verified, only listed, verified too long ago, or dated ahead of `now`. Damage outranks any good news.
Health healthOf(const CatalogEntry &entry, const QDateTime &now);

/// "damaged (sealed, 3 days ago)", "restored, 2 min ago", "not verified", "dated in the future, not verified"; "damaged"
/// where no verification found it.
QString verificationText(const CatalogEntry &entry, const QDateTime &now);

} // namespace lifeboat::ui
