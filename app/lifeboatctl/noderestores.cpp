// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/lifeboatctl/noderestores.h"

#include "app/lifeboatctl/interrupts.h"
#include "app/lifeboatctl/jsonforms.h"
#include "app/lifeboatctl/nodenote.h"
#include "app/lifeboatctl/nodeundos.h"
#include "app/lifeboatctl/restoresession.h"
#include "app/lifeboatctl/table.h"
#include "app/lifeboatctl/undotext.h"
#include "engine/base/missing.h"
#include "engine/cluster/leftbehind.h"
#include "engine/cluster/restorenote.h"
#include "engine/cluster/restorereport.h"
#include "ui/text/format.h"
#include "ui/text/operationwording.h"
#include "ui/text/shellword.h"
#include "ui/text/wording.h"

#include <QJsonArray>
#include <algorithm>

using namespace Qt::StringLiterals;

namespace lifeboat::cli {

namespace {

using Phase = NodeRestore::Phase;

/// That it is not there; a state may be missing too.
bool isOfSnapshot(const Error &error)
{
    return error.code == ErrorCode::NotFound && whatIsMissing(error).value_or(Missing::Snapshot) == Missing::Snapshot;
}

QString withoutPlan(const NodeRestore &node)
{
    if (node.lacksSnapshot)
        return u"does not have it: sent from here, then %1"_s.arg(
            !node.expected                                 ? u"planned"_s
            : node.expected->action == RestoreAction::Skip ? u"skipped"_s
                                                           : u"restored"_s);
    const bool isMissing = node.error && isOfSnapshot(*node.error);
    return isMissing ? u"does not have it"_s : u"-"_s;
}

void describe(const Console &console, const ClusterRestore &restore)
{
    Table table({{u"NODE"_s}, {u"PLAN"_s}, {u"APPLIED"_s}, {u"REPLACES"_s}, {u"LOSES"_s}, {u"WHY"_s}});
    for (const NodeRestore &node : restore.nodes()) {
        if (node.phase == Phase::Done) { // by an earlier command
            table.add({node.node, text::restorePhase(node), u"-"_s, u"-"_s, u"-"_s, {}});
            continue;
        }
        const auto &known = node.plan ? node.plan : node.expected;
        if (!known) {
            table.add({node.node, withoutPlan(node), u"-"_s, u"-"_s, node.lacksSnapshot ? u"not known yet"_s : u"-"_s, {}});
            continue;
        }
        const bool replaces = known->targetExists && known->action == RestoreAction::Full;
        const QString target = known->target.isEmpty() ? text::bytes(known->targetBytes)
                                                       : u"%1 (%2)"_s.arg(known->target, text::bytes(known->targetBytes));
        const bool stays = known->action == RestoreAction::Skip && known->local;
        const QString applied = stays ? u"index %1"_s.arg(text::number(known->local->appliedIndex))
                                      : indexes(known->local, known->archive.manifest.position);
        table.add({node.node, node.plan ? text::action(known->action) : withoutPlan(node), applied.isEmpty() ? u"-"_s : applied,
                   replaces ? target : u"-"_s, text::loss(*known),
                   known->reasons.isEmpty() ? QString() : text::reason(*known, known->reasons.first())});
    }
    for (const QString &line : table.lines())
        console.line(line);
}

ExitStatus explainFailures(const Console &console, const RestoreSession &session)
{
    ExitStatus status = ExitStatus::Done;
    const auto &nodes = session.restore->nodes();
    for (qsizetype i = 0; i < nodes.size(); ++i) {
        if (nodes[i].error)
            status =
                worse(status, explainNode(console, *session.reach->nodes()[i], *nodes[i].error));
    }
    return status;
}

QStringList plannedNodes(const ClusterRestore &restore)
{
    QStringList names;
    for (const NodeRestore &node : restore.nodes()) {
        if (node.phase == Phase::Planned)
            names.append(node.node);
    }
    return names;
}

QStringList namesOf(const QList<NodeRestore> &nodes)
{
    QStringList names;
    for (const NodeRestore &node : nodes)
        names.append(node.node);
    return names;
}

/// Who is not restored though it shares what the others leave: told, and put beside the report.
QJsonObject warnOfPeers(const Console &console, const NodeRestoreOptions &options,
                        const RestoreSession &session)
{
    const auto [left, notAsked] = leftOut(session.restore->nodes(), session.reach->nodes(), session.reach->peers(),
                                          options.choice.state);
    const QStringList chosen = namesOf(session.restore->nodes());
    const auto tell = [&console, &chosen](const QStringList &nodes, const QString &ofChosen, const QString &ofOthers) {
        QStringList others = nodes;
        others.removeIf([&chosen](const QString &name) { return chosen.contains(name); });
        QStringList own = nodes;
        own.removeIf([&chosen](const QString &name) { return !chosen.contains(name); });
        if (!own.isEmpty())
            console.note(u"warning: "_s + ofChosen.arg(own.join(u", "_s)));
        if (!others.isEmpty())
            console.note(u"warning: "_s + ofOthers.arg(others.join(u", "_s)));
    };
    tell(left, u"chosen, but cannot be restored now, and of the history that is left: %1. Left out, it could follow the others' log no longer."_s,
         text::leftBehind({u"%1"_s}));
    tell(notAsked, u"chosen, but not reachable: %1. Left out, it may follow the others' log no longer."_s,
         u"not to be restored, and not reachable to be asked whether they share the log: %1"_s);
    QJsonObject report = session.restore->report();
    report[u"leftBehind"_s] = QJsonArray::fromStringList(left);
    report[u"notAsked"_s] = QJsonArray::fromStringList(notAsked);
    return report;
}

/// On a log that they share, those that are left behind could follow it no longer.
Result<> checkTogether(const QJsonObject &warned, const NodeRestoreOptions &options)
{
    const QJsonArray left = warned["leftBehind"_L1].toArray();
    if (left.isEmpty() || options.apart)
        return {};
    QStringList names;
    for (const QJsonValue name : left)
        names.append(name.toString());
    return failure(ErrorCode::NodesWouldPart, {}, u"left behind: "_s + names.join(u", "_s));
}

/// A node lacks the snapshot, and no archive is at hand.
bool wantsArchive(const NodeRestoreOptions &options, const ClusterRestore &restore)
{
    return std::ranges::any_of(restore.nodes(), [&options](const NodeRestore &node) {
        return node.error && isOfSnapshot(*node.error) && node.error->subject == options.snapshot;
    });
}

/// What helps a node that lacks the snapshot.
void adviseArchive(const Console &console, const NodeRestoreOptions &options,
                   const ClusterRestore &restore)
{
    if (wantsArchive(options, restore))
        console.note(u"  Nodes get it from an archive: lifeboatctl snapshot fetch %1 --cluster %2 --to ., then "
                     "restore %1.snap.tar"_s.arg(options.snapshot, text::shellWord(options.choice.cluster)));
}

/// ", at index 12"; nothing where no position is known.
QString reached(const NodeRestore &node)
{
    const QString index = node.outcome["position"_L1]["appliedIndex"_L1].toString();
    return index.isEmpty() ? QString() : u", at index %1"_s.arg(text::number(index.toULongLong()));
}

QJsonObject reportWith(const QJsonObject &besides, const RestoreSession &session)
{
    QJsonObject report = session.restore->report();
    for (auto each = besides.begin(); each != besides.end(); ++each)
        report.insert(each.key(), each.value());
    return report;
}

/// Node by node what became of it.
ExitStatus conclude(const Console &console, const NodeRestoreOptions &options, const RestoreSession &session,
                    const QJsonObject &besides)
{
    Table table({{u"NODE"_s}, {u"RESULT"_s}, {u"TIME"_s, Align::Right}});
    for (const NodeRestore &node : session.restore->nodes()) {
        if (node.phase == Phase::Waiting) // of an undo that has nothing to do with it
            continue;
        const bool isTimed = node.startedAt.isValid() && node.endedAt.isValid() && node.phase != Phase::Skipped;
        const bool skipped =
            node.phase == Phase::Done && !isInTrouble(node) && node.outcome["action"_L1] == "skip"_L1;
        table.add({node.node,
                   text::restorePhase(node) + (skipped ? u", or newer; --force goes back"_s : reached(node)),
                   isTimed ? text::duration(
                                 std::chrono::milliseconds(node.startedAt.msecsTo(node.endedAt)))
                           : u"-"_s});
    }
    for (const QString &line : table.lines())
        console.line(line);
    ExitStatus status = explainFailures(console, session);
    const bool wasLeftOut = std::ranges::contains(session.restore->nodes(), Phase::Skipped, &NodeRestore::phase);
    if (interrupts::count() > 0 && wasLeftOut)
        status = worse(status, ExitStatus::Canceled);
    if (const auto reached = historiesReached(session.restore->nodes()); reached.size() > 1 && !options.apart) {
        console.note(u"lifeboatctl: these nodes are of %1 different histories now and cannot go on together: "
                     "restore all of them from one snapshot with --force."_s.arg(reached.size()));
        status = worse(status, ExitStatus::Damage);
    }
    console.document(reportWith(besides, session));
    return status;
}

void adviseLost(const Console &console, const QStringList &lost)
{
    if (!lost.isEmpty())
        console.note(u"lifeboatctl: What became of it on %1 is not known, and it may go on there. See that it runs and give the same command again, "
                     "before anything else is restored or taken back: it asks there first."_s.arg(lost.join(u", "_s)));
}

/// What to do where some are restored and others are not: they do not go on together.
void advisePartly(const Console &console, const NodeRestoreOptions &options, const ClusterRestore &restore, const QStringList &lost)
{
    QStringList done;
    QStringList left;
    for (const NodeRestore &node : restore.nodes()) {
        if (lost.contains(node.node))
            left.append(node.node + u" perhaps"_s);
        else if (node.phase == Phase::Done && node.outcome["action"_L1] != "skip"_L1)
            done.append(node.node);
        else if (node.phase == Phase::Failed || node.phase == Phase::Skipped)
            left.append(node.node);
    }
    if (!done.isEmpty() && !left.isEmpty())
        console.note(u"lifeboatctl: %1 restored, %2 not."_s.arg(done.join(u", "_s), left.join(u", "_s)));
    // Taken back on the others while it goes on there, it would part them.
    if (!done.isEmpty() && !left.isEmpty() && lost.isEmpty())
        console.note(u"lifeboatctl: %3\"lifeboatctl restore undo --cluster %1 --nodes %2 --confirm %1\" takes back what was done."_s.arg(
            text::shellWord(options.choice.cluster), text::shellWord(done.join(u',')),
            wantsArchive(options, restore) ? QString() : u"The same command again goes on with the rest; "_s));
    adviseLost(console, lost);
    adviseArchive(console, options, restore);
}

/// Begun over, what became of it there would never be known.
ExitStatus refuseBack(const Console &console, const QStringList &back, const QJsonObject &report)
{
    console.document(report);
    console.note(u"Nothing was begun: %1 can be reached again. Give the same command again: it asks there first what became of the earlier "
                 "one."_s.arg(back.join(u", "_s)));
    return ExitStatus::Unavailable;
}

/// The cluster's name must have been given, or is asked for where there is somebody to ask.
Result<> confirm(const Console &console, const NodeRestoreOptions &options, RestoreSession &session,
                 const QString &question)
{
    if (options.confirm.isEmpty() && console.canAsk())
        session.restore->confirm(console.ask(question));
    if (interrupts::count() > 0)
        return failure(ErrorCode::Canceled);
    return {};
}

} // namespace

ExitStatus planOnNodes(Console &console, const NodeRestoreOptions &options)
{
    auto session = RestoreSession::open(console, options, true);
    if (!session)
        return console.fail(session.error());
    session->plan();
    describe(console, *session->restore);
    const QJsonObject report = warnOfPeers(console, options, *session);
    const ExitStatus status = explainFailures(console, *session);
    adviseArchive(console, options, *session->restore);
    console.document(report);
    return status;
}

ExitStatus restoreNodes(Console &console, const NodeRestoreOptions &options)
{
    auto session = RestoreSession::open(console, options, true);
    if (!session)
        return console.fail(session.error());
    NodeNote note(console, options, session->request.snapshot, NodeNote::What::Restore);
    if (const auto looked = note.look(*session->reach); !looked)
        return console.fail(looked.error());
    session->plan();
    note.takeUp(*session->restore);
    if (options.confirm.isEmpty())
        describe(console, *session->restore);
    QJsonObject warned = warnOfPeers(console, options, *session);
    warned[u"lost"_s] = QJsonArray::fromStringList(note.lost());
    const QJsonObject plan{{u"plan"_s, warned}};
    const QStringList names = plannedNodes(*session->restore);
    if (const QStringList back = note.back(names); !back.isEmpty())
        return refuseBack(console, back, warned);
    const qsizetype left = session->reach->nodes().size() - note.done().size();
    if (left > 0 && (names.isEmpty() || (!options.goOn && names.size() < left))) {
        const ExitStatus status = explainFailures(console, *session);
        adviseArchive(console, options, *session->restore);
        const bool wouldPart = !warned["leftBehind"_L1].toArray().isEmpty() && !options.apart;
        console.note(names.isEmpty() || wouldPart ? u"Nothing was begun."_s
                                                  : u"Nothing was begun. --go-on restores %1."_s.arg(names.join(u", "_s)));
        console.document(warned);
        return status;
    }
    const QString question = u"Type %1 to restore %2:"_s.arg(options.choice.cluster, (names.isEmpty() ? note.done() : names).join(u", "_s));
    if (const auto together = checkTogether(warned, options); !together)
        return console.fail(together.error(), {}, plan);
    if (const auto confirmed = confirm(console, options, *session, question); !confirmed)
        return console.fail(confirmed.error());
    note.follow(*session->restore);
    if (const auto begun = session->restore->run(); !begun)
        return console.fail(begun.error(), {}, plan);
    session->finish(console);
    // First: were it noted as over and never told, the same command would begin anew.
    const ExitStatus status = conclude(
        console, options, *session, {{u"leftBehind"_s, warned[u"leftBehind"_s]}, {u"notAsked"_s, warned[u"notAsked"_s]},
                                     {u"lost"_s, QJsonArray::fromStringList(note.lost())}});
    advisePartly(console, options, *session->restore, note.lost());
    Console::flush();
    note.end();
    return status;
}

ExitStatus undoOnNodes(Console &console, const NodeRestoreOptions &options)
{
    auto session = RestoreSession::open(console, options, true);
    if (!session)
        return console.fail(session.error());
    NodeNote note(console, options, {}, NodeNote::What::Undo);
    if (const auto looked = note.look(*session->reach); !looked)
        return console.fail(looked.error());
    note.takeUp(*session->restore);
    const QStringList done = note.done();
    const qsizetype left = session->reach->nodes().size() - done.size();
    if (left == 0) { // a killed command came to its end, and keeps the nodes for itself yet
        QJsonObject kept{{u"reservation"_s, note.reservation()}};
        if (!options.choice.state.isEmpty())
            kept[u"state"_s] = options.choice.state;
        (void)askAll(console, *session->reach, Kind::Call, u"restore.release"_s, kept);
        note.follow(*session->restore);
        const ExitStatus status = conclude(console, options, *session, {{u"lost"_s, QJsonArray()}});
        note.end();
        return status;
    }
    UndoDescription undo = describeUndo(console, options, *session->reach, done);
    undo.document[u"lost"_s] = QJsonArray::fromStringList(note.lost());
    QStringList names;
    ExitStatus away = ExitStatus::Done;
    for (const NodeConnection *const node : session->reach->nodes()) {
        if (done.contains(node->name()))
            continue;
        if (const auto trouble = Reach::troubleOf(*node))
            away = worse(away, explainNode(console, *node, *trouble));
        else
            names.append(node->name());
    }
    // Those that come back and the one that stays would not be of one history.
    if (names.isEmpty() || (!options.goOn && names.size() < left)) {
        console.note(names.isEmpty() ? u"Nothing was begun."_s
                                     : u"Nothing was begun. --go-on takes it back on %1."_s.arg(names.join(u", "_s)));
        console.document(reportWith(undo.document, *session));
        return away;
    }
    if (const QStringList back = note.back(names); !back.isEmpty())
        return refuseBack(console, back, reportWith(undo.document, *session));
    const QStringList reached = names;
    names.removeIf([&undo](const QString &name) { return undo.bare.contains(name); });
    if (names.isEmpty()) {
        console.note(u"Nothing was begun: no restore is there to be taken back on %1."_s.arg(reached.join(u", "_s)));
        console.document(reportWith(undo.document, *session));
        return ExitStatus::Unavailable;
    }
    QJsonObject refused = undo.document;
    refused[u"plan"_s] = session->restore->report();
    if (undo.refusal)
        return console.fail(*undo.refusal, {}, refused);
    const QString question = u"Type %1 to take the last restore of %2 back:"_s.arg(
        options.choice.cluster, names.join(u", "_s));
    if (const auto confirmed = confirm(console, options, *session, question); !confirmed)
        return console.fail(confirmed.error());
    note.follow(*session->restore, names);
    if (const auto begun = session->restore->undo(names); !begun)
        return console.fail(begun.error(), {}, refused);
    session->finish(console);
    QJsonObject besides = undo.document;
    besides[u"lost"_s] = QJsonArray::fromStringList(note.lost());
    const ExitStatus status = worse(away, conclude(console, options, *session, besides));
    adviseLost(console, note.lost());
    Console::flush();
    note.end();
    return status;
}

} // namespace lifeboat::cli
