// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/base/errorobject.h"

using namespace Qt::StringLiterals;

namespace lifeboat {

QJsonObject errorObject(const Error &error)
{
    return {{u"code"_s, codeName(error.code)},
            {u"subject"_s, error.subject},
            {u"detail"_s, error.detail}};
}

Error errorFromObject(const QJsonObject &object, ErrorCode otherwise)
{
    return {codeFromName(object["code"_L1].toString()).value_or(otherwise),
            object["subject"_L1].toString(), object["detail"_L1].toString()};
}

} // namespace lifeboat
