// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/store/storeprofile.h"
#include "ui/console/workspace/clusters.h"
#include "ui/console/workspace/storecontents.h"

namespace lifeboat::ui {

class BucketLeases;

/// The stores the user set up under names, kept as their file says, whoever changes it. GUI thread.
class Stores final : public DirectoryReading
{
    Q_OBJECT

public:
    /// `profiles`: the file, see paths::stores(); empty: there are none. The references must outlive this; `clusters` has
    /// the keychain.
    Stores(const QString &profiles, FileSystem &fileSystem, JobRunner &readers, Clusters &clusters, QObject *parent = nullptr);
    ~Stores() override;

    /// By name.
    const QList<StoreProfile> &all() const { return m_profiles; }
    std::optional<StoreProfile> store(const QString &name) const;
    StoreContents *contents(const QString &name) const; ///< null: none of that name
    BucketLeases *leases(const QString &name) const; ///< null: none of that name, or it has no lease bucket

    /// For what waits on a network, and may wait long.
    JobRunner &network() { return m_network; }
    FileSystem &fileSystem() const { return m_disk; }

    template <typename T> using Then = std::function<void(const Result<T> &)>;

    /// Calls `then` with the password or token that is kept, empty where none is needed, unless `context` is gone by then.
    /// SecretUnavailable, also where none is kept.
    void secretOf(const StoreProfile &profile, QObject *context, const Then<QString> &then);
    /// The same with what opens the store in any thread. NotFound for one that nobody knows.
    void reach(const QString &name, QObject *context, const Then<OpenStore> &then);
    static OpenStore opener(FileSystem &fileSystem, const StoreProfile &profile, const QString &secret,
                            IfBucketMissing missing = IfBucketMissing::Refuse);

    /// Keeps a store in place of the one of its name, and knows it when `then` is called. `secret`: nothing: the one that is
    /// kept stays.
    void put(const StoreProfile &profile, const std::optional<QString> &secret, QObject *context, const Then<void> &then);
    /// Forgets a store and its secret; what is in it stays. A failure is told by failed().
    void remove(const QString &name);

Q_SIGNALS:
    /// Stores came, went, or are reached in another way.
    void listChanged();
    /// More is known of what is in that store.
    void contentsChanged(const QString &name);
    /// What was forgotten under that name still has its secret in the keychain.
    void secretStays(const QString &name, const lifeboat::Error &error);
    void failed(const lifeboat::Error &error);

protected:
    void read() override;

private:
    void sync();
    void syncLeases(const QList<StoreProfile> &before);
    void write(const StoreProfile &profile, QObject *context, const Then<void> &then);

    const QString m_path;
    FileSystem &m_disk;
    JobRunner &m_jobs;
    Clusters &m_clusters;
    QList<StoreProfile> m_read; ///< as the file says
    QList<StoreProfile> m_profiles; ///< as was told
    std::map<QString, std::unique_ptr<StoreContents>> m_contents;
    std::map<QString, std::unique_ptr<BucketLeases>> m_leases;
    std::optional<Error> m_toldError;
    JobRunner m_network; ///< last: joined before anything it reports to is gone
};

} // namespace lifeboat::ui
