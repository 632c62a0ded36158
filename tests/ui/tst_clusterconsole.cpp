// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/net/certificate.h"
#include "tests/node/daemonprocess.h"
#include "tests/support/expect.h"
#include "tests/ui/clicks.h"
#include "tests/ui/hand.h"
#include "tests/ui/temporaryworkspace.h"
#include "tests/ui/xserver.h"
#include "ui/console/dialogs/clusterrestoredialog.h"
#include "ui/console/dialogs/connectdialog.h"
#include "ui/console/dialogs/introductionrow.h"
#include "ui/console/dialogs/restorerundialog.h"
#include "ui/console/dialogs/takeonnodesdialog.h"
#include "ui/console/dialogs/undodialog.h"
#include "ui/console/pages/snapshotspage.h"
#include "ui/console/pages/timelinepage.h"
#include "ui/console/window/mainwindow.h"
#include "ui/text/wording.h"

#include <QCheckBox>
#include <QJsonArray>

using namespace lifeboat;
using namespace lifeboat::ui;
using namespace lifeboat::test;
using namespace Qt::StringLiterals;

/// The console with three real nodes that share a log, as the README starts them, from the first connection to the undo of a
/// restore, by mouse and keyboard on a screen.
class tst_ClusterConsole final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void cleanupTestCase();
    void nodesAreAdded();
    void lanesMove();
    void allTakeASnapshot();
    void threeAreRestored();
    void theRestoreIsUndone();
    void aSnapshotIsFetchedAndDrilled();

private:
    static bool waitFor(const std::function<bool()> &condition) { return QTest::qWaitFor(condition, 60'000); }
    void add(int number, bool first);
    void put(int number, int from, int count);
    NodeConnection *node(int number) const;
    quint64 index(int number) const;
    QJsonArray games(int number) const;
    /// All three have come to that index of one history.
    bool areAt(quint64 wanted) const;
    /// The same, and waits for it; which history that is, and what each of them holds there, which is equal.
    std::pair<QString, QJsonArray> together(quint64 wanted) const;
    /// Of that kind, once it is there; none within a minute.
    template <typename Dialog> Dialog *dialog() const
    {
        Dialog *found = nullptr;
        waitFor([&] {
            for (Dialog *each : m_window->findChildren<Dialog *>())
                found = each->isVisible() ? each : found;
            return found != nullptr;
        });
        return found;
    }
    void choose(QAction *action) { QVERIFY(Hand::choose(m_window.get(), action)); }
    /// On the button that begins so, once it is there.
    static void press(const QWidget *window, const QString &text)
    {
        QVERIFY2(waitFor([&] { return buttonOf(window, text) != nullptr; }), qPrintable(text));
        QVERIFY2(Hand::click(buttonOf(window, text)), qPrintable(text));
    }
    void select(const std::function<bool(const HeldSnapshot &)> &wanted);

    std::unique_ptr<TemporaryWorkspace> m_console;
    std::vector<std::unique_ptr<DaemonProcess>> m_daemons;
    std::unique_ptr<Look> m_look;
    std::unique_ptr<MainWindow> m_window;
    std::pair<QString, QJsonArray> m_taken; ///< where all took a snapshot
    std::pair<QString, QJsonArray> m_left; ///< what the restore leaves
};

void tst_ClusterConsole::initTestCase()
{
    const auto secrets = std::make_shared<QString>();
    m_console = std::make_unique<TemporaryWorkspace>(ui::ClusterWorld{
        .makeSecrets = [secrets](FileSystem &fileSystem) { return makeFileSecrets(fileSystem, *secrets); }});
    *secrets = m_console->path(u"secrets.json"_s);
    for (int number = 1; number <= 3; ++number) {
        const QString name = u"n%1"_s.arg(number);
        m_daemons.push_back(std::make_unique<DaemonProcess>(m_console->path(name), name, m_console->path(u"log.db"_s)));
        m_daemons.back()->start();
    }
    m_look = std::make_unique<Look>();
    m_window = std::make_unique<MainWindow>(m_console->console(), *m_look, nullptr);
    m_window->show();
}

void tst_ClusterConsole::cleanupTestCase()
{
    m_window.reset();
    m_look.reset();
    m_console.reset();
    m_daemons.clear();
}

NodeConnection *tst_ClusterConsole::node(int number) const
{
    const Cluster *const cluster = m_console->console().clusters().cluster(u"orders"_s);
    return cluster ? cluster->node(u"n%1"_s.arg(number)) : nullptr;
}

quint64 tst_ClusterConsole::index(int number) const
{
    const auto status = node(number)->status();
    return status && status->states[0].position ? status->states[0].position->appliedIndex : 0;
}

QJsonArray tst_ClusterConsole::games(int number) const
{
    const auto told = node(number)->call(u"state.rows"_s, {{u"table"_s, u"games"_s}});
    if (!waitFor([&] { return told.isFinished(); }))
        fail(u"n%1 does not answer"_s.arg(number), std::source_location::current());
    return ok(told.result())["rows"_L1].toArray();
}

bool tst_ClusterConsole::areAt(quint64 wanted) const
{
    QSet<QString> histories;
    for (int number = 1; number <= 3; ++number) {
        const auto status = node(number)->status();
        if (index(number) != wanted || status->states[0].trouble)
            return false;
        histories.insert(status->states[0].position->lineage.value);
    }
    return histories.size() == 1;
}

std::pair<QString, QJsonArray> tst_ClusterConsole::together(quint64 wanted) const
{
    if (!waitFor([&] { return areAt(wanted); }))
        fail(u"not all at %1: %2, %3, %4"_s.arg(wanted).arg(index(1)).arg(index(2)).arg(index(3)), std::source_location::current());
    const QJsonArray held = games(1);
    if (held.isEmpty() || games(2) != held || games(3) != held)
        fail(u"they do not hold the same at %1"_s.arg(wanted), std::source_location::current());
    return {node(1)->status()->states[0].position->lineage.value, held};
}

void tst_ClusterConsole::put(int number, int from, int count)
{
    QJsonArray changes;
    for (int i = from; i < from + count; ++i)
        changes.append(QJsonObject{{u"table"_s, u"games"_s},
                                   {u"op"_s, u"put"_s},
                                   {u"id"_s, u"k%1"_s.arg(i)},
                                   {u"document"_s, QJsonObject{{u"on"_s, number}}}});
    const auto done = node(number)->call(u"state.change"_s, {{u"changes"_s, changes}});
    QVERIFY(waitFor([&] { return done.isFinished(); }));
    ok(done.result());
}

void tst_ClusterConsole::add(int number, bool first)
{
    const net::Endpoint endpoint = m_daemons[size_t(number - 1)]->endpoint();
    if (first)
        press(m_window.get(), u"Connect to a cluster"_s);
    else
        choose(m_window->actions().connectCluster);
    auto *connecting = dialog<ConnectDialog>();
    QVERIFY(connecting);
    if (first)
        QVERIFY(Hand::type(fieldOf(connecting, u"Cluster"_s), u"orders"_s));
    QCOMPARE(fieldOf(connecting, u"Cluster"_s)->text(), u"orders"_s);
    QVERIFY(Hand::type(fieldOf(connecting, u"Node"_s), u"%1:%2"_s.arg(endpoint.url.host()).arg(endpoint.url.port())));
    QVERIFY(Hand::type(fieldOf(connecting, u"Token"_s), endpoint.token));
    QVERIFY(Hand::click(primaryOf(connecting)));
    const auto own = [connecting] {
        const auto *row = connecting->findChild<IntroductionRow *>();
        return row ? row->findChildren<QCheckBox *>().last() : nullptr;
    };
    QVERIFY(waitFor([&] { return own() && own()->isVisible(); }));
    QVERIFY(shows(connecting, IntroductionRow::grouped(endpoint.fingerprint)));
    QVERIFY(Hand::click(own()));
    QVERIFY(waitFor([&] { return primaryOf(connecting)->isEnabled(); }));
    QVERIFY(Hand::click(primaryOf(connecting)));
    QVERIFY(waitFor([&] { return node(number) && node(number)->link() == Link::Online && node(number)->status(); }));
}

/// By its row, which says on which node it is and what it holds.
void tst_ClusterConsole::select(const std::function<bool(const HeldSnapshot &)> &wanted)
{
    QTableView *const table = m_window->snapshotsPage().table();
    const QList<HeldSnapshot> held = m_window->subject().held();
    const auto found = std::ranges::find_if(held, wanted);
    QVERIFY(found != held.end());
    const QString identity = text::identity(found->entry.summary->manifest);
    int row = 0;
    while (row < table->model()->rowCount()
           && (cell(table, row, SnapshotModel::Node) != found->node || cell(table, row, SnapshotModel::Identity) != identity))
        ++row;
    QVERIFY(Hand::click(table, table->model()->index(row, SnapshotModel::Identity)));
}

void tst_ClusterConsole::nodesAreAdded()
{
    for (int number = 1; number <= 3; ++number)
        add(number, number == 1);
    QCOMPARE(m_window->subject().place(), Place::ofCluster(u"orders"_s));
    QVERIFY(waitFor([&] { return m_window->subject().nodes().size() == 3; }));
}

void tst_ClusterConsole::lanesMove()
{
    choose(m_window->actions().timeline);
    put(1, 0, 30);
    together(30);
    const QTableView *const events = m_window->timelinePage().table();
    QCOMPARE(events->model()->rowCount(), 0);
    // Whoever takes it, the lane shows it.
    const auto taken = node(1)->run(u"snapshot.take"_s, {});
    QVERIFY(waitFor([&] { return taken.isFinished(); }));
    ok(taken.result());
    QVERIFY(waitFor([&] { return events->model()->rowCount() == 1; }));
}

void tst_ClusterConsole::allTakeASnapshot()
{
    put(1, 30, 10);
    put(2, 0, 5);
    put(3, 0, 7);
    m_taken = together(52);
    choose(m_window->actions().take);
    auto *taking = dialog<TakeOnNodesDialog>();
    QVERIFY(taking);
    QCOMPARE(taking->nodes().size(), 3);
    QVERIFY(Hand::click(primaryOf(taking)));
    QVERIFY(waitFor([&] { return m_window->timelinePage().table()->model()->rowCount() == 4; }));
    QVERIFY(waitFor([&] { return m_window->subject().held().size() == 4; }));
}

/// What the first node took goes to all of them: fetched here, sent there.
void tst_ClusterConsole::threeAreRestored()
{
    put(1, 40, 2);
    m_left = together(54);
    QCOMPARE(m_left.first, m_taken.first);
    QVERIFY(m_left.second != m_taken.second);
    choose(m_window->actions().snapshots);
    select([](const HeldSnapshot &held) {
        return held.node == "n1"_L1 && held.entry.summary->manifest.position->appliedIndex == 52;
    });
    choose(m_window->actions().restore);
    auto *restoring = dialog<ClusterRestoreDialog>();
    QVERIFY(restoring);
    const auto *plans = restoring->findChild<QTableView *>();
    QVERIFY(waitFor([&] { return cell(plans, 2, RestorePlanModel::Plan) == "lacks the snapshot"_L1; }));
    press(restoring, u"Fetch it here"_s);
    QVERIFY(waitFor([&] { return cell(plans, 2, RestorePlanModel::Plan) == "gets the archive, then skip"_L1; }));
    QCOMPARE(cell(plans, 0, RestorePlanModel::Plan), u"skip: 2 entries ahead of it"_s);
    press(restoring, u"Go back"_s);
    QVERIFY(waitFor([&] { return cell(plans, 0, RestorePlanModel::Plan) == "replace"_L1; }));
    QVERIFY(waitFor([&] { return cell(plans, 2, RestorePlanModel::Plan) == "gets the archive, then replace"_L1; }));
    for (int row = 0; row < 3; ++row)
        QCOMPARE(cell(plans, row, RestorePlanModel::Loses), u"2 entries"_s);
    QVERIFY(Hand::type(fieldOf(restoring, u"Name of the cluster, to confirm"_s), u"orders"_s));
    QVERIFY(waitFor([&] { return primaryOf(restoring)->isEnabled(); }));
    QVERIFY(Hand::click(primaryOf(restoring)));
    auto *run = dialog<RestoreRunDialog>();
    QVERIFY(run);
    QVERIFY(waitFor([&] { return !run->restore().isRunning(); }));
    const auto &nodes = run->restore().nodes();
    QCOMPARE(nodes.size(), 3);
    for (const NodeRestore &each : nodes)
        QVERIFY2(each.phase == NodeRestore::Phase::Done,
                 qPrintable(each.node + toString(each.error.value_or(Error{}))));
    const auto restored = together(52);
    QVERIFY(restored.first != m_left.first); // it begins a history, the same on all of them
    QCOMPARE(restored.second, m_taken.second);
    press(run, u"Close"_s);
}

void tst_ClusterConsole::theRestoreIsUndone()
{
    QVERIFY(waitFor([&] { return m_window->actions().undoRestore->isEnabled(); }));
    QVERIFY(waitFor([&] { return UndoDialog::undoable(m_window->subject().nodes(), {}).size() == 3; }));
    choose(m_window->actions().undoRestore);
    auto *undoing = dialog<UndoDialog>();
    QVERIFY(undoing);
    QVERIFY(Hand::type(fieldOf(undoing, u"Name of the cluster, to confirm"_s), u"orders"_s));
    QVERIFY(waitFor([&] { return primaryOf(undoing)->isEnabled(); }));
    QVERIFY(!undoing->findChild<QCheckBox *>()->isVisible()); // all that share the log go together
    QVERIFY(Hand::click(primaryOf(undoing)));
    QVERIFY(waitFor([&] { return dialog<RestoreRunDialog>() && !dialog<RestoreRunDialog>()->restore().isRunning(); }));
    const auto undone = together(54);
    QCOMPARE(undone.first, m_left.first);
    QCOMPARE(undone.second, m_left.second);
    press(dialog<RestoreRunDialog>(), u"Close"_s);
    // And they go on together.
    put(3, 60, 1);
    QCOMPARE(together(55).first, m_left.first);
}

void tst_ClusterConsole::aSnapshotIsFetchedAndDrilled()
{
    select([](const HeldSnapshot &held) { return held.node == "n2"_L1; });
    choose(m_window->actions().drillThis);
    QVERIFY(waitFor([&] { return !m_console->console().drills().reports().isEmpty(); }));
    QCOMPARE(int(m_console->console().drills().reports().first().verdict), int(Verdict::Passed));
    QCOMPARE(int(m_window->page()), int(MainWindow::Page::Drills));
}

int main(int argc, char **argv)
{
    const lifeboat::test::XServer screen({1280, 800});
    if (!screen.isRunning()) {
        qCritical("Xvfb does not start: the console cannot be clicked");
        return 1;
    }
    QApplication application(argc, argv);
    tst_ClusterConsole test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_clusterconsole.moc"
