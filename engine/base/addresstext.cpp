// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/base/addresstext.h"

using namespace Qt::StringLiterals;

namespace lifeboat {

QString withoutUserInfo(const QString &address)
{
    const qsizetype at = address.lastIndexOf(u'@');
    const qsizetype scheme = address.indexOf("://"_L1);
    const qsizetype begin = scheme < 0 || scheme > at ? 0 : scheme + 3;
    return at < 0 ? address : address.left(begin) + address.sliced(at + 1);
}

} // namespace lifeboat
