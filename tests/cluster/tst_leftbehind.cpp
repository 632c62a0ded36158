// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/cluster/leftbehind.h"

#include <QTest>

using namespace lifeboat;
using namespace Qt::StringLiterals;

/// Who could not go on with nodes that are restored.
class tst_LeftBehind final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void names_data();
    void names();

private:
    static net::NodeStatus status(const QString &name, const QString &history, const QString &ofLog);
};

net::NodeStatus tst_LeftBehind::status(const QString &name, const QString &history, const QString &ofLog)
{
    net::StateStatus state;
    state.name = u"main"_s;
    state.managed = true;
    state.position = Position{{history}, 7};
    state.logLineage = {ofLog};
    net::NodeStatus status;
    status.node = name;
    status.states = {state};
    return status;
}

void tst_LeftBehind::names_data()
{
    QTest::addColumn<QString>("snapshot"); // its history
    QTest::addColumn<bool>("begins"); // a new one
    QTest::addColumn<QString>("history"); // of n1, which is restored
    QTest::addColumn<QString>("logOfN1"); // empty: the same
    QTest::addColumn<QString>("other"); // of n2
    QTest::addColumn<QString>("logOfN2");
    QTest::addColumn<bool>("isLeft");
    QTest::newRow("catches up") << u"a"_s << false << u"a"_s << QString() << u"a"_s << QString() << false;
    QTest::newRow("goes back") << u"a"_s << true << u"a"_s << QString() << u"a"_s << QString() << true;
    QTest::newRow("goes elsewhere") << u"b"_s << false << u"a"_s << QString() << u"a"_s << QString() << true;
    QTest::newRow("the other is elsewhere already") << u"a"_s << true << u"a"_s << QString() << u"c"_s << QString() << false;
    QTest::newRow("joins the log again") << u"b"_s << false << u"a"_s << u"b"_s << u"b"_s << QString() << false;
    QTest::newRow("joins it again, another does not yet") << u"b"_s << false << u"a"_s << u"b"_s << u"a"_s << u"b"_s << false;
    QTest::newRow("takes the log along") << u"a"_s << true << u"a"_s << u"b"_s << u"b"_s << QString() << true;
}

void tst_LeftBehind::names()
{
    QFETCH(const QString, snapshot);
    QFETCH(const bool, begins);
    QFETCH(const QString, history);
    QFETCH(const QString, logOfN1);
    QFETCH(const QString, other);
    QFETCH(const QString, logOfN2);
    QFETCH(const bool, isLeft);
    NodeRestore node;
    node.node = u"n1"_s;
    node.plan = RestorePlan();
    node.plan->local = Position{{history}, 7};
    node.plan->archive.manifest.position = Position{{snapshot}, 5};
    node.plan->startsLineage = begins;
    const QStringList left = leftBehind({node}, {status(u"n1"_s, history, logOfN1)}, {status(u"n2"_s, other, logOfN2)}, {});
    QCOMPARE(left, isLeft ? QStringList{u"n2"_s} : QStringList());
}

QTEST_GUILESS_MAIN(tst_LeftBehind)
#include "tst_leftbehind.moc"
