// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/lifeboatctl/eventwait.h"
#include "app/lifeboatctl/jsonforms.h"
#include "app/lifeboatctl/localwork.h"
#include "app/lifeboatctl/reach.h"
#include "app/lifeboatctl/table.h"
#include "engine/operations/operationrecord.h"
#include "ui/text/errortext.h"
#include "ui/text/format.h"

#include <QJsonArray>
#include <QJsonDocument>

using namespace Qt::StringLiterals;

namespace lifeboat::cli {

namespace {

struct ListOptions
{
    NodeChoice choice;
};

struct ChangeOptions
{
    NodeChoice choice;
    QString operation;
};

QString statusWord(OperationStatus status)
{
    switch (status) {
    case OperationStatus::Pending:
        return u"waits"_s;
    case OperationStatus::InFlight:
        return u"in flight"_s;
    case OperationStatus::Completed:
        return u"done"_s;
    case OperationStatus::Dead:
        return u"given up"_s;
    }
    return {};
}

/// What this user's programs did on this machine.
ExitStatus listHere(Console &console)
{
    const auto found = localOperations();
    if (!found)
        return console.fail(found.error());
    Table table({{u"OPERATION"_s}, {u"KIND"_s}, {u"TARGET"_s}, {u"STATUS"_s}, {u"BEGUN"_s}, {u"ERROR"_s}});
    QJsonArray told;
    const QDateTime now = QDateTime::currentDateTimeUtc();
    for (const Operation &each : found->operations) {
        told.append(toJsonObject(each));
        const bool isInterrupted = each.status == OperationStatus::Pending;
        table.add({each.id.value, each.request.kind, each.request.target,
                   isInterrupted ? u"interrupted"_s : statusWord(each.status),
                   text::moment(each.createdAt, now),
                   isInterrupted       ? u"The same command goes on with it."_s
                       : each.lastError ? text::sentence(*each.lastError) : QString()});
    }
    console.document({{u"operations"_s, told}, {u"hasMore"_s, found->hasMore}});
    if (table.isEmpty())
        console.note(u"There are no operations."_s);
    else
        console.lines(table.lines());
    if (found->hasMore)
        console.note(u"Another lifeboatctl is at work; what it does is not shown."_s);
    return ExitStatus::Done;
}

ExitStatus list(Console &console, const ListOptions &options)
{
    if (options.choice.cluster.isEmpty())
        return listHere(console);
    const auto reach = Reach::open(console, options.choice);
    if (!reach)
        return console.fail(reach.error());
    Table table({{u"NODE"_s},
                 {u"OPERATION"_s},
                 {u"KIND"_s},
                 {u"STATE"_s},
                 {u"STATUS"_s},
                 {u"BEGUN"_s},
                 {u"BY"_s},
                 {u"ERROR"_s}});
    ExitStatus status = ExitStatus::Done;
    QJsonArray nodes;
    const QDateTime now = QDateTime::currentDateTimeUtc();
    for (const NodeAnswer &each :
         askAll(console, **reach, Kind::Call, u"operations.list"_s, {{u"limit"_s, 100}})) {
        QJsonObject object = nodeObject(*each.node);
        object[u"operations"_s] = each.answer ? (*each.answer)["operations"_L1] : QJsonArray();
        if (!each.answer) {
            object[u"error"_s] = toJsonObject(each.answer.error());
            status = worse(status, explainNode(console, *each.node, each.answer.error()));
        }
        nodes.append(object);
        for (const QJsonValue told : object[u"operations"_s].toArray()) {
            const auto operation = operationFromObject(told.toObject());
            if (!operation)
                continue;
            table.add({each.node->name(), operation->id.value, operation->request.kind,
                       operation->request.target, statusWord(operation->status),
                       text::moment(operation->createdAt, now), operation->request.actor,
                       operation->lastError ? text::sentence(*operation->lastError) : QString()});
        }
    }
    console.document({{u"cluster"_s, options.choice.cluster}, {u"nodes"_s, nodes}});
    for (const QString &line : table.lines())
        console.line(line);
    return status;
}

/// The node that has the operation is found by asking each.
ExitStatus change(Console &console, const ChangeOptions &options, const QString &method)
{
    const auto reach = Reach::open(console, options.choice);
    if (!reach)
        return console.fail(reach.error());
    Error last{ErrorCode::NotFound, options.operation, {}};
    const QJsonObject parameters{{u"operation"_s, options.operation}};
    for (const NodeAnswer &each : askAll(console, **reach, Kind::Call, method, parameters)) {
        if (each.answer) {
            QJsonObject object = nodeObject(*each.node);
            object[u"operation"_s] = options.operation;
            console.document(object);
            console.line(u"%1  %2"_s.arg(each.node->name(), options.operation));
            return ExitStatus::Done;
        }
        if (each.answer.error().code != ErrorCode::NotFound)
            last = each.answer.error();
    }
    return console.fail(last);
}

ExitStatus cancel(Console &console, const ChangeOptions &options)
{
    return change(console, options, u"operations.cancel"_s);
}

ExitStatus retry(Console &console, const ChangeOptions &options)
{
    return change(console, options, u"operations.retry"_s);
}

/// One line an event until a signal ends it; connections that are lost come back by themselves.
ExitStatus watch(Console &console, const ListOptions &options)
{
    const auto reach = Reach::open(console, options.choice);
    if (!reach)
        return console.fail(reach.error());
    bool isOver = false;
    EventWait wait([&isOver] { isOver = true; });
    QObject context;
    const auto tell = [&console](const NodeConnection &node, const QJsonObject &event) {
        QJsonObject object{{u"node"_s, node.name()}};
        for (auto each = event.begin(); each != event.end(); ++each)
            object.insert(each.key(), each.value());
        console.record(object);
        const QJsonObject content = event["content"_L1].toObject();
        console.line(u"%1  %2  %3"_s.arg(
            node.name(), event["event"_L1].toString(),
            QString::fromUtf8(QJsonDocument(content).toJson(QJsonDocument::Compact))));
        Console::flush();
    };
    for (NodeConnection *const node : (*reach)->nodes()) {
        if (const auto trouble = Reach::troubleOf(*node))
            explainNode(console, *node, *trouble);
        QObject::connect(
            node, &NodeConnection::eventArrived, &context,
            [&tell, node](quint64 sequence, const QString &name, const QJsonObject &content) {
                tell(*node,
                     {{u"sequence"_s, QString::number(sequence)},
                      {u"event"_s, name},
                      {u"content"_s, content}});
            });
        QObject::connect(node, &NodeConnection::linkChanged, &context, [&tell, node] {
            const bool isOnline = node->link() == Link::Online;
            if (isOnline || node->trouble())
                tell(*node,
                     {{u"event"_s, isOnline ? u"online"_s : u"offline"_s},
                      {u"content"_s, isOnline ? QJsonObject() : toJsonObject(*node->trouble())}});
        });
    }
    wait.until([&isOver] { return isOver; });
    return ExitStatus::Canceled;
}

} // namespace

void addOperationCommands(CLI::App &root, Invocation &invocation)
{
    CLI::App &operations = addGroup(root, "operations", "Look at the work of nodes and steer it");
    const auto listing = std::make_shared<ListOptions>();
    CLI::App &listCommand = addCommand(operations, invocation, "list",
                                       "List the last operations of nodes, or of this machine, newest first",
                                       "operations list --cluster orders\n  lifeboatctl operations list", listing, list);
    addNodeChoice(listCommand, listing->choice, NodesOption::One, false);

    const auto addChange = [&](const char *name, const char *description, const char *example,
                               ExitStatus (*run)(Console &, const ChangeOptions &)) {
        const auto options = std::make_shared<ChangeOptions>();
        CLI::App &command =
            addCommand(operations, invocation, name, description, example, options, run);
        addText(command, "ID", options->operation, "The operation", "ID")->required();
        addNodeChoice(command, options->choice, NodesOption::One, false)->required();
    };
    addChange("cancel", "Cancel an operation that waits or is in flight",
              "operations cancel 20261121T020322123Z-9f3a01c4 --cluster orders", cancel);
    addChange("retry", "Try a dead operation again",
              "operations retry 20261121T020322123Z-9f3a01c4 --cluster orders", retry);

    CLI::App &events = addGroup(root, "events", "Follow what happens on nodes");
    const auto watching = std::make_shared<ListOptions>();
    CLI::App &watchCommand =
        addCommand(events, invocation, "watch", "Print events as they come, until interrupted",
                   "events watch --cluster orders --json", watching, watch);
    addNodeChoice(watchCommand, watching->choice, NodesOption::One, false)->required();
}

} // namespace lifeboat::cli
