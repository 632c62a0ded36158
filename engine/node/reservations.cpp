// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/node/reservations.h"

using namespace Qt::StringLiterals;

namespace lifeboat {

const Reservations::Held *Reservations::held(const QString &state) const
{
    const auto found = m_held.find(state);
    return found != m_held.end() && found->second.until > m_clock.steadyNow() ? &found->second : nullptr;
}

Result<> Reservations::check(const QString &state, const QString &id) const
{
    const Held *const now = held(state);
    if (now && now->id != id)
        return failure(ErrorCode::Busy, state, u"reserved by "_s + now->who);
    if (!now && !id.isEmpty())
        return failure(ErrorCode::LeaseLost, state, u"its reservation ran out"_s);
    return {};
}

Result<> Reservations::mayTake(const QString &state, const QString &id) const
{
    return held(state) ? check(state, id) : Result<>();
}

Result<> Reservations::take(const QString &state, const QString &id, const QString &who)
{
    LIFEBOAT_TRY(mayTake(state, id));
    m_held[state] = {id, who, m_clock.steadyNow() + kTtl};
    return {};
}

Result<> Reservations::renew(const QString &state, const QString &id)
{
    LIFEBOAT_TRY(check(state, id));
    m_held[state].until = m_clock.steadyNow() + kTtl;
    return {};
}

void Reservations::release(const QString &state, const QString &id)
{
    if (const Held *const now = held(state); now && now->id == id)
        m_held.erase(state);
}

} // namespace lifeboat
