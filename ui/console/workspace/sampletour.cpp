// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/console/workspace/sampletour.h"

#include "engine/snapshot/take.h"

#include <QCoreApplication>
#include <QStandardPaths>
#include <QThread>
#include <QTimer>

namespace lifeboat::ui {

namespace {

constexpr int kLook = 5; ///< ms between looks for the first commit
constexpr int kWriterPatience = 30'000; ///< ms for it to end by itself

QString writerProgram()
{
    const QString name = QStringLiteral("lifeboatctl");
    return QStandardPaths::findExecutable(name, {QCoreApplication::applicationDirPath()});
}

} // namespace

SampleTour::SampleTour(Workspace &workspace, DrillRun &drill, QObject *parent)
    : QObject(parent)
    , m_workspace(workspace)
    , m_drill(drill)
{
}

SampleTour::~SampleTour()
{
    if (!m_writer)
        return;
    m_writer->disconnect(this);
    m_writer->closeWriteChannel();
    if (!m_writer->waitForFinished(kWriterPatience))
        m_writer->kill();
}

void SampleTour::start()
{
    if (m_running || m_drill.isRunning())
        return;
    m_running = true;
    m_hadWriter = false;
    Q_EMIT changed();
    FileSystem *fileSystem = &m_workspace.fileSystem();
    m_workspace.operations().start<Sample>(
        tr("Make sample data"),
        [fileSystem, directory = m_workspace.paths().sample](JobControl &control) {
            return makeSample(control, *fileSystem, directory);
        },
        this,
        [this](const Result<Sample> &sample) {
            if (!sample)
                return end(sample.error());
            m_sample = *sample;
            startWriter();
        });
}

void SampleTour::startWriter()
{
    const QString program = writerProgram();
    if (program.isEmpty())
        return takeSnapshotOfIt();
    m_writer = std::make_unique<QProcess>();
    m_writerLives = std::make_shared<std::atomic_bool>(true);
    m_writer->setStandardOutputFile(QProcess::nullDevice());
    m_writer->setStandardErrorFile(QProcess::nullDevice());
    connect(m_writer.get(), &QProcess::started, this, [this] {
        m_hadWriter = true;
        takeSnapshotOfIt();
    });
    connect(m_writer.get(), &QProcess::errorOccurred, this, [this](QProcess::ProcessError error) {
        if (error == QProcess::FailedToStart) {
            *m_writerLives = false;
            takeSnapshotOfIt();
        }
    });
    connect(m_writer.get(), &QProcess::finished, this, [this](int code) {
        *m_writerLives = false;
        if (code != 0)
            m_hadWriter = false; // it did not write to the end: do not claim it did
    });
    m_writer->start(program, {QStringLiteral("sample-load"), m_sample.database});
}

void SampleTour::takeSnapshotOfIt()
{
    TakeRequest request;
    request.database = m_sample.database;
    request.store = m_sample.store;
    FileSystem *fileSystem = &m_workspace.fileSystem();
    m_workspace.operations().start<TakenSnapshot>(
        tr("Snapshot of the sample"),
        [fileSystem, request, sample = m_sample,
         lives = m_hadWriter ? m_writerLives : nullptr](JobControl &control) -> Result<TakenSnapshot> {
            const auto goesOn = [&lives] {
                QThread::msleep(kLook);
                return lives->load();
            };
            if (lives)
                LIFEBOAT_TRY(waitForCommit(control, request.database, goesOn));
            auto taken = takeSnapshot(control, request, *fileSystem);
            removeOldSamples(*fileSystem, sample);
            return taken;
        },
        this,
        [this](const Result<TakenSnapshot> &taken) {
            stopWriter();
            if (!taken)
                return end(taken.error());
            const Place place = m_workspace.places().openDatabase(m_sample.database, m_sample.store);
            m_running = false;
            m_drill.start(m_sample.plan);
            Q_EMIT drilling(place);
        });
}

void SampleTour::stopWriter()
{
    if (!m_writer || m_writer->state() == QProcess::NotRunning)
        return;
    m_writer->closeWriteChannel();
    QTimer::singleShot(kWriterPatience, m_writer.get(), &QProcess::kill);
}

void SampleTour::end(const Error &error)
{
    stopWriter();
    m_running = false;
    Q_EMIT changed();
    Q_EMIT failed(error);
}

} // namespace lifeboat::ui
