// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArrayView>
#include <optional>

namespace lifeboat {

/// Levels of objects and arrays within each other that a document may have: less than any reader's
/// limit (SQLite 1000, Qt 1024).
inline constexpr int kDocumentDepth = 200;

/// Where `json` stops being one JSON object as RFC 8259 has it, in valid UTF-8, nested at most
/// kDocumentDepth deep; nothing if it is one. Stricter than Qt's parser, which takes a byte order
/// mark and bare control characters that SQLite and others refuse.
std::optional<qsizetype> firstSyntaxError(QByteArrayView json);

} // namespace lifeboat
