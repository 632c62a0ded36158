// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/console/workspace/exposures.h"

#include "tests/ui/overviewbench.h"
#include "ui/console/models/rpoface.h"

#include <QTest>

using namespace lifeboat;
using namespace lifeboat::ui;
using namespace lifeboat::test;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

/// As a cluster's overview tells of them.
class tst_Exposures final : public OverviewBench
{
    Q_OBJECT

private Q_SLOTS:
    void init() { OverviewBench::init(); }
    void cleanup() { OverviewBench::cleanup(); }
    void whatCouldBeLostIsWhatWasWrittenSince_data();
    void whatCouldBeLostIsWhatWasWrittenSince();
    void somethingIsNotNothing();
    void whatAnUnreachableNodeSaidIsNotNow_data();
    void whatAnUnreachableNodeSaidIsNotNow();
};

void tst_Exposures::whatCouldBeLostIsWhatWasWrittenSince_data()
{
    QTest::addColumn<QList<int>>("indexes"); // of the states of n1, n2, n3
    QTest::addColumn<QString>("lineage"); // of those states
    QTest::addColumn<int>("verified"); // index of n3's verified snapshot of five minutes ago; 0: none is
    QTest::addColumn<int>("written"); // seconds ago; 0: nobody says
    QTest::addColumn<QString>("figure");
    QTest::addColumn<QString>("note");
    const QList<int> idle{7, 7, 7};
    const QList<int> busy{7, 19, 12};
    const QString here = u"l"_s; // that of made-up snapshots
    QTest::addRow("idle") << idle << here << 7 << 0 << u"nothing"_s << u"holds everything"_s;
    QTest::addRow("none verified") << idle << here << 0 << 0 << u"unknown"_s << u"main as it is on n1"_s;
    QTest::addRow("written since") << busy << here << 7 << 65 << u"1 min "_s << u"12 entries after"_s;
    QTest::addRow("written, nobody says when") << busy << here << 7 << 0 << u"12 entries"_s << u"on n3"_s;
    QTest::addRow("another history") << idle << u"other"_s << 7 << 0 << u"unknown"_s << u"main as it is on n1"_s;
    QTest::addRow("never written to") << QList<int>{0, 0, 0} << here << 0 << 0 << u"nothing"_s << u"nothing was written"_s;
}

void tst_Exposures::whatCouldBeLostIsWhatWasWrittenSince()
{
    QFETCH(QList<int>, indexes);
    QFETCH(QString, lineage);
    QFETCH(int, verified);
    QFETCH(int, written);
    const QDateTime at = QDateTime::currentDateTimeUtc().addSecs(-written);
    for (int i = 0; i < 3; ++i) {
        const QString name = u"n%1"_s.arg(i + 1);
        FakeNode &node = m_space->node(name);
        // One that nobody verified covers nothing, however much it holds.
        m_space->hold(name, {toldSnapshot(u"d"_s, 0, std::nullopt, false, 100)});
        node.status.states[0].position = Position{{lineage}, Index(indexes[i])};
        node.handler = [verified, written, at](const QString &method, const QJsonObject &parameters) -> Result<QJsonValue> {
            if (method != "log.tail"_L1 || written == 0)
                return failure(ErrorCode::LogTrimmed, method);
            if (parameters["from"_L1].toString() != QString::number(verified + 1))
                return failure(ErrorCode::InvalidArgument, method);
            return QJsonValue(QJsonObject{{u"entries"_s, QJsonArray{QJsonObject{{u"time"_s, at.toString(Qt::ISODateWithMs)}}}}});
        };
    }
    if (verified > 0)
        m_space->hold(u"n3"_s, {toldSnapshot(u"d"_s, 0, std::nullopt, false, 100),
                                toldSnapshot(u"e"_s, 5, Depth::Read, false, quint64(verified)),
                                toldSnapshot(u"f"_s, 6, Depth::Read, true, 90)});
    show(Place::ofCluster(u"orders"_s));
    QFETCH(QString, figure);
    QFETCH(QString, note);
    const QString caption = u"Could lose now (RPO)"_s;
    QTRY_VERIFY2_WITH_TIMEOUT(this->figure(caption).startsWith(figure), qPrintable(this->figure(caption)), 30s);
    QVERIFY2(this->figure(caption).contains(note), qPrintable(this->figure(caption)));
}

void tst_Exposures::somethingIsNotNothing()
{
    const QDateTime now = QDateTime::currentDateTimeUtc();
    Exposure exposure;
    exposure.state = u"main"_s;
    exposure.node = u"n1"_s;
    exposure.isCovered = true;
    exposure.coveredAt = now.addMSecs(-400);
    exposure.coveredBy = u"n3"_s;
    QCOMPARE(rpoFaceOf({exposure}, {}, now).figure, u"< 1 s"_s);
    exposure.entries = 3;
    exposure.since = now.addMSecs(-300);
    QCOMPARE(rpoFaceOf({exposure}, {}, now).figure, u"< 1 s"_s);
    exposure.entries.reset();
    exposure.coveredAt = now.addSecs(-4);
    QCOMPARE(rpoFaceOf({exposure}, {}, now).figure, u"≤ 4 s"_s);
}

void tst_Exposures::whatAnUnreachableNodeSaidIsNotNow_data()
{
    QTest::addColumn<int>("furthest"); // of n1, which goes; the others stay at 7, which is covered
    QTest::addColumn<QString>("figure");
    QTest::addColumn<QString>("note");
    QTest::addRow("it alone had written") << 12 << u"≥ 5 entries"_s << u"n1 last heard of 2 min ago"_s;
    QTest::addRow("others are as far") << 7 << u"nothing"_s << u"holds everything"_s;
}

void tst_Exposures::whatAnUnreachableNodeSaidIsNotNow()
{
    QFETCH(const int, furthest);
    QFETCH(const QString, figure);
    QFETCH(const QString, note);
    const QString rpo = u"Could lose now (RPO)"_s;
    for (const QString &name : {u"n1"_s, u"n2"_s, u"n3"_s})
        m_space->node(name).status.states[0].position = Position{{u"l"_s}, Index(name == u"n1"_s ? furthest : 7)};
    m_space->node(u"n1"_s).status.inFlight = 2;
    show(Place::ofCluster(u"orders"_s));
    QTRY_VERIFY_WITH_TIMEOUT(this->figure(u"Operations"_s).startsWith(u"2"_s), 30s);
    m_space->node(u"n1"_s).down = Error{ErrorCode::Unreachable, u"n1"_s, {}};
    m_space->node(u"n1"_s).cut();
    m_space->network().pass(2min);
    QTRY_COMPARE_WITH_TIMEOUT(this->figure(u"Operations"_s), u"0\nin flight on the nodes · 1 nodes do not answer"_s, 60s);
    QTRY_VERIFY2_WITH_TIMEOUT(this->figure(rpo).startsWith(figure), qPrintable(this->figure(rpo)), 60s);
    QVERIFY2(this->figure(rpo).contains(note), qPrintable(this->figure(rpo)));
    for (const QString &name : {u"n2"_s, u"n3"_s}) {
        m_space->node(name).down = Error{ErrorCode::Unreachable, name, {}};
        m_space->node(name).cut();
    }
    m_space->network().pass(2min);
    QTRY_VERIFY2_WITH_TIMEOUT(!this->figure(rpo).startsWith(u"nothing"_s), qPrintable(this->figure(rpo)), 60s);
    QTRY_VERIFY_WITH_TIMEOUT(this->figure(u"Operations"_s).startsWith(u"unknown"_s), 60s);
}

QTEST_MAIN(tst_Exposures)
#include "tst_exposures.moc"
