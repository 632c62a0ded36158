// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonDocument>

namespace lifeboat {

/// As QJsonDocument::fromJson, but that no whole number below -2^63 becomes -2^63 itself, as if that had been written:
/// where the nearest double is -2^63 it becomes the next one below. `json` is not copied where it holds none of them.
QJsonDocument parseJson(QByteArrayView json, QJsonParseError *error = nullptr);

} // namespace lifeboat
