// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/console/workspace/fetchdrill.h"

#include "engine/archive/archivereader.h"
#include "engine/archive/layout.h"
#include "engine/cluster/handover.h"
#include "engine/snapshot/verifier.h"
#include "engine/store/storetransfer.h"

namespace lifeboat::ui {

namespace {

/// The name of the database it was taken of.
Result<QString> databaseOf(FileSystem &fileSystem, const QString &archive)
{
    LIFEBOAT_ASSIGN(const auto summary, ArchiveReader::readSummary(fileSystem, archive));
    return summary.manifest.name;
}

} // namespace

FetchDrill::FetchDrill(Workspace &workspace, DrillRun &drills, const QString &store, QObject *parent)
    : QObject(parent)
    , m_workspace(workspace)
    , m_drills(drills)
    , m_store(store)
{
    // Whoever follows a drill hears of its end before the next begins.
    connect(&drills, &DrillRun::finished, this, &FetchDrill::drillNext, Qt::QueuedConnection);
    connect(&drills, &DrillRun::failed, this, &FetchDrill::drillNext, Qt::QueuedConnection);
}

QString FetchDrill::archiveOf(const SnapshotId &snapshot) const
{
    return m_store + u'/' + snapshot.value + layout::kArchiveSuffix;
}

void FetchDrill::start(NodeConnection &node, const ToldSnapshot &snapshot, Then then)
{
    const QString id = snapshot.id.value;
    if (const auto under = m_fetching.find(id); under != m_fetching.end()) {
        if (then == Then::Drill)
            under->then = then;
        return;
    }
    const QString name = snapshot.entry.summary ? snapshot.entry.summary->manifest.name : id;
    m_fetching.insert(id, {tr("Fetch %1 from %2").arg(name, node.name()), name, archiveOf(snapshot.id), {m_workspace.clusters().clusterOf(&node), node.name(), {}}, then, 0});
    auto job = m_workspace.readers().start<bool>(
        [store = m_store, archive = archiveOf(snapshot.id), disk = &m_workspace.fileSystem()](
            JobControl &) -> Result<bool> {
            LIFEBOAT_TRY(disk->makeDirectory(store));
            return disk->exists(archive);
        });
    job.future.then(this, [this, id, guard = QPointer(&node)](const Result<bool> &isHere) {
        if (!isHere || !guard)
            return arrived(id, failure(isHere ? Error{ErrorCode::Disconnected, {}, {}} : isHere.error()));
        if (*isHere)
            return arrived(id, QJsonValue(QJsonObject()));
        fetch(*guard, id);
    });
}

void FetchDrill::fetch(NodeConnection &node, const QString &snapshot)
{
    Fetch &fetch = m_fetching[snapshot];
    const auto progress = std::make_shared<Progress>();
    std::stop_source stop;
    fetch.operation = m_workspace.operations().show(
        fetch.title, [progress] { return progress->state(); }, [stop]() mutable { stop.request_stop(); }, true);
    handOver(this, node.fetch(snapshot, fetch.archive, m_workspace.fileSystem(), progress, stop.get_token()),
             [this, snapshot](const Result<QJsonValue> &answer) {
                 if (answer)
                     noteOrigin(snapshot, *answer);
                 else
                     arrived(snapshot, answer);
             });
}

void FetchDrill::start(const QString &store, const QString &object)
{
    const QString id = object.chopped(layout::kArchiveSuffix.size());
    if (m_fetching.contains(id))
        return;
    m_fetching.insert(id, {tr("Fetch %1 from %2").arg(object, store), id, archiveOf({id}), {}, Then::Drill, 0});
    m_workspace.stores().reach(store, this, [this, id, object](const Result<OpenStore> &open) {
        if (!open)
            return arrived(id, failure(open.error()));
        fetch(*open, object, id);
    });
}

void FetchDrill::fetch(const OpenStore &open, const QString &object, const QString &snapshot)
{
    const Fetch &fetch = m_fetching[snapshot];
    m_workspace.operations().start<QString>(
        fetch.title,
        [open, object, store = m_store, archive = fetch.archive,
         disk = &m_workspace.fileSystem()](JobControl &control) -> Result<QString> {
            LIFEBOAT_TRY(disk->makeDirectory(store));
            if (disk->exists(archive))
                return databaseOf(*disk, archive);
            QString name;
            const auto check = [&](const StoreObject &) -> Result<> {
                LIFEBOAT_ASSIGN(name, databaseOf(*disk, archive + layout::kPartSuffix));
                return {};
            };
            LIFEBOAT_TRY(getFile(control, open, object, *disk, archive, check));
            return name;
        },
        this,
        [this, snapshot](const Result<QString> &name) {
            if (!name)
                return arrived(snapshot, failure(name.error()));
            m_fetching[snapshot].name = *name;
            arrived(snapshot, QJsonValue(QJsonObject()));
        });
}

/// Before a drill of it begins: its report is to name where it came from.
void FetchDrill::noteOrigin(const QString &snapshot, const QJsonValue &answer)
{
    const Fetch &fetch = m_fetching[snapshot];
    Origin origin = fetch.origin;
    origin.at = SystemClock::instance().utcNow();
    auto job = m_workspace.readers().start<void>(
        [archive = fetch.archive, origin, disk = &m_workspace.fileSystem()](JobControl &) {
            return writeOrigin(*disk, archive, origin);
        });
    job.future.then(this, [this, snapshot, answer, title = fetch.title](const Result<> &noted) {
        if (!noted)
            m_workspace.reportFailure(title, noted.error());
        arrived(snapshot, answer);
    });
}

void FetchDrill::arrived(const QString &snapshot, const Result<QJsonValue> &answer)
{
    const Fetch done = m_fetching.take(snapshot);
    if (done.operation != 0)
        m_workspace.operations().end(done.operation);
    if (!answer) {
        m_workspace.reportFailure(done.title, answer.error());
        return Q_EMIT failed(done.archive);
    }
    m_workspace.places().openStore(m_store);
    m_workspace.refresh();
    Q_EMIT fetched(done.archive, (*answer)[QLatin1StringView("resumedBytes")].toString().toLongLong());
    goOn(done);
}

void FetchDrill::goOn(const Fetch &done)
{
    if (done.then == Then::Verify)
        return verify(done);
    DrillPlan plan;
    plan.name = done.name;
    plan.archive = done.archive;
    m_plans.append(plan);
    drillNext();
}

void FetchDrill::verify(const Fetch &done)
{
    m_workspace.localQueue().verify({done.archive, Depth::Read, 0}, tr("Verify %1").arg(done.name));
}

void FetchDrill::drillNext()
{
    if (m_plans.isEmpty() || m_drills.isRunning())
        return;
    const DrillPlan plan = m_plans.takeFirst();
    Q_EMIT drilling(plan);
    m_drills.start(plan);
}

} // namespace lifeboat::ui
