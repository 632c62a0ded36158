// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/clock.h"
#include "engine/store/snapshotstore.h"

#include <map>
#include <mutex>

namespace lifeboat {

/// A store that ends with the process: for tests.
class MemoryStore final : public SnapshotStore
{
public:
    /// The clock, by which it says when something was stored, outlives it.
    explicit MemoryStore(const Clock &clock = SystemClock::instance())
        : m_clock(clock)
    {
    }

    Result<StoreObject> put(JobControl &control, const QString &name, const File &source) override;
    Result<StoreObject> get(JobControl &control, const QString &name, File &target) override;
    Result<QList<StoreObject>> list() override;
    Result<> remove(const QString &name) override;
    Result<int> removeAbandoned(std::chrono::seconds age) override;

    /// What a disk may do to the other twins: a byte of it is another.
    void damage(const QString &name);

private:
    struct Kept
    {
        StoreObject object;
        QByteArray bytes;
    };

    const Clock &m_clock;
    std::mutex m_mutex; ///< guards m_objects
    std::map<QString, Kept> m_objects;
};

} // namespace lifeboat
