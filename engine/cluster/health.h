// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/cluster/nodeconnection.h"

namespace lifeboat {

/// Worst last. Shown as an icon and a word, never as a colour alone.
enum class Health {
    Good, ///< all that is known is fresh and fine
    Unknown, ///< not met yet, or what is known is old
    Attention, ///< works, but something needs a look
    Failed, ///< does not work, or cannot be restored from what there is
};

/// One reason for a health, for ui/text to word.
enum class HealthReason {
    Unreachable, ///< no connection; what is shown is old: Unknown, Failed after a minute
    Refused, ///< token or certificate not accepted
    NodeTroubled, ///< it cannot note what it does: it begins nothing, and tells no end of what it did
    StateTroubled, ///< a state cannot be worked with
    NoSnapshot, ///< of a state that holds something
    FirstSnapshotDue, ///< the same, of a node whose policy is about to take the first: Unknown
    NewestDamaged,
    BeingRestored, ///< a restore, undo or recovery works on a state
    NewestUnverified,
    NewestOld, ///< older than three times what the policy wants; nodes tell no next take of a
               ///< state that did not change
    LogUnknown, ///< of a managed state that is not in trouble: where it or its log stands is not known, and so not its lag
    LogBehind, ///< the state lags more than 1000 entries behind its log
    NotPublished, ///< snapshots do not get to the cluster's store as they should
    LeasesUnkept, ///< what happens to leases does not get into the node's history
    NodeMapUnread, ///< which other nodes there are cannot be read
    DeadOperations,
    ClockSkew, ///< the clocks differ by more than 5 s
};

/// "good", "unknown", "attention", "failed"; "Unreachable", "NewestDamaged"…: stable, for programs.
QString healthName(Health health);
QString healthReasonName(HealthReason reason);

struct HealthVerdict
{
    Health health = Health::Good;
    QList<HealthReason> reasons; ///< worst first
};

/// Pure. `statusAge`: how old the status is.
HealthVerdict judgeHealth(Link link, const std::optional<net::NodeStatus> &status,
                          std::chrono::milliseconds statusAge, std::chrono::milliseconds clockSkew);

} // namespace lifeboat
