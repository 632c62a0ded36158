// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLocale>

namespace lifeboat::text {

/// How figures and dates are written beside words in the language `words` ("de"): as the system writes them where that is
/// of the same language ("de_CH"), or where the user `named` how to write them (LC_ALL, LC_NUMERIC); else as that language
/// does. LANGUAGE alone names words, and says nothing of figures: "1,234 Snapshots" would be read as one and a bit.
QLocale localeBeside(const QString &words, const QLocale &system, bool named);

/// LC_ALL or LC_NUMERIC is set.
bool isLocaleNamed();

} // namespace lifeboat::text
