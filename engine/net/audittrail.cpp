// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/net/audittrail.h"

#include <QStringList>

using namespace Qt::StringLiterals;

namespace lifeboat::net {

QString auditTarget(const QJsonObject &parameters)
{
    QStringList parts;
    for (const QLatin1StringView key : {"state"_L1, "snapshot"_L1, "operation"_L1}) {
        if (const QString value = parameters[key].toString(); !value.isEmpty())
            parts.append(value);
    }
    return parts.join(u' ');
}

AuditTrail::AuditTrail(AuditLog &log, const Clock &clock)
    : m_log(log)
    , m_clock(clock)
{
}

AuditTrail::~AuditTrail()
{
    m_last.waitForFinished();
}

QFuture<Result<bool>> AuditTrail::record(const Caller &caller, const QString &call,
                                         const QString &target, const QString &result)
{
    const AuditRecord what{m_clock.utcNow(), caller.token, caller.address, call, target, result};
    m_last = m_runner
                 .start<bool>([this, what](JobControl &) -> Result<bool> {
                     const auto appended = m_log.append(what);
                     m_failures += !appended;
                     LIFEBOAT_TRY(appended);
                     return true;
                 })
                 .future;
    return m_last;
}

} // namespace lifeboat::net
