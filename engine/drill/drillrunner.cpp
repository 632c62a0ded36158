// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/drill/drillrunner.h"

#include "engine/archive/sidecar.h"
#include "engine/base/processmemory.h"
#include "engine/drill/assertions.h"
#include "engine/jobs/parallel.h"
#include "engine/node/embeddednode.h"
#include "engine/snapshot/catalog.h"
#include "engine/snapshot/verifier.h"

#include <QDir>
#include <QSysInfo>

#include <array>

using namespace Qt::StringLiterals;

namespace lifeboat {

namespace {

using std::chrono::milliseconds;

/// Where each stage ends in the job's permille: restoring is most of the work.
constexpr std::array kStageEnds = {20, 200, 900, 920, 990};

/// True for failures that are the drill's finding and belong into its report; others mean that it could not be held.
bool isFinding(ErrorCode code)
{
    return isDamage(code) || code == ErrorCode::IntegrityFailed || code == ErrorCode::ManifestVersionUnknown
        || code == ErrorCode::DatabaseCorrupt;
}

class DrillRun
{
public:
    DrillRun(JobControl &control, const DrillRequest &request, FileSystem &fileSystem, const Clock &clock,
             const StageListener &listener)
        : m_control(control)
        , m_request(request)
        , m_fileSystem(fileSystem)
        , m_clock(clock)
        , m_listener(listener)
    {
    }

    Result<DrillReport> run();

private:
    Result<> find();
    Result<> verify();
    Result<> restore();
    Result<> start();
    Result<> makeAssertions();
    Result<> step(DrillStep step, Result<> (DrillRun::*work)());
    void noteVerification(const Result<> &outcome) const;
    void tell() const;
    milliseconds elapsed() const { return std::chrono::duration_cast<milliseconds>(m_clock.steadyNow() - m_began); }
    DrillStage &stage(DrillStep step) { return m_report.stages[qsizetype(step)]; }

    JobControl &m_control;
    const DrillRequest &m_request;
    FileSystem &m_fileSystem;
    const Clock &m_clock;
    const StageListener &m_listener;
    std::unique_ptr<EmbeddedNode> m_node;
    std::optional<FileInfo> m_examined; ///< the archive as it was when the drill began with it
    QList<DrillReport> m_history;
    DrillReport m_report;
    std::chrono::nanoseconds m_began{};
};

void DrillRun::tell() const
{
    if (m_listener)
        m_listener(m_report.stages);
}

Result<> DrillRun::step(DrillStep step, Result<> (DrillRun::*work)())
{
    // Listeners keep copies of the list: a reference into it must not outlive a call that may detach it.
    stage(step).state = StepState::Running;
    stage(step).begin = elapsed();
    tell();
    const int from = step == DrillStep::Find ? 0 : kStageEnds[size_t(step) - 1];
    m_control.progress().enterPart(from, kStageEnds[size_t(step)]);
    const Result<> outcome = m_control.checkpoint().and_then([&] { return (this->*work)(); });
    DrillStage &ended = stage(step);
    ended.time = elapsed() - ended.begin;
    ended.state = outcome ? StepState::Done : StepState::Failed;
    if (!outcome)
        ended.error = outcome.error();
    tell();
    return outcome;
}

Result<> DrillRun::find()
{
    m_control.progress().begin(Stage::Finding, 0, 1000);
    m_report.archivePath = m_report.plan.archive;
    if (m_report.archivePath.isEmpty()) {
        LIFEBOAT_ASSIGN(const CatalogEntry newest, newestIntact(m_fileSystem, m_report.plan.store, m_clock));
        m_report.archivePath = newest.path;
    }
    m_report.origin = readOrigin(m_fileSystem, m_report.archivePath);
    LIFEBOAT_ASSIGN(m_examined, m_fileSystem.info(m_report.archivePath));
    LIFEBOAT_ASSIGN(m_report.archive, ArchiveReader::readSummary(m_fileSystem, m_report.archivePath));
    if (m_request.plan.name.isEmpty())
        m_report.plan.name = m_report.archive->manifest.name;
    m_report.forecast = forecastRto(m_history, m_report.archive->manifest.rawBytes());
    return {};
}

Result<> DrillRun::verify()
{
    LIFEBOAT_ASSIGN(const auto reader, ArchiveReader::open(m_fileSystem, m_report.archivePath));
    m_report.archive = reader->summary();
    stage(DrillStep::Verify).bytes = m_report.archive->archiveBytes;
    m_control.progress().begin(Stage::Verifying, m_report.archive->manifest.storedBytes, 1000);
    return reader->verifyMembers(m_control, m_report.threads);
}

Result<> DrillRun::restore()
{
    LIFEBOAT_TRY(m_node->clear());
    const RestoreRequest request{.archive = m_report.archivePath,
                                 .target = m_node->statePath(),
                                 .confirmedName = {},
                                 .force = false,
                                 .integrity = m_request.plan.integrity,
                                 .threads = m_report.threads};
    LIFEBOAT_ASSIGN(const RestoreOutcome outcome, runRestore(m_control, request, m_fileSystem, m_clock));
    m_report.restoredBytes = outcome.decodedBytes;
    stage(DrillStep::Restore).bytes = outcome.decodedBytes;
    if (outcome.totalTime > milliseconds(0))
        m_report.bytesPerSecond = double(outcome.decodedBytes) * 1000 / double(outcome.totalTime.count());
    const QStringList &findings = outcome.findings.content;
    m_report.assertions.first().found = findings.isEmpty() ? u"ok"_s : u"ok, but "_s + findings.join(u"; "_s);
    m_report.assertions.first().holds = true;
    return {};
}

Result<> DrillRun::start()
{
    m_control.progress().begin(Stage::Starting, 0, 1000);
    LIFEBOAT_TRY(m_node->start());
    m_report.position = m_node->position();
    // Only now: what does not come back loses everything, not the minutes since it was taken.
    const QDateTime &createdAt = m_report.archive->manifest.createdAt;
    if (!aheadOf(createdAt, m_report.startedAt))
        m_report.rpo = milliseconds(std::max<qint64>(0, createdAt.msecsTo(m_report.startedAt)));
    return {};
}

Result<> DrillRun::makeAssertions()
{
    m_control.progress().begin(Stage::Asserting, 0, 1000);
    LIFEBOAT_ASSIGN(const auto data, assertData(m_control, m_node->connection(), m_request.plan));
    m_report.rto = elapsed();
    m_report.assertions.resize(1);
    m_report.assertions.append(data);
    if (m_request.plan.maxRto)
        m_report.assertions.append(assertTime(AssertionKind::Rto, *m_request.plan.maxRto, m_report.rto));
    if (m_request.plan.maxRpo) {
        m_report.assertions.append(assertTime(AssertionKind::Rpo, *m_request.plan.maxRpo, m_report.rpo));
        if (const auto ahead = aheadOf(m_report.archive->manifest.createdAt, m_report.startedAt)) {
            const auto whole = std::chrono::round<std::chrono::minutes>(*ahead);
            m_report.assertions.last().found = u"dated %1 ahead of this clock"_s.arg(durationText(whole));
        }
    }
    return {};
}

/// The catalog learns what the drill proved of the archive, good or bad. Damage is noted as deep as it was looked for:
/// what only a restore finds must not be forgotten because every digest is right.
void DrillRun::noteVerification(const Result<> &outcome) const
{
    const auto failed = std::ranges::find(m_report.stages, StepState::Failed, &DrillStage::state);
    Depth depth = Depth::Restored;
    if (failed != m_report.stages.end() && failed->step <= DrillStep::Verify)
        depth = failed->step == DrillStep::Find ? Depth::Listed : Depth::Sealed;
    if (!outcome && outcome.error().code == ErrorCode::ManifestVersionUnknown)
        return;
    (void)recordVerification(m_fileSystem, m_report.archivePath,
                             {.depth = depth,
                              .at = m_clock.utcNow(),
                              .damage = outcome ? std::nullopt : std::optional(outcome.error())},
                             m_report.archive, m_examined);
}

Result<DrillReport> DrillRun::run()
{
    LIFEBOAT_ASSIGN(m_node, EmbeddedNode::open(m_fileSystem, m_request.nodeDirectory));
    if (!m_request.id.isEmpty()) {
        if (auto done = readDrill(m_fileSystem, m_request.historyDirectory, m_request.id))
            return done;
        LIFEBOAT_TRY(removeUnfinished(m_fileSystem, m_request.historyDirectory, m_request.id));
    }
    // Before the clock starts: a long history must not make recoveries look slow.
    m_history = readHistory(m_fileSystem, m_request.historyDirectory).value_or(QList<DrillReport>());
    m_report.startedAt = m_clock.utcNow();
    m_began = m_clock.steadyNow();
    m_report.id = m_request.id.isEmpty() ? makeDrillId(m_report.startedAt) : m_request.id;
    m_report.plan = m_request.plan;
    // Whoever reads the report later stands in another directory.
    for (QString *path : {&m_report.plan.archive, &m_report.plan.store}) {
        if (!path->isEmpty())
            *path = QDir::cleanPath(QDir::current().absoluteFilePath(*path));
    }
    if (m_report.plan.name.isEmpty())
        m_report.plan.name = fileNameOf(m_report.plan.archive.isEmpty() ? m_report.plan.store : m_report.plan.archive);
    m_report.host = QSysInfo::machineHostName();
    m_report.toolVersion = QStringLiteral(LIFEBOAT_VERSION);
    m_report.threads = workerCount(m_request.threads);
    m_report.assertions = unreachedAssertions(m_request.plan);
    for (const DrillStep one : {DrillStep::Find, DrillStep::Verify, DrillStep::Restore, DrillStep::Start, DrillStep::Assert})
        m_report.stages.append({.step = one, .error = {}});

    const Result<> outcome = step(DrillStep::Find, &DrillRun::find)
                                 .and_then([this] { return step(DrillStep::Verify, &DrillRun::verify); })
                                 .and_then([this] { return step(DrillStep::Restore, &DrillRun::restore); })
                                 .and_then([this] { return step(DrillStep::Start, &DrillRun::start); })
                                 .and_then([this] { return step(DrillStep::Assert, &DrillRun::makeAssertions); });
    if (!outcome) {
        if (!isFinding(outcome.error().code))
            return failure(outcome.error());
        m_report.failure = outcome.error();
        if (outcome.error().code == ErrorCode::IntegrityFailed)
            m_report.assertions.first().found = outcome.error().detail;
    }
    m_report.peakMemoryBytes = peakMemory();
    const bool everyAssertionHeld = m_report.heldAssertions() == m_report.assertions.size();
    m_report.verdict = outcome && everyAssertionHeld ? Verdict::Passed : Verdict::Failed;

    m_control.progress().enterPart(0, 1000);
    m_control.progress().begin(Stage::Reporting, 0, 995);
    noteVerification(outcome);
    LIFEBOAT_TRY(writeReports(m_fileSystem, drillFiles(m_request.historyDirectory, m_report.id).directory, m_report));
    m_control.progress().begin(Stage::Done, 0, 1000);
    return m_report;
}

} // namespace

Result<DrillReport> runDrill(JobControl &control, const DrillRequest &request, FileSystem &fileSystem,
                             const Clock &clock, const StageListener &listener)
{
    return DrillRun(control, request, fileSystem, clock, listener).run();
}

} // namespace lifeboat
