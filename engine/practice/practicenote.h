// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/cluster/clusterprofile.h"
#include "engine/net/nodeclient.h"
#include "engine/practice/ownedprocess.h"

namespace lifeboat {

/// Roles of a practice cluster's processes beside its nodes.
namespace practicerole {
inline constexpr QLatin1StringView kWatch{"watch"};
inline constexpr QLatin1StringView kNats{"nats"};
inline constexpr QLatin1StringView kRelay{"relay-"}; ///< and a node's name
inline constexpr QLatin1StringView kLoad{"load"};
}

/// A node of a practice cluster.
struct PracticeNode
{
    QString name; ///< also the role of its process
    quint16 port = 0; ///< of 127.0.0.1
    quint16 relayPort = 0; ///< where it reaches the NATS server; 0: it shares files
    QByteArray fingerprint;
};

/// What is noted of a practice cluster in its directory: practice.json, see FORMAT.md.
struct PracticeNote
{
    quint16 natsPort = 0; ///< of the nats-server; 0: log, leases and snapshots are files the nodes share
    bool isComplete = false; ///< it was started to the end
    std::optional<ProcessMark> owner; ///< the cluster is to end with it
    QList<PracticeNode> nodes;
};

/// Where things are in a practice cluster's directory.
struct PracticePaths
{
    QString directory;

    QString note() const { return directory + QStringLiteral("/practice.json"); }
    QString process(const QString &role) const { return directory + QStringLiteral("/processes/") + role; }
    QString log(const QString &role) const { return directory + QStringLiteral("/logs/") + role; }
    QString node(const QString &name) const { return directory + QLatin1Char('/') + name; }
    QString token(const QString &name) const { return node(name) + QStringLiteral(".token"); }
    QString shared() const { return directory + QStringLiteral("/shared"); }
    QString workload() const { return directory + QStringLiteral("/workload.log"); }
};

/// Nothing where no practice cluster was begun. NoteInvalid.
Result<std::optional<PracticeNote>> readPracticeNote(FileSystem &fileSystem, const PracticePaths &paths);
Result<> writePracticeNote(FileSystem &fileSystem, const PracticePaths &paths, const PracticeNote &note);

/// How a program reaches a node. NotFound without its token.
Result<net::Endpoint> practiceEndpoint(FileSystem &fileSystem, const PracticePaths &paths, const PracticeNode &node);

} // namespace lifeboat
