// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/lifeboatctl/jsonforms.h"
#include "app/lifeboatctl/reach.h"
#include "app/lifeboatctl/table.h"
#include "engine/base/errorobject.h"
#include "engine/lease/leaseobject.h"
#include "ui/text/errortext.h"
#include "ui/text/format.h"
#include "ui/text/leasewording.h"

#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace lifeboat::cli {

namespace {

struct ListOptions
{
    NodeChoice choice;
};

struct HistoryOptions
{
    NodeChoice choice;
    QString lease;
    int limit = 100;
};

struct StepDownOptions
{
    NodeChoice choice;
    QString lease;
};

struct RebuildOptions
{
    NodeChoice choice;
};

QString endOf(const Lease &lease, const QDateTime &now)
{
    if (lease.isReleased)
        return u"given back"_s;
    if (!lease.isHeldAt(now))
        return u"ran out"_s;
    return u"in %1"_s.arg(text::duration(std::chrono::milliseconds(now.msecsTo(lease.expires()))));
}

/// The holder's clock against the bucket's, as far as the node that was asked can tell.
QString clockOf(const Lease &lease, const LeaseSight &sight, const QString &asked)
{
    if (const auto skew = sight.skews.find(lease.name); skew != sight.skews.end())
        return text::clockAgainst(skew->second, sight.uncertainty);
    return sight.now.isValid() && lease.holder == asked ? text::clockAgainst(sight.ahead, sight.uncertainty) : u"unknown"_s;
}

/// One node that is there speaks for all: they share one bucket.
ExitStatus askOne(Console &console, const NodeChoice &choice, const QString &method, const QJsonObject &parameters,
                  const std::function<ExitStatus(const NodeConnection &, const QJsonObject &)> &tell)
{
    const auto reach = Reach::open(console, choice);
    if (!reach)
        return console.fail(reach.error());
    // What is asked of several nodes would be asked for several times.
    (*reach)->chooseOne();
    Error last{ErrorCode::NotFound, choice.cluster, {}};
    for (const NodeAnswer &each : askAll(console, **reach, Kind::Call, method, parameters)) {
        if (each.answer)
            return tell(*each.node, each.answer->toObject());
        last = each.answer.error();
    }
    return console.fail(last);
}

ExitStatus list(Console &console, const ListOptions &options)
{
    return askOne(console, options.choice, u"lease.status"_s, {}, [&](const NodeConnection &node, const QJsonObject &answer) {
        const auto sight = leaseSightFromObject(answer);
        if (!sight)
            return console.fail(sight.error());
        QJsonObject object = nodeObject(node);
        for (auto each = answer.begin(); each != answer.end(); ++each)
            object.insert(each.key(), each.value());
        console.document(object);
        Table table({{u"LEASE"_s}, {u"HOLDER"_s}, {u"SINCE"_s}, {u"RUNS OUT"_s}, {u"TOKEN"_s, Align::Right},
                     {u"RENEWALS"_s, Align::Right}, {u"HOLDER'S CLOCK"_s}});
        for (const Lease &lease : sight->leases)
            table.add({lease.name, lease.holder, text::moment(lease.acquired, sight->now), endOf(lease, sight->now),
                       QString::number(lease.token), QString::number(lease.renewals), clockOf(lease, *sight, node.name())});
        console.lines(table.lines());
        if (sight->now.isValid())
            console.line(u"The clock of %1, which was asked, against the leases': %2."_s.arg(
                node.name(), text::clockAgainst(sight->ahead, sight->uncertainty)));
        for (const QJsonValue each : answer["published"_L1].toArray()) {
            const QJsonValue newest = each["snapshots"_L1][0];
            console.line(u"%1: %2 is published, at index %3, by %4"_s.arg(
                each["state"_L1].toString(), newest["snapshot"_L1].toString(), text::number(newest["appliedIndex"_L1].toString().toULongLong()),
                each["publisher"_L1].toString()));
        }
        for (const LeaseAlarm &alarm : sight->alarms)
            console.line(u"! %1"_s.arg(text::leaseAlarm(alarm)));
        if (sight->trouble)
            console.note(u"This is old: "_s + text::sentence(*sight->trouble));
        const QJsonValue trouble = answer["keeperTrouble"_L1];
        if (!trouble.isObject())
            return ExitStatus::Done;
        const Error error = errorFromObject(trouble.toObject(), ErrorCode::Unexpected);
        console.note(u"lifeboatctl: node %1 cannot lead:"_s.arg(node.name()));
        console.explain(error);
        return statusOf(error.code);
    });
}

ExitStatus history(Console &console, const HistoryOptions &options)
{
    QJsonObject parameters{{u"limit"_s, options.limit}, {u"renewals"_s, false}};
    if (!options.lease.isEmpty())
        parameters[u"lease"_s] = options.lease;
    return askOne(console, options.choice, u"lease.history"_s, parameters,
                  [&](const NodeConnection &node, const QJsonObject &answer) {
                      QJsonObject object = nodeObject(node);
                      object[u"events"_s] = answer["events"_L1];
                      console.document(object);
                      Table table({{u"TIME"_s}, {u"LEASE"_s}, {u"EVENT"_s}, {u"WHO"_s}, {u"TOKEN"_s, Align::Right}, {u""_s}});
                      for (const QJsonValue told : answer["events"_L1].toArray()) {
                          const auto event = leaseEventFromObject(told.toObject());
                          if (!event)
                              continue;
                          table.add({event->time.toString(Qt::ISODateWithMs), event->name,
                                     text::leaseEvent(event->kind), event->holder, QString::number(event->token),
                                     text::leaseEventDetail(*event)});
                      }
                      console.lines(table.lines());
                      return ExitStatus::Done;
                  });
}

ExitStatus stepDown(Console &console, const StepDownOptions &options)
{
    return askOne(console, options.choice, u"lease.stepDown"_s, {{u"lease"_s, options.lease}},
                  [&](const NodeConnection &node, const QJsonObject &answer) {
                      const QString holder = answer["holder"_L1].toString();
                      QJsonObject object = nodeObject(node);
                      object[u"lease"_s] = options.lease;
                      object[u"holder"_s] = holder;
                      console.document(object);
                      console.line(holder.isEmpty() ? u"The holder of %1 was asked to step down."_s.arg(options.lease)
                                                    : u"%1 does not hold %2 any more."_s.arg(holder, options.lease));
                      return ExitStatus::Done;
                  });
}

/// Only the holder does it; it is found by asking each.
ExitStatus rebuild(Console &console, const RebuildOptions &options)
{
    const auto reach = Reach::open(console, options.choice);
    if (!reach)
        return console.fail(reach.error());
    QJsonObject parameters;
    if (!options.choice.state.isEmpty())
        parameters[u"state"_s] = options.choice.state;
    std::optional<Error> last;
    for (const NodeAnswer &each : askAll(console, **reach, Kind::Operation, u"published.rebuild"_s, parameters)) {
        if (!each.answer) {
            if (!last || last->code == ErrorCode::LeaseHeld)
                last = each.answer.error();
            continue;
        }
        const QString snapshot = (*each.answer)["snapshot"_L1].toString();
        QJsonObject object = nodeObject(*each.node);
        object[u"snapshot"_s] = snapshot;
        console.document(object);
        console.line(snapshot.isEmpty() ? u"The store holds no whole snapshot: nothing is published until the next one."_s
                                        : u"%1 is the published snapshot now."_s.arg(snapshot));
        return ExitStatus::Done;
    }
    return console.fail(last.value_or(Error{ErrorCode::NotFound, options.choice.cluster, {}}));
}

} // namespace

void addLeaseCommands(CLI::App &root, Invocation &invocation)
{
    CLI::App &leases = addGroup(root, "lease", "Look at who leads a cluster");
    const auto listing = std::make_shared<ListOptions>();
    CLI::App &listCommand = addCommand(leases, invocation, "list", "List the leases of a cluster",
                                       "lease list --cluster orders", listing, list);
    addNodeChoice(listCommand, listing->choice, NodesOption::One, false)->required();

    const auto past = std::make_shared<HistoryOptions>();
    CLI::App &historyCommand = addCommand(leases, invocation, "history", "List what happened to leases, oldest first",
                                          "lease history --cluster orders --limit 20", past, history);
    addNodeChoice(historyCommand, past->choice, NodesOption::One, false)->required();
    addText(historyCommand, "--lease", past->lease, "Only this lease", "NAME");
    historyCommand.add_option("--limit", past->limit, "At most so many, the newest")
        ->check(CLI::Range(1, 10'000))
        ->capture_default_str();

    const auto giving = std::make_shared<StepDownOptions>();
    CLI::App &stepDownCommand = addCommand(leases, invocation, "step-down", "Ask the holder of a lease to give it back",
                                           "lease step-down snapshot-leader --cluster orders", giving, stepDown);
    addText(stepDownCommand, "LEASE", giving->lease, "The lease", "NAME")->required();
    addNodeChoice(stepDownCommand, giving->choice, NodesOption::One, false)->required();

    const auto mending = std::make_shared<RebuildOptions>();
    CLI::App &rebuildCommand =
        addCommand(leases, invocation, "rebuild", "Point anew to the newest whole published snapshot, where that was lost or damaged",
                   "lease rebuild --cluster orders", mending, rebuild);
    addNodeChoice(rebuildCommand, mending->choice, NodesOption::Several)->required();
}

} // namespace lifeboat::cli
