// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/base/posixfilesystem.h"
#include "engine/drill/drillhistory.h"
#include "engine/operations/operationsqueue.h"
#include "engine/snapshot/take.h"
#include "tests/support/expect.h"
#include "tests/support/sampledatabase.h"
#include "tests/support/workspace.h"
#include "ui/console/workspace/localwork.h"

#include <QDir>
#include <QProcess>
#include <QTest>
#include <SQLiteCpp/SQLiteCpp.h>

using namespace lifeboat;
using namespace lifeboat::test;
using namespace Qt::StringLiterals;

/// The real console, killed in the middle of a drill and started again.
class tst_KilledConsole final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aDrillGoesOnAndEndsOnce();

private:
    QString data(const QString &name) const { return m_space.path(u"data/lifeboat/"_s + name); }
    std::unique_ptr<QProcess> start() const;
    /// Of the only operation, while the console owns the queue.
    QByteArray status() const;

    const Workspace m_space;
};

std::unique_ptr<QProcess> tst_KilledConsole::start() const
{
    auto console = std::make_unique<QProcess>();
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(u"XDG_DATA_HOME"_s, m_space.path(u"data"_s));
    environment.insert(u"XDG_CONFIG_HOME"_s, m_space.path(u"config"_s));
    environment.insert(u"QT_QPA_PLATFORM"_s, u"offscreen"_s);
    environment.insert(u"LIFEBOAT_SECRETS"_s, u"file"_s);
    console->setProcessEnvironment(environment);
    console->setProcessChannelMode(QProcess::ForwardedChannels);
    console->start(QCoreApplication::applicationDirPath() + u"/lifeboat"_s, {});
    if (!console->waitForStarted())
        fail(console->errorString(), std::source_location::current());
    return console;
}

QByteArray tst_KilledConsole::status() const
{
    SQLite::Database queue(data(u"operations/operations.db"_s).toStdString(), SQLite::OPEN_READONLY,
                           5000);
    return QByteArray::fromStdString(queue.execAndGet("SELECT status FROM operations").getString());
}

void tst_KilledConsole::aDrillGoesOnAndEndsOnce()
{
    const QString database = m_space.path(u"orders.db"_s);
    makeDatabase(database, {.fillerBytes = 128 * 1024 * 1024, .position = {}, .marker = u"new"_s});
    TakeRequest take;
    take.database = database;
    take.store = m_space.path(u"store"_s);
    UnwatchedControl control;
    DrillRequest request;
    request.plan.name = u"orders"_s;
    request.plan.archive = ok(takeSnapshot(control, take, PosixFileSystem::instance())).path;
    request.nodeDirectory = data(u"embedded-node"_s);
    request.historyDirectory = data(u"drills"_s);
    request.threads = 1;
    OperationId id;
    const auto isOver = [&] { return QFile::exists(request.historyDirectory + u'/' + id.value + u"/report.json"_s); };
    do {
        // One that was over before it could be killed proves nothing.
        QVERIFY(!QFile::exists(data({})) || QDir(data({})).removeRecursively());
        ok(PosixFileSystem::instance().makeDirectory(data(u"operations"_s)));
        // Asked for in an earlier run of it.
        id = ok(ok(OperationsQueue::open(data(u"operations/operations.db"_s)))
                    ->add(ui::operationOf(request, u"Drill: orders"_s)))
                 .id;
        const auto killed = start();
        QVERIFY(QTest::qWaitFor(
            [&] { return isOver() || !namesIn(request.nodeDirectory).filter(u".restoring.json"_s).isEmpty(); },
            60'000));
        killed->kill();
        QVERIFY(killed->waitForFinished(60'000));
    } while (isOver());
    const auto again = start();
    QVERIFY(QTest::qWaitFor([this] { return status() == "completed"_ba; }, 60'000));
    again->kill();
    QVERIFY(again->waitForFinished(60'000));

    const Operation drill =
        ok(ok(OperationsQueue::open(data(u"operations/operations.db"_s)))->operation(id));
    QCOMPARE(statusName(drill.status), u"completed"_s);
    QCOMPARE(drill.attempts, 2);
    QCOMPARE(ok(readHistory(PosixFileSystem::instance(), request.historyDirectory)).size(), 1);
    QVERIFY(namesIn(request.nodeDirectory).filter(u".restoring"_s).isEmpty());
}

QTEST_GUILESS_MAIN(tst_KilledConsole)
#include "tst_killedconsole.moc"
