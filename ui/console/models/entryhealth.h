// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/snapshot/catalog.h"
#include "ui/console/theme/glyph.h"

#include <QSet>

namespace lifeboat::ui {

/// After this long a verification says little about the archive as it is now.
inline constexpr std::chrono::days kVerificationStale{7};

/// Bad: damaged. Warning: not verified, only listed, verified too long ago, or dated ahead of `now`. Damage outranks any good news.
/// Unknown: it lies in one of the directories that are `unreadable` now, and may be gone.
Health healthOf(const CatalogEntry &entry, const QDateTime &now, const QSet<QString> &unreadable = {});

/// "damaged (sealed, 3 days ago)", "restored, 2 min ago", "not verified", "dated in the future, not verified"; "damaged"
/// where no verification found it; "store not readable now".
QString verificationText(const CatalogEntry &entry, const QDateTime &now, const QSet<QString> &unreadable = {});

} // namespace lifeboat::ui
