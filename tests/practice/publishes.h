// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/lease/leasestore.h"
#include "engine/log/jetstreamlog.h"
#include "tests/support/expect.h"

#include <QMap>
#include <QSet>
#include <QTest>

namespace lifeboat::test {

/// What `ask` gives, asked again while nobody answers: after a kill, and on a loaded machine, servers choose a leader anew. Fails where
/// they do not come to one.
template <typename Ask> auto settled(const Ask &ask)
{
    auto answer = ask();
    (void)QTest::qWaitFor([&] { return answer || !isPassing(answer.error().code) || (answer = ask()).has_value(); }, 60'000);
    return ok(std::move(answer));
}

/// What is published of a state, seen write by write from the first one on.
class Publishes
{
public:
    /// `leases` outlives it.
    Publishes(LeaseStore &leases, const QString &state);

    void look();

    /// Looks until whoever leads has published; the holder's token may be newer than `least` by then. False if that never is.
    bool awaitLeaders(quint64 least);

    /// Fencing tokens by which a snapshot was published. The pointer holds a token as soon as its owner is about to publish.
    const QSet<quint64> &tokens() const { return m_tokens; }
    const QStringList &faults() const { return m_faults; } ///< what must not be

private:
    void take(const QJsonObject &latest);

    LeaseStore &m_leases;
    std::unique_ptr<KeyValueWatch> m_watch;
    quint64 m_token = 0;
    quint64 m_index = 0;
    QMap<quint64, QString> m_publishers; ///< by token
    QSet<quint64> m_tokens;
    QMap<QString, QString> m_objects; ///< name to digest
    QStringList m_faults;
};

} // namespace lifeboat::test
