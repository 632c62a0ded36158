// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/cluster/restorehistory.h"

#include "engine/base/posixfilesystem.h"
#include "tests/cluster/restoringnodes.h"
#include "tests/support/expect.h"
#include "tests/support/faultyfilesystem.h"

#include <QDir>
#include <QTest>

using namespace lifeboat;
using namespace lifeboat::test;
using namespace Qt::StringLiterals;

using Phase = NodeRestore::Phase;

class tst_RestoreHistory final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void keepsWhatBecameOfIt();
    void leavesOutWhatIsNone();
    void keepsTheNewest();
    void ofOneOperationThereIsOneReport();
    void aFullDiskLosesNothing();

private:
    static QJsonObject report(const QString &cluster = u"orders"_s);
};

FileSystem &disk()
{
    return PosixFileSystem::instance();
}

/// Of node n1, which was at index 1204.
QJsonObject tst_RestoreHistory::report(const QString &cluster)
{
    static const Manifest manifest = RestoringNodes(0).manifest();
    RestorePlan plan;
    plan.archive.manifest = manifest;
    plan.local = Position{{u"history"_s}, 1204};
    const QJsonObject node{{u"node"_s, u"n1"_s},
                           {u"phase"_s, u"done"_s},
                           {u"plan"_s, planObject(plan)},
                           {u"outcome"_s, QJsonValue()},
                           {u"error"_s, QJsonValue()},
                           {u"startedAt"_s, u"2026-01-02T03:04:05.678Z"_s},
                           {u"endedAt"_s, QJsonValue()}};
    return {{u"cluster"_s, cluster}, {u"snapshot"_s, u"s"_s}, {u"nodes"_s, QJsonArray{node}}};
}

void tst_RestoreHistory::keepsWhatBecameOfIt()
{
    RestoringNodes nodes;
    ClusterRestore restore({.cluster = u"orders"_s, .snapshot = nodes.snapshot(), .state = u"main"_s, .confirmedName = u"orders"_s,
                            .parallel = 3, .stopAtFirstFailure = false},
                           nodes.connections(), disk(), nodes.network().clock());
    restore.plan();
    ok(restore.run());
    nodes.finish(0, OperationStatus::Completed);
    nodes.finish(1, OperationStatus::Dead, Error{ErrorCode::DiskFull, u"/srv"_s, {}});
    nodes.finish(2, OperationStatus::Completed);
    const Workspace space;
    const QString directory = space.path(u"own/restores"_s);
    QVERIFY(ok(readRestores(disk(), directory)).isEmpty());
    ok(keepRestore(disk(), directory, restore.report(), nodes.network().clock().utcNow()));
    const QList<PastRestore> kept = ok(readRestores(disk(), directory));
    QCOMPARE(kept.size(), 1);
    QCOMPARE(kept[0].request.cluster, u"orders"_s);
    QCOMPARE(kept[0].request.snapshot, nodes.snapshot());
    QCOMPARE(kept[0].request.state, u"main"_s);
    QVERIFY(!kept[0].isUndo);
    QCOMPARE(kept[0].endedAt, nodes.network().clock().utcNow());
    QCOMPARE(kept[0].nodes.size(), 3);
    QCOMPARE(int(kept[0].nodes[0].phase), int(Phase::Done));
    QCOMPARE(kept[0].nodes[0].outcome["action"_L1].toString(), u"full"_s);
    QCOMPARE(int(kept[0].nodes[1].phase), int(Phase::Failed));
    QCOMPARE(codeOf(kept[0].nodes[1].error->code), codeOf(ErrorCode::DiskFull));
    QCOMPARE(kept[0].nodes[2].plan->archive.manifest.id, nodes.manifest().id);
}

void tst_RestoreHistory::leavesOutWhatIsNone()
{
    const Workspace space;
    const QString directory = space.path(u"restores"_s);
    const QDateTime now = QDateTime::fromMSecsSinceEpoch(1'767'323'045'678, QTimeZone::UTC);
    QJsonObject nameless = report();
    nameless.remove("cluster"_L1);
    EXPECT_ERROR(keepRestore(disk(), directory, nameless, now), ErrorCode::NoteInvalid);
    ok(keepRestore(disk(), directory, report(), now));
    for (const QByteArray &content : {"garbage"_ba, "[]"_ba, ""_ba, R"({"formatVersion": 2, "cluster": "a", "snapshot": "s"})"_ba,
                                      R"({"formatVersion": 1, "cluster": "a", "snapshot": "s", "nodes": [{"node": "n", "phase": "odd"}]})"_ba})
        writeFile(directory + u'/' + makeSnapshotId(now).value + u".json"_s, content);
    writeFile(directory + u"/mine.json"_s, "{}");
    QCOMPARE(ok(readRestores(disk(), directory)).size(), 1);
}

void tst_RestoreHistory::keepsTheNewest()
{
    const Workspace space;
    const QString directory = space.path(u"restores"_s);
    QDateTime now = QDateTime::fromMSecsSinceEpoch(1'767'323'045'678, QTimeZone::UTC);
    for (int i = 0; i < kKeptRestores + 2; ++i) {
        now = now.addSecs(60);
        ok(keepRestore(disk(), directory, report(QString::number(i)), now));
    }
    const QList<PastRestore> kept = ok(readRestores(disk(), directory));
    QCOMPARE(kept.size(), kKeptRestores);
    QCOMPARE(kept.first().request.cluster, QString::number(kKeptRestores + 1));
    QCOMPARE(kept.last().request.cluster, u"2"_s);
}

void tst_RestoreHistory::ofOneOperationThereIsOneReport()
{
    const Workspace space;
    const QString directory = space.path(u"restores"_s);
    const QDateTime now = QDateTime::fromMSecsSinceEpoch(1'767'323'045'678, QTimeZone::UTC);
    const OperationId operation{makeSnapshotId(now).value};
    ok(keepRestore(disk(), directory, report(u"first"_s), now, operation));
    ok(keepRestore(disk(), directory, report(u"other"_s), now.addSecs(1)));
    ok(keepRestore(disk(), directory, report(u"second"_s), now.addSecs(2), operation));
    const QList<PastRestore> kept = ok(readRestores(disk(), directory));
    QCOMPARE(kept.size(), 2);
    QCOMPARE(kept.last().request.cluster, u"second"_s);
}

void tst_RestoreHistory::aFullDiskLosesNothing()
{
    const auto attempt = [](Fault fault) {
        const Workspace space;
        const QString directory = space.path(u"restores"_s);
        const QDateTime now = QDateTime::fromMSecsSinceEpoch(1'767'323'045'678, QTimeZone::UTC);
        ok(keepRestore(disk(), directory, report(u"first"_s), now));
        FaultyFileSystem faulty(fault);
        const auto kept = keepRestore(faulty, directory, report(u"second"_s), now.addSecs(60));
        const QList<PastRestore> found = ok(readRestores(disk(), directory));
        if (found.isEmpty() || found.last().request.cluster != "first"_L1 || (kept && found.size() != 2))
            fail(u"%1 reports"_s.arg(found.size()), std::source_location::current());
        return faulty.calls();
    };
    const qint64 calls = attempt({});
    QVERIFY(calls > 3);
    for (qint64 at = 1; at <= calls; ++at)
        attempt({.at = at, .kind = Fault::Kind::Onwards});
}

QTEST_GUILESS_MAIN(tst_RestoreHistory)
#include "tst_restorehistory.moc"
