// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/result.h"

#include <QStringList>
#include <chrono>

namespace lifeboat {

/// How to reach NATS servers. Whatever is empty is not used.
struct NatsSettings
{
    QStringList urls; ///< "nats://host:port" or "tls://host:port", any of one cluster; not empty
    QString name; ///< by which the server's own lists show the connection

    QString user;
    QString password;
    QString token;
    QString credentialsFile; ///< a user's JWT and seed, as nsc writes them

    bool tls = false; ///< nothing is sent without TLS; implied by "tls:" and by the files
    QString caFile; ///< PEM: trusted in place of the system's authorities
    QString certificateFile; ///< PEM: the client's own, with `keyFile`
    QString keyFile;

    /// Also goes to the other servers of the cluster, as those reached tell of them.
    bool followCluster = true;

    std::chrono::milliseconds connectTimeout{5000}; ///< for each server
    std::chrono::milliseconds requestTimeout{5000};
    std::chrono::milliseconds reconnectWait{250}; ///< between two tries at the same server; up to as much again by chance
};

/// URLs and combination can be meant; files and servers are not looked at. InvalidArgument.
Result<> checkNatsSettings(const NatsSettings &settings);

/// As checkNatsSettings, and the files are there and hold what they should; servers are not looked at. NotFound,
/// SecretUnavailable, NoteInvalid.
Result<> checkNatsFiles(const NatsSettings &settings);

} // namespace lifeboat
