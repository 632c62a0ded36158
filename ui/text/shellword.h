// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace lifeboat::text {

/// `text` as one word of a POSIX shell, quoted only where it must be.
QString shellWord(const QString &text);

} // namespace lifeboat::text
