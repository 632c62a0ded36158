// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/digest.h"
#include "engine/nats/jetstream.h"
#include "engine/store/natsobjectbucket.h"
#include "engine/store/snapshotstore.h"

#include <functional>
#include <mutex>
#include <set>

namespace lifeboat {

class StreamReader;

/// Objects in a bucket of a NATS object store, by the public specification (NATS ADR-20): other clients read ours,
/// and we read theirs; their links are neither listed nor got (NotAFile). A chunk of ours says its number and its XXH3-128 in headers of its own, "Lifeboat-Chunk" and "Lifeboat-Hash",
/// by which an interrupted put is taken up again. A put makes the bucket anew where it was deleted; what was in it is gone.
class NatsObjectStore final : public SnapshotStore
{
public:
    /// Opens the bucket, or makes it. SettingsDiffer if there is one we cannot use (it forgets, or takes no
    /// roll-ups); ServiceMissing; InvalidArgument.
    static Result<std::unique_ptr<NatsObjectStore>> open(std::shared_ptr<NatsConnection> connection, const NatsBucketSettings &settings);
    ~NatsObjectStore() override;

    Result<StoreObject> put(JobControl &control, const QString &name, const File &source) override;
    Result<StoreObject> get(JobControl &control, const QString &name, File &target) override;
    Result<QList<StoreObject>> list() override;
    Result<> remove(const QString &name) override;
    Result<int> removeAbandoned(std::chrono::seconds age) override;

private:
    static constexpr qint64 kChunk = 128 * 1024; ///< the specification's own
    static constexpr qint64 kPiece = 32 * kChunk; ///< of a file, read at once

    /// What stands in an object's meta message.
    struct Meta
    {
        StoreObject object;
        QByteArray nuid; ///< in its chunks' subject
        qint64 chunks = 0;
        bool isDeleted = false;
        QString link{}; ///< to what, in words; empty for what has content of its own
        quint64 sequence = 0; ///< of the message
        QString otherDigest{}; ///< one that is there, but no SHA-256
    };

    /// The beginning of an object that is in the bucket.
    struct Good
    {
        qint64 chunks = 0;
        /// Of the last of them; none where others were removed: a nats-server (2.10) does not know a subject's last message then.
        std::optional<quint64> sequence = 0;
    };

    NatsObjectStore(std::shared_ptr<NatsConnection> connection, const NatsBucketSettings &settings);
    Result<> make() const;
    QByteArray metaSubject(const QString &name) const;
    QByteArray chunkSubject(const QByteArray &nuid) const;
    Result<std::optional<Meta>> find(const QString &name) const;
    Result<Meta> metaFrom(QByteArrayView json, quint64 sequence, const QDateTime &time) const;
    Result<> store(const Meta &meta, quint64 expected) const;
    Result<StoreObject> putAlone(JobControl &control, const QString &name, const File &source, quint64 replaced) const;
    Result<Good> keepGood(JobControl &control, const Meta &meta, const File &source, const std::function<void(QByteArrayView)> &take) const;
    Result<> removeChunk(quint64 sequence) const;
    Result<qint64> sendChunks(JobControl &control, const QByteArray &nuid, const File &source, const Good &there, Sha256 &hash) const;
    Result<qint64> countChunks(const QByteArray &nuid) const;
    static Result<qint64> receivePiece(JobControl &control, StreamReader &reader, qint64 wanted, std::vector<NatsMessage> &piece);
    Result<quint64> sequenceAt(const QByteArray &nuid, qint64 bytes) const;

    const NatsBucketSettings m_settings;
    const QString m_bucket;
    const QString m_owner;
    const QByteArray m_stream;
    const JetStream m_jetStream;
    std::mutex m_mutex; ///< guards m_putting
    std::set<QString> m_putting;
};

} // namespace lifeboat
