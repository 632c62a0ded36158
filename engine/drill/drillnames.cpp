// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/drill/drillnames.h"

#include <array>

using namespace Qt::StringLiterals;

namespace lifeboat {

namespace {

constexpr std::array kSteps = {"find"_L1, "verify"_L1, "restore"_L1, "start"_L1, "assert"_L1};
constexpr std::array kStates = {"waiting"_L1, "running"_L1, "done"_L1, "failed"_L1};
constexpr std::array kKinds = {"integrity"_L1, "rows"_L1, "sql"_L1, "rto"_L1, "rpo"_L1};

/// Position of `name`, the first value for a name nobody knows.
template <typename Enum, size_t N>
Enum valueOf(const std::array<QLatin1StringView, N> &names, QStringView name)
{
    const auto found = std::ranges::find_if(names, [name](QLatin1StringView one) { return one == name; });
    return found == names.end() ? Enum(0) : Enum(found - names.begin());
}

} // namespace

QString stepName(DrillStep step)
{
    return kSteps[size_t(step)];
}

DrillStep stepFromName(QStringView name)
{
    return valueOf<DrillStep>(kSteps, name);
}

QString stateName(StepState state)
{
    return kStates[size_t(state)];
}

StepState stateFromName(QStringView name)
{
    return valueOf<StepState>(kStates, name);
}

QString kindName(AssertionKind kind)
{
    return kKinds[size_t(kind)];
}

AssertionKind assertionKindFromName(QStringView name)
{
    return valueOf<AssertionKind>(kKinds, name);
}

QString describe(const AssertionOutcome &outcome)
{
    switch (outcome.kind) {
    case AssertionKind::Integrity:
        return u"SQLite integrity check"_s;
    case AssertionKind::Rows:
        return u"rows in %1 \u2265 %2"_s.arg(outcome.subject, outcome.expected);
    case AssertionKind::Sql:
        return u"%1 = %2"_s.arg(outcome.subject, outcome.expected);
    case AssertionKind::Rto:
        return u"RTO \u2264 %1"_s.arg(outcome.expected);
    case AssertionKind::Rpo:
        return u"RPO \u2264 %1"_s.arg(outcome.expected);
    }
    return {};
}

} // namespace lifeboat
