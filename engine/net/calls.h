// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/net/callhandler.h"

#include <QList>

namespace lifeboat::net {

/// One parameter of a call.
struct ParameterSpec
{
    enum class Type {
        Text, ///< a string of at most `maximum` bytes
        Number, ///< an integer of [0, maximum]
        Index, ///< a 64-bit number as a decimal string
        Flag, ///< true or false
        Names, ///< an array of at most `maximum` strings
        Changes, ///< an array of at most `maximum` {"table", "op": "put"|"delete", "id",
                 ///< "document"?}
    };
    QLatin1StringView name;
    Type type = Type::Text;
    bool needed = true;
    qint64 maximum = 255;
};

/// One call of the protocol: who may, with what. PROTOCOL.md says what each does and answers.
struct CallSpec
{
    QLatin1StringView name;
    Role role = Role::Viewer;
    bool audited = false; ///< it changes something, so each one is recorded
    QList<ParameterSpec> parameters;
};

/// Every call there is, sorted by name.
const QList<CallSpec> &calls();

/// Null for a name that is none.
const CallSpec *findCall(QStringView name);

/// Whether it makes the node work long: a peer has few of these a minute.
bool isCostly(QStringView method, const QJsonObject &parameters);

/// InvalidArgument naming the first parameter that is missing, not known, of another type, or too
/// large.
Result<> checkParameters(const CallSpec &call, const QJsonObject &parameters);

} // namespace lifeboat::net
