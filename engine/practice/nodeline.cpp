// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/practice/nodeline.h"

#include "engine/cluster/handover.h"

#include <future>

namespace lifeboat {

namespace {

/// An answer that is given once, whoever is first.
class Answer
{
public:
    void give(const Result<QJsonValue> &result)
    {
        if (!std::exchange(m_isGiven, true))
            m_promise.set_value(result);
    }
    std::future<Result<QJsonValue>> future() { return m_promise.get_future(); }

private:
    std::promise<Result<QJsonValue>> m_promise;
    bool m_isGiven = false;
};

} // namespace

NodeLine::NodeLine(const net::Endpoint &endpoint)
    : m_endpoint(endpoint)
    , m_inThread(new QObject)
{
    m_inThread->moveToThread(&m_thread);
    m_thread.start();
}

NodeLine::~NodeLine()
{
    QMetaObject::invokeMethod(m_inThread, [this] {
        m_client.reset();
        m_inThread->deleteLater();
        m_thread.quit();
    });
    m_thread.wait();
}

Result<QJsonValue> NodeLine::call(const QString &method, const QJsonObject &parameters, std::chrono::milliseconds timeout)
{
    const auto answer = std::make_shared<Answer>();
    auto future = answer->future();
    QMetaObject::invokeMethod(m_inThread, [this, answer, method, parameters, timeout] {
        const auto ask = [this, answer, method, parameters, timeout] {
            handOver(m_inThread, m_client->call(method, parameters, timeout),
                     [answer](const Result<QJsonValue> &result) { answer->give(result); });
        };
        if (m_client && m_client->isOpen())
            return ask();
        m_client = std::make_unique<net::NodeClient>(m_endpoint);
        QObject::connect(m_client.get(), &net::NodeClient::greeted, m_inThread, ask);
        QObject::connect(m_client.get(), &net::NodeClient::ended, m_inThread,
                         [answer](const Error &why) { answer->give(failure(why)); });
        m_client->open();
    });
    return future.get();
}

} // namespace lifeboat
