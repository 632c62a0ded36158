// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/base/posixfilesystem.h"
#include "engine/cluster/cluster.h"
#include "engine/cluster/clusterleases.h"
#include "tests/support/workspace.h"
#include "tests/ui/clicks.h"
#include "ui/console/dialogs/chaosreportdialog.h"
#include "ui/console/models/drillmodel.h"
#include "ui/console/pages/clusteroverview.h"
#include "ui/console/pages/drillpage.h"
#include "ui/console/pages/leasespage.h"
#include "ui/console/pages/timelinepage.h"
#include "ui/console/widgets/elidedlabel.h"
#include "ui/console/widgets/leasecard.h"
#include "ui/console/widgets/messagebar.h"
#include "ui/console/widgets/practicebar.h"
#include "ui/console/window/mainwindow.h"

#include <QApplication>
#include <QDir>
#include <QMessageBox>
#include <QProcess>

#include <csignal>
#include <unistd.h>

using namespace lifeboat;
using namespace lifeboat::ui;
using namespace lifeboat::test;
using namespace Qt::StringLiterals;

namespace {

constexpr auto kCrash = "LIFEBOAT_TEST_CRASH"; ///< directory of a console that is to be killed

/// A console with all its files in one directory.
class Console
{
public:
    explicit Console(const QString &directory)
        : m_workspace(PosixFileSystem::instance(), nullptr,
                      {.drillHistory = directory + u"/drills"_s,
                       .embeddedNode = directory + u"/node"_s,
                       .sample = directory + u"/sample"_s,
                       .clusters = directory + u"/clusters.json"_s,
                       .practice = directory + u"/practice"_s},
                      {.makeSecrets = [file = directory + u"/secrets.json"_s](FileSystem &disk) { return makeFileSecrets(disk, file); }})
        , m_window(m_workspace, m_look, nullptr)
    {
        m_window.show();
    }

    ui::Workspace &workspace() { return m_workspace; }
    Practice &practice() { return m_workspace.practice(); }
    MainWindow &window() { return m_window; }
    Cluster *cluster() { return m_workspace.clusters().cluster(PracticeCluster::kName); }

private:
    Look m_look;
    ui::Workspace m_workspace;
    MainWindow m_window;
};

bool waitFor(const std::function<bool()> &condition)
{
    return QTest::qWaitFor(condition, 120'000);
}

/// Starts a cluster and dies in the moment in which it runs.
int crash(const QString &directory)
{
    Console console(directory);
    console.window().actions().startPractice->trigger();
    if (waitFor([&] { return console.practice().isOwn(); }))
        ::kill(::getpid(), SIGKILL);
    return 1;
}

} // namespace

/// The practice cluster as one clicks it together: real nodes, real losses.
class tst_PracticeConsole final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void cleanupTestCase();
    void startsWithOneClick();
    void onlyNetworksAreCut();
    void aKillIsSeenOnTheLane();
    void heals();
    void freezes();
    void overviewTellsWhoLeads();
    void drills();
    void stops();
    void aCanceledStartLeavesNothing();
    void quittingEndsIt();
    void whatAKilledConsoleLeftIsEnded();

private:
    PracticeBar *bar() const { return m_console->window().leasesPage().findChild<PracticeBar *>(); }
    QString leader() const;
    QStringList processes() const;
    bool isIdle() const { return !m_console->practice().isBusy(); }

    test::Workspace m_files;
    std::unique_ptr<Console> m_console;
};

void tst_PracticeConsole::initTestCase()
{
    m_console = std::make_unique<Console>(m_files.path());
}

void tst_PracticeConsole::cleanupTestCase()
{
    m_console.reset();
    QVERIFY(waitFor([this] { return processes().isEmpty(); }));
}

QStringList tst_PracticeConsole::processes() const
{
    QStringList found;
    for (const QString &pid : QDir(u"/proc"_s).entryList(QDir::Dirs | QDir::NoDotAndDotDot)) {
        QFile file(u"/proc/%1/cmdline"_s.arg(pid));
        const QString command =
            pid.toInt() > 0 && file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll().replace('\0', ' ')) : QString();
        if (command.contains(m_files.path(u"practice"_s)))
            found.append(command);
    }
    return found;
}

QString tst_PracticeConsole::leader() const
{
    Cluster *const cluster = m_console->cluster();
    const auto *sight = cluster && cluster->leases().sight() ? &*cluster->leases().sight() : nullptr;
    if (!sight || sight->leases.isEmpty() || !sight->leases.first().isHeldAt(cluster->leases().now()))
        return {};
    return sight->leases.first().holder;
}

void tst_PracticeConsole::startsWithOneClick()
{
    MainWindow &window = m_console->window();
    QVERIFY(waitFor([&] { return m_console->workspace().drills().isRead() && m_console->workspace().clusters().isRead(); }));
    QCOMPARE(window.page(), MainWindow::Page::Welcome);
    for (const QAction *action : {window.actions().killLeader, window.actions().heal, window.actions().stopPractice})
        QVERIFY(!action->isEnabled());
    QVERIFY(waitFor([&] { return window.actions().startPractice->isEnabled(); }));
    click(buttonOf(&window, u"Start a practice cluster"_s));
    QVERIFY(!window.actions().startPractice->isEnabled());
    QCOMPARE(m_console->workspace().operations().own().size(), 1);
    QVERIFY(waitFor([&] { return m_console->practice().isRunning() && isIdle() && window.page() == MainWindow::Page::Leases; }));
    QCOMPARE(window.subject().place(), Place::ofCluster(PracticeCluster::kName));
    QVERIFY(m_console->practice().isOwn());
    QVERIFY(waitFor([&] { return bar()->isVisible() && !leader().isEmpty(); }));
    const auto lines = window.findChildren<ElidedLabel *>();
    QVERIFY(std::ranges::contains(lines, u"practice cluster of 3 nodes on this machine"_s, &ElidedLabel::text));
    for (const QString &button : {u"Kill leader"_s, u"Freeze leader"_s, u"Heal"_s, u"Run the chaos drill"_s, u"Stop"_s})
        QVERIFY2(buttonOf(bar(), button) && buttonOf(bar(), button)->isEnabled(), qPrintable(button));
    QVERIFY(!window.actions().startPractice->isEnabled());
    // Elsewhere there is nothing to harm.
    window.showPlace({});
    QVERIFY(!window.actions().killLeader->isEnabled() && !window.actions().chaosDrill->isEnabled());
    window.showPlace(Place::ofCluster(PracticeCluster::kName));
    window.showPage(MainWindow::Page::Leases);
    QVERIFY(window.actions().killLeader->isEnabled());
}

void tst_PracticeConsole::onlyNetworksAreCut()
{
    QAbstractButton *const cut = buttonOf(bar(), u"Cut leader off"_s);
    QCOMPARE(cut->isEnabled(), m_console->practice().usesNats());
    QCOMPARE(cut->toolTip().contains("share files"_L1), !m_console->practice().usesNats());
    if (!cut->isEnabled())
        return;
    click(cut);
    QVERIFY(waitFor([this] { return isIdle(); }));
    QCOMPARE(std::get<Takeover>(m_console->practice().outcome()).what, u"cut"_s);
    click(buttonOf(bar(), u"Heal"_s));
    QVERIFY(waitFor([this] { return isIdle() && !leader().isEmpty(); }));
}

void tst_PracticeConsole::aKillIsSeenOnTheLane()
{
    MainWindow &window = m_console->window();
    QVERIFY(waitFor([this] { return !leader().isEmpty(); }));
    click(buttonOf(bar(), u"Kill leader"_s));
    for (const QString &button : {u"Kill leader"_s, u"Freeze leader"_s, u"Heal"_s, u"Run the chaos drill"_s, u"Stop"_s})
        QVERIFY2(!buttonOf(bar(), button)->isEnabled(), qPrintable(button));
    QVERIFY(waitFor([this] { return isIdle(); }));
    const auto takeover = std::get_if<Takeover>(&m_console->practice().outcome());
    QVERIFY(takeover);
    const QString lost = takeover->lost.holder;
    const QString won = takeover->won.holder;
    auto *const outcome = bar()->findChild<HealthLabel *>();
    QVERIFY2(outcome->text().contains(u"%1 led and was killed; %2 took over after"_s.arg(lost, won)), qPrintable(outcome->text()));
    // On a busy machine another may lead again by now: what is looked for is this turn.
    const QTableView *const events = window.leasesPage().events();
    const auto isTold = [&] {
        for (int row = 0; row < events->model()->rowCount(); ++row) {
            if (cell(events, row, LeaseEventModel::Who) == won && cell(events, row, LeaseEventModel::Token).remove(u',') == QString::number(takeover->won.token))
                return true;
        }
        return false;
    };
    QVERIFY(waitFor(isTold));
    window.showPage(MainWindow::Page::Timeline);
    const TimelineModel &model = window.timelinePage().model();
    const auto turn = [&model](const Lease &lease) {
        const QList<LeaseBar> bars = model.firstLease() < model.lanes().size() ? model.lanes().last().lease.bars : QList<LeaseBar>();
        const auto bar = std::ranges::find(bars, lease.token, &LeaseBar::token);
        return bar == bars.end() ? LeaseBar() : *bar;
    };
    QVERIFY(waitFor([&] { return turn(takeover->won).holder == won; }));
    QCOMPARE(turn(takeover->lost).holder, lost);
    QVERIFY(turn(takeover->won).from >= turn(takeover->lost).to);
    window.showPage(MainWindow::Page::Leases);
}

void tst_PracticeConsole::heals()
{
    const QString gone = std::get<Takeover>(m_console->practice().outcome()).lost.holder;
    const Cluster *const cluster = m_console->workspace().clusters().cluster(PracticeCluster::kName);
    const NodeConnection *const node = cluster->node(gone);
    QVERIFY(waitFor([node] { return node->link() == Link::Waiting; }));
    click(buttonOf(bar(), u"Heal"_s));
    QVERIFY(waitFor([this] { return isIdle(); }));
    QVERIFY(node->link() != Link::Waiting); // for the next of attempts that grew rare
    QCOMPARE(bar()->findChild<HealthLabel *>()->text(), u"Healed: "_s + gone);
}

void tst_PracticeConsole::freezes()
{
    QVERIFY(waitFor([this] { return !leader().isEmpty(); }));
    click(buttonOf(bar(), u"Freeze leader"_s));
    QVERIFY(waitFor([this] { return isIdle(); }));
    const auto takeover = std::get_if<Takeover>(&m_console->practice().outcome());
    QVERIFY(takeover);
    QCOMPARE(takeover->what, u"freeze"_s);
    QVERIFY(takeover->lost.holder != takeover->won.holder);
}

void tst_PracticeConsole::overviewTellsWhoLeads()
{
    MainWindow &window = m_console->window();
    window.showPage(MainWindow::Page::Overview);
    auto *const card = window.clusterOverview().findChild<LeaseCard *>();
    QVERIFY(waitFor([&] { return card->isVisible() && !leader().isEmpty() && shows(card, leader()) && shows(card, u"runs out in"_s); }));
    QVERIFY(window.clusterOverview().findChild<PracticeBar *>()->isVisible());
    window.showPage(MainWindow::Page::Leases);
}

void tst_PracticeConsole::drills()
{
    MainWindow &window = m_console->window();
    click(buttonOf(bar(), u"Run the chaos drill"_s));
    QVERIFY(waitFor([this] { return isIdle(); }));
    auto *dialog = window.findChild<ChaosReportDialog *>();
    QVERIFY(dialog && dialog->isVisible());
    const auto report = std::get_if<ChaosReport>(&m_console->practice().outcome());
    QVERIFY(report && report->end);
    QVERIFY2(!report->failure, qPrintable(report->failure ? toString(*report->failure) : QString()));
    QCOMPARE(report->end->lost, 0);
    QVERIFY(report->end->areDigestsEqual());
    const auto labels = dialog->findChildren<HealthLabel *>();
    const auto says = [&](const QString &words) {
        return std::ranges::any_of(labels, [&](const HealthLabel *label) { return label->text().contains(words); });
    };
    for (const QString &words : {u"led and was killed"_s, u"led and was frozen"_s, u", 0 lost"_s, u"all nodes equal"_s})
        QVERIFY2(says(words), qPrintable(words));
    for (const QLabel *label : dialog->findChildren<QLabel *>())
        QVERIFY2(label->wordWrap() || label->width() >= label->sizeHint().width(), qPrintable(label->text()));
    dialog->close();
    // The cluster goes on, and the history tells of the drill.
    QVERIFY(waitFor([this] { return m_console->practice().isRunning() && !leader().isEmpty(); }));
    window.showPage(MainWindow::Page::Drills);
    window.drillPage().showPlan();
    const auto tables = window.drillPage().findChildren<QTableView *>();
    QTableView *const table = *std::ranges::find(tables, u"History of drills"_s, &QWidget::accessibleName);
    QVERIFY(waitFor([&] { return table->isVisible() && cell(table, 0, DrillModel::Name) == u"Chaos drill"_s; }));
    QCOMPARE(cell(table, 0, DrillModel::Rpo), u"0 lost"_s);
    clickCell(table, 0, DrillModel::Name);
    QVERIFY(waitFor([&] { return !window.findChild<ChaosReportDialog *>(); }));
    click(buttonOf(&window.drillPage(), u"Show report"_s));
    dialog = window.findChild<ChaosReportDialog *>();
    QVERIFY(dialog && dialog->isVisible());
    dialog->close();
    window.showPage(MainWindow::Page::Leases);
}

void tst_PracticeConsole::stops()
{
    MainWindow &window = m_console->window();
    click(buttonOf(bar(), u"Stop"_s));
    QVERIFY(waitFor([this] { return isIdle() && !m_console->practice().isRunning() && !m_console->cluster(); }));
    QVERIFY(!QFile::exists(m_files.path(u"practice"_s)));
    QVERIFY(!bar()->isVisible());
    QVERIFY(!window.actions().killLeader->isEnabled());
    QVERIFY(window.actions().startPractice->isEnabled());
    QCOMPARE(window.subject().place(), Place());
    QVERIFY(waitFor([this] { return processes().isEmpty(); }));
}

void tst_PracticeConsole::aCanceledStartLeavesNothing()
{
    m_console->window().actions().startPractice->trigger();
    QVERIFY(waitFor([this] { return QFile::exists(m_files.path(u"practice/processes/n1"_s)); }));
    m_console->window().actions().cancelOperations->trigger();
    QVERIFY(waitFor([this] { return isIdle(); }));
    QVERIFY(!QFile::exists(m_files.path(u"practice"_s)));
    QVERIFY(waitFor([this] { return processes().isEmpty(); }));
    QCOMPARE(m_console->window().messages().count(), 0);
}

void tst_PracticeConsole::quittingEndsIt()
{
    MainWindow &window = m_console->window();
    window.actions().startPractice->trigger();
    QVERIFY(waitFor([this] { return m_console->practice().isOwn() && isIdle(); }));
    QVERIFY(!window.close());
    auto *const asking = window.findChild<QMessageBox *>();
    QVERIFY(asking && asking->text().contains("practice cluster"_L1));
    click(buttonOf(asking, u"End it and quit"_s));
    QVERIFY(!window.isVisible());
    m_console.reset();
    QVERIFY(!QFile::exists(m_files.path(u"practice"_s)));
    QVERIFY(waitFor([this] { return processes().isEmpty(); }));
    m_console = std::make_unique<Console>(m_files.path());
    QVERIFY(waitFor([this] { return m_console->workspace().clusters().isRead(); }));
    QVERIFY(!m_console->cluster());
}

void tst_PracticeConsole::whatAKilledConsoleLeftIsEnded()
{
    m_console.reset();
    QProcess killed;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(QString::fromLatin1(kCrash), m_files.path());
    killed.setProcessEnvironment(environment);
    killed.start(QApplication::applicationFilePath());
    QVERIFY(killed.waitForFinished(180'000));
    QCOMPARE(killed.exitStatus(), QProcess::CrashExit);
    // Nodes, workload and nats-server end by themselves; the profile is forgotten at the next start.
    QVERIFY(waitFor([this] { return processes().isEmpty(); }));
    m_console = std::make_unique<Console>(m_files.path());
    QVERIFY(waitFor([this] { return m_console->cluster(); }));
    m_console->practice().endLeftovers();
    QVERIFY(waitFor([this] { return !QFile::exists(m_files.path(u"practice"_s)) && !m_console->cluster() && isIdle(); }));
    QVERIFY(shows(&m_console->window(), u"What was left of a practice cluster is gone."_s));
}

int main(int argc, char **argv)
{
    QApplication application(argc, argv);
    if (const QString directory = qEnvironmentVariable(kCrash); !directory.isEmpty())
        return crash(directory);
    tst_PracticeConsole test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_practiceconsole.moc"
