// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/console/workspace/clusters.h"

#include "engine/cluster/handover.h"

#include <QFileInfo>

namespace lifeboat::ui {

using namespace std::chrono_literals;

namespace {

constexpr int kBundle = 250; ///< ms between bundles; longer where there are more than a hundred nodes

/// Health goes by the age of what was told, so it changes though nothing is told.
HealthVerdict judge(const NodeConnection &node)
{
    return judgeHealth(node.link(), node.status(), node.statusAge(), node.clockSkew());
}

bool same(const HealthVerdict &a, const HealthVerdict &b)
{
    return a.health == b.health && a.reasons == b.reasons;
}

} // namespace

Clusters::Clusters(const QString &profiles, FileSystem &fileSystem, JobRunner &readers, ClusterWorld world,
                   QObject *parent)
    : DirectoryReading(profiles.isEmpty() ? QString() : QFileInfo(profiles).path(), fileSystem, readers, parent)
    , m_path(profiles)
    , m_disk(fileSystem)
    , m_jobs(readers)
    , m_world(std::move(world))
{
    m_bundle.setSingleShot(true);
    connect(&m_bundle, &QTimer::timeout, this, &Clusters::flush);
    m_tick.setInterval(1s);
    connect(&m_tick, &QTimer::timeout, this, &Clusters::judgeAll);
    connect(this, &DirectoryReading::updated, this, &Clusters::sync);
}

Clusters::~Clusters()
{
    blockSignals(true);
}

void Clusters::read()
{
    start(
        [path = m_path](FileSystem &fileSystem, const QString &) -> Result<QList<ClusterProfile>> {
            if (path.isEmpty())
                return QList<ClusterProfile>();
            return ProfileStore(fileSystem, path).clusters();
        },
        m_profiles);
}

/// The session's bus may take seconds to answer: the window does not wait for it.
void Clusters::makeSecrets()
{
    if (std::exchange(m_making, true))
        return;
    using Made = std::shared_ptr<std::unique_ptr<SecretStore>>;
    auto job = m_jobs.start<Made>([fileSystem = &m_disk, make = m_world.makeSecrets](JobControl &) -> Result<Made> {
        return std::make_shared<std::unique_ptr<SecretStore>>(make ? make(*fileSystem)
                                                                   : SecretStore::forThisSession(*fileSystem));
    });
    job.future.then(this, [this](const Result<Made> &made) {
        if (made)
            m_secrets = std::move(**made);
        sync();
        if (m_secrets)
            Q_EMIT secretsMade();
    });
}

void Clusters::withSecrets(QObject *context, const std::function<void(SecretStore &)> &then)
{
    if (m_secrets)
        return then(*m_secrets);
    connect(this, &Clusters::secretsMade, context, [this, then] { then(*m_secrets); }, Qt::SingleShotConnection);
    makeSecrets();
}

Surroundings Clusters::surroundings() const
{
    return m_world.surroundings ? *m_world.surroundings : realSurroundings(SystemClock::instance());
}

void Clusters::sync()
{
    // Read again whenever the window is looked at: the same trouble is told once.
    if (const auto known = std::exchange(m_toldError, error()); error() && error() != known)
        Q_EMIT failed(*error());
    if (!m_secrets) {
        if (!m_profiles.isEmpty())
            makeSecrets();
        return;
    }
    m_listChanged = false;
    std::vector<std::unique_ptr<Cluster>> gone; // until everybody was told
    for (auto at = m_clusters.begin(); at != m_clusters.end();) {
        if (std::ranges::contains(m_profiles, at->first, &ClusterProfile::name)) {
            ++at;
            continue;
        }
        for (NodeConnection *node : at->second->nodes())
            forget(node);
        gone.push_back(std::move(at->second));
        at = m_clusters.erase(at);
        m_listChanged = true;
    }
    for (const ClusterProfile &profile : std::as_const(m_profiles)) {
        std::unique_ptr<Cluster> &cluster = m_clusters[profile.name];
        if (cluster) {
            cluster->setProfile(profile);
            continue;
        }
        cluster = m_world.surroundings
            ? std::make_unique<Cluster>(profile, *m_secrets, *m_world.surroundings)
            : std::make_unique<Cluster>(profile, *m_secrets, SystemClock::instance());
        connect(cluster.get(), &Cluster::nodeAdded, this, &Clusters::follow);
        connect(cluster.get(), &Cluster::nodeRemoved, this, &Clusters::forget);
        for (NodeConnection *node : cluster->nodes())
            follow(node);
        cluster->start();
        m_listChanged = true;
    }
    if (m_clusters.empty())
        m_tick.stop();
    else
        m_tick.start();
    if (m_listChanged)
        Q_EMIT listChanged();
}

void Clusters::follow(NodeConnection *node)
{
    m_listChanged = true;
    m_verdicts.insert(node, judge(*node));
    const auto note = [this, node](NodeSet Clusters::*set) {
        return [this, node, set] {
            (this->*set).insert(node);
            if (!m_bundle.isActive())
                m_bundle.start(std::clamp(kBundle * int(m_verdicts.size()) / 100, kBundle, 4 * kBundle));
        };
    };
    connect(node, &NodeConnection::linkChanged, this, note(&Clusters::m_changed));
    connect(node, &NodeConnection::recoveryOffered, this, note(&Clusters::m_changed));
    connect(node, &NodeConnection::statusChanged, this, note(&Clusters::m_changed));
    connect(node, &NodeConnection::snapshotsChanged, this, note(&Clusters::m_snapshots));
    connect(node, &NodeConnection::operationsChanged, this, note(&Clusters::m_operations));
}

void Clusters::forget(NodeConnection *node)
{
    m_listChanged = true;
    node->disconnect(this);
    m_verdicts.remove(node);
    for (NodeSet *set : {&m_changed, &m_snapshots, &m_operations})
        set->remove(node);
}

void Clusters::judgeAll()
{
    for (auto at = m_verdicts.begin(); at != m_verdicts.end(); ++at) {
        HealthVerdict verdict = judge(*at.key());
        if (same(verdict, *at))
            continue;
        *at = std::move(verdict);
        m_changed.insert(const_cast<NodeConnection *>(at.key()));
    }
    if (!m_changed.isEmpty() && !m_bundle.isActive())
        flush();
}

void Clusters::flush()
{
    for (NodeConnection *node : std::as_const(m_changed))
        m_verdicts[node] = judge(*node);
    const NodeSet changed = std::exchange(m_changed, {});
    const NodeSet snapshots = std::exchange(m_snapshots, {});
    const NodeSet operations = std::exchange(m_operations, {});
    if (!changed.isEmpty())
        Q_EMIT nodesChanged(changed);
    if (!snapshots.isEmpty())
        Q_EMIT snapshotsChanged(snapshots);
    if (!operations.isEmpty())
        Q_EMIT operationsChanged(operations);
}

QList<Cluster *> Clusters::all() const
{
    QList<Cluster *> clusters;
    for (const auto &[name, cluster] : m_clusters)
        clusters.append(cluster.get());
    return clusters;
}

Cluster *Clusters::cluster(const QString &name) const
{
    const auto found = m_clusters.find(name);
    return found == m_clusters.end() ? nullptr : found->second.get();
}

QString Clusters::clusterOf(const NodeConnection *node) const
{
    for (const auto &[name, cluster] : m_clusters) {
        if (std::ranges::contains(cluster->nodes(), node))
            return name;
    }
    return {};
}

NodeConnection *Clusters::node(const QString &name, const QUrl &url) const
{
    const Cluster *const home = cluster(name);
    if (!home)
        return nullptr;
    const auto found =
        std::ranges::find_if(home->nodes(), [&](const NodeConnection *node) { return node->profile().url == url; });
    return found == home->nodes().end() ? nullptr : *found;
}

bool Clusters::isSettling() const
{
    if (!isRead() || (!m_profiles.isEmpty() && !m_secrets) || m_bundle.isActive())
        return true;
    return std::ranges::any_of(m_clusters, [](const auto &item) {
        return std::ranges::any_of(item.second->nodes(), [](const NodeConnection *node) {
            if (node->link() != Link::Online)
                return node->link() == Link::Connecting || node->link() == Link::Idle;
            return !node->status() || std::ranges::any_of(node->status()->states, [&](const net::StateStatus &state) {
                return state.snapshots > 0 && node->snapshots(state.name).isEmpty();
            });
        });
    });
}

void Clusters::remove(const QString &name)
{
    const Cluster *const leaving = cluster(name);
    if (!leaving)
        return;
    QList<QUrl> urls;
    for (const NodeConnection *node : leaving->nodes())
        urls.append(node->profile().url);
    change(
        [name, urls](ProfileStore &store) -> Result<> {
            for (const QUrl &url : urls)
                LIFEBOAT_TRY(store.removeNode(name, url));
            return {};
        },
        name, urls);
}

void Clusters::removeNode(const QString &cluster, const QUrl &url)
{
    change([cluster, url](ProfileStore &store) { return store.removeNode(cluster, url); }, cluster, {url});
}

void Clusters::reconnect(const QString &name)
{
    if (const Cluster *const cluster = this->cluster(name)) {
        for (NodeConnection *node : cluster->nodes())
            node->reconnect();
    }
}

void Clusters::change(std::function<Result<>(ProfileStore &)> change, const QString &cluster, const QList<QUrl> &gone)
{
    auto job = m_jobs.start<void>([path = m_path, fileSystem = &m_disk, change = std::move(change)](JobControl &) {
        ProfileStore store(*fileSystem, path);
        return change(store);
    });
    job.future.then(this, [this, cluster, gone](const Result<> &done) {
        if (!done)
            Q_EMIT failed(done.error());
        for (const QUrl &url : gone) {
            if (!done || !m_secrets)
                break;
            handOver(this, m_secrets->remove(secretKey(cluster, url)), [this, url](const Result<> &removed) {
                if (!removed)
                    Q_EMIT secretStays(url.toDisplayString(), removed.error());
            });
        }
        refresh();
    });
}

} // namespace lifeboat::ui
