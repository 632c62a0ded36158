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

QTEST_MAIN(tst_RowDelegate)
#include "tst_rowdelegate.moc"
