// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/cluster/secretstore.h"
#include "engine/practice/practicecluster.h"

/// The practice cluster as a profile that console and lifeboatctl connect by. All of it waits, answers of the keychain
/// included: in any thread but the application's, whose events have to pass meanwhile. Cancelled: what the keychain was asked for already may still be done.
namespace lifeboat {

/// Where this user's programs look for clusters.
struct PracticeProfile
{
    QString file; ///< paths::clusters()
    std::function<std::unique_ptr<SecretStore>(FileSystem &)> makeSecrets{}; ///< empty: SecretStore::forThisSession
};

/// lifeboatd as it lies beside this program.
QString practiceDaemon();

/// PracticeCluster::start, then keeps its nodes and tokens as the profile "practice", in place of an earlier one. After a
/// failure nothing is left. AlreadyExists also for a profile of that name which is not all on this machine: that is
/// somebody's own, and stays.
Result<std::shared_ptr<PracticeCluster>> startPractice(const JobControl &control, FileSystem &fileSystem,
                                                       const PracticeProfile &profile, const PracticeRequest &request);

/// PracticeCluster::stop, then forgets the profile; one that is not all on this machine stays. False: nothing ran.
Result<bool> stopPractice(const JobControl &control, FileSystem &fileSystem, const PracticeProfile &profile,
                          const QString &directory);

/// PracticeCluster::endLeftover, then forgets the profile. False: there was none.
Result<bool> endLeftPractice(const JobControl &control, FileSystem &fileSystem, const PracticeProfile &profile,
                             const QString &directory);

} // namespace lifeboat
