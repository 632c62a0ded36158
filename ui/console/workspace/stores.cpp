// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/console/workspace/stores.h"

#include "engine/base/secretfault.h"
#include "engine/cluster/handover.h"
#include "ui/console/workspace/bucketleases.h"

#include <QFileInfo>
#include <QPointer>

namespace lifeboat::ui {

namespace {

constexpr int kAtOnce = 4;

bool isSameWay(const StoreProfile &a, const StoreProfile &b)
{
    const auto parts = [](const StoreProfile &profile) {
        const NatsSettings &nats = profile.nats;
        return std::tuple(profile.directory, profile.bucket, profile.leaseBucket, profile.identity, nats.urls, nats.user,
                          nats.credentialsFile, nats.tls, nats.caFile, nats.certificateFile, nats.keyFile);
    };
    return a.name == b.name && parts(a) == parts(b);
}

} // namespace

Stores::Stores(const QString &profiles, FileSystem &fileSystem, JobRunner &readers, Clusters &clusters, QObject *parent)
    : DirectoryReading(profiles.isEmpty() ? QString() : QFileInfo(profiles).path(), fileSystem, readers, parent)
    , m_path(profiles)
    , m_disk(fileSystem)
    , m_jobs(readers)
    , m_clusters(clusters)
    , m_network(kAtOnce)
{
    connect(this, &DirectoryReading::updated, this, &Stores::sync);
}

Stores::~Stores()
{
    blockSignals(true);
    m_leases.clear(); // they end in m_network
}

void Stores::read()
{
    start(
        [path = m_path](FileSystem &fileSystem, const QString &) -> Result<QList<StoreProfile>> {
            if (path.isEmpty())
                return QList<StoreProfile>();
            return StoreProfiles(fileSystem, path).stores();
        },
        m_read);
}

void Stores::sync()
{
    // Read again whenever the window is looked at: the same trouble is told once.
    if (const auto known = std::exchange(m_toldError, error()); error() && error() != known)
        Q_EMIT failed(*error());
    if (std::ranges::equal(m_read, m_profiles, isSameWay))
        return;
    const QList<StoreProfile> before = std::exchange(m_profiles, m_read);
    std::map<QString, std::unique_ptr<StoreContents>> gone; // until everybody was told
    for (const StoreProfile &old : before) {
        if (!store(old.name))
            gone.insert(m_contents.extract(old.name));
    }
    QList<StoreContents *> others;
    for (const StoreProfile &profile : std::as_const(m_profiles)) {
        std::unique_ptr<StoreContents> &contents = m_contents[profile.name];
        if (!contents) {
            contents = std::make_unique<StoreContents>(*this, profile.name, nullptr);
            connect(contents.get(), &StoreContents::changed, this, [this, name = profile.name] { Q_EMIT contentsChanged(name); });
        } else if (!std::ranges::any_of(before, [&](const StoreProfile &old) { return isSameWay(old, profile); })) {
            others.append(contents.get());
        }
    }
    syncLeases(before);
    Q_EMIT listChanged();
    for (StoreContents *contents : std::as_const(others))
        contents->startOver();
}

void Stores::syncLeases(const QList<StoreProfile> &before)
{
    std::erase_if(m_leases, [&](const auto &each) {
        const auto profile = store(each.first);
        const auto old = std::ranges::find(before, each.first, &StoreProfile::name);
        return !profile || profile->leaseBucket.isEmpty() || old == before.end() || !isSameWay(*old, *profile);
    });
    for (const StoreProfile &profile : std::as_const(m_profiles)) {
        if (!profile.leaseBucket.isEmpty() && !m_leases.contains(profile.name))
            m_leases.emplace(profile.name, std::make_unique<BucketLeases>(*this, profile));
    }
}

std::optional<StoreProfile> Stores::store(const QString &name) const
{
    const auto found = std::ranges::find(m_profiles, name, &StoreProfile::name);
    return found == m_profiles.end() ? std::nullopt : std::optional(*found);
}

StoreContents *Stores::contents(const QString &name) const
{
    const auto found = m_contents.find(name);
    return found == m_contents.end() ? nullptr : found->second.get();
}

BucketLeases *Stores::leases(const QString &name) const
{
    const auto found = m_leases.find(name);
    return found == m_leases.end() ? nullptr : found->second.get();
}

OpenStore Stores::opener(FileSystem &fileSystem, const StoreProfile &profile, const QString &secret, IfBucketMissing missing)
{
    return [disk = &fileSystem, profile, secret, missing] { return openStore(*disk, profile, secret, missing); };
}

void Stores::secretOf(const StoreProfile &profile, QObject *context, const Then<QString> &then)
{
    if (!profile.needsSecret())
        return then(QString());
    m_clusters.withSecrets(context, [context, name = profile.name, then](SecretStore &secrets) {
        handOver(context, secrets.read(storeSecretKey(name)), [name, then](const Result<QString> &secret) {
            if (!secret && secret.error().code == ErrorCode::NotFound)
                return then(secretUnavailable(SecretFault::NoStoreSecret, name));
            then(secret);
        });
    });
}

void Stores::reach(const QString &name, QObject *context, const Then<OpenStore> &then)
{
    const auto profile = store(name);
    if (!profile)
        return then(failure(ErrorCode::NotFound, name));
    secretOf(*profile, context, [disk = &m_disk, profile = *profile, then](const Result<QString> &secret) {
        then(secret ? Result<OpenStore>(opener(*disk, profile, *secret)) : failure(secret.error()));
    });
}

/// The secret first: a store that is known but cannot be entered helps nobody.
void Stores::put(const StoreProfile &profile, const std::optional<QString> &secret, QObject *context, const Then<void> &then)
{
    if (!profile.needsSecret() || !secret)
        return write(profile, context, then);
    m_clusters.withSecrets(this, [this, profile, secret, guard = QPointer(context), then](SecretStore &secrets) {
        handOver(this, secrets.write(storeSecretKey(profile.name), *secret), [this, profile, guard, then](const Result<> &kept) {
            if (kept)
                return write(profile, guard, then);
            if (guard)
                then(kept);
        });
    });
}

void Stores::write(const StoreProfile &profile, QObject *context, const Then<void> &then)
{
    using Profiles = QList<StoreProfile>;
    auto job = m_jobs.start<Profiles>([path = m_path, disk = &m_disk, profile](JobControl &) -> Result<Profiles> {
        const StoreProfiles profiles(*disk, path);
        LIFEBOAT_TRY(profiles.put(profile));
        return profiles.stores();
    });
    job.future.then(this, [this, name = profile.name, guard = QPointer(context), then](const Result<Profiles> &now) {
        if (now) {
            m_read = *now;
            sync();
            // With another secret it may open where it did not, though its file says the same.
            if (StoreContents *const known = contents(name))
                known->startOver();
            if (m_leases.erase(name) > 0) {
                syncLeases(m_profiles);
                Q_EMIT listChanged();
            }
        }
        if (guard)
            then(now ? Result<>() : failure(now.error()));
    });
}

void Stores::remove(const QString &name)
{
    const auto profile = store(name);
    auto job = m_jobs.start<void>([path = m_path, disk = &m_disk, name](JobControl &) { return StoreProfiles(*disk, path).remove(name); });
    job.future.then(this, [this, name, profile](const Result<> &done) {
        if (!done)
            Q_EMIT failed(done.error());
        else if (profile && profile->needsSecret())
            m_clusters.withSecrets(this, [this, name](SecretStore &secrets) {
                handOver(this, secrets.remove(storeSecretKey(name)), [this, name](const Result<> &removed) {
                    if (!removed)
                        Q_EMIT secretStays(name, removed.error());
                });
            });
        refresh();
    });
}

} // namespace lifeboat::ui
