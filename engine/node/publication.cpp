// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/node/publication.h"

#include "engine/archive/layout.h"
#include "engine/base/errorobject.h"
#include "engine/base/paths.h"
#include "engine/snapshot/planobject.h"
#include "engine/snapshot/restorer.h"
#include "engine/snapshot/verifier.h"

#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace lifeboat {

namespace {

/// What is left of an upload after this long belongs to nobody any more.
constexpr std::chrono::hours kAbandoned(24);

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
    return Publisher(*m_store, m_leases.store(), m_config.cluster, state.name(), m_config.publish.keep, m_fileSystem);
}

Result<QJsonObject> Publication::publish(JobControl &control, ProtectedState &state, const QString &snapshot)
{
    LIFEBOAT_ASSIGN(Publisher publishing, publisher(state));
    LIFEBOAT_ASSIGN(const QString archive, state.archivePath(snapshot));
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
    const auto found = std::ranges::find_if(published, leadsPast);
    if (found == published.end())
        return failure(ErrorCode::LogTrimmed, state.name(), u"no published snapshot leads past what the log lost"_s);
    const QString archive = state.storePath() + u'/' + found->id.value + layout::kArchiveSuffix;
    if (!m_fileSystem.exists(archive)) {
        LIFEBOAT_TRY(publishing.fetch(control, *found, archive));
        state.dropCatalog();
    }
    const RestoreRequest request{.archive = archive,
                                 .target = state.databasePath(),
                                 .confirmedName = fileNameOf(state.databasePath()),
                                 .threads = m_config.threads,
                                 .operation = operation};
    LIFEBOAT_TRY(state.whileClosed(control, {.own = makeLineage()}, [&]() -> Result<QJsonObject> {
        LIFEBOAT_ASSIGN(const RestoreOutcome outcome, runRestore(control, request, m_fileSystem, m_clock));
        return outcomeObject(outcome);
    }));
    return QJsonObject{{u"snapshot"_s, found->id.value}, {u"position"_s, positionValue(found->position)}};
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
