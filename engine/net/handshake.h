// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/result.h"

#include <QJsonObject>

namespace lifeboat::net {

/// The version of PROTOCOL.md that this program speaks.
inline constexpr int kProtocolVersion = 1;

inline constexpr QLatin1StringView kHelloMethod("session.hello");

/// The parameters of the first call.
struct Hello
{
    QList<int> versions;
    QString token;
};

QJsonObject toJson(const Hello &hello);

/// InvalidArgument for anything that is no hello.
Result<Hello> helloFromJson(const QJsonObject &parameters);

/// The version both speak; ProtocolVersion whose detail names what this program speaks.
Result<int> chooseVersion(const Hello &hello);

} // namespace lifeboat::net
