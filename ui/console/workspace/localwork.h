// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/drill/drillrunner.h"
#include "engine/operations/operation.h"
#include "engine/snapshot/restorer.h"
#include "engine/snapshot/take.h"
#include "engine/snapshot/verifier.h"

namespace lifeboat::ui {

/// What the console's queue holds of a "take", a "verify", a "restore" and a "drill".
OperationRequest operationOf(const TakeRequest &request, const QString &title);
OperationRequest operationOf(const VerifyRequest &request, const QString &title);
OperationRequest operationOf(const RestoreRequest &request, const QString &title);
OperationRequest operationOf(const DrillRequest &request, const QString &title);

/// The plan of a drill. PlanInvalid.
Result<DrillPlan> planOf(const lifeboat::Operation &drill);

/// Does it. May be begun again after a kill at any moment: a take, a verification and a drill begin anew, a restore goes
/// on where its staging stands, and a restore or drill that was killed right after its end is done. A take gives
/// "path"; a restore what outcomeObject() says; a drill the id of its report as "drill". `listener` is told of a drill.
Result<QJsonObject> doLocalWork(JobControl &control, const lifeboat::Operation &operation, FileSystem &fileSystem,
                                const StageListener &listener = {});

} // namespace lifeboat::ui
