// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/lifeboatctl/arguments.h"
#include "app/lifeboatctl/disk.h"
#include "app/lifeboatctl/jsonforms.h"
#include "app/lifeboatctl/localwork.h"
#include "app/lifeboatctl/nodesnapshots.h"
#include "app/lifeboatctl/snapshotparts.h"
#include "app/lifeboatctl/table.h"
#include "app/lifeboatctl/watching.h"
#include "engine/snapshot/retention.h"
#include "ui/text/errortext.h"
#include "ui/text/format.h"
#include "ui/text/wording.h"

#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace lifeboat::cli {

namespace {

struct TakeOptions
{
    TakeRequest request;
    NodeChoice choice;
};

struct ListOptions
{
    QString store;
    NodeChoice choice;
};

struct VerifyOptions
{
    std::vector<std::string> archives;
    std::string depth = "read";
    int threads = 0;
    NodeChoice choice;
};

ExitStatus take(Console &console, const TakeOptions &options)
{
    if (!options.choice.cluster.isEmpty())
        return takeOnNodes(console, options.choice);
    const TakeRequest &request = options.request;
    const auto taken = runQueued<TakenSnapshot>(
        console,
        {.kind = u"take"_s,
         .target = request.database,
         .parameters = {{u"store"_s, request.store}, {u"level"_s, request.level}},
         .actor = localActor()},
        [&](JobControl &control, const LocalTurn &) { return takeSnapshot(control, request, disk()); },
        [](const TakenSnapshot &done) {
            return QJsonObject{{u"snapshot"_s, done.summary.manifest.id.value}, {u"archive"_s, done.path}};
        });
    if (!taken)
        return console.fail(taken.error());
    console.document(toJsonObject(*taken));
    const Manifest &manifest = taken->summary.manifest;
    console.line(manifest.id.value);
    console.line(taken->path);
    console.note(u"%1 captured in %2, stored as %3 (%4)"_s.arg(
        text::bytes(manifest.rawBytes()), text::duration(taken->totalTime), text::bytes(taken->summary.archiveBytes),
        text::ratio(manifest.rawBytes(), taken->summary.archiveBytes)));
    return ExitStatus::Done;
}

QStringList row(const CatalogEntry &entry, const QDateTime &now)
{
    const QString state = entry.damage ? u"DAMAGED"_s : isPinned(disk(), entry.path) ? u"ok, pinned"_s : u"ok"_s;
    if (!entry.summary)
        return {fileNameOf(entry.path),
                text::moment(entry.createdAt(), now),
                u"-"_s,
                u"-"_s,
                u"-"_s,
                text::bytes(entry.file.size),
                u"-"_s,
                u"-"_s,
                state};
    const Manifest &manifest = entry.summary->manifest;
    return {manifest.id.value,
            text::moment(entry.createdAt(), now),
            manifest.name,
            text::identity(manifest),
            text::history(manifest.position.value_or(Position()).lineage),
            text::bytes(entry.file.size),
            text::ratio(manifest.rawBytes(), entry.file.size),
            text::verification(entry.verification, now),
            state};
}

ExitStatus list(Console &console, const ListOptions &options)
{
    if (!options.choice.cluster.isEmpty())
        return listOnNodes(console, options.choice);
    const auto entries =
        runWatched<QList<CatalogEntry>>([&](JobControl &) { return readCatalog(disk(), options.store); });
    if (!entries)
        return console.fail(entries.error());
    Table table({{u"ID"_s},
                 {u"TAKEN"_s},
                 {u"DATABASE"_s},
                 {u"STATE"_s},
                 {u"HISTORY"_s},
                 {u"SIZE"_s, Align::Right},
                 {u"RATIO"_s, Align::Right},
                 {u"VERIFIED"_s},
                 {u"ARCHIVE"_s}});
    QJsonArray array;
    ExitStatus status = ExitStatus::Done;
    const QDateTime now = QDateTime::currentDateTimeUtc();
    for (const CatalogEntry &entry : *entries) {
        table.add(row(entry, now));
        array.append(withPin(entry));
        if (entry.damage)
            status = worse(status, statusOf(entry.damage->code));
    }
    console.document({{u"store"_s, options.store}, {u"snapshots"_s, array}});
    if (table.isEmpty())
        console.note(u"There are no snapshots in %1."_s.arg(options.store));
    else
        console.lines(table.lines());
    for (const CatalogEntry &entry : *entries) {
        if (entry.damage)
            console.explain(*entry.damage, entry.path);
    }
    return status;
}

/// Verifies one archive and adds its outcome to the document.
Result<> verifyOne(const Console &console, const VerifyRequest &request, QJsonObject &document)
{
    const auto outcome =
        runWatched<VerifyOutcome>([&](JobControl &control) { return verifySnapshot(control, request, disk()); });
    QJsonObject object = outcome ? toJsonObject(*outcome) : QJsonObject{{u"error"_s, toJsonObject(outcome.error())}};
    object.insert(u"archive"_s, request.archive);
    object.insert(u"verified"_s, outcome.has_value());
    QJsonArray archives = document.value(u"archives"_s).toArray();
    archives.append(object);
    document.insert(u"archives"_s, archives);
    if (outcome) {
        const QString what = u"%1: %2 in %3"_s.arg(
            text::depth(outcome->depth), text::bytes(outcome->summary.archiveBytes), text::duration(outcome->time));
        console.line(u"ok       %1  (%2)"_s.arg(request.archive, what));
        return {};
    }
    if (statusOf(outcome.error().code) == ExitStatus::Damage)
        console.line(u"DAMAGED  %1"_s.arg(request.archive));
    console.explain(outcome.error(), request.archive);
    if (!document.contains(u"error"_s))
        document.insert(u"error"_s, object.value(u"error"_s));
    return failure(outcome.error());
}

ExitStatus verify(Console &console, const VerifyOptions &options)
{
    if (!options.choice.cluster.isEmpty()) {
        QStringList snapshots;
        for (const std::string &given : options.archives)
            snapshots.append(QString::fromLocal8Bit(QByteArray::fromStdString(given)));
        return verifyOnNodes(console, options.choice, snapshots,
                             QString::fromStdString(options.depth));
    }
    QStringList archives;
    for (const std::string &archive : options.archives)
        archives.append(absolutePath(QString::fromLocal8Bit(QByteArray::fromStdString(archive))));
    // One operation, so that the same command goes on with it after a kill.
    LocalTurn turn(console,
                   {.kind = u"verify"_s,
                    .target = archives.size() == 1
                        ? archives.first()
                        : u"%1 and %2 more"_s.arg(archives.first()).arg(archives.size() - 1),
                    .parameters = {{u"archives"_s, QJsonArray::fromStringList(archives)},
                                   {u"depth"_s, QString::fromStdString(options.depth)}},
                    .actor = localActor()});
    QJsonObject document;
    std::optional<Error> first;
    ExitStatus status = ExitStatus::Done;
    for (const QString &archive : archives) {
        const auto verified = verifyOne(console,
                                        {.archive = archive,
                                         .depth = *depthFromName(QString::fromStdString(options.depth)),
                                         .threads = options.threads},
                                        document);
        if (verified)
            continue;
        status = worse(status, statusOf(verified.error().code));
        if (!first)
            first = verified.error();
        if (status == ExitStatus::Canceled)
            break;
    }
    turn.end(first ? Result<QJsonObject>(failure(*first)) : QJsonObject{{u"verified"_s, int(archives.size())}});
    console.document(document);
    return status;
}

void addTake(CLI::App &group, Invocation &invocation)
{
    const auto options = std::make_shared<TakeOptions>();
    TakeRequest &request = options->request;
    CLI::App &command =
        addCommand(group, invocation, "take", "Take a snapshot of a live SQLite database without blocking its writers",
                   "snapshot take orders.db --store /srv/snapshots\n  lifeboatctl snapshot take --cluster orders --node n1",
                   options, take);
    CLI::Option *const database = addPath(command, "DATABASE", request.database, "The database");
    CLI::Option *const store = addPath(command, "--store", request.store,
                                       "Directory for the archive; made if only its last part is missing");
    CLI::Option *const cluster = addNodeChoice(command, options->choice, NodesOption::One);
    needOnThisMachine(command, *cluster, {database, store});
    command.add_option("--level", request.level, "zstd level, 1 (fast) to 19 (small)")
        ->check(CLI::Range(SegmentEncoder::kMinLevel, SegmentEncoder::kMaxLevel))
        ->capture_default_str()
        ->excludes(cluster)
        ->type_name("N");
    addThreads(command, request.threads);
}

void addList(CLI::App &group, Invocation &invocation)
{
    const auto listing = std::make_shared<ListOptions>();
    CLI::App &listCommand = addCommand(group, invocation, "list", "List the snapshots of a store, newest first",
                                       "snapshot list --store /srv/snapshots", listing, list);
    CLI::Option *const store = addPath(listCommand, "--store", listing->store, "Directory of archives");
    CLI::Option *const cluster = addNodeChoice(listCommand, listing->choice, NodesOption::One);
    needOnThisMachine(listCommand, *cluster, {store});
}

void addVerify(CLI::App &group, Invocation &invocation)
{
    const auto options = std::make_shared<VerifyOptions>();
    CLI::App &command = addCommand(group, invocation, "verify", "Verify archives and note the outcome beside them",
                                   "snapshot verify /srv/snapshots/*.snap.tar --depth sealed", options, verify);
    addNodeChoice(command, options->choice, NodesOption::One);
    command.add_option("ARCHIVE", options->archives, "One or more archives; with --cluster, ids of snapshots there")
        ->required()
        ->check(CLI::Validator(complaintAboutPath, ""))
        ->type_name("PATH");
    command
        .add_option("--depth", options->depth, "listed: manifest and size; sealed: every checksum; read: every page")
        ->check(CLI::IsMember({"listed", "sealed", "read"}))
        ->capture_default_str();
    addThreads(command, options->threads);
}

} // namespace

void addSnapshotCommands(CLI::App &root, Invocation &invocation)
{
    CLI::App &group = addGroup(root, "snapshot", "Take, list, show, verify, keep and move snapshots");
    addTake(group, invocation);
    addList(group, invocation);
    addShowCommand(group, invocation);
    addVerify(group, invocation);
    addKeepingCommands(group, invocation);
    addTransferCommands(group, invocation);
}

} // namespace lifeboat::cli
