// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/console/window/mainwindow.h"

#include "ui/console/pages/clusteroverview.h"
#include "ui/console/pages/drillpage.h"
#include "ui/console/pages/leasespage.h"
#include "ui/console/pages/overviewpage.h"
#include "ui/console/pages/snapshotspage.h"
#include "ui/console/pages/storepage.h"
#include "ui/console/pages/timelinepage.h"
#include "ui/console/pages/welcomepage.h"
#include "ui/console/theme/tokens.h"
#include "ui/console/timeline/timelineview.h"
#include "ui/console/widgets/messagebar.h"
#include "ui/console/widgets/operationsbar.h"
#include "ui/console/window/clustercommands.h"
#include "ui/console/window/clusterdialogs.h"
#include "ui/console/window/placelist.h"
#include "ui/console/window/practicecommands.h"
#include "ui/console/window/sidepanel.h"
#include "ui/console/window/snapshotcommands.h"
#include "ui/console/window/storecommands.h"
#include "ui/console/window/subjectheader.h"

#include <QApplication>
#include <QCloseEvent>
#include <QFileDialog>
#include <QMenuBar>
#include <QMessageBox>
#include <QPushButton>
#include <QSettings>
#include <QStackedWidget>
#include <QTabBar>
#include <QVBoxLayout>

namespace lifeboat::ui {

namespace {

const QString kGeometry = QStringLiteral("window/geometry");

} // namespace

MainWindow::MainWindow(Workspace &workspace, Look &look, QSettings *settings)
    : m_workspace(workspace)
    , m_look(look)
    , m_settings(settings)
    , m_subject(workspace)
    , m_run(workspace)
    , m_tour(workspace, m_run)
    , m_places(new PlaceList(workspace))
    , m_header(new SubjectHeader(workspace, m_subject, m_actions))
    , m_tabs(new QTabBar)
    , m_stack(new QStackedWidget)
    , m_overviews(new QStackedWidget)
    , m_clusterOverview(new ClusterOverview(workspace, m_subject, m_actions))
    , m_messages(new MessageBar)
    , m_snapshots(new SnapshotsPage(m_subject, m_selection, m_actions))
    , m_timeline(new TimelinePage(m_workspace, m_subject, m_selection, m_actions))
    , m_leases(new LeasesPage(workspace, m_subject, m_actions))
    , m_drills(new DrillPage(workspace, m_subject, m_run, m_actions))
    , m_objects(new StorePage(workspace, m_subject, m_actions))
    , m_storeCommands(new StoreCommands({workspace, m_subject, m_actions, *m_objects, *m_messages}, this))
{
    setWindowTitle(QStringLiteral("Lifeboat"));
    m_actions.fill(menuBar());
    auto *commands = new SnapshotCommands(workspace, m_subject, m_selection, m_actions, this);
    connect(commands, &SnapshotCommands::restored, this, [this](const QString &target, const QString &previous, const QStringList &findings) {
        QStringList words;
        if (!previous.isEmpty())
            words.append(tr("The old state stays as %1 until you remove it.").arg(previous));
        if (!findings.isEmpty())
            words.append(tr("SQLite\u2019s check found in it, as in the database it was taken of: %1").arg(findings.join(QStringLiteral("; "))));
        const QString sentence = tr("%1 is restored.").arg(target);
        if (findings.isEmpty())
            m_messages->showDone(sentence, words.join(u' '));
        else
            m_messages->showNote(sentence, words.join(u' '));
    });
    m_commands = new ClusterCommands(workspace, m_subject, m_selection, m_actions, this);
    auto *dialogs = new ClusterDialogs({workspace, m_subject, m_actions, *m_commands, *m_messages}, this);
    connect(dialogs, &ClusterDialogs::connected, this, [this](const QString &cluster) {
        showPage(Page::Overview);
        showCluster(cluster);
    });
    m_practice = new PracticeCommands({workspace, m_subject, m_actions, *m_messages}, this);
    connect(m_practice, &PracticeCommands::started, this, [this](const QString &cluster) {
        showCluster(cluster);
        showPage(Page::Leases);
    });
    setCentralWidget(makeCentre());
    connectActions();
    connectViews();
    connectDrills();
    connectStores();
    resize(1280, 800);
    setMinimumSize(940, 600);
    if (m_settings)
        restoreGeometry(m_settings->value(kGeometry).toByteArray());
    showPage(isFirstRun() ? Page::Welcome : Page::Overview);
    m_isWelcomeByDefault = page() == Page::Welcome;
    // The history is read by a job: drills run in a shell make this no first run.
    const auto leaveWelcome = [this] {
        if (m_isWelcomeByDefault && !isFirstRun())
            showPage(Page::Overview);
    };
    connect(&workspace.drills(), &DrillLog::updated, this, leaveWelcome, Qt::SingleShotConnection);
    connect(&workspace.clusters(), &Clusters::listChanged, this, leaveWelcome);
    connect(&workspace.stores(), &Stores::listChanged, this, leaveWelcome);
}

bool MainWindow::isFirstRun() const
{
    return m_workspace.places().isEmpty() && m_workspace.clusters().all().isEmpty() && m_workspace.stores().all().isEmpty()
        && m_workspace.drills().reports().isEmpty() && m_workspace.drills().chaos().isEmpty();
}

MainWindow::~MainWindow() = default;

QWidget *MainWindow::makeCentre()
{
    for (const QAction *tab : {m_actions.overview, m_actions.timeline, m_actions.snapshots, m_actions.objects, m_actions.leases,
                               m_actions.drills})
        m_tabs->addTab(tab->text().remove(u'&'));
    m_tabs->setExpanding(false);
    m_tabs->setDrawBase(true);
    m_tabs->setAccessibleName(tr("Pages"));
    m_stack->addWidget(new WelcomePage(m_actions));
    auto *overview = new OverviewPage(m_workspace, m_subject, m_actions);
    connect(overview, &OverviewPage::reportWanted, this, &MainWindow::showReport);
    m_overviews->addWidget(overview);
    m_overviews->addWidget(m_clusterOverview);
    m_stack->addWidget(m_overviews);
    m_stack->addWidget(m_timeline);
    m_stack->addWidget(m_snapshots);
    m_stack->addWidget(m_objects);
    m_stack->addWidget(m_leases);
    m_stack->addWidget(m_drills);
    auto *subject = new QWidget;
    auto *column = new QVBoxLayout(subject);
    column->setContentsMargins(18, metrics::kGap, 18, metrics::kGap);
    column->setSpacing(metrics::kGap);
    column->addWidget(m_header);
    column->addWidget(m_tabs);
    column->addWidget(m_messages);
    column->addWidget(m_stack, 1);
    auto *right = new QVBoxLayout;
    right->setSpacing(0);
    right->addWidget(subject, 1);
    right->addWidget(new OperationsBar(m_workspace.operations()));
    auto *centre = new QWidget;
    auto *row = new QHBoxLayout(centre);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(0);
    row->addWidget(new SidePanel(m_places));
    row->addLayout(right, 1);
    return centre;
}

void MainWindow::connectActions()
{
    connect(m_actions.openDatabase, &QAction::triggered, this, &MainWindow::openDatabase);
    connect(m_actions.openStore, &QAction::triggered, this, &MainWindow::openStore);
    connect(m_actions.trySample, &QAction::triggered, this, &MainWindow::startSample);
    connect(m_actions.closePlace, &QAction::triggered, this, &MainWindow::closePlace);
    connect(m_actions.refresh, &QAction::triggered, &m_workspace, &Workspace::refresh);
    connect(m_actions.quit, &QAction::triggered, this, &QWidget::close);
    connect(m_actions.find, &QAction::triggered, this, [this] {
        if (m_subject.place().isNamedStore()) {
            showPage(Page::Objects);
            return m_objects->focusFilter();
        }
        showPage(Page::Snapshots);
        m_snapshots->focusFilter();
    });
    connect(m_actions.dismissMessages, &QAction::triggered, m_messages, &MessageBar::dismissAll);
    connect(m_actions.cancelOperations, &QAction::triggered, &m_workspace.operations(), &Operations::cancelAll);
    connect(m_actions.about, &QAction::triggered, this, [this] {
        auto *box =
            new QMessageBox(QMessageBox::NoIcon, tr("About Lifeboat"),
                            tr("Lifeboat %1\nSnapshots, restores and recovery drills.\n\nGNU General Public License, "
                               "version 3 or later.")
                                .arg(QStringLiteral(LIFEBOAT_VERSION)),
                            QMessageBox::Close, this);
        box->setAttribute(Qt::WA_DeleteOnClose);
        box->open();
    });
    const std::pair<QAction *, Theme> themes[] = {{m_actions.themeSystem, Theme::System},
                                                  {m_actions.themeLight, Theme::Light},
                                                  {m_actions.themeDark, Theme::Dark}};
    for (const auto &[action, theme] : themes)
        connect(action, &QAction::triggered, this, [this, wanted = theme] { m_look.setTheme(wanted); });
    connect(&m_look, &Look::themeChanged, this, &MainWindow::updateTheme);
    updateTheme();
}

void MainWindow::connectViews()
{
    const std::pair<QAction *, Page> pages[] = {{m_actions.welcome, Page::Welcome},
                                                {m_actions.overview, Page::Overview},
                                                {m_actions.timeline, Page::Timeline},
                                                {m_actions.snapshots, Page::Snapshots},
                                                {m_actions.leases, Page::Leases},
                                                {m_actions.drills, Page::Drills},
                                                {m_actions.objects, Page::Objects}};
    for (const auto &[action, page] : pages)
        connect(action, &QAction::triggered, this, [this, wanted = page] { showPage(wanted); });
    connect(m_tabs, &QTabBar::currentChanged, this, [this](int tab) { showPage(Page(tab + 1)); });
    connect(m_places, &PlaceList::placeChosen, this, &MainWindow::showPlace);
    connect(&m_workspace, &Workspace::failed, m_messages, [this](const QString &what, const Error &error) { m_messages->showError(what, error); });
    connect(&m_workspace, &Workspace::operationFailed, this, &MainWindow::tellOfFailed);
    connect(m_timeline, &TimelinePage::archiveActivated, this, [this](const QString &archive) {
        showPage(Page::Snapshots);
        m_snapshots->select(archive);
    });
    connect(m_timeline, &TimelinePage::drillActivated, this,
            [this](const QString &drill) { showReport(DrillId{drill}); });
    connect(m_timeline, &TimelinePage::drillSelected, this,
            [this](const QString &drill) { m_timelineDrill = DrillId{drill}; });
    connect(m_clusterOverview, &ClusterOverview::placeWanted, this, &MainWindow::showPlace);
    connect(m_clusterOverview, &ClusterOverview::mendWanted, m_commands, &ClusterCommands::mend);
    connect(m_commands, &ClusterCommands::noteWanted, m_messages, &MessageBar::showNote);
    connect(&m_subject, &Subject::placeChanged, this, [this] {
        m_overviews->setCurrentIndex(m_subject.isRemote() ? 1 : 0);
        m_actions.closePlace->setEnabled(m_subject.place().kind != Place::Kind::Machine);
        m_timelineDrill = {};
        showTabs();
    });
    showTabs();
    m_actions.closePlace->setEnabled(false);
}

/// A restore that failed is for somebody to plan and confirm anew.
void MainWindow::tellOfFailed(const lifeboat::Operation &operation)
{
    const auto again = [this, operation] { m_workspace.localQueue().retry(operation); };
    const bool isRestore = operation.request.kind == QLatin1StringView("restore");
    m_messages->showError(operation.request.parameters[QLatin1StringView("title")].toString(), *operation.lastError,
                          isRestore ? std::function<void()>() : again);
}

void MainWindow::closePlace()
{
    const Place place = m_subject.place();
    if (place.isNamedStore())
        m_storeCommands->askToRemove();
    else if (place.isRemote())
        m_commands->askToForget();
    else
        m_workspace.places().close(place);
}

void MainWindow::openDatabase()
{
    auto *dialog = new QFileDialog(this, tr("Open database"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    dialog->setNameFilters({tr("SQLite databases (*.db *.sqlite *.sqlite3 *.db3)"), tr("All files (*)")});
    connect(dialog, &QFileDialog::fileSelected, this, [this](const QString &path) {
        showPlace(m_workspace.places().openDatabase(path));
        showPage(Page::Snapshots);
    });
    dialog->open();
}

void MainWindow::openStore()
{
    auto *dialog = new QFileDialog(this, tr("Open snapshot store"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::Directory);
    dialog->setOption(QFileDialog::ShowDirsOnly);
    connect(dialog, &QFileDialog::fileSelected, this, [this](const QString &path) {
        showPlace(m_workspace.places().openStore(path));
        showPage(Page::Snapshots);
    });
    dialog->open();
}

void MainWindow::updateTheme()
{
    const Theme theme = m_look.theme();
    (theme == Theme::Light      ? m_actions.themeLight
         : theme == Theme::Dark ? m_actions.themeDark
                                : m_actions.themeSystem)
        ->setChecked(true);
    if (m_settings)
        m_settings->setValue(QStringLiteral("window/theme"), Look::themeName(theme));
}

void MainWindow::changeEvent(QEvent *event)
{
    QMainWindow::changeEvent(event);
    if (event->type() == QEvent::ActivationChange && isActiveWindow())
        m_workspace.refresh(); // somebody may have used lifeboatctl meanwhile
}

void MainWindow::closeEvent(QCloseEvent *event)
{
    if ((m_workspace.operations().own().isEmpty() && !m_workspace.practice().isOwn()) || m_mayClose) {
        keepGeometry();
        return event->accept();
    }
    event->ignore();
    askBeforeClosing();
}

void MainWindow::askBeforeClosing()
{
    const int operations = int(m_workspace.operations().own().size());
    QStringList words;
    if (operations > 0)
        words.append(operations == 1 ? tr("Quitting cancels it. What is half done is undone.")
                                     : tr("Quitting cancels them. What is half done is undone."));
    if (m_workspace.practice().isOwn())
        words.append(tr("Quitting ends the practice cluster and removes it."));
    auto *box = new QMessageBox(
        QMessageBox::Warning, tr("Quit Lifeboat"),
        operations > 0 ? tr("%n operations are running.", nullptr, operations) : tr("The practice cluster is running."),
        QMessageBox::NoButton, this);
    box->setInformativeText(words.join(u' '));
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->addButton(tr("Keep running"), QMessageBox::RejectRole);
    QPushButton *quit =
        box->addButton(operations > 1       ? tr("Cancel them and quit")
                           : operations > 0 ? tr("Cancel it and quit")
                                            : tr("End it and quit"), QMessageBox::DestructiveRole);
    connect(box, &QMessageBox::buttonClicked, this, [this, quit](QAbstractButton *button) {
        if (button != static_cast<QAbstractButton *>(quit))
            return;
        m_mayClose = true;
        m_workspace.operations().cancelAll();
        close();
    });
    box->open();
}

void MainWindow::keepGeometry()
{
    if (m_settings)
        m_settings->setValue(kGeometry, saveGeometry());
}

} // namespace lifeboat::ui
