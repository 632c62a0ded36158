// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/result.h"

#include <QByteArray>
#include <QFuture>
#include <QJsonObject>
#include <QJsonValue>
#include <QList>

namespace lifeboat::net {

/// What a token may do; each role may what the ones before may.
enum class Role { Viewer, Operator, Admin };

QString roleName(Role role); ///< "viewer", "operator", "admin"
std::optional<Role> roleFromName(QStringView name);

/// Who calls, as the server has established it.
struct Caller
{
    QString token; ///< the token's name, never its secret
    Role role = Role::Viewer;
    QString address; ///< "192.0.2.7:51234"
};

/// An archive that may be sent: an immutable file.
struct OfferedArchive
{
    QString path;
    qint64 size = 0; ///< bytes
};

/// The node behind the server. The server has checked role, parameters (against calls()) and limits
/// before it asks. Everything is called in the server's thread and must return at once; work goes
/// on elsewhere.
class CallHandler
{
public:
    virtual ~CallHandler() = default;

    /// Answers one of calls(), but those on transfers and events, which the server answers itself.
    virtual QFuture<Result<QJsonValue>> call(const Caller &caller, const QString &method,
                                             const QJsonObject &parameters) = 0;

    /// What the server says of the node in its greeting: at least {"node", "lineage"}.
    virtual QJsonObject greeting() = 0;

    /// For "snapshot.recovery" {"state", "snapshot", "elementCount", "createdAt", "size", …}: the
    /// newest snapshot of each state that has one.
    virtual QList<QJsonObject> recovery() = 0;

    /// The archive of a snapshot for a peer to fetch. NotFound.
    virtual Result<OfferedArchive> offer(const QString &snapshot) = 0;

    /// Where an archive sent by a peer is put together: a path in that state's store (empty: the
    /// first's) only the server writes to, as to those that begin like it. A part file already there
    /// is gone on with. NotFound, DiskFull, AlreadyExists (the store has the snapshot).
    virtual Result<QString> admit(const Caller &caller, const QString &state,
                                  const QString &snapshot, qint64 size) = 0;

    /// The archive is whole, its hash right, and it has a name of its own that begins like the part
    /// file's: the node verifies it and calls it as its store does, or removes it.
    virtual QFuture<Result<QJsonValue>> received(const Caller &caller, const QString &snapshot,
                                                 const QString &path) = 0;
};

} // namespace lifeboat::net
