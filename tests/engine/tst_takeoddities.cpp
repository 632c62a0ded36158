// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/archive/layout.h"
#include "engine/snapshot/capture.h"
#include "engine/snapshot/catalog.h"
#include "engine/snapshot/take.h"
#include "tests/support/expect.h"
#include "tests/support/faultyfilesystem.h"
#include "tests/support/sampledatabase.h"
#include "tests/support/workspace.h"

#include <QFileInfo>
#include <QTest>

#include <csignal>
#include <sys/fsuid.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

using namespace Qt::StringLiterals;
using namespace lifeboat;
using namespace lifeboat::test;

/// Databases and stores that are unusual, and what is said of those that cannot be taken.
class tst_TakeOddities final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void namesThatAreNotUtf8();
    void aForeignTableOfOurName();
    void fullStoreIsNamed();
    void corruptSourceIsNamed_data();
    void corruptSourceIsNamed();
    void hardLinked();
    void readOnlyDirectory_data();
    void readOnlyDirectory();
    void writtenWhileReadWithoutLocks();
    void changedAllTheTime();
    void sideFilesOfTheKilled();
    void sidecarIsAsClosedAsItsArchive();

private:
    Result<TakenSnapshot> take() const;
    QString database() const { return m_space->path(u"source/state.db"_s); }
    QString store() const { return m_space->path(u"store"_s); }

    std::unique_ptr<Workspace> m_space;
};

namespace {

/// This thread without root's powers over files, for as long as it lives.
class Unprivileged
{
public:
    Unprivileged()
    {
        if (::geteuid() == 0)
            m_before = ::setfsuid(65534);
    }
    ~Unprivileged()
    {
        if (m_before >= 0)
            ::setfsuid(uid_t(m_before));
    }
    Q_DISABLE_COPY_MOVE(Unprivileged)

private:
    int m_before = -1;
};

} // namespace

void tst_TakeOddities::init()
{
    m_space = std::make_unique<Workspace>();
    m_space->makeDirectory(u"source"_s);
    m_space->makeDirectory(u"store"_s);
}

Result<TakenSnapshot> tst_TakeOddities::take() const
{
    FaultyFileSystem fileSystem;
    UnwatchedControl control;
    return takeSnapshot(control, {.database = database(), .store = store(), .threads = 1, .node = {u"n"_s}, .nodeMap = {}}, fileSystem);
}

void tst_TakeOddities::namesThatAreNotUtf8()
{
    makeDatabase(database());
    {
        SQLite::Database sqlite(database().toStdString(), SQLite::OPEN_READWRITE);
        sqlite.exec("CREATE TABLE \"caf\xe9 \"\"x\" (a)");
        sqlite.exec("INSERT INTO \"caf\xe9 \"\"x\" VALUES (1), (2)");
    }
    const TakenSnapshot taken = ok(take());
    QVERIFY(taken.summary.manifest.tables.contains(TableRows{u"caf\uFFFD \"x"_s, 2}));
}

void tst_TakeOddities::aForeignTableOfOurName()
{
    makeDatabase(database());
    runSql(database(), u"CREATE TABLE lifeboat_state (id INTEGER, colour TEXT)"_s);
    QVERIFY(!ok(take()).summary.manifest.position);
}

void tst_TakeOddities::fullStoreIsNamed()
{
    makeDatabase(database(), {.wal = false, .fillerBytes = 1'000'000, .position = {}, .marker = {}});
    struct rlimit before = {};
    QCOMPARE(::getrlimit(RLIMIT_FSIZE, &before), 0);
    const auto handler = std::signal(SIGXFSZ, SIG_IGN);
    const struct rlimit small = {.rlim_cur = 200'000, .rlim_max = before.rlim_max};
    QCOMPARE(::setrlimit(RLIMIT_FSIZE, &small), 0);
    const auto taken = take();
    ::setrlimit(RLIMIT_FSIZE, &before);
    std::signal(SIGXFSZ, handler);
    EXPECT_ERROR(taken, ErrorCode::WriteFailed);
    QCOMPARE(taken.error().subject, store());
    QCOMPARE(m_space->names(u"store"_s), QStringList());
}

void tst_TakeOddities::corruptSourceIsNamed_data()
{
    QTest::addColumn<bool>("wal");
    QTest::newRow("WAL") << true;
    QTest::newRow("rollback journal") << false;
}

void tst_TakeOddities::corruptSourceIsNamed()
{
    QFETCH(const bool, wal);
    makeDatabase(database(), {.wal = wal, .fillerBytes = 200'000, .position = {}, .marker = {}});
    QByteArray bytes = readFile(database());
    // The schema stays whole: only counting the rows comes upon it.
    bytes.replace(4096, bytes.size() - 4096, QByteArray(bytes.size() - 4096, '\xee'));
    writeFile(database(), bytes);
    const auto taken = take();
    EXPECT_ERROR(taken, ErrorCode::DatabaseCorrupt);
    QCOMPARE(taken.error().subject, database());
    QCOMPARE(m_space->names(u"store"_s), QStringList());
}

void tst_TakeOddities::hardLinked()
{
    makeDatabase(database());
    const QString other = m_space->path(u"source/other.db"_s);
    QCOMPARE(::link(qPrintable(database()), qPrintable(other)), 0);
    const auto taken = take();
    EXPECT_ERROR(taken, ErrorCode::DatabaseLinked);
    QFile::remove(other);
    ok(take());
}

void tst_TakeOddities::readOnlyDirectory_data()
{
    QTest::addColumn<bool>("keepWal");
    QTest::addColumn<QString>("code");
    QTest::newRow("at rest") << false << QString();
    QTest::newRow("commits in the log") << true << u"PermissionDenied"_s;
}

void tst_TakeOddities::readOnlyDirectory()
{
    QFETCH(const bool, keepWal);
    QFETCH(const QString, code);
    makeDatabase(database(), {.keepWal = keepWal, .fillerBytes = 200'000, .position = {}, .marker = u"m"_s});
    QFile::remove(database() + u"-shm"_s);
    ::chmod(qPrintable(m_space->path()), 0755);
    ::chmod(qPrintable(store()), 0777);
    for (const QString &name : m_space->names(u"source"_s))
        ::chmod(qPrintable(m_space->path(u"source/"_s + name)), 0444);
    ::chmod(qPrintable(m_space->path(u"source"_s)), 0555);
    const QStringList before = m_space->names(u"source"_s);
    const auto taken = [&] {
        const Unprivileged unprivileged;
        return take();
    }();
    ::chmod(qPrintable(m_space->path(u"source"_s)), 0755);
    QCOMPARE(m_space->names(u"source"_s), before);
    if (code.isEmpty()) {
        QCOMPARE(ok(taken).summary.manifest.rawBytes(), QFileInfo(database()).size());
    } else {
        QCOMPARE(codeName(errorOf(taken).code), code);
        QVERIFY2(taken.error().detail.contains("write-ahead log"_L1), qPrintable(taken.error().detail));
    }
}

void tst_TakeOddities::writtenWhileReadWithoutLocks()
{
    makeDatabase(database());
    FaultyFileSystem fileSystem;
    UnwatchedControl control;
    ::chmod(qPrintable(m_space->path()), 0755);
    ::chmod(qPrintable(database()), 0444);
    ::chmod(qPrintable(m_space->path(u"source"_s)), 0555);
    auto frozen = [&] {
        const Unprivileged unprivileged;
        return ok(FrozenDatabase::freeze(control, fileSystem, database(), m_space->path(u"store/scratch"_s)));
    }();
    ::chmod(qPrintable(m_space->path(u"source"_s)), 0755);
    ok(frozen->confirm());
    writeFile(database() + u"-wal"_s, "commits");
    EXPECT_ERROR(frozen->confirm(), ErrorCode::DatabaseBusy);
}

/// A database that changes after every step of its copying is copied in one step in the end.
void tst_TakeOddities::changedAllTheTime()
{
    makeDatabase(database(), {.wal = false, .fillerBytes = 30'000'000, .position = {}, .marker = u"m"_s});
    struct Writing final : Clock {
        QDateTime utcNow() const override { return SystemClock::instance().utcNow(); }
        std::chrono::nanoseconds steadyNow() const override
        {
            if (!path.isEmpty() && ++writes < 1000)
                runSql(path, u"UPDATE accounts SET balance = balance + 1 WHERE id = 1; UPDATE accounts SET balance = balance - 1 WHERE id = 2"_s);
            return SystemClock::instance().steadyNow();
        }
        QString path;
        mutable int writes = 0;
    } clock;
    Progress progress(clock);
    JobControl control(progress, {});
    FaultyFileSystem fileSystem;
    clock.path = database();
    const auto frozen = ok(FrozenDatabase::freeze(control, fileSystem, database(), m_space->path(u"store/scratch"_s)));
    clock.path.clear();
    QVERIFY(clock.writes > 8);
    QVERIFY2(clock.writes < 100, qPrintable(QString::number(clock.writes)));
    QCOMPARE(ok(frozen->connection().query(u"SELECT sum(balance) FROM accounts"_s)).toInt(), 100'000);
    QCOMPARE(ok(frozen->connection().query(u"PRAGMA integrity_check"_s)).toString(), u"ok"_s);
}

void tst_TakeOddities::sideFilesOfTheKilled()
{
    makeDatabase(database());
    const QString gone = u"store/01A.snap.tar.part"_s;
    const QString living = u"store/01B.snap.tar.part"_s;
    for (const QString &part : {gone, living}) {
        m_space->write(part + u".copy"_s, "copy");
        m_space->write(part + u".copy-shm"_s, "shm");
        m_space->write(part + u".copy-wal"_s, {});
    }
    m_space->write(u"store/01C.snap.tar.part.index"_s, {});
    FaultyFileSystem fileSystem;
    const auto held = ok(fileSystem.open(m_space->path(living + u".copy"_s), OpenMode::ReadWrite));
    ok(held->lock());
    ok(take());
    QStringList parts;
    for (const QString &name : m_space->names(u"store"_s)) {
        if (name.contains(".part"_L1))
            parts.append(name);
    }
    QCOMPARE(parts, QStringList({u"01B.snap.tar.part.copy"_s, u"01B.snap.tar.part.copy-shm"_s, u"01B.snap.tar.part.copy-wal"_s}));
}

/// It says of the database what nobody else may know: its tables, its size, its nodes.
void tst_TakeOddities::sidecarIsAsClosedAsItsArchive()
{
    makeDatabase(database());
    QCOMPARE(::chmod(qPrintable(database()), 0640), 0);
    const QString archive = ok(take()).path;
    FaultyFileSystem fileSystem;
    const auto modeOf = [&](const QString &path) { return ok(fileSystem.info(path)).access.mode; };
    QCOMPARE(modeOf(archive), 0640u);
    QCOMPARE(modeOf(layout::sidecarPath(archive)), 0640u);
    QVERIFY(QFile::remove(layout::sidecarPath(archive)));
    ok(readCatalog(fileSystem, store()));
    QCOMPARE(modeOf(layout::sidecarPath(archive)), 0640u);
}

QTEST_GUILESS_MAIN(tst_TakeOddities)
#include "tst_takeoddities.moc"
