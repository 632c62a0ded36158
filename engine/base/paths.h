// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

/// Where this user's Lifeboat keeps its own things ($XDG_DATA_HOME/lifeboat, ~/.local/share/lifeboat by default).
/// The console and lifeboatctl share them, so that each sees the other's drills. Nothing is created by asking.
namespace lifeboat::paths {

QString dataDirectory();

/// One directory per drill run.
QString drillHistory();

/// The embedded node's own directory.
QString embeddedNode();

/// The sample database and its snapshots.
QString sample();

/// The practice cluster, while there is one.
QString practice();

/// The store that snapshots fetched from nodes go to.
QString fetched();

/// The console's queue of work on this machine: in this directory, kQueueFile.
QString operations();
inline constexpr QLatin1StringView kQueueFile{"operations.db"};

/// Reports of restores of several nodes.
QString restores();

/// What is known of the user's clusters, and where there is no keychain their tokens.
QString clusters();
QString secrets();

/// The stores the user set up.
QString stores();

} // namespace lifeboat::paths
