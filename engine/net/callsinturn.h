// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/net/whendone.h"

#include <QJsonValue>

#include <deque>
#include <functional>
#include <memory>

namespace lifeboat::net {

/// Makes calls one after the other: each once the one before it is answered, whatever became of that.
/// Those it was given are made even if whoever gave them is gone. One thread.
class CallsInTurn final : public std::enable_shared_from_this<CallsInTurn>
{
public:
    using Call = std::function<QFuture<Result<QJsonValue>>()>;
    using Answer = std::function<void(const Result<QJsonValue> &)>;

    /// Nothing is made or answered any more once `context` is gone. Owned by a shared pointer.
    void add(QObject *context, Call call, Answer answer)
    {
        m_waiting.push_back({std::move(call), std::move(answer)});
        if (m_waiting.size() == 1)
            makeNext(context);
    }

private:
    void makeNext(QObject *context)
    {
        whenDone(context, m_waiting.front().first(),
                 [self = shared_from_this(), context](const Result<QJsonValue> &outcome) {
                     const Answer answer = std::move(self->m_waiting.front().second);
                     self->m_waiting.pop_front();
                     if (!self->m_waiting.empty())
                         self->makeNext(context);
                     answer(outcome);
                 });
    }

    std::deque<std::pair<Call, Answer>> m_waiting; ///< the first is being made
};

} // namespace lifeboat::net
