// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/net/nodeclient.h"

namespace lifeboat {

class Clock;

/// One attempt at a connection to a node: a net::NodeClient, or what tests put in its place.
/// Signals and calls as there.
class NodeLink : public QObject
{
    Q_OBJECT

public:
    using Answer = QFuture<Result<QJsonValue>>;

    virtual void open() = 0;
    virtual void close() = 0;
    virtual Answer call(const QString &method, const QJsonObject &parameters) = 0;
    virtual Answer fetch(const QString &snapshot, const QString &path, FileSystem &fileSystem,
                         std::shared_ptr<Progress> progress, std::stop_token stop) = 0;
    virtual Answer send(const QString &snapshot, const QString &path, FileSystem &fileSystem,
                        std::shared_ptr<Progress> progress, std::stop_token stop,
                        const QString &state) = 0;

Q_SIGNALS:
    void greeted(const QJsonObject &greeting);
    void recoveryOffered(const QJsonObject &snapshot);
    void eventArrived(quint64 sequence, const QString &name, const QJsonObject &content);
    void ended(const Error &why);
};

/// Calls back once, in the thread of its maker, when its time is up. Destruction stops it.
class Timer
{
public:
    virtual ~Timer() = default;
    /// Again from now, also while it runs.
    virtual void start(std::chrono::milliseconds time) = 0;
    virtual void stop() = 0;
};

/// What connections need of the world; tests put their own in its place. A value.
struct Surroundings
{
    const Clock &clock;
    std::function<std::unique_ptr<NodeLink>(const net::Endpoint &)> makeLink;
    std::function<std::unique_ptr<Timer>(std::function<void()>)> makeTimer;
    std::function<double()> random; ///< [0, 1)
};

/// The network and the machine's timers.
Surroundings realSurroundings(const Clock &clock);

} // namespace lifeboat
