// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/base/posixfilesystem.h"
#include "engine/cluster/clusterleases.h"
#include "tests/node/daemonprocess.h"
#include "tests/support/expect.h"
#include "tests/ui/clicks.h"
#include "tests/ui/temporaryworkspace.h"
#include "ui/console/dialogs/stepdowndialog.h"
#include "ui/console/pages/leasespage.h"
#include "ui/console/pages/timelinepage.h"
#include "ui/console/window/mainwindow.h"

using namespace lifeboat;
using namespace lifeboat::ui;
using namespace lifeboat::test;
using namespace Qt::StringLiterals;

/// The console with three real nodes that share leases.
class tst_LeasesConsole final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void cleanupTestCase();
    void theHolderIsShown();
    void steppingDownMovesTheLease();
    void theLaneShowsBothTurns();
    void aKilledHolderIsSeenToRunOut();

private:
    static bool waitFor(const std::function<bool()> &condition) { return QTest::qWaitFor(condition, 60'000); }
    const Lease *lease() const;

    std::unique_ptr<TemporaryWorkspace> m_console;
    std::vector<std::unique_ptr<DaemonProcess>> m_daemons;
    std::unique_ptr<Look> m_look;
    std::unique_ptr<MainWindow> m_window;
    QString m_first;
};

void tst_LeasesConsole::initTestCase()
{
    const auto secrets = std::make_shared<QString>();
    m_console = std::make_unique<TemporaryWorkspace>(ui::ClusterWorld{
        .makeSecrets = [secrets](FileSystem &fileSystem) { return makeFileSecrets(fileSystem, *secrets); }});
    *secrets = m_console->path(u"secrets.json"_s);
    ProfileStore profiles(PosixFileSystem::instance(), m_console->path(u"clusters.json"_s));
    for (int number = 1; number <= 3; ++number) {
        const QString name = u"n%1"_s.arg(number);
        m_daemons.push_back(std::make_unique<DaemonProcess>(m_console->path(name), name, QString(), m_console->path(u"shared"_s)));
        m_daemons.back()->configure("# ttl = \"30s\"", "ttl = \"12s\"");
        m_daemons.back()->start();
        const net::Endpoint endpoint = m_daemons.back()->endpoint();
        ok(profiles.putNode(u"orders"_s, {.name = name, .url = endpoint.url, .fingerprint = endpoint.fingerprint}));
        ok(makeFileSecrets(PosixFileSystem::instance(), *secrets)
               ->write(secretKey(u"orders"_s, endpoint.url), endpoint.token)
               .result());
    }
    m_look = std::make_unique<Look>();
    m_window = std::make_unique<MainWindow>(m_console->console(), *m_look, nullptr);
    m_window->showCluster(u"orders"_s);
    m_window->show();
}

void tst_LeasesConsole::cleanupTestCase()
{
    m_window->actions().leases->trigger(); // it goes while the page is seen
    m_window.reset();
    m_look.reset();
    m_console.reset();
    m_daemons.clear();
}

const Lease *tst_LeasesConsole::lease() const
{
    const Cluster *const cluster = m_window->subject().cluster();
    const auto *sight = cluster && cluster->leases().sight() ? &*cluster->leases().sight() : nullptr;
    return sight && !sight->leases.isEmpty() ? &sight->leases.first() : nullptr;
}

void tst_LeasesConsole::theHolderIsShown()
{
    QVERIFY(waitFor([this] { return m_window->subject().nodes().size() == 3; }));
    m_window->actions().leases->trigger();
    QVERIFY(waitFor([this] { return lease() && m_window->actions().stepDown->isEnabled(); }));
    m_first = lease()->holder;
    QVERIFY(m_first.startsWith(u'n'));
    QVERIFY(shows(&m_window->leasesPage(), m_first));
    QVERIFY(shows(&m_window->leasesPage(), u"unless renewed"_s));
    QVERIFY(waitFor([this] { return cell(m_window->leasesPage().events(), 0, LeaseEventModel::Who) == m_first; }));
}

void tst_LeasesConsole::steppingDownMovesTheLease()
{
    click(buttonOf(&m_window->leasesPage(), u"Step down"_s));
    auto *asking = m_window->findChild<StepDownDialog *>();
    QVERIFY(asking);
    click(primaryOf(asking));
    QVERIFY(waitFor([this] { return lease() && lease()->holder != m_first && !lease()->isReleased; }));
    QVERIFY(waitFor([this] { return shows(&m_window->leasesPage(), lease()->holder); }));
}

void tst_LeasesConsole::theLaneShowsBothTurns()
{
    m_window->actions().timeline->trigger();
    const TimelineModel &model = m_window->timelinePage().model();
    QVERIFY(waitFor([&] { return model.firstLease() < model.lanes().size() && model.lanes().last().lease.bars.size() >= 2; }));
    const QList<LeaseBar> bars = model.lanes().last().lease.bars;
    QCOMPARE(bars.first().holder, m_first);
    QVERIFY(bars.last().holder != m_first);
    QVERIFY(bars.last().token > bars.first().token);
    QVERIFY(bars.first().place != bars.last().place);
    QVERIFY(bars.last().from >= bars.first().to);
    // Live: the last one grows.
    QVERIFY(waitFor([&] { return model.lanes().last().lease.bars.last().to > bars.last().to; }));
}

void tst_LeasesConsole::aKilledHolderIsSeenToRunOut()
{
    m_window->actions().leases->trigger();
    const QString holder = lease()->holder;
    m_daemons[size_t(holder.last(1).toInt() - 1)]->kill();
    QVERIFY(waitFor([&] { return lease() && lease()->holder != holder && !lease()->isReleased; }));
    const TimelineModel &model = m_window->timelinePage().model();
    m_window->actions().timeline->trigger();
    QVERIFY(waitFor([&] { return model.lanes().last().lease.bars.size() >= 3; }));
    const QList<LeaseBar> &bars = model.lanes().last().lease.bars;
    const LeaseBar &lost = bars.at(bars.size() - 2);
    QCOMPARE(lost.holder, holder);
    QVERIFY(lost.until > lost.to); // a ghost
    QVERIFY(bars.last().from >= lost.until);
}

QTEST_MAIN(tst_LeasesConsole)
#include "tst_leasesconsole.moc"
