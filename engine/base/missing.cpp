// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/base/missing.h"

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace lifeboat {

namespace {

/// In the order of Missing; what nodes say is documented in PROTOCOL.md.
constexpr std::array kNames = {
    "no such cluster"_L1,   "no such node"_L1,     "no such state"_L1,
    "no such table"_L1,     "no such document"_L1, "no such snapshot"_L1,
    "no such operation"_L1, "nobody holds it"_L1,  "this node takes part in none"_L1,
    "nothing of it is published"_L1,
    "no such store"_L1,     "no such bucket"_L1,   "no such object"_L1,
    "none runs"_L1,         "nobody leads now"_L1, "nobody could take over"_L1};

} // namespace

std::unexpected<Error> missing(Missing what, const QString &name, const QString &more)
{
    const QString detail = kNames[size_t(what)];
    return failure(ErrorCode::NotFound, name, more.isEmpty() ? detail : detail + u": "_s + more);
}

std::optional<Missing> whatIsMissing(const Error &error)
{
    if (error.code != ErrorCode::NotFound)
        return std::nullopt;
    const auto found = std::ranges::find(kNames, error.detail.section(u':', 0, 0));
    return found == kNames.end() ? std::nullopt : std::optional(Missing(found - kNames.begin()));
}

} // namespace lifeboat
