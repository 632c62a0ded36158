// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/drill/drillreport.h"
#include "engine/snapshot/catalog.h"

/// Values as the engine would give them, for models that only show them.
namespace lifeboat::test {

/// A moment `minutes` after a fixed one.
QDateTime momentAt(int minutes);

/// An archive taken at momentAt(minutes) of `database` in /store.
CatalogEntry madeUpEntry(int minutes, const QString &database = QStringLiteral("orders.db"));

/// `count` of them, one a minute, newest first.
QList<CatalogEntry> madeUpCatalog(int count);

/// A finished drill of madeUpEntry(minutes), run a minute later.
DrillReport madeUpReport(int minutes, Verdict verdict = Verdict::Passed);

} // namespace lifeboat::test
