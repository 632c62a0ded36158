// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/lifeboatctl/arguments.h"
#include "engine/cluster/cluster.h"
#include "engine/cluster/secretstore.h"

#include <chrono>

namespace lifeboat::cli {

/// Which nodes a command is about.
struct NodeChoice
{
    QString cluster;
    QStringList nodes; ///< by name; empty: all of the cluster
    QString state; ///< empty: each node's first
    int wait = 30; ///< seconds for a node that does not answer, at least 1
};

/// Adds --cluster, --wait and, as `nodes` says, --node or --nodes, and --state; each refuses empty names.
enum class NodesOption { None, One, Several };
CLI::Option *addNodeChoice(CLI::App &command, NodeChoice &choice, NodesOption nodes,
                           bool withState = true);

/// Adds --wait.
CLI::Option *addWait(CLI::App &command, int &seconds);

/// Without `cluster` the others must be given, with it they must not.
void needOnThisMachine(CLI::App &command, CLI::Option &cluster,
                       const std::vector<CLI::Option *> &others);

/// NotFound, and the names there are.
std::unexpected<Error> missingNode(const ClusterProfile &cluster, const QString &name);

/// Adds an option that takes text. Empty text is most often a variable that a script never set, and where no text means
/// "all", more would be meant than was said: wrong usage, unless `empty` allows it.
enum class EmptyText { Refused, Allowed };
CLI::Option *addText(CLI::App &command, const std::string &name, QString &text, const std::string &description,
                     const std::string &type, EmptyText empty = EmptyText::Refused);

/// A token from a file, or from standard input for "-" (not echoed where that is a terminal). The
/// first line counts. InvalidArgument for an empty one. `what` it is called where it is asked for or missed.
Result<QString> readToken(const QString &file, const QString &what = QStringLiteral("token"));

/// Secrets that are one token for all: what the command was given.
std::unique_ptr<SecretStore> givenToken(const QString &token);

/// The tokens of this session, or the one LIFEBOAT_TOKEN_FILE names.
Result<std::unique_ptr<SecretStore>> sessionSecrets();

/// A cluster whose nodes were tried: each is online with a status, or has a trouble.
class Reach
{
public:
    /// NotFound for a cluster or node that is not in the profile; Canceled. Returns once every node
    /// has answered or failed, or after `choice.wait`; says for whom it waits. `withPeers`: the
    /// nodes that were not chosen are tried too, for some seconds at most.
    static Result<std::unique_ptr<Reach>> open(const Console &console, const NodeChoice &choice,
                                               bool withPeers = false);

    /// Whether a node that refuses the connection is tried again, for some seconds, which is said at once: it may just be starting.
    enum class Patience { OneTry, WhileStarting };

    /// The same with a profile that is not kept; `chosen` are names of it, or none for all.
    static Result<std::unique_ptr<Reach>>
    open(const Console &console, const ClusterProfile &profile,
         std::unique_ptr<SecretStore> secrets, int wait, const QStringList &chosen = {},
         Patience patience = Patience::OneTry);

    const QString &clusterName() const { return m_name; }
    const QList<NodeConnection *> &nodes() const { return m_chosen; } ///< the chosen ones
    /// Leaves one node chosen: the first that can be worked with, if any can.
    void chooseOne();
    QList<NodeConnection *> peers() const; ///< those that were tried but not chosen
    std::chrono::seconds wait() const { return m_wait; }

    /// Why a node cannot be worked with; nothing while it is online.
    static std::optional<Error> troubleOf(const NodeConnection &node);

private:
    Reach() = default;
    Result<> settle(const Console &console, Patience patience);

    QString m_name;
    std::chrono::seconds m_wait{};
    std::unique_ptr<SecretStore> m_secrets;
    std::unique_ptr<Cluster> m_cluster;
    QList<NodeConnection *> m_chosen;
};

/// What `method` answered on each node: operations are waited for, other calls just made.
struct NodeAnswer
{
    NodeConnection *node = nullptr;
    Result<QJsonValue> answer;
};

enum class Kind { Call, Operation };

/// Asks the chosen nodes, but those named in `without`, at once. Progress is that of the slowest; a signal cancels the operations. An
/// operation of a node that is lost and not back in time counts as Disconnected: it may go on there; of one that cannot record what it
/// does it is Unnoted after as long, and at once where a signal came.
QList<NodeAnswer> askAll(const Console &console, const Reach &reach, Kind kind,
                         const QString &method, const QJsonObject &parameters, const QStringList &without = {});

/// {"node", "url", "error"}: `error` null.
QJsonObject nodeObject(const NodeConnection &node);

/// Says why a node could not do it; returns the exit status.
ExitStatus explainNode(const Console &console, const NodeConnection &node, const Error &error);

/// Of a node that cannot note what it does: says so, why, and what helps.
void explainUnnoted(const Console &console, const NodeConnection &node);

} // namespace lifeboat::cli
