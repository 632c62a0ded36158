// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/ids.h"
#include "engine/practice/practicecluster.h"

#include <QJsonObject>

namespace lifeboat {

/// What a node held after its clean end.
struct EndOfNode
{
    QString node;
    QByteArray digest; ///< ManagedState::contentDigest
    Position position;
    qint64 missing = 0; ///< acknowledged documents it does not have
};

/// What a workload left on the nodes.
struct ChaosEnd
{
    qint64 written = 0;
    qint64 acknowledged = 0;
    qint64 lost = 0; ///< acknowledged, and missing on one node or more
    QList<EndOfNode> nodes;

    bool areDigestsEqual() const;
};

/// A chaos drill: what was done to a practice cluster, and what it made of it.
struct ChaosReport
{
    DrillId id;
    QString name; ///< of its plan; empty: it had none
    QDateTime startedAt; ///< UTC
    std::chrono::milliseconds time{0};
    std::chrono::milliseconds limit = PracticeCluster::takeoverLimit(); ///< the longest a takeover may take
    bool usesNats = false; ///< else nothing could be cut
    int nodes = 0;
    QList<Takeover> takeovers;
    int freezes = 0; ///< steps that froze a leader, each repeated until its publish was refused, three times at most
    int freezesRefused = 0; ///< those of them in which one was
    bool wasPublishing = false; ///< the leader frozen last, in that moment
    int lateRefused = 0; ///< publishes of frozen leaders their token was too old for
    int lateSkipped = 0; ///< publishes they gave up themselves, as they knew that they had lost the lease
    bool isOldTokenRefused = false; ///< so was, after each takeover, a publish that was tried with the token that had lost
    int publishes = 0; ///< changes of the pointer to the newest snapshot that were seen
    bool doTokensFall = false; ///< one of them with a lower token than one before
    std::optional<ChaosEnd> end;
    std::optional<Error> failure; ///< what ended the drill early

    std::chrono::milliseconds slowest() const;
    /// A late publish was refused for every freeze.
    bool isLateRefused() const { return freezesRefused >= freezes; }
    /// Nothing lost, all nodes equal, late publishes refused, no old token let through, every takeover within the limit, and no failure.
    bool isPassed() const;
};

/// chaos.json.
QJsonObject toJsonObject(const ChaosReport &report);

/// Reads it back; of the leases of a takeover only holders and the new one's token. NoteInvalid with `name`.
Result<ChaosReport> chaosReportFromJson(const QByteArray &json, const QString &name);

} // namespace lifeboat
