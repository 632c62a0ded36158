// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/console/window/practicecommands.h"

#include "ui/console/dialogs/chaosreportdialog.h"
#include "ui/console/widgets/messagebar.h"
#include "ui/console/window/actions.h"
#include "ui/console/workspace/subject.h"

#include <QFileInfo>

namespace lifeboat::ui {

PracticeCommands::PracticeCommands(const Means &means, QWidget *window)
    : QObject(window)
    , m_means(means)
    , m_window(window)
{
    Practice &practice = means.workspace.practice();
    const Actions &actions = means.actions;
    connect(actions.startPractice, &QAction::triggered, &practice, &Practice::start);
    connect(actions.killLeader, &QAction::triggered, &practice, [&practice] { practice.strike(Practice::Deed::Kill); });
    connect(actions.freezeLeader, &QAction::triggered, &practice, [&practice] { practice.strike(Practice::Deed::Freeze); });
    connect(actions.cutLeader, &QAction::triggered, &practice, [&practice] { practice.strike(Practice::Deed::Cut); });
    connect(actions.heal, &QAction::triggered, &practice, &Practice::heal);
    connect(actions.chaosDrill, &QAction::triggered, &practice, &Practice::drill);
    connect(actions.stopPractice, &QAction::triggered, &practice, &Practice::stop);
    connect(&practice, &Practice::changed, this, &PracticeCommands::enable);
    connect(&means.subject, &Subject::placeChanged, this, &PracticeCommands::enable);
    connect(&practice, &Practice::started, this, [this] { Q_EMIT started(PracticeCluster::kName); });
    connect(&practice, &Practice::failed, this, &PracticeCommands::tellFailure);
    connect(&means.subject, &Subject::placeChanged, this, [this] {
        if (!isHere())
            m_means.messages.leave();
    });
    connect(&practice, &Practice::leftoversEnded, this, [this] {
        m_means.messages.showNote(tr("What was left of a practice cluster is gone."),
                                  tr("The program that had started it came to its end without stopping it."));
    });
    connect(&practice, &Practice::drilled, this, [this](const ChaosRehearsal &rehearsal) {
        m_means.workspace.drills().refresh();
        for (const Error &trouble : rehearsal.troubles)
            m_means.workspace.reportFailure(tr("Chaos drill"), trouble);
        if (rehearsal.report.failure && rehearsal.report.failure->code == ErrorCode::Canceled)
            return;
        show(rehearsal.report);
    });
    enable();
}

bool PracticeCommands::isHere() const
{
    return m_means.subject.isRemote() && m_means.workspace.practice().is(m_means.subject.place().cluster);
}

void PracticeCommands::tellFailure(const QString &what, const Error &error)
{
    if (!isHere())
        m_means.workspace.reportFailure(what, error);
    else if (error.code != ErrorCode::Canceled)
        m_means.messages.showErrorHere(what, error);
}

void PracticeCommands::enable()
{
    const Practice &practice = m_means.workspace.practice();
    const Actions &actions = m_means.actions;
    const bool isIdle = practice.isPossible() && !practice.isBusy();
    const bool canAct = isIdle && isHere();
    actions.startPractice->setEnabled(isIdle && !practice.isRunning());
    for (QAction *action : {actions.killLeader, actions.freezeLeader, actions.heal, actions.stopPractice})
        action->setEnabled(canAct);
    actions.chaosDrill->setEnabled(canAct || (isIdle && !practice.isRunning()));
    actions.cutLeader->setStatusTip(
        practice.isRunning() && !practice.usesNats()
            ? tr("The nodes share files: there is no network between them to cut. With a nats-server installed there is.")
            : QString());
    actions.cutLeader->setEnabled(canAct && practice.usesNats());
}

void PracticeCommands::show(const ChaosReport &report)
{
    const QString file = chaosFile(m_means.workspace.drills().directory(), report.id);
    (new ChaosReportDialog(report, QFileInfo::exists(file) ? file : QString(), m_window))->open();
}

} // namespace lifeboat::ui
