// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/cluster/nodelink.h"

#include <QRandomGenerator>
#include <QTimer>

namespace lifeboat {

namespace {

class ClientLink final : public NodeLink
{
public:
    explicit ClientLink(const net::Endpoint &endpoint)
        : m_client(endpoint)
    {
        connect(&m_client, &net::NodeClient::greeted, this, &NodeLink::greeted);
        connect(&m_client, &net::NodeClient::recoveryOffered, this, &NodeLink::recoveryOffered);
        connect(&m_client, &net::NodeClient::eventArrived, this, &NodeLink::eventArrived);
        connect(&m_client, &net::NodeClient::ended, this, &NodeLink::ended);
    }

    void open() override { m_client.open(); }
    void close() override { m_client.close(); }

    Answer call(const QString &method, const QJsonObject &parameters) override
    {
        return m_client.call(method, parameters);
    }

    Answer fetch(const QString &snapshot, const QString &path, FileSystem &fileSystem,
                 std::shared_ptr<Progress> progress, std::stop_token stop) override
    {
        return m_client.fetch(snapshot, path, fileSystem, std::move(progress), std::move(stop));
    }

    Answer send(const QString &snapshot, const QString &path, FileSystem &fileSystem,
                std::shared_ptr<Progress> progress, std::stop_token stop,
                const QString &state) override
    {
        return m_client.send(snapshot, path, fileSystem, std::move(progress), std::move(stop),
                             state);
    }

private:
    net::NodeClient m_client;
};

class EventLoopTimer final : public Timer
{
public:
    explicit EventLoopTimer(std::function<void()> due)
    {
        m_timer.setSingleShot(true);
        // Coarse ones would move all nodes' polls to the same half of a second.
        m_timer.setTimerType(Qt::PreciseTimer);
        m_timer.callOnTimeout(&m_timer, std::move(due));
    }

    void start(std::chrono::milliseconds time) override { m_timer.start(time); }
    void stop() override { m_timer.stop(); }

private:
    QTimer m_timer;
};

} // namespace

Surroundings realSurroundings(const Clock &clock)
{
    return {.clock = clock,
            .makeLink = [](const net::Endpoint &endpoint) -> std::unique_ptr<NodeLink> {
                return std::make_unique<ClientLink>(endpoint);
            },
            .makeTimer = [](std::function<void()> due) -> std::unique_ptr<Timer> {
                return std::make_unique<EventLoopTimer>(std::move(due));
            },
            .random = [] { return QRandomGenerator::global()->generateDouble(); }};
}

} // namespace lifeboat
