// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/console/window/mainwindow.h"

#include "engine/archive/archivereader.h"
#include "engine/practice/chaoshistory.h"
#include "engine/snapshot/verifier.h"
#include "tests/support/expect.h"
#include "tests/ui/clicks.h"
#include "tests/ui/madeup.h"
#include "tests/ui/temporaryworkspace.h"
#include "ui/console/dialogs/connectdialog.h"
#include "ui/console/drill/planform.h"
#include "ui/console/pages/drillpage.h"
#include "ui/console/pages/snapshotspage.h"
#include "ui/console/pages/welcomepage.h"
#include "ui/console/theme/glyph.h"
#include "ui/console/widgets/figurecard.h"
#include "ui/console/widgets/messagebar.h"
#include "ui/text/errortext.h"
#include "ui/text/format.h"

#include <QSignalSpy>
#include <QTableView>
#include <QTranslator>

#include <thread>

using namespace lifeboat;
using namespace lifeboat::ui;
using namespace lifeboat::test;

class tst_MainWindow final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void aNewUserIsWelcomed();
    void drillsOfAShellAreNoFirstRun();
    void reportsThatTakeTheirTimeAreSeen();
    void drillsOfAShellCount();
    void everyPlaceHasItsPlan();
    void anOpenStoreIsListed();
    void snapshotsOfOthersAppear();
    void aMissingStoreIsNoCrash();
    void whatWasInAStoreThatIsGoneIsUnknown_data();
    void whatWasInAStoreThatIsGoneIsUnknown();
    void aDrillRunsAndReports();
    void theReportShownIsOfTheDrillThatFailed();
    void plansOfLossesAreSentToAShell();
    void chaosDrillsAreRecent();
    void theWelcomeHasRoomInEveryLanguage();
    void failuresStay();
    void closingAsksWhileWorkRuns();

private:
    std::unique_ptr<Look> m_look;
    std::unique_ptr<TemporaryWorkspace> m_workspace;
    std::unique_ptr<MainWindow> m_window;
};

void tst_MainWindow::init()
{
    m_look = std::make_unique<Look>();
    m_workspace = std::make_unique<TemporaryWorkspace>();
    m_window = std::make_unique<MainWindow>(m_workspace->console(), *m_look, nullptr);
    m_window->show();
}

void tst_MainWindow::cleanup()
{
    m_window.reset();
    m_workspace.reset();
    m_look.reset();
}

void tst_MainWindow::aNewUserIsWelcomed()
{
    QCOMPARE(int(m_window->page()), int(MainWindow::Page::Welcome));
    m_window->actions().connectCluster->trigger();
    QVERIFY(m_window->findChild<ConnectDialog *>());
}

/// Whoever ran a drill in a shell finds it here, and not the page for those who never did.
void tst_MainWindow::drillsOfAShellAreNoFirstRun()
{
    DrillReport report = madeUpReport(5);
    report.id = makeDrillId(report.startedAt);
    report.archive.reset();
    report.plan.archive = report.archivePath;
    const QString history = m_workspace->console().drills().directory();
    ok(writeReports(m_workspace->console().fileSystem(), drillFiles(history, report.id).directory, report));
    ui::Workspace console(m_workspace->console().fileSystem(), nullptr,
                      {history, m_workspace->path(QStringLiteral("node")), m_workspace->path(QStringLiteral("sample")), {}});
    MainWindow window(console, *m_look, nullptr);
    QTRY_COMPARE(int(window.page()), int(MainWindow::Page::Overview));
}

/// A shell makes the directory of its report first, and a slow disk lets time pass until the report is in it.
void tst_MainWindow::reportsThatTakeTheirTimeAreSeen()
{
    QVERIFY(m_workspace->waitUntilRead());
    DrillLog &drills = m_workspace->console().drills();
    DrillReport report = madeUpReport(5);
    report.id = makeDrillId(report.startedAt);
    report.archive.reset();
    report.plan.archive = report.archivePath;
    QSignalSpy updated(&drills, &DrillLog::updated);
    const QString directory = drillFiles(drills.directory(), report.id).directory;
    ok(m_workspace->console().fileSystem().makeDirectory(directory));
    QTRY_VERIFY(!updated.isEmpty());
    QVERIFY(drills.reports().isEmpty());
    ok(writeReports(m_workspace->console().fileSystem(), directory, report));
    QTRY_COMPARE(drills.reports().size(), 1);
}

/// What is known of a snapshot by its drill is told, wherever its store is.
void tst_MainWindow::drillsOfAShellCount()
{
    DrillReport report = madeUpReport(5);
    report.id = makeDrillId(report.startedAt);
    report.archivePath = m_workspace->takeSnapshotOf(QStringLiteral("orders.db"), QStringLiteral("elsewhere"));
    report.archive = ok(ArchiveReader::readSummary(m_workspace->console().fileSystem(), report.archivePath));
    report.plan.archive = report.archivePath;
    report.restoredBytes = report.archive->manifest.rawBytes();
    const auto figure = [this](const QString &caption) {
        for (const FigureCard *card : m_window->findChildren<FigureCard *>()) {
            if (card->accessibleName() == caption && card->isVisible())
                return card->accessibleDescription();
        }
        return QString();
    };
    m_window->showPage(MainWindow::Page::Overview);
    QCOMPARE(figure(QStringLiteral("Last drill")), QStringLiteral("\u2026\nbeing read")); // not "never": nobody knows yet
    QVERIFY(m_workspace->waitUntilRead());
    QTRY_VERIFY(figure(QStringLiteral("Last drill")).startsWith(QStringLiteral("never")));
    DrillLog &drills = m_workspace->console().drills();
    ok(writeReports(m_workspace->console().fileSystem(), drillFiles(drills.directory(), report.id).directory, report));
    drills.refresh();
    QTRY_VERIFY(figure(QStringLiteral("Last drill")).startsWith(QStringLiteral("passed")));
    QVERIFY(figure(QStringLiteral("Could lose now (RPO)")).endsWith(QStringLiteral("its store is not open here")));
    const QString forecast = figure(QStringLiteral("Back in service in (RTO forecast)"));
    QVERIFY2(forecast.endsWith(QStringLiteral("for ") + text::bytes(report.restoredBytes)), qPrintable(forecast));
    m_window->showPage(MainWindow::Page::Drills);
    QCOMPARE(figure(QStringLiteral("Back in service in (RTO forecast)")), forecast);
}

void tst_MainWindow::everyPlaceHasItsPlan()
{
    const QString archive = m_workspace->takeSnapshotOf(QStringLiteral("orders.db"), QStringLiteral("store"));
    m_workspace->takeSnapshotOf(QStringLiteral("ledger.db"), QStringLiteral("other"));
    ui::Places &places = m_workspace->console().places();
    const Place store = places.openStore(m_workspace->path(QStringLiteral("store")));
    const Place other = places.openStore(m_workspace->path(QStringLiteral("other")));
    QVERIFY(m_workspace->waitUntilRead());
    m_window->showPlace(store);
    m_window->drillPage().planFor(archive);
    const PlanForm &form = *m_window->drillPage().form();
    QCOMPARE(form.plan().archive, archive);
    m_window->showPlace(other);
    QCOMPARE(form.plan().archive, QString());
    QCOMPARE(form.plan().store, m_workspace->path(QStringLiteral("other")));
    m_window->showPlace(store);
    QCOMPARE(form.plan().archive, archive);
}

void tst_MainWindow::anOpenStoreIsListed()
{
    m_workspace->takeSnapshotOf(QStringLiteral("orders.db"), QStringLiteral("store"));
    m_window->showPlace(m_workspace->console().places().openStore(m_workspace->path(QStringLiteral("store"))));
    QVERIFY(m_workspace->waitUntilRead());
    QTRY_COMPARE(m_window->snapshotsPage().table()->model()->rowCount(), 1);
    m_window->actions().overview->trigger();
    QVERIFY(!m_window->actions().verify->isEnabled()); // nobody sees here what is selected
    QVERIFY(m_window->actions().restore->isEnabled()); // of the newest
    m_window->actions().snapshots->trigger();
    QVERIFY(m_window->actions().verify->isEnabled());
    for (QAction *page : {m_window->actions().timeline, m_window->actions().snapshots, m_window->actions().drills,
                          m_window->actions().overview}) {
        page->trigger();
        QVERIFY(!m_window->grab().isNull());
    }
    m_window->actions().closePlace->trigger();
    QTRY_COMPARE(m_window->snapshotsPage().table()->model()->rowCount(), 0);
}

void tst_MainWindow::snapshotsOfOthersAppear()
{
    m_workspace->takeSnapshotOf(QStringLiteral("orders.db"), QStringLiteral("store"));
    m_window->showPlace(m_workspace->console().places().openStore(m_workspace->path(QStringLiteral("store"))));
    QTRY_COMPARE(m_window->snapshotsPage().table()->model()->rowCount(), 1);
    m_workspace->takeSnapshotOf(QStringLiteral("ledger.db"), QStringLiteral("store"));
    QTRY_COMPARE(m_window->snapshotsPage().table()->model()->rowCount(), 2);
}

void tst_MainWindow::aMissingStoreIsNoCrash()
{
    m_window->showPlace(m_workspace->console().places().openStore(m_workspace->path(QStringLiteral("nowhere"))));
    QVERIFY(m_workspace->waitUntilRead());
    QTRY_COMPARE(int(m_window->subject().state()), int(Subject::State::Failed));
    m_window->showPage(MainWindow::Page::Snapshots);
    QVERIFY(!m_window->grab().isNull());
    m_window->showPage(MainWindow::Page::Timeline);
    QVERIFY(!shows(m_window.get(), QStringLiteral("Nothing has happened yet")));
}

void tst_MainWindow::whatWasInAStoreThatIsGoneIsUnknown_data()
{
    QTest::addColumn<int>("kind");
    QTest::addColumn<int>("left");
    QTest::newRow("of a database") << int(Place::Kind::Database) << 0;
    QTest::newRow("opened itself") << int(Place::Kind::Store) << 0;
    QTest::newRow("beside another one") << int(Place::Kind::Machine) << 1;
}

void tst_MainWindow::whatWasInAStoreThatIsGoneIsUnknown()
{
    QFETCH(const int, kind);
    QFETCH(const int, left);
    const QString archive = m_workspace->takeSnapshotOf(QStringLiteral("orders.db"), QStringLiteral("snapshots"));
    m_workspace->takeSnapshotOf(QStringLiteral("ledger.db"), QStringLiteral("other"));
    Places &places = m_workspace->console().places();
    const Place store = places.openStore(m_workspace->path(QStringLiteral("other")));
    const Place database = places.openDatabase(m_workspace->path(QStringLiteral("orders.db")));
    const Place place = kind == int(Place::Kind::Database) ? database
        : kind == int(Place::Kind::Store)                  ? places.openStore(database.store)
                                                           : Place();
    QVERIFY(store != place);
    m_window->showPlace(place);
    m_window->showPage(MainWindow::Page::Overview);
    QTRY_COMPARE(m_window->subject().entries().size(), left + 1);
    QVERIFY(!m_window->subject().error());
    QVERIFY(QDir().rename(database.store, m_workspace->path(QStringLiteral("away"))));
    m_workspace->console().refresh();
    QTRY_VERIFY(m_window->subject().error());
    QTRY_VERIFY(shows(m_window.get(), text::sentence(*m_window->subject().error())));
    QTRY_VERIFY(shows(m_window.get(), QStringLiteral("1 unknown")));
    QCOMPARE(m_window->subject().newestUndamaged().has_value(), left > 0);
    const QAbstractItemModel *rows = m_window->snapshotsPage().table()->model();
    QCOMPARE(rows->rowCount(), left + 1);
    for (int row = 0; row < rows->rowCount(); ++row) {
        const auto cell = [&](int column) { return rows->index(row, column); };
        const bool isGone = cell(SnapshotModel::Database).data(Qt::ToolTipRole).toString() == archive;
        QCOMPARE(cell(SnapshotModel::Verified).data(HealthRole).toInt() == int(ui::Health::Unknown), isGone);
    }
}

void tst_MainWindow::aDrillRunsAndReports()
{
    m_workspace->takeSnapshotOf(QStringLiteral("orders.db"), QStringLiteral("store"));
    m_window->showPlace(m_workspace->console().places().openStore(m_workspace->path(QStringLiteral("store"))));
    QTRY_VERIFY(!m_window->subject().entries().isEmpty());
    m_window->actions().drillThis->trigger();
    QVERIFY(m_window->drillPage().form()->problem().isEmpty());
    QSignalSpy finished(&m_window->drillRun(), &DrillRun::finished);
    m_window->actions().runDrill->trigger();
    QVERIFY(m_window->drillRun().isRunning());
    QVERIFY(!m_window->actions().runDrill->isEnabled() && !m_window->actions().trySample->isEnabled());
    QVERIFY(finished.wait(30'000));
    QVERIFY(m_window->actions().runDrill->isEnabled() && m_window->actions().trySample->isEnabled());
    QVERIFY(m_window->drillPage().isReportOnShow());
    QCOMPARE(int(m_window->drillPage().currentReport()->verdict), int(Verdict::Passed));
    QTRY_VERIFY(m_window->subject().newestProven());
    QTRY_COMPARE(m_window->subject().drills().size(), 1);
}

void tst_MainWindow::theReportShownIsOfTheDrillThatFailed()
{
    DrillLog &drills = m_workspace->console().drills();
    DrillReport passed = madeUpReport(5);
    DrillReport failed = madeUpReport(9, Verdict::Failed);
    for (DrillReport *report : {&passed, &failed}) {
        report->id = makeDrillId(report->startedAt);
        report->archive.reset();
        report->plan.archive = report->archivePath;
        ok(writeReports(m_workspace->console().fileSystem(), drillFiles(drills.directory(), report->id).directory, *report));
    }
    m_workspace->takeSnapshotOf(QStringLiteral("orders.db"), QStringLiteral("store"));
    m_workspace->console().places().openStore(m_workspace->path(QStringLiteral("store")));
    drills.refresh();
    m_window->showPlace({});
    QTRY_COMPARE(m_window->subject().drills().size(), 2);
    QTRY_COMPARE(m_window->subject().entries().size(), 1);
    m_window->showPage(MainWindow::Page::Drills);
    QVERIFY(m_window->drillPage().showReport(passed.id));
    m_window->showPage(MainWindow::Page::Overview);
    QTRY_VERIFY(shows(m_window.get(), QStringLiteral("The last drill failed.")));
    click(buttonOf(m_window.get(), QStringLiteral("Show report")));
    QCOMPARE(int(m_window->page()), int(MainWindow::Page::Drills));
    QCOMPARE(m_window->drillPage().currentReport()->id, failed.id);
}

void tst_MainWindow::plansOfLossesAreSentToAShell()
{
    const QString plan = m_workspace->path(QStringLiteral("leaders.toml"));
    writeFile(plan, "name = \"lose two leaders\"\n[[chaos]]\nstep = \"kill\"\n");
    m_window->drillPage().usePlan(plan);
    QTRY_VERIFY(shows(m_window.get(), QStringLiteral("leaders.toml is a plan of losses on a practice cluster.")));
    QVERIFY(shows(m_window.get(), QStringLiteral("lifeboatctl drill run --plan ") + plan));
}

void tst_MainWindow::chaosDrillsAreRecent()
{
    ChaosReport report;
    report.startedAt = momentAt(0);
    report.id = makeDrillId(report.startedAt);
    report.name = QStringLiteral("lose two leaders");
    report.failure = Error{ErrorCode::Canceled, {}, {}};
    DrillLog &drills = m_workspace->console().drills();
    const QString file = chaosFile(drills.directory(), report.id);
    ok(writeChaosReport(m_workspace->console().fileSystem(), directoryOf(file), report));
    drills.refresh();
    m_window->showPlace({});
    m_window->showPage(MainWindow::Page::Overview);
    QTRY_VERIFY(shows(m_window.get(), QStringLiteral("Chaos drill: lose two leaders")));
}

void tst_MainWindow::theWelcomeHasRoomInEveryLanguage()
{
    QTranslator german;
    QVERIFY(german.load(QStringLiteral(":/i18n/lifeboat_de.qm")));
    QCoreApplication::installTranslator(&german);
    MainWindow window(m_workspace->console(), *m_look, nullptr);
    QCoreApplication::removeTranslator(&german);
    window.resize(window.minimumSize());
    window.show();
    QVERIFY(QTest::qWaitForWindowExposed(&window));
    auto *page = window.findChild<WelcomePage *>();
    QVERIFY(page && page->isVisible());
    for (const QLabel *label : page->findChildren<QLabel *>()) {
        QVERIFY2(label->mapTo(page, QPoint(label->width(), 0)).x() <= page->width(), qPrintable(label->text()));
        if (label->wordWrap())
            QVERIFY2(label->height() >= label->heightForWidth(label->width()), qPrintable(label->text()));
    }
}

void tst_MainWindow::failuresStay()
{
    m_workspace->console().reportFailure(QStringLiteral("Verify"), Error{ErrorCode::Canceled, {}, {}});
    QCOMPARE(m_window->messages().count(), 0);
    m_workspace->console().reportFailure(QStringLiteral("Verify"),
                                         Error{ErrorCode::DigestMismatch, QStringLiteral("x"), {}});
    QCOMPARE(m_window->messages().count(), 1);
    m_window->actions().dismissMessages->trigger();
    QCOMPARE(m_window->messages().count(), 0);
}

void tst_MainWindow::closingAsksWhileWorkRuns()
{
    Operations &operations = m_workspace->console().operations();
    operations.start<int>(QStringLiteral("long"), [](JobControl &control) -> Result<int> {
        while (!control.isCanceled())
            std::this_thread::yield();
        return failure(ErrorCode::Canceled);
    }, this, [](const Result<int> &) {});
    QVERIFY(!m_window->close());
    QVERIFY(m_window->isVisible());
    QVERIFY(buttonOf(m_window.get(), QStringLiteral("Cancel it and quit")));
    QVERIFY(!shows(m_window.get(), QStringLiteral("next time")));
    operations.cancelAll();
    QTRY_VERIFY(operations.running().isEmpty());
    QVERIFY(m_window->close());
}

QTEST_MAIN(tst_MainWindow)
#include "tst_mainwindow.moc"
