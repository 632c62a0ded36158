// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/operations/operationsrunner.h"
#include "tests/support/expect.h"
#include "tests/support/sampledatabase.h"
#include "tests/support/workspace.h"

#include <QTest>
#include <atomic>
#include <latch>

using namespace Qt::StringLiterals;
using namespace lifeboat;

namespace {

OperationRequest request(const QString &target, const QString &kind = u"work"_s,
                         int maxAttempts = 3)
{
    return {
        .kind = kind, .target = target, .parameters = {}, .actor = {}, .maxAttempts = maxAttempts};
}

/// Waits until the job is asked to stop.
Result<QJsonObject> untilStopped(JobControl &control)
{
    std::mutex mutex;
    std::unique_lock lock(mutex);
    std::condition_variable_any().wait(lock, control.stopToken(), [] { return false; });
    return failure(ErrorCode::Canceled);
}

} // namespace

class tst_OperationsRunner final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void runsEachOnceInOrder();
    void targetsAtTheSameTime();
    void failureIsKept();
    void exceptionIsAFailure();
    void unknownKindIsDead();
    void cancelRunning();
    void cancelBeforeTheWorkBegins();
    void cancelEndsTheAttempts();
    void cancelWhileItIsNoted();
    void notedOnceItCanBe();
    void destructionParks();
    void progressOfWhatRuns();

private:
    Operation ended(const OperationId &id);

    std::mutex m_mutex;
    std::condition_variable m_changed;
    std::unique_ptr<test::Workspace> m_workspace;
    std::unique_ptr<OperationsQueue> m_queue;
};

void tst_OperationsRunner::init()
{
    m_queue.reset();
    m_workspace = std::make_unique<test::Workspace>();
    m_queue = test::ok(OperationsQueue::open(m_workspace->path(u"operations.db"_s)));
    m_queue->setListener([this](const Operation &) {
        const std::scoped_lock lock(m_mutex);
        m_changed.notify_all();
    });
}

/// Waits until the operation is completed or dead.
Operation tst_OperationsRunner::ended(const OperationId &id)
{
    std::unique_lock lock(m_mutex);
    m_changed.wait(lock, [&] {
        const auto status = test::ok(m_queue->operation(id)).status;
        return status == OperationStatus::Completed || status == OperationStatus::Dead;
    });
    return test::ok(m_queue->operation(id));
}

void tst_OperationsRunner::runsEachOnceInOrder()
{
    QStringList done;
    OperationId last;
    for (int i = 0; i < 50; ++i)
        last = test::ok(m_queue->add({.kind = u"work"_s,
                                      .target = u"one"_s,
                                      .parameters = {{u"i"_s, i}},
                                      .actor = {}}))
                   .id;
    OperationsRunner runner(*m_queue);
    runner.handle(u"work"_s, [&](JobControl &, const Operation &operation) -> Result<QJsonObject> {
        done.append(QString::number(operation.request.parameters["i"_L1].toInt()));
        return QJsonObject{{u"i"_s, operation.request.parameters["i"_L1]}};
    });
    runner.start(4);
    QCOMPARE(ended(last).result["i"_L1].toInt(), 49);
    QCOMPARE(done.size(), 50);
    for (int i = 0; i < 50; ++i)
        QCOMPARE(done[i], QString::number(i));
}

void tst_OperationsRunner::targetsAtTheSameTime()
{
    std::latch both(2);
    OperationsRunner runner(*m_queue);
    runner.handle(u"work"_s, [&](JobControl &, const Operation &) -> Result<QJsonObject> {
        both.arrive_and_wait();
        return QJsonObject();
    });
    runner.start(2);
    const auto a = test::ok(m_queue->add(request(u"a"_s))).id;
    const auto b = test::ok(m_queue->add(request(u"b"_s))).id;
    QCOMPARE(ended(a).status, OperationStatus::Completed);
    QCOMPARE(ended(b).status, OperationStatus::Completed);
}

void tst_OperationsRunner::failureIsKept()
{
    const Error damage{ErrorCode::DigestMismatch, u"pages/000000.zst"_s, u"detail"_s};
    OperationsRunner runner(*m_queue);
    runner.handle(u"work"_s, [&](JobControl &, const Operation &) -> Result<QJsonObject> {
        return failure(damage);
    });
    runner.start(1);
    const Operation dead = ended(test::ok(m_queue->add(request(u"a"_s))).id);
    QCOMPARE(dead.status, OperationStatus::Dead);
    QVERIFY(dead.lastError == damage);
}

void tst_OperationsRunner::exceptionIsAFailure()
{
    OperationsRunner runner(*m_queue);
    runner.handle(u"work"_s, [](JobControl &, const Operation &) -> Result<QJsonObject> {
        throw std::runtime_error("boom");
    });
    runner.start(1);
    const Operation dead = ended(test::ok(m_queue->add(request(u"a"_s))).id);
    QCOMPARE(dead.lastError->code, ErrorCode::Unexpected);
    QCOMPARE(dead.lastError->detail, u"boom"_s);
}

void tst_OperationsRunner::unknownKindIsDead()
{
    OperationsRunner runner(*m_queue);
    runner.start(1);
    QCOMPARE(ended(test::ok(m_queue->add(request(u"a"_s))).id).lastError->code,
             ErrorCode::InvalidArgument);
}

void tst_OperationsRunner::cancelRunning()
{
    std::latch started(1);
    OperationsRunner runner(*m_queue);
    runner.handle(u"work"_s, [&](JobControl &control, const Operation &) {
        started.count_down();
        return untilStopped(control);
    });
    runner.start(1);
    const auto id = test::ok(m_queue->add(request(u"a"_s))).id;
    const auto waiting = test::ok(m_queue->add(request(u"a"_s))).id;
    started.wait();
    QVERIFY(runner.cancel(waiting));
    QVERIFY(runner.cancel(id));
    QCOMPARE(ended(id).lastError->code, ErrorCode::Canceled);
    QCOMPARE(ended(waiting).attempts, 0);
    EXPECT_ERROR(runner.cancel(id), ErrorCode::InvalidArgument);
    EXPECT_ERROR(runner.cancel({u"nobody"_s}), ErrorCode::NotFound);
}

/// Between the queue saying "in flight" and the work's first line.
void tst_OperationsRunner::cancelBeforeTheWorkBegins()
{
    std::latch isAsked(1);
    OperationsRunner runner(*m_queue);
    m_queue->setListener([&](const Operation &operation) {
        if (operation.status == OperationStatus::InFlight) {
            QVERIFY(runner.cancel(operation.id));
            isAsked.count_down();
        }
        const std::scoped_lock lock(m_mutex);
        m_changed.notify_all();
    });
    runner.handle(u"work"_s, [&](JobControl &control, const Operation &) -> Result<QJsonObject> {
        isAsked.wait(); // whoever tells of it may be slower than this
        return control.checkpoint().transform([] { return QJsonObject(); });
    });
    runner.start(1);
    const Operation canceled = ended(test::ok(m_queue->add(request(u"a"_s))).id);
    QCOMPARE(canceled.status, OperationStatus::Dead);
    QCOMPARE(canceled.lastError->code, ErrorCode::Canceled);
}

/// The attempt does not end with Canceled but with something that may pass.
void tst_OperationsRunner::cancelEndsTheAttempts()
{
    std::latch started(1);
    std::atomic<int> runs = 0;
    OperationsRunner runner(*m_queue);
    runner.handle(u"work"_s, [&](JobControl &control, const Operation &) -> Result<QJsonObject> {
        if (++runs > 1)
            return QJsonObject();
        started.count_down();
        (void)untilStopped(control);
        return failure(ErrorCode::Disconnected);
    });
    runner.start(1);
    const auto id = test::ok(m_queue->add(request(u"a"_s))).id;
    started.wait();
    QVERIFY(runner.cancel(id));
    const Operation canceled = ended(id);
    QCOMPARE(canceled.status, OperationStatus::Dead);
    QVERIFY((canceled.lastError == Error{ErrorCode::Canceled, u"a"_s, u"Disconnected"_s}));
    QCOMPARE(runs, 1);
}

/// The attempt has failed, but the file cannot be written yet.
void tst_OperationsRunner::cancelWhileItIsNoted()
{
    const QString path = m_workspace->path(u"operations.db"_s);
    const auto id = test::ok(m_queue->add(request(u"a"_s))).id;
    test::runSql(path, u"CREATE TRIGGER full BEFORE INSERT ON operations WHEN NEW.status = 'pending'"
                       " BEGIN SELECT RAISE(ABORT, 'full'); END"_s);
    std::atomic<int> runs = 0;
    OperationsRunner runner(*m_queue);
    runner.handle(u"work"_s, [&](JobControl &, const Operation &) -> Result<QJsonObject> {
        if (++runs > 1)
            return QJsonObject();
        return failure(ErrorCode::Disconnected);
    });
    runner.setAlarm([&](const std::optional<Error> &error) {
        if (!error)
            return;
        QVERIFY(!runner.progress(id));
        QVERIFY(runner.cancel(id));
        test::runSql(path, u"DROP TRIGGER full"_s);
    });
    runner.start(1);
    const Operation canceled = ended(id);
    QCOMPARE(canceled.status, OperationStatus::Dead);
    QCOMPARE(canceled.lastError->code, ErrorCode::Canceled);
    QCOMPARE(runs, 1);
}

/// The file cannot be written at the operation's end, and then it can.
void tst_OperationsRunner::notedOnceItCanBe()
{
    const QString path = m_workspace->path(u"operations.db"_s);
    test::runSql(path, u"CREATE TRIGGER full BEFORE INSERT ON operations WHEN NEW.status = 'completed'"
                       " BEGIN SELECT RAISE(ABORT, 'full'); END"_s);
    int runs = 0;
    QStringList alarms;
    OperationsRunner runner(*m_queue);
    runner.handle(u"work"_s, [&](JobControl &, const Operation &) -> Result<QJsonObject> {
        ++runs;
        return QJsonObject();
    });
    runner.setAlarm([&](const std::optional<Error> &error) {
        alarms.append(error ? error->subject : QString());
        if (error)
            test::runSql(path, u"DROP TRIGGER full"_s);
    });
    runner.start(1);
    const Operation done = ended(test::ok(m_queue->add(request(u"a"_s))).id);
    runner.stop();
    QCOMPARE(done.status, OperationStatus::Completed);
    QCOMPARE(runs, 1);
    QCOMPARE(alarms, (QStringList{path, QString()}));
}

void tst_OperationsRunner::destructionParks()
{
    OperationId id;
    {
        std::latch started(1);
        OperationsRunner runner(*m_queue);
        runner.handle(u"work"_s, [&](JobControl &control, const Operation &) {
            started.count_down();
            return untilStopped(control);
        });
        runner.start(1);
        id = test::ok(m_queue->add(request(u"a"_s, u"work"_s, 1))).id;
        started.wait();
    }
    QCOMPARE(test::ok(m_queue->operation(id)).status, OperationStatus::Pending);
    QCOMPARE(test::ok(m_queue->operation(id)).attempts, 0);
    OperationsRunner next(*m_queue);
    next.handle(u"work"_s, [](JobControl &, const Operation &) -> Result<QJsonObject> {
        return QJsonObject();
    });
    next.start(1);
    QCOMPARE(ended(id).status, OperationStatus::Completed);
}

void tst_OperationsRunner::progressOfWhatRuns()
{
    std::latch begun(1);
    OperationsRunner runner(*m_queue);
    runner.handle(u"work"_s, [&](JobControl &control, const Operation &) {
        control.progress().begin(Stage::Restoring, 100, 500);
        control.progress().advance(50);
        begun.count_down();
        return untilStopped(control);
    });
    runner.start(1);
    const auto id = test::ok(m_queue->add(request(u"a"_s))).id;
    begun.wait();
    QCOMPARE(runner.progress(id)->permille, 250);
    QVERIFY(!runner.progress({u"nobody"_s}));
    QVERIFY(runner.cancel(id));
    (void)ended(id);
    QVERIFY(!runner.progress(id));
}

QTEST_APPLESS_MAIN(tst_OperationsRunner)
#include "tst_operationsrunner.moc"
