// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/snapshot/waloverlay.h"
#include "tests/support/expect.h"
#include "tests/support/faultyfilesystem.h"
#include "tests/support/workspace.h"

#include <QTest>
#include <QtEndian>

#include <cstring>

using namespace Qt::StringLiterals;
using namespace lifeboat;
using namespace lifeboat::test;

class tst_WalOverlay final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void newestFrameWins_data();
    void newestFrameWins();
    void anotherLog_data();
    void anotherLog();
    void cancelled();
};

namespace {

constexpr qint64 kPageSize = 512;
constexpr QByteArrayView kSalt = "saltsalt";

/// Frame n holds page `pages[n - 1]`, filled with n.
QByteArray makeLog(const QList<quint32> &pages)
{
    QByteArray log(32, '\0');
    qToBigEndian<quint32>(0x377f0682, log.data());
    qToBigEndian<quint32>(kPageSize, log.data() + 8);
    log.replace(16, 8, kSalt.data(), 8);
    for (qsizetype i = 0; i < pages.size(); ++i) {
        QByteArray frame(24, '\0');
        qToBigEndian(pages[i], frame.data());
        frame.replace(8, 8, kSalt.data(), 8);
        log += frame + QByteArray(kPageSize, char(i + 1));
    }
    return log;
}

WalIndex commitOf(quint32 frames)
{
    WalIndex commit;
    commit.maxFrame = frames;
    std::memcpy(commit.header.data() + 32, kSalt.data(), 8);
    return commit;
}

} // namespace

void tst_WalOverlay::newestFrameWins_data()
{
    QTest::addColumn<int>("frames");
    QTest::newRow("one block") << 7;
    QTest::newRow("several blocks, the last one short") << 5003;
}

void tst_WalOverlay::newestFrameWins()
{
    QFETCH(const int, frames);
    const Workspace space;
    QList<quint32> pages;
    for (int i = 0; i < frames; ++i)
        pages.append(quint32(i % 3 + 2));
    // Beyond the commit, and so not to be seen.
    pages.append(2);
    space.write(u"wal"_s, makeLog(pages));
    FaultyFileSystem fileSystem;
    UnwatchedControl control;
    const WalOverlay overlay =
        ok(WalOverlay::read(control, fileSystem, space.path(u"wal"_s), commitOf(quint32(frames)), kPageSize));
    QVERIFY(!overlay.contains(1));
    QVERIFY(overlay.contains(2));
    QVERIFY(overlay.contains(4));
    QVERIFY(!overlay.contains(5));
    QByteArray found(5 * kPageSize, 'x');
    ok(overlay.apply(1, {found.data(), size_t(found.size())}));
    QByteArray wanted(kPageSize, 'x');
    for (const quint32 page : {2u, 3u, 4u}) {
        const auto newest = pages.first(frames).lastIndexOf(page);
        wanted += QByteArray(kPageSize, char(newest + 1));
    }
    wanted += QByteArray(kPageSize, 'x');
    QVERIFY(found == wanted);
}

void tst_WalOverlay::anotherLog_data()
{
    QTest::addColumn<int>("at");
    QTest::addColumn<ErrorCode>("code");
    QTest::newRow("magic") << 0 << ErrorCode::DatabaseCorrupt;
    QTest::newRow("page size") << 10 << ErrorCode::DatabaseCorrupt;
    QTest::newRow("salt") << 17 << ErrorCode::DatabaseCorrupt;
    QTest::newRow("a frame's salt") << 32 + 2 * (24 + 512) + 9 << ErrorCode::DatabaseCorrupt;
    QTest::newRow("cut") << -1 << ErrorCode::ReadFailed;
}

void tst_WalOverlay::anotherLog()
{
    QFETCH(const int, at);
    QFETCH(const ErrorCode, code);
    const Workspace space;
    QByteArray log = makeLog({1, 2, 3, 4});
    if (at < 0)
        log.chop(1);
    else
        log[at] = char(log[at] ^ 0x55);
    space.write(u"wal"_s, log);
    FaultyFileSystem fileSystem;
    UnwatchedControl control;
    EXPECT_ERROR(WalOverlay::read(control, fileSystem, space.path(u"wal"_s), commitOf(4), kPageSize), code);
}

void tst_WalOverlay::cancelled()
{
    const Workspace space;
    space.write(u"wal"_s, makeLog({1, 2, 3}));
    FaultyFileSystem fileSystem;
    Progress progress;
    std::stop_source stop;
    stop.request_stop();
    const JobControl control(progress, stop.get_token());
    EXPECT_ERROR(WalOverlay::read(control, fileSystem, space.path(u"wal"_s), commitOf(3), kPageSize), ErrorCode::Canceled);
}

QTEST_GUILESS_MAIN(tst_WalOverlay)
#include "tst_waloverlay.moc"
