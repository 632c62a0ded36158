// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtTypes>

namespace lifeboat::test {

/// A port of 127.0.0.1 nobody listens on now, that the system gives to no connection (32768 and above), and that no other
/// process is given here while this one lives: a server can be started there again, also while others try to reach it.
quint16 freePort();

} // namespace lifeboat::test
