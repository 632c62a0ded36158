// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/base/posixfilesystem.h"
#include "engine/cluster/clusterprofile.h"
#include "engine/cluster/secretstore.h"
#include "engine/drill/drillhistory.h"
#include "engine/operations/operationsqueue.h"
#include "engine/snapshot/take.h"
#include "engine/store/storeprofile.h"
#include "tests/cluster/servednode.h"
#include "tests/support/expect.h"
#include "tests/support/sampledatabase.h"
#include "tests/support/workspace.h"
#include "ui/console/workspace/localwork.h"
#include "ui/console/workspace/runningrestore.h"
#include "ui/console/workspace/workspace.h"

#include <QDir>
#include <QFuture>
#include <QProcess>
#include <QTest>
#include <SQLiteCpp/SQLiteCpp.h>

using namespace lifeboat;
using namespace lifeboat::test;
using namespace Qt::StringLiterals;

namespace {

constexpr auto kRestoresNodes = "--restores-nodes"_L1;

/// What the console does when it restores nodes, without its window: that snapshot on two, one after the other.
int restoreNodes(int argc, char **argv, const QString &snapshot)
{
    const QCoreApplication application(argc, argv);
    ui::Workspace console(PosixFileSystem::instance(), nullptr);
    const auto nodes = [&console] {
        const Cluster *const cluster = console.clusters().cluster(u"orders"_s);
        return cluster ? cluster->nodes() : QList<NodeConnection *>();
    };
    const auto isReady = [&] {
        const auto known = nodes();
        return known.size() == 2 && console.localQueue().isSettled()
            && std::ranges::all_of(known, [](const NodeConnection *node) { return node->link() == Link::Online; });
    };
    if (!QTest::qWaitFor(isReady, 60'000))
        return 1;
    const ClusterRestoreRequest request{
        .cluster = u"orders"_s, .snapshot = snapshot, .confirmedName = u"orders"_s, .parallel = 1};
    ui::RunningRestore restore(console.operations(), request, nodes(), console.fileSystem(), SystemClock::instance(), nullptr);
    restore.noteIn(console.localQueue());
    return restore.run() ? QCoreApplication::exec() : 1;
}

} // namespace

/// The real console, killed in the middle of its work and started again.
class tst_KilledConsole final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { m_space = std::make_unique<test::Workspace>(); }
    void aDrillGoesOnAndEndsOnce();
    void aFetchGoesOnAndIsDrilledOnce();
    void aPutAndAGetEndOnce();
    void noFurtherNodeIsRestored();

private:
    QString data(const QString &name) const { return m_space->path(u"data/lifeboat/"_s + name); }
    QString snapshotOf(qint64 bytes) const;
    /// The console, unless another program is given.
    std::unique_ptr<QProcess> start(const QString &program = QCoreApplication::applicationDirPath() + u"/lifeboat"_s,
                                    const QStringList &arguments = {}) const;
    /// The console knows that node.
    void enroll(const ServedNode &node, const QString &name) const;
    /// Asked for in an earlier run of the console, of which nothing else is left.
    OperationId ask(const OperationRequest &request) const;
    /// Starts the console with that operation and kills it once it `isBegun`; again if it was over by then: that proves
    /// nothing.
    OperationId killInTheMiddle(const OperationRequest &request, const std::function<bool()> &isBegun,
                                const std::function<bool(const OperationId &)> &isOver, const std::function<void()> &prepare = [] { }) const;
    /// Of all operations, while the console owns the queue.
    QByteArray statuses() const;
    /// Starts the console until all its operations have ended.
    void finish() const;
    Operation operation(const OperationId &id) const
    {
        return ok(ok(OperationsQueue::open(data(u"operations/operations.db"_s)))->operation(id));
    }

    std::unique_ptr<test::Workspace> m_space;
};

std::unique_ptr<QProcess> tst_KilledConsole::start(const QString &program, const QStringList &arguments) const
{
    auto console = std::make_unique<QProcess>();
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(u"XDG_DATA_HOME"_s, m_space->path(u"data"_s));
    environment.insert(u"XDG_CONFIG_HOME"_s, m_space->path(u"config"_s));
    environment.insert(u"QT_QPA_PLATFORM"_s, u"offscreen"_s);
    environment.insert(u"LIFEBOAT_SECRETS"_s, u"file"_s);
    console->setProcessEnvironment(environment);
    console->setProcessChannelMode(QProcess::ForwardedChannels);
    console->start(program, arguments);
    if (!console->waitForStarted())
        fail(console->errorString(), std::source_location::current());
    return console;
}

void tst_KilledConsole::enroll(const ServedNode &node, const QString &name) const
{
    const QUrl url = ok(nodeUrl(node.address()));
    ok(PosixFileSystem::instance().makeDirectory(data({})));
    ok(ProfileStore(PosixFileSystem::instance(), data(u"clusters.json"_s))
           .putNode(u"orders"_s, {.name = name, .url = url, .fingerprint = node.fingerprint()}));
    ok(makeFileSecrets(PosixFileSystem::instance(), data(u"secrets.json"_s))->write(secretKey(u"orders"_s, url), node.secret()).result());
}

QByteArray tst_KilledConsole::statuses() const
{
    SQLite::Database queue(data(u"operations/operations.db"_s).toStdString(), SQLite::OPEN_READONLY,
                           5000);
    return QByteArray::fromStdString(queue.execAndGet("SELECT group_concat(DISTINCT status) FROM operations").getString());
}

QString tst_KilledConsole::snapshotOf(qint64 bytes) const
{
    const QString database = m_space->path(u"orders.db"_s);
    makeDatabase(database, {.fillerBytes = bytes, .position = {}, .marker = u"new"_s});
    TakeRequest take;
    take.database = database;
    take.store = m_space->path(u"store"_s);
    UnwatchedControl control;
    return ok(takeSnapshot(control, take, PosixFileSystem::instance())).path;
}

OperationId tst_KilledConsole::ask(const OperationRequest &request) const
{
    ok(PosixFileSystem::instance().makeDirectory(data(u"operations"_s)));
    return ok(ok(OperationsQueue::open(data(u"operations/operations.db"_s)))->add(request)).id;
}

OperationId tst_KilledConsole::killInTheMiddle(const OperationRequest &request, const std::function<bool()> &isBegun,
                                               const std::function<bool(const OperationId &)> &isOver,
                                               const std::function<void()> &prepare) const
{
    OperationId id;
    do {
        if (QFile::exists(data({})) && !QDir(data({})).removeRecursively())
            fail(u"what is left of the last try stays"_s, std::source_location::current());
        prepare();
        id = ask(request);
        const auto killed = start();
        if (!QTest::qWaitFor([&] { return isOver(id) || isBegun(); }, 60'000))
            fail(u"it was not begun"_s, std::source_location::current());
        killed->kill();
        if (!killed->waitForFinished(60'000))
            fail(u"it was not killed"_s, std::source_location::current());
    } while (isOver(id));
    return id;
}

void tst_KilledConsole::finish() const
{
    const auto again = start();
    if (!QTest::qWaitFor([this] { return statuses() == "completed"_ba; }, 60'000))
        fail(QString::fromLatin1(statuses()), std::source_location::current());
    again->kill();
    if (!again->waitForFinished(60'000))
        fail(u"it was not killed"_s, std::source_location::current());
}

void tst_KilledConsole::aDrillGoesOnAndEndsOnce()
{
    DrillRequest request;
    request.plan.name = u"orders"_s;
    request.plan.archive = snapshotOf(128 * 1024 * 1024);
    request.nodeDirectory = data(u"embedded-node"_s);
    request.historyDirectory = data(u"drills"_s);
    request.threads = 1;
    const OperationId id = killInTheMiddle(
        ui::operationOf(request, u"Drill: orders"_s),
        [&] { return !namesIn(request.nodeDirectory).filter(u".restoring.json"_s).isEmpty(); },
        [&](const OperationId &drill) { return QFile::exists(request.historyDirectory + u'/' + drill.value + u"/report.json"_s); });
    finish();
    QCOMPARE(operation(id).attempts, 2);
    QCOMPARE(ok(readHistory(PosixFileSystem::instance(), request.historyDirectory)).size(), 1);
    QVERIFY(namesIn(request.nodeDirectory).filter(u".restoring"_s).isEmpty());
}

/// Its token is in the keychain, and nowhere in the queue.
void tst_KilledConsole::aFetchGoesOnAndIsDrilledOnce()
{
    const QString archive = snapshotOf(128 * 1024 * 1024);
    ServedNode node(u"n1"_s);
    node.keep(archive);
    const QUrl url = ok(nodeUrl(node.address()));
    const QString snapshot = ok(ArchiveReader::readSummary(PosixFileSystem::instance(), archive)).manifest.id.value;
    const ui::NodeFetch fetch{u"orders"_s, url, u"n1"_s, {snapshot}, u"orders.db"_s, data(u"fetched/"_s + fileNameOf(archive))};
    const ui::Afterwards drill{ui::Afterwards::What::Drill, data(u"embedded-node"_s), data(u"drills"_s)};
    const auto part = [&] {
        const QStringList parts = namesIn(data(u"fetched"_s)).filter(u".part"_s);
        return parts.isEmpty() ? 0 : QFileInfo(data(u"fetched/"_s + parts.first())).size();
    };
    const OperationId id = killInTheMiddle(
        ui::operationOf(fetch, u"Fetch orders.db from n1"_s, drill), [&] { return part() > 0; },
        [&](const OperationId &) { return QFile::exists(fetch.archive); },
        [&] { enroll(node, u"n1"_s); });
    const qint64 kept = part();
    QVERIFY(kept > 0);
    finish();
    const Operation fetched = operation(id);
    QCOMPARE(fetched.attempts, 2);
    QCOMPARE(fetched.result["resumedBytes"_L1].toString().toLongLong(), kept);
    QVERIFY(readFile(fetch.archive) == readFile(archive));
    QCOMPARE(part(), 0);
    const QList<Operation> all = ok(OperationsQueue::open(data(u"operations/operations.db"_s)))->list();
    QCOMPARE(all.size(), 2);
    QCOMPARE(all.first().request.kind, u"drill"_s);
    const auto reports = ok(readHistory(PosixFileSystem::instance(), drill.historyDirectory));
    QCOMPARE(reports.size(), 1);
    QCOMPARE(reports.first().origin.value_or(Origin()).node, u"n1"_s);
    for (const QString &file : namesIn(data(u"operations"_s)))
        QVERIFY(!readFile(data(u"operations/"_s + file)).contains(node.secret().toUtf8()));
}

void tst_KilledConsole::aPutAndAGetEndOnce()
{
    const QString file = m_space->path(u"large"_s);
    QFile large(file);
    QVERIFY(large.open(QIODevice::WriteOnly));
    QVERIFY(large.resize(512 * 1024 * 1024)); // holes
    large.close();
    StoreProfile profile;
    profile.name = u"disk"_s;
    const auto prepare = [&] {
        QVERIFY(QDir(m_space->path(u"there"_s)).removeRecursively());
        profile.directory = m_space->makeDirectory(u"there"_s);
        ok(PosixFileSystem::instance().makeDirectory(data({})));
        ok(StoreProfiles(PosixFileSystem::instance(), data(u"stores.json"_s)).put(profile));
    };
    const auto there = [&](const QString &name) { return QFile::exists(m_space->path(u"there/"_s + name)); };
    const OperationId put = killInTheMiddle(
        ui::operationOf(ui::StorePut{u"disk"_s, u"large"_s, file}, u"Put it"_s), [&] { return there(u"large.part"_s); },
        [&](const OperationId &) { return there(u"large"_s); }, prepare);
    finish();
    QCOMPARE(operation(put).attempts, 2);
    QCOMPARE(namesIn(m_space->path(u"there"_s)), (QStringList{u"large"_s, u"large.sha256"_s}));
    QCOMPARE(QFileInfo(m_space->path(u"there/large"_s)).size(), large.size());

    const QString back = m_space->path(u"back"_s);
    const OperationId get = killInTheMiddle(
        ui::operationOf(ui::StoreGet{u"disk"_s, u"large"_s, back}, u"Get it"_s), [&] { return QFile::exists(back + u".part"_s); },
        [&](const OperationId &) { return QFile::exists(back); },
        [&] {
            (void)QFile::remove(back);
            ok(PosixFileSystem::instance().makeDirectory(data({})));
            ok(StoreProfiles(PosixFileSystem::instance(), data(u"stores.json"_s)).put(profile));
        });
    finish();
    QCOMPARE(operation(get).attempts, 2);
    QCOMPARE(QFileInfo(back).size(), large.size());
    QVERIFY(!QFile::exists(back + u".part"_s));
}

/// The next start finds out what became of the node that was at it, and begins none.
void tst_KilledConsole::noFurtherNodeIsRestored()
{
    const QString archive = snapshotOf(0);
    ServedNode first(u"n1"_s);
    ServedNode second(u"n2"_s);
    for (ServedNode *const node : {&first, &second}) {
        node->keep(archive);
        node->hold(u"restore.run"_s);
    }
    enroll(first, u"n1"_s);
    enroll(second, u"n2"_s);
    const QString snapshot = ok(ArchiveReader::readSummary(PosixFileSystem::instance(), archive)).manifest.id.value;
    const auto isBegun = [](const ServedNode &node) { return node.called().contains(u"restore.run"_s); };
    const auto killed = start(QCoreApplication::applicationFilePath(), {kRestoresNodes, snapshot});
    QVERIFY(QTest::qWaitFor([&] { return isBegun(first); }, 60'000));
    killed->kill();
    QVERIFY(killed->waitForFinished(60'000));
    first.endHeld(); // while nobody looks

    const auto again = start();
    const auto detail = [this] {
        SQLite::Database queue(data(u"operations/operations.db"_s).toStdString(), SQLite::OPEN_READONLY, 5000);
        return QByteArray::fromStdString(queue.execAndGet("SELECT record ->> '$.lastError.detail' FROM operations").getString());
    };
    QVERIFY(QTest::qWaitFor([&] { return detail() == "Restored: n1. Never begun: n2."_ba; }, 60'000));
    again->kill();
    QVERIFY(again->waitForFinished(60'000));
    QVERIFY(!isBegun(second));
    QCOMPARE(first.called().count(u"restore.run"_s), 1);
    const auto past = ok(readRestores(PosixFileSystem::instance(), data(u"restores"_s)));
    QCOMPARE(past.size(), 1);
    QVERIFY(past.first().report["interrupted"_L1].toBool());
    QCOMPARE(past.first().report["reservation"_L1], first.lastParameters(u"restore.run"_s)["reservation"_L1]);
    QCOMPARE(phaseName(past.first().nodes[0].phase), u"done"_s);
    QCOMPARE(phaseName(past.first().nodes[1].phase), u"skipped"_s);
    const QList<Operation> noted = ok(OperationsQueue::open(data(u"operations/operations.db"_s)))->list();
    QCOMPARE(noted.size(), 1);
    QCOMPARE(statusName(noted.first().status), u"dead"_s);
}

int main(int argc, char **argv)
{
    if (argc == 3 && argv[1] == kRestoresNodes)
        return restoreNodes(argc, argv, QString::fromLatin1(argv[2]));
    const QCoreApplication application(argc, argv);
    tst_KilledConsole test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_killedconsole.moc"
