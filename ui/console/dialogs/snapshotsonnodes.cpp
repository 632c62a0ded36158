// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/console/dialogs/snapshotsonnodes.h"

#include "engine/cluster/nodeconnection.h"
#include "ui/text/format.h"
#include "ui/text/wording.h"

#include <QCoreApplication>

#include <algorithm>

namespace lifeboat::ui {

namespace {

constexpr int kNamed = 3; ///< holders that are named; more are counted

} // namespace

QString SnapshotOnNodes::words(int all) const
{
    const CatalogEntry &entry = snapshot.entry;
    const QDateTime now = QDateTime::currentDateTimeUtc();
    const QString what = entry.summary
        ? QCoreApplication::translate("lifeboat::ui::SnapshotOnNodes", "%1, %2")
              .arg(entry.summary->manifest.name, text::identity(entry.summary->manifest))
        : snapshot.id.value;
    const QString where = nodes.size() == all && all > 1
        ? QCoreApplication::translate("lifeboat::ui::SnapshotOnNodes", "on all nodes")
        : nodes.size() <= kNamed ? QCoreApplication::translate("lifeboat::ui::SnapshotOnNodes", "on %1").arg(nodes.join(QStringLiteral(", ")))
                                 : QCoreApplication::translate("lifeboat::ui::SnapshotOnNodes", "on %n nodes", nullptr, int(nodes.size()));
    return QCoreApplication::translate("lifeboat::ui::SnapshotOnNodes", "%1, taken %2 · %3 · %4")
        .arg(what, text::moment(entry.createdAt(), now), where, text::verification(entry.verification, now));
}

QList<SnapshotOnNodes> snapshotsOn(const QList<NodeConnection *> &nodes, const QString &state)
{
    QList<SnapshotOnNodes> held;
    for (const NodeConnection *node : nodes) {
        const auto status = node->status();
        const QString first = status && !status->states.isEmpty() ? status->states.first().name : QString();
        for (const ToldSnapshot &snapshot : node->snapshots(state.isEmpty() ? first : state)) {
            if (snapshot.entry.damage)
                continue;
            const auto known = std::ranges::find(held, snapshot.id, [](const SnapshotOnNodes &each) {
                return each.snapshot.id;
            });
            if (known == held.end())
                held.append({snapshot, {node->name()}});
            else
                known->nodes.append(node->name());
        }
    }
    std::ranges::stable_sort(held, std::ranges::greater{}, [](const SnapshotOnNodes &each) {
        return each.snapshot.entry.createdAt();
    });
    return held;
}

int mostHeld(const QList<SnapshotOnNodes> &snapshots, const QStringList &nodes)
{
    const auto held = std::ranges::max_element(snapshots, {}, [&nodes](const SnapshotOnNodes &each) {
        return std::ranges::count_if(each.nodes, [&nodes](const QString &node) { return nodes.isEmpty() || nodes.contains(node); });
    });
    return held == snapshots.end() ? -1 : int(held - snapshots.begin());
}

} // namespace lifeboat::ui
