// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/lifeboatctl/nodeundos.h"

#include "app/lifeboatctl/jsonforms.h"
#include "app/lifeboatctl/table.h"
#include "app/lifeboatctl/undotext.h"
#include "engine/base/missing.h"
#include "engine/cluster/undoplans.h"
#include "engine/snapshot/planobject.h"
#include "ui/text/operationwording.h"

#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace lifeboat::cli {

namespace {

std::optional<Error> refusal(const Console &console, const NodeRestoreOptions &options, const QList<UndoPlan> &plans,
                             const QStringList &left, const QStringList &redone)
{
    if (const auto together = checkUndoTogether(plans); !together && !options.apart)
        return together.error();
    if (!left.isEmpty() && !options.apart)
        return Error{ErrorCode::NodesWouldPart, {}, u"left behind: "_s + left.join(u", "_s)};
    if (!redone.isEmpty() && !options.redo) {
        console.note(u"What was last done on %1 is an undo: another one brings back what it took away."_s.arg(
            redone.join(u", "_s)));
        return Error{ErrorCode::ConfirmationNeeded, options.choice.cluster, u"--redo"_s};
    }
    return {};
}

/// `others`: nodes on which nothing comes back.
QStringList warnOfOthers(const Console &console, const NodeRestoreOptions &options, const QList<NodeConnection *> &others,
                         const QList<UndoPlan> &plans)
{
    QList<net::NodeStatus> told;
    QStringList notAsked;
    for (const NodeConnection *const other : others) {
        if (const auto status = other->status())
            told.append(*status);
        else
            notAsked.append(other->name());
    }
    if (!notAsked.isEmpty() && !plans.isEmpty())
        console.note(u"warning: not to be taken back, and not reachable to be asked whether they share the log: "_s + notAsked.join(u", "_s));
    const QStringList left = leftBehindByUndo(plans, told, options.choice.state);
    if (!left.isEmpty())
        console.note(u"warning: "_s + text::leftBehind(left));
    return left;
}

} // namespace

UndoDescription describeUndo(const Console &console, const NodeRestoreOptions &options, const Reach &reach, const QStringList &done)
{
    Table table({{u"NODE"_s}, {u"UNDO"_s}});
    QJsonArray told;
    QList<UndoPlan> plans;
    QStringList redone;
    QList<NodeConnection *> others = reach.peers();
    for (NodeConnection *const node : reach.nodes()) {
        if (done.contains(node->name()))
            others.append(node);
    }
    UndoDescription description;
    const QJsonObject parameters =
        options.choice.state.isEmpty() ? QJsonObject() : QJsonObject{{u"state"_s, options.choice.state}};
    for (const NodeAnswer &each : askAll(console, reach, Kind::Call, u"restore.undoPlan"_s, parameters, done)) {
        const auto plan = each.answer.and_then(
            [](const QJsonValue &answer) { return undoPlanFromObject(answer.toObject()); });
        const bool isNone =
            !plan && plan.error().code == ErrorCode::NotFound && whatIsMissing(plan.error()) != Missing::State;
        if (isNone) {
            description.bare.append(each.node->name());
            others.append(each.node);
        }
        table.add({each.node->name(), plan ? undoSentence(*plan)
                                   : isNone ? u"nothing to take back"_s : u"not known"_s});
        QJsonObject object = nodeObject(*each.node);
        object[u"plan"_s] = plan ? QJsonValue(toJsonObject(*plan)) : QJsonValue();
        if (!plan)
            object[u"error"_s] = toJsonObject(plan.error());
        told.append(object);
        if (plan)
            plans.append(*plan);
        else if (plan.error().code == ErrorCode::LogTrimmed) // nothing would follow there
            description.refusal = plan.error();
        if (plan && plan->redoes())
            redone.append(each.node->name());
    }
    const bool isSaid = options.confirm.isEmpty();
    if (isSaid)
        console.lines(table.lines());
    const QStringList left = warnOfOthers(console, options, others, plans);
    description.document = {{u"plans"_s, told}, {u"leftBehind"_s, QJsonArray::fromStringList(left)}};
    if (!description.refusal)
        description.refusal = refusal(console, options, plans, left, redone);
    if (description.refusal && !isSaid)
        console.lines(table.lines());
    return description;
}

} // namespace lifeboat::cli
