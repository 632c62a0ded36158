// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/net/callhandler.h"

#include <QObject>
#include <QUrl>
#include <memory>
#include <stop_token>

namespace lifeboat {
class FileSystem;
class Progress;
} // namespace lifeboat

namespace lifeboat::net {

/// Where a node is and how it is known.
struct Endpoint
{
    QUrl url; ///< wss://host:port, or ws:// on loopback
    QString token; ///< the secret: never logged
    QByteArray fingerprint; ///< SHA-256 of the certificate, hex: only that one is trusted; empty:
                            ///< the system's authorities
};

/// One connection to one node. Does not connect again by itself: engine/cluster decides that. Lives
/// in one thread with an event loop; everything is called and signalled there; futures may be
/// awaited anywhere.
class NodeClient final : public QObject
{
    Q_OBJECT

public:
    explicit NodeClient(Endpoint endpoint, QObject *parent = nullptr);
    /// Calls and transfers that still wait end with Disconnected.
    ~NodeClient() override;

    /// Connects and authenticates: greeted() or ended() follows.
    void open();

    /// Ends the connection in good order; ended() follows with Canceled.
    void close();

    bool isOpen() const; ///< between greeted() and ended()

    /// Calls the node. The node's own error, or TimedOut, Disconnected, ProtocolViolation.
    QFuture<Result<QJsonValue>> call(const QString &method, const QJsonObject &parameters = {},
                                     std::chrono::milliseconds timeout = std::chrono::seconds(30));

    /// Fetches an archive to `path`: a part file beside it grows (a later fetch of the same
    /// snapshot goes on with it), its size and hash are checked, then it gets its name. Answers
    /// {"path", "size", "resumedBytes"}. DiskFull, DigestMismatch (the part file is gone then),
    /// Disconnected (it stays), Canceled.
    QFuture<Result<QJsonValue>> fetch(const QString &snapshot, const QString &path,
                                      FileSystem &fileSystem,
                                      std::shared_ptr<Progress> progress = {},
                                      std::stop_token stop = {});

    /// Sends the archive at `path` to the node, going on where an earlier attempt stood; answers
    /// what the node made of it. `state`: whose store it goes to; empty: the node's first.
    QFuture<Result<QJsonValue>> send(const QString &snapshot, const QString &path,
                                     FileSystem &fileSystem,
                                     std::shared_ptr<Progress> progress = {},
                                     std::stop_token stop = {}, const QString &state = {});

Q_SIGNALS:
    /// Authenticated: {"node", "lineage", "role", "version"}.
    void greeted(const QJsonObject &greeting);

    /// The node's newest snapshot, right after greeted().
    void recoveryOffered(const QJsonObject &snapshot);

    /// An event of the node after "events.subscribe", in order of `sequence`.
    void eventArrived(quint64 sequence, const QString &name, const QJsonObject &content);

    /// The connection is over, once. CertificateUntrusted has untrustedDetail() as detail.
    void ended(const Error &why);

private:
    class Private;
    std::unique_ptr<Private> d;
};

/// True for errors that may pass if one only tries again.
bool isTransient(ErrorCode code);

} // namespace lifeboat::net
