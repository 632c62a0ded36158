// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/lifeboatctl/nodesnapshots.h"

#include "app/lifeboatctl/disk.h"
#include "app/lifeboatctl/eventwait.h"
#include "app/lifeboatctl/jsonforms.h"
#include "app/lifeboatctl/localwork.h"
#include "app/lifeboatctl/snapshotparts.h"
#include "app/lifeboatctl/table.h"
#include "app/lifeboatctl/watching.h"
#include "engine/archive/archivereader.h"
#include "engine/archive/layout.h"
#include "engine/base/missing.h"
#include "engine/snapshot/arrival.h"
#include "engine/snapshot/catalogobject.h"
#include "engine/snapshot/verifier.h"
#include "ui/text/format.h"
#include "ui/text/wording.h"

#include <QJsonArray>
#include <algorithm>

using namespace Qt::StringLiterals;

namespace lifeboat::cli {

namespace {

struct FetchOptions
{
    NodeChoice choice;
    QString snapshot;
    QString directory;
};

struct SendOptions
{
    NodeChoice choice;
    QString archive;
};

QJsonObject withState(const NodeChoice &choice)
{
    return choice.state.isEmpty() ? QJsonObject() : QJsonObject{{u"state"_s, choice.state}};
}

} // namespace

QList<Error> damageOf(const QJsonObject &snapshot)
{
    const auto told = catalogEntryFromObject(snapshot);
    return told && told->entry.damage ? QList<Error>{*told->entry.damage} : QList<Error>();
}

ExitStatus tellAll(const Console &console, const QString &cluster, const QList<NodeAnswer> &answers,
                   const TellNode &tell, const DamagesIn &damages)
{
    ExitStatus status = ExitStatus::Done;
    QJsonArray nodes;
    for (const NodeAnswer &each : answers) {
        QJsonObject object = nodeObject(*each.node);
        object[u"result"_s] = each.answer ? *each.answer : QJsonValue();
        QList<Error> errors;
        if (!each.answer)
            errors = {each.answer.error()};
        else if (damages)
            errors = damages(each.answer->toObject());
        if (each.answer)
            tell(*each.node, each.answer->toObject());
        if (!errors.isEmpty())
            object[u"error"_s] = toJsonObject(errors.first());
        for (const Error &error : std::as_const(errors))
            status = worse(status, explainNode(console, *each.node, error));
        nodes.append(object);
    }
    console.document({{u"cluster"_s, cluster}, {u"nodes"_s, nodes}});
    return status;
}

ExitStatus tellHolders(const Console &console, const QString &cluster, QList<NodeAnswer> answers,
                       const TellNode &tell, const DamagesIn &damages)
{
    const bool isHeld = std::ranges::any_of(
        answers, [](const NodeAnswer &each) { return each.answer.has_value(); });
    for (NodeAnswer &each : answers) {
        if (!isHeld || each.answer || each.answer.error().code != ErrorCode::NotFound)
            continue;
        console.note(u"node %1 does not have it"_s.arg(each.node->name()));
        each.answer = QJsonValue();
    }
    const auto tellOfHeld = [&tell](const NodeConnection &node, const QJsonObject &result) {
        if (!result.isEmpty())
            tell(node, result);
    };
    return tellAll(console, cluster, answers, tellOfHeld, damages);
}

ExitStatus takeOnNodes(Console &console, const NodeChoice &choice)
{
    const auto reach = Reach::open(console, choice);
    if (!reach)
        return console.fail(reach.error());
    const auto answers =
        askAll(console, **reach, Kind::Operation, u"snapshot.take"_s, withState(choice));
    return tellAll(console, choice.cluster, answers,
                   [&](const NodeConnection &node, const QJsonObject &result) {
                       console.line(u"%1  %2"_s.arg(node.name(), result["snapshot"_L1].toString()));
                   });
}

ExitStatus listOnNodes(Console &console, const NodeChoice &choice)
{
    const auto reach = Reach::open(console, choice);
    if (!reach)
        return console.fail(reach.error());
    QJsonObject parameters = withState(choice);
    parameters[u"limit"_s] = 10000;
    const auto answers = askAll(console, **reach, Kind::Call, u"snapshot.list"_s, parameters);
    Table table({{u"NODE"_s},
                 {u"ID"_s},
                 {u"TAKEN"_s},
                 {u"STATE"_s},
                 {u"HISTORY"_s},
                 {u"SIZE"_s, Align::Right},
                 {u"VERIFIED"_s},
                 {u"ARCHIVE"_s}});
    const QDateTime now = QDateTime::currentDateTimeUtc();
    const auto add = [&](const NodeConnection &node, const QJsonObject &result) {
        for (const QJsonValue each : result["snapshots"_L1].toArray()) {
            const auto told = catalogEntryFromObject(each.toObject());
            if (!told)
                continue;
            const CatalogEntry &entry = told->entry;
            table.add({node.name(), told->id.value, text::moment(entry.createdAt(), now),
                       entry.summary ? text::identity(entry.summary->manifest) : u"-"_s,
                       entry.summary ? text::history(entry.summary->manifest.position.value_or(Position()).lineage) : u"-"_s,
                       text::bytes(entry.file.size), text::verification(entry.verification, now),
                       entry.damage       ? u"DAMAGED"_s
                           : told->pinned ? u"ok, pinned"_s
                                          : u"ok"_s});
        }
    };
    const auto damages = [](const QJsonObject &result) {
        QList<Error> found;
        for (const QJsonValue each : result["snapshots"_L1].toArray())
            found += damageOf(each.toObject());
        return found;
    };
    const ExitStatus status = tellAll(console, choice.cluster, answers, add, damages);
    if (table.isEmpty())
        console.note(u"There are no snapshots."_s);
    else
        for (const QString &line : table.lines())
            console.line(line);
    return status;
}

ExitStatus verifyOnNodes(Console &console, const NodeChoice &choice, const QStringList &snapshots,
                         const QString &depth)
{
    for (const QString &snapshot : snapshots) {
        if (const auto checked = checkId(snapshot); !checked)
            return console.fail(checked.error());
    }
    const auto reach = Reach::open(console, choice);
    if (!reach)
        return console.fail(reach.error());
    QList<NodeAnswer> all;
    for (const QString &snapshot : snapshots) {
        QJsonObject parameters = withState(choice);
        parameters[u"snapshot"_s] = snapshot;
        parameters[u"depth"_s] = depth;
        all += askAll(console, **reach, Kind::Operation, u"snapshot.verify"_s, parameters);
    }
    return tellAll(
        console, choice.cluster, all, [&](const NodeConnection &node, const QJsonObject &result) {
            console.line(u"ok  %1  %2  (%3)"_s.arg(node.name(), result["snapshot"_L1].toString(),
                                                   result["depth"_L1].toString()));
        });
}

namespace {

/// Notes the end of it and says why.
ExitStatus failTurn(const Console &console, LocalTurn &turn, const Error &error)
{
    turn.end(failure(error));
    return console.fail(error);
}

/// Whole and of that snapshot, it is what was to be fetched; anything else stays as it is.
ExitStatus tellAlreadyHere(const Console &console, LocalTurn &turn, const QString &snapshot, const QString &path)
{
    const auto verified = runWatched<VerifyOutcome>([&path](JobControl &control) {
        return verifySnapshot(control, {.archive = path, .depth = Depth::Read}, disk());
    });
    if (!verified && verified.error().code == ErrorCode::Canceled)
        return failTurn(console, turn, verified.error());
    if (!verified || verified->summary.manifest.id.value != snapshot)
        return failTurn(console, turn,
                        {ErrorCode::AlreadyExists, path,
                         verified ? u"it is snapshot "_s + verified->summary.manifest.id.value : toString(verified.error())});
    turn.end(QJsonObject{{u"path"_s, path}});
    const QString size = QString::number(verified->summary.archiveBytes);
    console.document({{u"node"_s, QJsonValue()},
                      {u"url"_s, QJsonValue()},
                      {u"error"_s, QJsonValue()},
                      {u"snapshot"_s, snapshot},
                      {u"archive"_s, path},
                      {u"alreadyHere"_s, true},
                      {u"result"_s, QJsonObject{{u"path"_s, path}, {u"size"_s, size}, {u"resumedBytes"_s, size}}}});
    console.note(u"It is already here, and whole: nothing was fetched."_s);
    console.line(path);
    return ExitStatus::Done;
}

/// What came of a node, once it is known to be whole. A damaged one is told of as that node's, and lies aside.
Result<> checkFetched(const Console &console, const NodeConnection &node, const QString &snapshot, const QString &path)
{
    const auto checked = runWatched<bool>([&](JobControl &control) {
        return checkArrived(control, path, snapshot, disk()).transform([] { return true; });
    });
    if (checked)
        return {};
    if (isDamage(checked.error().code)) {
        explainNode(console, node, checked.error());
        console.note(u"  It is damaged on that node. What came of it is kept as %1"_s.arg(damagedPath(path)));
    }
    return failure(checked.error());
}

/// From the first node that has it whole.
ExitStatus fetch(Console &console, const FetchOptions &options)
{
    if (const auto checked = checkId(options.snapshot); !checked)
        return console.fail(checked.error());
    const auto reach = Reach::open(console, options.choice);
    if (!reach)
        return console.fail(reach.error());
    const QString path = options.directory + u'/' + options.snapshot + layout::kArchiveSuffix;
    LocalTurn turn(console, {.kind = u"fetch"_s,
                             .target = placeOf(path),
                             .parameters = {{u"cluster"_s, options.choice.cluster},
                                            {u"nodes"_s, QJsonArray::fromStringList(options.choice.nodes)},
                                            {u"snapshot"_s, options.snapshot}},
                             .actor = localActor()});
    if (disk().exists(path))
        return tellAlreadyHere(console, turn, options.snapshot, path);
    Error last = missing(Missing::Snapshot, options.snapshot).error();
    std::optional<Error> damage; // explained already
    for (NodeConnection *const node : (*reach)->nodes()) {
        if (const auto trouble = Reach::troubleOf(*node)) {
            explainNode(console, *node, *trouble);
            last = *trouble;
            continue;
        }
        const auto progress = std::make_shared<Progress>();
        std::stop_source stop;
        const auto fetched = await(
            node->fetch(options.snapshot, path, disk(), progress, stop.get_token()),
            [&stop] { stop.request_stop(); }, [&progress] { return progress->state(); });
        const auto checked = fetched ? checkFetched(console, *node, options.snapshot, path) : failure(fetched.error());
        if (checked) {
            turn.end(fetched->toObject());
            QJsonObject document = nodeObject(*node);
            document[u"snapshot"_s] = options.snapshot;
            document[u"archive"_s] = path;
            document[u"result"_s] = *fetched;
            console.document(document);
            console.line(path);
            return ExitStatus::Done;
        }
        last = checked.error();
        if (fetched && isDamage(last.code))
            damage = last;
        else if (last.code != ErrorCode::NotFound)
            break;
    }
    if (!damage || last.code == ErrorCode::Canceled)
        return failTurn(console, turn, last);
    turn.end(failure(*damage));
    console.document({{u"snapshot"_s, options.snapshot}, {u"damaged"_s, damagedPath(path)}, {u"error"_s, toJsonObject(*damage)}});
    return statusOf(damage->code);
}

ExitStatus send(Console &console, const SendOptions &options)
{
    const auto summary = ArchiveReader::readSummary(disk(), options.archive);
    if (!summary)
        return console.fail(summary.error(), options.archive);
    const auto reach = Reach::open(console, options.choice);
    if (!reach)
        return console.fail(reach.error());
    const QString snapshot = summary->manifest.id.value;
    LocalTurn turn(console, {.kind = u"send"_s,
                             .target = placeOf(options.archive),
                             .parameters = {{u"cluster"_s, options.choice.cluster},
                                            {u"nodes"_s, QJsonArray::fromStringList(options.choice.nodes)},
                                            {u"state"_s, options.choice.state},
                                            {u"snapshot"_s, snapshot}},
                             .actor = localActor()});
    QList<NodeAnswer> answers;
    std::optional<Error> failed;
    for (NodeConnection *const node : (*reach)->nodes()) {
        if (const auto trouble = Reach::troubleOf(*node)) {
            answers.append({node, failure(*trouble)});
            failed = failed.value_or(*trouble);
            continue;
        }
        const auto progress = std::make_shared<Progress>();
        std::stop_source stop;
        auto sent = await(
            node->send(snapshot, options.archive, disk(), progress, stop.get_token(), options.choice.state),
            [&stop] { stop.request_stop(); }, [&progress] { return progress->state(); });
        // A killed one came to its end there.
        if (!sent && sent.error().code == ErrorCode::AlreadyExists && turn.isResumed())
            sent = QJsonValue(QJsonObject{{u"snapshot"_s, snapshot}});
        if (!sent)
            failed = failed.value_or(sent.error());
        answers.append({node, sent});
        if (!sent && sent.error().code == ErrorCode::Canceled)
            break;
    }
    turn.end(failed ? Result<QJsonObject>(failure(*failed)) : QJsonObject{{u"snapshot"_s, snapshot}});
    return tellAll(console, options.choice.cluster, answers,
                   [&](const NodeConnection &node, const QJsonObject &) {
                       console.line(u"%1  has %2 now"_s.arg(node.name(), snapshot));
                   });
}

} // namespace

void addTransferCommands(CLI::App &group, Invocation &invocation)
{
    const auto fetching = std::make_shared<FetchOptions>();
    CLI::App &fetchCommand =
        addCommand(group, invocation, "fetch",
                   "Fetch a snapshot from a node that has it whole; goes on where an earlier one stood",
                   "snapshot fetch 20261121T020322123Z-9f3a01c4 --to /srv/snapshots --cluster "
                   "orders --node n1",
                   fetching, fetch);
    addText(fetchCommand, "ID", fetching->snapshot, "The snapshot", "ID")->required();
    addPath(fetchCommand, "--to", fetching->directory, "Directory for the archive")->required();
    addNodeChoice(fetchCommand, fetching->choice, NodesOption::One, false)->required();

    const auto sending = std::make_shared<SendOptions>();
    CLI::App &sendCommand = addCommand(
        group, invocation, "send", "Send an archive to nodes, which verify it before they take it",
        "snapshot send /srv/snapshots/20261121T020322123Z-9f3a01c4.snap.tar --cluster orders",
        sending, send);
    addPath(sendCommand, "ARCHIVE", sending->archive, "The archive")->required();
    addNodeChoice(sendCommand, sending->choice, NodesOption::One)->required();
}

} // namespace lifeboat::cli
