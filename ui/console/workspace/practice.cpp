// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/console/workspace/practice.h"

#include "ui/console/workspace/clusters.h"

#include <QCoreApplication>
#include <QDeadlineTimer>
#include <QThread>
#include <unistd.h>

namespace lifeboat::ui {

using namespace std::chrono_literals;

namespace {

constexpr auto kLook = 20ms;
constexpr int kPatience = 90'000; // ms: with a keychain that does not answer
constexpr int kDeed = 60'000; // ms: with what another is at

} // namespace

Practice::Practice(FileSystem &fileSystem, const Places &places, Clusters &clusters, Operations &operations,
                   JobRunner &readers, QObject *parent)
    : QObject(parent)
    , m_fileSystem(fileSystem)
    , m_places(places)
    , m_clusters(clusters)
    , m_operations(operations)
    , m_readers(readers)
{
    if (!isPossible())
        return;
    // Whoever starts or stops one changes the profiles too.
    connect(&clusters, &Clusters::updated, this, &Practice::refresh);
    connect(&clusters, &Clusters::listChanged, this, &Practice::tellStart);
    // While there is somebody yet to take part in it: a keychain answers through events.
    connect(QCoreApplication::instance(), &QCoreApplication::aboutToQuit, this, [this] { endOwn(true); });
    refresh();
}

Practice::~Practice()
{
    endOwn(false);
}

void Practice::endOwn(bool passesEvents)
{
    // A start may have come to its end without anybody hearing of it.
    if (!isPossible() || !look(m_fileSystem, m_places.directory).isOwn)
        return;
    JobRunner runner(1);
    const QDeadlineTimer deed(passesEvents ? kDeed : 0);
    auto ending = runner.start<bool>([this, deed](JobControl &control) {
        for (;;) {
            // A deed or a drill may be at it yet, and heals the cluster before it ends.
            const auto ended = stopPractice(control, m_fileSystem, m_places.profile, m_places.directory);
            if (ended || ended.error().code != ErrorCode::Locked || deed.hasExpired() || !control.checkpoint())
                return ended;
        }
    });
    const QDeadlineTimer patience(kPatience);
    while (!ending.future.isFinished()) {
        QThread::sleep(kLook);
        if (passesEvents)
            QCoreApplication::processEvents(QEventLoop::ExcludeUserInputEvents);
        const bool isOnlyKept = !passesEvents && !m_fileSystem.exists(m_places.directory);
        if (patience.hasExpired() || isOnlyKept)
            ending.cancel(); // what a keychain keeps of it stays there
    }
}

Practice::Sight Practice::look(FileSystem &fileSystem, const QString &directory)
{
    Sight sight;
    sight.isThere = fileSystem.exists(directory);
    const auto cluster = sight.isThere ? PracticeCluster::look(fileSystem, directory) : failure(ErrorCode::NotFound);
    if (!cluster || !(*cluster)->isWanted())
        return sight;
    const PracticeNote &note = (*cluster)->note();
    const auto own = markOf(::getpid());
    sight.isRunning = true;
    sight.isOwn = own && note.owner == *own;
    sight.usesNats = note.natsPort > 0;
    sight.nodes = int(note.nodes.size());
    return sight;
}

void Practice::refresh()
{
    auto job = m_readers.start<Sight>([fileSystem = &m_fileSystem, directory = m_places.directory](JobControl &) -> Result<Sight> {
        return look(*fileSystem, directory);
    });
    job.future.then(this, [this, number = ++m_looks](const Result<Sight> &sight) {
        if (sight && number == m_looks)
            take(*sight);
    });
}

void Practice::take(const Sight &sight)
{
    if (!sight.isRunning)
        m_outcome = {};
    const bool isOver = std::exchange(m_isOver, false);
    if (isOver)
        m_work.clear();
    if (std::exchange(m_sight, sight) != sight || isOver)
        Q_EMIT changed();
    tellStart();
    if (std::exchange(m_wantsEnd, false) && sight.isThere && !sight.isRunning && !isBusy())
        run<bool>(
            tr("End what is left of a practice cluster"),
            [this](JobControl &control) {
                return endLeftPractice(control, m_fileSystem, m_places.profile, m_places.directory);
            },
            [this](bool wasThere) {
                if (wasThere)
                    Q_EMIT leftoversEnded();
            });
}

void Practice::tellStart()
{
    if (m_isStarted && isRunning() && m_clusters.cluster(PracticeCluster::kName)) {
        m_isStarted = false;
        Q_EMIT started();
    }
}

/// The work is joined by the operations before this goes.
template <typename T>
void Practice::run(const QString &title, std::function<Result<T>(JobControl &)> work, std::function<void(const T &)> done)
{
    if (isBusy() || !isPossible())
        return;
    m_work = title;
    m_operations.start<T>(title, std::move(work), this, [this, title, done = std::move(done)](const Result<T> &result) {
        m_isOver = true;
        if (result)
            done(*result);
        else
            Q_EMIT failed(title, result.error());
        refresh();
        m_clusters.refresh();
    });
    Q_EMIT changed();
}

PracticeRequest Practice::request() const
{
    return {.directory = m_places.directory, .endsWithStarter = true, .daemon = practiceDaemon()};
}

void Practice::start()
{
    run<bool>(
        tr("Start the practice cluster"),
        [this](JobControl &control) {
            // Its lock is let go of here: each deed takes it anew.
            return startPractice(control, m_fileSystem, m_places.profile, request()).transform([](const auto &) { return true; });
        },
        [this](bool) {
            m_outcome = {};
            m_isStarted = true;
        });
}

void Practice::strike(Deed deed)
{
    const QString title = deed == Deed::Kill ? tr("Kill the leader")
        : deed == Deed::Freeze               ? tr("Freeze the leader")
                                             : tr("Cut the leader off");
    run<Takeover>(
        title,
        [this, deed](JobControl &control) -> Result<Takeover> {
            LIFEBOAT_ASSIGN(const auto cluster, PracticeCluster::open(m_fileSystem, m_places.directory, practiceDaemon()));
            return deed == Deed::Kill  ? cluster->killLeader(control)
                : deed == Deed::Freeze ? cluster->freezeLeaderAndHeal(control)
                                       : cluster->cutLeader(control);
        },
        [this](const Takeover &takeover) { m_outcome = takeover; });
}

void Practice::heal()
{
    run<QStringList>(
        tr("Heal the practice cluster"),
        [this](JobControl &control) -> Result<QStringList> {
            LIFEBOAT_ASSIGN(const auto cluster, PracticeCluster::open(m_fileSystem, m_places.directory, practiceDaemon()));
            return cluster->heal(control);
        },
        [this](const QStringList &healed) {
            m_outcome = healed;
            const Cluster *const cluster = m_clusters.cluster(PracticeCluster::kName);
            for (NodeConnection *node : cluster ? cluster->nodes() : QList<NodeConnection *>()) {
                if (node->link() == Link::Waiting)
                    node->reconnect(); // it is there again; the next attempt may be half a minute off
            }
        });
}

void Practice::stop()
{
    run<bool>(
        tr("Stop the practice cluster"),
        [this](JobControl &control) {
            return stopPractice(control, m_fileSystem, m_places.profile, m_places.directory);
        },
        [](bool) {});
}

void Practice::drill()
{
    run<ChaosRehearsal>(
        tr("Chaos drill"),
        [this, here = isRunning()](JobControl &control) {
            return here ? rehearseLossesHere(control, m_fileSystem, m_places.directory, practiceDaemon(), m_places.history)
                        : rehearseLosses(control, m_fileSystem, m_places.profile, request(), m_places.history);
        },
        [this](const ChaosRehearsal &rehearsal) {
            m_outcome = rehearsal.report;
            Q_EMIT drilled(rehearsal);
        });
}

void Practice::endLeftovers()
{
    m_wantsEnd = isPossible();
    if (m_wantsEnd)
        refresh();
}

} // namespace lifeboat::ui
