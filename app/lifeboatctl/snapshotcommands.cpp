// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/lifeboatctl/arguments.h"
#include "app/lifeboatctl/disk.h"
#include "app/lifeboatctl/jsonforms.h"
#include "app/lifeboatctl/nodesnapshots.h"
#include "app/lifeboatctl/table.h"
#include "app/lifeboatctl/watching.h"
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

struct ShowOptions
{
    QString archive;
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
    const auto taken =
        runWatched<TakenSnapshot>([&](JobControl &control) { return takeSnapshot(control, request, disk()); });
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
    const QString state = entry.damage ? u"DAMAGED"_s : u"ok"_s;
    if (!entry.summary)
        return {fileNameOf(entry.path),
                text::moment(entry.createdAt(), now),
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
                 {u"SIZE"_s, Align::Right},
                 {u"RATIO"_s, Align::Right},
                 {u"VERIFIED"_s},
                 {u"ARCHIVE"_s}});
    QJsonArray array;
    ExitStatus status = ExitStatus::Done;
    const QDateTime now = QDateTime::currentDateTimeUtc();
    for (const CatalogEntry &entry : *entries) {
        table.add(row(entry, now));
        array.append(toJsonObject(entry));
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

void describe(const Console &console, const CatalogEntry &entry)
{
    const Manifest &manifest = entry.summary->manifest;
    const QDateTime now = QDateTime::currentDateTimeUtc();
    Table table({{}, {}});
    table.add({u"Snapshot"_s, manifest.id.value});
    table.add({u"Archive"_s, entry.path});
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

ExitStatus show(Console &console, const ShowOptions &options)
{
    const auto entry =
        runWatched<CatalogEntry>([&](JobControl &) { return readCatalogEntry(disk(), options.archive); });
    if (!entry)
        return console.fail(entry.error());
    QJsonObject document = toJsonObject(*entry);
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

/// Verifies one archive and adds its outcome to the document.
ExitStatus verifyOne(Console &console, const VerifyRequest &request, QJsonObject &document)
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
        return ExitStatus::Done;
    }
    const ExitStatus status = statusOf(outcome.error().code);
    if (status == ExitStatus::Damage)
        console.line(u"DAMAGED  %1"_s.arg(request.archive));
    console.explain(outcome.error(), request.archive);
    if (!document.contains(u"error"_s))
        document.insert(u"error"_s, object.value(u"error"_s));
    return status;
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
    QJsonObject document;
    ExitStatus status = ExitStatus::Done;
    for (const std::string &archive : options.archives) {
        const VerifyRequest request{.archive = absolutePath(QString::fromLocal8Bit(QByteArray::fromStdString(archive))),
                                    .depth = *depthFromName(QString::fromStdString(options.depth)),
                                    .threads = options.threads};
        status = worse(status, verifyOne(console, request, document));
        if (status == ExitStatus::Canceled)
            break;
    }
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

void addReading(CLI::App &group, Invocation &invocation)
{
    const auto listing = std::make_shared<ListOptions>();
    CLI::App &listCommand = addCommand(group, invocation, "list", "List the snapshots of a store, newest first",
                                       "snapshot list --store /srv/snapshots", listing, list);
    CLI::Option *const store = addPath(listCommand, "--store", listing->store, "Directory of archives");
    CLI::Option *const cluster = addNodeChoice(listCommand, listing->choice, NodesOption::One);
    needOnThisMachine(listCommand, *cluster, {store});

    const auto showing = std::make_shared<ShowOptions>();
    CLI::App &showCommand =
        addCommand(group, invocation, "show", "Show what a snapshot holds and when it was last verified",
                   "snapshot show /srv/snapshots/20261121T020322123Z-9f3a01c4.snap.tar", showing, show);
    addPath(showCommand, "ARCHIVE", showing->archive, "The archive")->required();
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
    CLI::App &group = addGroup(root, "snapshot", "Take, list, show and verify snapshots");
    addTake(group, invocation);
    addReading(group, invocation);
    addVerify(group, invocation);
    addTransferCommands(group, invocation);
}

} // namespace lifeboat::cli
