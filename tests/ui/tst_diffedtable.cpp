// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/console/models/diffedtable.h"

#include <QAbstractItemModelTester>
#include <QRandomGenerator>
#include <QSignalSpy>
#include <QTest>

using namespace lifeboat::ui;

namespace {

using Pair = std::pair<int, int>; ///< key, content

class PairTable : public DiffedTable<Pair>
{
public:
    void set(const QList<Pair> &rows)
    {
        replaceRows(rows, [](const Pair &a, const Pair &b) { return a.first < b.first; },
                    [](const Pair &a, const Pair &b) { return a.second == b.second; });
    }
    int columnCount(const QModelIndex &parent = {}) const override { return parent.isValid() ? 0 : 1; }
    QVariant data(const QModelIndex &index, int role) const override
    {
        return index.isValid() && role == Qt::DisplayRole ? QVariant(row(index.row()).second) : QVariant();
    }
};

} // namespace

class tst_DiffedTable final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void randomRowsArriveAsTheyAre();
    void neighboursAreOneOperation();
    void nothingIsReset();
};

void tst_DiffedTable::randomRowsArriveAsTheyAre()
{
    PairTable table;
    QAbstractItemModelTester tester(&table, QAbstractItemModelTester::FailureReportingMode::QtTest);
    QRandomGenerator random(7);
    for (int round = 0; round < 200; ++round) {
        QList<Pair> rows;
        for (int key = 0; key < 40; ++key) {
            if (random.bounded(2))
                rows.append({key, int(random.bounded(3))});
        }
        table.set(rows);
        QCOMPARE(table.rows(), rows);
    }
}

void tst_DiffedTable::neighboursAreOneOperation()
{
    PairTable table;
    table.set({{1, 0}, {5, 0}, {9, 0}});
    QSignalSpy inserted(&table, &QAbstractItemModel::rowsInserted);
    QSignalSpy removed(&table, &QAbstractItemModel::rowsRemoved);
    QSignalSpy changed(&table, &QAbstractItemModel::dataChanged);
    table.set({{1, 0}, {2, 0}, {3, 0}, {4, 0}, {5, 1}});
    QCOMPARE(inserted.size(), 1);
    QCOMPARE(removed.size(), 1);
    QCOMPARE(changed.size(), 1);
}

void tst_DiffedTable::nothingIsReset()
{
    PairTable table;
    QSignalSpy reset(&table, &QAbstractItemModel::modelReset);
    table.set({{1, 0}});
    QPersistentModelIndex kept = table.index(0, 0);
    table.set({{0, 0}, {1, 0}, {2, 0}});
    QCOMPARE(kept.row(), 1);
    QCOMPARE(reset.size(), 0);
}

QTEST_GUILESS_MAIN(tst_DiffedTable)
#include "tst_diffedtable.moc"
