// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/archive/sidecar.h"
#include "engine/drill/drillreport.h"
#include "engine/jobs/progress.h"
#include "engine/snapshot/restoreplan.h"

/// The engine's enumerations in words for people, once for the console and lifeboatctl.
namespace lifeboat::text {

/// "Restoring"
QString stage(Stage stage);

/// "Restoring 63 % · 612 MB/s · 4 s left"
QString progress(const ProgressState &state);

/// "Find snapshot", "Verify", "Restore", "Start node", "Assert"
QString step(DrillStep step);

/// "Skip: nothing to do" / "Full restore"
QString action(RestoreAction action);

/// One sentence: "The target holds index 200 of the same history; the snapshot has 100."
QString reason(const RestorePlan &plan, PlanReason reason);

/// By how many entries what is local is ahead of the snapshot; 0 where that cannot be compared.
quint64 entriesAhead(const RestorePlan &plan);

/// What is local and not in the snapshot, and is lost: "nothing", "12 entries", or all that is there, "its own state".
QString loss(const RestorePlan &plan);

/// "read"
QString depth(Depth depth);

/// "read, 2 min ago", "damaged (sealed, 3 days ago)", "not verified"
QString verification(const std::optional<Verification> &verification, const QDateTime &now);

/// A limit that was set, without the decimals and zeros of a measurement: "4 s", "15 min", "1 h 30 min".
QString limit(std::chrono::milliseconds time);

/// "rows in orders ≥ 120,000", "RTO ≤ 10 s", "integrity check"
QString assertion(const AssertionOutcome &outcome);

/// What an assertion found: "128,402", "0.13 s", SQLite's own words for a statement it refused; empty if nothing was.
QString found(const AssertionOutcome &outcome);

/// "full" / "delta"
QString kind(SnapshotKind kind);

/// "index 48,211", or the first digits of the content digest of a foreign state: "content 12ab34cd"
QString identity(const Manifest &manifest);

/// The first digits of a history's id, as lists show it: "4cecf354"; "-" for none, as of a foreign state.
QString history(const Lineage &lineage);

} // namespace lifeboat::text
