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

QTEST_MAIN(tst_RowDelegate)
#include "tst_rowdelegate.moc"
