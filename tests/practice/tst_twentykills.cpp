// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/base/posixfilesystem.h"
#include "engine/practice/chaosdrill.h"
#include "tests/practice/practiceline.h"
#include "tests/practice/publishes.h"
#include "tests/support/expect.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace lifeboat;
using namespace lifeboat::test;

/// Real processes under a steady load, whose leader is killed again and again.
class tst_TwentyKills final : public PracticeLine
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { PracticeLine::initTestCase(); }
    void init() { PracticeLine::init(); }
    void cleanup() { PracticeLine::cleanup(); }
    void losesNothing();
};

/// Each of the twenty publishes before it is killed. Most of the time is twenty times a ttl of waiting.
void tst_TwentyKills::losesNothing()
{
    constexpr int kKills = 20;
    QVERIFY(ctl(u"practice start"_s).status == 0);
    const UnwatchedControl control;
    PosixFileSystem &disk = PosixFileSystem::instance();
    const auto cluster = ok(PracticeCluster::open(disk, directory(), QStringLiteral(LIFEBOAT_DAEMON)));
    Publishes publishes(*ok(cluster->leases()), PracticeCluster::kState);
    QVERIFY(publishes.awaitLeaders(0));
    quint64 token = 0;
    QList<qint64> late; ///< the successor, by the records' own times, in ms
    QList<std::chrono::milliseconds> alone; ///< without a leader, from the kill on
    for (int kill = 0; kill < kKills; ++kill) {
        const Takeover takeover = ok(cluster->killLeader(control));
        QVERIFY(takeover.lost.token >= token);
        QVERIFY(takeover.won.token > takeover.lost.token);
        QVERIFY(takeover.won.acquired >= takeover.lost.expires());
        late.append(takeover.lost.expires().msecsTo(takeover.won.acquired));
        alone.append(takeover.time);
        token = takeover.won.token;
        QVERIFY(publishes.awaitLeaders(token));
        ok(cluster->heal(control));
    }
    // A loaded machine holds up some of them; who does not try in time is late every time.
    std::ranges::sort(late);
    QVERIFY2(late[4] <= (PracticeCluster::takeoverLimit() - PracticeCluster::kTtl).count(), qPrintable(QString::number(late[4])));
    std::ranges::sort(alone);
    QVERIFY2(alone[4] <= PracticeCluster::takeoverLimit(), qPrintable(QString::number(alone[4].count())));
    QVERIFY(publishes.tokens().size() > kKills); // every one of them, and the first
    ok(cluster->endWorkload());
    ok(awaitEqualNodes(control, *cluster));
    publishes.look();
    QCOMPARE(publishes.faults(), QStringList());
    ok(cluster->endNodes());
    const ChaosEnd end = ok(examineEnd(control, disk, *cluster));
    QVERIFY(end.acknowledged > 0);
    QCOMPARE(end.lost, 0);
    QCOMPARE(end.nodes.size(), 3);
    QVERIFY(end.areDigestsEqual());
}

QTEST_GUILESS_MAIN(tst_TwentyKills)
#include "tst_twentykills.moc"
