// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/node/nodeconfig.h"

namespace lifeboat::daemon {

/// What a configuration names is there as far as a node needs it before it starts: its certificate and the files for its
/// NATS servers; and where it keeps its own files no other kind of thing stands. Nothing is made or connected to.
/// NotAFile, NotFound, NoteInvalid, SecretUnavailable.
Result<> checkNamed(const NodeConfig &config, FileSystem &fileSystem);

} // namespace lifeboat::daemon
