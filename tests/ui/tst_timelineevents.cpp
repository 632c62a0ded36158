// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/console/timeline/timelineevents.h"

#include "tests/ui/madeup.h"
#include "ui/console/models/roles.h"

#include <QAbstractItemModelTester>
#include <QTest>

using namespace lifeboat;
using namespace lifeboat::ui;
using namespace lifeboat::test;

class tst_TimelineEvents final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void newestFirstWhateverTheLane();
    void everyRowIsFoundAgain();
    void saysWhatHappened();
};

void tst_TimelineEvents::newestFirstWhateverTheLane()
{
    TimelineModel model;
    TimelineEvents events(model);
    const QAbstractItemModelTester tester(&events, QAbstractItemModelTester::FailureReportingMode::QtTest);
    QCOMPARE(events.rowCount(), 0);
    model.setContent({madeUpEntry(5), madeUpEntry(3, QStringLiteral("ledger.db")), madeUpEntry(1)}, {madeUpReport(1)},
                     momentAt(9));
    QStringList rows;
    for (int row = 0; row < events.rowCount(); ++row)
        rows += events.index(row, TimelineEvents::Kind).data().toString() + u' '
            + events.index(row, TimelineEvents::Subject).data().toString();
    QCOMPARE(rows, QStringList({QStringLiteral("Snapshot orders.db"), QStringLiteral("Snapshot ledger.db"),
                                QStringLiteral("Drill orders.db"), QStringLiteral("Snapshot orders.db")}));
    model.setContent({}, {}, momentAt(9));
    QCOMPARE(events.rowCount(), 0);
}

void tst_TimelineEvents::everyRowIsFoundAgain()
{
    TimelineModel model;
    QList<CatalogEntry> entries = madeUpCatalog(20);
    for (int i = 0; i < 20; ++i) // at the same moments
        entries.append(madeUpEntry(i, QStringLiteral("ledger.db")));
    model.setContent(entries, {madeUpReport(3), madeUpReport(7)}, momentAt(60));
    const TimelineEvents events(model);
    QCOMPARE(events.rowCount(), 42);
    for (int row = 0; row < events.rowCount(); ++row)
        QCOMPARE(events.rowOf(events.place(row)), row);
}

void tst_TimelineEvents::saysWhatHappened()
{
    TimelineModel model;
    model.setContent({}, {madeUpReport(1, Verdict::Failed)}, momentAt(9));
    const TimelineEvents events(model);
    const QModelIndex what = events.index(0, TimelineEvents::What);
    QVERIFY(what.data().toString().startsWith(QStringLiteral("Drill failed · ")));
    QCOMPARE(what.data(HealthRole).toInt(), int(Health::Bad));
    QVERIFY(what.data(Qt::AccessibleTextRole).toString().startsWith(QStringLiteral("What: ")));
}

QTEST_MAIN(tst_TimelineEvents)
#include "tst_timelineevents.moc"
