// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "publishes.h"

#include "engine/lease/latestpointer.h"
#include "engine/node/nodeleases.h"

#include <QJsonArray>
#include <QJsonDocument>

using namespace Qt::StringLiterals;

namespace lifeboat::test {

Publishes::Publishes(LeaseStore &leases, const QString &state)
    : m_leases(leases)
    , m_watch(settled([&] { return leases.bucket().watch(LatestPointer::key(state)); }))
{
}

void Publishes::look()
{
    for (;;) {
        const auto records = settled([this] { return m_watch->next(std::chrono::milliseconds(20)); });
        if (records.isEmpty())
            return;
        for (const KeyValueRecord &record : records)
            take(QJsonDocument::fromJson(record.value).object());
    }
}

bool Publishes::awaitLeaders(quint64 least)
{
    return QTest::qWaitFor([&] {
        look();
        const auto lease = settled([this] { return m_leases.read(NodeLeases::kPublisher); });
        const auto time = settled([this] { return m_leases.time(); });
        return lease && lease->token >= least && lease->isHeldAt(time.now) && m_tokens.contains(lease->token);
    }, 60'000);
}

void Publishes::take(const QJsonObject &latest)
{
    const quint64 token = latest["token"_L1].toString().toULongLong();
    const QString publisher = latest["publisher"_L1].toString();
    if (token < m_token)
        m_faults << u"token %1 after %2"_s.arg(token).arg(m_token);
    m_token = std::max(m_token, token);
    if (const QString other = m_publishers.value(token, publisher); other != publisher)
        m_faults << u"token %1 of %2 and of %3"_s.arg(token).arg(other, publisher);
    m_publishers[token] = publisher;
    const QJsonArray snapshots = latest["snapshots"_L1].toArray();
    for (const QJsonValue each : snapshots) {
        const QString object = each["object"_L1].toString();
        const QString digest = each["sha256"_L1].toString();
        if (!m_objects.contains(object))
            m_tokens.insert(token);
        if (const QString before = m_objects.value(object, digest); before != digest)
            m_faults << u"%1 was overwritten"_s.arg(object);
        m_objects[object] = digest;
    }
    if (snapshots.isEmpty())
        return;
    const quint64 index = snapshots.first()["appliedIndex"_L1].toString().toULongLong();
    if (index < m_index)
        m_faults << u"index %1 after %2"_s.arg(index).arg(m_index);
    m_index = index;
}

} // namespace lifeboat::test
