// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/base/processmemory.h"

#include <QProcess>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace lifeboat;

class tst_ProcessMemory final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void peakStays();
    void startersDoNotCount();
    void nobodysIsNone();
};

constexpr qsizetype kMuch = 128 << 20;

void tst_ProcessMemory::peakStays()
{
    const qint64 before = peakMemory();
    QVERIFY(before > 0);
    QByteArray(kMuch, 'x').squeeze();
    QVERIFY(peakMemory() >= before);
    QVERIFY(peakMemory() >= kMuch);
}

void tst_ProcessMemory::startersDoNotCount()
{
    const QByteArray held(kMuch, 'x');
    QProcess child;
    child.start(u"cat"_s); // until its input ends
    QVERIFY(child.waitForStarted());
    child.write("x");
    QVERIFY(child.waitForReadyRead());
    const qint64 peak = peakMemory(child.processId());
    QVERIFY(peak > 0);
    QVERIFY2(peak < kMuch, qPrintable(QString::number(peak)));
    child.closeWriteChannel();
    QVERIFY(child.waitForFinished());
}

void tst_ProcessMemory::nobodysIsNone()
{
    QCOMPARE(peakMemory(1LL << 40), 0);
}

QTEST_GUILESS_MAIN(tst_ProcessMemory)
#include "tst_processmemory.moc"
