// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/console/workspace/fetchdrill.h"

#include "engine/base/posixfilesystem.h"
#include "engine/cluster/clusterprofile.h"
#include "engine/snapshot/verifier.h"
#include "tests/cluster/servednode.h"
#include "tests/support/expect.h"
#include "tests/support/samplearchive.h"
#include "tests/ui/temporaryworkspace.h"
#include "ui/console/workspace/drillrun.h"

#include <QDir>
#include <QSignalSpy>

using namespace lifeboat;
using namespace lifeboat::ui;
using namespace lifeboat::test;
using namespace Qt::StringLiterals;

/// From a node that is served in another thread, over TLS.
class tst_FetchDrill final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void fetchesAndDrills();
    void fetchesAndVerifies();
    void aWishToVerifyKeepsTheDrill();
    void whatIsHereIsNotFetchedAgain();
    void waitsForTheDrillThatRuns();
    void goesOnAfterCancel();
    void whatTheNodeLostIsSaid();
    void aDamagedOneIsNoGoodFetch_data();
    void aDamagedOneIsNoGoodFetch();
    void aFailedOneIsTriedAgain();
    void oneOfAnEarlierStartIsNotBegunAgain();

private:
    /// The node has it, and the connection knows.
    ToldSnapshot hold(const QString &archive);
    void makeFetch();
    bool waitFor(const std::function<bool()> &condition) { return QTest::qWaitFor(condition, 60'000); }

    std::unique_ptr<TemporaryWorkspace> m_console;
    std::unique_ptr<test::ServedNode> m_node;
    NodeConnection *m_connection = nullptr;
    std::unique_ptr<DrillRun> m_drills;
    std::unique_ptr<FetchDrill> m_fetch;
};

void tst_FetchDrill::init()
{
    const auto secrets = std::make_shared<QString>();
    m_console = std::make_unique<TemporaryWorkspace>(ui::ClusterWorld{
        .makeSecrets = [secrets](FileSystem &fileSystem) { return makeFileSecrets(fileSystem, *secrets); }});
    *secrets = m_console->path(u"secrets.json"_s);
    m_node = std::make_unique<test::ServedNode>(u"n1"_s);
    m_drills = std::make_unique<DrillRun>(m_console->console());
    m_fetch = std::make_unique<FetchDrill>(m_console->console(), m_console->path(u"own/fetched"_s));
}

void tst_FetchDrill::cleanup()
{
    m_fetch.reset();
    m_drills.reset();
    m_console.reset();
    m_node.reset();
}

ToldSnapshot tst_FetchDrill::hold(const QString &archive)
{
    m_node->keep(archive);
    const QUrl url = ok(nodeUrl(m_node->address()));
    ok(makeFileSecrets(PosixFileSystem::instance(), m_console->path(u"secrets.json"_s))
           ->write(secretKey(u"orders"_s, url), m_node->secret())
           .result());
    ok(ProfileStore(PosixFileSystem::instance(), m_console->path(u"clusters.json"_s))
           .putNode(u"orders"_s, {.name = {}, .url = url, .fingerprint = m_node->fingerprint()}));
    Clusters &clusters = m_console->console().clusters();
    clusters.refresh();
    if (!waitFor([&] { return (m_connection = clusters.node(u"orders"_s, url)) != nullptr; }))
        qFatal("the cluster is not known");
    const QString id = ok(ArchiveReader::readSummary(PosixFileSystem::instance(), archive)).manifest.id.value;
    ToldSnapshot found;
    if (!waitFor([&] {
            for (const ToldSnapshot &snapshot : m_connection->snapshots()) {
                if (snapshot.id.value == id)
                    found = snapshot;
            }
            return !found.id.isEmpty();
        }))
        qFatal("the node does not tell of it");
    return found;
}

void tst_FetchDrill::fetchesAndDrills()
{
    const ToldSnapshot snapshot = hold(m_console->takeSnapshotOf(u"orders.db"_s, u"store"_s));
    QSignalSpy finished(m_drills.get(), &DrillRun::finished);
    m_fetch->start(*m_connection, snapshot, FetchDrill::Then::Drill);
    QVERIFY(waitFor([&] { return finished.size() == 1; }));
    const auto report = finished.first().first().value<DrillReport>();
    QCOMPARE(int(report.verdict), int(Verdict::Passed));
    QCOMPARE(report.archivePath, m_fetch->archiveOf(snapshot.id));
    QCOMPARE(report.plan.name, u"orders.db"_s);
    QCOMPARE(report.origin.value_or(Origin()).node, u"n1"_s);
    QCOMPARE(report.origin.value_or(Origin()).cluster, u"orders"_s);
    QCOMPARE(m_console->console().places().stores(), QStringList{m_fetch->store()});
    QVERIFY(m_console->console().operations().running().isEmpty());
}

void tst_FetchDrill::fetchesAndVerifies()
{
    const ToldSnapshot snapshot = hold(m_console->takeSnapshotOf(u"orders.db"_s, u"store"_s));
    QSignalSpy fetched(m_fetch.get(), &FetchDrill::fetched);
    m_fetch->start(*m_connection, snapshot, FetchDrill::Then::Verify);
    QVERIFY(m_fetch->isFetching(snapshot.id));
    QVERIFY(waitFor([&] { return fetched.size() == 1; }));
    // The fetch itself notes what it saw on arrival.
    QVERIFY(waitFor([&] {
        const ui::Shelf *shelf = m_console->console().shelf(m_fetch->store());
        return shelf->entries().size() == 1 && shelf->entries()[0].verification && shelf->entries()[0].verification->depth == Depth::Read;
    }));
    QVERIFY(!m_drills->isRunning());
}

/// Somebody else wants the same archive while it is on its way.
void tst_FetchDrill::aWishToVerifyKeepsTheDrill()
{
    const ToldSnapshot snapshot = hold(m_console->takeSnapshotOf(u"orders.db"_s, u"store"_s));
    QSignalSpy finished(m_drills.get(), &DrillRun::finished);
    m_fetch->start(*m_connection, snapshot, FetchDrill::Then::Drill);
    m_fetch->start(*m_connection, snapshot, FetchDrill::Then::Verify);
    QVERIFY(waitFor([&] { return finished.size() == 1; }));
}

void tst_FetchDrill::whatIsHereIsNotFetchedAgain()
{
    const QString archive = m_console->takeSnapshotOf(u"orders.db"_s, u"store"_s);
    const ToldSnapshot snapshot = hold(archive);
    QVERIFY(QDir().mkpath(m_fetch->store()));
    QVERIFY(QFile::copy(archive, m_fetch->archiveOf(snapshot.id)));
    m_connection->stop(); // nobody to fetch it from
    QSignalSpy finished(m_drills.get(), &DrillRun::finished);
    m_fetch->start(*m_connection, snapshot, FetchDrill::Then::Drill);
    QVERIFY(waitFor([&] { return finished.size() == 1; }));
}

void tst_FetchDrill::waitsForTheDrillThatRuns()
{
    const QString archive = m_console->takeSnapshotOf(u"orders.db"_s, u"store"_s);
    const ToldSnapshot snapshot = hold(archive);
    DrillPlan other;
    other.name = u"other"_s;
    other.archive = archive;
    QSignalSpy finished(m_drills.get(), &DrillRun::finished);
    QVERIFY(QDir().mkpath(m_fetch->store()));
    QVERIFY(QFile::copy(archive, m_fetch->archiveOf(snapshot.id)));
    m_drills->start(other);
    m_fetch->start(*m_connection, snapshot, FetchDrill::Then::Drill);
    QVERIFY(waitFor([&] { return finished.size() == 2; }));
    QCOMPARE(finished[0].first().value<DrillReport>().plan.name, u"other"_s);
    QCOMPARE(finished[1].first().value<DrillReport>().plan.name, u"orders.db"_s);
}

void tst_FetchDrill::goesOnAfterCancel()
{
    const QString archive = m_console->path(u"big.snap.tar"_s);
    ok(writeArchive(PosixFileSystem::instance(), archive, makePages(4096, 16'384), makeManifest(4096, 16'384, 1 << 20)));
    const QString named = m_console->path(makeManifest(4096, 1, 4096).id.value + u".snap.tar"_s);
    QVERIFY(QFile::rename(archive, named));
    const ToldSnapshot snapshot = hold(named);
    QSignalSpy fetched(m_fetch.get(), &FetchDrill::fetched);
    QSignalSpy failed(&m_console->console(), &ui::Workspace::operationFailed);
    Operations &operations = m_console->console().operations();
    m_fetch->start(*m_connection, snapshot, FetchDrill::Then::Verify);
    const QString part = m_fetch->archiveOf(snapshot.id) + u'.' + snapshot.id.value + u".part"_s;
    QVERIFY(waitFor([&] { return QFileInfo(part).size() > 0; }));
    operations.cancel(operations.running()[0].id);
    QVERIFY(waitFor([&] { return !m_fetch->isFetching(snapshot.id); }));
    QCOMPARE(fetched.size(), 0);
    QCOMPARE(failed.size(), 0); // cancelled is no failure
    QVERIFY(!QFile::exists(m_fetch->archiveOf(snapshot.id)));
    m_fetch->start(*m_connection, snapshot, FetchDrill::Then::Verify);
    QVERIFY(waitFor([&] { return fetched.size() == 1; }));
    QVERIFY(fetched[0][1].toLongLong() > 0);
    QCOMPARE(readFile(fetched[0][0].toString()), readFile(named));
}

void tst_FetchDrill::whatTheNodeLostIsSaid()
{
    ToldSnapshot snapshot = hold(m_console->takeSnapshotOf(u"orders.db"_s, u"store"_s));
    snapshot.id = {u"20260102T030405678Z-ffffffff"_s};
    QSignalSpy failed(&m_console->console(), &ui::Workspace::operationFailed);
    QSignalSpy gone(m_fetch.get(), &FetchDrill::failed);
    m_fetch->start(*m_connection, snapshot, FetchDrill::Then::Drill);
    QVERIFY(waitFor([&] { return failed.size() == 1; }));
    QCOMPARE(gone.size(), 1);
    QCOMPARE(gone[0][0].toString(), m_fetch->archiveOf(snapshot.id));
    const auto operation = failed[0][0].value<lifeboat::Operation>();
    QCOMPARE(operation.request.parameters["title"_L1].toString(), u"Fetch orders.db from n1"_s);
    QCOMPARE(codeOf(operation.lastError->code), codeOf(ErrorCode::NotFound));
    QVERIFY(!m_drills->isRunning());
    QVERIFY(m_console->console().places().stores().isEmpty());
}

void tst_FetchDrill::aDamagedOneIsNoGoodFetch_data()
{
    QTest::addColumn<bool>("isHere"); ///< an attempt before was stopped before it looked
    QTest::newRow("fetched") << false;
    QTest::newRow("here already") << true;
}

/// It came as the node has it: only its seal tells.
void tst_FetchDrill::aDamagedOneIsNoGoodFetch()
{
    QFETCH(const bool, isHere);
    const QString archive = m_console->takeSnapshotOf(u"orders.db"_s, u"store"_s);
    QByteArray bytes = readFile(archive);
    bytes[bytes.size() / 2] = char(bytes[bytes.size() / 2] ^ 1);
    writeFile(archive, bytes);
    const ToldSnapshot snapshot = hold(archive);
    QSignalSpy failed(&m_console->console(), &ui::Workspace::operationFailed);
    QSignalSpy fetched(m_fetch.get(), &FetchDrill::fetched);
    if (isHere) {
        QVERIFY(QDir().mkpath(QFileInfo(m_fetch->archiveOf(snapshot.id)).path()));
        writeFile(m_fetch->archiveOf(snapshot.id), bytes);
    }
    m_fetch->start(*m_connection, snapshot, FetchDrill::Then::Drill);
    QVERIFY(waitFor([&] { return failed.size() == 1; }));
    QVERIFY(isDamage(failed[0][0].value<lifeboat::Operation>().lastError->code));
    QCOMPARE(fetched.size(), 0);
    QVERIFY(!m_drills->isRunning());
    QVERIFY(!QFile::exists(m_fetch->archiveOf(snapshot.id)));
    QVERIFY(readFile(m_fetch->archiveOf(snapshot.id) + u".damaged"_s) == bytes);
}

void tst_FetchDrill::aFailedOneIsTriedAgain()
{
    const QString archive = m_console->takeSnapshotOf(u"orders.db"_s, u"store"_s);
    const QString other = m_console->takeSnapshotOf(u"ledger.db"_s, u"store"_s);
    ToldSnapshot snapshot = hold(other);
    snapshot.id = ok(ArchiveReader::readSummary(PosixFileSystem::instance(), archive)).manifest.id;
    QSignalSpy failed(&m_console->console(), &ui::Workspace::operationFailed);
    QSignalSpy fetched(m_fetch.get(), &FetchDrill::fetched);
    m_fetch->start(*m_connection, snapshot, FetchDrill::Then::Verify);
    QVERIFY(waitFor([&] { return failed.size() == 1; }));
    m_node->keep(archive);
    m_console->console().localQueue().retry(failed[0][0].value<lifeboat::Operation>());
    QVERIFY(waitFor([&] { return fetched.size() == 1; }));
    QCOMPARE(readFile(m_fetch->archiveOf(snapshot.id)), readFile(archive));
}

/// The console was started anew in the middle of it.
void tst_FetchDrill::oneOfAnEarlierStartIsNotBegunAgain()
{
    const ToldSnapshot snapshot = hold(m_console->takeSnapshotOf(u"orders.db"_s, u"store"_s));
    LocalQueue &queue = m_console->console().localQueue();
    QVERIFY(waitFor([&] { return queue.isSettled(); }));
    lifeboat::Operation earlier;
    earlier.request = ui::operationOf(
        NodeFetch{u"orders"_s, m_connection->profile().url, u"n1"_s, snapshot.id, u"orders.db"_s, m_fetch->archiveOf(snapshot.id)},
        u"Fetch orders.db from n1"_s, {.what = FetchDrill::Then::Drill});
    Q_EMIT queue.shown(1, earlier);
    QVERIFY(m_fetch->isFetching(snapshot.id));
    QSignalSpy shown(&queue, &LocalQueue::shown);
    m_fetch->start(*m_connection, snapshot, FetchDrill::Then::Drill);
    earlier.status = OperationStatus::Dead;
    earlier.lastError = Error{ErrorCode::Canceled, {}, {}};
    Q_EMIT queue.ended(earlier);
    QVERIFY(!m_fetch->isFetching(snapshot.id));
    QSignalSpy finished(m_drills.get(), &DrillRun::finished);
    m_fetch->start(*m_connection, snapshot, FetchDrill::Then::Drill);
    QVERIFY(waitFor([&] { return finished.size() == 1; }));
    QCOMPARE(shown.size(), 2); // one fetch, and its drill
}

QTEST_MAIN(tst_FetchDrill)
#include "tst_fetchdrill.moc"
