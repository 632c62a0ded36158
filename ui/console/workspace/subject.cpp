// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/console/workspace/subject.h"

#include "engine/cluster/clusterleases.h"
#include "ui/console/workspace/bucketleases.h"

#include <QFileInfo>

#include <algorithm>

namespace lifeboat::ui {

Subject::Subject(Workspace &workspace, QObject *parent)
    : QObject(parent)
    , m_workspace(workspace)
{
    connect(&workspace, &Workspace::shelvesUpdated, this, &Subject::collect);
    connect(&workspace.drills(), &DrillLog::updated, this, &Subject::updated);
    connect(&workspace.stores(), &Stores::listChanged, this, [this] {
        if (m_place.isNamedStore())
            Q_EMIT nodesUpdated({}); // its leases may be others
    });
    followClusters();
    collect();
}

void Subject::setPlace(const Place &place)
{
    if (place == m_place)
        return;
    m_place = place;
    collectHeld({});
    Q_EMIT placeChanged();
    collect();
    Q_EMIT nodesUpdated({});
    Q_EMIT heldUpdated();
}

void Subject::followClusters()
{
    Clusters &clusters = m_workspace.clusters();
    connect(&clusters, &Clusters::listChanged, this, [this] {
        if (!isRemote())
            return;
        collectHeld({});
        Q_EMIT nodesUpdated({});
        Q_EMIT heldUpdated();
    });
    connect(&clusters, &Clusters::nodesChanged, this, [this](const NodeSet &nodes) {
        if (concerns(nodes))
            Q_EMIT nodesUpdated(nodes);
    });
    connect(&clusters, &Clusters::operationsChanged, this, [this](const NodeSet &nodes) {
        if (concerns(nodes))
            Q_EMIT nodesUpdated(nodes);
    });
    connect(&clusters, &Clusters::snapshotsChanged, this, [this](const NodeSet &nodes) {
        if (!concerns(nodes))
            return;
        collectHeld(nodes);
        Q_EMIT heldUpdated();
        Q_EMIT nodesUpdated(nodes);
    });
}

bool Subject::concerns(const NodeSet &changed) const
{
    return isRemote() && std::ranges::any_of(nodes(), [&](NodeConnection *node) { return changed.contains(node); });
}

QList<NodeConnection *> Subject::nodes() const
{
    if (m_place.kind == Place::Kind::Node) {
        NodeConnection *node = m_workspace.clusters().node(m_place.cluster, QUrl(m_place.path));
        return node ? QList{node} : QList<NodeConnection *>();
    }
    const Cluster *cluster = isRemote() ? m_workspace.clusters().cluster(m_place.cluster) : nullptr;
    return cluster ? cluster->nodes() : QList<NodeConnection *>();
}

LeaseView *Subject::leases() const
{
    if (m_place.isNamedStore())
        return m_workspace.stores().leases(m_place.name);
    Cluster *const home = cluster();
    return home ? &home->leases() : nullptr;
}

qsizetype Subject::placeOf(const QUrl &url) const
{
    const Cluster *cluster = m_workspace.clusters().cluster(m_place.cluster);
    if (!cluster)
        return 0;
    const auto found =
        std::ranges::find_if(cluster->nodes(), [&](const NodeConnection *node) { return node->profile().url == url; });
    return found - cluster->nodes().begin();
}

/// `changed` empty: all. What other nodes hold stays where it is: thousands are not sorted again for one.
void Subject::collectHeld(const NodeSet &changed)
{
    const auto newer = [](const HeldSnapshot &a, const HeldSnapshot &b) {
        return a.entry.createdAt() > b.entry.createdAt();
    };
    const qsizetype all = m_held.size();
    QSet<QString> again;
    for (const NodeConnection *node : changed)
        again.insert(node->profile().url.toString());
    if (changed.isEmpty())
        m_held.clear();
    else
        m_held.removeIf([&](const HeldSnapshot &snapshot) { return again.contains(snapshot.address); });
    const qsizetype kept = m_held.size();
    m_held.reserve(std::max(all, kept));
    for (NodeConnection *node : nodes()) {
        const auto status = node->status();
        if (!status || (!changed.isEmpty() && !changed.contains(node)))
            continue;
        const QUrl url = node->profile().url;
        const QString address = url.toString();
        const QString name = node->name();
        m_versions[url] = ++m_lastVersion;
        for (const net::StateStatus &state : status->states) {
            for (const ToldSnapshot &told : node->snapshots(state.name))
                m_held.append({told.entry, m_place.cluster, url, address, name, state.name, told.id, told.pinned});
        }
    }
    std::stable_sort(m_held.begin() + kept, m_held.end(), newer);
    std::inplace_merge(m_held.begin(), m_held.begin() + kept, m_held.end(), newer);
}

std::optional<HeldSnapshot> Subject::recoveryPoint() const
{
    const QDateTime now = QDateTime::currentDateTimeUtc();
    const HeldSnapshot *undamaged = nullptr;
    for (const HeldSnapshot &snapshot : m_held) {
        const CatalogEntry &entry = snapshot.entry;
        if (entry.damage || !entry.summary || aheadOf(entry.createdAt(), now))
            continue;
        if (entry.verification && entry.verification->depth > Depth::Listed)
            return snapshot;
        undamaged = undamaged ? undamaged : &snapshot;
    }
    return undamaged ? std::optional(*undamaged) : m_held.isEmpty() ? newestOffer() : std::nullopt;
}

std::optional<HeldSnapshot> Subject::newestOffer() const
{
    std::optional<HeldSnapshot> newest;
    for (const NodeConnection *node : nodes()) {
        const QList<RecoveryOffer> offers = node->recoveries();
        const auto offer = std::ranges::max_element(offers, {}, &RecoveryOffer::createdAt);
        if (offer == offers.end() || (newest && newest->entry.createdAt() >= offer->createdAt))
            continue;
        newest = HeldSnapshot{.entry = {},
                              .cluster = m_place.cluster,
                              .url = node->profile().url,
                              .address = node->profile().url.toString(),
                              .node = node->name(),
                              .state = offer->state,
                              .id = offer->snapshot};
        newest->entry.file.modified = offer->createdAt;
        newest->entry.file.size = offer->size;
        Manifest manifest; // as much of it as an offer tells
        manifest.id = offer->snapshot;
        manifest.name = offer->state;
        manifest.createdAt = offer->createdAt;
        manifest.elementCount = offer->elementCount;
        manifest.position = offer->position;
        newest->entry.summary.emplace().manifest = manifest;
    }
    return newest;
}

bool Subject::belongs(const CatalogEntry &entry) const
{
    if (m_place.kind != Place::Kind::Database)
        return true;
    return !entry.summary || entry.summary->manifest.name == m_place.fileName();
}

/// The store of a database that does not exist yet: it simply has no snapshots.
bool Subject::isNotBegun(const Shelf &shelf) const
{
    return shelf.error() && shelf.error()->code == ErrorCode::NotFound && shelf.entries().isEmpty()
        && std::ranges::none_of(m_workspace.places().all(), [&shelf](const Place &place) {
               return place.kind == Place::Kind::Store && place.path == shelf.store();
           });
}

void Subject::collect()
{
    QList<CatalogEntry> entries;
    std::optional<Error> error;
    qsizetype shelves = 0;
    qsizetype read = 0;
    qsizetype unread = 0;
    m_unreadable.clear();
    for (const Shelf *shelf : m_workspace.shelves()) {
        if (isRemote() || (m_place.kind != Place::Kind::Machine && shelf->store() != m_place.storePath()))
            continue;
        ++shelves;
        if (!shelf->isRead())
            ++unread;
        else if (!shelf->error() || isNotBegun(*shelf))
            ++read;
        else {
            m_unreadable.insert(shelf->store());
            error = error ? error : shelf->error();
        }
        for (const CatalogEntry &entry : shelf->entries()) {
            if (belongs(entry))
                entries.append(entry);
        }
    }
    std::ranges::stable_sort(entries, std::ranges::greater(), &CatalogEntry::createdAt);
    m_entries = std::move(entries);
    m_error = error;
    m_state = shelves == 0 ? State::Nothing
        : read > 0         ? State::Ready
        : unread > 0       ? State::Reading
                           : State::Failed;
    Q_EMIT updated();
}

std::optional<CatalogEntry> Subject::newestProven() const
{
    const QDateTime now = QDateTime::currentDateTimeUtc();
    for (const CatalogEntry &entry : m_entries) {
        if (!entry.damage && entry.verification && entry.verification->depth == Depth::Restored
            && !m_unreadable.contains(directoryOf(entry.path)) && !aheadOf(entry.createdAt(), now))
            return entry;
    }
    return std::nullopt;
}

std::optional<CatalogEntry> Subject::newestUndamaged() const
{
    QList<CatalogEntry> readable = m_entries;
    if (!m_unreadable.isEmpty())
        readable.removeIf([this](const CatalogEntry &entry) { return m_unreadable.contains(directoryOf(entry.path)); });
    const CatalogEntry *newest = newestIntact(readable, QDateTime::currentDateTimeUtc());
    return newest ? std::optional(*newest) : std::nullopt;
}

std::optional<DrillReport> Subject::newestProvenElsewhere() const
{
    if (m_place.kind != Place::Kind::Machine)
        return std::nullopt;
    const QDateTime now = QDateTime::currentDateTimeUtc();
    std::optional<DrillReport> newest;
    for (const DrillReport &report : m_workspace.drills().reports()) {
        if (report.verdict != Verdict::Passed || !report.archive || m_workspace.shelf(directoryOf(report.archivePath)))
            continue;
        const QDateTime &taken = report.archive->manifest.createdAt;
        if (!aheadOf(taken, now) && (!newest || taken > newest->archive->manifest.createdAt))
            newest = report;
    }
    return newest;
}

qint64 Subject::rawBytesOf(const DrillPlan &plan) const
{
    QList<CatalogEntry> meant = m_entries;
    meant.removeIf([&plan](const CatalogEntry &entry) {
        return plan.archive.isEmpty() ? directoryOf(entry.path) != plan.store : entry.path != plan.archive;
    });
    if (const CatalogEntry *const chosen = newestIntact(meant, QDateTime::currentDateTimeUtc()))
        return chosen->summary ? chosen->summary->manifest.rawBytes() : 0;
    if (plan.archive.isEmpty() && plan.store.isEmpty())
        return 0;
    for (const DrillReport &report : m_workspace.drills().reports()) { // newest first
        const bool isOfPlan = plan.archive.isEmpty() ? directoryOf(report.archivePath) == plan.store : report.archivePath == plan.archive;
        if (isOfPlan && report.archive)
            return report.archive->manifest.rawBytes();
    }
    return 0;
}

QList<ChaosReport> Subject::chaos() const
{
    const bool isPracticed = isRemote() && m_workspace.practice().is(m_place.cluster);
    return m_place.kind == Place::Kind::Machine || isPracticed ? m_workspace.drills().chaos() : QList<ChaosReport>();
}

QList<DrillReport> Subject::drills() const
{
    QList<DrillReport> drills;
    QHash<QString, bool> ids; // of what was drilled: is it held? There are many more snapshots than drills.
    if (isRemote()) {
        for (const DrillReport &report : m_workspace.drills().reports()) {
            if (report.archive)
                ids.insert(report.archive->manifest.id.value, false);
        }
        for (const HeldSnapshot &snapshot : ids.isEmpty() ? QList<HeldSnapshot>() : held()) {
            if (const auto drilled = ids.find(snapshot.id.value); drilled != ids.end())
                *drilled = true;
        }
    }
    for (const DrillReport &report : m_workspace.drills().reports()) {
        const bool here = isRemote() ? report.archive && ids.value(report.archive->manifest.id.value)
            : m_place.kind == Place::Kind::Machine
            || (QFileInfo(report.archivePath).absolutePath() == m_place.storePath()
                && (m_place.kind == Place::Kind::Store || !report.archive
                    || report.archive->manifest.name == m_place.fileName()));
        if (here)
            drills.append(report);
    }
    return drills;
}

} // namespace lifeboat::ui
