// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/base/writeback.h"
#include "tests/support/expect.h"

#include <QTest>
#include <semaphore>

using namespace Qt::StringLiterals;
using namespace lifeboat;

namespace {

/// A file that only tells what it is asked to write back, and does not come back from it before it may.
class SlowFile final : public File
{
public:
    QString path() const override { return u"slow"_s; }
    Result<qint64> readAt(qint64, std::span<char>) const override { return 0; }
    Result<> writeAt(qint64, QByteArrayView) override { return {}; }
    Result<FileInfo> info() const override { return FileInfo(); }
    Result<> allocate(qint64) override { return {}; }
    Result<> truncate(qint64) override { return {}; }
    Result<> sync() override { return {}; }
    Result<> setAccess(const FileAccess &) override { return {}; }
    Result<> lock() override { return {}; }

    void startWriteback(qint64 offset, qint64 size) override
    {
        asked.append({offset, size});
        entered.release();
        mayLeave.acquire();
    }

    QList<std::pair<qint64, qint64>> asked; ///< to be read after the thread is gone, or while it waits
    std::counting_semaphore<> entered{0};
    std::counting_semaphore<> mayLeave{0};
};

} // namespace

class tst_Writeback final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void asksForEverythingInOrder();
    void addingNeverWaits();
    void dropsWhatIsNotBegun();
    void nothingToDo();
};

void tst_Writeback::asksForEverythingInOrder()
{
    SlowFile file;
    file.mayLeave.release(3);
    {
        Writeback writeback(file);
        for (qint64 i = 0; i < 3; ++i) {
            writeback.add(i * 10, 10);
            file.entered.acquire();
        }
    }
    QCOMPARE(file.asked, (QList<std::pair<qint64, qint64>>{{0, 10}, {10, 10}, {20, 10}}));
}

/// Whoever computes what is to be written goes on while the device is busy.
void tst_Writeback::addingNeverWaits()
{
    SlowFile file;
    Writeback writeback(file);
    writeback.add(0, 10);
    file.entered.acquire();
    for (qint64 i = 1; i <= 100; ++i)
        writeback.add(i * 10, 10);
    QCOMPARE(file.asked.size(), 1);
    file.mayLeave.release(101);
    for (int i = 0; i < 100; ++i)
        file.entered.acquire();
}

void tst_Writeback::dropsWhatIsNotBegun()
{
    SlowFile file;
    {
        Writeback writeback(file);
        writeback.add(0, 10);
        file.entered.acquire();
        writeback.add(10, 10);
        // Only the request that is being made holds the end up.
        file.mayLeave.release(1'000);
    }
    QVERIFY(file.asked.size() <= 2);
    QCOMPARE(file.asked.first().first, 0);
}

void tst_Writeback::nothingToDo()
{
    SlowFile file;
    {
        const Writeback writeback(file);
    }
    QVERIFY(file.asked.isEmpty());
}

QTEST_GUILESS_MAIN(tst_Writeback)
#include "tst_writeback.moc"
