// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/node/nodeleases.h"

#include "engine/lease/localbucket.h"

using namespace Qt::StringLiterals;

namespace lifeboat {

Result<std::unique_ptr<NodeLeases>> NodeLeases::open(const NodeConfig &config, const Clock &clock)
{
    LIFEBOAT_ASSIGN(auto bucket, LocalBucket::open(config.lease.file, clock));
    LIFEBOAT_ASSIGN(auto history, LeaseHistory::open(config.data + u"/lease-history.db"_s));
    return std::unique_ptr<NodeLeases>(new NodeLeases(config, std::move(bucket), std::move(history), clock));
}

NodeLeases::NodeLeases(const NodeConfig &config, std::unique_ptr<KeyValueBucket> bucket,
                       std::unique_ptr<LeaseHistory> history, const Clock &clock)
    : m_bucket(std::move(bucket))
    , m_history(std::move(history))
    , m_store(*m_bucket)
    , m_observer(*m_bucket, m_history.get(), {.keep = config.lease.keepHistory}, clock)
{
    if (config.lease.publishes)
        m_keeper = std::make_unique<LeaseKeeper>(m_store, LeaseClaim{kPublisher, config.name, config.lease.ttl}, clock);
}

NodeLeases::~NodeLeases() = default;

void NodeLeases::start(std::function<void(const QList<LeaseEvent> &)> told)
{
    m_observer.setListener(std::move(told));
    m_observer.start();
    if (m_keeper)
        m_keeper->start();
}

std::optional<Lease> NodeLeases::held() const
{
    return m_keeper ? m_keeper->held() : std::nullopt;
}

std::optional<Error> NodeLeases::trouble() const
{
    return m_keeper ? m_keeper->trouble() : std::nullopt;
}

} // namespace lifeboat
