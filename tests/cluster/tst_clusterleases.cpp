// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/cluster/cluster.h"
#include "engine/cluster/clusterleases.h"
#include "engine/lease/leaseobject.h"
#include "tests/cluster/fakenode.h"
#include "tests/support/expect.h"
#include "tests/support/memorysecrets.h"

#include <QSignalSpy>
#include <QTest>

using namespace lifeboat;
using namespace lifeboat::test;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

using Knowledge = ClusterLeases::Knowledge;

class tst_ClusterLeases final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void readsOnceWhenMet();
    void nodesWithoutLeasesAreRememberedAsSuch();
    void asksEverySecondOnlyWhileWatched();
    void timeGoesOnByTheSteadyClock();
    void eventsAreTakenOnceAndAskAgain();
    void aGrantIsToldOnce();
    void holdersClockByTheirDifference();
    void renewalsAloneAskNobodyWhoIsNotWatched();
    void manyEventsAreToldTogether();
    void anotherTellsWhenTheTellerGoes();
    void anotherTellsWhenTheTellerIsCutOff();
    void staleKnowledgeKeepsItsAge();
    void refusalsAreTold();
    void whatWasMissedIsReadAfterAGap();
    void stepsDownThroughTheTeller();

private:
    QJsonObject sight(const QString &holder, std::optional<Error> trouble = {}) const;
    QJsonObject event(quint64 revision, LeaseEvent::Kind kind, const QString &holder) const;
    void start();
    ClusterLeases &leases() { return m_cluster->leases(); }
    int asked() const { return m_n1->count(u"lease.status"_s) + m_n2->count(u"lease.status"_s); }

    std::unique_ptr<FakeNetwork> m_network;
    FakeNode *m_n1, *m_n2;
    MemorySecrets m_secrets;
    std::unique_ptr<Cluster> m_cluster;
};

void tst_ClusterLeases::init()
{
    m_cluster.reset();
    m_network = std::make_unique<FakeNetwork>();
    m_n1 = &m_network->add(u"n1"_s);
    m_n2 = &m_network->add(u"n2"_s);
    ClusterProfile profile{.name = u"orders"_s, .nodes = {}};
    for (const QString &name : {u"n1"_s, u"n2"_s}) {
        const QUrl url(u"wss://%1:7411"_s.arg(name));
        profile.nodes.append({.name = name, .url = url, .fingerprint = {}});
        m_secrets.secrets.insert(secretKey(u"orders"_s, url), u"secret"_s);
    }
    m_cluster = std::make_unique<Cluster>(profile, m_secrets, m_network->surroundings());
}

QJsonObject tst_ClusterLeases::sight(const QString &holder, std::optional<Error> trouble) const
{
    const QDateTime now = m_network->clock().utcNow();
    LeaseSight sight;
    sight.leases = {{.name = u"snapshot-leader"_s,
                     .holder = holder,
                     .token = 7,
                     .ttl = 30s,
                     .acquired = now.addSecs(-60),
                     .renewed = now.addSecs(-5),
                     .renewals = 6,
                     .revision = 13}};
    sight.now = now;
    sight.uncertainty = 40ms;
    sight.trouble = trouble;
    sight.reachedAt = now;
    return leaseSightObject(sight);
}

QJsonObject tst_ClusterLeases::event(quint64 revision, LeaseEvent::Kind kind, const QString &holder) const
{
    const QDateTime now = m_network->clock().utcNow();
    return leaseEventObject({.revision = revision,
                             .time = now,
                             .kind = kind,
                             .name = u"snapshot-leader"_s,
                             .holder = holder,
                             .token = 7,
                             .expires = now.addSecs(30),
                             .other = {}});
}

void tst_ClusterLeases::start()
{
    m_cluster->start();
    m_network->pass(1s);
    QVERIFY(QTest::qWaitFor([this] { return std::ranges::all_of(m_cluster->nodes(), [](const NodeConnection *node) { return node->status().has_value(); }); }, 60'000));
}

void tst_ClusterLeases::readsOnceWhenMet()
{
    QCOMPARE(int(leases().knowledge()), int(Knowledge::Unknown));
    m_n1->leases = m_n2->leases = sight(u"n2"_s);
    m_n1->leaseEvents = {event(7, LeaseEvent::Kind::Acquired, u"n2"_s)};
    start();
    QCOMPARE(int(leases().knowledge()), int(Knowledge::Known));
    QCOMPARE(leases().sight()->leases.first().holder, u"n2"_s);
    QCOMPARE(leases().history().size(), 1);
    QVERIFY(leases().teller());
    m_network->pass(30s);
    QCOMPARE(asked(), 1); // of two nodes one, and that once
    QCOMPARE(m_n1->count(u"lease.history"_s) + m_n2->count(u"lease.history"_s), 1);
}

void tst_ClusterLeases::nodesWithoutLeasesAreRememberedAsSuch()
{
    start();
    QCOMPARE(int(leases().knowledge()), int(Knowledge::Absent));
    QCOMPARE(asked(), 2);
    leases().setWatched(this, true);
    m_network->pass(10s);
    QCOMPARE(asked(), 2);
    // It comes back with leases.
    m_n2->leases = sight(u"n2"_s);
    m_n2->cut();
    m_network->pass(10s);
    QCOMPARE(int(leases().knowledge()), int(Knowledge::Known));
    QCOMPARE(leases().teller()->name(), u"n2"_s);
}

void tst_ClusterLeases::asksEverySecondOnlyWhileWatched()
{
    m_n1->leases = m_n2->leases = sight(u"n1"_s);
    start();
    leases().setWatched(this, true);
    const int before = asked();
    m_network->pass(10s);
    QVERIFY2(asked() - before >= 9 && asked() - before <= 11, qPrintable(QString::number(asked() - before)));
    leases().setWatched(this, false);
    m_network->pass(1s);
    const int then = asked();
    m_network->pass(10s);
    QCOMPARE(asked(), then);
}

void tst_ClusterLeases::timeGoesOnByTheSteadyClock()
{
    m_n1->leases = m_n2->leases = sight(u"n1"_s);
    start();
    const QDateTime before = leases().now();
    m_network->clock().setWall(std::chrono::days(9)); // this machine's wall clock is nobody's business
    QCOMPARE(leases().now(), before);
    m_network->pass(4s);
    QCOMPARE(leases().now(), before.addSecs(4));
    QCOMPARE(leases().uncertainty(), 40ms);
}

void tst_ClusterLeases::eventsAreTakenOnceAndAskAgain()
{
    m_n1->leases = m_n2->leases = sight(u"n1"_s);
    start();
    m_n1->leases = m_n2->leases = sight(u"n2"_s);
    const QJsonObject taken{{u"events"_s, QJsonArray{event(9, LeaseEvent::Kind::TakenOver, u"n2"_s)}}};
    m_n1->publish(u"lease"_s, taken);
    m_n2->publish(u"lease"_s, taken);
    m_network->pass(1s);
    QCOMPARE(leases().history().size(), 1);
    QCOMPARE(leases().sight()->leases.first().holder, u"n2"_s);
}

/// Who came later and saw only that it was acquired, and who saw it happen.
void tst_ClusterLeases::aGrantIsToldOnce()
{
    QJsonObject acquired = event(9, LeaseEvent::Kind::Acquired, u"n2"_s);
    const QJsonObject taken = event(9, LeaseEvent::Kind::TakenOver, u"n2"_s);
    const QDateTime written = QDateTime::fromString(acquired["time"_L1].toString(), Qt::ISODateWithMs);
    acquired[u"time"_s] = written.addMSecs(-43).toString(Qt::ISODateWithMs); // by its holder, just before it was written
    m_n1->leases = m_n2->leases = sight(u"n2"_s);
    m_n1->leaseEvents = m_n2->leaseEvents = {acquired};
    start();
    QCOMPARE(leases().history().size(), 1);
    for (const QJsonObject &each : {taken, acquired}) {
        for (FakeNode *node : {m_n1, m_n2})
            node->publish(u"lease"_s, {{u"events"_s, QJsonArray{each}}});
        m_network->pass(1s);
        QCOMPARE(leases().history().size(), 1);
        QCOMPARE(leases().history().first().kind, LeaseEvent::Kind::TakenOver);
    }
}

void tst_ClusterLeases::holdersClockByTheirDifference()
{
    m_n1->leases = m_n2->leases = sight(u"n2"_s);
    QJsonObject ahead = m_n1->leases;
    ahead[u"aheadMs"_s] = 3'000;
    m_n1->leases = m_n2->leases = ahead;
    m_n1->ahead = m_n2->ahead = 3s;
    start();
    const QString teller = leases().teller()->name();
    const QString other = teller == "n1"_L1 ? u"n2"_s : u"n1"_s;
    QVERIFY(leases().aheadOf(teller) == 3s);
    QVERIFY(leases().aheadOf(other) == 3s);
    QVERIFY(!leases().aheadOf(u"n9"_s));
    FakeNode &gone = (*m_network)[other];
    gone.down = Error{ErrorCode::Unreachable, other, {}};
    gone.cut();
    m_network->pass(1s);
    QVERIFY(!leases().aheadOf(other));
}

void tst_ClusterLeases::renewalsAloneAskNobodyWhoIsNotWatched()
{
    m_n1->leases = m_n2->leases = sight(u"n1"_s);
    start();
    const int before = asked();
    for (quint64 i = 0; i < 50; ++i) {
        const QJsonObject renewed{{u"events"_s, QJsonArray{event(20 + i, LeaseEvent::Kind::Renewed, u"n1"_s)}}};
        m_n1->publish(u"lease"_s, renewed);
        m_n2->publish(u"lease"_s, renewed);
    }
    m_network->pass(2s);
    QCOMPARE(asked(), before);
    QVERIFY(leases().history().isEmpty());
}

void tst_ClusterLeases::manyEventsAreToldTogether()
{
    m_n1->leases = m_n2->leases = sight(u"n1"_s);
    start();
    m_network->pass(1s);
    const QSignalSpy changed(&leases(), &ClusterLeases::changed);
    for (quint64 i = 0; i < 100; ++i) { // a hundred a second
        const QJsonObject taken{{u"events"_s, QJsonArray{event(20 + i, LeaseEvent::Kind::TakenOver, u"n1"_s)}}};
        m_n1->publish(u"lease"_s, taken);
        m_n2->publish(u"lease"_s, taken);
        m_network->pass(10ms);
    }
    m_network->pass(1s);
    QCOMPARE(leases().history().size(), 100);
    QVERIFY2(changed.size() <= 4, qPrintable(QString::number(changed.size())));
}

void tst_ClusterLeases::anotherTellsWhenTheTellerGoes()
{
    m_n1->leases = m_n2->leases = sight(u"n1"_s);
    start();
    const QString first = leases().teller()->name();
    FakeNode &gone = (*m_network)[first];
    gone.down = Error{ErrorCode::Unreachable, first, {}};
    gone.cut();
    m_network->pass(1s);
    QVERIFY(leases().teller()->name() != first);
    QVERIFY(!leases().trouble());
}

void tst_ClusterLeases::anotherTellsWhenTheTellerIsCutOff()
{
    m_n1->leases = m_n2->leases = sight(u"n1"_s);
    start();
    leases().setWatched(this, true);
    const QString first = leases().teller()->name();
    (*m_network)[first].leases = sight(u"n1"_s, Error{ErrorCode::Unreachable, u"nats"_s, {}});
    m_network->pass(3s);
    QVERIFY(leases().teller()->name() != first);
    QVERIFY(!leases().trouble());
    // Where nobody reaches it, that is told.
    m_n1->leases = m_n2->leases = sight(u"n1"_s, Error{ErrorCode::Unreachable, u"nats"_s, {}});
    m_network->pass(3s);
    QCOMPARE(leases().trouble()->subject, u"nats"_s);
}

void tst_ClusterLeases::staleKnowledgeKeepsItsAge()
{
    m_n1->leases = m_n2->leases = sight(u"n1"_s);
    start();
    for (FakeNode *node : {m_n1, m_n2}) {
        node->down = Error{ErrorCode::Unreachable, u"x"_s, {}};
        node->cut();
    }
    const auto before = leases().age();
    m_network->pass(40s);
    QCOMPARE(leases().age(), before + 40s);
    QCOMPARE(int(leases().trouble()->code), int(ErrorCode::Unreachable));
    QCOMPARE(leases().sight()->leases.first().holder, u"n1"_s);
    QCOMPARE(int(leases().stepDown(u"snapshot-leader"_s).result().error().code), int(ErrorCode::Unreachable));
}

/// A token that was revoked is no network that is down.
void tst_ClusterLeases::refusalsAreTold()
{
    for (FakeNode *node : {m_n1, m_n2})
        node->token = u"another"_s;
    m_cluster->start();
    m_network->pass(1s);
    QVERIFY(QTest::qWaitFor([this] { return std::ranges::all_of(m_cluster->nodes(), [](const NodeConnection *node) { return node->link() == Link::Refused; }); }, 60'000));
    QCOMPARE(int(leases().trouble()->code), int(ErrorCode::AuthenticationFailed));
    QCOMPARE(leases().trouble()->subject, u"n1"_s);
    QCOMPARE(int(leases().stepDown(u"snapshot-leader"_s).result().error().code), int(ErrorCode::AuthenticationFailed));
}

void tst_ClusterLeases::whatWasMissedIsReadAfterAGap()
{
    m_n1->leases = sight(u"n1"_s);
    m_n1->leaseEvents = {event(7, LeaseEvent::Kind::Acquired, u"n1"_s)};
    start();
    m_network->pass(5s);
    m_n1->leaseEvents.append(event(8, LeaseEvent::Kind::PublishRefused, u"n2"_s));
    m_n1->restart();
    m_network->pass(10s);
    QCOMPARE(leases().history().size(), 2);
    QVERIFY(m_n1->parameters.at(m_n1->calls.lastIndexOf(u"lease.history"_s)).contains("from"_L1));
}

void tst_ClusterLeases::stepsDownThroughTheTeller()
{
    m_n2->leases = sight(u"n1"_s);
    m_n2->failing[u"lease.stepDown"_s] = Error{ErrorCode::NotFound, u"snapshot-leader"_s, {}};
    start();
    QCOMPARE(int(leases().stepDown(u"snapshot-leader"_s).result().error().code), int(ErrorCode::NotFound));
    QCOMPARE(m_n2->parameters.at(m_n2->calls.indexOf(u"lease.stepDown"_s))["lease"_L1].toString(), u"snapshot-leader"_s);
}

QTEST_GUILESS_MAIN(tst_ClusterLeases)
#include "tst_clusterleases.moc"
