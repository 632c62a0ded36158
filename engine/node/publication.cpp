// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/node/publication.h"

#include "engine/archive/layout.h"
#include "engine/base/errorobject.h"
#include "engine/base/paths.h"
#include "engine/snapshot/planobject.h"
#include "engine/snapshot/restorer.h"
#include "engine/snapshot/verifier.h"

#include <QCryptographicHash>
#include <QJsonArray>

#include <ranges>

using namespace Qt::StringLiterals;

namespace lifeboat {

namespace {

/// What is left of an upload after this long belongs to nobody any more.
constexpr std::chrono::hours kAbandoned(24);

/// Of a published snapshot that is fetched beside a copy that is damaged.
constexpr QLatin1StringView kRecoverSuffix(".recover");

} // namespace

Publication::Publication(const NodeConfig &config, Distribution &distribution, NodeLeases &leases, FileSystem &fileSystem,
                         const Clock &clock)
    : m_config(config)
    , m_distribution(distribution)
    , m_leases(leases)
    , m_fileSystem(fileSystem)
    , m_clock(clock)
{
}

Result<Publisher> Publication::publisher(const ProtectedState &state)
{
    const std::scoped_lock alone(m_mutex);
    if (!m_store) {
        LIFEBOAT_ASSIGN(m_store, m_distribution.openStore(m_fileSystem));
    }
    return Publisher(*m_store, m_leases.store(), m_config.cluster, state.name(), m_config.publish.keep,
                     m_fileSystem, m_config.publish.linger);
}

Result<QJsonObject> Publication::publish(JobControl &control, ProtectedState &state, const QString &snapshot)
{
    LIFEBOAT_ASSIGN(Publisher publishing, publisher(state));
    LIFEBOAT_ASSIGN(const QString archive, state.archivePath(snapshot));
    const QList<FileInfo> files = m_fileSystem.list(state.storePath()).value_or(QList<FileInfo>());
    for (const FileInfo &file : files) { // of publishers that were killed
        if (file.name.endsWith(Publisher::kReadBackSuffix))
            (void)m_fileSystem.removeIfPresent(state.storePath() + u'/' + file.name);
    }
    LIFEBOAT_ASSIGN(auto outcome, publishing.publish(control, archive, [this] { return m_leases.held(); }));
    if (const auto removed = m_store->removeAbandoned(kAbandoned); !removed)
        outcome.warnings.append(removed.error());
    if (const auto trimmed = state.trimLogBelow(outcome.latest.snapshots.first().position); !trimmed)
        outcome.warnings.append(trimmed.error());
    QJsonArray warnings;
    for (const Error &warning : std::as_const(outcome.warnings))
        warnings.append(errorObject(warning));
    return QJsonObject{{u"snapshot"_s, outcome.latest.snapshots.first().id.value},
                       {u"published"_s, outcome.isNew},
                       {u"removed"_s, QJsonArray::fromStringList(outcome.removed)},
                       {u"warnings"_s, warnings}};
}

Result<QJsonObject> Publication::recover(JobControl &control, ProtectedState &state, const QString &operation)
{
    LIFEBOAT_ASSIGN(Publisher publishing, publisher(state));
    LIFEBOAT_ASSIGN(const LogBounds bounds, state.logBounds());
    if (const auto here = state.position(); here && here->lineage == bounds.lineage && here->appliedIndex + 1 >= bounds.first)
        return QJsonObject{{u"position"_s, positionValue(here)}}; // done by an earlier attempt
    LIFEBOAT_ASSIGN(const QList<PublishedSnapshot> published, publishing.published());
    const auto leadsPast = [&](const PublishedSnapshot &each) {
        return each.position.lineage == bounds.lineage && each.position.appliedIndex + 1 >= bounds.first
            && each.position.appliedIndex <= bounds.last;
    };
    Error lacking{ErrorCode::LogTrimmed, state.name(), u"no published snapshot leads past what the log lost"_s};
    for (const PublishedSnapshot &snapshot : published | std::views::filter(leadsPast)) {
        const auto archive = fetched(control, publishing, state, snapshot);
        if (archive)
            return restored(control, state, snapshot, *archive, operation);
        if (!Publisher::isDamage(archive.error().code))
            return failure(archive.error());
        lacking = archive.error();
    }
    return failure(lacking);
}

/// In the state's store, whole: a copy there that is another than what was published stays as it is, and one is fetched
/// beside it.
Result<QString> Publication::fetched(JobControl &control, Publisher &publishing, ProtectedState &state,
                                     const PublishedSnapshot &snapshot)
{
    const QString archive = state.storePath() + u'/' + snapshot.id.value + layout::kArchiveSuffix;
    if (!m_fileSystem.exists(archive)) {
        LIFEBOAT_TRY(publishing.fetch(control, snapshot, archive));
        state.dropCatalog();
        return archive;
    }
    QCryptographicHash digest(QCryptographicHash::Sha256);
    LIFEBOAT_ASSIGN(const auto file, m_fileSystem.open(archive, OpenMode::Read));
    LIFEBOAT_ASSIGN(const FileInfo info, file->info());
    LIFEBOAT_TRY(readPieces(control, *file, 0, info.size, [&digest](QByteArrayView piece) -> Result<> {
        digest.addData(piece);
        return {};
    }));
    if (digest.result() == snapshot.sha256)
        return archive;
    const QString beside = archive + kRecoverSuffix;
    LIFEBOAT_TRY(m_fileSystem.removeIfPresent(beside));
    LIFEBOAT_TRY(publishing.fetch(control, snapshot, beside));
    return beside;
}

Result<QJsonObject> Publication::restored(JobControl &control, ProtectedState &state, const PublishedSnapshot &snapshot,
                                          const QString &archive, const QString &operation)
{
    const RestoreRequest request{.archive = archive,
                                 .target = state.databasePath(),
                                 .confirmedName = fileNameOf(state.databasePath()),
                                 .threads = m_config.threads,
                                 .operation = operation};
    LIFEBOAT_TRY(state.whileClosed(control, {.own = {}, .mayBegin = false}, [&]() -> Result<QJsonObject> {
        LIFEBOAT_ASSIGN(const RestoreOutcome outcome, runRestore(control, request, m_fileSystem, m_clock));
        return outcomeObject(outcome);
    }));
    if (archive.endsWith(kRecoverSuffix))
        (void)m_fileSystem.removeIfPresent(archive);
    return QJsonObject{{u"snapshot"_s, snapshot.id.value}, {u"position"_s, positionValue(snapshot.position)}};
}

Result<QJsonObject> Publication::rebuild(JobControl &control, ProtectedState &state, bool ifLost)
{
    if (ifLost) {
        LIFEBOAT_ASSIGN(const Sight sight, look(state));
        if (!sight.isLost)
            return QJsonObject();
    }
    LIFEBOAT_ASSIGN(Publisher publishing, publisher(state));
    const auto check = [&](const QString &archive) -> Result<Manifest> {
        const auto verified = verifySnapshot(
            control, {.archive = archive, .depth = Depth::Read, .threads = m_config.threads}, m_fileSystem, m_clock);
        (void)m_fileSystem.removeIfPresent(layout::sidecarPath(archive));
        LIFEBOAT_TRY(verified);
        return verified->summary.manifest;
    };
    LIFEBOAT_ASSIGN(const Latest latest, publishing.rebuild(control, state.storePath() + u"/rebuild.part"_s,
                                                            [this] { return m_leases.held(); }, check));
    if (latest.snapshots.isEmpty())
        return QJsonObject();
    const PublishedSnapshot &newest = latest.snapshots.first();
    return QJsonObject{{u"snapshot"_s, newest.id.value}, {u"position"_s, positionValue(newest.position)}};
}

Result<Publication::Sight> Publication::look(const ProtectedState &state)
{
    LatestPointer pointer(m_leases.store(), state.name());
    Sight sight;
    auto latest = pointer.read();
    if (latest) {
        if (const auto checked = pointer.check(*latest, NodeLeases::kPublisher); !checked)
            latest = failure(checked.error());
    }
    if (!latest) {
        if (latest.error().code != ErrorCode::PointerInvalid)
            return failure(latest.error());
        sight.trouble = latest.error();
        return sight;
    }
    sight.latest = std::move(*latest);
    if (sight.latest.since.isEmpty() && sight.latest.snapshots.isEmpty()) {
        LIFEBOAT_ASSIGN(Publisher publishing, publisher(state));
        LIFEBOAT_ASSIGN(sight.isLost, publishing.holdsAny());
    }
    return sight;
}

} // namespace lifeboat
