// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/console/widgets/leasecard.h"

#include "engine/lease/leaseobject.h"
#include "tests/ui/clicks.h"
#include "tests/ui/clusterworkspace.h"
#include "ui/console/pages/clusteroverview.h"
#include "ui/console/window/actions.h"
#include "ui/console/workspace/subject.h"

using namespace lifeboat;
using namespace lifeboat::ui;
using namespace lifeboat::test;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

/// The lease on a cluster's overview.
class tst_LeaseCard final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void tellsWhoHoldsIt_data();
    void tellsWhoHoldsIt();
};

void tst_LeaseCard::tellsWhoHoldsIt_data()
{
    QTest::addColumn<int>("renewed"); // seconds ago; -1: never; -2: there are no leases
    QTest::addColumn<QString>("figure");
    QTest::addColumn<QString>("note");
    QTest::newRow("held") << 4 << u"n2"_s << u"runs out in 26 s unless renewed"_s;
    QTest::newRow("late") << 26 << u"n2"_s << u"its heartbeat is late · runs out in 4 s"_s;
    QTest::newRow("ran out") << 40 << u"nobody"_s << u"n2: ran out"_s;
    QTest::newRow("never") << -1 << u"nobody"_s << u"nobody has held it yet"_s;
    QTest::newRow("none") << -2 << QString() << QString();
}

void tst_LeaseCard::tellsWhoHoldsIt()
{
    QFETCH(const int, renewed);
    QFETCH(const QString, figure);
    QFETCH(const QString, note);
    LeaseSight sight;
    sight.now = QDateTime(QDate(2031, 5, 6), QTime(7, 8, 9), QTimeZone::UTC);
    sight.reachedAt = sight.now;
    if (renewed >= 0)
        sight.leases = {{.name = u"snapshot-leader"_s,
                         .holder = u"n2"_s,
                         .token = 7,
                         .ttl = 30s,
                         .acquired = sight.now.addSecs(-600),
                         .renewed = sight.now.addSecs(-renewed)}};
    if (renewed == 26)
        sight.alarms = {{LeaseAlarm::Kind::LateHeartbeat, u"snapshot-leader"_s, u"n2"_s}};
    ClusterWorkspace space({u"n1"_s, u"n2"_s});
    for (const QString &name : {u"n1"_s, u"n2"_s})
        space.node(name).leases = renewed == -2 ? QJsonObject() : leaseSightObject(sight);
    Subject subject(space.console());
    const Actions actions;
    ClusterOverview page(space.console(), subject, actions);
    QVERIFY(space.settle());
    subject.setPlace(Place::ofCluster(u"orders"_s));
    page.show();
    space.network().pass(2s);
    auto *const card = page.findChild<LeaseCard *>();
    QCOMPARE(card->isVisible(), renewed > -2);
    if (!card->isVisible())
        return;
    const auto says = [card](const QString &words) {
        const auto states = card->findChildren<HealthLabel *>();
        return shows(card, words) || std::ranges::any_of(states, [&](const HealthLabel *label) { return label->isVisible() && label->text() == words; });
    };
    QVERIFY2(says(figure), qPrintable(figure));
    QVERIFY2(says(note), qPrintable(note));
}

QTEST_MAIN(tst_LeaseCard)
#include "tst_leasecard.moc"
