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

QString undoSentence(const UndoPlan &plan)
{
    QString sentence = plan.local || plan.position
        ? u"index %1 \u2192 %2, %3"_s.arg(indexOf(plan.local), indexOf(plan.position), text::bytes(plan.bytes))
        : u"brings back %1"_s.arg(text::bytes(plan.bytes));
    sentence += plan.snapshot.isEmpty() ? u"; takes back what was last done"_s
                                        : u"; takes back the restore of %1"_s.arg(plan.snapshot.value);
    if (plan.restoredAt.isValid())
        sentence += u", "_s + text::age(plan.restoredAt, QDateTime::currentDateTimeUtc());
    return sentence;
}

} // namespace lifeboat::cli
