// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/cluster/clusterrestore.h"

#include "engine/base/missing.h"
#include "engine/cluster/nodeconnection.h"
#include "engine/cluster/restorereport.h"
#include "engine/cluster/restoresteps.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace lifeboat {

using Phase = NodeRestore::Phase;

ClusterRestore::ClusterRestore(ClusterRestoreRequest request, const QList<NodeConnection *> &nodes,
                               FileSystem &fileSystem, const Clock &clock, QObject *parent)
    : QObject(parent)
    , d(std::make_unique<Private>(this, std::move(request), fileSystem, clock))
{
    for (NodeConnection *const node : nodes) {
        Private::Work work;
        work.connection = node;
        d->works.append(work);
        NodeRestore part;
        part.node = node->name();
        d->nodes.append(part);
        connect(node, &NodeConnection::linkChanged, this, [this, i = int(d->nodes.size()) - 1] { d->onLink(i); });
        connect(node, &NodeConnection::statusChanged, this, [this, i = int(d->nodes.size()) - 1] {
            if (d->isCanceled && isRunning())
                giveUp(i);
        });
    }
    connect(&d->look, &QTimer::timeout, this, [this] { d->lookAtSending(); });
    connect(&d->renewal, &QTimer::timeout, this, [this] { d->renew(); });
    d->farewell.setSingleShot(true);
    connect(&d->farewell, &QTimer::timeout, this, [this] { d->end(); });
}

ClusterRestore::~ClusterRestore()
{
    for (Private::Work &work : d->works)
        work.stop.request_stop();
    // What was begun keeps others away by itself.
    (void)d->tellReleased();
}

void ClusterRestore::setPeers(const QList<NodeConnection *> &others)
{
    d->peers = QList<QPointer<NodeConnection>>(others.begin(), others.end());
}

void ClusterRestore::beginWhen(std::function<QFuture<Result<>>()> noted)
{
    d->noted = std::move(noted);
}

void ClusterRestore::takeUp(const QList<NodeRestore> &nodes, const QString &lineage)
{
    for (const NodeRestore &known : nodes) {
        const auto own = std::ranges::find(d->nodes, known.node, &NodeRestore::node);
        if (own != d->nodes.end() && (known.phase == Phase::Done || known.phase == Phase::Undone))
            *own = known;
    }
    d->lineage = lineage;
    d->isTakenUp = true;
}

void ClusterRestore::reserveAs(const QString &name)
{
    d->leftReservation = name;
}

QString ClusterRestore::reservation() const
{
    return d->reservation;
}

void ClusterRestore::plan()
{
    if (isRunning())
        return;
    QList<int> all;
    for (int i = 0; i < d->nodes.size(); ++i) {
        d->nodes[i].plan.reset();
        all.append(i);
    }
    d->begin(Private::Mode::Planning, all);
}

void ClusterRestore::confirm(const QString &typed)
{
    d->request.confirmedName = typed;
}

Result<> ClusterRestore::run()
{
    if (isRunning())
        return failure(ErrorCode::Busy, d->request.cluster);
    LIFEBOAT_TRY(d->checkConfirmation());
    // What is retried goes back to the history that those already restored have begun; of what is taken up, others may have.
    const bool isBegun = d->isTakenUp || std::ranges::contains(d->nodes, Phase::Done, &NodeRestore::phase);
    if (d->lineage.isEmpty() || !isBegun)
        d->lineage = makeLineage().value;
    QList<int> open;
    for (int i = 0; i < d->nodes.size(); ++i) {
        NodeRestore &node = d->nodes[i];
        if (node.phase == Phase::Done)
            continue;
        node.phase = node.plan || node.lacksSnapshot ? Phase::Planned : Phase::Waiting;
        open.append(i);
    }
    d->begin(Private::Mode::Restoring, open);
    return {};
}

Result<> ClusterRestore::undo(const QStringList &nodes)
{
    if (isRunning())
        return failure(ErrorCode::Busy, d->request.cluster);
    QList<int> chosen;
    for (int i = 0; i < d->nodes.size(); ++i) {
        if (nodes.isEmpty() ? d->nodes[i].phase == Phase::Done
                            : nodes.contains(d->works[i].connection->name()))
            chosen.append(i);
    }
    for (const QString &name : nodes) {
        if (std::ranges::none_of(d->works, [&](const Private::Work &work) {
                return work.connection->name() == name;
            }))
            return missing(Missing::Node, name);
    }
    LIFEBOAT_TRY(d->checkConfirmation());
    d->begin(Private::Mode::Undoing, chosen);
    return {};
}

void ClusterRestore::cancel()
{
    if (!isRunning())
        return;
    d->isCanceled = d->isStopping = true;
    if (d->stage == Private::Stage::Reserving)
        d->stage = Private::Stage::Working; // nobody waits for a node that does not answer
    for (int i = 0; i < d->nodes.size(); ++i) {
        Private::Work &work = d->works[i];
        const Phase phase = d->nodes[i].phase;
        work.stop.request_stop();
        if (phase != Phase::Restoring && phase != Phase::Undoing)
            continue;
        if (work.connection->link() == Link::Online && !work.operation.isEmpty())
            d->cancelOperation(i);
        giveUp(i);
    }
    d->pump();
}

void ClusterRestore::giveUp(int node)
{
    const Phase phase = d->nodes[node].phase;
    // What is not yet told to begin is cancelled once it is noted: nothing of it is unknown.
    if ((phase != Phase::Restoring && phase != Phase::Undoing) || d->works[node].isToBeNoted)
        return;
    const NodeConnection &connection = *d->works[node].connection;
    if (connection.link() != Link::Online)
        d->fail(node, {ErrorCode::Disconnected, d->nodes[node].node, u"it may go on there"_s});
    else if (const auto unnoted = connection.unnoted())
        d->fail(node, *unnoted);
}

const QList<NodeRestore> &ClusterRestore::nodes() const
{
    return d->nodes;
}

bool ClusterRestore::isRunning() const
{
    return d->mode != Private::Mode::Idle;
}

bool ClusterRestore::succeeded() const
{
    return std::ranges::all_of(d->nodes,
                               [](const NodeRestore &node) { return node.phase == Phase::Done && !isInTrouble(node); });
}

QJsonObject ClusterRestore::report() const
{
    return restoreReport(d->request, {d->nodes, d->lineage, d->startedAt, d->endedAt, isRunning()});
}

} // namespace lifeboat
