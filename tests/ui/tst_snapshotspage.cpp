// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/console/pages/snapshotspage.h"

#include "tests/ui/clusterworkspace.h"
#include "ui/console/window/mainwindow.h"

#include <QSignalSpy>
#include <QTableView>
#include <QTest>
#include <algorithm>

using namespace lifeboat;
using namespace lifeboat::ui;
using namespace lifeboat::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

class tst_SnapshotsPage final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void agesGrowWithoutSortingAgain();

private:
    bool eventFilter(QObject *watched, QEvent *event) override
    {
        m_paintings += event->type() == QEvent::Paint;
        return QObject::eventFilter(watched, event);
    }

    int m_paintings = 0;
};

/// Thousands of rows that were told as changed would be sorted again, and the window would stand still for that.
void tst_SnapshotsPage::agesGrowWithoutSortingAgain()
{
    Look look;
    ClusterWorkspace space({u"n1"_s});
    space.hold(u"n1"_s, {toldSnapshot(u"a"_s, 1), toldSnapshot(u"b"_s, 3)});
    MainWindow window(space.console(), look, nullptr);
    window.show();
    QVERIFY(space.settle());
    window.showPlace(Place::ofCluster(u"orders"_s));
    window.showPage(MainWindow::Page::Snapshots);
    const SnapshotsPage &page = window.snapshotsPage();
    const QAbstractItemModel *const rows = page.table()->model();
    QTRY_COMPARE(rows->rowCount(), 2);
    const QList<QTimer *> timers = page.findChildren<QTimer *>(Qt::FindDirectChildrenOnly);
    const auto ages = std::ranges::find(timers, 20s, &QTimer::intervalAsDuration);
    QVERIFY(ages != timers.end());
    QCoreApplication::processEvents();
    page.table()->viewport()->installEventFilter(this);
    m_paintings = 0;
    const QSignalSpy changed(rows, &QAbstractItemModel::dataChanged);
    const QSignalSpy sorted(rows, &QAbstractItemModel::layoutChanged);
    (*ages)->setInterval(1);
    QTRY_VERIFY(m_paintings >= 3);
    QCOMPARE(changed.size(), 0);
    QCOMPARE(sorted.size(), 0);
}

QTEST_MAIN(tst_SnapshotsPage)
#include "tst_snapshotspage.moc"
