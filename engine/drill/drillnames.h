// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/drill/drillreport.h"

/// Stable names of the drill's enumerations, as JSON and JUnit carry them.
namespace lifeboat {

QString stepName(DrillStep step);
DrillStep stepFromName(QStringView name);

QString stateName(StepState state);
StepState stateFromName(QStringView name);

QString kindName(AssertionKind kind);
AssertionKind assertionKindFromName(QStringView name);

/// "rows in orders >= 120000": an assertion in one plain English line, for documents.
QString describe(const AssertionOutcome &outcome);

} // namespace lifeboat
