// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/lease/leaseobserver.h"

#include <QObject>

namespace lifeboat {

/// What is known of the leases in a bucket, by whoever tells of them. Lives in one thread with an event loop.
class LeaseView : public QObject
{
    Q_OBJECT

public:
    enum class Knowledge {
        Unknown, ///< nobody has told yet
        Absent, ///< those who would tell have none
        Known,
    };

    using QObject::QObject;

    /// News are only looked for while anybody watches.
    virtual void setWatched(const QObject *by, bool watched) = 0;

    virtual Knowledge knowledge() const = 0;
    /// What was told last, also while nobody tells.
    virtual const std::optional<LeaseSight> &sight() const = 0;
    /// The bucket's time of this moment, from what was told and the steady clock; invalid while unknown.
    virtual QDateTime now() const = 0;
    /// Of now().
    virtual std::chrono::milliseconds uncertainty() const = 0;
    /// How long ago what sight() says was so.
    virtual std::chrono::milliseconds age() const = 0;
    /// Why nothing new comes.
    virtual std::optional<Error> trouble() const = 0;
    /// How far the clock of who holds a lease is ahead of the bucket's; nothing where nobody can tell.
    virtual std::optional<std::chrono::milliseconds> aheadOf(const QString &holder) const = 0;
    /// The node that told last, whose clock sight() compares; empty: this machine.
    virtual QString tellerName() const = 0;

    /// What happened, oldest first, without renewals in time; at most 20,000.
    const QList<LeaseEvent> &history() const { return m_history; }

Q_SIGNALS:
    void changed();

protected:
    /// True if any of them was news.
    bool addToHistory(const QList<LeaseEvent> &events);

private:
    QList<LeaseEvent> m_history;
};

} // namespace lifeboat
