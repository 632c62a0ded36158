// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/lifeboatctl/undotext.h"

#include "ui/text/format.h"

using namespace Qt::StringLiterals;

namespace lifeboat::cli {

namespace {

QString indexOf(const std::optional<Position> &position)
{
    return position ? text::number(position->appliedIndex) : u"?"_s;
}

} // namespace

QString indexes(const std::optional<Position> &now, const std::optional<Position> &then)
{
    return now || then ? u"index %1 \u2192 %2"_s.arg(indexOf(now), indexOf(then)) : QString();
}

QString undoSentence(const UndoPlan &plan)
{
    QString sentence = plan.local || plan.position
        ? u"%1, %2"_s.arg(indexes(plan.local, plan.position), text::bytes(plan.bytes))
        : u"brings back %1"_s.arg(text::bytes(plan.bytes));
    if (plan.position && plan.local && plan.position->lineage != plan.local->lineage)
        sentence += u", history %1"_s.arg(plan.position->lineage.value);
    if (plan.startsLineage)
        sentence += u", which the log no longer has: a new one begins"_s;
    sentence += plan.redoes()           ? u"; takes back the last undo, so that its restore is there again"_s
        : plan.snapshot.isEmpty()       ? u"; takes back what was last done"_s
                                        : u"; takes back the restore of %1"_s.arg(plan.snapshot.value);
    if (plan.restoredAt.isValid())
        sentence += u", "_s + text::age(plan.restoredAt, QDateTime::currentDateTimeUtc());
    return sentence;
}

} // namespace lifeboat::cli
