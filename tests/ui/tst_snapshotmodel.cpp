// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/console/models/snapshotmodel.h"

#include "tests/support/manualclock.h"
#include "tests/ui/madeup.h"
#include "ui/console/models/entryhealth.h"
#include "ui/console/models/sortedfilter.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace lifeboat;
using namespace lifeboat::ui;
using namespace lifeboat::test;

class tst_SnapshotModel final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void behavesAsAModel();
    void selectionOutlivesARefresh();
    void saysHowGoodAnArchiveIs_data();
    void saysHowGoodAnArchiveIs();
    void sortsByWhatIsBehindTheText();
    void everyCellCanBeSpoken();
    void tenThousandAreQuick();
};

void tst_SnapshotModel::behavesAsAModel()
{
    ManualClock clock;
    SnapshotModel model(clock);
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.setEntries(madeUpCatalog(5));
    model.setEntries(madeUpCatalog(9));
    QList<CatalogEntry> fewer = madeUpCatalog(9);
    fewer.removeAt(4);
    fewer[2].damage = Error{ErrorCode::DigestMismatch, {}, {}};
    model.setEntries(fewer);
    const QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
    model.setEntries(fewer, {directoryOf(fewer.first().path)});
    QCOMPARE(changed.size(), 1);
    QCOMPARE(changed.first()[1].toModelIndex().column(), int(SnapshotModel::Verified));
    QCOMPARE(model.rowCount(), 8);
    model.setEntries({});
    QCOMPARE(model.rowCount(), 0);
}

void tst_SnapshotModel::selectionOutlivesARefresh()
{
    SnapshotModel model;
    model.setEntries(madeUpCatalog(3));
    const QPersistentModelIndex selected = model.index(1, 0);
    const QString path = model.row(1).entry.path;
    model.setEntries(madeUpCatalog(10));
    QCOMPARE(model.row(selected.row()).entry.path, path);
}

void tst_SnapshotModel::saysHowGoodAnArchiveIs_data()
{
    QTest::addColumn<int>("depth"); // -1: never verified
    QTest::addColumn<int>("daysAgo");
    QTest::addColumn<bool>("damaged");
    QTest::addColumn<int>("health");
    QTest::addRow("never verified") << -1 << 0 << false << int(Health::Warning);
    QTest::addRow("only listed") << int(Depth::Listed) << 0 << false << int(Health::Warning);
    QTest::addRow("sealed now") << int(Depth::Sealed) << 0 << false << int(Health::Good);
    QTest::addRow("restored long ago") << int(Depth::Restored) << 30 << false << int(Health::Warning);
    QTest::addRow("verified in the future") << int(Depth::Restored) << -2 << false << int(Health::Warning);
    QTest::addRow("damage outranks good news") << int(Depth::Restored) << 0 << true << int(Health::Bad);
}

void tst_SnapshotModel::saysHowGoodAnArchiveIs()
{
    QFETCH(int, depth);
    QFETCH(int, daysAgo);
    QFETCH(bool, damaged);
    QFETCH(int, health);
    const QDateTime now = momentAt(0);
    CatalogEntry entry = madeUpEntry(0);
    if (depth >= 0)
        entry.verification = Verification{Depth(depth), now.addDays(-daysAgo), {}};
    if (damaged)
        entry.damage = Error{ErrorCode::SegmentCorrupt, {}, {}};
    QCOMPARE(int(healthOf(entry, now)), health);
    QCOMPARE(verificationText(entry, now) == QStringLiteral("damaged"), damaged); // found after that verification
    // Whatever a drill proved of it: its date says nothing, and it looks fresh for ever.
    entry.summary->manifest.createdAt = now.addYears(73);
    QCOMPARE(int(healthOf(entry, now)), damaged ? int(Health::Bad) : int(Health::Warning));
    QVERIFY(verificationText(entry, now).startsWith(QStringLiteral("dated in the future")) != damaged);
}

void tst_SnapshotModel::sortsByWhatIsBehindTheText()
{
    SnapshotModel model;
    QList<CatalogEntry> entries = madeUpCatalog(12);
    entries[3].file.size = 9; // "9 B" comes after "1.00 MB" as text
    model.setEntries(entries);
    SortedFilter sorted;
    QAbstractItemModelTester tester(&sorted, QAbstractItemModelTester::FailureReportingMode::QtTest);
    sorted.setSourceModel(&model);
    sorted.sort(SnapshotModel::Size, Qt::AscendingOrder);
    QCOMPARE(sorted.index(0, 0).data(SortRole), model.index(3, 0).data(SortRole));
    sorted.setFilterFixedString(QStringLiteral("ORDERS"));
    QCOMPARE(sorted.rowCount(), 12);
    sorted.setFilterFixedString(QStringLiteral("nowhere"));
    QCOMPARE(sorted.rowCount(), 0);
}

void tst_SnapshotModel::everyCellCanBeSpoken()
{
    SnapshotModel model;
    CatalogEntry unreadable = madeUpEntry(1);
    unreadable.summary.reset();
    unreadable.damage = Error{ErrorCode::NotAnArchive, unreadable.path, {}};
    model.setEntries({unreadable});
    for (int column = 0; column < model.columnCount(); ++column) {
        const QString title = model.headerData(column, Qt::Horizontal, Qt::DisplayRole).toString();
        QVERIFY(!title.isEmpty());
        QVERIFY(model.index(0, column).data(Qt::AccessibleTextRole).toString().startsWith(title));
    }
}

void tst_SnapshotModel::tenThousandAreQuick()
{
    SnapshotModel model;
    model.setEntries(madeUpCatalog(10'000));
    QSignalSpy inserted(&model, &QAbstractItemModel::rowsInserted);
    model.setEntries(madeUpCatalog(10'001));
    QCOMPARE(inserted.size(), 1);
    QCOMPARE(model.rowCount(), 10'001);
}

QTEST_MAIN(tst_SnapshotModel)
#include "tst_snapshotmodel.moc"
