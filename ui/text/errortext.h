// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/error.h"

/// Errors in sentences for people: the only place where they are worded, for the console and for lifeboatctl.
namespace lifeboat::text {

/// What happened and to what, one sentence: "orders.db is not a SQLite database."
QString sentence(const Error &error);

/// What to do next, one sentence, or empty.
QString advice(const Error &error);

/// It is of NATS servers, which its subject names by their addresses, and not of a node.
bool isOfNats(const Error &error);

} // namespace lifeboat::text
