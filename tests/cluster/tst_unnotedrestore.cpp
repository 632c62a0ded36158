// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/base/posixfilesystem.h"
#include "engine/cluster/clusterrestore.h"
#include "engine/cluster/restorenote.h"
#include "tests/cluster/restoringnodes.h"
#include "tests/support/expect.h"

#include <QPromise>
#include <QSignalSpy>
#include <QTest>

using namespace lifeboat;
using namespace lifeboat::test;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

/// A node whose disk is full can note no end of what it does: who waits for it is not held for ever. Nor does one tell of it that
/// answers too late.
class tst_UnnotedRestore final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup() { m_nodes.reset(); }
    void aCancelEndsTheWait_data();
    void aCancelEndsTheWait();
    void isGivenUpWhenAsked();
    void whatWasNotToldToBeginIsCancelled();
    void whatDidNotAnswerInTimeMayGoOn();

private:
    void cannotNote(int number);
    std::unique_ptr<ClusterRestore> begun(const std::function<QFuture<Result<>>()> &noted = {});

    std::unique_ptr<RestoringNodes> m_nodes;
};

/// A cancel changes nothing on the first node: its operation stays in flight.
void tst_UnnotedRestore::init()
{
    m_nodes = std::make_unique<RestoringNodes>(2);
    FakeNode &node = m_nodes->node(0);
    node.handler = [known = node.handler](const QString &method, const QJsonObject &parameters) -> Result<QJsonValue> {
        return method == "operations.cancel"_L1 ? QJsonValue(QJsonObject()) : known(method, parameters);
    };
}

void tst_UnnotedRestore::cannotNote(int number)
{
    FakeNode &node = m_nodes->node(number);
    node.status.trouble = Error{ErrorCode::DiskFull, u"operations.db"_s, {}};
    node.publish(u"status"_s, {});
    QVERIFY(QTest::qWaitFor([&] {
        m_nodes->network().pass(1s);
        return m_nodes->connection(number)->unnoted().has_value();
    }, 30'000));
}

std::unique_ptr<ClusterRestore> tst_UnnotedRestore::begun(const std::function<QFuture<Result<>>()> &noted)
{
    const ClusterRestoreRequest request{.cluster = u"orders"_s, .snapshot = m_nodes->snapshot(), .confirmedName = u"orders"_s, .parallel = 1};
    auto restore = std::make_unique<ClusterRestore>(request, m_nodes->connections(), PosixFileSystem::instance(), m_nodes->network().clock());
    if (noted)
        restore->beginWhen(noted);
    restore->plan();
    ok(restore->run());
    return restore;
}

void tst_UnnotedRestore::aCancelEndsTheWait_data()
{
    QTest::addColumn<bool>("isKnown");
    QTest::newRow("its trouble was told before") << true;
    QTest::newRow("its trouble is told after") << false;
}

void tst_UnnotedRestore::aCancelEndsTheWait()
{
    QFETCH(const bool, isKnown);
    const auto restore = begun();
    const QSignalSpy finished(restore.get(), &ClusterRestore::finished);
    if (isKnown)
        cannotNote(0);
    restore->cancel();
    if (!isKnown)
        cannotNote(0);
    QVERIFY(QTest::qWaitFor([&] { return finished.size() == 1; }, 30'000));
    QCOMPARE(m_nodes->node(0).count(u"operations.cancel"_s), 1);
    const NodeRestore &part = restore->nodes().first();
    QCOMPARE(codeOf(part.error->code), codeOf(ErrorCode::Unnoted));
    QVERIFY2(part.error->detail.startsWith("DiskFull"_L1), qPrintable(part.error->detail));
    QVERIFY(restore->nodes()[1].phase == NodeRestore::Phase::Skipped);
    // Whatever is told of it later is nobody's.
    m_nodes->finish(0, OperationStatus::Completed);
    QCOMPARE(finished.size(), 1);
}

void tst_UnnotedRestore::isGivenUpWhenAsked()
{
    const auto restore = begun();
    const QSignalSpy finished(restore.get(), &ClusterRestore::finished);
    restore->giveUp(0); // it is well
    QVERIFY(restore->isRunning());
    QVERIFY(restore->nodes().first().phase == NodeRestore::Phase::Restoring);
    cannotNote(0);
    QVERIFY(restore->nodes().first().phase == NodeRestore::Phase::Restoring); // it may be mended
    restore->giveUp(0);
    QVERIFY(QTest::qWaitFor([&] { return finished.size() == 1; }, 30'000));
    QCOMPARE(codeOf(restore->nodes().first().error->code), codeOf(ErrorCode::Unnoted));
}

/// What it was to do is noted here yet: nothing of it is unknown.
void tst_UnnotedRestore::whatWasNotToldToBeginIsCancelled()
{
    QPromise<Result<>> noted;
    noted.start();
    const auto restore = begun([&] { return noted.future(); });
    const QSignalSpy finished(restore.get(), &ClusterRestore::finished);
    cannotNote(0);
    QVERIFY(restore->nodes().first().phase == NodeRestore::Phase::Restoring);
    restore->cancel();
    noted.addResult(Result<>());
    noted.finish();
    QVERIFY(QTest::qWaitFor([&] { return finished.size() == 1; }, 30'000));
    QCOMPARE(codeOf(restore->nodes().first().error->code), codeOf(ErrorCode::Canceled));
    QCOMPARE(m_nodes->node(0).count(u"restore.run"_s), 0);
}

void tst_UnnotedRestore::whatDidNotAnswerInTimeMayGoOn()
{
    m_nodes->node(0).failing = {{u"restore.undo"_s, {ErrorCode::TimedOut, u"n0"_s, {}}}};
    const ClusterRestoreRequest request{.cluster = u"orders"_s, .snapshot = {}, .confirmedName = u"orders"_s};
    ClusterRestore restore(request, m_nodes->connections(), PosixFileSystem::instance(), m_nodes->network().clock());
    ok(restore.undo({u"n0"_s}));
    QVERIFY(QTest::qWaitFor([&] { return restore.nodes()[0].phase == NodeRestore::Phase::Failed; }, 30'000));
    QCOMPARE(codeOf(restore.nodes()[0].error->code), codeOf(ErrorCode::Disconnected));
    QVERIFY(isEndUnknown(restore.nodes()[0], true));
}

QTEST_GUILESS_MAIN(tst_UnnotedRestore)
#include "tst_unnotedrestore.moc"
