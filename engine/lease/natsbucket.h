// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/clock.h"
#include "engine/lease/keyvaluebucket.h"
#include "engine/nats/jetstream.h"

#include <mutex>

namespace lifeboat {

/// A NATS key-value bucket, as other NATS clients make and read them: stream KV_<bucket>, keys as subjects $KV.<bucket>.<key>,
/// removal as a header KV-Operation. Its time is the server's: asked for every few seconds, moved by the steady clock between.
///
/// Revisions never fall for who has it open: where the bucket is deleted meanwhile it is made anew with revisions far above all
/// that were seen; one that is made begins at the time in milliseconds, so that all go on in one that a process made which had seen
/// none of it. SettingsDiffer, of any call, as long as it is one that another program made anew from below, or that lost records:
/// nothing is written into that.
class NatsBucket final : public KeyValueBucket
{
public:
    struct Settings
    {
        QString bucket; ///< letters, digits, - and _
        int replicas = 1; ///< of the servers, for one that is made
    };

    /// Opens the bucket, or makes it. SettingsDiffer for one whose records would vanish with time, or whose stream has other
    /// subjects; InvalidArgument for a name that is none.
    static Result<std::unique_ptr<NatsBucket>> open(std::shared_ptr<NatsConnection> connection, const Settings &settings,
                                                    const Clock &clock = SystemClock::instance());

    /// Opens one that another program made, whatever its settings. NotFound, also later: this is never made. A watch of one
    /// that was made anew ends with NotFound; another begins with what stands there then.
    static Result<std::unique_ptr<NatsBucket>> openForeign(std::shared_ptr<NatsConnection> connection, const QString &bucket,
                                                           const Clock &clock = SystemClock::instance());

    Result<std::optional<KeyValueRecord>> get(const QString &key) override;
    Result<KeyValueRecord> put(const QString &key, const QByteArray &value, quint64 seen) override;
    Result<QList<KeyValueRecord>> list(const QString &prefix) override;
    Result<std::unique_ptr<KeyValueWatch>> watch(const QString &prefix, quint64 after = 0) override;
    Result<BucketTime> time() override;

private:
    friend class NatsWatch;
    struct Measured
    {
        QDateTime server;
        std::chrono::nanoseconds at{}; ///< by the steady clock
        std::chrono::nanoseconds halfTrip{};
    };
    /// What is known of the stream behind the bucket.
    struct Known
    {
        QString identity; ///< tells it from others of its name
        quint64 newest = 0; ///< the largest revision seen
    };

    NatsBucket(std::shared_ptr<NatsConnection> connection, const QString &bucket, std::optional<Settings> made, const Clock &clock);
    QByteArray subjectOf(const QString &key) const;
    KeyValueRecord recordOf(const StoredMessage &message) const;
    /// The newest record also of a key that was removed.
    Result<std::optional<KeyValueRecord>> newest(const QString &key);
    Result<QJsonObject> look();
    Result<> recognize(const QJsonObject &info, const Known &before);
    Result<> make(quint64 first) const;
    Result<> settle(const QJsonObject &info) const;
    Known known() const;
    Result<Measured> measure();

    const JetStream m_stream;
    const QString m_bucket;
    const QByteArray m_name; ///< of the stream
    const QByteArray m_prefix; ///< of the subjects
    const std::optional<Settings> m_made; ///< how it is made where it is gone; none: it is another's
    const Clock &m_clock;
    std::mutex m_mutex; ///< guards m_measured
    std::optional<Measured> m_measured;
    mutable std::mutex m_knowing; ///< guards m_known
    Known m_known;
};

} // namespace lifeboat
