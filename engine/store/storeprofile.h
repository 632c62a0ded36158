// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/lease/keyvaluebucket.h"
#include "engine/nats/natssettings.h"
#include "engine/store/snapshotstore.h"

namespace lifeboat {

/// How a store is reached. A password or token is not here but among the user's secrets, under storeSecretKey().
struct StoreProfile
{
    enum class Identity { None, Password, Token, Credentials };

    QString name; ///< see isStoreName()
    QString directory; ///< absolute; empty: it is a bucket of `nats`
    NatsSettings nats; ///< without password and token
    QString bucket;
    QString leaseBucket{}; ///< a key-value bucket of `nats` with leases to be looked at; empty: none
    Identity identity = Identity::None; ///< towards `nats`

    bool isDirectory() const { return !directory.isEmpty(); }
    bool needsSecret() const { return identity == Identity::Password || identity == Identity::Token; }
    /// "/srv/snapshots", "lifeboat-orders on nats://192.0.2.5:4222".
    QString where() const;
};

/// 1 to 64 printable characters without blanks around them or a slash.
bool isStoreName(const QString &name);

/// Where the password or token of a store is kept. No node's key is like it: no cluster is called "".
QString storeSecretKey(const QString &store);

/// Directory, or servers and bucket, are there and can be meant; nothing is reached. InvalidArgument.
Result<> checkProfile(const StoreProfile &profile);

enum class IfBucketMissing { Make, Refuse };

/// Reaches the store. `secret` as needsSecret(). NotFound for a bucket that is not there; errors as DirectoryStore::open(),
/// NatsConnection::open() and NatsObjectStore::open(). Waits on the network.
Result<std::unique_ptr<SnapshotStore>> openStore(FileSystem &fileSystem, const StoreProfile &profile, const QString &secret,
                                                 IfBucketMissing missing = IfBucketMissing::Refuse);

/// Reaches the store's lease bucket, whoever made it; it is only to be read. `secret` as needsSecret(). InvalidArgument where
/// the profile has none; errors as NatsConnection::open() and NatsBucket::openForeign(). Waits on the network.
Result<std::unique_ptr<KeyValueBucket>> openLeaseBucket(const StoreProfile &profile, const QString &secret);

/// The user's stores, kept as JSON in paths::stores(), see FORMAT.md; shared by console and lifeboatctl. Any thread.
class StoreProfiles
{
public:
    StoreProfiles(FileSystem &fileSystem, QString path);

    /// Sorted by name; empty where there is no file yet. NoteInvalid: the file stays as it is.
    Result<QList<StoreProfile>> stores() const;

    /// NotFound.
    Result<StoreProfile> store(const QString &name) const;

    /// Replaces the one of the same name. InvalidArgument.
    Result<> put(const StoreProfile &profile) const;

    /// NotFound. What is in the store stays.
    Result<> remove(const QString &name) const;

private:
    FileSystem &m_fileSystem;
    const QString m_path;
};

} // namespace lifeboat
