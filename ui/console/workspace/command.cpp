// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/console/workspace/command.h"

#include "ui/text/shellword.h"

namespace lifeboat::ui::command {

namespace {

QString joined(const QStringList &words)
{
    QStringList result{QStringLiteral("lifeboatctl")};
    for (const QString &word : words)
        result.append(text::shellWord(word));
    return result.join(u' ');
}

} // namespace

QString take(const QString &database, const QString &store, int level)
{
    QStringList words{QStringLiteral("snapshot"), QStringLiteral("take"), database, QStringLiteral("--store"), store};
    if (level != SegmentEncoder::kDefaultLevel)
        words << QStringLiteral("--level") << QString::number(level);
    return joined(words);
}

QString list(const QString &store)
{
    return joined({QStringLiteral("snapshot"), QStringLiteral("list"), QStringLiteral("--store"), store});
}

QString show(const QString &archive)
{
    return joined({QStringLiteral("snapshot"), QStringLiteral("show"), archive});
}

QString verify(const QString &archive, Depth depth)
{
    return joined(
        {QStringLiteral("snapshot"), QStringLiteral("verify"), archive, QStringLiteral("--depth"), depthName(depth)});
}

QString takeOnNodes(const QString &cluster, const QStringList &nodes, const QString &state)
{
    QStringList words{QStringLiteral("snapshot"), QStringLiteral("take"), QStringLiteral("--cluster"), cluster};
    if (!nodes.isEmpty())
        words << QStringLiteral("--node") << nodes.join(u',');
    if (!state.isEmpty())
        words << QStringLiteral("--state") << state;
    return joined(words);
}

QString listOnNodes(const QString &cluster)
{
    return joined({QStringLiteral("snapshot"), QStringLiteral("list"), QStringLiteral("--cluster"), cluster});
}

QString verifyOnNode(const QString &snapshot, const QString &cluster, const QString &node, const QString &state,
                     Depth depth)
{
    return joined({QStringLiteral("snapshot"), QStringLiteral("verify"), snapshot, QStringLiteral("--cluster"), cluster,
                   QStringLiteral("--node"), node, QStringLiteral("--state"), state, QStringLiteral("--depth"),
                   depthName(depth)});
}

QString fetch(const QString &snapshot, const QString &cluster, const QString &node)
{
    return joined({QStringLiteral("snapshot"), QStringLiteral("fetch"), snapshot, QStringLiteral("--to"),
                   QStringLiteral("."), QStringLiteral("--cluster"), cluster, QStringLiteral("--node"), node});
}

QString restore(const QString &archive, const QString &target, const QString &confirmation, bool force,
                Integrity integrity)
{
    QStringList words{QStringLiteral("restore"), QStringLiteral("run"), archive, QStringLiteral("--to"), target};
    if (!confirmation.isEmpty())
        words << QStringLiteral("--confirm") << confirmation;
    if (force)
        words << QStringLiteral("--force");
    if (integrity == Integrity::Full)
        words << QStringLiteral("--integrity") << QStringLiteral("full");
    return joined(words);
}

QString drill(const QString &archive)
{
    return joined({QStringLiteral("drill"), QStringLiteral("run"), QStringLiteral("--snapshot"), archive});
}

QString drillStore(const QString &store)
{
    return joined({QStringLiteral("drill"), QStringLiteral("run"), QStringLiteral("--store"), store});
}

QString drill(const DrillPlan &plan)
{
    DrillPlan bare;
    bare.name = plan.name;
    bare.archive = plan.archive;
    bare.store = plan.store;
    if (plan != bare)
        return {};
    return plan.archive.isEmpty() ? drillStore(plan.store) : drill(plan.archive);
}

QString drillPlan(const QString &planFile)
{
    return joined({QStringLiteral("drill"), QStringLiteral("run"), QStringLiteral("--plan"), planFile});
}

QString drillSample()
{
    return joined({QStringLiteral("drill"), QStringLiteral("sample")});
}

QString chaosDrill()
{
    return joined({QStringLiteral("drill"), QStringLiteral("run"), QStringLiteral("--practice")});
}

} // namespace lifeboat::ui::command
