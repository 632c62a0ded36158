// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/lease/localbucket.h"
#include "engine/lease/memorybucket.h"
#include "tests/support/expect.h"
#include "tests/support/manualclock.h"
#include "tests/support/workspace.h"

namespace lifeboat::test {

/// Buckets under test: each opens views on one and the same bucket, as processes would.
class SharedBucket
{
public:
    virtual ~SharedBucket() = default;
    virtual KeyValueBucket &view() = 0;
};

class SharedMemory final : public SharedBucket
{
public:
    explicit SharedMemory(const Clock &clock)
        : m_bucket(clock)
    {
    }
    KeyValueBucket &view() override { return m_bucket; }

private:
    MemoryBucket m_bucket;
};

class SharedFile final : public SharedBucket
{
public:
    explicit SharedFile(const Clock &clock)
        : m_clock(clock)
    {
    }
    KeyValueBucket &view() override
    {
        m_views.push_back(ok(LocalBucket::open(m_space.path(QStringLiteral("leases.db")), m_clock)));
        return *m_views.back();
    }

private:
    const Clock &m_clock;
    Workspace m_space;
    std::vector<std::unique_ptr<KeyValueBucket>> m_views;
};

using MakeBucket = std::function<std::unique_ptr<SharedBucket>(const Clock &)>;

/// One row a twin whose clock a test can move.
inline void addTwins()
{
    QTest::addColumn<MakeBucket>("make");
    QTest::newRow("memory") << MakeBucket([](const Clock &clock) { return std::make_unique<SharedMemory>(clock); });
    QTest::newRow("local") << MakeBucket([](const Clock &clock) { return std::make_unique<SharedFile>(clock); });
}

} // namespace lifeboat::test

Q_DECLARE_METATYPE(lifeboat::test::MakeBucket)
