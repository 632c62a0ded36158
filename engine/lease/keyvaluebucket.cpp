// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/lease/keyvaluebucket.h"

#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace lifeboat {

bool KeyValueBucket::isKey(const QString &text)
{
    static const QRegularExpression form(u"\\A[-/_=a-zA-Z0-9]+(\\.[-/_=a-zA-Z0-9]+)*\\z"_s);
    return text.size() <= kLongestKey && form.match(text).hasMatch();
}

Result<> KeyValueBucket::checkPut(const QString &key, const QByteArray &value)
{
    if (!isKey(key))
        return failure(ErrorCode::InvalidArgument, key.left(kLongestKey));
    if (value.size() > kLargestValue)
        return failure(ErrorCode::InvalidArgument, key, u"%1 bytes"_s.arg(value.size()));
    return {};
}

} // namespace lifeboat
