// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/archive/tarlayout.h"
#include "engine/base/posixfilesystem.h"
#include "tests/support/archivesurgery.h"
#include "tests/support/expect.h"
#include "tests/support/workspace.h"

#include <KTar>
#include <QTest>
#include <QTimeZone>

using namespace Qt::StringLiterals;
using namespace lifeboat;
using namespace lifeboat::test;

namespace {

/// Three members as KTar writes them, with the end mark KTar may leave out.
TarMembers sample()
{
    const Workspace space;
    KTar tar(space.path(u"a.tar"_s), u"application/x-tar"_s);
    tar.open(QIODevice::WriteOnly);
    const QDateTime time(QDate(2026, 1, 2), QTime(3, 4, 5), QTimeZone::UTC);
    for (const auto &[name, data] : {std::pair("one", QByteArray(10, '1')), std::pair("dir/two.zst", QByteArray(512, '2')), std::pair("three", QByteArray())})
        tar.writeFile(QString::fromLatin1(name), data, 0100644, {}, {}, time, time, time);
    tar.close();
    TarMembers members = takeApart(space.read(u"a.tar"_s));
    members.removeIf([](const TarMember &member) { return member.header[156] != '0'; });
    return members;
}

Result<QList<tar::Member>> readAll(const QByteArray &bytes)
{
    const Workspace space;
    space.write(u"a.tar"_s, bytes);
    const auto file = ok(PosixFileSystem::instance().open(space.path(u"a.tar"_s), OpenMode::Read));
    tar::SharedFields shared;
    return tar::readMembers(*file, shared);
}

} // namespace

class tst_TarLayout final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void reads();
    void names_data();
    void names();
    void headers_data();
    void headers();
    void ends_data();
    void ends();
    void everyFlippedBitOfAHeader();
};

void tst_TarLayout::reads()
{
    const TarMembers members = sample();
    QCOMPARE(members.size(), 3);
    const QList<tar::Member> found = ok(readAll(putTogether(members)));
    QCOMPARE(found.size(), 3);
    for (qsizetype i = 0; i < 3; ++i) {
        QCOMPARE(found[i].name, members[i].name());
        QCOMPARE(found[i].size, members[i].data.size());
        QCOMPARE(found[i].offset % 512, 0);
    }
    QCOMPARE(found[1].offset, 512 + 512 + 512);
}

void tst_TarLayout::names_data()
{
    QTest::addColumn<QByteArray>("name");
    QTest::addColumn<bool>("good");
    const auto row = [](const QByteArray &name, bool good) {
        QTest::addRow("%s", name.left(40).constData()) << name << good;
    };
    row("plain", true);
    row("a/b/c-d_e.f", true);
    row("a..b", true);
    row(QByteArray(100, 'x'), true);
    row("", false);
    row("/etc/passwd", false);
    row("../up", false);
    row("..", false);
    row("a/../b", false);
    row("a/..", false);
    row("a//b", false);
    row("a/", false);
    row("with blank", false);
    row("back\\slash", false);
    row("new\nline", false);
    row("\xc3\xa4", false);
    row("~root", false);
    row("c:d", false);
}

void tst_TarLayout::names()
{
    QFETCH(const QByteArray, name);
    QFETCH(const bool, good);
    for (const qsizetype at : {0, 1, 2}) {
        TarMembers members = sample();
        members[at].setName(name);
        const auto outcome = readAll(putTogether(members));
        if (good)
            QCOMPARE(ok(outcome)[at].name, name);
        else
            EXPECT_ERROR(outcome, ErrorCode::MemberNameUnsafe);
    }
}

void tst_TarLayout::headers_data()
{
    QTest::addColumn<int>("at");
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<ErrorCode>("code");
    QTest::newRow("symbolic link") << 156 << QByteArray("2") << ErrorCode::MemberUnexpected;
    QTest::newRow("hard link") << 156 << QByteArray("1") << ErrorCode::MemberUnexpected;
    QTest::newRow("directory") << 156 << QByteArray("5") << ErrorCode::MemberUnexpected;
    QTest::newRow("GNU long name") << 156 << QByteArray("L") << ErrorCode::MemberUnexpected;
    QTest::newRow("pax header") << 156 << QByteArray("x") << ErrorCode::MemberUnexpected;
    QTest::newRow("sparse") << 156 << QByteArray("S") << ErrorCode::MemberUnexpected;
    QTest::newRow("other mode") << 100 << QByteArray("0104755 ") << ErrorCode::ArchiveDamaged;
    QTest::newRow("other owner") << 265 << QByteArray("root") << ErrorCode::ArchiveDamaged;
    QTest::newRow("other time") << 136 << QByteArray("00000000001") << ErrorCode::ArchiveDamaged;
    QTest::newRow("link target") << 157 << QByteArray("/etc/passwd") << ErrorCode::ArchiveDamaged;
    QTest::newRow("prefix") << 345 << QByteArray("..") << ErrorCode::MemberNameUnsafe;
    QTest::newRow("no magic") << 257 << QByteArray("xxxxx") << ErrorCode::ArchiveDamaged;
    QTest::newRow("size in binary") << 124 << QByteArray("\x80\0\0\0\0\0\0\0\0\0\2\0", 12) << ErrorCode::ArchiveDamaged;
    QTest::newRow("size negative") << 124 << QByteArray("-0000000001") << ErrorCode::ArchiveDamaged;
    QTest::newRow("size in decimal") << 124 << QByteArray("00000000089") << ErrorCode::ArchiveDamaged;
    QTest::newRow("size missing") << 124 << QByteArray(12, '\0') << ErrorCode::ArchiveDamaged;
    QTest::newRow("size of 8 GB") << 124 << QByteArray("77777777777") << ErrorCode::ArchiveTruncated;
    QTest::newRow("bytes behind the name") << 50 << QByteArray("x") << ErrorCode::ArchiveDamaged;
}

void tst_TarLayout::headers()
{
    QFETCH(const int, at);
    QFETCH(const QByteArray, bytes);
    QFETCH(const ErrorCode, code);
    TarMembers members = sample();
    members[1].setField(at, bytes);
    EXPECT_ERROR(readAll(putTogether(members)), code);
}

void tst_TarLayout::ends_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<ErrorCode>("code");
    const QByteArray good = putTogether(sample());
    QTest::newRow("empty") << QByteArray() << ErrorCode::ArchiveTruncated;
    QTest::newRow("a text") << QByteArray("hello") << ErrorCode::ArchiveTruncated;
    QTest::newRow("large text") << QByteArray(5000, 'x') << ErrorCode::NotAnArchive;
    QTest::newRow("zeros") << QByteArray(5000, '\0') << ErrorCode::NotAnArchive;
    QTest::newRow("only an end mark") << QByteArray(1024, '\0') << ErrorCode::NotAnArchive;
    QTest::newRow("no end mark") << good.chopped(1024) << ErrorCode::ArchiveTruncated;
    QTest::newRow("half an end mark") << good.chopped(512) << ErrorCode::ArchiveTruncated;
    QTest::newRow("a byte short") << good.chopped(1) << ErrorCode::ArchiveTruncated;
    QTest::newRow("a byte more") << good + '\0' << ErrorCode::ArchiveDamaged;
    QTest::newRow("a block more") << good + QByteArray(512, '\0') << ErrorCode::ArchiveDamaged;
    QTest::newRow("padded as GNU tar does") << good + QByteArray(8192, '\0') << ErrorCode::ArchiveDamaged;
    QTest::newRow("two archives") << good + good << ErrorCode::ArchiveDamaged;
}

void tst_TarLayout::ends()
{
    QFETCH(const QByteArray, bytes);
    QFETCH(const ErrorCode, code);
    EXPECT_ERROR(readAll(bytes), code);
}

/// One bit anywhere in the headers, padding or end mark; the members' own bytes are the digests' business.
void tst_TarLayout::everyFlippedBitOfAHeader()
{
    const Workspace space;
    const TarMembers members = sample();
    const QByteArray good = putTogether(members);
    space.write(u"a.tar"_s, good);
    const auto file = ok(PosixFileSystem::instance().open(space.path(u"a.tar"_s), OpenMode::ReadWrite));
    qsizetype undetected = 0;
    for (qsizetype at = 0; at < good.size(); ++at) {
        const bool ownBytes = (at >= 512 && at < 522) || (at >= 1536 && at < 2048);
        if (ownBytes)
            continue;
        for (int bit = 0; bit < 8; ++bit) {
            const char flipped = char(good[at] ^ (1 << bit));
            ok(file->writeAt(at, QByteArrayView(&flipped, 1)));
            tar::SharedFields shared;
            if (tar::readMembers(*file, shared)) {
                ++undetected;
                qWarning("byte %lld (%lld of its block), bit %d", qint64(at), qint64(at % 512), bit);
            }
        }
        ok(file->writeAt(at, QByteArrayView(good).sliced(at, 1)));
    }
    QCOMPARE(undetected, 0);
}

QTEST_GUILESS_MAIN(tst_TarLayout)
#include "tst_tarlayout.moc"
