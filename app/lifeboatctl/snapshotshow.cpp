// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/lifeboatctl/arguments.h"
#include "app/lifeboatctl/disk.h"
#include "app/lifeboatctl/jsonforms.h"
#include "app/lifeboatctl/nodesnapshots.h"
#include "app/lifeboatctl/snapshotparts.h"
#include "app/lifeboatctl/table.h"
#include "app/lifeboatctl/watching.h"
#include "engine/base/missing.h"
#include "engine/snapshot/catalogobject.h"
#include "engine/snapshot/retention.h"
#include "ui/text/format.h"
#include "ui/text/wording.h"

#include <QJsonArray>
#include <algorithm>

using namespace Qt::StringLiterals;

namespace lifeboat::cli {

namespace {

struct ShowOptions
{
    QString archive; ///< with a cluster an id
    NodeChoice choice;
};

/// `nodes`: who has it.
void describe(const Console &console, const CatalogEntry &entry, const QStringList &nodes = {})
{
    const Manifest &manifest = entry.summary->manifest;
    const QDateTime now = QDateTime::currentDateTimeUtc();
    Table table({{}, {}});
    table.add({u"Snapshot"_s, manifest.id.value});
    table.add({u"Archive"_s, entry.path});
    if (!nodes.isEmpty())
        table.add({u"On"_s, nodes.join(u", "_s)});
    table.add({u"Kind"_s, text::kind(manifest.kind)});
    table.add(
        {u"Taken"_s,
         u"%1 (%2)"_s.arg(manifest.createdAt.toUTC().toString(Qt::ISODateWithMs), text::age(manifest.createdAt, now))});
    table.add({u"Node"_s, manifest.node.value});
    table.add({u"Database"_s, manifest.name});
    table.add({u"State"_s, text::identity(manifest)});
    if (manifest.position)
        table.add({u"History"_s, manifest.position->lineage.value});
    table.add(
        {u"Pages"_s,
         u"%1 of %2 bytes"_s.arg(text::number(quint64(manifest.pageCount)), text::number(quint64(manifest.pageSize)))});
    table.add({u"Size"_s,
               u"%1, stored as %2 (%3, zstd level %4)"_s
                   .arg(text::bytes(manifest.rawBytes()), text::bytes(entry.file.size),
                        text::ratio(manifest.rawBytes(), entry.file.size))
                   .arg(manifest.level)});
    table.add({u"Captured by"_s,
               manifest.capture == CaptureMethod::Frozen ? u"reading the live file in parallel"_s
                                                         : u"SQLite's backup API"_s});
    table.add({u"Content"_s, QString::fromLatin1(manifest.contentDigest)});
    table.add({u"Verified"_s, text::verification(entry.verification, now)});
    table.add({u"Written by"_s, u"Lifeboat %1"_s.arg(manifest.toolVersion)});
    console.lines(table.lines());
}

void describeTables(const Console &console, const Manifest &manifest)
{
    Table table({{u"TABLE"_s}, {u"ROWS"_s, Align::Right}});
    for (const TableRows &rows : manifest.tables)
        table.add({rows.name, text::number(rows.rows)});
    console.line();
    console.lines(table.lines());
    if (manifest.nodeMap.isEmpty())
        return;
    Table nodes({{u"NODE"_s}, {u"ADDRESS"_s}});
    for (auto node = manifest.nodeMap.begin(); node != manifest.nodeMap.end(); ++node)
        nodes.add({node.key(), node.value().toObject().value(u"address"_s).toString()});
    console.line();
    console.lines(nodes.lines());
}

/// The one that was asked for, or all that the nodes have: an id says nothing of the state it is of.
QStringList wantedStates(const Reach &reach, const NodeChoice &choice)
{
    QStringList names;
    for (const NodeConnection *const node : reach.nodes()) {
        for (const net::StateStatus &state : node->status() ? node->status()->states : QList<net::StateStatus>()) {
            if (choice.state.isEmpty() && !names.contains(state.name))
                names.append(state.name);
        }
    }
    return names.isEmpty() ? QStringList(choice.state) : names;
}

/// Of a node's list that one snapshot.
NodeAnswer lookedThrough(const NodeAnswer &list, const QString &snapshot)
{
    if (!list.answer)
        return list;
    const QJsonArray all = (*list.answer)["snapshots"_L1].toArray();
    const auto found = std::ranges::find_if(
        all, [&snapshot](const QJsonValue &each) { return each["snapshot"_L1].toString() == snapshot; });
    if (found == all.end())
        return {list.node, missing(Missing::Snapshot, snapshot)};
    return {list.node, QJsonValue(*found)};
}

/// From the nodes' lists: what it holds, and who has it.
ExitStatus showOnNodes(Console &console, const ShowOptions &options)
{
    if (const auto checked = checkId(options.archive); !checked)
        return console.fail(checked.error());
    const auto reach = Reach::open(console, options.choice);
    if (!reach)
        return console.fail(reach.error());
    QList<NodeAnswer> answers;
    for (const QString &state : wantedStates(**reach, options.choice)) {
        QJsonObject parameters{{u"limit"_s, 10000}};
        if (!state.isEmpty())
            parameters[u"state"_s] = state;
        const QList<NodeAnswer> ofState = askAll(console, **reach, Kind::Call, u"snapshot.list"_s, parameters);
        if (answers.isEmpty())
            answers.resize(ofState.size());
        for (qsizetype i = 0; i < ofState.size(); ++i) {
            const NodeAnswer found = lookedThrough(ofState[i], options.archive);
            const bool saysMore = found.answer || found.answer.error().code != ErrorCode::NotFound;
            if (!answers[i].node || (!answers[i].answer && saysMore))
                answers[i] = found;
        }
    }
    std::optional<ToldSnapshot> met;
    QStringList having;
    for (const NodeAnswer &each : std::as_const(answers)) {
        if (!each.answer)
            continue;
        const auto told = catalogEntryFromObject(each.answer->toObject());
        if (!told)
            continue;
        having.append(each.node->name() + (told->pinned ? u" (pinned)"_s : QString()));
        if (!met || (!met->entry.summary && told->entry.summary))
            met = *told;
    }
    if (met && met->entry.summary && !console.isJson()) {
        describe(console, met->entry, having);
        describeTables(console, met->entry.summary->manifest);
    }
    return tellHolders(console, options.choice.cluster, answers, [](const NodeConnection &, const QJsonObject &) {},
                       damageOf);
}

ExitStatus show(Console &console, const ShowOptions &options)
{
    if (!options.choice.cluster.isEmpty())
        return showOnNodes(console, options);
    const auto entry =
        runWatched<CatalogEntry>([&](JobControl &) { return readCatalogEntry(disk(), absolutePath(options.archive)); });
    if (!entry)
        return console.fail(entry.error());
    QJsonObject document = withPin(*entry);
    if (entry->damage)
        document.insert(u"error"_s, toJsonObject(*entry->damage));
    console.document(document);
    if (entry->summary && !console.isJson()) {
        describe(console, *entry);
        describeTables(console, entry->summary->manifest);
    }
    if (!entry->damage)
        return ExitStatus::Done;
    console.explain(*entry->damage, entry->path);
    return statusOf(entry->damage->code);
}

} // namespace

QJsonObject withPin(const CatalogEntry &entry)
{
    QJsonObject object = toJsonObject(entry);
    object.insert(u"pinned"_s, isPinned(disk(), entry.path));
    return object;
}

void addShowCommand(CLI::App &group, Invocation &invocation)
{
    const auto options = std::make_shared<ShowOptions>();
    CLI::App &command =
        addCommand(group, invocation, "show", "Show what a snapshot holds and when it was last verified",
                   "snapshot show /srv/snapshots/20261121T020322123Z-9f3a01c4.snap.tar\n"
                   "  lifeboatctl snapshot show 20261121T020322123Z-9f3a01c4 --cluster orders",
                   options, show);
    addArchiveOrId(command, options->archive);
    addNodeChoice(command, options->choice, NodesOption::One);
}

} // namespace lifeboat::cli
