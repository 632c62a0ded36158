// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/error.h"

#include <expected>
#include <utility>

namespace lifeboat {

/// A value or the Error that prevented it. The only place that names std::expected.
template <typename T = void>
using Result = std::expected<T, Error>;

/// `return failure(ErrorCode::NotFound, path);`
[[nodiscard]] inline std::unexpected<Error> failure(ErrorCode code, QString subject = {}, QString detail = {})
{
    return std::unexpected(Error{code, std::move(subject), std::move(detail)});
}

/// Passes an Error on: `return failure(result.error());`
[[nodiscard]] inline std::unexpected<Error> failure(Error error)
{
    return std::unexpected(std::move(error));
}

/// Leaves the calling function with the error if `expression` (a Result) failed; its value, if any, is ignored.
#define LIFEBOAT_TRY(...) \
    do { \
        if (auto lifeboatOutcome = (__VA_ARGS__); !lifeboatOutcome) \
            return std::unexpected(std::move(lifeboatOutcome).error()); \
    } while (false)

#define LIFEBOAT_CONCAT_(a, b) a##b
#define LIFEBOAT_CONCAT(a, b) LIFEBOAT_CONCAT_(a, b)
#define LIFEBOAT_ASSIGN_(temporary, declaration, ...) \
    auto temporary = (__VA_ARGS__); \
    if (!temporary) \
        return std::unexpected(std::move(temporary).error()); \
    declaration = std::move(*temporary)

/// `LIFEBOAT_ASSIGN(auto file, fileSystem.open(path));`: declares and assigns, or leaves with the error.
#define LIFEBOAT_ASSIGN(declaration, ...) \
    LIFEBOAT_ASSIGN_(LIFEBOAT_CONCAT(lifeboatResult, __COUNTER__), declaration, __VA_ARGS__)

} // namespace lifeboat
