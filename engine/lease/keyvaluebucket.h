// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/result.h"

#include <QDateTime>
#include <QList>
#include <chrono>
#include <memory>
#include <stop_token>

namespace lifeboat {

/// A value as it was written under its key.
struct KeyValueRecord
{
    QString key;
    QByteArray value;
    quint64 revision = 0; ///< of the bucket; every write gets a larger one
    QDateTime time; ///< by the bucket's clock, UTC
    bool isRemoved = false; ///< marks that the key was removed by another program; `value` is empty

    bool operator==(const KeyValueRecord &) const = default;
};

/// The time at whoever keeps a bucket; the true one lies within `uncertainty` of it.
struct BucketTime
{
    QDateTime now;
    std::chrono::milliseconds uncertainty{0};
};

/// What happens in a bucket, seen in order. One thread at a time; not longer than its bucket.
class KeyValueWatch
{
public:
    virtual ~KeyValueWatch() = default;

    /// The records after those told before, by revision, at most a thousand; waits for at most `timeout` for the first one,
    /// and takes notice within 50 ms. Empty when nothing came in time or `stop` was requested. Unreachable, NotFound if the
    /// bucket is gone; asked again, it goes on where it was.
    virtual Result<QList<KeyValueRecord>> next(std::chrono::milliseconds timeout, std::stop_token stop = {}) = 0;
};

/// Values under keys which many processes share; who writes says which revision of the key it has seen. The newest
/// record of each key is kept, and older ones as far back as kHistory. Twins: MemoryBucket, LocalBucket (a SQLite file of
/// one machine's processes), NatsBucket. Any thread.
class KeyValueBucket
{
public:
    /// Records kept of a key: as many as a NATS bucket can.
    static constexpr int kHistory = 64;
    static constexpr qsizetype kLargestValue = 64 * 1024; ///< bytes
    static constexpr qsizetype kLongestKey = 200; ///< characters

    virtual ~KeyValueBucket() = default;

    /// The key's newest record; nothing if it was never written or was removed.
    virtual Result<std::optional<KeyValueRecord>> get(const QString &key) = 0;

    /// Writes `value` if the key's newest record is of revision `seen` (0: there is none, or it was removed), durably, and
    /// returns the new record; its time may be off by the clock's uncertainty. RevisionDiffers otherwise: another was
    /// first. InvalidArgument for a key or value outside the limits. After Unreachable and TimedOut it may be written or not.
    virtual Result<KeyValueRecord> put(const QString &key, const QByteArray &value, quint64 seen) = 0;

    /// The newest record of each key that begins with `prefix`, by key; none that was removed.
    virtual Result<QList<KeyValueRecord>> list(const QString &prefix) = 0;

    /// Of keys beginning with `prefix`, from what is kept on, after the revision `after`.
    virtual Result<std::unique_ptr<KeyValueWatch>> watch(const QString &prefix, quint64 after = 0) = 0;

    /// By the clock that dates the records; it does not jump.
    virtual Result<BucketTime> time() = 0;

    /// Letters, digits, - _ . / = as NATS allows; no dot at either end or beside another.
    static bool isKey(const QString &text);

protected:
    static Result<> checkPut(const QString &key, const QByteArray &value);
};

} // namespace lifeboat
