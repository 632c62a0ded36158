// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/base/secretfault.h"

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace lifeboat {

namespace {

/// In the order of SecretFault.
constexpr std::array kNames = {"no token is kept for it"_L1, "no secret is kept for it"_L1, "others may read the file"_L1,
                               "the file cannot be used"_L1};

} // namespace

std::unexpected<Error> secretUnavailable(SecretFault fault, const QString &subject, const QString &more)
{
    const QString detail = kNames[size_t(fault)];
    return failure(ErrorCode::SecretUnavailable, subject, more.isEmpty() ? detail : detail + u": "_s + more);
}

std::optional<SecretFault> secretFaultOf(const Error &error)
{
    if (error.code != ErrorCode::SecretUnavailable)
        return std::nullopt;
    const auto found = std::ranges::find(kNames, error.detail.section(u':', 0, 0));
    return found == kNames.end() ? std::nullopt : std::optional(SecretFault(found - kNames.begin()));
}

} // namespace lifeboat
