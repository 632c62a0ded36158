// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/lifeboatctl/disk.h"
#include "app/lifeboatctl/eventwait.h"
#include "app/lifeboatctl/jsonforms.h"
#include "app/lifeboatctl/reach.h"
#include "app/lifeboatctl/table.h"
#include "engine/base/paths.h"
#include "engine/cluster/health.h"
#include "engine/net/certificate.h"
#include "ui/text/format.h"
#include "ui/text/healthwording.h"
#include "ui/text/wording.h"

#include <QJsonArray>
#include <algorithm>

using namespace Qt::StringLiterals;

namespace lifeboat::cli {

namespace {

ProfileStore profiles()
{
    return ProfileStore(disk(), paths::clusters());
}

struct AddOptions
{
    QString cluster;
    QString address;
    QString nodesFile;
    QString tokenFile;
    QString fingerprint;
    int wait = 30;
};

struct RemoveOptions
{
    QString cluster;
    QString node;
};

struct StatusOptions
{
    QString cluster;
    int wait = 30;
};

struct NoOptions
{
};

Result<QList<NodeProfile>> wantedNodes(const AddOptions &options)
{
    if (!options.nodesFile.isEmpty())
        return ProfileStore::nodesFromFile(disk(), options.nodesFile);
    NodeProfile node;
    LIFEBOAT_ASSIGN(node.url, nodeUrl(options.address));
    node.name = nodeLabel(node.url);
    node.fingerprint = net::fingerprintFromText(options.fingerprint);
    if (node.fingerprint.isEmpty() && !options.fingerprint.isEmpty())
        return failure(ErrorCode::InvalidArgument, u"--fingerprint"_s,
                       u"not a SHA-256 in hex digits"_s);
    return QList<NodeProfile>{node};
}

Result<QString> tokenFor(const AddOptions &options)
{
    const QString named = qEnvironmentVariable("LIFEBOAT_TOKEN_FILE");
    const QString file = options.tokenFile.isEmpty() ? named : options.tokenFile;
    if (file.isEmpty())
        return failure(ErrorCode::InvalidArgument, u"--token-file"_s,
                       u"a token is needed: from a file, or - for standard input"_s);
    return readToken(file);
}

/// Keeps the node under the name it gave itself, and its token.
Result<> keep(const QString &cluster, const NodeConnection &node, const QString &token)
{
    NodeProfile profile = node.profile();
    profile.name = node.name();
    const auto secrets = SecretStore::forThisSession(disk());
    const QString key = secretKey(cluster, profile.url);
    const auto before = profiles().cluster(cluster);
    const bool isKnown = before && std::ranges::contains(before->nodes, profile.url, &NodeProfile::url);
    LIFEBOAT_TRY(await(secrets->write(key, token)));
    const auto kept = profiles().putNode(cluster, profile);
    if (!kept && !isKnown)
        (void)await(secrets->remove(key));
    return kept;
}

/// Only nodes that answered are kept: a typing error is found now, not on the worst day.
ExitStatus add(Console &console, const AddOptions &options)
{
    if (!isClusterName(options.cluster))
        return console.fail({ErrorCode::InvalidArgument, u"NAME"_s, u"not a cluster's name"_s});
    const auto nodes = wantedNodes(options);
    if (!nodes)
        return console.fail(nodes.error());
    const auto token = tokenFor(options);
    if (!token)
        return console.fail(token.error());
    const auto reach = Reach::open(console, {options.cluster, *nodes}, givenToken(*token), options.wait, {},
                                   Reach::Patience::WhileStarting);
    if (!reach)
        return console.fail(reach.error());
    ExitStatus status = ExitStatus::Done;
    QJsonArray added;
    for (const NodeConnection *const node : (*reach)->nodes()) {
        QJsonObject object = nodeObject(*node);
        auto trouble = Reach::troubleOf(*node);
        if (!trouble) {
            if (const auto kept = keep(options.cluster, *node, *token); !kept)
                trouble = kept.error();
        }
        if (trouble) {
            object[u"error"_s] = toJsonObject(*trouble);
            status = worse(status, explainNode(console, *node, *trouble));
        } else {
            console.line(u"%1  %2  added to %3 as %4"_s.arg(
                node->name(), node->profile().url.toString(), options.cluster, node->role()));
        }
        added.append(object);
    }
    console.document({{u"cluster"_s, options.cluster}, {u"nodes"_s, added}});
    return status;
}

ExitStatus list(Console &console, const NoOptions &)
{
    const auto clusters = profiles().clusters();
    if (!clusters)
        return console.fail(clusters.error());
    Table table({{u"CLUSTER"_s}, {u"NODE"_s}, {u"ADDRESS"_s}, {u"CERTIFICATE"_s}});
    QJsonArray array;
    for (const ClusterProfile &cluster : *clusters) {
        QJsonArray nodes;
        for (const NodeProfile &node : cluster.nodes) {
            table.add({cluster.name, node.name, node.url.toString(),
                       node.fingerprint.isEmpty() ? u"by authority"_s : u"pinned"_s});
            nodes.append(QJsonObject{{u"name"_s, node.name},
                                     {u"url"_s, node.url.toString()},
                                     {u"fingerprint"_s, QString::fromLatin1(node.fingerprint)}});
        }
        array.append(QJsonObject{{u"name"_s, cluster.name}, {u"nodes"_s, nodes}});
    }
    console.document({{u"clusters"_s, array}});
    if (table.isEmpty())
        console.note(u"There are no clusters yet: see lifeboatctl cluster add --help"_s);
    else
        for (const QString &line : table.lines())
            console.line(line);
    return ExitStatus::Done;
}

HealthVerdict verdictOf(const NodeConnection &node)
{
    return judgeHealth(node.link(), node.status(), node.statusAge(), node.clockSkew());
}

QString lag(const net::StateStatus &state)
{
    if (!state.position || !state.logLast)
        return u"-"_s;
    return text::number(*state.logLast - std::min(*state.logLast, state.position->appliedIndex));
}

/// Of the state, and of its log where that is another.
QString history(const net::StateStatus &state)
{
    const QString own = text::history(state.position.value_or(Position()).lineage);
    return state.logLineage.isEmpty() ? own : u"%1, its log %2"_s.arg(own, text::history(state.logLineage));
}

void addRows(Table &table, const NodeConnection &node)
{
    const HealthVerdict verdict = verdictOf(node);
    QStringList reasons;
    for (const HealthReason reason : verdict.reasons)
        reasons.append(text::healthNote(reason));
    const QString health = text::healthWord(verdict.health);
    const auto status = node.status();
    if (!status || status->states.isEmpty())
        return table.add(
            {node.name(), health, u"-"_s, u"-"_s, u"-"_s, u"-"_s, u"-"_s, u"-"_s, reasons.join(u", "_s)});
    const QDateTime now = QDateTime::currentDateTimeUtc();
    for (const net::StateStatus &state : status->states) {
        const bool has = !state.newest.isEmpty();
        const QString depth = state.newestDamaged ? u"DAMAGED"_s
            : state.newestDepth.isEmpty()         ? u"not verified"_s
                                                  : state.newestDepth;
        table.add({node.name(), health, state.name,
                   state.position ? text::number(state.position->appliedIndex) : u"-"_s, lag(state), history(state),
                   has ? text::age(state.newestAt, now) : u"never"_s, has ? depth : u"-"_s,
                   reasons.join(u", "_s)});
    }
}

QJsonObject toJson(const NodeConnection &node)
{
    const HealthVerdict verdict = verdictOf(node);
    QJsonArray reasons;
    for (const HealthReason reason : verdict.reasons)
        reasons.append(healthReasonName(reason));
    QJsonObject object = nodeObject(node);
    object[u"health"_s] = healthName(verdict.health);
    object[u"reasons"_s] = reasons;
    object[u"role"_s] = node.role();
    object[u"status"_s] =
        node.status() ? QJsonValue(net::toJsonObject(*node.status())) : QJsonValue();
    if (const auto trouble = Reach::troubleOf(node))
        object[u"error"_s] = toJsonObject(*trouble);
    return object;
}

/// Why a node that answers cannot record what it does, a state of it not be worked with, its node map not be read or its history of
/// leases not be written, and what helps.
void explainTroubles(const Console &console, const NodeConnection &node)
{
    explainUnnoted(console, node);
    if (node.status() && node.status()->peersTrouble)
        explainNode(console, node, *node.status()->peersTrouble);
    if (node.status() && node.status()->leaseHistoryTrouble)
        explainNode(console, node, *node.status()->leaseHistoryTrouble);
    for (const net::StateStatus &state : node.status() ? node.status()->states : QList<net::StateStatus>()) {
        if (state.trouble)
            explainNode(console, node, *state.trouble);
        if (state.publishTrouble)
            explainNode(console, node, *state.publishTrouble);
    }
}

ExitStatus status(Console &console, const StatusOptions &options)
{
    const auto all = profiles().clusters();
    if (!all)
        return console.fail(all.error());
    QStringList names{options.cluster};
    if (options.cluster.isEmpty()) {
        names.clear();
        for (const ClusterProfile &cluster : *all)
            names.append(cluster.name);
    }
    ExitStatus outcome = ExitStatus::Done;
    QJsonArray clusters;
    for (const QString &name : std::as_const(names)) {
        const auto reach = Reach::open(console, {.cluster = name, .nodes = {}, .state = {}, .wait = options.wait});
        if (!reach)
            return console.fail(reach.error());
        Table table({{u"NODE"_s},
                     {u"HEALTH"_s},
                     {u"STATE"_s},
                     {u"INDEX"_s, Align::Right},
                     {u"LAG"_s, Align::Right},
                     {u"HISTORY"_s},
                     {u"SNAPSHOT"_s},
                     {u"VERIFIED"_s},
                     {u"WHY"_s}});
        QJsonArray nodes;
        for (const NodeConnection *const node : (*reach)->nodes()) {
            addRows(table, *node);
            nodes.append(toJson(*node));
            const bool isDamaged = verdictOf(*node).reasons.contains(HealthReason::NewestDamaged)
                || verdictOf(*node).reasons.contains(HealthReason::NodeTroubled)
                || verdictOf(*node).reasons.contains(HealthReason::StateTroubled);
            if (isDamaged)
                outcome = worse(outcome, ExitStatus::Damage);
        }
        clusters.append(QJsonObject{{u"name"_s, name}, {u"nodes"_s, nodes}});
        console.line(name);
        for (const QString &line : table.lines())
            console.line(u"  "_s + line);
        for (const NodeConnection *const node : (*reach)->nodes()) {
            if (const auto trouble = Reach::troubleOf(*node))
                outcome = worse(outcome, explainNode(console, *node, *trouble));
            else
                explainTroubles(console, *node);
        }
    }
    console.document({{u"clusters"_s, clusters}});
    return outcome;
}

ExitStatus remove(Console &console, const RemoveOptions &options)
{
    const auto cluster = profiles().cluster(options.cluster);
    if (!cluster)
        return console.fail(cluster.error());
    const auto secrets = SecretStore::forThisSession(disk());
    QJsonArray removed;
    for (const NodeProfile &node : cluster->nodes) {
        if (!options.node.isEmpty() && node.name != options.node)
            continue;
        const QJsonObject before{{u"cluster"_s, options.cluster}, {u"removed"_s, removed}};
        // First: of a node that is not known any more nobody would ask again to remove its token.
        if (const auto token = await(secrets->remove(secretKey(options.cluster, node.url))); !token)
            return console.fail(token.error(), {}, before);
        if (const auto gone = profiles().removeNode(options.cluster, node.url); !gone)
            return console.fail(gone.error(), {}, before);
        removed.append(node.name);
        console.line(u"%1 removed from %2"_s.arg(node.name, options.cluster));
    }
    if (removed.isEmpty())
        return console.fail(missingNode(*cluster, options.node).error());
    console.document({{u"cluster"_s, options.cluster}, {u"removed"_s, removed}});
    return ExitStatus::Done;
}

void addAdd(CLI::App &group, Invocation &invocation)
{
    const auto options = std::make_shared<AddOptions>();
    CLI::App &command =
        addCommand(group, invocation, "add", "Connect to a node and keep it under a cluster's name",
                   "cluster add orders 192.0.2.11 --token-file token.txt", options, add);
    addText(command, "NAME", options->cluster, "The cluster", "NAME")->required();
    CLI::Option *const address = addText(command, "ADDRESS", options->address,
                                         "The node: host, host:port or wss://host:port", "ADDRESS");
    CLI::Option *const file = addPath(command, "--file", options->nodesFile,
                                      "Nodes, one \"address [fingerprint]\" a line");
    file->excludes(address);
    addText(command, "--token-file", options->tokenFile,
            "File with the token, - for standard input; LIFEBOAT_TOKEN_FILE otherwise", "PATH");
    addText(command, "--fingerprint", options->fingerprint,
            "SHA-256 of the one certificate to trust, as the node prints it", "HEX")
        ->excludes(file);
    addWait(command, options->wait);
    command.parse_complete_callback([address, file] {
        if (address->count() == 0 && file->count() == 0)
            throw CLI::RequiredError("ADDRESS or --file");
    });
}

} // namespace

void addClusterCommands(CLI::App &root, Invocation &invocation)
{
    CLI::App &group = addGroup(root, "cluster", "Keep clusters of nodes and look at them");
    addAdd(group, invocation);
    addCommand(group, invocation, "list", "List the clusters and nodes that are kept",
               "cluster list", std::make_shared<NoOptions>(), list);
    const auto asking = std::make_shared<StatusOptions>();
    CLI::App &statusCommand = addCommand(group, invocation, "status", "Ask all nodes how they are",
                                         "cluster status orders", asking, status);
    addText(statusCommand, "NAME", asking->cluster, "The cluster; all of them otherwise", "NAME");
    addWait(statusCommand, asking->wait);
    const auto removing = std::make_shared<RemoveOptions>();
    CLI::App &removeCommand =
        addCommand(group, invocation, "remove", "Forget a cluster or one of its nodes",
                   "cluster remove orders --node n3", removing, remove);
    addText(removeCommand, "NAME", removing->cluster, "The cluster", "NAME")->required();
    addText(removeCommand, "--node", removing->node, "Only this node", "ID");
}

} // namespace lifeboat::cli
