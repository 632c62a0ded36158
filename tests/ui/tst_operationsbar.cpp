// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/console/widgets/operationsbar.h"

#include "tests/ui/clicks.h"
#include "ui/console/widgets/operationtile.h"

#include <QPointer>

using namespace lifeboat;
using namespace lifeboat::ui;
using namespace lifeboat::test;
using namespace Qt::StringLiterals;

class tst_OperationsBar final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyOneCanBeCancelled();
    void aTileStaysWhileOthersComeAndGo();
    void itKeepsItsHeight();

private:
    /// What its tiles can cancel, in their order.
    static QList<int> seen(const OperationsBar &bar)
    {
        QList<int> ids;
        for (const OperationTile *tile : bar.findChildren<OperationTile *>()) {
            if (tile->isVisible())
                ids.append(tile->id());
        }
        return ids;
    }
};

void tst_OperationsBar::everyOneCanBeCancelled()
{
    Operations operations;
    OperationsBar bar(operations);
    bar.show();
    QList<int> canceled;
    for (int i = 1; i <= 3; ++i)
        operations.show(u"work"_s, [] { return ProgressState(); }, [&canceled, i] { canceled.append(i); });
    QTRY_COMPARE(seen(bar).size(), 2);
    click(buttonOf(&bar, u"1 more"_s));
    QTRY_COMPARE(seen(bar), QList<int>{3});
    click(buttonOf(&bar, u"Cancel"_s));
    QCOMPARE(canceled, QList<int>{3});
    click(buttonOf(&bar, u"2 more"_s));
    QTRY_COMPARE(seen(bar), (QList<int>{1, 2}));
}

/// What stands above it does not jump whenever something begins or ends, and long titles widen no window.
void tst_OperationsBar::itKeepsItsHeight()
{
    Operations operations;
    OperationsBar bar(operations);
    bar.resize(bar.sizeHint());
    bar.show();
    const int idle = bar.height();
    operations.show(QString(300, u'W'), [] { return ProgressState{.stage = Stage::Restoring, .permille = 630, .bytesPerSecond = 6e8, .remaining = {}}; }, [] {});
    QTRY_COMPARE(seen(bar).size(), 1);
    QCOMPARE(bar.sizeHint().height(), idle);
    QCOMPARE(bar.height(), idle);
    QVERIFY(bar.findChild<OperationTile *>()->sizeHint().height() <= idle);
    QVERIFY2(bar.minimumSizeHint().width() < 640, qPrintable(QString::number(bar.minimumSizeHint().width())));
}

void tst_OperationsBar::aTileStaysWhileOthersComeAndGo()
{
    Operations operations;
    OperationsBar bar(operations);
    bar.show();
    const auto begin = [&operations] { return operations.show(u"work"_s, [] { return ProgressState(); }, [] {}); };
    const int first = begin();
    const int second = begin();
    const QPointer<OperationTile> tile = bar.findChildren<OperationTile *>().last();
    QCOMPARE(tile->id(), second);
    QTRY_VERIFY(tile->isVisible());
    begin();
    operations.end(first);
    QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
    QVERIFY(tile && tile->isVisible());
}

QTEST_MAIN(tst_OperationsBar)
#include "tst_operationsbar.moc"
