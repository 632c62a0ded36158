// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/net/refusedcalls.h"

using namespace Qt::StringLiterals;

namespace lifeboat::net {

void RefusedCalls::record(const Caller &caller, const QString &call, const QString &target)
{
    if (m_buckets.take(caller.token.toUtf8(), 1, m_clock.steadyNow())) {
        m_audit.record(caller, call, target, codeName(ErrorCode::RoleInsufficient));
        return;
    }
    Omitted &omitted = m_omitted[caller.token];
    omitted.last = caller;
    ++omitted.calls;
}

void RefusedCalls::recordOmitted()
{
    for (const Omitted &omitted : std::as_const(m_omitted))
        m_audit.record(omitted.last, u"audit.omitted"_s, u"%1 more refused"_s.arg(omitted.calls),
                       codeName(ErrorCode::RoleInsufficient));
    m_omitted.clear();
}

} // namespace lifeboat::net
