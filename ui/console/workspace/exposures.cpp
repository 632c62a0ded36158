// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/console/workspace/exposures.h"

#include "engine/cluster/handover.h"
#include "ui/console/models/nodeface.h"

#include <QJsonArray>

namespace lifeboat::ui {

using namespace Qt::StringLiterals;

namespace {

bool isVerified(const CatalogEntry &entry)
{
    return entry.summary && !entry.damage && entry.verification && entry.verification->depth > Depth::Listed;
}

/// What is worst sorts first; of those covered what lacks longest.
std::pair<bool, QDateTime> badness(const Exposure &exposure)
{
    const bool isSafe = exposure.entries == 0;
    const QDateTime since = exposure.since.isValid() ? exposure.since : exposure.coveredAt;
    return {exposure.isCovered, !isSafe ? since : since.addYears(exposure.asOf.isValid() ? 1000 : 2000)};
}

} // namespace

Exposures::Exposures(Subject &subject, QObject *parent)
    : QObject(parent)
    , m_subject(subject)
{
    connect(&subject, &Subject::placeChanged, this, [this] {
        m_held.clear();
        m_firstWrites.clear();
    });
}

/// Looked through again only when the node told its snapshots anew.
const Exposures::Held &Exposures::heldBy(const NodeConnection &node)
{
    const QUrl url = node.profile().url;
    Held &held = m_held[url];
    const quint64 version = m_subject.heldVersion(url);
    if (std::exchange(held.version, version) == version)
        return held;
    held.newest.clear();
    const QDateTime now = QDateTime::currentDateTimeUtc();
    const auto status = node.status();
    for (const net::StateStatus &state : status ? status->states : QList<net::StateStatus>()) {
        for (const ToldSnapshot &told : node.snapshots(state.name)) {
            if (!isVerified(told.entry))
                continue;
            const auto &position = told.entry.summary->manifest.position;
            const QDateTime at = told.entry.createdAt();
            if (!position && aheadOf(at, now))
                continue;
            Covered &known = held.newest[{state.name, position ? position->lineage.value : QString()}];
            const Index index = position ? position->appliedIndex : 0;
            if (!known.at.isValid() || index > known.index || (index == known.index && at > known.at))
                known = {index, at, node.name()};
        }
    }
    return held;
}

QList<Exposure> Exposures::now()
{
    struct Reached {
        NodeConnection *node = nullptr;
        std::optional<Index> index;
    };
    QMap<History, Reached> reached;
    QMap<History, Covered> covered;
    for (NodeConnection *node : m_subject.nodes()) {
        const auto status = node->status();
        for (const net::StateStatus &state : status ? status->states : QList<net::StateStatus>()) {
            const auto index = state.position ? std::optional(state.position->appliedIndex) : std::nullopt;
            Reached &known = reached[{state.name, state.position ? state.position->lineage.value : QString()}];
            const auto isFresh = [](const NodeConnection *each) { return each->statusAge() <= kFresh; };
            // Of equals the one that is fresh: it says that there is no more.
            if (!known.node || index > known.index || (index == known.index && isFresh(node) && !isFresh(known.node)))
                known = {node, index};
        }
        const QMap<History, Covered> &newest = heldBy(*node).newest;
        for (auto each = newest.begin(); each != newest.end(); ++each) {
            Covered &known = covered[each.key()];
            if (!known.at.isValid() || std::pair(each->index, each->at) > std::pair(known.index, known.at))
                known = *each;
        }
    }
    QList<Exposure> exposures;
    QMap<Question, QDateTime> asked;
    for (auto each = reached.begin(); each != reached.end(); ++each) {
        if (each->index == Index(0))
            continue; // nothing was ever written
        const auto cover = covered.constFind(each.key());
        Exposure exposure;
        exposure.state = each.key().first;
        exposure.node = each->node->name();
        if (const auto age = each->node->statusAge(); age > kFresh)
            exposure.asOf = QDateTime::currentDateTimeUtc().addMSecs(-age.count());
        if (cover != covered.constEnd()) {
            exposure.isCovered = true;
            exposure.coveredAt = cover->at;
            exposure.coveredBy = cover->node;
            exposure.coveredIndex = cover->index;
            if (each->index)
                exposure.entries = *each->index > cover->index ? *each->index - cover->index : 0;
            if (exposure.entries > quint64(0)) {
                const Question question{each.key(), cover->index + 1};
                exposure.since = firstWrite(question, each->node);
                if (m_firstWrites.contains(question))
                    asked.insert(question, m_firstWrites.value(question));
            }
        }
        exposures.append(exposure);
    }
    m_firstWrites = asked;
    std::ranges::stable_sort(exposures, {}, badness);
    return exposures;
}

QDateTime Exposures::firstWrite(const Question &question, NodeConnection *node)
{
    if (const auto known = m_firstWrites.constFind(question); known != m_firstWrites.constEnd())
        return *known;
    if (node->link() != Link::Online)
        return {};
    m_firstWrites.insert(question, QDateTime());
    const auto answer = node->call(
        u"log.tail"_s, {{u"state"_s, question.first.first}, {u"from"_s, QString::number(question.second)}, {u"limit"_s, 1}});
    handOver(this, answer, [this, question, guard = QPointer(node)](const Result<QJsonValue> &told) {
        const auto wanted = m_firstWrites.find(question);
        if (wanted == m_firstWrites.end())
            return;
        if (!told) {
            if (net::isTransient(told.error().code))
                m_firstWrites.erase(wanted);
            return;
        }
        const QString time = (*told)["entries"_L1][0]["time"_L1].toString();
        const QDateTime at = QDateTime::fromString(time, Qt::ISODateWithMs).toUTC();
        if (!at.isValid() || !guard)
            return;
        *wanted = at.addMSecs(-guard->clockSkew().count());
        Q_EMIT changed();
    });
    return m_firstWrites.value(question);
}

} // namespace lifeboat::ui
