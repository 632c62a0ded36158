// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/drill/sample.h"
#include "ui/console/workspace/drillrun.h"

#include <QProcess>
#include <atomic>

namespace lifeboat::ui {

/// The third way in: makes the sample database, takes a snapshot of it while another process writes to it, and drills
/// that snapshot. Everything is really done; nothing is painted.
class SampleTour : public QObject
{
    Q_OBJECT

public:
    /// Both must outlive this.
    SampleTour(Workspace &workspace, DrillRun &drill, QObject *parent = nullptr);
    ~SampleTour() override;

    bool isRunning() const { return m_running; }
    /// False if the snapshot had to be taken of a database at rest: lifeboatctl was not found.
    bool hadWriter() const { return m_hadWriter; }

    /// Does nothing while a tour or a drill runs.
    void start();

Q_SIGNALS:
    /// One has begun, or has failed: isRunning() is another.
    void changed();
    /// The sample is open and its drill has been started.
    void drilling(const lifeboat::ui::Place &sample);
    void failed(const lifeboat::Error &error);

private:
    void startWriter();
    void takeSnapshotOfIt();
    void stopWriter();
    void end(const Error &error);

    Workspace &m_workspace;
    DrillRun &m_drill;
    Sample m_sample;
    std::unique_ptr<QProcess> m_writer;
    std::shared_ptr<std::atomic_bool> m_writerLives; ///< read by the job that waits for its first commit
    bool m_running = false;
    bool m_hadWriter = false;
};

} // namespace lifeboat::ui
