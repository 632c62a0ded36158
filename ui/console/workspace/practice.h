// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/practice/chaoshistory.h"
#include "ui/console/workspace/operations.h"

#include <variant>

namespace lifeboat::ui {

class Clusters;

/// The practice cluster of this machine, whoever started it, and what is done to it: one thing at a time, as an operation.
/// One that this console started ends with it. GUI thread.
class Practice final : public QObject
{
    Q_OBJECT

public:
    enum class Deed { Kill, Freeze, Cut };
    /// What was done last: the lease passed on, roles were healed, a drill ran.
    using Outcome = std::variant<std::monostate, Takeover, QStringList, ChaosReport>;

    /// Where it is, how it is kept, and where reports of drills go. An empty directory: there is none and never will be.
    struct Places {
        QString directory;
        PracticeProfile profile{};
        QString history;
    };

    /// All of them outlive this, except `operations`: what it runs is over before this goes.
    Practice(FileSystem &fileSystem, const Places &places, Clusters &clusters, Operations &operations, JobRunner &readers,
             QObject *parent = nullptr);
    ~Practice() override; ///< waits for the end of a cluster of this console

    bool isPossible() const { return !m_places.directory.isEmpty(); }
    bool isRunning() const { return m_sight.isRunning; }
    /// That cluster is the practice cluster.
    bool is(const QString &cluster) const { return isRunning() && cluster == PracticeCluster::kName; }
    /// It is to end with this console.
    bool isOwn() const { return m_sight.isOwn; }
    bool usesNats() const { return m_sight.usesNats; }
    int nodes() const { return m_sight.nodes; }
    bool isBusy() const { return !m_work.isEmpty(); }
    /// Title of what is being done; empty: nothing.
    const QString &work() const { return m_work; }
    const Outcome &outcome() const { return m_outcome; }

    // Nothing while something is being done.
    void start();
    void strike(Deed deed);
    void heal();
    void stop();
    /// On the cluster that runs, else on one that is started for it and ended with it.
    void drill();
    /// Ends what a killed program has left, if anything.
    void endLeftovers();

Q_SIGNALS:
    /// It came, went, is worked on or was.
    void changed();
    /// It runs and is kept among the clusters.
    void started();
    void drilled(const lifeboat::ChaosRehearsal &rehearsal);
    void leftoversEnded();
    void failed(const QString &what, const lifeboat::Error &error);

private:
    struct Sight {
        bool isThere = false; ///< the directory is
        bool isRunning = false;
        bool isOwn = false;
        bool usesNats = false;
        int nodes = 0;

        bool operator==(const Sight &) const = default;
    };

    template <typename T>
    void run(const QString &title, std::function<Result<T>(JobControl &)> work, std::function<void(const T &)> done);
    static Sight look(FileSystem &fileSystem, const QString &directory);
    void refresh();
    void take(const Sight &sight);
    void tellStart();
    /// Waits. Without events a keychain does not answer, and its part is given up.
    void endOwn(bool passesEvents);
    PracticeRequest request() const;

    FileSystem &m_fileSystem;
    const Places m_places;
    Clusters &m_clusters;
    Operations &m_operations;
    JobRunner &m_readers;
    Sight m_sight;
    Outcome m_outcome;
    QString m_work;
    bool m_isOver = false; ///< the work is; what came of it is being looked at
    bool m_isStarted = false; ///< and nobody was told yet
    int m_looks = 0; ///< an earlier look's answer is nobody's
    bool m_wantsEnd = false; ///< of leftovers, once it is known what is there
};

} // namespace lifeboat::ui
