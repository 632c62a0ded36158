// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "restorefixture.h"

#include "engine/snapshot/retention.h"
#include "engine/snapshot/verifier.h"
#include "tests/support/manualclock.h"

#include <QFileInfo>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace lifeboat;
using namespace lifeboat::test;
using namespace std::chrono_literals;

class tst_Retention final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void keepsTheLast_data();
    void keepsTheLast();
    void fifteenToTen();
    void wantedStays();
    void datedAheadGoesFirst();
    void remove();
    void removeUnknown();
    void pinning();
    void sizeLimit();

private:
    QString take();
    void damage(const QString &path) const;
    QStringList names() const;

    std::unique_ptr<Workspace> m_space;
    ManualClock m_clock;
    FaultyFileSystem m_fileSystem;
    UnwatchedControl m_control;
};

void tst_Retention::init()
{
    m_space = std::make_unique<Workspace>();
    makeDatabase(m_space->path(u"state.db"_s));
    m_space->makeDirectory(u"store"_s);
}

QString tst_Retention::take()
{
    m_clock.advance(1min);
    return ok(takeSnapshot(m_control,
                           {.database = m_space->path(u"state.db"_s),
                            .store = m_space->path(u"store"_s),
                            .node = {u"n"_s},
                            .nodeMap = {}},
                           m_fileSystem, m_clock))
        .path;
}

void tst_Retention::damage(const QString &path) const
{
    QByteArray bytes = readFile(path);
    bytes[bytes.size() / 2] = char(~bytes[bytes.size() / 2]);
    writeFile(path, bytes);
    UnwatchedControl control;
    FaultyFileSystem fileSystem;
    QVERIFY(!verifySnapshot(control, {.archive = path}, fileSystem, m_clock));
}

QStringList tst_Retention::names() const
{
    return m_space->names(u"store"_s);
}

void tst_Retention::keepsTheLast_data()
{
    QTest::addColumn<QString>(
        "store"); // oldest first: i intact, u intact and unverified, d damaged, p pinned
    QTest::addColumn<int>("keep");
    QTest::addColumn<QString>("gone"); // x where it goes
    QTest::newRow("fewer than wanted") << u"ii"_s << 3 << u".."_s;
    QTest::newRow("one more") << u"iii"_s << 2 << u"x.."_s;
    QTest::newRow("pinned stays") << u"pii"_s << 1 << u".x."_s;
    QTest::newRow("damaged counts for nothing") << u"iidd"_s << 2 << u"...."_s;
    QTest::newRow("damaged goes when it is older") << u"diii"_s << 2 << u"xx.."_s;
    QTest::newRow("last verified stays") << u"iuuu"_s << 2 << u".x.."_s;
    QTest::newRow("nothing verified") << u"uuu"_s << 1 << u"..."_s;
    QTest::newRow("only damaged") << u"ddd"_s << 1 << u"..."_s;
    QTest::newRow("none or less is one") << u"iii"_s << -5 << u"xx."_s;
    QTest::newRow("empty") << QString() << 1 << QString();
}

void tst_Retention::keepsTheLast()
{
    QFETCH(const QString, store);
    QFETCH(const int, keep);
    QFETCH(const QString, gone);
    QStringList paths;
    for (const QChar kind : store) {
        paths.append(take());
        if (kind == u'd')
            damage(paths.last());
        if (kind == u'u')
            QFile::remove(paths.last().chopped(9) + u".meta.json"_s);
        if (kind == u'p')
            ok(setPinned(m_fileSystem, paths.last(), true));
    }
    const QStringList removed =
        ok(applyRetention(m_fileSystem, m_space->path(u"store"_s), {.keepLast = keep}));
    QString found;
    for (const QString &path : std::as_const(paths)) {
        const bool isGone = !QFile::exists(path);
        found.append(isGone ? u'x' : u'.');
        QCOMPARE(removed.contains(fileNameOf(path).chopped(9)), isGone);
        QVERIFY(!isGone || !QFile::exists(path.chopped(9) + u".meta.json"_s));
    }
    QCOMPARE(found, gone);
}

void tst_Retention::fifteenToTen()
{
    QStringList paths;
    for (int i = 0; i < 15; ++i)
        paths.append(take());
    QCOMPARE(ok(applyRetention(m_fileSystem, m_space->path(u"store"_s), {})).size(), 5);
    const auto left = ok(readCatalog(m_fileSystem, m_space->path(u"store"_s), m_clock));
    QCOMPARE(left.size(), 10);
    QCOMPARE(left.first().path, paths.last());
    QCOMPARE(left.last().path, paths[5]);
}

void tst_Retention::wantedStays()
{
    const QString old = take();
    take();
    const QString newest = take();
    const QString id = QFileInfo(old).fileName().chopped(9);
    QCOMPARE(ok(applyRetention(m_fileSystem, m_space->path(u"store"_s), {.keepLast = 1, .wanted = {id}})).size(), 1);
    QVERIFY(QFile::exists(old) && QFile::exists(newest));
    QCOMPARE(ok(applyRetention(m_fileSystem, m_space->path(u"store"_s), {.keepLast = 1})), QStringList{id});
}

/// Taken while the clock was wrong.
void tst_Retention::datedAheadGoesFirst()
{
    const QStringList ahead{take(), take()};
    m_clock.advance(-24h);
    const QString newest = take();
    ok(applyRetention(m_fileSystem, m_space->path(u"store"_s), {.keepLast = 2}, m_clock));
    QVERIFY(QFile::exists(newest));
    QVERIFY(!QFile::exists(ahead.first()));
    const QString next = take();
    ok(applyRetention(m_fileSystem, m_space->path(u"store"_s), {.keepLast = 2}, m_clock));
    QVERIFY(QFile::exists(newest) && QFile::exists(next) && !QFile::exists(ahead.last()));
}

void tst_Retention::remove()
{
    const QString old = take();
    const QString newest = take();
    EXPECT_ERROR(removeSnapshot(m_fileSystem, newest), ErrorCode::SnapshotProtected);
    ok(setPinned(m_fileSystem, old, true));
    EXPECT_ERROR(removeSnapshot(m_fileSystem, old), ErrorCode::SnapshotProtected);
    ok(setPinned(m_fileSystem, old, false));
    ok(removeSnapshot(m_fileSystem, old));
    QCOMPARE(names().size(), 2);
}

void tst_Retention::removeUnknown()
{
    EXPECT_ERROR(removeSnapshot(m_fileSystem,
                                m_space->path(u"store/20260101T000000000Z-00000000.snap.tar"_s)),
                 ErrorCode::NotFound);
}

void tst_Retention::pinning()
{
    const QString path = take();
    QVERIFY(!isPinned(m_fileSystem, path));
    ok(setPinned(m_fileSystem, path, true));
    ok(setPinned(m_fileSystem, path, true));
    QVERIFY(isPinned(m_fileSystem, path));
    QCOMPARE(ok(readCatalog(m_fileSystem, m_space->path(u"store"_s), m_clock)).size(), 1);
    ok(setPinned(m_fileSystem, path, false));
    ok(setPinned(m_fileSystem, path, false));
    QVERIFY(!isPinned(m_fileSystem, path));
    EXPECT_ERROR(setPinned(m_fileSystem, m_space->path(u"store/x.snap.tar"_s), true),
                 ErrorCode::NotFound);
}

void tst_Retention::sizeLimit()
{
    TakeRequest request{.database = m_space->path(u"state.db"_s),
                        .store = m_space->path(u"store"_s),
                        .node = {u"n"_s},
                        .nodeMap = {}};
    const qint64 size = QFileInfo(request.database).size();
    request.maxBytes = size - 1;
    EXPECT_ERROR(takeSnapshot(m_control, request, m_fileSystem), ErrorCode::LimitExceeded);
    QVERIFY(names().isEmpty());
    request.maxBytes = size;
    ok(takeSnapshot(m_control, request, m_fileSystem));
}

QTEST_APPLESS_MAIN(tst_Retention)
#include "tst_retention.moc"
