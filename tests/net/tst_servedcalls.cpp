// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/net/calls.h"
#include "engine/net/jsonrpc.h"
#include "servednode.h"

#include <QJsonArray>

using namespace Qt::StringLiterals;
using namespace lifeboat;
using namespace lifeboat::net;
using namespace lifeboat::test;

namespace {

/// A value that fits.
QJsonValue fitting(const ParameterSpec &spec)
{
    switch (spec.type) {
    case ParameterSpec::Type::Text:
        return spec.name == "sha256"_L1 ? QString(64, u'a') : u"x"_s;
    case ParameterSpec::Type::Number:
        return 1;
    case ParameterSpec::Type::Index:
        return u"1"_s;
    case ParameterSpec::Type::Flag:
        return true;
    case ParameterSpec::Type::Names:
        return QJsonArray{u"x"_s};
    case ParameterSpec::Type::Changes:
        return QJsonArray{QJsonObject{{u"table"_s, u"tasks"_s},
                                      {u"op"_s, u"put"_s},
                                      {u"id"_s, u"1"_s},
                                      {u"document"_s, QJsonObject{}}}};
    }
    return {};
}

/// A value of the right type that is too large, or of a shape that is not taken.
QJsonValue huge(const ParameterSpec &spec)
{
    switch (spec.type) {
    case ParameterSpec::Type::Text:
        return QString(spec.maximum + 1, u'x');
    case ParameterSpec::Type::Number:
        return 1e300;
    case ParameterSpec::Type::Index:
        return u"18446744073709551616"_s;
    case ParameterSpec::Type::Flag:
        return 2;
    case ParameterSpec::Type::Names:
        return QJsonArray{QString(10'000, u'x')};
    case ParameterSpec::Type::Changes:
        return QJsonArray{QJsonObject{{u"table"_s, u"tasks"_s}, {u"op"_s, u"put"_s}}};
    }
    return {};
}

QJsonValue wrongType(const ParameterSpec &spec)
{
    return spec.type == ParameterSpec::Type::Text ? QJsonValue(7) : QJsonValue(QJsonObject{});
}

QJsonObject rightParameters(const CallSpec &call)
{
    QJsonObject parameters;
    for (const ParameterSpec &spec : call.parameters)
        parameters[spec.name] = fitting(spec);
    return parameters;
}

} // namespace

/// Calls as a server takes, refuses, records and answers them.
class tst_ServedCalls final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { m_shared = std::make_unique<ServedNode>(); }
    void everyCall_data();
    void everyCall();
    void everyMaximum_data();
    void everyMaximum();
    void mostChanges();
    void nodesErrorsArriveAsTheyAre();
    void replayedIds();
    void callsWithoutId();
    void recordsWhatWasDoneAndTried();
    void recordsFewOfManyRefusals();
    void doesNothingItCannotRecord();
    void changesInTurn();
    void changesInTurnOfOneWhoLeft();
    void cleanupTestCase() { m_shared.reset(); }

private:
    std::unique_ptr<ServedNode> m_shared; ///< for tables: making tokens takes its time
};

void tst_ServedCalls::everyCall_data()
{
    QTest::addColumn<QString>("method");
    for (const CallSpec &call : calls())
        QTest::newRow(call.name.data()) << QString(call.name);
}

void tst_ServedCalls::everyCall()
{
    QFETCH(const QString, method);
    const CallSpec &call = *findCall(method);
    ServedNode &served = *m_shared;
    served.node().called.clear();
    const auto codeFor = [&](NodeClient &client, const QJsonObject &parameters) {
        const auto outcome = await(client.call(method, parameters));
        return outcome ? u"ok"_s : codeName(outcome.error().code);
    };
    for (const Role role : {Role::Viewer, Role::Operator, Role::Admin}) {
        const auto client = greeted(served.endpoint(role));
        const QString code = codeFor(*client, rightParameters(call));
        if (role < call.role)
            QCOMPARE(code, u"RoleInsufficient"_s);
        else // the echoing node has no snapshot "x"
            QVERIFY2(code == "ok"_L1 || code == "NotFound"_L1, qPrintable(code));
    }
    const auto client = greeted(served.endpoint());
    QJsonObject parameters = rightParameters(call);
    parameters[u"surprise"_s] = 1;
    QCOMPARE(codeFor(*client, parameters), u"InvalidArgument"_s);
    for (const ParameterSpec &spec : call.parameters) {
        parameters = rightParameters(call);
        parameters.remove(spec.name);
        if (spec.needed)
            QCOMPARE(codeFor(*client, parameters), u"InvalidArgument"_s);
        for (const QJsonValue &wrong : {wrongType(spec), huge(spec), QJsonValue()}) {
            parameters[spec.name] = wrong;
            QCOMPARE(codeFor(*client, parameters), u"InvalidArgument"_s);
        }
    }
    QCOMPARE(served.node().called.count(method), served.node().called.size());
    QVERIFY(client->isOpen());
}

void tst_ServedCalls::everyMaximum_data()
{
    QTest::addColumn<QString>("method");
    QTest::addColumn<QString>("parameter");
    QTest::addColumn<qint64>("maximum");
    for (const CallSpec &call : calls()) {
        for (const ParameterSpec &spec : call.parameters) {
            if (spec.type == ParameterSpec::Type::Number)
                QTest::addRow("%s %s", call.name.data(), spec.name.data()) << QString(call.name) << QString(spec.name) << spec.maximum;
        }
    }
}

void tst_ServedCalls::everyMaximum()
{
    QFETCH(const QString, method);
    QFETCH(const QString, parameter);
    QFETCH(const qint64, maximum);
    QVERIFY(maximum <= std::numeric_limits<quint32>::max());
    const auto client = greeted(m_shared->endpoint());
    QJsonObject parameters = rightParameters(*findCall(method));
    for (const auto &[value, fits] : {std::pair(maximum, true), {maximum + 1, false}, {-1, false}}) {
        parameters[parameter] = value;
        const auto outcome = await(client->call(method, parameters));
        QCOMPARE(!outcome && outcome.error().code == ErrorCode::InvalidArgument, !fits);
    }
    parameters[parameter] = 0.5;
    EXPECT_ERROR(await(client->call(method, parameters)), ErrorCode::InvalidArgument);
}

void tst_ServedCalls::mostChanges()
{
    const auto client = greeted(m_shared->endpoint());
    QJsonObject parameters = rightParameters(*findCall(u"state.change"));
    const QJsonValue change = parameters["changes"_L1][0];
    QJsonArray changes;
    for (int i = 0; i < 5000; ++i)
        changes.append(change);
    parameters["changes"_L1] = changes;
    ok(await(client->call(u"state.change"_s, parameters)));
    changes.append(change);
    parameters["changes"_L1] = changes;
    EXPECT_ERROR(await(client->call(u"state.change"_s, parameters)), ErrorCode::InvalidArgument);
    parameters["changes"_L1] = QJsonArray();
    EXPECT_ERROR(await(client->call(u"state.change"_s, parameters)), ErrorCode::InvalidArgument);
}

void tst_ServedCalls::nodesErrorsArriveAsTheyAre()
{
    ServedNode served;
    const auto client = greeted(served.endpoint());
    for (const ErrorCode code : {ErrorCode::Busy, ErrorCode::InvalidArgument, ErrorCode::Unexpected,
                                 ErrorCode::DatabaseCorrupt}) {
        served.node().error = Error{code, u"a \"thing\""_s, u"deta\u00efl"_s};
        QVERIFY(errorOf(await(client->call(u"node.status"_s))) == *served.node().error);
    }
}

void tst_ServedCalls::replayedIds()
{
    ServedNode served;
    served.node().hold = true;
    RawPeer peer(served.url());
    peer.hello(served.secret(Role::Viewer));
    const QByteArray call = R"({"jsonrpc":"2.0","id":"a","method":"node.status"})";
    peer.send(call);
    peer.send(call);
    const QJsonObject refused = peer.next();
    QVERIFY(refused["id"_L1].isNull());
    QCOMPARE(refused["error"_L1]["code"_L1].toInt(), rpc::kInvalidRequest);
    QCOMPARE(served.node().called.size(), 1);
    served.node().answerHeld();
    QCOMPARE(peer.next()["result"_L1].toString(), u"held"_s);
    served.node().hold = false;
    peer.send(call);
    QCOMPARE(peer.next()["id"_L1].toString(), u"a"_s);
}

void tst_ServedCalls::callsWithoutId()
{
    ServedNode served;
    RawPeer peer(served.url());
    peer.hello(served.secret(Role::Admin));
    peer.send(R"({"jsonrpc":"2.0","method":"snapshot.take"})");
    QCOMPARE(peer.next()["error"_L1]["code"_L1].toInt(), rpc::kInvalidRequest);
    peer.send(R"({"jsonrpc":"2.0","method":"transfer.credit","params":{"transfer":1,"bytes":1}})");
    peer.send(R"({"jsonrpc":"2.0","id":5,"method":"no.such"})");
    QCOMPARE(peer.next()["error"_L1]["code"_L1].toInt(), rpc::kMethodNotFound);
    QVERIFY(served.node().called.isEmpty());
}

void tst_ServedCalls::recordsWhatWasDoneAndTried()
{
    ServedNode served;
    {
        const auto viewer = greeted(served.endpoint(Role::Viewer));
        EXPECT_ERROR(await(viewer->call(u"snapshot.delete"_s, {{u"snapshot"_s, u"s1"_s}})),
                     ErrorCode::RoleInsufficient);
        ok(await(viewer->call(u"node.status"_s)));
    }
    const auto admin = greeted(served.endpoint(Role::Admin));
    ok(await(admin->call(u"snapshot.take"_s, {{u"state"_s, u"main"_s}})));
    served.node().error = Error{ErrorCode::Busy, {}, {}};
    EXPECT_ERROR(await(admin->call(u"snapshot.take"_s)), ErrorCode::Busy);
    QCOMPARE(served.audited(),
             QStringList({u"viewer snapshot.delete s1 RoleInsufficient"_s,
                          u"admin snapshot.take main begun"_s, u"admin snapshot.take main ok"_s,
                          u"admin snapshot.take - begun"_s, u"admin snapshot.take - Busy"_s}));
    QCOMPARE(ok(verifyAuditLog(PosixFileSystem::instance(), served.space().path(u"audit.log"_s)))
                 .records,
             5);
}

void tst_ServedCalls::recordsFewOfManyRefusals()
{
    ManualClock clock;
    ServedNode served({.clock = &clock});
    const auto viewer = greeted(served.endpoint(Role::Viewer));
    const auto tryIt = [&](int times) {
        for (int i = 0; i < times; ++i)
            EXPECT_ERROR(await(viewer->call(u"snapshot.take"_s)), ErrorCode::RoleInsufficient);
    };
    tryIt(37);
    clock.advance(std::chrono::seconds(6));
    tryIt(2);
    const QStringList audited = served.audited();
    QCOMPARE(audited.count(u"viewer snapshot.take - RoleInsufficient"_s), 11);
    QCOMPARE(audited.last(), u"viewer audit.omitted 28 more refused RoleInsufficient"_s);
    QCOMPARE(audited.size(), 12);
}

void tst_ServedCalls::doesNothingItCannotRecord()
{
    ServedNode served;
    const auto admin = greeted(served.endpoint(Role::Admin));
    QVERIFY(QFile::remove(served.space().path(u"audit.log"_s)));
    EXPECT_ERROR(await(admin->call(u"snapshot.take"_s)), ErrorCode::AuditBroken);
    QVERIFY(served.node().called.isEmpty());
    ok(await(admin->call(u"node.status"_s)));
}

/// One change waits for the one before it, and holds up nothing else.
void tst_ServedCalls::changesInTurn()
{
    ServedNode served;
    served.node().hold = true;
    const auto admin = greeted(served.endpoint());
    const auto calls = [&](const QString &method) { return served.node().called.count(method); };
    QList<QFuture<Result<QJsonValue>>> changes;
    for (int i = 0; i < 3; ++i)
        changes.append(admin->call(u"state.change"_s, rightParameters(*findCall(u"state.change"))));
    // Recorded after them, so whatever they were to begin has begun.
    const auto take = admin->call(u"snapshot.take"_s);
    waitFor([&] { return calls(u"snapshot.take"_s) == 1; });
    QCOMPARE(calls(u"state.change"_s), 1);
    served.node().answerHeld();
    ok(await(take));
    ok(await(changes[0]));
    waitFor([&] { return calls(u"state.change"_s) == 2; });
    QVERIFY(!changes[1].isFinished());
    served.node().hold = false;
    served.node().error = Error{ErrorCode::DocumentInvalid, {}, {}};
    served.node().answerHeld();
    ok(await(changes[1]));
    EXPECT_ERROR(await(changes[2]), ErrorCode::DocumentInvalid);
    QCOMPARE(calls(u"state.change"_s), 3);
}

void tst_ServedCalls::changesInTurnOfOneWhoLeft()
{
    ServedNode served;
    served.node().hold = true;
    {
        const auto admin = greeted(served.endpoint());
        for (int i = 0; i < 2; ++i)
            (void)admin->call(u"state.change"_s, rightParameters(*findCall(u"state.change")));
        const auto take = admin->call(u"snapshot.take"_s);
        waitFor([&] { return served.node().called.contains(u"snapshot.take"_s); });
    }
    QCOMPARE(served.node().called.count(u"state.change"_s), 1);
    // By the time that somebody else was let in the server has heard of the other's end.
    QVERIFY(greeted(served.endpoint()));
    served.node().hold = false;
    served.node().answerHeld();
    waitFor([&] { return served.node().called.count(u"state.change"_s) == 2; });
    QCoreApplication::processEvents();
    QCOMPARE(served.audited().filter(QRegularExpression(u"state.change .* ok"_s)).size(), 2);
}

QTEST_GUILESS_MAIN(tst_ServedCalls)
#include "tst_servedcalls.moc"
