// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/snapshot/catalog.h"
#include "engine/snapshot/restorer.h"
#include "engine/snapshot/take.h"
#include "engine/snapshot/verifier.h"
#include "tests/support/childprocess.h"
#include "tests/support/expect.h"
#include "tests/support/faultyfilesystem.h"
#include "tests/support/sampledatabase.h"
#include "tests/support/workspace.h"

#include <QTest>
#include <sys/stat.h>
#include <unistd.h>

using namespace Qt::StringLiterals;
using namespace lifeboat;
using namespace lifeboat::test;
using Kind = Fault::Kind;

class tst_Take final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void whatTheManifestSays();
    void levelsAndThreads_data();
    void levelsAndThreads();
    void badDatabases_data();
    void badDatabases();
    void badStores_data();
    void badStores();
    void leftoversOfTheKilled();
    void theLivingAreLeftAlone();
    void cancelAtEveryCall();
    void faults_data();
    void faults();
    void largeSnapshot();
    void underAWriter();

private:
    Result<TakenSnapshot> take(FileSystem &fileSystem, JobControl &control, int threads = 2) const;
    Result<TakenSnapshot> take(FileSystem &fileSystem) const;
    QString store() const { return m_space->path(u"store"_s); }
    QString database() const { return m_space->path(u"state.db"_s); }

    std::unique_ptr<Workspace> m_space;
};

void tst_Take::init()
{
    m_space = std::make_unique<Workspace>();
    m_space->makeDirectory(u"store"_s);
}

Result<TakenSnapshot> tst_Take::take(FileSystem &fileSystem, JobControl &control, int threads) const
{
    return takeSnapshot(control, {.database = database(), .store = store(), .threads = threads, .node = {u"n"_s}, .nodeMap = {}}, fileSystem);
}

Result<TakenSnapshot> tst_Take::take(FileSystem &fileSystem) const
{
    UnwatchedControl control;
    return take(fileSystem, control);
}

void tst_Take::whatTheManifestSays()
{
    makeDatabase(database(), {.fillerBytes = 9'000'000, .position = Position{{u"l"_s}, 100}, .marker = u"m"_s});
    runSql(database(), u"PRAGMA user_version = 7"_s);
    FaultyFileSystem fileSystem({}, store());
    UnwatchedControl control;
    const QJsonObject nodes{{u"n"_s, QJsonObject{{u"address"_s, u"1"_s}}}};
    const TakenSnapshot taken = ok(takeSnapshot(control, {.database = database(), .store = store(), .node = {}, .nodeMap = nodes}, fileSystem));
    const Manifest &manifest = taken.summary.manifest;
    QCOMPARE(manifest.name, u"state.db"_s);
    QVERIFY(!manifest.node.isEmpty());
    QCOMPARE(manifest.nodeMap, nodes);
    QVERIFY(manifest.position == (Position{{u"l"_s}, 100}));
    QCOMPARE(manifest.schemaVersion, 7);
    QCOMPARE(manifest.tables.size(), 3);
    QVERIFY(manifest.tables[0] == (TableRows{u"accounts"_s, 100}));
    QCOMPARE(manifest.elementCount, 100u + 1u + manifest.tables[1].rows);
    QCOMPARE(manifest.rawBytes(), QFileInfo(database()).size());
    QCOMPARE(manifest.segmentCount(), 3);
    QVERIFY(manifest.capture == CaptureMethod::Frozen);
    QCOMPARE(taken.summary.archiveBytes, QFileInfo(taken.path).size());
    QVERIFY(qAbs(manifest.createdAt.msecsTo(QDateTime::currentDateTimeUtc())) < 600'000);
    QCOMPARE(m_space->names(u"store"_s), QStringList({manifest.id.value + u".meta.json"_s, manifest.id.value + u".snap.tar"_s}));
    QVERIFY(ok(readSidecar(fileSystem, taken.path)).verification->depth == Depth::Sealed);
    // Durable once it is reported.
    fileSystem.losePower();
    ok(verifySnapshot(control, {.archive = taken.path, .depth = Depth::Read}, fileSystem));
}

void tst_Take::levelsAndThreads_data()
{
    QTest::addColumn<int>("level");
    QTest::addColumn<int>("threads");
    QTest::addColumn<bool>("good");
    QTest::newRow("fastest") << 1 << 1 << true;
    QTest::newRow("smallest") << 19 << 2 << true;
    QTest::newRow("more threads than segments") << 3 << 64 << true;
    QTest::newRow("level 0") << 0 << 1 << false;
    QTest::newRow("level 20") << 20 << 1 << false;
    QTest::newRow("level -1") << -1 << 1 << false;
}

void tst_Take::levelsAndThreads()
{
    QFETCH(const int, level);
    QFETCH(const int, threads);
    QFETCH(const bool, good);
    makeDatabase(database(), {.fillerBytes = 5'000'000, .position = {}, .marker = u"m"_s});
    FaultyFileSystem fileSystem;
    UnwatchedControl control;
    const auto taken = takeSnapshot(control, {.database = database(), .store = store(), .level = level, .threads = threads, .node = {}, .nodeMap = {}}, fileSystem);
    if (!good) {
        EXPECT_ERROR(taken, ErrorCode::InvalidArgument);
        return;
    }
    QCOMPARE(ok(taken).summary.manifest.level, level);
    ok(verifySnapshot(control, {.archive = taken->path, .depth = Depth::Read}, fileSystem));
}

void tst_Take::badDatabases_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<ErrorCode>("code");
    const Workspace space;
    makeDatabase(space.path(u"a.db"_s), {.fillerBytes = 100'000, .position = {}, .marker = {}});
    const QByteArray good = space.read(u"a.db"_s);
    QByteArray noise(40960, '\0');
    for (qsizetype i = 0; i < noise.size(); ++i)
        noise[i] = char((i * 2654435761u) >> 13);
    QTest::newRow("empty") << QByteArray() << ErrorCode::DatabaseEmpty;
    QTest::newRow("text") << QByteArray("hello") << ErrorCode::NotADatabase;
    QTest::newRow("encrypted") << noise << ErrorCode::DatabaseEncrypted;
    QTest::newRow("garbled") << QByteArray(good).replace(100, 3900, QByteArray(3900, '\xee')) << ErrorCode::DatabaseCorrupt;
    QTest::newRow("cut") << good.first(8192) << ErrorCode::DatabaseCorrupt;
    QTest::newRow("future") << QByteArray(good).replace(18, 2, "\x09\x09") << ErrorCode::DatabaseUnsupported;
}

void tst_Take::badDatabases()
{
    QFETCH(const QByteArray, bytes);
    QFETCH(const ErrorCode, code);
    writeFile(database(), bytes);
    FaultyFileSystem fileSystem;
    EXPECT_ERROR(take(fileSystem), code);
    QCOMPARE(m_space->names(u"store"_s), QStringList());
    QCOMPARE(readFile(database()), bytes);
}

void tst_Take::badStores_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("code");
    QTest::newRow("made if only the last part is missing") << u"new"_s << QString();
    QTest::newRow("parent missing") << u"no/new"_s << u"DirectoryMissing"_s;
    QTest::newRow("a file") << u"state.db"_s << u"NotAFile"_s;
    QTest::newRow("below a file") << u"state.db/new"_s << u"NotFound"_s;
}

void tst_Take::badStores()
{
    QFETCH(const QString, name);
    QFETCH(const QString, code);
    makeDatabase(database());
    FaultyFileSystem fileSystem;
    UnwatchedControl control;
    const auto taken = takeSnapshot(control, {.database = database(), .store = m_space->path(name), .node = {}, .nodeMap = {}}, fileSystem);
    if (code.isEmpty())
        ok(taken);
    else
        QVERIFY(!taken);
    if (!taken && code != "NotFound"_L1)
        QCOMPARE(codeName(taken.error().code), code);
    EXPECT_ERROR(takeSnapshot(control, {.database = m_space->path(u"none.db"_s), .store = m_space->path(u"other"_s), .node = {}, .nodeMap = {}}, fileSystem),
                 ErrorCode::NotFound);
    QVERIFY(!m_space->exists(u"other"_s));
}

void tst_Take::leftoversOfTheKilled()
{
    makeDatabase(database(), {.fillerBytes = 5'000'000, .position = {}, .marker = {}});
    ChildProcess killed(u"take"_s, {database(), store(), u"12"_s});
    QCOMPARE(killed.nextLine(), u"there"_s);
    killed.kill();
    QVERIFY(m_space->names(u"store"_s).size() > 0);
    for (const QString &name : m_space->names(u"store"_s))
        QVERIFY2(name.contains(".snap.tar.part"_L1), qPrintable(name));
    FaultyFileSystem fileSystem;
    QCOMPARE(ok(readCatalog(fileSystem, store())).size(), 0);
    const TakenSnapshot taken = ok(take(fileSystem));
    QCOMPARE(m_space->names(u"store"_s).size(), 2);
    QVERIFY(QFile::exists(taken.path));
}

/// A second take into the same store begins at every moment of a first one: neither may harm the other.
void tst_Take::theLivingAreLeftAlone()
{
    for (const bool wal : {true, false}) {
        makeDatabase(database(), {.wal = wal, .fillerBytes = 200'000, .position = {}, .marker = {}});
        FaultyFileSystem counting;
        ok(take(counting));
        for (qint64 at = 1; at <= counting.calls(); ++at) {
            FaultyFileSystem fileSystem;
            bool met = false;
            fileSystem.setHook([&](QByteArrayView, const QString &) {
                if (!met && fileSystem.calls() + 1 == at) {
                    met = true;
                    FaultyFileSystem other;
                    ok(take(other));
                }
            });
            const auto first = take(fileSystem);
            QVERIFY2(first.has_value(), qPrintable(u"%1 at call %2"_s.arg(toString(first.error_or(Error()))).arg(at)));
        }
        for (const CatalogEntry &entry : ok(readCatalog(counting, store())))
            QVERIFY(!entry.damage);
        for (const QString &name : m_space->names(u"store"_s))
            QVERIFY2(!name.contains(".part"_L1), qPrintable(name));
        QFile::remove(database());
    }
}

void tst_Take::cancelAtEveryCall()
{
    makeDatabase(database(), {.fillerBytes = 9'000'000, .position = {}, .marker = {}});
    FaultyFileSystem counting;
    ok(take(counting));
    const QStringList before = m_space->names(u"store"_s);
    int cancelled = 0;
    for (qint64 at = 1; at <= counting.calls(); ++at) {
        FaultyFileSystem fileSystem;
        Progress progress;
        std::stop_source stop;
        JobControl control(progress, stop.get_token());
        fileSystem.setHook([&](QByteArrayView, const QString &) {
            if (fileSystem.calls() + 1 == at)
                stop.request_stop();
        });
        const auto taken = take(fileSystem, control);
        if (taken) {
            UnwatchedControl unwatched;
            ok(verifySnapshot(unwatched, {.archive = taken->path, .depth = Depth::Sealed}, fileSystem));
            QFile::remove(taken->path);
            QFile::remove(QString(taken->path).replace(".snap.tar"_L1, ".meta.json"_L1));
        } else {
            ++cancelled;
            EXPECT_ERROR(taken, ErrorCode::Canceled);
        }
        QCOMPARE(m_space->names(u"store"_s), before);
    }
    QVERIFY(cancelled > 10);
}

void tst_Take::faults_data()
{
    QTest::addColumn<int>("kind");
    QTest::addColumn<qint64>("at");
    init();
    makeDatabase(database(), {.fillerBytes = 5'000'000, .position = {}, .marker = {}});
    FaultyFileSystem counting;
    ok(take(counting));
    constexpr const char *kKinds[] = {"once", "onwards", "tear", "power loss"};
    for (int kind = 0; kind < 4; ++kind) {
        for (qint64 at = 1; at <= counting.calls(); ++at)
            QTest::addRow("%s at %lld", kKinds[kind], at) << kind << at;
    }
}

void tst_Take::faults()
{
    QFETCH(const int, kind);
    QFETCH(const qint64, at);
    makeDatabase(database(), {.fillerBytes = 5'000'000, .position = {}, .marker = u"m"_s});
    const SampleContent content = contentOf(database());
    FaultyFileSystem fileSystem({at, Kind(kind), ErrorCode::DiskFull}, store());
    const auto taken = take(fileSystem);
    if (Kind(kind) == Kind::PowerLoss)
        fileSystem.losePower();
    FaultyFileSystem sound;
    UnwatchedControl control;
    // The sidecar only makes listing quick: the snapshot is good without it.
    if (taken) {
        ok(verifySnapshot(control, {.archive = taken->path, .depth = Depth::Read}, sound));
    } else {
        EXPECT_ERROR(taken, ErrorCode::DiskFull);
        if (Kind(kind) == Kind::Once)
            QCOMPARE(m_space->names(u"store"_s), QStringList());
        for (const CatalogEntry &entry : ok(readCatalog(sound, store())))
            ok(verifySnapshot(control, {.archive = entry.path, .depth = Depth::Read}, sound));
    }
    ok(take(sound));
    for (const QString &name : m_space->names(u"store"_s))
        QVERIFY2(!name.contains(".part"_L1), qPrintable(name));
    QCOMPARE(contentOf(database()), content);
}

/// Many rows over several segments, into a place where nothing was: every one is there.
void tst_Take::largeSnapshot()
{
    makeDatabase(database(), {.accounts = 20'000, .fillerBytes = 20'000'000, .position = Position{{u"l"_s}, 7}, .marker = u"m"_s});
    FaultyFileSystem fileSystem;
    UnwatchedControl control;
    const TakenSnapshot taken = ok(take(fileSystem));
    QVERIFY(taken.summary.manifest.segmentCount() >= 5);
    QVERIFY(taken.summary.manifest.tables.contains(TableRows{u"accounts"_s, 20'000}));
    const QString target = m_space->path(u"fresh.db"_s);
    ok(runRestore(control, {.archive = taken.path, .target = target, .confirmedName = {}, .integrity = Integrity::Full}, fileSystem));
    QVERIFY(readFile(target) == readFile(database()));
}

/// The promise of the whole method, over several segments, fifty times in a row: every snapshot taken under a writer of
/// another process is one moment of the database, and the writer, which never waits for a lock, never meets one.
void tst_Take::underAWriter()
{
    makeDatabase(database(), {.fillerBytes = 13'000'000, .position = Position{{u"l"_s}, 1}, .marker = u"m"_s});
    ChildProcess writer(u"writer"_s, {database(), u"checkpoint"_s});
    QCOMPARE(writer.nextLine(), u"ready"_s);
    FaultyFileSystem fileSystem;
    UnwatchedControl control;
    quint64 last = 0;
    for (int round = 0; round < 50; ++round) {
        const TakenSnapshot taken = ok(take(fileSystem));
        const QString target = m_space->path(u"restored.db"_s);
        QFile::remove(target);
        ok(runRestore(control, {.archive = taken.path, .target = target, .confirmedName = {}, .integrity = Integrity::Quick}, fileSystem));
        const SampleContent content = contentOf(target);
        QCOMPARE(content.integrity, u"ok"_s);
        QCOMPARE(content.sum, 100'000);
        QCOMPARE(content.appliedIndex.value(), taken.summary.manifest.position->appliedIndex);
        QVERIFY(content.appliedIndex.value() >= last);
        last = content.appliedIndex.value();
    }
    QCOMPARE(writer.finish(), 0);
    const QStringList counts = writer.nextLine().split(u' ');
    QVERIFY(counts[0].toLongLong() > 50);
    QCOMPARE(counts[1], u"0"_s);
}

LIFEBOAT_TEST_MAIN(tst_Take)
#include "tst_take.moc"
