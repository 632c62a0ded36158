// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/console/models/rowdelegate.h"

#include <QHeaderView>
#include <QStandardItemModel>
#include <QTableView>
#include <QTest>

using namespace lifeboat::ui;

class tst_RowDelegate final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void titlesFit();
    void numbersStayWhole();
    void othersMakeRoom();
};

void tst_RowDelegate::titlesFit()
{
    QStandardItemModel model(0, 2);
    model.setHorizontalHeaderLabels({QStringLiteral("a title as long as only another language has it"), QStringLiteral("b")});
    QTableView table;
    dressTable(&table, QStringLiteral("table"));
    table.setModel(&model);
    table.horizontalHeader()->resizeSection(0, 80);
    table.horizontalHeader()->resizeSection(1, 300);
    fitTitles(&table);
    QVERIFY(table.columnWidth(0) >= table.horizontalHeader()->sectionSizeHint(0));
    QVERIFY(table.columnWidth(0) > 80);
    QCOMPARE(table.columnWidth(1), 300);
}

/// A table is made before anything is known that stands in it.
void tst_RowDelegate::numbersStayWhole()
{
    QStandardItemModel model(0, 2);
    model.setHorizontalHeaderLabels({QStringLiteral("Token"), QStringLiteral("b")});
    QTableView table;
    dressTable(&table, QStringLiteral("table"));
    table.setModel(&model);
    table.horizontalHeader()->resizeSection(0, 40);
    table.horizontalHeader()->setSectionResizeMode(1, QHeaderView::Stretch);
    keepWhole(&table, {0});
    table.resize(400, 200);
    table.show();
    const auto wanted = [&table] { return table.itemDelegate()->sizeHint({}, table.model()->index(0, 0)).width(); };
    model.appendRow({new QStandardItem(QStringLiteral("1,736,000,000,000")), new QStandardItem(QStringLiteral("b"))});
    QVERIFY(table.columnWidth(0) >= wanted());
    const int before = table.columnWidth(0);
    model.item(0, 0)->setText(QStringLiteral("1,736,000,000,000,000,000"));
    QVERIFY(table.columnWidth(0) > before);
    QVERIFY(table.columnWidth(0) >= wanted());
    model.item(0, 0)->setText(QStringLiteral("1"));
    QVERIFY(table.columnWidth(0) > before); // it does not jump to and fro
}

/// The one column that takes what the others leave is not cut while they have more than they need.
void tst_RowDelegate::othersMakeRoom()
{
    QStandardItemModel model(0, 3);
    model.setHorizontalHeaderLabels({QStringLiteral("a"), QStringLiteral("b"), QStringLiteral("c")});
    QTableView table;
    dressTable(&table, QStringLiteral("table"));
    table.setModel(&model);
    table.horizontalHeader()->resizeSection(0, 150);
    table.horizontalHeader()->setSectionResizeMode(1, QHeaderView::Stretch);
    table.horizontalHeader()->resizeSection(2, 150);
    table.setColumnHidden(2, true);
    makeRoom(&table, 1, {0, 2});
    table.resize(500, 200);
    table.show();
    model.appendRow({new QStandardItem(QStringLiteral("a")), new QStandardItem(QStringLiteral("sealed, twelve hours ago")),
                     new QStandardItem(QStringLiteral("c"))});
    const auto wanted = [&table](int column) { return table.itemDelegate()->sizeHint({}, table.model()->index(0, column)).width(); };
    const int whole = wanted(1);
    QCOMPARE(table.columnWidth(0), 150); // there is room for all
    table.setColumnHidden(2, false);
    table.resize(whole + 150 + 60, 200);
    QCoreApplication::sendPostedEvents();
    QTRY_VERIFY(table.columnWidth(1) >= whole);
    QVERIFY(table.columnWidth(0) < 150);
    QVERIFY(table.columnWidth(0) >= wanted(0));
    QVERIFY(table.columnWidth(2) >= wanted(2));
    model.item(0, 0)->setText(QStringLiteral("Nov 22, 17:53")); // as times are the day after
    QVERIFY(table.columnWidth(0) >= wanted(0));
}

QTEST_MAIN(tst_RowDelegate)
#include "tst_rowdelegate.moc"
