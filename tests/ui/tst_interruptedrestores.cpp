// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/console/workspace/interruptedrestores.h"

#include "engine/base/posixfilesystem.h"
#include "engine/operations/operationrecord.h"
#include "tests/cluster/restoringnodes.h"
#include "tests/support/expect.h"
#include "tests/support/samplearchive.h"
#include "tests/ui/clicks.h"
#include "tests/ui/clusterworkspace.h"
#include "ui/console/dialogs/restorerundialog.h"
#include "ui/console/workspace/runningrestore.h"

#include <QSignalSpy>
#include <SQLiteCpp/SQLiteCpp.h>

using namespace lifeboat;
using namespace lifeboat::ui;
using namespace lifeboat::test;
using namespace Qt::StringLiterals;

/// What is noted of restores of nodes, and how an interrupted one goes on; with a console that is killed: tst_KilledConsole.
class tst_InterruptedRestores final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup() { m_console.reset(); }
    void isNotedBeforeANodeBegins();
    void aQueueThatWaitsHoldsNobodyUp();
    void whatIsOverIsCompleted();
    void goesOnOnceSomebodySaysSo();
    void anUndoGoesOn();
    void whereNothingIsLeftNothingIsOffered();
    void ofOneThereIsOneReport();

private:
    ui::Workspace &console() { return m_console->console(); }
    std::unique_ptr<RunningRestore> made();
    /// A restore, or an undo of those nodes, whose first node is at it and whose owner is gone.
    void leaveBegun(const QStringList &undone);
    /// The nodes are kept free for that one still, as real ones are for a while.
    void keepReserved();
    /// Of the newest operation in the queue.
    lifeboat::Operation noted();
    std::unique_ptr<RunningRestore> revived();
    int begun(int number, const QString &method = u"restore.run"_s) { return m_console->node(u"n%1"_s.arg(number)).count(method); }
    void end(int number) { endRestore(m_console->node(u"n%1"_s.arg(number)), OperationStatus::Completed); }

    std::unique_ptr<ClusterWorkspace> m_console;
    Manifest m_manifest;
};

void tst_InterruptedRestores::init()
{
    const test::Workspace space;
    m_manifest = ok(writeArchive(PosixFileSystem::instance(), space.path(u"a.snap.tar"_s), makePages(512, 6), makeManifest(512, 6, 1024)));
    m_console = std::make_unique<ClusterWorkspace>(QStringList{u"n0"_s, u"n1"_s, u"n2"_s});
    for (const QString &name : {u"n0"_s, u"n1"_s, u"n2"_s}) {
        FakeNode &node = m_console->node(name);
        node.status.states.resize(1);
        node.status.states[0].name = u"main"_s;
        letRestore(node, m_manifest);
    }
    QVERIFY(m_console->settle());
    QTRY_VERIFY(console().localQueue().isSettled());
}

std::unique_ptr<RunningRestore> tst_InterruptedRestores::made()
{
    const ClusterRestoreRequest request{
        .cluster = u"orders"_s, .snapshot = m_manifest.id.value, .confirmedName = u"orders"_s, .parallel = 1};
    auto restore = std::make_unique<RunningRestore>(console().operations(), request,
                                                    console().clusters().cluster(u"orders"_s)->nodes(), console().fileSystem(),
                                                    m_console->network().clock(), nullptr);
    restore->noteIn(console().localQueue());
    return restore;
}

void tst_InterruptedRestores::leaveBegun(const QStringList &undone)
{
    const auto restore = made();
    ok(undone.isEmpty() ? restore->run() : restore->undo(undone));
    const auto isBegun = [&] { return !restore->nodes().first().operation.isEmpty(); };
    const auto isNoted = [this] { return noted().result["nodes"_L1][0]["operation"_L1].toString() == "op"_L1; };
    if (!QTest::qWaitFor([&] { return isBegun() && isNoted(); }, 30'000))
        fail(u"it is not begun"_s, std::source_location::current());
}

void tst_InterruptedRestores::keepReserved()
{
    const QString reservation = noted().result["reservation"_L1].toString();
    QVERIFY(!reservation.isEmpty());
    for (const QString &name : {u"n0"_s, u"n1"_s, u"n2"_s})
        m_console->node(name).reservation = reservation;
}

lifeboat::Operation tst_InterruptedRestores::noted()
{
    SQLite::Database queue((console().paths().operations + u"/operations.db"_s).toStdString(), SQLite::OPEN_READONLY, 5000);
    SQLite::Statement row(queue, "SELECT sequence, record FROM operations ORDER BY sequence DESC LIMIT 1");
    if (!row.executeStep())
        fail(u"nothing is noted"_s, std::source_location::current());
    return ok(operationFromRecord(quint64(row.getColumn(0).getInt64()), row.getColumn(1).getString(), {}));
}

std::unique_ptr<RunningRestore> tst_InterruptedRestores::revived()
{
    const auto looked = ok(InterruptedRestore::open(noted().result, console().clusters().cluster(u"orders"_s)->nodes(),
                                                    m_console->network().clock()));
    looked->look();
    if (!QTest::qWaitFor([&] { return looked->isSettled(); }, 30'000))
        fail(u"it is not settled"_s, std::source_location::current());
    return std::unique_ptr<RunningRestore>(
        InterruptedRestores::revive(console(), ok(pastRestoreFrom(looked->report(), u"report"_s))));
}

void tst_InterruptedRestores::isNotedBeforeANodeBegins()
{
    const auto restore = made();
    QList<QStringList> phases; // as noted when a node is called
    for (const QString &name : {u"n0"_s, u"n1"_s}) {
        FakeNode &node = m_console->node(name);
        node.handler = [this, &phases, does = node.handler](const QString &method, const QJsonObject &parameters) {
            if (method == "restore.run"_L1) {
                QStringList names;
                for (const NodeRestore &each : ok(pastRestoreFrom(noted().result, {})).nodes)
                    names.append(phaseName(each.phase));
                phases.append(names);
            }
            return does(method, parameters);
        };
    }
    ok(restore->run());
    QTRY_COMPARE(begun(0), 1);
    QTRY_COMPARE(noted().result["nodes"_L1][0]["operation"_L1].toString(), u"op"_s);
    end(0);
    QTRY_COMPARE(begun(1), 1);
    QCOMPARE(phases, (QList<QStringList>{{u"restoring"_s, u"planned"_s, u"planned"_s}, {u"done"_s, u"restoring"_s, u"planned"_s}}));
    QCOMPARE(statusName(noted().status), u"inFlight"_s);
    QCOMPARE(noted().request.kind, u"restoreNodes"_s);
}

/// A commit may take long: the window does not wait for it, and no node begins before it.
void tst_InterruptedRestores::aQueueThatWaitsHoldsNobodyUp()
{
    const auto restore = made();
    const QSignalSpy troubled(&console().localQueue(), &LocalQueue::troubled);
    SQLite::Database other((console().paths().operations + u"/operations.db"_s).toStdString(), SQLite::OPEN_READWRITE, 5000);
    other.exec("BEGIN IMMEDIATE");
    ok(restore->run());
    QVERIFY(restore->isRunning());
    QTest::qWait(0);
    QCOMPARE(begun(0), 0);
    other.exec("COMMIT");
    QTRY_COMPARE(begun(0), 1);
    QCOMPARE(troubled.size(), 0);
    QCOMPARE(noted().result["nodes"_L1][0]["phase"_L1].toString(), u"restoring"_s);
}

void tst_InterruptedRestores::whatIsOverIsCompleted()
{
    const auto restore = made();
    QSignalSpy finished(restore.get(), &RunningRestore::finished);
    ok(restore->run());
    for (int number = 0; number < 3; ++number) {
        QTRY_COMPARE(begun(number), 1);
        end(number);
    }
    QTRY_COMPARE(finished.size(), 1);
    QTRY_COMPARE(statusName(noted().status), u"completed"_s);
    QCOMPARE(noted().result["verdict"_L1].toString(), u"restored"_s);
    QVERIFY(console().operations().running().isEmpty());
}

void tst_InterruptedRestores::goesOnOnceSomebodySaysSo()
{
    leaveBegun({});
    keepReserved();
    end(0);
    const auto restore = revived();
    QVERIFY(restore && restore->canGoOn());
    QCOMPARE(restore->verdict(), u"Restored on 1 of 3 nodes"_s);
    QCOMPARE(begun(1) + begun(2), 0);
    RestoreRunDialog dialog(console(), *restore);
    dialog.setAttribute(Qt::WA_DeleteOnClose, false);
    dialog.show();
    QAbstractButton *const again = buttonOf(&dialog, u"Try again"_s);
    QVERIFY(again && again->isVisible());
    click(again);
    for (const int number : {1, 2}) {
        QTRY_COMPARE(begun(number), 1);
        end(number);
    }
    QTRY_COMPARE(restore->verdict(), u"Restored on 3 nodes"_s);
    QCOMPARE(begun(0), 1);
    QVERIFY(!restore->canGoOn());
    QTRY_COMPARE(statusName(noted().status), u"completed"_s);
}

void tst_InterruptedRestores::anUndoGoesOn()
{
    const QString method = u"restore.undo"_s;
    leaveBegun({u"n0"_s, u"n1"_s});
    keepReserved();
    end(0);
    const auto restore = revived();
    QVERIFY(restore && restore->canGoOn());
    const int before = begun(0, method);
    ok(restore->goOn());
    QTRY_VERIFY(begun(1, method) > 0);
    end(1);
    QTRY_VERIFY(!restore->isRunning());
    QCOMPARE(begun(0, method), before);
    QCOMPARE(begun(2, method), 0);
    QCOMPARE(restore->verdict(), u"Taken back on 2 nodes"_s);
    QCOMPARE(restore->count(NodeRestore::Phase::Undone), 2);
}

/// All that was to be taken back is; the others had nothing to do with it.
void tst_InterruptedRestores::whereNothingIsLeftNothingIsOffered()
{
    leaveBegun({u"n0"_s});
    InterruptedRestores restores(console());
    QStringList words;
    connect(&restores, &InterruptedRestores::found, this, [&words](const QString &, const QString &came) { words.append(came); });
    Q_EMIT console().localQueue().interrupted(noted());
    end(0);
    QTRY_COMPARE(words.size(), 1);
    QVERIFY2(words.first().startsWith(u"Taken back: n0."_s), qPrintable(words.first()));
    QVERIFY2(!words.first().contains(u"Try again"_s), qPrintable(words.first()));
    // It is known by now, and another one leaves something.
    leaveBegun({u"n0"_s, u"n1"_s});
    Q_EMIT console().localQueue().interrupted(noted());
    end(0);
    QTRY_COMPARE(words.size(), 2);
    QVERIFY2(words.last().contains(u"Try again"_s), qPrintable(words.last()));
}

/// A console that is killed before it could note that it knows looks again.
void tst_InterruptedRestores::ofOneThereIsOneReport()
{
    leaveBegun({});
    end(0);
    InterruptedRestores restores(console());
    const QSignalSpy tried(&console().localQueue(), &LocalQueue::troubled); // it is in flight: that cannot be amended
    for (int times = 1; times <= 2; ++times) {
        Q_EMIT console().localQueue().interrupted(noted());
        QTRY_COMPARE(tried.size(), times);
    }
    QCOMPARE(ok(readRestores(PosixFileSystem::instance(), console().paths().restores)).size(), 1);
}

QTEST_MAIN(tst_InterruptedRestores)
#include "tst_interruptedrestores.moc"
