// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/console/timeline/timelinemodel.h"

#include "tests/ui/madeup.h"

#include <QSignalSpy>
#include <QTest>

using namespace lifeboat;
using namespace lifeboat::ui;
using namespace lifeboat::test;

class tst_TimelineModel final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aLaneForEachDatabase();
    void damagedOnesWithoutManifestStandInTheirStoresLane();
    void theSameContentIsNoChange();
    void theFutureDoesNotStretchTheWhole();
};

void tst_TimelineModel::aLaneForEachDatabase()
{
    TimelineModel model;
    model.setContent({madeUpEntry(5), madeUpEntry(3, QStringLiteral("ledger.db")), madeUpEntry(1)}, {madeUpReport(5)},
                     momentAt(9));
    QCOMPARE(model.lanes().size(), 2);
    QCOMPARE(model.lanes().at(0).name, QStringLiteral("ledger.db"));
    const TimelineLane &orders = model.lanes().at(1);
    QCOMPARE(orders.snapshots.events().size(), 2);
    QCOMPARE(orders.snapshots.events().first().at, momentAt(1).toMSecsSinceEpoch());
    QCOMPARE(orders.drills.events().size(), 1);
    QCOMPARE(model.extent().second, madeUpReport(5).startedAt.toMSecsSinceEpoch());
}

void tst_TimelineModel::damagedOnesWithoutManifestStandInTheirStoresLane()
{
    CatalogEntry entry = madeUpEntry(1);
    entry.summary.reset();
    entry.file.modified = momentAt(1);
    entry.damage = Error{ErrorCode::ArchiveTruncated, entry.path, {}};
    TimelineModel model;
    model.setContent({entry}, {}, momentAt(9));
    QCOMPARE(model.lanes().first().name, QStringLiteral("store"));
    QCOMPARE(int(model.lanes().first().snapshots.events().first().health), int(Health::Bad));
}

void tst_TimelineModel::theSameContentIsNoChange()
{
    TimelineModel model;
    QSignalSpy changed(&model, &TimelineModel::changed);
    model.setContent(madeUpCatalog(4), {}, momentAt(9));
    model.setContent(madeUpCatalog(4), {}, momentAt(9));
    QCOMPARE(changed.size(), 1);
}

void tst_TimelineModel::theFutureDoesNotStretchTheWhole()
{
    CatalogEntry ahead = madeUpEntry(1);
    ahead.summary->manifest.createdAt = momentAt(0).addYears(73);
    TimelineModel model;
    model.setContent(QList{ahead} + madeUpCatalog(4), {}, momentAt(9));
    QCOMPARE(model.extent(), std::pair(momentAt(0).toMSecsSinceEpoch(), momentAt(3).toMSecsSinceEpoch()));
    QCOMPARE(model.lanes().first().snapshots.events().size(), 5);
    model.setContent({ahead}, {}, momentAt(9));
    QCOMPARE(model.extent().first, ahead.createdAt().toMSecsSinceEpoch());
}

QTEST_GUILESS_MAIN(tst_TimelineModel)
#include "tst_timelinemodel.moc"
