// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/base/posixfilesystem.h"
#include "engine/snapshot/catalog.h"
#include "engine/snapshot/catalogobject.h"
#include "engine/snapshot/verifier.h"
#include "tests/support/archivesurgery.h"
#include "tests/support/expect.h"
#include "tests/support/faultyfilesystem.h"
#include "tests/support/manualclock.h"
#include "tests/support/samplearchive.h"
#include "tests/support/workspace.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>
#include <QTimeZone>

using namespace Qt::StringLiterals;
using namespace lifeboat;
using namespace lifeboat::test;

/// Catalog, sidecars and verification: what a store says of its archives.
class tst_Catalog final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void newestFirst();
    void futureIsNewestOnlyWhereAllIs();
    void leftoversAreRemoved();
    void replacedMeanwhile();
    void damagedIsShown();
    void foreignIsIgnored();
    void storeProblems();
    void sidecarIsRebuilt();
    void verificationMeanwhileIsNotLost();
    void staleSidecarIsNotBelieved();
    void brokenSidecars_data();
    void brokenSidecars();
    void depths_data();
    void depths();
    void damageIsRecorded_data();
    void damageIsRecorded();
    void damageOutranksGoodNews();
    void shallowDoesNotHideDeep();
    void unreachableIsNotDamage();
    void readOnlyStore();
    void toldUpToALimit();

private:
    QString add(const QDateTime &createdAt) const;
    CatalogEntry entryOf(const QString &path);

    std::unique_ptr<Workspace> m_space;
    FaultyFileSystem m_fileSystem;
    ManualClock m_clock;
};

void tst_Catalog::init()
{
    m_space = std::make_unique<Workspace>();
}

/// Writes a small archive taken at `createdAt` and returns its path.
QString tst_Catalog::add(const QDateTime &createdAt) const
{
    FaultyFileSystem fileSystem;
    Manifest manifest = makeManifest(512, 6, 1024);
    manifest.createdAt = createdAt;
    manifest.id = makeSnapshotId(createdAt);
    const QString path = m_space->path(manifest.id.value + u".snap.tar"_s);
    ok(writeArchive(fileSystem, path, makePages(512, 6), manifest));
    return path;
}

CatalogEntry tst_Catalog::entryOf(const QString &path)
{
    return ok(readCatalogEntry(m_fileSystem, path));
}

void tst_Catalog::newestFirst()
{
    const QDateTime start(QDate(2026, 1, 2), QTime(3, 4, 5), QTimeZone::UTC);
    QStringList wanted;
    for (const int day : {3, 1, 4, 2, 5})
        add(start.addDays(day));
    for (int round = 0; round < 2; ++round) {
        const QList<CatalogEntry> entries = ok(readCatalog(m_fileSystem, m_space->path()));
        QCOMPARE(entries.size(), 5);
        for (qsizetype i = 0; i < 5; ++i)
            QCOMPARE(entries[i].createdAt(), start.addDays(5 - i));
        QCOMPARE(ok(newestIntact(m_fileSystem, m_space->path())).path, entries[0].path);
    }
    const QString newest = ok(newestIntact(m_fileSystem, m_space->path())).path;
    QVERIFY(QFile::resize(newest, 3000));
    QCOMPARE(ok(newestIntact(m_fileSystem, m_space->path())).createdAt(), start.addDays(4));
}

void tst_Catalog::futureIsNewestOnlyWhereAllIs()
{
    const QDateTime now = m_clock.utcNow();
    const QString far = add(now.addYears(73));
    const QString ahead = add(now.addSecs(301));
    QCOMPARE(ok(newestIntact(m_fileSystem, m_space->path(), m_clock)).path, far);
    const QString old = add(now.addDays(-9));
    QCOMPARE(ok(newestIntact(m_fileSystem, m_space->path(), m_clock)).path, old);
    const QString drifted = add(now.addSecs(300));
    QCOMPARE(ok(newestIntact(m_fileSystem, m_space->path(), m_clock)).path, drifted);
    QCOMPARE(ok(readCatalog(m_fileSystem, m_space->path(), m_clock)).first().path, far);
}

void tst_Catalog::leftoversAreRemoved()
{
    const QString kept = add(m_clock.utcNow());
    entryOf(kept);
    const QString stem = fileNameOf(kept).chopped(int(strlen(".snap.tar")));
    const QStringList own = m_space->names();
    const QStringList abandoned{stem + u".meta.json.0a1b2c3d.part"_s, u"20250102T030405678Z-00000001.meta.json"_s,
                                u"20250102T030405678Z-00000001.meta.json.0a1b2c3d.part"_s};
    QStringList foreign{u"notes.meta.json"_s, u"notes.json.0a1b2c3d.part"_s, stem + u".meta.json.bak"_s};
    for (const QString &name : abandoned + foreign)
        m_space->write(name, "{}");
    const QStringList all = m_space->names();
    // Just written: its writer may live.
    m_clock.advance(std::chrono::milliseconds(m_clock.utcNow().msecsTo(QDateTime::currentDateTimeUtc())));
    ok(readCatalog(m_fileSystem, m_space->path(), m_clock));
    QCOMPARE(m_space->names(), all);
    m_clock.advance(std::chrono::hours(25));
    ok(readCatalog(m_fileSystem, m_space->path(), m_clock));
    QStringList left = own + foreign;
    left.sort();
    QStringList names = m_space->names();
    names.sort();
    QCOMPARE(names, left);
}

/// A verification is of the file it read, whatever has that name when it ends.
void tst_Catalog::replacedMeanwhile()
{
    const QString path = add(m_clock.utcNow());
    const FileInfo examined = ok(m_fileSystem.info(path));
    const Verification verification{.depth = Depth::Read, .at = m_clock.utcNow(), .damage = {}};
    writeFile(path + u".new"_s, readFile(path));
    ok(m_fileSystem.rename(path + u".new"_s, path));
    ok(recordVerification(m_fileSystem, path, verification, {}, examined));
    QVERIFY(!entryOf(path).verification);
    ok(recordVerification(m_fileSystem, path, verification, {}, ok(m_fileSystem.info(path))));
    QVERIFY(entryOf(path).verification == verification);
}

void tst_Catalog::damagedIsShown()
{
    const QString path = add(m_clock.utcNow());
    QVERIFY(QFile::resize(path, QFileInfo(path).size() - 1));
    m_space->write(u"junk.snap.tar"_s, "hello");
    m_space->write(u"empty.snap.tar"_s, {});
    const QList<CatalogEntry> entries = ok(readCatalog(m_fileSystem, m_space->path()));
    QCOMPARE(entries.size(), 3);
    for (const CatalogEntry &entry : entries) {
        QVERIFY2(entry.damage.has_value(), qPrintable(entry.path));
        QVERIFY(entry.createdAt().isValid());
    }
    EXPECT_ERROR(newestIntact(m_fileSystem, m_space->path()), ErrorCode::NotFound);
}

void tst_Catalog::foreignIsIgnored()
{
    m_space->write(u"readme.txt"_s, "hello");
    m_space->write(u"other.tar"_s, "hello");
    m_space->write(u"a.snap.tar.part"_s, "unfinished");
    m_space->write(u"a.meta.json"_s, "{}");
    m_space->makeDirectory(u"directory.snap.tar"_s);
    const QStringList before = m_space->names();
    QCOMPARE(ok(readCatalog(m_fileSystem, m_space->path())).size(), 0);
    QCOMPARE(m_space->names(), before);
    EXPECT_ERROR(newestIntact(m_fileSystem, m_space->path()), ErrorCode::NotFound);
    EXPECT_ERROR(readCatalogEntry(m_fileSystem, m_space->path(u"directory.snap.tar"_s)), ErrorCode::NotAFile);
}

void tst_Catalog::storeProblems()
{
    EXPECT_ERROR(readCatalog(m_fileSystem, m_space->path(u"none"_s)), ErrorCode::NotFound);
    EXPECT_ERROR(readCatalogEntry(m_fileSystem, m_space->path(u"none.snap.tar"_s)), ErrorCode::NotFound);
}

void tst_Catalog::sidecarIsRebuilt()
{
    const QString path = add(m_clock.utcNow());
    QCOMPARE(m_space->names().size(), 1);
    const CatalogEntry first = entryOf(path);
    QCOMPARE(m_space->names().size(), 2);
    const qint64 read = m_fileSystem.bytesRead(path);
    const CatalogEntry second = entryOf(path);
    QVERIFY(second.summary->manifest == first.summary->manifest);
    QCOMPARE(second.summary->archiveBytes, first.summary->archiveBytes);
    QCOMPARE(m_fileSystem.bytesRead(path), read); // the archive itself was not opened again
    QVERIFY(!second.verification);
}

void tst_Catalog::verificationMeanwhileIsNotLost()
{
    const QString path = add(m_clock.utcNow());
    const Verification verification{.depth = Depth::Read, .at = m_clock.utcNow(), .damage = {}};
    // Somebody verifies it after the catalog has seen that there is no sidecar, before it writes one.
    bool isVerified = false;
    m_fileSystem.setHook([&](QByteArrayView, const QString &) {
        if (!std::exchange(isVerified, true))
            ok(recordVerification(PosixFileSystem::instance(), path, verification));
    });
    const CatalogEntry entry = entryOf(path);
    m_fileSystem.setHook({});
    QVERIFY(entry.verification == verification);
    QVERIFY(ok(readSidecar(m_fileSystem, path)).verification == verification);
}

void tst_Catalog::staleSidecarIsNotBelieved()
{
    const QString path = add(m_clock.utcNow());
    UnwatchedControl control;
    ok(verifySnapshot(control, {.archive = path, .depth = Depth::Read}, m_fileSystem, m_clock));
    QVERIFY(entryOf(path).verification->depth == Depth::Read);
    // Another archive takes the name: the same size even, but another time.
    QByteArray bytes = readFile(path);
    const qsizetype at = bytes.indexOf("node-1");
    bytes.replace(at, 6, "node-2");
    QVERIFY(QFile::remove(path));
    writeFile(path, bytes);
    const CatalogEntry entry = entryOf(path);
    QVERIFY(!entry.verification);
    QVERIFY(entry.damage.has_value());
}

void tst_Catalog::brokenSidecars_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<ErrorCode>("code");
    QTest::newRow("empty") << QByteArray() << ErrorCode::NoteInvalid;
    QTest::newRow("text") << QByteArray("hello") << ErrorCode::NoteInvalid;
    QTest::newRow("empty object") << QByteArray("{}") << ErrorCode::NoteInvalid;
    QTest::newRow("numbers for texts") << QByteArray(R"({"manifest":1,"archiveBytes":2,"archiveModifiedNs":3,"digest":4,"manifestDigest":5})") << ErrorCode::NoteInvalid;
    QTest::newRow("manifest invalid") << QByteArray(R"({"manifest":{},"archiveBytes":"2","archiveModifiedNs":"3","digest":"","manifestDigest":""})") << ErrorCode::ManifestInvalid;
}

void tst_Catalog::brokenSidecars()
{
    QFETCH(const QByteArray, bytes);
    QFETCH(const ErrorCode, code);
    const QString path = add(m_clock.utcNow());
    const QString sidecar = QString(path).replace(".snap.tar"_L1, ".meta.json"_L1);
    writeFile(sidecar, bytes);
    EXPECT_ERROR(readSidecar(m_fileSystem, path), code);
    QVERIFY(!entryOf(path).damage);
    ok(readSidecar(m_fileSystem, path));
    writeFile(sidecar, bytes);
    ok(recordVerification(m_fileSystem, path, {.depth = Depth::Sealed, .at = m_clock.utcNow(), .damage = {}}));
    QVERIFY(ok(readSidecar(m_fileSystem, path)).verification->depth == Depth::Sealed);
}

void tst_Catalog::depths_data()
{
    QTest::addColumn<QString>("depth");
    QTest::newRow("listed") << u"listed"_s;
    QTest::newRow("sealed") << u"sealed"_s;
    QTest::newRow("read") << u"read"_s;
}

void tst_Catalog::depths()
{
    QFETCH(const QString, depth);
    const QString path = add(m_clock.utcNow());
    UnwatchedControl control;
    const VerifyOutcome outcome = ok(verifySnapshot(control, {.archive = path, .depth = depthFromName(depth).value(), .threads = 3}, m_fileSystem, m_clock));
    QCOMPARE(depthName(outcome.depth), depth);
    const auto noted = entryOf(path).verification;
    QVERIFY(noted && !noted->damage);
    QCOMPARE(depthName(noted->depth), depth);
    QCOMPARE(noted->at, m_clock.utcNow());
    QVERIFY(control.progress().state().stage == Stage::Done);
    EXPECT_ERROR(verifySnapshot(control, {.archive = path, .depth = Depth::Restored}, m_fileSystem, m_clock), ErrorCode::InvalidArgument);
    QVERIFY(!depthFromName(u"deep"));
}

void tst_Catalog::damageIsRecorded_data()
{
    QTest::addColumn<QString>("depth");
    QTest::addColumn<bool>("found");
    QTest::newRow("listed does not look inside") << u"listed"_s << false;
    QTest::newRow("sealed finds it") << u"sealed"_s << true;
    QTest::newRow("read finds it") << u"read"_s << true;
}

void tst_Catalog::damageIsRecorded()
{
    QFETCH(const QString, depth);
    QFETCH(const bool, found);
    const QString path = add(m_clock.utcNow());
    QByteArray bytes = readFile(path);
    const qsizetype at = bytes.indexOf("pages/000001.zst") + 512 + 40;
    bytes[at] = char(bytes[at] ^ 0x10);
    writeFile(path, bytes);
    UnwatchedControl control;
    const auto outcome = verifySnapshot(control, {.archive = path, .depth = depthFromName(depth).value()}, m_fileSystem, m_clock);
    QCOMPARE(!outcome, found);
    const CatalogEntry entry = entryOf(path);
    QCOMPARE(entry.damage.has_value(), found);
    if (found) {
        QVERIFY(isDamage(outcome.error().code));
        QVERIFY(entry.damage == outcome.error());
        QVERIFY(entry.summary.has_value());
        EXPECT_ERROR(newestIntact(m_fileSystem, m_space->path()), ErrorCode::NotFound);
    }
}

void tst_Catalog::damageOutranksGoodNews()
{
    const QString path = add(m_clock.utcNow());
    const auto record = [&](Depth depth, const std::optional<Error> &damage) {
        ok(recordVerification(m_fileSystem, path, {.depth = depth, .at = m_clock.utcNow(), .damage = damage}));
    };
    const Error damage{ErrorCode::PageMismatch, u"pages/000001.zst"_s, u"page 7"_s};
    record(Depth::Restored, {});
    record(Depth::Read, damage);
    QVERIFY(entryOf(path).damage == damage);
    record(Depth::Sealed, {});
    QVERIFY(entryOf(path).damage == damage);
    record(Depth::Read, {});
    QVERIFY(!entryOf(path).damage);
}

void tst_Catalog::shallowDoesNotHideDeep()
{
    const QString path = add(m_clock.utcNow());
    UnwatchedControl control;
    ok(verifySnapshot(control, {.archive = path, .depth = Depth::Read}, m_fileSystem, m_clock));
    const QDateTime then = m_clock.utcNow();
    m_clock.advance(std::chrono::hours(1));
    ok(verifySnapshot(control, {.archive = path, .depth = Depth::Sealed}, m_fileSystem, m_clock));
    QVERIFY(entryOf(path).verification->depth == Depth::Read);
    QCOMPARE(entryOf(path).verification->at, then);
    ok(verifySnapshot(control, {.archive = path, .depth = Depth::Read}, m_fileSystem, m_clock));
    QCOMPARE(entryOf(path).verification->at, m_clock.utcNow());
}

void tst_Catalog::unreachableIsNotDamage()
{
    const QString path = add(m_clock.utcNow());
    UnwatchedControl control;
    EXPECT_ERROR(verifySnapshot(control, {.archive = m_space->path(u"none.snap.tar"_s), .depth = Depth::Read}, m_fileSystem), ErrorCode::NotFound);
    Progress progress;
    std::stop_source stop;
    stop.request_stop();
    JobControl canceled(progress, stop.get_token());
    EXPECT_ERROR(verifySnapshot(canceled, {.archive = path, .depth = Depth::Read}, m_fileSystem), ErrorCode::Canceled);
    QVERIFY(!entryOf(path).damage);
    QVERIFY(!entryOf(path).verification);
    for (const ErrorCode code : {ErrorCode::Canceled, ErrorCode::NotFound, ErrorCode::ReadFailed, ErrorCode::PermissionDenied,
                                 ErrorCode::ManifestVersionUnknown, ErrorCode::KindUnsupported})
        QVERIFY2(!isDamage(code), qPrintable(codeName(code)));
}

void tst_Catalog::readOnlyStore()
{
    const QString path = add(m_clock.utcNow());
    FaultyFileSystem readOnly({.at = 1, .kind = Fault::Kind::Onwards, .code = ErrorCode::PermissionDenied});
    UnwatchedControl control;
    QCOMPARE(ok(readCatalog(readOnly, m_space->path())).size(), 1);
    ok(verifySnapshot(control, {.archive = path, .depth = Depth::Read}, readOnly));
    QCOMPARE(m_space->names().size(), 1);
}

void tst_Catalog::toldUpToALimit()
{
    for (int i = 0; i < 3; ++i)
        add(m_clock.utcNow().addSecs(i));
    const QList<CatalogEntry> entries = ok(readCatalog(m_fileSystem, m_space->path(), m_clock));
    const QJsonArray all = catalogObjects(m_fileSystem, entries, 100, 1'000'000);
    QCOMPARE(all.size(), 3);
    QCOMPARE(all[2].toObject(), catalogObject(entries[2], false));
    const QJsonArray two{all[0], all[1]};
    const qint64 bytes = QJsonDocument(two).toJson(QJsonDocument::Compact).size();
    QCOMPARE(catalogObjects(m_fileSystem, entries, 2, 1'000'000), two);
    QCOMPARE(catalogObjects(m_fileSystem, entries, 100, bytes), two);
    QCOMPARE(catalogObjects(m_fileSystem, entries, 100, 1), QJsonArray{all[0]});
    QCOMPARE(catalogObjects(m_fileSystem, entries, 0, bytes), QJsonArray());
}

QTEST_GUILESS_MAIN(tst_Catalog)
#include "tst_catalog.moc"
