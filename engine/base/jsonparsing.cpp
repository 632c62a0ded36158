// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/base/jsonparsing.h"

#include <algorithm>

namespace lifeboat {

namespace {

constexpr QByteArrayView kSmallest("-9223372036854775808");
constexpr QByteArrayView kLastToRound("-9223372036854776832");
constexpr QByteArrayView kNextDouble("-9223372036854777856");
constexpr QByteArrayView kCommon("-922337203685477");

/// Behind the text that begins at `at`.
qsizetype skipText(const QByteArray &json, qsizetype at)
{
    for (++at; at < json.size() && json[at] != '"'; ++at)
        at += json[at] == '\\';
    return at + 1;
}

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

/// Behind the number that begins at `at`.
qsizetype skipNumber(const QByteArray &json, qsizetype at)
{
    const auto isOfNumber = [](char c) { return isDigit(c) || QByteArrayView(".eE+-").contains(c); };
    return std::find_if_not(json.begin() + at, json.end(), isOfNumber) - json.begin();
}

} // namespace

QJsonDocument parseJson(QByteArrayView json, QJsonParseError *error)
{
    if (!json.contains(kCommon))
        return QJsonDocument::fromJson(QByteArray::fromRawData(json.data(), json.size()), error);
    QByteArray apart = json.toByteArray();
    for (qsizetype at = 0; at < apart.size();) {
        if (apart[at] == '"') {
            at = skipText(apart, at);
        } else if (apart[at] == '-') {
            const qsizetype end = skipNumber(apart, at);
            const QByteArrayView number = QByteArrayView(apart).sliced(at, end - at);
            // Texts of one length compare as their digits do.
            const bool isWhole = number.size() == kSmallest.size() && std::all_of(number.begin() + 1, number.end(), isDigit);
            if (isWhole && number > kSmallest && number <= kLastToRound)
                std::ranges::copy(kNextDouble, apart.begin() + at);
            at = end;
        } else {
            ++at;
        }
    }
    return QJsonDocument::fromJson(apart, error);
}

} // namespace lifeboat
