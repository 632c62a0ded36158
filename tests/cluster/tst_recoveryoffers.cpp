// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/cluster/metnode.h"
#include "tests/support/expect.h"

#include <QSignalSpy>
#include <QTest>

using namespace lifeboat;
using namespace lifeboat::test;
using namespace Qt::StringLiterals;

namespace {

QJsonObject offered(const QString &state, const QString &snapshot)
{
    return {{u"state"_s, state},
            {u"snapshot"_s, snapshot},
            {u"elementCount"_s, u"12"_s},
            {u"createdAt"_s, u"2026-11-21T02:03:22.123Z"_s},
            {u"size"_s, u"4096"_s},
            {u"lineage"_s, u"history"_s},
            {u"appliedIndex"_s, u"7"_s}};
}

} // namespace

/// What a node offers for recovery as it is met.
class tst_RecoveryOffers final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void offersAreChecked_data();
    void offersAreChecked();
    void oneOfEveryState();
};

void tst_RecoveryOffers::offersAreChecked_data()
{
    QTest::addColumn<QString>("key");
    QTest::addColumn<QJsonValue>("value");
    QTest::addColumn<bool>("isOffer");
    QTest::newRow("whole") << u"more"_s << QJsonValue(1) << true;
    QTest::newRow("foreign") << u"appliedIndex"_s << QJsonValue(QJsonValue::Undefined) << true;
    QTest::newRow("no snapshot") << u"snapshot"_s << QJsonValue(QJsonValue::Undefined) << false;
    QTest::newRow("a path") << u"snapshot"_s << QJsonValue(u"../../etc/passwd"_s) << false;
    QTest::newRow("no size") << u"size"_s << QJsonValue(u"-1"_s) << false;
    QTest::newRow("no time") << u"createdAt"_s << QJsonValue(u"yesterday"_s) << false;
    QTest::newRow("no rows") << u"elementCount"_s << QJsonValue(12) << false;
}

void tst_RecoveryOffers::offersAreChecked()
{
    QFETCH(const QString, key);
    QFETCH(const QJsonValue, value);
    QFETCH(const bool, isOffer);
    Met met;
    met.node.held = {u"node.status"_s, u"snapshot.list"_s};
    QJsonObject told = offered(u"main"_s, u"20261121T020322123Z-9f3a01c4"_s);
    told[key] = value; // an undefined one takes it away
    met.node.recovery = {told};
    const QSignalSpy heard(&met.connection, &NodeConnection::recoveryOffered);
    QVERIFY(met.connection.recoveries().isEmpty());
    met.connection.start();
    QCOMPARE(heard.size(), 1);
    const QList<RecoveryOffer> offers = met.connection.recoveries();
    QCOMPARE(offers.size(), isOffer ? 1 : 0);
    if (!isOffer)
        return;
    const RecoveryOffer *const offer = &offers.first();
    QCOMPARE(offer->snapshot.value, u"20261121T020322123Z-9f3a01c4"_s);
    QCOMPARE(offer->state, u"main"_s);
    QCOMPARE(offer->elementCount, quint64(12));
    QCOMPARE(offer->size, 4096);
    QCOMPARE(offer->position.has_value(), key != "appliedIndex"_L1);
    QVERIFY(!met.connection.status()); // nothing else is known yet
}

/// One a state; whoever is met again offers anew.
void tst_RecoveryOffers::oneOfEveryState()
{
    Met met;
    met.node.recovery = {offered(u"main"_s, u"20261121T020322123Z-9f3a01c4"_s),
                         offered(u"orders"_s, u"20261121T020322123Z-00000001"_s),
                         offered(u"main"_s, u"20261121T020322123Z-00000002"_s)};
    const auto told = [&met] {
        QStringList states;
        for (const RecoveryOffer &each : met.connection.recoveries())
            states.append(each.state + u' ' + each.snapshot.value.right(8));
        return states;
    };
    met.connection.start();
    QCOMPARE(told(), QStringList({u"orders 00000001"_s, u"main 00000002"_s}));
    met.node.recovery.removeFirst();
    met.node.cut();
    QCOMPARE(told().size(), 2);
    met.connection.reconnect();
    QCOMPARE(told(), QStringList({u"orders 00000001"_s, u"main 00000002"_s}));
    met.node.recovery = {};
    met.node.cut();
    met.connection.reconnect();
    QCOMPARE(met.connection.link(), Link::Online);
    QVERIFY(told().isEmpty());
}

QTEST_GUILESS_MAIN(tst_RecoveryOffers)
#include "tst_recoveryoffers.moc"
