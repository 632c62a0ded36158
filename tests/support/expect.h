// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/result.h"

#include <QTest>
#include <source_location>

namespace lifeboat::test {

/// Ends the test function with `message`; works in any function a test calls.
[[noreturn]] inline void fail(const QString &message, const std::source_location &where)
{
    QTest::qFail(qPrintable(message), where.file_name(), int(where.line()));
    QTest::Internal::throwOnFail();
    std::abort();
}

/// The value of a result that must be good: the test fails with the error else.
template <typename T>
T ok(Result<T> result, const std::source_location where = std::source_location::current())
{
    if (!result)
        fail(QStringLiteral("unexpected ") + toString(result.error()), where);
    if constexpr (!std::is_void_v<T>)
        return std::move(*result);
}

/// The error of a result that must be one.
template <typename T>
Error errorOf(const Result<T> &result, const std::source_location where = std::source_location::current())
{
    if (result)
        fail(QStringLiteral("unexpectedly succeeded"), where);
    return result.error();
}

/// Its code's name, which reads better than a number where it differs.
template <typename T>
QString codeOf(const Result<T> &result, const std::source_location where = std::source_location::current())
{
    return codeName(errorOf(result, where).code);
}

inline QString codeOf(ErrorCode code)
{
    return codeName(code);
}

} // namespace lifeboat::test

/// `QCOMPARE` of the code a Result failed with.
#define EXPECT_ERROR(result, code) QCOMPARE(::lifeboat::test::codeOf(result), ::lifeboat::test::codeOf(code))

Q_DECLARE_METATYPE(lifeboat::ErrorCode)
