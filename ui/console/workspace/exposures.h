// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/console/workspace/subject.h"

namespace lifeboat::ui {

/// What of one history would be lost with all its nodes: what came after its newest verified snapshot.
struct Exposure {
    QString state;
    QString node; ///< the one that has come furthest
    bool isCovered = false; ///< some node holds a verified, undamaged snapshot of this history
    QDateTime coveredAt; ///< when that was taken
    QString coveredBy; ///< the node that holds it
    Index coveredIndex = 0; ///< of a state with an index
    std::optional<quint64> entries; ///< that would be lost; none: the state has no index, and nobody knows
    QDateTime asOf; ///< when `node` was last heard of, where that is no longer fresh: more may have been written; else invalid
    QDateTime since; ///< when the first of them was written, by this machine's clock; invalid: not known, or there is none
};

/// What would be lost of the subject now. Time in which nothing was written is no loss: a state's applied index is
/// compared with those of snapshots of the same lineage, and nodes are asked (once a snapshot) when the first entry
/// behind it was written. GUI thread.
class Exposures : public QObject
{
    Q_OBJECT

public:
    /// `subject` outlives this.
    explicit Exposures(Subject &subject, QObject *parent = nullptr);

    /// Of every history, the worst first: those without any snapshot, then by the time of what would be lost,
    /// then those whose node was not heard of lately.
    QList<Exposure> now();

Q_SIGNALS:
    /// A node has said when an entry was written.
    void changed();

private:
    /// A state and its lineage, which is empty where there is no index.
    using History = std::pair<QString, QString>;
    struct Covered {
        Index index = 0;
        QDateTime at;
        QString node;
    };
    struct Held {
        quint64 version = 0;
        QMap<History, Covered> newest;
    };
    /// A history, and the index that follows the last one covered.
    using Question = std::pair<History, Index>;

    const Held &heldBy(const NodeConnection &node);
    QDateTime firstWrite(const Question &question, NodeConnection *node);

    Subject &m_subject;
    QHash<QUrl, Held> m_held;
    QMap<Question, QDateTime> m_firstWrites; ///< invalid: asked, or nobody knows
};

} // namespace lifeboat::ui
