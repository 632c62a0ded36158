// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/lifeboatctl/arguments.h"
#include "app/lifeboatctl/disk.h"
#include "app/lifeboatctl/jsonforms.h"
#include "app/lifeboatctl/table.h"
#include "app/lifeboatctl/watching.h"
#include "engine/base/paths.h"
#include "engine/practice/practiceprofile.h"
#include "engine/practice/workload.h"
#include "ui/text/format.h"
#include "ui/text/practicewording.h"

#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace lifeboat::cli {

namespace {

using Cluster = std::shared_ptr<PracticeCluster>;

struct StartOptions
{
    int nodes = 3;
    bool share = false;
};

struct NoOptions
{
};

QString stateWord(const PracticeProcess &process)
{
    switch (process.state) {
    case ProcessState::Running:
        return u"running"_s;
    case ProcessState::Stopped:
        return process.role.startsWith("relay-"_L1) ? u"cut"_s : u"frozen"_s;
    case ProcessState::Gone:
        break;
    }
    return u"gone"_s;
}

QString meansOf(const PracticeCluster &cluster)
{
    return cluster.note().natsPort > 0 ? u"nats"_s : u"files"_s;
}

ExitStatus start(Console &console, const StartOptions &options)
{
    const auto started = runWatched<Cluster>([&](JobControl &control) {
        return startPractice(control, disk(), {.file = paths::clusters()},
                             {.directory = paths::practice(),
                              .nodes = options.nodes,
                              .sharesFiles = options.share,
                              .endsWithStarter = false,
                              .daemon = practiceDaemon()});
    });
    if (!started)
        return console.fail(started.error());
    const Cluster &cluster = *started;
    QJsonArray nodes;
    for (const NodeProfile &node : cluster->profile().nodes) {
        nodes.append(QJsonObject{{u"node"_s, node.name}, {u"url"_s, node.url.toString()}});
        console.line(u"%1  %2"_s.arg(node.name, node.url.toString()));
    }
    console.line(cluster->note().natsPort > 0
                     ? u"They share log, leases and snapshots by a nats-server on port %1."_s.arg(cluster->note().natsPort)
                     : u"They share log, leases and snapshots as files: no network can be cut."_s);
    console.line(u"Documents are written all the time; look with \"lifeboatctl cluster status practice\"."_s);
    console.document({{u"cluster"_s, PracticeCluster::kName},
                      {u"directory"_s, paths::practice()},
                      {u"means"_s, meansOf(*cluster)},
                      {u"nodes"_s, nodes}});
    return ExitStatus::Done;
}

ExitStatus status(Console &console, const NoOptions &)
{
    const auto cluster = PracticeCluster::look(disk(), paths::practice());
    if (!cluster)
        return console.fail(cluster.error());
    const auto leader = (*cluster)->leader();
    const WorkloadNote load = Workload::read((*cluster)->paths().workload()).value_or(WorkloadNote{});
    const QString leading = leader && *leader ? (*leader)->holder : QString();
    Table table({{u"PROCESS"_s}, {u"STATE"_s}, {u""_s}});
    QJsonArray processes;
    for (const PracticeProcess &each : (*cluster)->processes()) {
        table.add({each.role, stateWord(each), each.role == leading ? u"leads"_s : QString()});
        processes.append(QJsonObject{{u"process"_s, each.role}, {u"state"_s, stateWord(each)}});
    }
    console.lines(table.lines());
    console.line(u"Documents written: %1, acknowledged: %2"_s.arg(text::number(quint64(load.written)),
                                                                  text::number(quint64(load.acknowledged.size()))));
    if (!(*cluster)->isWanted())
        console.line(u"It is left over from a start, a drill or a console that was killed: \"lifeboatctl practice stop\" ends it."_s);
    console.document({{u"cluster"_s, PracticeCluster::kName},
                      {u"directory"_s, paths::practice()},
                      {u"means"_s, meansOf(**cluster)},
                      {u"leader"_s, leading.isEmpty() ? QJsonValue() : QJsonValue(leading)},
                      {u"leftOver"_s, !(*cluster)->isWanted()},
                      {u"processes"_s, processes},
                      {u"written"_s, QString::number(load.written)},
                      {u"acknowledged"_s, QString::number(load.acknowledged.size())}});
    return ExitStatus::Done;
}

QJsonObject takeoverObject(const Takeover &takeover)
{
    return {{u"what"_s, takeover.what},
            {u"from"_s, takeover.lost.holder},
            {u"to"_s, takeover.won.holder},
            {u"token"_s, QString::number(takeover.won.token)},
            {u"takeoverMs"_s, qint64(takeover.time.count())},
            {u"limitMs"_s, qint64(PracticeCluster::takeoverLimit().count())}};
}

/// Does something to the leader, and says who leads then.
ExitStatus strike(Console &console, const std::function<Result<Takeover>(PracticeCluster &, JobControl &)> &deed)
{
    suggestFor(PracticeCluster::kName);
    const auto cluster = PracticeCluster::open(disk(), paths::practice(), practiceDaemon());
    if (!cluster)
        return console.fail(cluster.error());
    const auto takeover = runWatched<Takeover>([&](JobControl &control) { return deed(**cluster, control); });
    if (!takeover)
        return console.fail(takeover.error());
    console.line(text::takeover(*takeover, PracticeCluster::takeoverLimit()));
    console.document(takeoverObject(*takeover));
    return ExitStatus::Done;
}

ExitStatus killLeader(Console &console, const NoOptions &)
{
    return strike(console, [](PracticeCluster &cluster, JobControl &control) { return cluster.killLeader(control); });
}

ExitStatus freezeLeader(Console &console, const NoOptions &)
{
    const ExitStatus status =
        strike(console, [](PracticeCluster &cluster, JobControl &control) { return cluster.freezeLeaderAndHeal(control); });
    if (status == ExitStatus::Done)
        console.note(u"It is thawed again. \"lifeboatctl lease history --cluster practice\" shows whether a publish of it was refused."_s);
    return status;
}

ExitStatus cut(Console &console, const NoOptions &)
{
    return strike(console, [](PracticeCluster &cluster, JobControl &control) { return cluster.cutLeader(control); });
}

ExitStatus heal(Console &console, const NoOptions &)
{
    const auto cluster = PracticeCluster::open(disk(), paths::practice(), practiceDaemon());
    if (!cluster)
        return console.fail(cluster.error());
    const auto healed = runWatched<QStringList>([&](JobControl &control) { return (*cluster)->heal(control); });
    if (!healed)
        return console.fail(healed.error());
    console.line(healed->isEmpty() ? u"All was well already."_s : u"Healed: %1"_s.arg(healed->join(u", "_s)));
    console.document({{u"healed"_s, QJsonArray::fromStringList(*healed)}});
    return ExitStatus::Done;
}

ExitStatus stop(Console &console, const NoOptions &)
{
    const auto stopped = runWatched<bool>(
        [](JobControl &control) { return stopPractice(control, disk(), {.file = paths::clusters()}, paths::practice()); });
    if (!stopped)
        return console.fail(stopped.error());
    console.line(*stopped ? u"The practice cluster is gone."_s : u"There is no practice cluster."_s);
    console.document({{u"stopped"_s, *stopped}});
    return ExitStatus::Done;
}

} // namespace

void addPracticeCommands(CLI::App &root, Invocation &invocation)
{
    CLI::App &group = addGroup(root, "practice", "Practise losses on a cluster of nodes on this machine");
    const auto starting = std::make_shared<StartOptions>();
    CLI::App &startCommand =
        addCommand(group, invocation, "start", "Start nodes on loopback, by a nats-server if one is installed, under steady writes",
                   "practice start --nodes 3", starting, start);
    startCommand.add_option("--nodes", starting->nodes, "How many")->check(CLI::Range(2, 9))->capture_default_str();
    startCommand.add_flag("--share", starting->share, "Share files, also where a nats-server is installed");
    const auto none = std::make_shared<NoOptions>();
    const auto add = [&](const char *name, const char *description, ExitStatus (*run)(Console &, const NoOptions &)) {
        addCommand(group, invocation, name, description, "practice "_ba.append(name).toStdString(), none, run);
    };
    add("status", "Tell what runs, who leads, and how much was written", status);
    add("kill-leader", "Kill the node that leads, and wait until another does", killLeader);
    add("freeze-leader", "Freeze the node that leads until another does, and thaw it then", freezeLeader);
    add("cut", "Cut the node that leads off from the nats-server, and wait until another leads", cut);
    add("heal", "Start, thaw and join again what was killed, frozen and cut off", heal);
    add("stop", "End the practice cluster and remove it, also one that a killed program has left", stop);
}

} // namespace lifeboat::cli
