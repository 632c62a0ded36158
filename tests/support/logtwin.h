// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/log/jetstreamlog.h"
#include "engine/log/memorylog.h"
#include "tests/support/natsserver.h"
#include "tests/support/workspace.h"

namespace lifeboat::test {

enum class LogKind {
    Memory,
    Local,
    JetStream,
};

inline const Lineage kLineage{QStringLiteral("lineage-a")};

/// A log of kLineage, and what a disk may do to it.
class LogTwin
{
public:
    explicit LogTwin(LogKind kind, Index after = 0);

    /// Appends puts(), an entry at a time, and returns the last index.
    Index append(int count, const QString &prefix = QStringLiteral("a")) const;

    void lose(Index index) const;
    void damage(Index index) const;

    static inline std::unique_ptr<NatsServer> server; ///< for LogKind::JetStream

private:
    MemoryLog *memory() const { return dynamic_cast<MemoryLog *>(log.get()); }
    JetStreamLog *jetStream() const { return dynamic_cast<JetStreamLog *>(log.get()); }
    QList<StoredMessage> messagesFrom(Index index) const;
    void spoil(Index index) const;

    Workspace m_space;

public:
    std::unique_ptr<ReplicatedLog> log;
};

} // namespace lifeboat::test
