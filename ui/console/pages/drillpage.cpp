// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/console/pages/drillpage.h"

#include "ui/console/drill/planform.h"
#include "ui/console/drill/reportview.h"
#include "ui/console/drill/runview.h"
#include "ui/console/models/rowdelegate.h"
#include "ui/console/theme/consolestyle.h"
#include "ui/console/theme/tokens.h"
#include "ui/console/widgets/actionbutton.h"
#include "ui/console/widgets/commandline.h"
#include "ui/console/widgets/fieldnote.h"
#include "ui/console/widgets/figurecard.h"
#include "ui/console/window/actions.h"
#include "ui/console/workspace/command.h"
#include "ui/console/workspace/drillrun.h"
#include "ui/console/workspace/subject.h"
#include "ui/text/format.h"

#include <QFileDialog>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QScrollArea>
#include <QStackedLayout>
#include <QTableView>

#include <variant>

namespace lifeboat::ui {

namespace {

enum Face { PlanFace, RunFace, ReportFace };

QString keyOf(const Place &place)
{
    return QString::number(int(place.kind)) + u'\n' + place.cluster + u'\n' + place.path + u'\n' + place.name;
}

} // namespace

DrillPage::DrillPage(Workspace &workspace, Subject &subject, DrillRun &run, const Actions &actions, QWidget *parent)
    : QWidget(parent)
    , m_workspace(workspace)
    , m_subject(subject)
    , m_run(run)
    , m_actions(actions)
    , m_form(new PlanForm)
    , m_planned(keyOf(subject.place()))
    , m_forecast(new FigureCard(tr("Back in service in (RTO forecast)")))
    , m_problem(new FieldNote(this, 200))
    , m_command(new CommandLine)
    , m_saveFirst(new TextLabel(TextLabel::Style::Quiet, tr("Save the plan to run the same drill from a shell.")))
    , m_history(new QTableView)
    , m_noHistory(new TextLabel(TextLabel::Style::Quiet,
                                tr("No drill was run yet. The first one has no forecast; it makes one.")))
    , m_report(new ReportView(actions))
    , m_stack(new QStackedLayout)
{
    m_sorted.setSourceModel(&m_model);
    auto *top = new QHBoxLayout;
    top->setSpacing(metrics::kGap);
    top->addWidget(makePlan(), 5);
    top->addWidget(makeForecast(), 2);
    auto *plan = new QWidget;
    auto *column = new QVBoxLayout(plan);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(metrics::kGap);
    column->addLayout(top, 3);
    column->addWidget(makeHistory(), 1);
    m_stack->addWidget(plan);
    m_stack->addWidget(new RunView(run));
    m_stack->addWidget(m_report);
    setLayout(m_stack);
    connectActions();
    refresh();
}

QWidget *DrillPage::makePlan()
{
    auto *area = new QScrollArea;
    area->setWidget(m_form);
    area->setWidgetResizable(true);
    area->setFrameShape(QFrame::NoFrame);
    area->setFocusPolicy(Qt::NoFocus);
    area->setAccessibleName(tr("Plan"));
    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(metrics::kNear);
    buttons->addWidget(new TextLabel(TextLabel::Style::Heading, tr("Plan")));
    buttons->addStretch();
    for (QAction *action : {m_actions.addRows, m_actions.addSql, m_actions.loadPlan, m_actions.savePlan})
        buttons->addWidget(new ActionButton(action));
    auto *card = new Card;
    card->body()->setSpacing(metrics::kGap);
    card->body()->addLayout(buttons);
    card->body()->addWidget(area, 1);
    card->body()->addWidget(m_command);
    card->body()->addWidget(m_saveFirst);
    for (QWidget *panel : {area->viewport(), static_cast<QWidget *>(m_form)})
        panel->setAutoFillBackground(false);
    return card;
}

QWidget *DrillPage::makeForecast()
{
    auto *run = new ActionButton(m_actions.runDrill);
    makePrimary(run);
    auto *words =
        new TextLabel(TextLabel::Style::Quiet,
                      tr("A drill restores the snapshot onto the embedded node in a directory of its own. Your data "
                         "is not touched."));
    words->setWordWrap(true);
    auto *act = new Card;
    act->body()->setSpacing(metrics::kNear);
    act->body()->addWidget(words);
    act->body()->addWidget(m_problem);
    act->body()->addWidget(run);
    auto *column = new QWidget;
    auto *layout = new QVBoxLayout(column);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(metrics::kGap);
    layout->addWidget(m_forecast);
    layout->addWidget(act);
    layout->addStretch();
    column->setMinimumWidth(250);
    return column;
}

QWidget *DrillPage::makeHistory()
{
    dressTable(m_history, tr("History of drills"));
    m_history->setModel(&m_sorted);
    m_history->setSortingEnabled(true);
    m_history->sortByColumn(DrillModel::Time, Qt::DescendingOrder);
    QHeaderView *header = m_history->horizontalHeader();
    header->resizeSection(DrillModel::Result, 130);
    header->resizeSection(DrillModel::Time, 130);
    header->resizeSection(DrillModel::Name, 200);
    header->setSectionResizeMode(DrillModel::Snapshot, QHeaderView::Stretch);
    header->resizeSection(DrillModel::Rto, 90);
    header->resizeSection(DrillModel::Rpo, 110);
    header->resizeSection(DrillModel::Assertions, 130);
    fitTitles(m_history);
    connect(m_history, &QTableView::activated, m_actions.showReport, &QAction::trigger);
    m_history->setContextMenuPolicy(Qt::ActionsContextMenu);
    m_history->addActions({m_actions.showReport, m_actions.openReport});
    auto *title = new QHBoxLayout;
    title->setContentsMargins(metrics::kGap, metrics::kNear, metrics::kGap, 0);
    title->setSpacing(metrics::kNear);
    title->addWidget(new TextLabel(TextLabel::Style::Heading, tr("History")));
    title->addWidget(m_noHistory);
    title->addStretch();
    title->addWidget(new ActionButton(m_actions.showReport));
    title->addWidget(new ActionButton(m_actions.openReport, tr("Open in browser")));
    auto *card = new Card;
    card->body()->setContentsMargins(1, metrics::kTight, 1, metrics::kTight);
    card->body()->addLayout(title);
    card->body()->addWidget(m_history, 100);
    card->body()->addStretch(1); // while there is no table
    card->setMinimumHeight(176);
    return card;
}

void DrillPage::connectActions()
{
    connect(&m_subject, &Subject::placeChanged, this, &DrillPage::changePlace);
    connect(&m_subject, &Subject::updated, this, &DrillPage::refresh);
    connect(&m_subject, &Subject::heldUpdated, this, [this] {
        if (isVisible())
            refresh(); // which drills are of a cluster hangs on what it holds
    });
    connect(m_form, &PlanForm::changed, this, &DrillPage::refreshForecast);
    connect(m_actions.runDrill, &QAction::triggered, this, &DrillPage::start);
    connect(m_actions.loadPlan, &QAction::triggered, this, &DrillPage::loadPlan);
    connect(m_actions.savePlan, &QAction::triggered, this, &DrillPage::savePlan);
    connect(m_actions.addRows, &QAction::triggered, m_form, [this] { m_form->addRows(); });
    connect(m_actions.addSql, &QAction::triggered, m_form, [this] { m_form->addSql(); });
    connect(&m_run, &DrillRun::started, this, [this] {
        m_stack->setCurrentIndex(RunFace);
        refreshForecast();
    });
    connect(&m_run, &DrillRun::failed, this, [this] {
        showPlan();
        refreshForecast();
    });
    connect(&m_run, &DrillRun::finished, this, [this](const DrillReport &report) {
        m_report->setReport(report, m_subject.drills());
        m_stack->setCurrentIndex(ReportFace);
        refreshForecast();
    });
    connect(m_report, &ReportView::runAgainRequested, this, [this] { m_run.start(m_report->report().plan); });
}

void DrillPage::planFor(const QString &archive)
{
    m_form->setArchive(archive);
    showPlan();
}

void DrillPage::showPlan()
{
    m_stack->setCurrentIndex(m_run.isRunning() ? RunFace : PlanFace);
}

bool DrillPage::showReport(const DrillId &id)
{
    const QList<DrillReport> drills = m_subject.drills();
    std::optional<DrillReport> report;
    if (!id.isEmpty())
        report = m_workspace.drills().report(id);
    else if (!drills.isEmpty())
        report = drills.first();
    if (!report)
        return false;
    m_report->setReport(*report, drills);
    m_stack->setCurrentIndex(ReportFace);
    return true;
}

bool DrillPage::isReportOnShow() const
{
    return m_stack->currentIndex() == ReportFace;
}

const PastDrill *DrillPage::currentDrill() const
{
    const QModelIndex current = m_sorted.mapToSource(m_history->currentIndex());
    if (current.isValid())
        return &m_model.row(current.row());
    return m_model.rowCount() > 0 ? &m_model.row(0) : nullptr;
}

std::optional<DrillReport> DrillPage::currentReport() const
{
    if (isReportOnShow())
        return m_report->report();
    const PastDrill *const drill = currentDrill();
    return drill && !drill->chaos ? std::optional(drill->report) : std::nullopt;
}

std::optional<ChaosReport> DrillPage::currentChaos() const
{
    const PastDrill *const drill = isReportOnShow() ? nullptr : currentDrill();
    return drill ? drill->chaos : std::nullopt;
}

void DrillPage::showEvent(QShowEvent *event)
{
    refresh();
    QWidget::showEvent(event);
}

void DrillPage::refresh()
{
    const QList<DrillReport> drills = m_subject.drills();
    m_model.setReports(drills, m_subject.chaos());
    m_noHistory->setVisible(m_model.rowCount() == 0 && m_workspace.drills().isRead());
    m_history->setVisible(m_model.rowCount() > 0);
    QStringList stores = m_workspace.places().stores();
    if (m_subject.isRemote())
        stores.clear(); // what nodes hold is fetched first
    else if (m_subject.place().kind != Place::Kind::Machine)
        stores = {m_subject.store()};
    m_form->setChoices(stores, m_subject.entries());
    if (m_form->plan().name.isEmpty() && m_workspace.drills().isRead())
        proposePlan();
    refreshForecast();
}

/// Every place has a plan of its own: the last drill there, or what was made of it here.
void DrillPage::changePlace()
{
    m_plans.insert(m_planned, m_form->plan());
    m_planned = keyOf(m_subject.place());
    m_form->forget();
    if (const auto known = m_plans.constFind(m_planned); known != m_plans.constEnd())
        m_form->setPlan(*known);
    if (isReportOnShow())
        showPlan(); // it is of the other place
}

void DrillPage::proposePlan()
{
    const QList<DrillReport> drills = m_subject.drills();
    DrillPlan plan = drills.isEmpty() ? m_form->plan() : drills.first().plan;
    if (drills.isEmpty())
        plan.name = m_subject.isRemote() ? m_subject.place().cluster : m_subject.place().fileName();
    if (!plan.name.isEmpty())
        m_form->setPlan(plan);
}

void DrillPage::refreshForecast()
{
    QString problem = m_form->problem();
    if (!problem.isEmpty() && m_subject.isRemote() && m_form->plan().archive.isEmpty())
        problem = tr("Fetch a snapshot here first.");
    const DrillPlan plan = m_form->plan();
    m_actions.runDrill->setEnabled(problem.isEmpty() && !m_run.isRunning());
    m_problem->setNote(Health::Warning, problem);
    if (plan != m_filePlan)
        m_planFile.clear();
    m_command->setCommand(m_planFile.isEmpty() ? command::drill(plan) : command::drillPlan(m_planFile));
    m_command->setVisible(!m_command->command().isEmpty());
    m_saveFirst->setHidden(m_command->isVisibleTo(this));
    if (plan.archive.isEmpty() && plan.store.isEmpty()) {
        m_command->hide();
        m_saveFirst->hide();
    }
    const qint64 bytes = m_subject.rawBytesOf(plan);
    const auto forecast = bytes > 0 ? forecastRto(m_workspace.drills().reports(), bytes) : std::nullopt;
    if (!forecast) {
        m_forecast->setFigure(tr("unknown"), bytes > 0 ? tr("no earlier run to learn from") : tr("no snapshot chosen"));
        return;
    }
    m_forecast->setFigure(text::duration(forecast->expected),
                          tr("%1 to %2, from %n drills, for %3", nullptr, forecast->runs)
                              .arg(text::duration(forecast->low), text::duration(forecast->high), text::bytes(bytes)));
}

void DrillPage::start()
{
    if (m_form->problem().isEmpty())
        m_run.start(m_form->plan());
}

void DrillPage::loadPlan()
{
    auto *dialog = new QFileDialog(this, tr("Load plan"), {}, tr("Drill plans (*.toml)"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    connect(dialog, &QFileDialog::fileSelected, this, [this](const QString &path) {
        usePlan(path);
    });
    dialog->open();
}

void DrillPage::usePlan(const QString &path)
{
    using Plan = std::variant<ChaosPlan, DrillPlan>;
    auto job = m_workspace.readers().start<Plan>(
        [path, fileSystem = &m_workspace.fileSystem()](JobControl &) -> Result<Plan> {
            LIFEBOAT_ASSIGN(const std::optional<ChaosPlan> chaos, readChaosPlan(*fileSystem, path));
            if (chaos)
                return Plan(*chaos);
            LIFEBOAT_ASSIGN(const DrillPlan plan, readPlan(*fileSystem, path));
            return Plan(plan);
        });
    job.future.then(this, [this, path](const Result<Plan> &plan) {
        if (!plan)
            return m_workspace.reportFailure(tr("Load plan"), plan.error());
        if (std::holds_alternative<ChaosPlan>(*plan))
            return Q_EMIT noteWanted(tr("%1 is a plan of losses on a practice cluster.").arg(fileNameOf(path)),
                                     tr("Such plans run in a shell: %1").arg(command::drillPlan(path)));
        m_form->setPlan(std::get<DrillPlan>(*plan));
        m_filePlan = m_form->plan();
        m_planFile = path;
        showPlan();
        refreshForecast();
    });
}

void DrillPage::savePlan()
{
    auto *dialog = new QFileDialog(this, tr("Save plan"), {}, tr("Drill plans (*.toml)"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(QStringLiteral("toml"));
    connect(dialog, &QFileDialog::fileSelected, this, [this](const QString &path) {
        const DrillPlan plan = m_form->plan();
        auto job =
            m_workspace.readers().start<void>([path, plan, fileSystem = &m_workspace.fileSystem()](JobControl &) {
                return fileSystem->writeAtomically(path, toToml(plan));
            });
        job.future.then(this, [this, path, plan](const Result<> &written) {
            if (!written)
                return m_workspace.reportFailure(tr("Save plan"), written.error());
            m_filePlan = plan;
            m_planFile = path;
            refreshForecast();
        });
    });
    dialog->open();
}

} // namespace lifeboat::ui
