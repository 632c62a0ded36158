// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/text/locale.h"

namespace lifeboat::text {

QLocale localeBeside(const QString &words, const QLocale &system, bool named)
{
    const QLocale own(words);
    return named || own.language() == system.language() ? system : own;
}

bool isLocaleNamed()
{
    return !qEnvironmentVariableIsEmpty("LC_ALL") || !qEnvironmentVariableIsEmpty("LC_NUMERIC");
}

} // namespace lifeboat::text
