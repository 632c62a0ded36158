// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/ids.h"

#include <QDateTime>
#include <chrono>
#include <optional>

namespace lifeboat {

/// When snapshots are taken without being asked for.
struct SnapshotPolicy
{
    std::chrono::milliseconds interval =
        std::chrono::seconds(60); ///< since the last one; 0: not by time
    quint64 entries = 0; ///< applied since the last one; 0: not by entries
    qint64 maxBytes = 0; ///< largest state to take; 0: any
};

/// What is known of the last take that ended, well or not: a failing state is not tried again at
/// once.
struct LastTake
{
    QDateTime at; ///< UTC
    std::optional<Position> position; ///< the last good snapshot's; none for a foreign state
    bool failed = false; ///< tried at `at`, in vain: nothing is due for an interval, at least a minute
};

/// Whether the policy asks for a snapshot now. Without a last one it does, unless it only counts
/// entries and there are fewer. By time nothing is asked for while a managed state stands where its
/// last snapshot was taken; a clock that was set back does not put off the next one for longer than
/// the interval.
bool isTakeDue(const SnapshotPolicy &policy, const std::optional<LastTake> &last,
               const std::optional<Position> &position, const QDateTime &now);

} // namespace lifeboat
