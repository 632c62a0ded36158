// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/lifeboatctl/console.h"
#include "engine/practice/practicecluster.h"

/// What the practice commands and the chaos drill share.
namespace lifeboat::cli {

/// lifeboatd as it lies beside this program.
QString daemonProgram();

/// Keeps the cluster's nodes and tokens as the profile "practice", in place of an earlier one. AlreadyExists for a cluster of
/// that name which is not all on this machine: that is somebody's own.
Result<> enrollPractice(const PracticeCluster &cluster);

/// Forgets that profile; one that is not all on this machine stays.
void dismissPractice();

/// Ends what runs or is left, and forgets the profile. False if there was nothing.
Result<bool> stopPractice();

QJsonObject takeoverObject(const Takeover &takeover);
QString takeoverText(const Takeover &takeover);

} // namespace lifeboat::cli
