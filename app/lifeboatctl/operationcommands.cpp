// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/lifeboatctl/jsonforms.h"
#include "app/lifeboatctl/localwork.h"
#include "app/lifeboatctl/reach.h"
#include "app/lifeboatctl/table.h"
#include "engine/base/missing.h"
#include "engine/cluster/restorenote.h"
#include "engine/operations/operationrecord.h"
#include "ui/text/errortext.h"
#include "ui/text/format.h"
#include "ui/text/operationwording.h"

#include <QJsonArray>
#include <algorithm>

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

QString errorOf(const Operation &operation)
{
    if (operation.lastError && operation.lastError->detail.startsWith(kGoneOnWith))
        return u"Gone on with as %1."_s.arg(operation.lastError->detail.sliced(kGoneOnWith.size()));
    if (operation.lastError && operation.lastError->detail.startsWith(kSetAside))
        return u"Not gone on with: %1 began anew."_s.arg(operation.lastError->detail.sliced(kSetAside.size()));
    return operation.lastError ? text::sentence(*operation.lastError) : QString();
}

bool isDoneOnSome(const Operation &noted)
{
    return std::ranges::any_of(noted.result["nodes"_L1].toArray(), [](const QJsonValue &node) {
        return node["phase"_L1] == "done"_L1 || node["phase"_L1] == "undone"_L1;
    });
}

/// With what was interrupted.
QString whoGoesOn(const Operation &operation, const QList<Operation> &all)
{
    if (isInterrupted(operation) && isOvertaken(operation, all))
        return u"Interrupted; its nodes were restored or taken back since."_s;
    if (isInterrupted(operation) && operation.result["endedAt"_L1].isString())
        return isDoneOnSome(operation) ? u"Done on some nodes; the same command goes on with the rest."_s
                                       : u"Its end is not known; the same command finds it out and goes on with the rest."_s;
    if (operation.request.actor != "console"_L1)
        return u"Interrupted; the same command goes on with it."_s;
    return isInterrupted(operation) ? u"Interrupted; the console says at its next start what it came to."_s
                             : u"Interrupted; the console goes on with it at its next start."_s;
}

/// What this user's programs did on this machine.
ExitStatus listHere(Console &console)
{
    const LocalOperations found = localOperations();
    Table table({{u"OPERATION"_s}, {u"KIND"_s}, {u"TARGET"_s}, {u"STATUS"_s}, {u"DONE"_s}, {u"BEGUN"_s}, {u"NOTE"_s}});
    QJsonArray told;
    const QDateTime now = QDateTime::currentDateTimeUtc();
    for (const Operation &each : found.operations) {
        told.append(toJsonObject(each));
        const bool isAtWork = each.status == OperationStatus::InFlight;
        const bool waits = found.isConsoleAtWork && each.request.actor == "console"_L1;
        const bool wasInterrupted = (each.status == OperationStatus::Pending && !waits) || isInterrupted(each);
        table.add({each.id.value, each.request.kind, each.request.target, text::operationStatus(each.status),
                   isAtWork ? QString() : text::operationProgress(each, 0, 0), text::moment(each.createdAt, now),
                   wasInterrupted ? whoGoesOn(each, found.operations) : errorOf(each)});
    }
    console.document({{u"operations"_s, told}, {u"hasMore"_s, !found.unread.isEmpty()}});
    if (table.isEmpty())
        console.note(u"There are no operations."_s);
    else
        console.lines(table.lines());
    for (const Error &error : found.unread)
        console.note(u"lifeboatctl: these are not all: %1"_s.arg(text::sentence(error)));
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
                 {u"DONE"_s},
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
            table.add({each.node->name(), operation->id.value, operation->request.kind, operation->request.target,
                       text::operationStatus(operation->status),
                       text::operationProgress(*operation, told["permille"_L1].toInt(),
                                               told["bytesPerSecond"_L1].toDouble()),
                       text::moment(operation->createdAt, now), operation->request.actor, errorOf(*operation)});
        }
    }
    console.document({{u"cluster"_s, options.choice.cluster}, {u"nodes"_s, nodes}});
    if (table.isEmpty() && status == ExitStatus::Done)
        console.note(u"There are no operations."_s);
    else if (!table.isEmpty())
        console.lines(table.lines());
    return status;
}

/// The node that has the operation is found by asking each.
ExitStatus change(Console &console, const ChangeOptions &options, const QString &method, const QString &done)
{
    const auto reach = Reach::open(console, options.choice);
    if (!reach)
        return console.fail(reach.error());
    Error last = missing(Missing::Operation, options.operation).error();
    const QJsonObject parameters{{u"operation"_s, options.operation}};
    for (const NodeAnswer &each : askAll(console, **reach, Kind::Call, method, parameters)) {
        if (each.answer) {
            QJsonObject object = nodeObject(*each.node);
            object[u"operation"_s] = options.operation;
            console.document(object);
            console.line(u"%1  %2  %3"_s.arg(each.node->name(), options.operation, done));
            return ExitStatus::Done;
        }
        if (each.answer.error().code != ErrorCode::NotFound)
            last = each.answer.error();
    }
    const ExitStatus status = console.fail(last);
    // It is over, or not dead: nothing is wrong with how it was named.
    return last.code == ErrorCode::InvalidArgument && last.subject == options.operation ? ExitStatus::Refused : status;
}

ExitStatus cancel(Console &console, const ChangeOptions &options)
{
    return change(console, options, u"operations.cancel"_s, u"asked to stop"_s);
}

ExitStatus retry(Console &console, const ChangeOptions &options)
{
    return change(console, options, u"operations.retry"_s, u"is tried again"_s);
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
    addChange("cancel", "Cancel an operation that is pending or in flight",
              "operations cancel 20261121T020322123Z-9f3a01c4 --cluster orders", cancel);
    addChange("retry", "Try a dead operation again",
              "operations retry 20261121T020322123Z-9f3a01c4 --cluster orders", retry);
}

} // namespace lifeboat::cli
