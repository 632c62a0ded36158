// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/text/shellword.h"

#include <QRegularExpression>

namespace lifeboat::text {

QString shellWord(const QString &text)
{
    static const QRegularExpression plain(QStringLiteral("^[A-Za-z0-9_@%+=:,./-]+$"));
    if (plain.match(text).hasMatch())
        return text;
    QString inner = text;
    inner.replace(u'\'', QLatin1StringView("'\\''"));
    return u'\'' + inner + u'\'';
}

} // namespace lifeboat::text
