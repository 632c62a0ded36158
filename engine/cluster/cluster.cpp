// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/cluster/cluster.h"

#include "engine/cluster/clusterleases.h"
#include "engine/cluster/nodelink.h"
#include "engine/cluster/secretstore.h"

#include <algorithm>

namespace lifeboat {

namespace {

/// Greetings over TLS take a millisecond of the thread each: those of many nodes leave room between them.
constexpr int kStartedAtOnce = 4;
constexpr std::chrono::milliseconds kPace(20);

} // namespace

class Cluster::Private
{
public:
    Private(Cluster *owner, QString called, SecretStore &store, const Surroundings &around)
        : q(owner)
        , name(std::move(called))
        , secrets(store)
        , surroundings(around)
        , leases(around)
        , pace(around.makeTimer([this] { startNext(); }))
    {
    }

    NodeConnection *make(const NodeProfile &profile);
    void startNext();

    Cluster *const q;
    const QString name;
    SecretStore &secrets;
    const Surroundings surroundings;
    ClusterLeases leases;
    QList<NodeConnection *> nodes;
    QList<NodeConnection *> waiting; ///< to be started
    const std::unique_ptr<Timer> pace;
    bool isStarted = false;
};

void Cluster::Private::startNext()
{
    for (int i = 0; i < kStartedAtOnce && !waiting.isEmpty(); ++i)
        waiting.takeFirst()->start();
    if (!waiting.isEmpty())
        pace->start(kPace);
}

NodeConnection *Cluster::Private::make(const NodeProfile &profile)
{
    const auto read = [this, key = secretKey(name, profile.url)] { return secrets.read(key); };
    auto *const node = new NodeConnection(profile, read, surroundings, q);
    for (const auto signal :
         {&NodeConnection::linkChanged, &NodeConnection::statusChanged,
          &NodeConnection::snapshotsChanged, &NodeConnection::operationsChanged})
        connect(node, signal, q, [this, node] { Q_EMIT q->nodeChanged(node); });
    nodes.append(node);
    leases.add(node);
    Q_EMIT q->nodeAdded(node);
    if (isStarted)
        waiting.append(node);
    return node;
}

Cluster::Cluster(const ClusterProfile &profile, SecretStore &secrets, const Clock &clock,
                 QObject *parent)
    : Cluster(profile, secrets, realSurroundings(clock), parent)
{
}

Cluster::Cluster(const ClusterProfile &profile, SecretStore &secrets,
                 const Surroundings &surroundings, QObject *parent)
    : QObject(parent)
    , d(std::make_unique<Private>(this, profile.name, secrets, surroundings))
{
    setProfile(profile);
}

Cluster::~Cluster()
{
    // Nobody is to meet a cluster that is half gone.
    blockSignals(true);
    qDeleteAll(d->nodes);
}

QString Cluster::name() const
{
    return d->name;
}

const QList<NodeConnection *> &Cluster::nodes() const
{
    return d->nodes;
}

NodeConnection *Cluster::node(const QString &name) const
{
    const auto found = std::ranges::find(d->nodes, name, &NodeConnection::name);
    return found != d->nodes.end() ? *found : nullptr;
}

ClusterLeases &Cluster::leases() const
{
    return d->leases;
}

void Cluster::start()
{
    d->isStarted = true;
    d->waiting = d->nodes;
    d->startNext();
}

void Cluster::stop()
{
    d->isStarted = false;
    d->waiting.clear();
    d->pace->stop();
    const auto nodes = d->nodes;
    for (NodeConnection *const node : nodes)
        node->stop();
}

void Cluster::setProfile(const ClusterProfile &profile)
{
    const auto before = d->nodes;
    for (NodeConnection *const node : before) {
        const QUrl url = node->profile().url;
        if (std::ranges::contains(profile.nodes, url, &NodeProfile::url))
            continue;
        d->nodes.removeOne(node);
        d->waiting.removeOne(node);
        node->disconnect(this);
        d->leases.remove(node);
        node->stop();
        Q_EMIT nodeRemoved(node);
        node->deleteLater();
    }
    const bool isPacing = !d->waiting.isEmpty();
    for (const NodeProfile &each : profile.nodes) {
        const auto known = std::ranges::find_if(
            d->nodes, [&](const NodeConnection *node) { return node->profile().url == each.url; });
        if (known == d->nodes.end())
            d->make(each);
        else if ((*known)->profile().fingerprint != each.fingerprint)
            (*known)->acceptFingerprint(each.fingerprint);
    }
    if (!isPacing)
        d->startNext();
}

QList<NodeProfile> Cluster::unknownPeers() const
{
    QList<NodeProfile> unknown;
    const auto isKnown = [&](const NodeProfile &peer) {
        return std::ranges::contains(unknown, peer.url, &NodeProfile::url)
            || std::ranges::any_of(d->nodes, [&](const NodeConnection *node) {
                   return node->profile().url == peer.url || node->name() == peer.name;
               });
    };
    for (const NodeConnection *const node : std::as_const(d->nodes)) {
        const auto status = node->status();
        if (!status)
            continue;
        for (const NodeProfile &peer : ProfileStore::nodesFromMap(status->peers)) {
            if (!isKnown(peer))
                unknown.append(peer);
        }
    }
    std::ranges::sort(unknown, {}, &NodeProfile::name);
    return unknown;
}

} // namespace lifeboat
