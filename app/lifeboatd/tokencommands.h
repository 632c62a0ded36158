// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/net/callhandler.h"
#include "engine/node/nodeconfig.h"

namespace lifeboat::daemon {

/// What "lifeboatd token …" does, on the node's own file; a running node sees it.
struct TokenCommand
{
    enum class Kind { Add, List, Revoke, Remove };
    Kind kind = Kind::List;
    QString name;
    net::Role role = net::Role::Viewer;
    std::optional<std::chrono::milliseconds> lasts; ///< of a new token; none: it does not expire
};

/// Returns what to print: the secret of a new token, or a line a token. Remove takes back a token nobody was given.
Result<QString> run(FileSystem &fileSystem, const NodeConfig &config, const TokenCommand &command);

} // namespace lifeboat::daemon
