// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/cluster/nodeintroduction.h"

#include "engine/cluster/handover.h"
#include "engine/cluster/nodeconnection.h"
#include "engine/cluster/nodelink.h"
#include "engine/cluster/secretstore.h"
#include "engine/jobs/jobrunner.h"
#include "engine/net/certificate.h"
#include "engine/net/untrusted.h"

#include <algorithm>

namespace lifeboat {

using State = IntroducedNode::State;

class NodeIntroduction::Private
{
public:
    Private(NodeIntroduction *owner, QString secret, QList<NodeProfile> already,
            const Surroundings &around)
        : q(owner)
        , token(std::move(secret))
        , known(std::move(already))
        , surroundings(around)
    {
    }

    void append(const QList<NodeProfile> &profiles, State state);
    void attempt(int i);
    void judge(int i);
    void meet(int i);
    void leave(int i, State state, const std::optional<Error> &error = {});
    bool isListed(const NodeProfile &profile) const;
    void keepToken(qsizetype number);
    void keepProfiles();
    void giveUp(const Error &error, qsizetype tokens);

    /// What is being kept.
    struct Keeping
    {
        QString cluster;
        QList<NodeProfile> nodes;
        const ProfileStore *profiles = nullptr;
        SecretStore *secrets = nullptr;
        JobRunner *jobs = nullptr;
    };

    NodeIntroduction *const q;
    const QString token;
    const QList<NodeProfile> known;
    const Surroundings surroundings;
    QList<IntroducedNode> nodes;
    std::vector<std::unique_ptr<NodeConnection>> connections;
    std::optional<Keeping> keeping;
};

bool NodeIntroduction::Private::isListed(const NodeProfile &profile) const
{
    const auto isSame = [&profile](const NodeProfile &other) {
        return other.url == profile.url || other.name == profile.name;
    };
    return std::ranges::any_of(known, isSame)
        || std::ranges::any_of(nodes, isSame, &IntroducedNode::profile);
}

void NodeIntroduction::Private::append(const QList<NodeProfile> &profiles, State state)
{
    const auto first = nodes.size();
    for (NodeProfile profile : profiles) {
        if (profile.name.isEmpty())
            profile.name = nodeLabel(profile.url);
        if (std::ranges::contains(nodes, profile.url, [](const IntroducedNode &node) {
                return node.profile.url;
            }))
            continue;
        IntroducedNode node;
        node.profile = profile;
        node.state = state;
        node.isChosen = state == State::Trying;
        nodes.append(node);
        connections.push_back(nullptr);
    }
    if (nodes.size() == first)
        return;
    Q_EMIT q->added(int(first), int(nodes.size() - first));
    for (auto i = first; state == State::Trying && i < nodes.size(); ++i)
        attempt(int(i));
}

void NodeIntroduction::Private::attempt(int i)
{
    IntroducedNode &node = nodes[i];
    node.state = State::Trying;
    node.isChosen = true;
    node.error.reset();
    node.fingerprint.clear();
    auto &connection = connections[size_t(i)];
    connection = std::make_unique<NodeConnection>(
        node.profile,
        [secret = token] { return QtFuture::makeReadyValueFuture(Result<QString>(secret)); },
        surroundings);
    // Nothing is judged from within a connection's own signal: judging may end it.
    for (auto moved : {&NodeConnection::linkChanged, &NodeConnection::statusChanged})
        connect(connection.get(), moved, q, [this, i] { judge(i); }, Qt::QueuedConnection);
    Q_EMIT q->changed(i);
    connection->start();
}

void NodeIntroduction::Private::judge(int i)
{
    const NodeConnection *const connection = connections[size_t(i)].get();
    if (!connection || nodes[i].state != State::Trying)
        return;
    if (connection->link() == Link::Online && connection->status())
        return meet(i);
    const std::optional<Error> trouble = connection->trouble();
    if (!trouble)
        return;
    if (connection->link() == Link::Waiting) {
        leave(i, State::Unreachable, trouble);
    } else if (trouble->code == ErrorCode::CertificateUntrusted) {
        nodes[i].fingerprint = net::fingerprintFromText(net::fingerprintIn(trouble->detail));
        leave(i, nodes[i].fingerprint.isEmpty() ? State::Refused : State::Untrusted, trouble);
    } else if (connection->link() == Link::Refused) {
        leave(i, State::Refused, trouble);
    }
}

void NodeIntroduction::Private::meet(int i)
{
    const net::NodeStatus status = *connections[size_t(i)]->status();
    const QString name = connections[size_t(i)]->name();
    const bool isTwice = std::ranges::any_of(nodes, [&](const IntroducedNode &other) {
        return other.state == State::Met && other.profile.name == name;
    });
    nodes[i].role = connections[size_t(i)]->role();
    nodes[i].version = status.version;
    nodes[i].profile.name = name;
    leave(i, isTwice ? State::Twice : State::Met);
    QList<NodeProfile> peers = ProfileStore::nodesFromMap(status.peers);
    peers.removeIf([this](const NodeProfile &peer) { return isListed(peer); });
    append(peers, State::Offered);
}

void NodeIntroduction::Private::leave(int i, State state, const std::optional<Error> &error)
{
    connections[size_t(i)].reset();
    nodes[i].state = state;
    nodes[i].error = error;
    nodes[i].isChosen = state == State::Met || state == State::Untrusted;
    Q_EMIT q->changed(i);
}

void NodeIntroduction::Private::keepToken(qsizetype number)
{
    if (number == keeping->nodes.size())
        return keepProfiles();
    const QString key = secretKey(keeping->cluster, keeping->nodes[number].url);
    handOver(q, keeping->secrets->write(key, token), [this, number](const Result<> &written) {
        if (written)
            keepToken(number + 1);
        else
            giveUp(written.error(), number);
    });
}

void NodeIntroduction::Private::keepProfiles()
{
    const auto job = keeping->jobs->start<void>(
        [store = *keeping->profiles, cluster = keeping->cluster, profiles = keeping->nodes](
            JobControl &) mutable { return store.putNodes(cluster, profiles); });
    handOver(q, job.future, [this](const Result<> &done) {
        if (!done)
            return giveUp(done.error(), keeping->nodes.size());
        keeping.reset();
        Q_EMIT q->kept();
    });
}

/// Takes the tokens back that were kept for nodes the cluster did not have.
void NodeIntroduction::Private::giveUp(const Error &error, qsizetype tokens)
{
    const Keeping tried = *std::exchange(keeping, std::nullopt);
    for (const NodeProfile &node : tried.nodes.first(tokens)) {
        if (!std::ranges::contains(known, node.url, &NodeProfile::url))
            (void)tried.secrets->remove(secretKey(tried.cluster, node.url));
    }
    Q_EMIT q->keepFailed(error);
}

NodeIntroduction::NodeIntroduction(QString token, QList<NodeProfile> known,
                                   const Surroundings &surroundings, QObject *parent)
    : QObject(parent)
    , d(std::make_unique<Private>(this, std::move(token), std::move(known), surroundings))
{
}

NodeIntroduction::~NodeIntroduction() = default;

void NodeIntroduction::add(const QList<NodeProfile> &nodes)
{
    d->append(nodes, State::Trying);
}

const QList<IntroducedNode> &NodeIntroduction::nodes() const
{
    return d->nodes;
}

void NodeIntroduction::choose(int node, bool isChosen)
{
    IntroducedNode &chosen = d->nodes[node];
    if (chosen.isChosen == isChosen || isKeeping())
        return;
    chosen.isChosen = isChosen;
    if (isChosen && chosen.state == State::Offered)
        d->attempt(node);
    else if (!isChosen && (chosen.state == State::Trying || chosen.state == State::Untrusted))
        d->leave(node, State::Offered);
    else
        Q_EMIT changed(node);
}

void NodeIntroduction::accept(int node)
{
    if (d->nodes[node].state != State::Untrusted)
        return;
    d->nodes[node].profile.fingerprint = d->nodes[node].fingerprint;
    d->attempt(node);
}

void NodeIntroduction::tryAgain(int node)
{
    if (!isKeeping())
        d->attempt(node);
}

bool NodeIntroduction::isSettled() const
{
    return !std::ranges::contains(d->nodes, State::Trying, &IntroducedNode::state);
}

int NodeIntroduction::keepable() const
{
    return int(std::ranges::count_if(d->nodes, &IntroducedNode::isKeepable));
}

void NodeIntroduction::keep(const QString &cluster, const ProfileStore &profiles,
                            SecretStore &secrets, JobRunner &jobs)
{
    if (isKeeping())
        return;
    d->keeping = Private::Keeping{cluster, {}, &profiles, &secrets, &jobs};
    for (const IntroducedNode &node : d->nodes) {
        if (node.isKeepable())
            d->keeping->nodes.append(node.profile);
    }
    d->keepToken(0);
}

bool NodeIntroduction::isKeeping() const
{
    return d->keeping.has_value();
}

} // namespace lifeboat
