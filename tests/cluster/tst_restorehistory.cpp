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
    void aFullDiskLosesNothing();
    void knowsWhatAnUndoBringsBack_data();
    void knowsWhatAnUndoBringsBack();

private:
    static QJsonObject report(const QString &cluster = u"orders"_s, Index before = 1204, const QJsonObject &outcome = {});
};

FileSystem &disk()
{
    return PosixFileSystem::instance();
}

/// Of node n1, which was at index `before`.
QJsonObject tst_RestoreHistory::report(const QString &cluster, Index before, const QJsonObject &outcome)
{
    static const Manifest manifest = RestoringNodes(0).manifest();
    RestorePlan plan;
    plan.archive.manifest = manifest;
    plan.local = Position{{u"history"_s}, before};
    const QJsonObject node{{u"node"_s, u"n1"_s},
                           {u"phase"_s, u"done"_s},
                           {u"plan"_s, planObject(plan)},
                           {u"outcome"_s, outcome},
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

void tst_RestoreHistory::knowsWhatAnUndoBringsBack_data()
{
    QTest::addColumn<QStringList>("work"); // of the node, oldest first: what, and its target
    QTest::addColumn<QString>("back"); // empty: nobody knows
    QTest::addRow("nothing was done") << QStringList{} << QString();
    QTest::addRow("restored") << QStringList{u"restore main"_s} << u"1204"_s;
    QTest::addRow("of another state") << QStringList{u"restore ledger"_s} << QString();
    QTest::addRow("by somebody else") << QStringList{u"restore main"_s, u"other main"_s} << QString();
    QTest::addRow("then skipped") << QStringList{u"restore main"_s, u"skip main"_s} << u"1204"_s;
    QTest::addRow("taken back") << QStringList{u"restore main"_s, u"undo main"_s} << u"48"_s;
    QTest::addRow("taken back twice") << QStringList{u"restore main"_s, u"undo main"_s, u"undo main"_s} << u"1204"_s;
    QTest::addRow("a snapshot after it") << QStringList{u"restore main"_s, u"take main"_s} << u"1204"_s;
}

void tst_RestoreHistory::knowsWhatAnUndoBringsBack()
{
    QFETCH(const QStringList, work);
    QFETCH(const QString, back);
    const QJsonObject outcome{{u"action"_s, u"full"_s},
                              {u"position"_s, QJsonObject{{u"lineage"_s, u"new"_s}, {u"appliedIndex"_s, u"48"_s}}}};
    QList<Operation> operations;
    for (const QString &what : work) {
        const QString kind = what.section(u' ', 0, 0);
        const bool isRestore = kind == "other"_L1 || kind == "skip"_L1;
        Operation operation = operationOf(what, OperationStatus::Completed, quint64(operations.size() + 1));
        operation.request.kind = isRestore ? u"restore"_s : kind;
        operation.request.target = what.section(u' ', 1, 1);
        operation.result = kind == "other"_L1 ? QJsonObject{{u"action"_s, u"full"_s}, {u"totalMs"_s, 1}}
            : kind == "skip"_L1             ? QJsonObject{{u"action"_s, u"skip"_s}}
            : kind == "restore"_L1          ? outcome
                                            : QJsonObject();
        operations.prepend(operation);
    }
    const QList<PastRestore> restores{ok(pastRestoreFrom(report(u"ledger"_s, 1, outcome), {})),
                                      ok(pastRestoreFrom(report(u"orders"_s, 1204, outcome), {}))};
    const auto position = positionBefore(operations, u"main"_s, u"orders"_s, u"n1"_s, restores);
    QCOMPARE(position ? QString::number(position->appliedIndex) : QString(), back);
    QVERIFY(!positionBefore(operations, u"main"_s, u"orders"_s, u"n2"_s, restores) || back == "48"_L1);
}

QTEST_GUILESS_MAIN(tst_RestoreHistory)
#include "tst_restorehistory.moc"
