// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/base/errorobject.h"
#include "engine/lease/leaseobject.h"
#include "tests/cli/clusterline.h"

#include <QJsonArray>
#include <QRegularExpression>
#include <QTest>
#include <QTimeZone>

using namespace lifeboat;
using namespace lifeboat::test;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

/// Who leads, told by a node on loopback.
class tst_CtlLease final : public ClusterLine
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { ClusterLine::initTestCase(); }
    void init();
    void cleanup() { ClusterLine::cleanup(); }
    void lists_data();
    void lists();
    void saysWhyItCannotLead();
    void tellsWhatHappened();
    void stepsDown();
    void saysThatTheHolderIsSilent();
    void nobodyToStepDown();

private:
    const QDateTime m_now{QDate(2031, 5, 6), QTime(7, 8, 9), QTimeZone::UTC};
};

void tst_CtlLease::init()
{
    ClusterLine::init();
    add(*m_one);
}

void tst_CtlLease::lists_data()
{
    QTest::addColumn<QString>("holder");
    QTest::addColumn<int>("ahead"); ///< the clock of n1, which is asked, ms
    QTest::addColumn<int>("skew"); ///< the holder's, where its record tells; 0: it does not
    QTest::addColumn<QString>("clock"); ///< the holder's
    QTest::addColumn<QString>("asked");
    QTest::newRow("agrees") << u"n1"_s << 20 << 0 << u"agrees"_s << u"agrees"_s;
    QTest::newRow("ahead") << u"n1"_s << 1'500 << 0 << u"1.50 s ahead"_s << u"1.50 s ahead"_s;
    QTest::newRow("behind") << u"n1"_s << -2'500 << 0 << u"2.50 s behind"_s << u"2.50 s behind"_s;
    QTest::newRow("another's") << u"n2"_s << 1'500 << 0 << u"unknown"_s << u"1.50 s ahead"_s;
    QTest::newRow("its record tells") << u"n2"_s << 20 << -2'500 << u"2.50 s behind"_s << u"agrees"_s;
}

void tst_CtlLease::lists()
{
    QFETCH(const QString, holder);
    QFETCH(const int, ahead);
    QFETCH(const int, skew);
    QFETCH(const QString, clock);
    QFETCH(const QString, asked);
    LeaseSight sight;
    sight.leases = {{.name = u"snapshot-leader"_s,
                     .holder = holder,
                     .token = 431,
                     .ttl = 30s,
                     .acquired = m_now.addSecs(-60),
                     .renewed = m_now.addSecs(-4),
                     .renewals = 6}};
    sight.alarms = {{LeaseAlarm::Kind::LateHeartbeat, u"snapshot-leader"_s, holder},
                    {LeaseAlarm::Kind::TtlsDiffer, u"snapshot-leader"_s, holder, u"n3"_s, 10min, 30s}};
    sight.now = sight.reachedAt = m_now;
    sight.ahead = std::chrono::milliseconds(ahead);
    if (skew != 0)
        sight.skews[u"snapshot-leader"_s] = std::chrono::milliseconds(skew);
    m_one->tell(u"lease.status"_s, leaseSightObject(sight));
    const Outcome listed = ctl(u"lease list --cluster orders"_s);
    QVERIFY2(listed.status == 0, qPrintable(listed.err));
    const QRegularExpression row(u"\\nsnapshot-leader +%1 .* in 26\\.0 s +431 +6 +%2\\n"_s.arg(holder, clock));
    QVERIFY2(row.match(listed.out).hasMatch(), qPrintable(listed.out));
    QVERIFY2(listed.out.contains(u"The clock of n1, which was asked, against the leases': %1.\n"_s.arg(asked)), qPrintable(listed.out));
    QVERIFY2(listed.out.contains(u"! snapshot-leader: the heartbeat of %1 is late"_s.arg(holder)), qPrintable(listed.out));
    QVERIFY2(listed.out.contains(u"! snapshot-leader: %1 holds it for 10 min 00 s at a time, n3 would for 30 s"_s.arg(holder)), qPrintable(listed.out));
    QCOMPARE(ctl(u"lease list --cluster orders --json"_s).json()["aheadMs"_L1].toInt(), ahead);
}

void tst_CtlLease::saysWhyItCannotLead()
{
    LeaseSight sight;
    sight.alarms = {{LeaseAlarm::Kind::Foreign, u"snapshot-leader"_s, {}}};
    sight.now = sight.reachedAt = m_now;
    QJsonObject told = leaseSightObject(sight);
    told[u"keeperTrouble"_s] = errorObject({ErrorCode::LeaseInvalid, u"lease.snapshot-leader"_s, {}});
    m_one->tell(u"lease.status"_s, told);
    const Outcome listed = ctl(u"lease list --cluster orders"_s);
    QCOMPARE(listed.status, 3);
    QVERIFY2(listed.err.contains("node n1 cannot lead"_L1) && listed.err.contains("lease.snapshot-leader"_L1), qPrintable(listed.err));
    const Outcome json = ctl(u"lease list --cluster orders --json"_s);
    QCOMPARE(json.status, 3);
    QCOMPARE(json.json()["keeperTrouble"_L1]["code"_L1].toString(), u"LeaseInvalid"_s);
}

void tst_CtlLease::tellsWhatHappened()
{
    const auto event = [this](quint64 revision, LeaseEvent::Kind kind, const QString &holder, const QString &other = {}) {
        return leaseEventObject({.revision = revision, .time = m_now.addSecs(qint64(revision)), .kind = kind,
                                 .name = u"snapshot-leader"_s, .holder = holder, .token = 7, .expires = {}, .other = other});
    };
    m_one->tell(u"lease.history"_s, {{u"events"_s, QJsonArray{event(1, LeaseEvent::Kind::Acquired, u"n1"_s),
                                                              event(2, LeaseEvent::Kind::TakenOver, u"n2"_s, u"n1"_s),
                                                              event(3, LeaseEvent::Kind::PublishRefused, u"n1"_s)}}});
    const Outcome told = ctl(u"lease history --cluster orders --lease snapshot-leader --limit 20"_s);
    QVERIFY2(told.status == 0, qPrintable(told.err));
    const QStringList lines = told.out.trimmed().split(u'\n');
    QCOMPARE(lines.size(), 4);
    QVERIFY2(lines[0].startsWith("TIME"_L1), qPrintable(told.out));
    QVERIFY2(lines[1].startsWith("2031-05-06T07:08:10.000Z"_L1) && lines[1].contains(" acquired "_L1), qPrintable(told.out));
    QVERIFY2(lines[2].contains(" taken over "_L1) && lines[2].endsWith("the lease of n1 had run out"_L1), qPrintable(told.out));
    QVERIFY2(lines[3].contains(" publish refused "_L1), qPrintable(told.out));
    const QJsonObject asked = m_one->lastParameters(u"lease.history"_s);
    QCOMPARE(asked, (QJsonObject{{u"lease"_s, u"snapshot-leader"_s}, {u"limit"_s, 20}, {u"renewals"_s, false}}));
    const QJsonObject json = ctl(u"lease history --cluster orders --json"_s).json();
    QCOMPARE(json["node"_L1].toString(), u"n1"_s);
    QCOMPARE(json["events"_L1].toArray().size(), 3);
    QCOMPARE(json["events"_L1][1]["kind"_L1].toString(), u"taken-over"_s);
}

void tst_CtlLease::stepsDown()
{
    m_one->tell(u"lease.stepDown"_s, {}); // as nodes of an earlier version
    QCOMPARE(ctl(u"lease step-down snapshot-leader --cluster orders"_s).out, u"The holder of snapshot-leader was asked to step down.\n"_s);
    m_one->tell(u"lease.stepDown"_s, {{u"holder"_s, u"n2"_s}});
    const Outcome asked = ctl(u"lease step-down snapshot-leader --cluster orders"_s);
    QVERIFY2(asked.status == 0, qPrintable(asked.err));
    QCOMPARE(asked.out, u"n2 does not hold snapshot-leader any more.\n"_s);
    QCOMPARE(m_one->lastParameters(u"lease.stepDown"_s), (QJsonObject{{u"lease"_s, u"snapshot-leader"_s}}));
    const QJsonObject json = ctl(u"lease step-down compactor --cluster orders --json"_s).json();
    QCOMPARE(json["lease"_L1].toString(), u"compactor"_s);
    QCOMPARE(json["node"_L1].toString(), u"n1"_s);
    QCOMPARE(json["holder"_L1].toString(), u"n2"_s);
}

/// It is dead: nobody is told that all is well.
void tst_CtlLease::saysThatTheHolderIsSilent()
{
    const QDateTime end = QDateTime::currentDateTime().addSecs(17);
    m_one->refuse(u"lease.stepDown"_s, {ErrorCode::HolderSilent, u"n2"_s, end.toUTC().toString(Qt::ISODateWithMs)});
    const Outcome asked = ctl(u"lease step-down snapshot-leader --cluster orders"_s);
    QCOMPARE(asked.status, 3);
    QVERIFY2(asked.err.contains("n2, which holds the lease, does not answer."_L1), qPrintable(asked.err));
    QVERIFY2(asked.err.contains("its lease runs out at "_L1) && asked.err.contains(end.toString(u"HH:mm"_s)), qPrintable(asked.err));
    QVERIFY(asked.out.isEmpty());
}

void tst_CtlLease::nobodyToStepDown()
{
    m_one->refuse(u"lease.stepDown"_s, {ErrorCode::NotFound, u"snapshot-leader"_s, {}});
    QCOMPARE(ctl(u"lease step-down snapshot-leader --cluster orders"_s).status, 3);
}

QTEST_GUILESS_MAIN(tst_CtlLease)
#include "tst_ctllease.moc"
