// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/archive/archivereader.h"
#include "engine/base/limits.h"
#include "tests/support/archivesurgery.h"
#include "tests/support/expect.h"
#include "tests/support/faultyfilesystem.h"
#include "tests/support/samplearchive.h"
#include "tests/support/workspace.h"

#include <QJsonDocument>
#include <QTest>
#include <atomic>
#include <thread>
#include <zstd.h>

using namespace Qt::StringLiterals;
using namespace lifeboat;
using namespace lifeboat::test;

namespace {

/// Everything there is to check of an archive: structure, digests, segments, pages.
Result<> readWhole(FileSystem &fileSystem, const QString &path)
{
    UnwatchedControl control;
    LIFEBOAT_ASSIGN(const auto reader, ArchiveReader::open(fileSystem, path));
    LIFEBOAT_TRY(reader->verifyMembers(control, 1));
    SegmentDecoder decoder;
    QByteArray frame;
    for (qint64 segment = 0; segment < reader->manifest().segmentCount(); ++segment) {
        QByteArray pages(reader->segmentSize(segment), '\0');
        LIFEBOAT_TRY(reader->readSegment(segment, decoder, frame, {pages.data(), size_t(pages.size())}));
    }
    return {};
}

Result<> readWhole(const QByteArray &archive)
{
    const Workspace space;
    space.write(u"a.snap.tar"_s, archive);
    FaultyFileSystem fileSystem;
    return readWhole(fileSystem, space.path(u"a.snap.tar"_s));
}

using Surgery = std::function<void(TarMembers &)>;

} // namespace

Q_DECLARE_METATYPE(Surgery)

class tst_ArchiveReader final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsBack();
    void missing();
    void cutAtEveryByte();
    void everyFlippedBit();
    void surgery_data();
    void surgery();
    void lies_data();
    void lies();
    void wrongPagesUnderRightDigests();
    void errorsNameTheMember();
    void summaryIsConstant();
    void summaryFindsCuts();
    void severalThreads();
    void verifyIsCancelled();
};

void tst_ArchiveReader::readsBack()
{
    const Workspace space;
    FaultyFileSystem fileSystem;
    space.write(u"a.snap.tar"_s, smallArchive(3));
    const auto reader = ok(ArchiveReader::open(fileSystem, space.path(u"a.snap.tar"_s)));
    QCOMPARE(reader->manifest().pageCount, 6);
    QCOMPARE(reader->summary().archiveBytes, smallArchive(3).size());
    QCOMPARE(reader->summary().digest.size(), 64);
    SegmentDecoder decoder;
    QByteArray frame;
    QByteArray whole;
    for (qint64 segment = 0; segment < 3; ++segment) {
        QByteArray pages(1024, '\0');
        ok(reader->readSegment(segment, decoder, frame, {pages.data(), size_t(pages.size())}));
        whole += pages;
    }
    QCOMPARE(whole, makePages(512, 6));
    UnwatchedControl control;
    ok(reader->verifyIndex(control));
    ok(reader->verifyMembers(control, 4));
    const ArchiveSummary summary = ok(ArchiveReader::readSummary(fileSystem, space.path(u"a.snap.tar"_s)));
    QVERIFY(summary.manifest == reader->manifest());
    QCOMPARE(summary.manifestDigest, reader->summary().manifestDigest);
}

void tst_ArchiveReader::missing()
{
    const Workspace space;
    FaultyFileSystem fileSystem;
    EXPECT_ERROR(ArchiveReader::open(fileSystem, space.path(u"none"_s)), ErrorCode::NotFound);
    EXPECT_ERROR(ArchiveReader::open(fileSystem, space.path()), ErrorCode::NotAFile);
    EXPECT_ERROR(ArchiveReader::readSummary(fileSystem, space.path(u"none"_s)), ErrorCode::NotFound);
}

void tst_ArchiveReader::cutAtEveryByte()
{
    const Workspace space;
    FaultyFileSystem fileSystem;
    const QByteArray good = smallArchive(2);
    const QString path = space.path(u"a.snap.tar"_s);
    space.write(u"a.snap.tar"_s, good);
    ok(readWhole(fileSystem, path));
    for (qsizetype size = good.size() - 1; size >= 0; --size) {
        QVERIFY(QFile::resize(path, size));
        const auto outcome = readWhole(fileSystem, path);
        QVERIFY2(!outcome, qPrintable(u"cut to %1 bytes"_s.arg(size)));
        QVERIFY2(outcome.error().code == ErrorCode::ArchiveTruncated, qPrintable(u"%1: %2"_s.arg(size).arg(toString(outcome.error()))));
        QVERIFY(!ArchiveReader::readSummary(fileSystem, path));
    }
}

/// Every single bit of a small archive. Whatever the error, it may not be silence.
void tst_ArchiveReader::everyFlippedBit()
{
    const Workspace space;
    FaultyFileSystem fileSystem;
    QByteArray archive = smallArchive(2);
    const QString path = space.path(u"a.snap.tar"_s);
    space.write(u"a.snap.tar"_s, archive);
    const auto file = ok(fileSystem.open(path, OpenMode::ReadWrite));
    for (qsizetype at = 0; at < archive.size(); ++at) {
        for (int bit = 0; bit < 8; ++bit) {
            const char flipped = char(archive[at] ^ (1 << bit));
            ok(file->writeAt(at, QByteArrayView(&flipped, 1)));
            const auto outcome = readWhole(fileSystem, path);
            QVERIFY2(!outcome, qPrintable(u"byte %1, bit %2"_s.arg(at).arg(bit)));
            // That the device failed is another thing than that the archive is bad.
            QVERIFY2(outcome.error().code >= ErrorCode::NotAnArchive && outcome.error().code <= ErrorCode::LimitExceeded,
                     qPrintable(toString(outcome.error())));
        }
        ok(file->writeAt(at, QByteArrayView(archive).sliced(at, 1)));
    }
    ok(readWhole(fileSystem, path));
}

void tst_ArchiveReader::surgery_data()
{
    QTest::addColumn<Surgery>("surgery");
    QTest::addColumn<ErrorCode>("code");
    const auto row = [](const char *name, const Surgery &surgery, ErrorCode code) { QTest::newRow(name) << surgery << code; };
    for (const char *name : {"pages/000000.zst", "pages/000001.zst", "pages/000002.zst", "index.bin", "SHA256SUMS"}) {
        QTest::addRow("%s missing", name) << Surgery([name](TarMembers &m) { m.removeAt(indexOf(m, name)); }) << ErrorCode::MemberMissing;
        QTest::addRow("%s twice", name) << Surgery([name](TarMembers &m) { m.insert(indexOf(m, name), m[indexOf(m, name)]); }) << ErrorCode::MemberDuplicate;
        QTest::addRow("%s instead of another", name) << Surgery([name](TarMembers &m) {
            const qsizetype at = indexOf(m, name);
            m[at] = m[at == 1 ? 2 : 1];
        }) << ErrorCode::MemberDuplicate;
        QTest::addRow("%s empty", name) << Surgery([name](TarMembers &m) { m[indexOf(m, name)].setData({}); })
                                        << (QByteArray(name) == "SHA256SUMS" ? ErrorCode::DigestMismatch : ErrorCode::SizeContradiction);
    }
    row("manifest missing", [](TarMembers &m) { m.removeFirst(); }, ErrorCode::ManifestMisplaced);
    row("manifest second", [](TarMembers &m) { m.swapItemsAt(0, 1); }, ErrorCode::ManifestMisplaced);
    row("manifest last", [](TarMembers &m) { m.append(m.takeFirst()); }, ErrorCode::ManifestMisplaced);
    row("manifest twice", [](TarMembers &m) { m.insert(1, m[0]); }, ErrorCode::MemberDuplicate);
    row("manifest also at the end", [](TarMembers &m) { m.append(m[0]); }, ErrorCode::MemberDuplicate);
    row("nothing but a manifest", [](TarMembers &m) { m.resize(1); }, ErrorCode::MemberMissing);
    row("extra member at the end", [](TarMembers &m) { m.append(m[1]); m.last().setName("pages/000003.zst"); }, ErrorCode::MemberUnexpected);
    row("extra member inside", [](TarMembers &m) { m.insert(2, m[1]); m[2].setName("readme.txt"); }, ErrorCode::MemberUnexpected);
    row("an extra one for a missing one", [](TarMembers &m) { m[2].setName("readme.txt"); }, ErrorCode::MemberMissing);
    row("two segments swapped", [](TarMembers &m) { m.swapItemsAt(1, 2); }, ErrorCode::MemberMisplaced);
    row("index before the segments", [](TarMembers &m) { m.move(indexOf(m, "index.bin"), 1); }, ErrorCode::MemberMisplaced);
    row("sums before the index", [](TarMembers &m) { m.swapItemsAt(4, 5); }, ErrorCode::MemberMisplaced);
    row("contents swapped", [](TarMembers &m) {
        const QByteArray first = m[1].data;
        m[1].setData(m[2].data);
        m[2].setData(first);
    }, ErrorCode::DigestMismatch);
    row("contents swapped, sums made right", [](TarMembers &m) {
        const QByteArray first = m[1].data;
        m[1].setData(m[2].data);
        m[2].setData(first);
        resum(m);
    }, ErrorCode::PageMismatch);
    row("segment of another archive", [](TarMembers &m) { m[1].setData(takeApart(smallArchive(4))[4].data); }, ErrorCode::SizeContradiction);
    for (const char *name : {"../escape", "/etc/cron.d/x", "pages/../../x", "pages//000000.zst", "./pages/000000.zst\n"})
        QTest::addRow("name %s", name) << Surgery([name](TarMembers &m) { m[1].setName(name); }) << ErrorCode::MemberNameUnsafe;
    row("manifest under an unsafe name", [](TarMembers &m) { m[0].setName("../manifest.json"); }, ErrorCode::MemberNameUnsafe);
    row("manifest not JSON", [](TarMembers &m) { m[0].setData(QByteArray(m[0].data.size(), '{')); resum(m); }, ErrorCode::ManifestInvalid);
    row("manifest empty", [](TarMembers &m) { m[0].setData({}); resum(m); }, ErrorCode::ManifestInvalid);
    row("manifest huge", [](TarMembers &m) { m[0].setData(m[0].data.leftJustified(limits::kManifestBytes + 1, ' ')); resum(m); }, ErrorCode::ManifestTooLarge);
    row("manifest of another archive", [](TarMembers &m) { m[0] = takeApart(smallArchive(4))[0]; }, ErrorCode::MemberMissing);
    row("sums without a line", [](TarMembers &m) { m.last().setData(m.last().data.chopped(77)); }, ErrorCode::DigestMismatch);
    row("sums with a line more", [](TarMembers &m) { m.last().setData(m.last().data + m.last().data.last(77)); }, ErrorCode::DigestMismatch);
    row("sums in upper case", [](TarMembers &m) { m.last().setData(m.last().data.toUpper()); }, ErrorCode::DigestMismatch);
    row("one header's time", [](TarMembers &m) { m[1].setField(136, "00000000017"); }, ErrorCode::ArchiveDamaged);
    row("all headers' times", [](TarMembers &m) { for (TarMember &member : m) member.setField(136, "00000000017"); }, ErrorCode::ArchiveDamaged);
    row("symbolic link", [](TarMembers &m) { m[1].setField(156, "2"); }, ErrorCode::MemberUnexpected);
}

void tst_ArchiveReader::surgery()
{
    QFETCH(const Surgery, surgery);
    QFETCH(const ErrorCode, code);
    TarMembers members = takeApart(smallArchive(3));
    QCOMPARE(putTogether(members), smallArchive(3));
    surgery(members);
    EXPECT_ERROR(readWhole(putTogether(members)), code);
}

/// Sizes in the manifest that lie, with SHA256SUMS made to match: nothing may be believed.
void tst_ArchiveReader::lies_data()
{
    QTest::addColumn<QString>("path");
    QTest::addColumn<QString>("value");
    QTest::addColumn<ErrorCode>("code");
    const auto row = [](const char *path, const char *value, ErrorCode code) {
        QTest::addRow("%s = %s", path, value) << QString::fromLatin1(path) << QString::fromLatin1(value) << code;
    };
    row("sizes.stored", "1", ErrorCode::SizeContradiction);
    row("sizes.stored", "0", ErrorCode::SizeContradiction);
    row("sizes.raw", "1024", ErrorCode::SizeContradiction);
    row("sizes.segments", "999999", ErrorCode::SizeContradiction);
    row("pageCount", "5", ErrorCode::SizeContradiction);
    row("pageCount", "4294967294", ErrorCode::LimitExceeded);
    row("contentDigest", "0000000000000000000000000000000000000000000000000000000000000000", ErrorCode::DigestMismatch);
}

void tst_ArchiveReader::lies()
{
    QFETCH(const QString, path);
    QFETCH(const QString, value);
    QFETCH(const ErrorCode, code);
    TarMembers members = takeApart(smallArchive(3));
    editManifest(members, [&](QJsonObject &manifest) { setPath(manifest, path, value); });
    EXPECT_ERROR(readWhole(putTogether(members)), code);
}

/// All digests are right, but a segment holds other pages than the index says.
void tst_ArchiveReader::wrongPagesUnderRightDigests()
{
    TarMembers members = takeApart(smallArchive(3));
    QByteArray pages = makePages(512, 6).mid(1024, 1024);
    pages[700] = char(pages[700] ^ 1);
    QByteArray frame(qsizetype(ZSTD_compressBound(1024)), '\0');
    frame.resize(qsizetype(ZSTD_compress(frame.data(), size_t(frame.size()), pages.constData(), 1024, 3)));
    const qint64 change = frame.size() - members[2].data.size();
    members[2].setData(frame);
    editManifest(members, [&](QJsonObject &manifest) {
        const qint64 stored = manifest[u"sizes"_s][u"stored"_s].toString().toLongLong();
        setPath(manifest, u"sizes.stored"_s, QString::number(stored + change));
    });
    const auto outcome = readWhole(putTogether(members));
    EXPECT_ERROR(outcome, ErrorCode::PageMismatch);
    QCOMPARE(outcome.error().subject, u"pages/000001.zst"_s);
    QVERIFY2(outcome.error().detail.contains("page 4"_L1), qPrintable(outcome.error().detail));
}

void tst_ArchiveReader::errorsNameTheMember()
{
    TarMembers members = takeApart(smallArchive(3));
    members[2].data[3] = char(members[2].data[3] ^ 1);
    const auto outcome = readWhole(putTogether(members));
    EXPECT_ERROR(outcome, ErrorCode::DigestMismatch);
    QCOMPARE(outcome.error().subject, u"pages/000001.zst"_s);
}

void tst_ArchiveReader::summaryIsConstant()
{
    const Workspace space;
    qint64 read[2] = {};
    int i = 0;
    for (const int segments : {2, 200}) {
        const QString path = space.path(QString::number(segments));
        writeFile(path, smallArchive(segments));
        FaultyFileSystem fileSystem;
        ok(ArchiveReader::readSummary(fileSystem, path));
        read[i++] = fileSystem.bytesRead(path);
    }
    QVERIFY2(read[1] - read[0] < 1024, qPrintable(u"%1 and %2 bytes"_s.arg(read[0]).arg(read[1])));
}

void tst_ArchiveReader::summaryFindsCuts()
{
    const Workspace space;
    FaultyFileSystem fileSystem;
    const QString path = space.path(u"a"_s);
    TarMembers members = takeApart(smallArchive(3));
    writeFile(path, putTogether(members));
    ok(ArchiveReader::readSummary(fileSystem, path));
    for (const qsizetype cut : {1, 512, 1024, 1025, 2048}) {
        writeFile(path, putTogether(members).chopped(cut));
        EXPECT_ERROR(ArchiveReader::readSummary(fileSystem, path), ErrorCode::ArchiveTruncated);
    }
    writeFile(path, putTogether(members) + QByteArray(512, '\0'));
    EXPECT_ERROR(ArchiveReader::readSummary(fileSystem, path), ErrorCode::ArchiveDamaged);
    QByteArray damaged = putTogether(members);
    const qsizetype header = damaged.lastIndexOf("SHA256SUMS");
    damaged[header + 3] = 'x';
    writeFile(path, damaged);
    EXPECT_ERROR(ArchiveReader::readSummary(fileSystem, path), ErrorCode::ArchiveDamaged);
    members[0].data[20] = 'x';
    writeFile(path, putTogether(members));
    QVERIFY(!ArchiveReader::readSummary(fileSystem, path));
    members = takeApart(smallArchive(3));
    members[0].data.replace("node-1", "node-2");
    writeFile(path, putTogether(members));
    EXPECT_ERROR(ArchiveReader::readSummary(fileSystem, path), ErrorCode::DigestMismatch);
}

void tst_ArchiveReader::severalThreads()
{
    const Workspace space;
    FaultyFileSystem fileSystem;
    space.write(u"a"_s, smallArchive(60));
    const auto reader = ok(ArchiveReader::open(fileSystem, space.path(u"a"_s)));
    std::atomic<int> bad = 0;
    {
        std::vector<std::jthread> readers;
        for (int thread = 0; thread < 8; ++thread) {
            readers.emplace_back([&] {
                SegmentDecoder decoder;
                QByteArray frame;
                QByteArray pages(1024, '\0');
                for (qint64 segment = 0; segment < 60; ++segment)
                    bad += !reader->readSegment(segment, decoder, frame, {pages.data(), size_t(pages.size())});
            });
        }
    }
    QCOMPARE(bad, 0);
}

void tst_ArchiveReader::verifyIsCancelled()
{
    const Workspace space;
    FaultyFileSystem fileSystem;
    space.write(u"a"_s, smallArchive(60));
    const auto reader = ok(ArchiveReader::open(fileSystem, space.path(u"a"_s)));
    Progress progress;
    std::stop_source stop;
    JobControl control(progress, stop.get_token());
    stop.request_stop();
    EXPECT_ERROR(reader->verifyMembers(control, 2), ErrorCode::Canceled);
    EXPECT_ERROR(reader->verifyIndex(control), ErrorCode::Canceled);
}

QTEST_GUILESS_MAIN(tst_ArchiveReader)
#include "tst_archivereader.moc"
