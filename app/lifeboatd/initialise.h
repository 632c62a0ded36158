// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/node/nodeconfig.h"

namespace lifeboat::daemon {

struct InitialiseRequest
{
    QString directory; ///< made if need be; must not hold a node yet
    QString name; ///< empty: the host's
    QString address = QStringLiteral("127.0.0.1");
    int port = 7411;
    QString log; ///< shared with other nodes of this machine; empty: its own
    QString share; ///< a directory for what nodes of this machine share: log, leases, published snapshots; not with `log`
    QString nats; ///< a server that keeps all that instead; not with either
    QStringList hosts; ///< further names the certificate is good for
};

struct Initialised
{
    QString path; ///< of the configuration
    NodeConfig config;
    QByteArray fingerprint; ///< of the certificate, hex
    QString token; ///< the secret of "admin": shown once
};

/// Makes the directory itself, empty. AlreadyExists if there is a lifeboatd.toml in it.
Result<> makeDirectory(FileSystem &fileSystem, const InitialiseRequest &request);

/// Makes a node's directory: lifeboatd.toml, and in "data" certificate, key and the token "admin".
/// AlreadyExists if there is a lifeboatd.toml: nothing is touched then.
Result<Initialised> initialise(FileSystem &fileSystem, const InitialiseRequest &request);

} // namespace lifeboat::daemon
