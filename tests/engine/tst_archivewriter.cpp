// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/archive/archivewriter.h"
#include "engine/archive/archivereader.h"
#include "tests/support/archivesurgery.h"
#include "tests/support/expect.h"
#include "tests/support/faultyfilesystem.h"
#include "tests/support/samplearchive.h"
#include "tests/support/workspace.h"

#include <KTar>
#include <QProcess>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace lifeboat;
using namespace lifeboat::test;
using Kind = Fault::Kind;

class tst_ArchiveWriter final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void deterministic();
    void memberOrder();
    void readableByKTar();
    void readableByPlainTools();
    void nothingBeforeCommit();
    void refusesExisting();
    void refusesWrongNumberOfSegments();
    void refusesWhatCouldNotBeCommitted();
    void cancelLeavesNothing();
    void withoutLinks();
    void verifiesWhatItWrote();
    void faults_data();
    void faults();
};

namespace {

constexpr qint64 kPages = 7;

Manifest sample()
{
    return makeManifest(512, kPages, 1024);
}

EncodedSegment encodeOne(const QByteArray &pages)
{
    SegmentEncoder encoder(3);
    return ok(encode(encoder, pages, 512));
}

} // namespace

void tst_ArchiveWriter::deterministic()
{
    QCOMPARE(smallArchive(), smallArchive());
}

void tst_ArchiveWriter::memberOrder()
{
    QList<QByteArray> names;
    for (const TarMember &member : takeApart(smallArchive(3)))
        names.append(member.name());
    QCOMPARE(names, QList<QByteArray>({"manifest.json", "pages/000000.zst", "pages/000001.zst", "pages/000002.zst", "index.bin", "SHA256SUMS"}));
    QCOMPARE(smallArchive().size() % 512, 0);
    QVERIFY(smallArchive().endsWith(QByteArray(1024, '\0')));
}

void tst_ArchiveWriter::readableByKTar()
{
    const Workspace space;
    space.write(u"a.tar"_s, smallArchive());
    KTar tar(space.path(u"a.tar"_s), u"application/x-tar"_s);
    QVERIFY(tar.open(QIODevice::ReadOnly));
    QCOMPARE(tar.directory()->entries().size(), 4);
    const auto *file = tar.directory()->file(u"pages/000001.zst"_s);
    QVERIFY(file);
    QCOMPARE(file->data(), takeApart(smallArchive())[2].data);
    QVERIFY(manifestFromJson(tar.directory()->file(u"manifest.json"_s)->data()).has_value());
}

/// What FORMAT.md promises: an operator with tar, zstd and sha256sum needs nothing of ours.
void tst_ArchiveWriter::readableByPlainTools()
{
    const Workspace space;
    space.write(u"a.tar"_s, smallArchive());
    QProcess shell;
    shell.setWorkingDirectory(space.path());
    shell.start(u"sh"_s, {u"-euc"_s, u"tar xf a.tar; sha256sum --strict --quiet -c SHA256SUMS; zstd -q -d pages/*.zst; cat pages/*[0-9] > state"_s});
    QVERIFY(shell.waitForFinished(60'000));
    QVERIFY2(shell.exitCode() == 0, shell.readAllStandardError().constData());
    QCOMPARE(space.read(u"state"_s), makePages(512, 6));
}

void tst_ArchiveWriter::nothingBeforeCommit()
{
    const Workspace space;
    FaultyFileSystem fileSystem;
    {
        const auto writer = ok(ArchiveWriter::create(fileSystem, space.path(u"a.snap.tar"_s), sample()));
        QCOMPARE(space.names(), QStringList{u"a.snap.tar.part"_s});
        const QByteArray pages = makePages(512, 2);
        ok(writer->append(encodeOne(pages)));
        QCOMPARE(space.names(), QStringList{u"a.snap.tar.part"_s});
        // Not even renamed by hand is it an archive.
        EXPECT_ERROR(ArchiveReader::open(fileSystem, space.path(u"a.snap.tar.part"_s)), ErrorCode::ManifestInvalid);
    }
    QCOMPARE(space.names(), QStringList());
}

void tst_ArchiveWriter::refusesExisting()
{
    const Workspace space;
    FaultyFileSystem fileSystem;
    const QString path = space.path(u"a.snap.tar"_s);
    space.write(u"a.snap.tar"_s, "precious");
    EXPECT_ERROR(ArchiveWriter::create(fileSystem, path, sample()), ErrorCode::AlreadyExists);
    QCOMPARE(space.names(), QStringList{u"a.snap.tar"_s});
    ok(fileSystem.remove(path));

    auto writer = ok(ArchiveWriter::create(fileSystem, path, sample()));
    EXPECT_ERROR(ArchiveWriter::create(fileSystem, path, sample()), ErrorCode::AlreadyExists);
    QCOMPARE(space.names(), QStringList{u"a.snap.tar.part"_s});

    // The name is taken while the archive is being written.
    const QByteArray pages = makePages(512, kPages);
    for (qint64 at = 0; at < pages.size(); at += 1024) {
        const QByteArray part = pages.mid(at, 1024);
        ok(writer->append(encodeOne(part)));
    }
    space.write(u"a.snap.tar"_s, "precious");
    UnwatchedControl control;
    EXPECT_ERROR(writer->commit(control, sample(), 1), ErrorCode::AlreadyExists);
    writer.reset();
    QCOMPARE(space.names(), QStringList{u"a.snap.tar"_s});
    QCOMPARE(space.read(u"a.snap.tar"_s), "precious");
    EXPECT_ERROR(ArchiveWriter::create(fileSystem, space.path(u"none/a.snap.tar"_s), sample()), ErrorCode::DirectoryMissing);
}

void tst_ArchiveWriter::refusesWrongNumberOfSegments()
{
    const Workspace space;
    FaultyFileSystem fileSystem;
    UnwatchedControl control;
    const auto writer = ok(ArchiveWriter::create(fileSystem, space.path(u"a.snap.tar"_s), sample()));
    EXPECT_ERROR(writer->commit(control, sample(), 1), ErrorCode::InvalidArgument);
    QVERIFY(!space.exists(u"a.snap.tar"_s));
}

/// What would only be found to be too much after hours is refused before the first byte.
void tst_ArchiveWriter::refusesWhatCouldNotBeCommitted()
{
    const Workspace space;
    FaultyFileSystem fileSystem;
    const QString path = space.path(u"a.snap.tar"_s);
    EXPECT_ERROR(ArchiveWriter::create(fileSystem, path, makeManifest(4096, 1LL << 29, 4 * 1024 * 1024)), ErrorCode::LimitExceeded);
    Manifest manifest = sample();
    for (int i = 0; i < 100; ++i)
        manifest.tables.append({QString(50'000, u't'), 0});
    EXPECT_ERROR(ArchiveWriter::create(fileSystem, path, manifest), ErrorCode::LimitExceeded);
    QCOMPARE(space.names(), QStringList());
}

void tst_ArchiveWriter::cancelLeavesNothing()
{
    const Workspace space;
    FaultyFileSystem fileSystem;
    Progress progress;
    std::stop_source stop;
    JobControl control(progress, stop.get_token());
    {
        const auto writer = ok(ArchiveWriter::create(fileSystem, space.path(u"a.snap.tar"_s), makeManifest(512, 1, 512)));
        const QByteArray pages = makePages(512, 1);
        ok(writer->append(encodeOne(pages)));
        stop.request_stop();
        EXPECT_ERROR(writer->commit(control, makeManifest(512, 1, 512), 2), ErrorCode::Canceled);
    }
    QCOMPARE(space.names(), QStringList());
}

void tst_ArchiveWriter::withoutLinks()
{
    const Workspace space;
    FaultyFileSystem fileSystem({}, space.path());
    fileSystem.setHasLinks(false);
    ok(writeArchive(fileSystem, space.path(u"a.snap.tar"_s), makePages(512, kPages), sample()));
    QCOMPARE(space.names(), QStringList{u"a.snap.tar"_s});
    fileSystem.losePower();
    ok(ArchiveReader::open(fileSystem, space.path(u"a.snap.tar"_s)));
}

/// The device loses a write without saying so: the archive must not get its name.
void tst_ArchiveWriter::verifiesWhatItWrote()
{
    const Workspace space;
    FaultyFileSystem fileSystem;
    bool spoiled = false;
    fileSystem.setHook([&](QByteArrayView call, const QString &path) {
        if (call == "sync" || spoiled || !path.endsWith(".part"_L1) || QFile(path).size() < 4096)
            return;
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadWrite));
        file.seek(file.size() / 2);
        char byte = 0;
        file.peek(&byte, 1);
        file.write(QByteArray(1, char(byte ^ 1)));
        spoiled = true;
    });
    const Manifest manifest = makeManifest(512, 64, 1024);
    const auto outcome = writeArchive(fileSystem, space.path(u"a.snap.tar"_s), makePages(512, 64), manifest);
    QVERIFY(spoiled);
    QVERIFY2(!outcome, "written though a byte was wrong");
    QCOMPARE(space.names(), QStringList());
}

void tst_ArchiveWriter::faults_data()
{
    QTest::addColumn<int>("kind");
    QTest::addColumn<qint64>("at");
    const Workspace space;
    FaultyFileSystem counting;
    ok(writeArchive(counting, space.path(u"a.snap.tar"_s), makePages(512, kPages), sample()));
    constexpr const char *kKinds[] = {"once", "onwards", "tear", "power loss"};
    for (int kind = 0; kind < 4; ++kind) {
        for (qint64 at = 1; at <= counting.calls(); ++at)
            QTest::addRow("%s at %lld", kKinds[kind], at) << kind << at;
    }
}

void tst_ArchiveWriter::faults()
{
    QFETCH(const int, kind);
    QFETCH(const qint64, at);
    const Workspace space;
    space.write(u"older.snap.tar"_s, "older");
    FaultyFileSystem fileSystem({at, Kind(kind), ErrorCode::DiskFull}, space.path());
    const QString path = space.path(u"a.snap.tar"_s);
    const auto outcome = writeArchive(fileSystem, path, makePages(512, kPages), sample());
    QVERIFY(fileSystem.struck());
    EXPECT_ERROR(outcome, ErrorCode::DiskFull);
    QCOMPARE(space.read(u"older.snap.tar"_s), "older");
    if (Kind(kind) == Kind::PowerLoss)
        fileSystem.losePower();
    if (Kind(kind) == Kind::Once)
        QCOMPARE(space.names(), QStringList{u"older.snap.tar"_s});
    // Where not even removing works any more, what has the archive's name is a whole archive.
    if (space.exists(u"a.snap.tar"_s)) {
        FaultyFileSystem sound;
        UnwatchedControl control;
        ok(ok(ArchiveReader::open(sound, path))->verifyMembers(control, 2));
    }
}

QTEST_GUILESS_MAIN(tst_ArchiveWriter)
#include "tst_archivewriter.moc"
