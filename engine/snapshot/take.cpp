// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/snapshot/take.h"

#include "engine/archive/archivewriter.h"
#include "engine/archive/layout.h"
#include "engine/archive/sidecar.h"
#include "engine/base/limits.h"
#include "engine/jobs/orderedsink.h"
#include "engine/jobs/parallel.h"
#include "engine/snapshot/capture.h"
#include "engine/state/position.h"
#include "engine/state/othernames.h"

#include <QSysInfo>
#include <QVariant>

#include <future>

using namespace Qt::StringLiterals;

namespace lifeboat {

namespace {

constexpr QLatin1StringView kCopySuffix{".copy"};
constexpr int kCapturedPermille = 900;
constexpr int kVerifiedPermille = 1000;

Result<> prepareStore(FileSystem &fileSystem, const QString &store)
{
    const auto about = fileSystem.info(store);
    if (about && !about->isDirectory)
        return failure(ErrorCode::NotAFile, store, u"not a directory"_s);
    if (about)
        return {};
    if (about.error().code != ErrorCode::NotFound)
        return failure(about.error());
    if (!fileSystem.exists(directoryOf(store)))
        return failure(ErrorCode::DirectoryMissing, directoryOf(store));
    return fileSystem.makeDirectory(store);
}

/// Removes what killed takes and verifications left in the store.
void removeLeftovers(FileSystem &fileSystem, const QString &store)
{
    const QList<FileInfo> entries = fileSystem.list(store).value_or(QList<FileInfo>());
    const QString part = layout::kArchiveSuffix + layout::kPartSuffix;
    QStringList sideFiles;
    for (const FileInfo &entry : entries) {
        const QString path = store + u'/' + entry.name;
        const bool ofAnArchive = entry.name.contains(part);
        if (!entry.isFile || (!ofAnArchive && !destinationOf(entry.name).endsWith(layout::kSidecarSuffix)))
            continue;
        if (entry.name.contains(part + kCopySuffix + u'-'))
            sideFiles.append(path);
        else
            fileSystem.removeAbandoned(path);
    }
    // SQLite's files beside a copy go when the copy is gone. They have no lock of ours, and to ask for one would drop
    // SQLite's.
    for (const QString &path : std::as_const(sideFiles)) {
        if (!fileSystem.exists(path.left(path.lastIndexOf(u'-'))))
            (void)fileSystem.removeIfPresent(path);
    }
}

Result<Manifest> describe(FrozenDatabase &frozen, const TakeRequest &request, const QDateTime &createdAt)
{
    Manifest manifest;
    manifest.id = makeSnapshotId(createdAt);
    manifest.name = fileNameOf(request.database);
    manifest.node = request.node.isEmpty() ? NodeId{QSysInfo::machineHostName()} : request.node;
    manifest.nodeMap = request.nodeMap;
    manifest.createdAt = createdAt;
    LIFEBOAT_ASSIGN(manifest.position, readPosition(frozen.connection()));
    if (request.isManaged && !manifest.position)
        return failure(ErrorCode::StateKindDiffers, request.database, u"no managed state"_s);
    LIFEBOAT_ASSIGN(const QVariant version, frozen.connection().query(u"PRAGMA user_version"_s));
    manifest.schemaVersion = version.toInt();
    LIFEBOAT_ASSIGN(manifest.tables, listTables(frozen.connection()));
    if (manifest.tables.size() > limits::kTables)
        return failure(ErrorCode::LimitExceeded, request.database, u"%1 tables"_s.arg(manifest.tables.size()));
    manifest.pageSize = frozen.pageSize();
    manifest.pageCount = frozen.pageCount();
    if (request.maxBytes > 0 && manifest.rawBytes() > request.maxBytes) {
        return failure(ErrorCode::LimitExceeded, request.database,
                       u"%1 bytes, the limit is %2"_s.arg(manifest.rawBytes()).arg(request.maxBytes));
    }
    manifest.segmentBytes = limits::kSegmentBytes;
    manifest.level = request.level;
    manifest.capture = frozen.method();
    manifest.toolVersion = QStringLiteral(LIFEBOAT_VERSION);
    return manifest;
}

/// Buffers of segments already appended, for workers to fill again: the system zeroes every fresh page it hands out.
class SpareSegments
{
public:
    EncodedSegment take()
    {
        const std::scoped_lock lock(m_mutex);
        if (m_spare.empty())
            return {};
        EncodedSegment segment = std::move(m_spare.back());
        m_spare.pop_back();
        return segment;
    }

    void giveBack(EncodedSegment &&segment)
    {
        const std::scoped_lock lock(m_mutex);
        m_spare.push_back(std::move(segment));
    }

private:
    std::mutex m_mutex;
    std::vector<EncodedSegment> m_spare;
};

/// Every segment read, hashed and compressed by whichever worker is free, and appended in order.
Result<> captureSegments(JobControl &control, const FrozenDatabase &frozen, const Manifest &manifest,
                         ArchiveWriter &writer, int threads)
{
    struct Worker {
        SegmentEncoder encoder;
        QByteArray pages;
    };
    std::vector<Worker> workers;
    workers.reserve(size_t(threads));
    for (int i = 0; i < threads; ++i)
        workers.emplace_back(SegmentEncoder(manifest.level), QByteArray());
    SpareSegments spare;
    OrderedSink<EncodedSegment> sink(threads + 2, [&](qint64, EncodedSegment &&segment) {
        auto appended = writer.append(segment);
        spare.giveBack(std::move(segment));
        return appended;
    });

    return parallelFor(control, threads, manifest.segmentCount(), [&](JobControl &inner, qint64 number, int index) -> Result<> {
        Worker &worker = workers[size_t(index)];
        worker.pages.resizeForOverwrite(manifest.segmentSize(number));
        const std::span<char> pages(worker.pages.data(), size_t(worker.pages.size()));
        LIFEBOAT_TRY(frozen.readPages(number * manifest.segmentBytes, pages));
        EncodedSegment segment = spare.take();
        LIFEBOAT_TRY(worker.encoder.encode(pages, manifest.pageSize, segment));
        LIFEBOAT_TRY(sink.put(inner, number, std::move(segment)));
        inner.progress().advance(qint64(pages.size()));
        return {};
    });
}

} // namespace

Result<TakenSnapshot> takeSnapshot(JobControl &control, const TakeRequest &request, FileSystem &fileSystem,
                                   const Clock &clock)
{
    if (request.level < SegmentEncoder::kMinLevel || request.level > SegmentEncoder::kMaxLevel)
        return failure(ErrorCode::InvalidArgument, u"level"_s, QString::number(request.level));
    const auto milliseconds = [](auto time) { return std::chrono::duration_cast<std::chrono::milliseconds>(time); };
    const int threads = workerCount(request.threads);
    const auto started = clock.steadyNow();
    control.progress().begin(Stage::Opening, 0, 0);
    // Whether the database can be read is said before a store is made for it.
    LIFEBOAT_ASSIGN(const LiveDatabase source, LiveDatabase::open(request.database));
    LIFEBOAT_TRY(source.header());
    LIFEBOAT_ASSIGN(const FileInfo about, source.info());
    LIFEBOAT_TRY(refuseOtherNames(fileSystem, request.database));
    LIFEBOAT_TRY(prepareStore(fileSystem, request.store));
    removeLeftovers(fileSystem, request.store);

    const QDateTime createdAt = clock.utcNow();
    const QString scratch = request.store + u'/' + makeSnapshotId(createdAt).value + layout::kArchiveSuffix
        + layout::kPartSuffix + kCopySuffix;
    LIFEBOAT_ASSIGN(auto frozen, FrozenDatabase::freeze(control, fileSystem, request.database, scratch));
    LIFEBOAT_ASSIGN(Manifest manifest, describe(*frozen, request, createdAt));
    const QString path = request.store + u'/' + manifest.id.value + layout::kArchiveSuffix;
    LIFEBOAT_ASSIGN(const auto writer, ArchiveWriter::create(fileSystem, path, manifest));
    // Whoever may read the database may read its archive, and nobody else.
    LIFEBOAT_TRY(writer->setMode(about.access.mode & 0666));

    control.progress().begin(Stage::Capturing, manifest.rawBytes(), kCapturedPermille);
    std::stop_source stop;
    const std::stop_callback passOn(control.stopToken(), [&stop] { stop.request_stop(); });
    JobControl counting(control.progress(), stop.get_token());
    auto counted = std::async(std::launch::async, [&] { return countRows(counting, frozen->connection()); });
    const Result<> captured = captureSegments(control, *frozen, manifest, *writer, threads);
    if (!captured)
        stop.request_stop();
    auto tables = counted.get();
    LIFEBOAT_TRY(captured);
    LIFEBOAT_ASSIGN(manifest.tables, std::move(tables));
    LIFEBOAT_TRY(frozen->confirm());
    for (const TableRows &table : std::as_const(manifest.tables))
        manifest.elementCount += table.rows;
    frozen.reset();
    const auto capturedAt = clock.steadyNow();

    control.progress().begin(Stage::Verifying, 0, kVerifiedPermille);
    TakenSnapshot taken;
    taken.path = path;
    LIFEBOAT_TRY(writer->commit(control, manifest, threads));
    taken.summary = writer->summary();
    // The sidecar only makes listing quick; a catalog rebuilds it.
    (void)recordVerification(fileSystem, path, {.depth = Depth::Sealed, .at = clock.utcNow(), .damage = {}},
                             taken.summary);
    taken.captureTime = milliseconds(capturedAt - started);
    taken.totalTime = milliseconds(clock.steadyNow() - started);
    control.progress().begin(Stage::Done, 0, 1000);
    return taken;
}

} // namespace lifeboat
