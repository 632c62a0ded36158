// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/console/models/drillmodel.h"
#include "ui/console/models/sortedfilter.h"

#include <QWidget>

class QStackedLayout;
class QTableView;

namespace lifeboat::ui {

class Actions;
class CommandLine;
class DrillRun;
class FieldNote;
class FigureCard;
class PlanForm;
class ReportView;
class Subject;
class TextLabel;
class Workspace;

/// Plan a drill, see what it will take, run it, read its report; and all drills that were run.
class DrillPage : public QWidget
{
    Q_OBJECT

public:
    /// All of them must outlive this.
    DrillPage(Workspace &workspace, Subject &subject, DrillRun &run, const Actions &actions, QWidget *parent = nullptr);

    PlanForm *form() const { return m_form; }
    /// Shows the plan form with this archive chosen.
    void planFor(const QString &archive);
    void showPlan();
    /// Shows a run's report; the newest of the subject's for an empty id. False if there is none.
    bool showReport(const DrillId &id);

    /// The report that is on show or selected in the history.
    std::optional<DrillReport> currentReport() const;
    /// That of the chaos drill that is selected there.
    std::optional<ChaosReport> currentChaos() const;
    bool isReportOnShow() const;
    /// Fills the form with the plan in that file; what cannot be filled in is told.
    void usePlan(const QString &path);

Q_SIGNALS:
    void noteWanted(const QString &sentence, const QString &words);

private:
    QWidget *makePlan();
    QWidget *makeForecast();
    QWidget *makeHistory();
    void connectActions();
    /// What is selected in the history, else its first; null: it is empty.
    const PastDrill *currentDrill() const;
    void showEvent(QShowEvent *event) override;
    void refresh();
    void changePlace();
    /// Fills the empty form with the subject's last plan, or a bare one in its name.
    void proposePlan();
    void refreshForecast();
    void start();
    void loadPlan();
    void savePlan();

    Workspace &m_workspace;
    Subject &m_subject;
    DrillRun &m_run;
    const Actions &m_actions;
    DrillModel m_model;
    SortedFilter m_sorted;
    PlanForm *m_form;
    QHash<QString, DrillPlan> m_plans; ///< of the places that were left, by keys of theirs
    QString m_planned; ///< key of the place whose plan is in the form
    FigureCard *m_forecast;
    FieldNote *m_problem;
    CommandLine *m_command;
    TextLabel *m_saveFirst; ///< stands in for a command that could not say all the plan says
    QTableView *m_history;
    TextLabel *m_noHistory;
    ReportView *m_report;
    QStackedLayout *m_stack;
    QString m_planFile; ///< the plan on disk that the form still equals; empty if it differs
    DrillPlan m_filePlan;
};

} // namespace lifeboat::ui
