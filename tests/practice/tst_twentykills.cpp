// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/base/posixfilesystem.h"
#include "engine/lease/latestpointer.h"
#include "engine/practice/chaosdrill.h"
#include "tests/practice/practiceline.h"
#include "tests/support/expect.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace lifeboat;
using namespace lifeboat::test;

namespace {

/// What is published, seen write by write from the first one on.
class Publishes
{
public:
    explicit Publishes(LeaseStore &leases)
        : m_watch(ok(leases.bucket().watch(LatestPointer::key(PracticeCluster::kState))))
    {
    }

    void look()
    {
        for (;;) {
            const auto records = ok(m_watch->next(std::chrono::milliseconds(20)));
            if (records.isEmpty())
                return;
            for (const KeyValueRecord &record : records)
                take(QJsonDocument::fromJson(record.value).object());
        }
    }

    /// Fencing tokens by which a snapshot was published. The pointer holds a token as soon as its owner is about to publish.
    const QSet<quint64> &tokens() const { return m_tokens; }
    QStringList faults; ///< what must not be

private:
    void take(const QJsonObject &latest)
    {
        const quint64 token = latest["token"_L1].toString().toULongLong();
        const QString publisher = latest["publisher"_L1].toString();
        if (token < m_token)
            faults << u"token %1 after %2"_s.arg(token).arg(m_token);
        m_token = std::max(m_token, token);
        if (const QString other = m_publishers.value(token, publisher); other != publisher)
            faults << u"token %1 of %2 and of %3"_s.arg(token).arg(other, publisher);
        m_publishers[token] = publisher;
        const QJsonArray snapshots = latest["snapshots"_L1].toArray();
        for (const QJsonValue each : snapshots) {
            const QString object = each["object"_L1].toString();
            const QString digest = each["sha256"_L1].toString();
            if (!m_objects.contains(object))
                m_tokens.insert(token);
            if (const QString before = m_objects.value(object, digest); before != digest)
                faults << u"%1 was overwritten"_s.arg(object);
            m_objects[object] = digest;
        }
        if (snapshots.isEmpty())
            return;
        const quint64 index = snapshots.first()["appliedIndex"_L1].toString().toULongLong();
        if (index < m_index)
            faults << u"index %1 after %2"_s.arg(index).arg(m_index);
        m_index = index;
    }

    std::unique_ptr<KeyValueWatch> m_watch;
    quint64 m_token = 0;
    quint64 m_index = 0;
    QMap<quint64, QString> m_publishers; ///< by token
    QSet<quint64> m_tokens;
    QMap<QString, QString> m_objects; ///< name to digest
};

} // namespace

/// Real processes under a steady load, whose leader is killed again and again.
class tst_TwentyKills final : public PracticeLine
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { PracticeLine::initTestCase(); }
    void init() { PracticeLine::init(); }
    void cleanup() { PracticeLine::cleanup(); }
    void losesNothing();

private:
    /// Waits until whoever leads has published; the holder's token may be newer than `least` by then.
    static bool awaitPublish(PracticeCluster &cluster, Publishes &publishes, quint64 least);
};

bool tst_TwentyKills::awaitPublish(PracticeCluster &cluster, Publishes &publishes, quint64 least)
{
    return QTest::qWaitFor([&] {
        publishes.look();
        const std::optional<Lease> leader = ok(cluster.leader());
        return leader && leader->token >= least && publishes.tokens().contains(leader->token);
    }, 60'000);
}

/// Each of the twenty publishes before it is killed. Most of the time is twenty times a ttl of waiting.
void tst_TwentyKills::losesNothing()
{
    constexpr int kKills = 20;
    QVERIFY(ctl(u"practice start"_s).status == 0);
    const UnwatchedControl control;
    PosixFileSystem &disk = PosixFileSystem::instance();
    const auto cluster = ok(PracticeCluster::open(disk, directory(), QStringLiteral(LIFEBOAT_DAEMON)));
    Publishes publishes(*ok(cluster->leases()));
    QVERIFY(awaitPublish(*cluster, publishes, 0));
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
        QVERIFY(awaitPublish(*cluster, publishes, token));
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
    QCOMPARE(publishes.faults, QStringList());
    ok(cluster->endNodes());
    const ChaosEnd end = ok(examineEnd(control, disk, *cluster));
    QVERIFY(end.acknowledged > 0);
    QCOMPARE(end.lost, 0);
    QCOMPARE(end.nodes.size(), 3);
    QVERIFY(end.areDigestsEqual());
}

QTEST_GUILESS_MAIN(tst_TwentyKills)
#include "tst_twentykills.moc"
