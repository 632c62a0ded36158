// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/cluster/nodeconnection.h"
#include "tests/cluster/fakenode.h"
#include "tests/support/expect.h"

#include <QTest>

using namespace lifeboat;
using namespace lifeboat::test;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

using Outcome = QFuture<Result<QJsonObject>>;

namespace {

Result<QJsonObject> now(const Outcome &outcome)
{
    return outcome.isFinished() ? outcome.result() : failure(ErrorCode::Busy);
}

} // namespace

/// Operations that are begun over a connection and waited for.
class tst_OperationWatch final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void givesTheResult();
    void givesTheLastError();
    void followsOverAReconnect();
    void endsMeanwhile();
    void findsWhatItsLostAnswerBegan();
    void aLostAnswerWithoutLineageIsDisconnected();
    void outlastsManyNewerOnes();
    void aNodeThatForgotIt();
    void endsWithTheConnection_data();
    void endsWithTheConnection();
    void refusedCalls();

private:
    Outcome take(const QJsonObject &parameters = {});
    void finish(OperationStatus status, const std::optional<Error> &error = {});

    std::unique_ptr<FakeNetwork> m_network;
    std::unique_ptr<NodeConnection> m_connection;
    FakeNode *m_node = nullptr;
    QStringList m_moves;
};

void tst_OperationWatch::init()
{
    m_moves.clear();
    m_network = std::make_unique<FakeNetwork>();
    m_node = &m_network->add(u"n1"_s);
    m_node->handler = [this](const QString &, const QJsonObject &parameters) -> Result<QJsonValue> {
        Operation operation = operationOf(u"op"_s, OperationStatus::Pending);
        operation.request.parameters = parameters;
        m_node->tell(operation);
        return QJsonValue(QJsonObject{{u"operation"_s, u"op"_s}});
    };
    m_connection = std::make_unique<NodeConnection>(
        NodeProfile{.name = {}, .url = QUrl(u"wss://n1:7411"_s), .fingerprint = {}},
        [] { return QtFuture::makeReadyValueFuture(Result<QString>(u"secret"_s)); },
        m_network->surroundings());
    m_connection->start();
}

void tst_OperationWatch::cleanup()
{
    m_connection.reset();
    m_network.reset();
}

Outcome tst_OperationWatch::take(const QJsonObject &parameters)
{
    return m_connection->run(
        u"snapshot.take"_s, parameters,
        [this](const Operation &operation, int permille, double bytesPerSecond) {
            m_moves.append(
                u"%1 %2 %3"_s.arg(statusName(operation.status)).arg(permille).arg(bytesPerSecond));
        });
}

void tst_OperationWatch::finish(OperationStatus status, const std::optional<Error> &error)
{
    Operation operation = operationOf(u"op"_s, status);
    operation.lastError = error;
    operation.result = {{u"snapshot"_s, u"s1"_s}};
    m_node->tell(operation);
}

void tst_OperationWatch::givesTheResult()
{
    const Outcome outcome = take();
    m_node->tell(operationOf(u"op"_s, OperationStatus::InFlight), 250);
    QVERIFY(!outcome.isFinished());
    finish(OperationStatus::Completed);
    QCOMPARE(ok(now(outcome))["snapshot"_L1].toString(), u"s1"_s);
    QCOMPARE(m_moves, (QStringList{u"pending 0 0"_s, u"inFlight 250 1e+06"_s, u"completed 0 0"_s}));
}

void tst_OperationWatch::givesTheLastError()
{
    const Outcome outcome = take();
    finish(OperationStatus::Pending, Error{ErrorCode::DatabaseBusy, {}, {}}); // tried again
    QVERIFY(!outcome.isFinished());
    finish(OperationStatus::Dead, Error{ErrorCode::DiskFull, u"/srv"_s, {}});
    EXPECT_ERROR(now(outcome), ErrorCode::DiskFull);
}

void tst_OperationWatch::followsOverAReconnect()
{
    const Outcome outcome = take();
    m_node->cut();
    QVERIFY(!outcome.isFinished());
    m_network->pass(1s);
    QVERIFY(!outcome.isFinished());
    finish(OperationStatus::Completed);
    QVERIFY(outcome.isFinished());
}

void tst_OperationWatch::endsMeanwhile()
{
    const Outcome outcome = take();
    m_node->cut();
    finish(OperationStatus::Completed);
    m_node->restart(); // its events are gone, its list is not
    QVERIFY(!outcome.isFinished());
    m_network->pass(1s);
    ok(now(outcome));
}

void tst_OperationWatch::findsWhatItsLostAnswerBegan()
{
    m_node->held = {u"snapshot.take"_s};
    const Outcome outcome = take({{u"lineage"_s, u"fresh"_s}});
    Operation begun = operationOf(u"op"_s, OperationStatus::InFlight);
    begun.request.parameters = {{u"lineage"_s, u"fresh"_s}};
    m_node->cut();
    m_node->held.clear();
    m_node->tell(begun);
    QTest::qWait(0);
    QVERIFY(!outcome.isFinished());
    m_network->pass(1s);
    QVERIFY(!outcome.isFinished());
    finish(OperationStatus::Completed);
    ok(now(outcome));
}

void tst_OperationWatch::aLostAnswerWithoutLineageIsDisconnected()
{
    m_node->held = {u"snapshot.take"_s};
    const Outcome outcome = take();
    m_node->cut();
    QVERIFY(QTest::qWaitFor([&] { return outcome.isFinished(); }, 30'000));
    EXPECT_ERROR(now(outcome), ErrorCode::Disconnected);
}

void tst_OperationWatch::outlastsManyNewerOnes()
{
    const Outcome outcome = take();
    m_node->tell(operationOf(u"op"_s, OperationStatus::InFlight));
    for (quint64 i = 2; i < 152; ++i)
        m_node->tell(operationOf(u"newer%1"_s.arg(i), OperationStatus::Completed, i));
    m_node->cut();
    m_node->restart(); // its list is all there is
    m_network->pass(1s);
    QVERIFY(!outcome.isFinished());
    QVERIFY(std::ranges::any_of(m_connection->operations(), [](const Operation &each) {
        return each.id.value == "op"_L1;
    }));
    QCOMPARE(m_connection->operations().size(), 100);
    finish(OperationStatus::Completed);
    ok(now(outcome));
}

void tst_OperationWatch::aNodeThatForgotIt()
{
    const Outcome outcome = take();
    m_node->operations = {};
    m_node->restart();
    m_network->pass(1s);
    EXPECT_ERROR(now(outcome), ErrorCode::NotFound);
}

void tst_OperationWatch::endsWithTheConnection_data()
{
    QTest::addColumn<bool>("refused");
    QTest::newRow("stopped") << false;
    QTest::newRow("the token was revoked") << true;
}

void tst_OperationWatch::endsWithTheConnection()
{
    QFETCH(const bool, refused);
    const Outcome outcome = take();
    if (refused) {
        m_node->token = u"another"_s;
        m_node->cut();
        m_network->pass(1s);
        EXPECT_ERROR(now(outcome), ErrorCode::Disconnected); // it may go on there
    } else {
        m_connection->stop();
        EXPECT_ERROR(now(outcome), ErrorCode::Disconnected);
    }
    const Outcome another = take();
    EXPECT_ERROR(now(another), refused ? ErrorCode::AuthenticationFailed : ErrorCode::Unreachable);
}

void tst_OperationWatch::refusedCalls()
{
    m_node->failing = {{u"snapshot.take"_s, {ErrorCode::Busy, u"main"_s, {}}}};
    EXPECT_ERROR(now(take()), ErrorCode::Busy);
    QVERIFY(m_moves.isEmpty());
}

QTEST_GUILESS_MAIN(tst_OperationWatch)
#include "tst_operationwatch.moc"
