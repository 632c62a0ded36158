// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/drill/drillreport.h"
#include "engine/snapshot/catalog.h"
#include "engine/snapshot/restorer.h"
#include "engine/snapshot/take.h"
#include "engine/snapshot/undo.h"
#include "engine/snapshot/verifier.h"

#include <QJsonObject>

/// What --json prints; the shapes are described in JSON.md. 64-bit numbers are decimal strings.
namespace lifeboat::cli {

using lifeboat::toJsonObject;

QJsonObject toJsonObject(const Error &error);
QJsonObject toJsonObject(const CatalogEntry &entry);
QJsonObject toJsonObject(const TakenSnapshot &taken);
QJsonObject toJsonObject(const RestorePlan &plan);
QJsonObject toJsonObject(const RestoreOutcome &outcome);
QJsonObject toJsonObject(const UndoPlan &plan);
QJsonObject toJsonObject(const UndoOutcome &outcome);
QJsonObject toJsonObject(const VerifyOutcome &outcome);

/// report.json as an object.
QJsonObject toJsonObject(const DrillReport &report);

} // namespace lifeboat::cli
