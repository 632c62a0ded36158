// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/result.h"
#include "engine/cluster/clusterprofile.h"

#include <QObject>
#include <memory>

namespace lifeboat {

class JobRunner;
class SecretStore;
struct Surroundings;

/// A node on its way into a profile.
struct IntroducedNode
{
    enum class State {
        Offered, ///< a met node's map names it; it is tried once it is chosen
        Trying,
        Untrusted, ///< its certificate's `fingerprint` is to be accepted first
        Unreachable, ///< may pass; chosen, it is kept for later
        Refused, ///< `error` stays: wrong token, other protocol
        Twice, ///< a node already met, under another address
        Met, ///< answered; `profile` bears its own name
    };
    NodeProfile profile;
    State state = State::Trying;
    std::optional<Error> error;
    QByteArray fingerprint; ///< hex; of the certificate that was met and is not trusted yet
    QString role; ///< of the token there: "viewer", "operator", "admin"
    QString version;
    bool isChosen = true;

    /// Keeping what is chosen keeps it.
    bool isKeepable() const
    {
        return isChosen && (state == State::Met || state == State::Unreachable);
    }
};

/// Makes nodes known to a cluster: tries each with a token that is not kept yet, shows what
/// certificate it met, and keeps the chosen ones under their own names. Nothing is kept before
/// keep(). Lives in one thread with an event loop.
class NodeIntroduction final : public QObject
{
    Q_OBJECT

public:
    /// `known`: nodes of the cluster that are not offered again.
    NodeIntroduction(QString token, QList<NodeProfile> known, const Surroundings &surroundings,
                     QObject *parent = nullptr);
    ~NodeIntroduction() override; ///< what is under way ends, nothing is kept

    /// Tries them at once; what is there already under the same URL is left out.
    void add(const QList<NodeProfile> &nodes);

    const QList<IntroducedNode> &nodes() const;

    /// Chooses a node or does not: an offered one is tried, an unreachable one kept for later.
    void choose(int node, bool isChosen);
    /// Trusts the certificate that was met, and tries again. Of an untrusted node.
    void accept(int node);
    void tryAgain(int node);

    bool isSettled() const; ///< none is being tried
    int keepable() const;

    /// Keeps tokens and profiles of all that are keepable, all or none; kept() or keepFailed()
    /// follows. The stores and the runner outlive this.
    void keep(const QString &cluster, const ProfileStore &profiles, SecretStore &secrets,
              JobRunner &jobs);
    bool isKeeping() const;

Q_SIGNALS:
    void added(int first, int count);
    void changed(int node);
    void kept();
    void keepFailed(const lifeboat::Error &error);

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace lifeboat
