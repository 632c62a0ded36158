// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/console/window/mainwindow.h"

#include "engine/drill/drillhistory.h"
#include "ui/console/pages/drillpage.h"
#include "ui/console/widgets/messagebar.h"
#include "ui/console/window/practicecommands.h"

#include <QDesktopServices>
#include <QUrl>

/// What the window does with drills and their reports.
namespace lifeboat::ui {

void MainWindow::connectDrills()
{
    connect(m_drills, &DrillPage::noteWanted, m_messages, &MessageBar::showNote);
    connect(m_actions.planDrill, &QAction::triggered, this, [this] {
        showPage(Page::Drills);
        m_drills->showPlan();
    });
    connect(m_actions.drillThis, &QAction::triggered, this, [this] {
        if (!m_subject.place().isHere())
            return; // fetched first
        const QString archive = m_selection.entry()->path;
        showPage(Page::Drills);
        m_drills->planFor(archive);
    });
    connect(m_actions.showReport, &QAction::triggered, this, [this] {
        if (page() == Page::Timeline && !m_timelineDrill.isEmpty())
            return showReport(m_timelineDrill);
        if (const auto chaos = m_drills->currentChaos())
            return m_practice->show(*chaos);
        const auto report = m_drills->currentReport();
        showReport(report ? report->id : DrillId{});
    });
    connect(m_actions.openReport, &QAction::triggered, this, &MainWindow::openReport);
    connect(&m_run, &DrillRun::failed, this,
            [this](const Error &error) { m_workspace.reportFailure(tr("Drill"), error); });
    connect(&m_run, &DrillRun::started, this, [this] { showPage(Page::Drills); });
    const auto offerSample = [this] { m_actions.trySample->setEnabled(!m_run.isRunning() && !m_tour.isRunning()); };
    connect(&m_run, &DrillRun::started, this, offerSample);
    connect(&m_run, &DrillRun::failed, this, offerSample);
    connect(&m_run, &DrillRun::finished, this, offerSample);
    connect(&m_tour, &SampleTour::changed, this, offerSample);
    connect(&m_tour, &SampleTour::failed, this,
            [this](const Error &error) { m_workspace.reportFailure(tr("Sample drill"), error); });
    connect(&m_tour, &SampleTour::drilling, this, [this](const Place &sample) {
        showPlace(sample);
        showPage(Page::Drills);
        m_drills->showPlan();
        if (!m_tour.hadWriter())
            m_messages->showNote(tr("The sample’s snapshot was taken of a database at rest."),
                                 tr("lifeboatctl, whose second process would have written to it meanwhile, was not "
                                    "found beside lifeboat."));
    });
}

void MainWindow::startSample()
{
    m_tour.start();
}

void MainWindow::openReport()
{
    const auto timelineReport = page() == Page::Timeline ? m_workspace.drills().report(m_timelineDrill) : std::nullopt;
    const auto report = timelineReport ? timelineReport : m_drills->currentReport();
    if (const auto chaos = m_drills->currentChaos(); chaos && !report)
        return m_practice->show(*chaos); // it has no other page
    if (!report)
        return m_messages->showNote(tr("There is no report yet."), tr("Run a drill first."));
    const QString html = drillFiles(m_workspace.drills().directory(), report->id).html;
    if (!QDesktopServices::openUrl(QUrl::fromLocalFile(html)))
        m_messages->showNote(tr("No browser could be started."), tr("The report is here: %1").arg(html));
}

void MainWindow::showReport(const DrillId &id)
{
    showPage(Page::Drills);
    if (!m_drills->showReport(id))
        m_messages->showNote(tr("There is no report yet."), tr("Run a drill first."));
}

} // namespace lifeboat::ui
