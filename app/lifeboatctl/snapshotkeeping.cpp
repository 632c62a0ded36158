// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/lifeboatctl/disk.h"
#include "app/lifeboatctl/nodesnapshots.h"
#include "app/lifeboatctl/snapshotparts.h"
#include "engine/archive/layout.h"
#include "engine/snapshot/retention.h"

using namespace Qt::StringLiterals;

namespace lifeboat::cli {

namespace {

struct KeepOptions
{
    QString archive; ///< with a cluster an id
    NodeChoice choice;
};

/// One change, here or on nodes: what does it, and what is said then.
struct Change
{
    QString method;
    QJsonObject parameters;
    Result<> (*here)(const QString &archive);
    QString done;
};

ExitStatus change(Console &console, const KeepOptions &options, const Change &what)
{
    if (!options.choice.cluster.isEmpty()) {
        if (const auto checked = checkId(options.archive); !checked)
            return console.fail(checked.error());
        QJsonObject parameters = what.parameters;
        parameters[u"snapshot"_s] = options.archive;
        if (!options.choice.state.isEmpty())
            parameters[u"state"_s] = options.choice.state;
        const auto reach = Reach::open(console, options.choice);
        if (!reach)
            return console.fail(reach.error());
        const auto answers = askAll(console, **reach, Kind::Call, what.method, parameters);
        return tellHolders(console, options.choice.cluster, answers,
                           [&](const NodeConnection &node, const QJsonObject &) {
                               console.line(u"%1  %2 %3"_s.arg(node.name(), options.archive, what.done));
                           });
    }
    const QString archive = absolutePath(options.archive);
    if (const auto done = what.here(archive); !done)
        return console.fail(done.error(), archive);
    console.document({{u"archive"_s, archive}});
    console.line(u"%1 %2"_s.arg(archive, what.done));
    return ExitStatus::Done;
}

/// Nothing but an archive is removed or marked, whatever was named.
Result<> checkArchive(const QString &archive)
{
    if (!archive.endsWith(layout::kArchiveSuffix))
        return failure(ErrorCode::NotAnArchive, archive);
    return {};
}

ExitStatus pin(Console &console, const KeepOptions &options)
{
    return change(console, options,
                  {u"snapshot.pin"_s,
                   {{u"pinned"_s, true}},
                   [](const QString &archive) {
                       return checkArchive(archive).and_then([&] { return setPinned(disk(), archive, true); });
                   },
                   u"is pinned: no policy removes it"_s});
}

ExitStatus unpin(Console &console, const KeepOptions &options)
{
    return change(console, options,
                  {u"snapshot.pin"_s,
                   {{u"pinned"_s, false}},
                   [](const QString &archive) {
                       return checkArchive(archive).and_then([&] { return setPinned(disk(), archive, false); });
                   },
                   u"is not pinned any more"_s});
}

ExitStatus remove(Console &console, const KeepOptions &options)
{
    return change(console, options,
                  {u"snapshot.delete"_s,
                   {},
                   [](const QString &archive) {
                       return checkArchive(archive).and_then([&] { return removeSnapshot(disk(), archive); });
                   },
                   u"is gone"_s});
}

} // namespace

Result<> checkId(const QString &snapshot)
{
    if (isSnapshotId(snapshot))
        return {};
    return failure(ErrorCode::InvalidArgument, u"ID"_s,
                   withCluster(u"%1 is not a snapshot's id; \"lifeboatctl snapshot list\" shows them"_s).arg(snapshot));
}

void addArchiveOrId(CLI::App &command, QString &archive)
{
    addText(command, "ARCHIVE", archive, "The archive; with --cluster the id of a snapshot there", "PATH")
        ->check(CLI::Validator(complaintAboutPath, ""))
        ->required();
}

void addKeepingCommands(CLI::App &group, Invocation &invocation)
{
    const auto add = [&](const char *name, const char *description,
                         ExitStatus (*run)(Console &, const KeepOptions &)) {
        const auto options = std::make_shared<KeepOptions>();
        const std::string example = std::string("snapshot ") + name
            + " /srv/snapshots/20261121T020322123Z-9f3a01c4.snap.tar\n  lifeboatctl snapshot " + name
            + " 20261121T020322123Z-9f3a01c4 --cluster orders --node n1";
        CLI::App &command = addCommand(group, invocation, name, description, example, options, run);
        addArchiveOrId(command, options->archive);
        addNodeChoice(command, options->choice, NodesOption::One);
    };
    add("pin", "Keep a snapshot whatever the policy says", pin);
    add("unpin", "Let the policy remove a snapshot again", unpin);
    add("delete", "Remove a snapshot; never a pinned one, nor the newest verified one", remove);
}

} // namespace lifeboat::cli
