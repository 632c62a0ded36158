// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/console/timeline/timelinemodel.h"

#include "ui/console/models/entryhealth.h"
#include "ui/text/errortext.h"
#include "ui/text/format.h"
#include "ui/text/healthwording.h"
#include "ui/text/wording.h"

#include <map>
#include <span>

namespace lifeboat::ui {

namespace {

struct LaneEvents {
    QString name;
    QString store;
    QList<TimelineEvent> snapshots;
    QList<TimelineEvent> drills;
};

TimelineEvent snapshotEvent(const CatalogEntry &entry, const QDateTime &now, const QSet<QString> &unreadable = {})
{
    TimelineEvent event;
    event.at = entry.createdAt().toMSecsSinceEpoch();
    event.health = healthOf(entry, now, unreadable);
    event.id = entry.path;
    event.kind = entry.summary && entry.summary->manifest.kind == SnapshotKind::Delta ? TimelineEvent::Kind::Delta
                                                                                      : TimelineEvent::Kind::Full;
    event.title = entry.summary ? text::identity(entry.summary->manifest) : fileNameOf(entry.path);
    event.details = entry.damage
        ? text::sentence(*entry.damage)
        : TimelineModel::tr("%1, %2").arg(text::bytes(entry.file.size), verificationText(entry, now, unreadable));
    return event;
}

TimelineEvent drillEvent(const DrillReport &report)
{
    TimelineEvent event;
    event.at = report.startedAt.toMSecsSinceEpoch();
    event.kind = TimelineEvent::Kind::Drill;
    event.health = report.verdict == Verdict::Passed ? Health::Good : Health::Bad;
    event.id = report.id.value;
    event.flag = report.rto ? text::duration(*report.rto) : QString();
    event.title =
        report.verdict == Verdict::Passed ? TimelineModel::tr("Drill passed") : TimelineModel::tr("Drill failed");
    event.details = report.rto ? TimelineModel::tr("%1, RTO %2").arg(report.plan.name, text::duration(*report.rto))
                               : report.plan.name;
    return event;
}

TimelineEvent restoreEvent(const lifeboat::Operation &operation)
{
    const bool dead = operation.status == OperationStatus::Dead;
    const bool undo = operation.request.kind == QLatin1StringView("undo");
    const bool recovery = operation.request.kind == QLatin1StringView("recover");
    TimelineEvent event;
    event.at = operation.endedAt.toMSecsSinceEpoch();
    event.kind = TimelineEvent::Kind::Restore;
    event.health = dead ? Health::Bad : Health::Good;
    event.id = operation.id.value;
    event.flag = undo ? TimelineModel::tr("undo") : recovery ? TimelineModel::tr("recovery") : TimelineModel::tr("restore");
    event.title = recovery ? dead ? TimelineModel::tr("Recovery from the published snapshot failed")
                                  : TimelineModel::tr("Recovered from the published snapshot")
        : dead ? undo ? TimelineModel::tr("Undo of a restore failed") : TimelineModel::tr("Restore failed")
        : undo ? TimelineModel::tr("Restore undone")
               : TimelineModel::tr("Restored");
    const QString snapshot = operation.request.parameters.value(QLatin1StringView("snapshot")).toString();
    QStringList details;
    if (dead && operation.lastError)
        details.append(text::sentence(*operation.lastError));
    if (!snapshot.isEmpty())
        details.append(snapshot);
    if (!recovery)
        details.append(TimelineModel::tr("by %1").arg(operation.request.actor));
    event.details = details.join(QStringLiteral(" · "));
    return event;
}

LaneEvents &laneFor(std::map<QString, LaneEvents> &lanes, const QString &archive,
                    const std::optional<ArchiveSummary> &summary)
{
    const QString store = directoryOf(archive);
    const QString name = summary ? summary->manifest.name : fileNameOf(store);
    LaneEvents &lane = lanes[name + u'\n' + store];
    lane.name = name;
    lane.store = store;
    return lane;
}

} // namespace

void TimelineModel::setContent(const QList<CatalogEntry> &entries, const QList<DrillReport> &drills,
                               const QDateTime &now, const QSet<QString> &unreadable)
{
    std::map<QString, LaneEvents> sorted;
    for (const CatalogEntry &entry : entries)
        laneFor(sorted, entry.path, entry.summary).snapshots.append(snapshotEvent(entry, now, unreadable));
    for (const DrillReport &report : drills)
        laneFor(sorted, report.archivePath, report.archive).drills.append(drillEvent(report));
    QList<TimelineLane> lanes;
    for (auto &[key, events] : sorted) {
        TimelineLane lane{.key = key, .name = events.name, .store = events.store, .snapshots = {}, .drills = {}};
        lane.snapshots.setEvents(std::move(events.snapshots));
        lane.drills.setEvents(std::move(events.drills));
        lanes.append(std::move(lane));
    }
    setLanes(std::move(lanes), false, now);
}

void TimelineModel::setNodes(const QList<NodeHistory> &nodes, const QList<DrillReport> &drills, const QDateTime &now)
{
    constexpr qint64 kFresh = 60'000; // health goes by age too
    QList<TimelineLane> lanes;
    QHash<QString, Worded> known; // what is gone is forgotten
    for (const NodeHistory &node : nodes) {
        QStringList flags;
        for (const lifeboat::Operation &restore : node.restores)
            flags.append(restore.id.value);
        for (const DrillReport &drill : drills)
            flags.append(drill.id.value);
        const QString key = node.url.toString() + u'\n' + node.state;
        const auto before = m_worded.constFind(key);
        // Nodes tell often and of thousands, most of which stay as they are: those are not worded again.
        const bool stays = before != m_worded.constEnd() && !node.state.isEmpty() && before->version == node.version && before->flags == flags
            && before->lane.name == node.node && now.toMSecsSinceEpoch() - before->at < kFresh;
        known.insert(key, stays ? *before
                                : Worded{node.version, flags, now.toMSecsSinceEpoch(), worded(node, drills, now)});
        lanes.append(known.value(key).lane);
    }
    m_worded = std::move(known);
    setLanes(std::move(lanes), true, now);
}

TimelineLane TimelineModel::worded(const NodeHistory &node, const QList<DrillReport> &drills, const QDateTime &now) const
{
    QSet<QString> ids;
    QList<TimelineEvent> snapshots;
    for (const HeldSnapshot *const snapshot : node.snapshots) {
        const CatalogEntry &entry = snapshot->entry;
        TimelineEvent event = snapshotEvent(entry, now);
        event.id = snapshot->key();
        if (!entry.damage && entry.verification)
            event.details = tr("%1, %2 at %3").arg(text::bytes(entry.file.size), text::depth(entry.verification->depth),
                                                   text::moment(entry.verification->at, now));
        snapshots.append(event);
        ids.insert(snapshot->id.value);
    }
    QList<TimelineEvent> flags;
    for (const lifeboat::Operation &restore : node.restores)
        flags.append(restoreEvent(restore));
    for (const DrillReport &drill : drills) {
        if (drill.archive && ids.contains(drill.archive->manifest.id.value))
            flags.append(drillEvent(drill));
    }
    TimelineLane lane{.key = node.url.toString() + u'\n' + node.state,
                      .name = node.node,
                      .store = node.silence ? text::healthNote(*node.silence) : node.state,
                      .snapshots = {},
                      .drills = {},
                      .place = node.place};
    lane.snapshots.setEvents(std::move(snapshots));
    lane.drills.setEvents(std::move(flags));
    return lane;
}

void TimelineModel::setLanes(QList<TimelineLane> lanes, bool ofNodes, const QDateTime &now)
{
    constexpr qint64 kTolerated = 5 * 60'000;
    m_present = now.toMSecsSinceEpoch() + kTolerated;
    if (std::ranges::equal(lanes, std::span(m_lanes).first(size_t(m_firstLease))) && ofNodes == m_isOfNodes)
        return;
    const QList<TimelineLane> leases = m_lanes.sliced(m_firstLease);
    m_isOfNodes = ofNodes;
    m_firstLease = lanes.size();
    m_lanes = std::move(lanes) + leases;
    Q_EMIT changed();
}

void TimelineModel::setLeases(const QList<TimelineLane> &lanes)
{
    if (std::ranges::equal(lanes, std::span(m_lanes).subspan(size_t(m_firstLease))))
        return;
    m_lanes = m_lanes.first(m_firstLease) + lanes;
    Q_EMIT leasesChanged();
}

std::pair<qint64, qint64> TimelineModel::extent() const
{
    std::optional<std::pair<qint64, qint64>> extent;
    std::optional<std::pair<qint64, qint64>> ahead;
    const auto widen = [](std::optional<std::pair<qint64, qint64>> &range, qint64 first, qint64 last) {
        range = range ? std::pair(std::min(range->first, first), std::max(range->second, last)) : std::pair(first, last);
    };
    for (const TimelineLane &lane : m_lanes) {
        if (!lane.lease.bars.isEmpty())
            widen(extent, lane.lease.bars.first().from, std::ranges::max(lane.lease.bars, {}, &LeaseBar::to).to);
        if (!lane.lease.crosses.isEmpty())
            widen(extent, lane.lease.crosses.first().at, lane.lease.crosses.last().at);
        for (const TimelineTrack *track : {&lane.snapshots, &lane.drills}) {
            if (track->isEmpty())
                continue;
            const QList<TimelineEvent> &events = track->events();
            if (const qsizetype later = track->firstFrom(m_present + 1); later > 0)
                widen(extent, events.first().at, events.at(later - 1).at);
            else
                widen(ahead, events.first().at, events.last().at);
        }
    }
    if (!extent)
        extent = ahead;
    return extent.value_or(std::pair<qint64, qint64>(0, 0));
}

} // namespace lifeboat::ui
