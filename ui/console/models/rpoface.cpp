// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/console/models/rpoface.h"

#include "ui/console/models/nodeface.h"
#include "ui/text/format.h"

#include <QCoreApplication>

namespace lifeboat::ui {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(lifeboat::ui::ClusterOverview)
};

bool isMet(const NodeConnection *node)
{
    return node->status().has_value();
}

bool isFresh(const NodeConnection *node)
{
    return isMet(node) && node->statusAge() <= kFresh;
}

QString atMost(std::chrono::milliseconds time)
{
    const QString figure = text::lossTime(time);
    return time < std::chrono::seconds(1) ? figure : Words::tr("≤ %1").arg(figure);
}

} // namespace

RpoFace rpoFaceOf(const QList<Exposure> &exposures, const QList<NodeConnection *> &nodes, const QDateTime &now)
{
    if (exposures.isEmpty() && std::ranges::none_of(nodes, isMet))
        return {Words::tr("unknown"), Words::tr("no node has told of a snapshot yet")};
    if (exposures.isEmpty())
        return std::ranges::all_of(nodes, isFresh)
            ? RpoFace{Words::tr("nothing"), Words::tr("nothing was written yet")}
            : RpoFace{Words::tr("unknown"), Words::tr("nothing was written yet where a node answers")};
    const Exposure &worst = exposures.first();
    if (!worst.isCovered)
        return {Words::tr("unknown"), Words::tr("no snapshot of %1 as it is on %2 is verified").arg(worst.state, worst.node)};
    const QString taken = text::moment(worst.coveredAt, now);
    const QString heard =
        worst.asOf.isValid() ? Words::tr("%1 last heard of %2").arg(worst.node, text::age(worst.asOf, now)) : QString();
    if (worst.entries == quint64(0) && !heard.isEmpty())
        return {Words::tr("unknown"), Words::tr("%1; until then the newest verified snapshot, %2 on %3, held everything")
                    .arg(heard, taken, worst.coveredBy)};
    if (worst.entries == quint64(0))
        return {Words::tr("nothing"), Words::tr("the newest verified snapshot, %1 on %2, holds everything").arg(taken, worst.coveredBy)};
    const auto since = [&now](const QDateTime &at) { return std::chrono::milliseconds(at.msecsTo(now)); };
    if (!worst.entries)
        return {atMost(since(worst.coveredAt)),
                Words::tr("if anything was written since the newest verified snapshot, %1 on %2").arg(taken, worst.coveredBy)};
    const QString entries = Words::tr("%Ln entries", nullptr, int(std::min<quint64>(*worst.entries, INT_MAX)));
    QString figure = entries;
    QString note = Words::tr("after the newest verified snapshot, %1 on %2").arg(taken, worst.coveredBy);
    if (worst.since.isValid()) {
        // At least that long ago: "< 1 s" would deny it.
        figure = heard.isEmpty() ? text::lossTime(since(worst.since)) : text::seconds(std::max(since(worst.since), std::chrono::milliseconds(0)));
        note = Words::tr("%1 after the newest verified snapshot, %2 on %3").arg(entries, taken, worst.coveredBy);
    }
    if (heard.isEmpty())
        return {figure, note};
    return {Words::tr("≥ %1").arg(figure), Words::tr("%1 · %2").arg(note, heard)};
}

} // namespace lifeboat::ui
