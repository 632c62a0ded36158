// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/clock.h"

#include <QtTypes>
#include <chrono>
#include <mutex>
#include <optional>

namespace lifeboat {

/// What a job is doing, for people to be told in their words.
enum class Stage {
    Waiting, ///< not started
    Opening, ///< looking at what is there
    Finding, ///< choosing the snapshot
    Copying, ///< SQLite's backup API copies a database that cannot be read in parallel
    Capturing, ///< reading and compressing pages
    Verifying, ///< digests, segments, pages
    Resuming, ///< comparing what an interrupted restore left behind
    Sending, ///< an archive goes to the nodes that lack it
    Restoring, ///< decoding segments into place
    Checking, ///< SQLite's integrity check, while the device syncs
    Swapping, ///< the new state takes the old one's place
    Starting, ///< a node opens its state
    Asserting, ///< drill assertions
    Reporting, ///< writing reports
    Unreachable, ///< whoever does it does not answer: it may go on there
    Done,
};

/// One look at a job's progress.
struct ProgressState {
    Stage stage = Stage::Waiting;
    int permille = 0; ///< of the whole job, never falls
    qint64 doneBytes = 0; ///< in this stage
    qint64 totalBytes = 0; ///< in this stage; 0 where the stage has no size
    double bytesPerSecond = 0; ///< over the last seconds; 0 until known
    std::optional<std::chrono::milliseconds> remaining; ///< of this stage, once a rate is known
};

/// Written by a job's workers, read by whoever shows it. Safe to use from any thread.
class Progress
{
public:
    explicit Progress(const Clock &clock = SystemClock::instance());

    /// What follows is a part of the job that takes it from `fromPermille` to `toPermille`: the figures given to
    /// begin() count within it, so that long functions can be steps of longer ones.
    void enterPart(int fromPermille, int toPermille);

    /// A stage of `totalBytes` begins that takes the job up to `untilPermille` when complete.
    void begin(Stage stage, qint64 totalBytes, int untilPermille);

    /// `bytes` more of the stage are done.
    void advance(qint64 bytes);

    ProgressState state() const;

private:
    const Clock &m_clock;
    mutable std::mutex m_mutex; ///< guards everything below
    ProgressState m_state;
    int m_partFrom = 0;
    int m_partTo = 1000;
    int m_fromPermille = 0;
    int m_untilPermille = 0;
    std::chrono::nanoseconds m_windowStart{};
    qint64 m_windowBytes = 0;
};

} // namespace lifeboat
