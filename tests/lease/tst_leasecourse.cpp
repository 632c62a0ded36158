// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/lease/leasecourse.h"
#include "tests/support/manualclock.h"

#include <QTest>

using namespace lifeboat;
using namespace lifeboat::test;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;
using Kind = LeaseEvent::Kind;

class tst_LeaseCourse final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void turns_data();
    void turns();
    void refusalsAreKept();
    void leasesAreSortedByName();

private:
    static QDateTime at(int second) { return ManualClock().utcNow().addSecs(second); }
    static LeaseEvent event(Kind kind, int second, const QString &holder, quint64 token)
    {
        const bool grants = kind != Kind::Expired && kind != Kind::PublishRefused && kind != Kind::Foreign;
        return {.revision = token + quint64(second),
                .time = at(second),
                .kind = kind,
                .name = u"leader"_s,
                .holder = holder,
                .token = token,
                .expires = grants ? at(second + 30) : QDateTime(),
                .other = {}};
    }
    static Lease lease(const QString &holder, quint64 token, int acquired, int renewed, bool released = false)
    {
        return {.name = u"leader"_s,
                .holder = holder,
                .token = token,
                .ttl = 30s,
                .acquired = at(acquired),
                .renewed = at(renewed),
                .isReleased = released};
    }
};

struct Turn
{
    QString holder;
    int from, to, until;
    bool held = false, contested = false;
};
Q_DECLARE_METATYPE(QList<LeaseEvent>)
Q_DECLARE_METATYPE(QList<Lease>)
Q_DECLARE_METATYPE(QList<Turn>)

void tst_LeaseCourse::turns_data()
{
    QTest::addColumn<QList<LeaseEvent>>("events");
    QTest::addColumn<QList<Lease>>("leases");
    QTest::addColumn<int>("now");
    QTest::addColumn<QList<Turn>>("turns");
    using Events = QList<LeaseEvent>;
    using Leases = QList<Lease>;
    using Turns = QList<Turn>;
    const LeaseEvent first = event(Kind::Acquired, 0, u"a"_s, 1);
    QTest::addRow("held") << Events{first} << Leases{lease(u"a"_s, 1, 0, 90)} << 95
                          << Turns{{u"a"_s, 0, 95, 120, true}};
    QTest::addRow("nothing but what stands") << Events{} << Leases{lease(u"a"_s, 1, 0, 90)} << 95
                                             << Turns{{u"a"_s, 0, 95, 120, true}};
    QTest::addRow("ran out, nobody took it") << Events{first} << Leases{lease(u"a"_s, 1, 0, 90)} << 200
                                             << Turns{{u"a"_s, 0, 90, 120}};
    QTest::addRow("given back") << Events{first, event(Kind::Released, 50, u"a"_s, 1), event(Kind::Acquired, 52, u"b"_s, 2)}
                                << Leases{lease(u"b"_s, 2, 52, 52)} << 60
                                << Turns{{u"a"_s, 0, 50, 50}, {u"b"_s, 52, 60, 82, true}};
    QTest::addRow("taken over") << Events{first, event(Kind::Expired, 100, u"a"_s, 1), event(Kind::TakenOver, 104, u"b"_s, 2)}
                                << Leases{lease(u"b"_s, 2, 104, 104)} << 110
                                << Turns{{u"a"_s, 0, 70, 100}, {u"b"_s, 104, 110, 134, true}};
    QTest::addRow("taken over, the expiry was not seen")
        << Events{first, event(Kind::TakenOver, 104, u"b"_s, 2)} << Leases{} << 110
        << Turns{{u"a"_s, 0, 30, 30}, {u"b"_s, 104, 104, 134}};
    QTest::addRow("two holders") << Events{first, event(Kind::Conflict, 10, u"b"_s, 2)} << Leases{lease(u"b"_s, 2, 10, 10)} << 15
                                 << Turns{{u"a"_s, 0, 0, 30}, {u"b"_s, 10, 15, 40, true, true}};
    QTest::addRow("late renewal") << Events{first, event(Kind::Renewed, 27, u"a"_s, 1)} << Leases{} << 28
                                  << Turns{{u"a"_s, 0, 27, 57}};
    QTest::addRow("released by nobody known") << Events{event(Kind::Released, 10, u"a"_s, 1), event(Kind::Acquired, 20, u"b"_s, 2)}
                                              << Leases{} << 21 << Turns{{u"b"_s, 20, 20, 50}};
    QTest::addRow("foreign") << Events{first, event(Kind::Foreign, 12, {}, 0)} << Leases{} << 13 << Turns{{u"a"_s, 0, 12, 12}};
    QTest::addRow("standing one is another") << Events{first} << Leases{lease(u"b"_s, 5, 50, 60)} << 61
                                             << Turns{{u"a"_s, 0, 30, 30}, {u"b"_s, 50, 61, 90, true}};
    QTest::addRow("told twice") << Events{first, event(Kind::Renewed, 27, u"a"_s, 1), event(Kind::Acquired, 40, u"a"_s, 1)}
                                << Leases{lease(u"a"_s, 1, 0, 40)} << 41 << Turns{{u"a"_s, 0, 41, 70, true}};
    QTest::addRow("found again") << Events{event(Kind::Found, 0, u"a"_s, 1), event(Kind::Found, 100, u"a"_s, 9)}
                                 << Leases{lease(u"a"_s, 9, 100, 100)} << 101 << Turns{{u"a"_s, 0, 101, 130, true}};
    QTest::addRow("another was found") << Events{event(Kind::Found, 0, u"a"_s, 1), event(Kind::Found, 100, u"b"_s, 9)}
                                       << Leases{lease(u"b"_s, 9, 100, 100)} << 101
                                       << Turns{{u"a"_s, 0, 30, 30}, {u"b"_s, 100, 101, 130, true}};
    QTest::addRow("released one stands") << Events{first} << Leases{lease(u"a"_s, 1, 0, 40, true)} << 61
                                         << Turns{{u"a"_s, 0, 40, 40}};
}

void tst_LeaseCourse::turns()
{
    QFETCH(QList<LeaseEvent>, events);
    QFETCH(QList<Lease>, leases);
    QFETCH(int, now);
    QFETCH(QList<Turn>, turns);
    const QList<LeaseCourse> courses = leaseCourses(events, leases, at(now));
    QCOMPARE(courses.size(), 1);
    const QList<LeaseSpan> &spans = courses.first().spans;
    QCOMPARE(spans.size(), turns.size());
    for (qsizetype i = 0; i < spans.size(); ++i) {
        QCOMPARE(spans[i].holder, turns[i].holder);
        QCOMPARE(spans[i].from, at(turns[i].from));
        QCOMPARE(spans[i].to, at(turns[i].to));
        QCOMPARE(spans[i].until, at(turns[i].until));
        QCOMPARE(spans[i].isHeld, turns[i].held);
        QCOMPARE(spans[i].isContested, turns[i].contested);
    }
}

void tst_LeaseCourse::refusalsAreKept()
{
    const QList<LeaseCourse> courses =
        leaseCourses({event(Kind::Acquired, 0, u"a"_s, 1), event(Kind::PublishRefused, 3, u"b"_s, 0)}, {}, at(4));
    QCOMPARE(courses.first().spans.size(), 1);
    QCOMPARE(courses.first().refused.size(), 1);
    QCOMPARE(courses.first().refused.first().holder, u"b"_s);
}

void tst_LeaseCourse::leasesAreSortedByName()
{
    LeaseEvent other = event(Kind::Acquired, 0, u"a"_s, 1);
    other.name = u"another"_s;
    const QList<LeaseCourse> courses = leaseCourses({event(Kind::Acquired, 0, u"a"_s, 1), other}, {}, at(4));
    QCOMPARE(courses.size(), 2);
    QCOMPARE(courses.first().name, u"another"_s);
}

QTEST_GUILESS_MAIN(tst_LeaseCourse)
#include "tst_leasecourse.moc"
