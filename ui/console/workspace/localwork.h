// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/operations/operation.h"
#include "engine/snapshot/restorer.h"
#include "engine/snapshot/take.h"

namespace lifeboat::ui {

/// What the console's queue holds of a take, under "take", and of a restore, under "restore".
OperationRequest operationOf(const TakeRequest &request, const QString &title);
OperationRequest operationOf(const RestoreRequest &request, const QString &title);

/// Does it. May be begun again after a kill at any moment: a take begins anew, a restore goes on where its staging
/// stands, and one that was killed right after it had replaced its target is done. A take gives "path"; a restore what
/// outcomeObject() says.
Result<QJsonObject> doLocalWork(JobControl &control, const lifeboat::Operation &operation, FileSystem &fileSystem);

} // namespace lifeboat::ui
