// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/base/posixfilesystem.h"
#include "tests/support/expect.h"
#include "tests/support/workspace.h"

#include <QTest>
#include <sys/stat.h>
#include <unistd.h>

using namespace Qt::StringLiterals;
using namespace lifeboat;
using namespace lifeboat::test;

class tst_PosixFileSystem final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void openModes();
    void whatIsNotAFile();
    void reading();
    void writingAndSizes();
    void locks();
    void infoAndList();
    void renameLinkExchange();
    void removing();
    void directories();
    void readAllLimit();
    void pathParts_data();
    void pathParts();

private:
    PosixFileSystem m_fileSystem;
};

void tst_PosixFileSystem::openModes()
{
    const Workspace space;
    const QString file = space.path(u"file"_s);
    EXPECT_ERROR(m_fileSystem.open(file, OpenMode::Read), ErrorCode::NotFound);
    EXPECT_ERROR(m_fileSystem.open(file, OpenMode::ReadWrite), ErrorCode::NotFound);
    ok(ok(m_fileSystem.open(file, OpenMode::CreateNew))->writeAt(0, "old"));
    EXPECT_ERROR(m_fileSystem.open(file, OpenMode::CreateNew), ErrorCode::AlreadyExists);
    QCOMPARE(ok(ok(m_fileSystem.open(file, OpenMode::OpenOrCreate))->info()).size, 3);
    EXPECT_ERROR(ok(m_fileSystem.open(file, OpenMode::Read))->writeAt(0, "new"), ErrorCode::WriteFailed);
    QCOMPARE(space.read(u"file"_s), "old");
    EXPECT_ERROR(m_fileSystem.open(space.path(u"no/file"_s), OpenMode::CreateNew), ErrorCode::DirectoryMissing);
    EXPECT_ERROR(m_fileSystem.open(space.path(u"no/file"_s), OpenMode::OpenOrCreate), ErrorCode::DirectoryMissing);
    EXPECT_ERROR(m_fileSystem.open(space.path(u"no/file"_s), OpenMode::Read), ErrorCode::NotFound);
}

void tst_PosixFileSystem::whatIsNotAFile()
{
    const Workspace space;
    const QString fifo = space.path(u"fifo"_s);
    QCOMPARE(::mkfifo(qPrintable(fifo), 0600), 0);
    // Neither may hang: a FIFO without a writer would block a plain open for ever.
    EXPECT_ERROR(m_fileSystem.open(fifo, OpenMode::Read), ErrorCode::NotAFile);
    EXPECT_ERROR(m_fileSystem.open(fifo, OpenMode::ReadWrite), ErrorCode::NotAFile);
    EXPECT_ERROR(m_fileSystem.open(space.path(), OpenMode::Read), ErrorCode::NotAFile);
    EXPECT_ERROR(m_fileSystem.open(space.path(), OpenMode::ReadWrite), ErrorCode::NotAFile);
}

void tst_PosixFileSystem::reading()
{
    const Workspace space;
    space.write(u"file"_s, "0123456789");
    const auto file = ok(m_fileSystem.open(space.path(u"file"_s), OpenMode::Read));
    std::array<char, 8> buffer = {};
    QCOMPARE(ok(file->readAt(0, buffer)), 8);
    QCOMPARE(QByteArrayView(buffer), "01234567");
    QCOMPARE(ok(file->readAt(6, buffer)), 4);
    QCOMPARE(ok(file->readAt(10, buffer)), 0);
    QCOMPARE(ok(file->readAt(1000, buffer)), 0);
    ok(file->readExactly(2, buffer));
    EXPECT_ERROR(file->readExactly(3, buffer), ErrorCode::ReadFailed);
    EXPECT_ERROR(file->readAt(-1, buffer), ErrorCode::ReadFailed);
}

void tst_PosixFileSystem::writingAndSizes()
{
    const Workspace space;
    const auto file = ok(m_fileSystem.open(space.path(u"file"_s), OpenMode::CreateNew));
    ok(file->allocate(8192));
    QCOMPARE(ok(file->info()).size, 8192);
    ok(file->writeAt(8190, "tail"));
    QCOMPARE(ok(file->info()).size, 8194);
    ok(file->truncate(3));
    QCOMPARE(space.read(u"file"_s), QByteArray(3, '\0'));
    ok(file->writeAt(5, "x"));
    QCOMPARE(space.read(u"file"_s), QByteArray("\0\0\0\0\0x", 6));
    ok(file->allocate(2));
    QCOMPARE(ok(file->info()).size, 2);
    ok(file->writeAt(0, {}));
    ok(file->sync());
}

void tst_PosixFileSystem::locks()
{
    const Workspace space;
    auto first = ok(m_fileSystem.open(space.path(u"lock"_s), OpenMode::OpenOrCreate));
    const auto second = ok(m_fileSystem.open(space.path(u"lock"_s), OpenMode::OpenOrCreate));
    ok(first->lock());
    ok(first->lock());
    EXPECT_ERROR(second->lock(), ErrorCode::Locked);
    first.reset();
    ok(second->lock());
}

void tst_PosixFileSystem::infoAndList()
{
    const Workspace space;
    space.write(u"file"_s, "abc");
    space.write(u".hidden"_s, "");
    space.makeDirectory(u"directory"_s);
    QCOMPARE(::symlink("nowhere", qPrintable(space.path(u"dangling"_s))), 0);
    const FileInfo about = ok(m_fileSystem.info(space.path(u"file"_s)));
    QCOMPARE(about.name, u"file"_s);
    QCOMPARE(about.size, 3);
    QVERIFY(about.isFile && !about.isDirectory && about.inode != 0);
    QCOMPARE(about.modified.timeSpec(), Qt::UTC);
    QVERIFY(ok(m_fileSystem.info(space.path(u"directory"_s))).isDirectory);
    EXPECT_ERROR(m_fileSystem.info(space.path(u"none"_s)), ErrorCode::NotFound);
    QStringList names;
    for (const FileInfo &entry : ok(m_fileSystem.list(space.path())))
        names.append(entry.name);
    names.sort();
    QCOMPARE(names, QStringList({u".hidden"_s, u"directory"_s, u"file"_s}));
    EXPECT_ERROR(m_fileSystem.list(space.path(u"none"_s)), ErrorCode::NotFound);
    EXPECT_ERROR(m_fileSystem.list(space.path(u"file"_s)), ErrorCode::NotFound);
}

void tst_PosixFileSystem::renameLinkExchange()
{
    const Workspace space;
    const QString a = space.path(u"a"_s);
    const QString b = space.path(u"b"_s);
    space.write(u"a"_s, "A");
    EXPECT_ERROR(m_fileSystem.exchange(a, b), ErrorCode::NotFound);
    space.write(u"b"_s, "B");
    ok(m_fileSystem.exchange(a, b));
    QCOMPARE(space.read(u"a"_s), "B");
    EXPECT_ERROR(m_fileSystem.link(a, b), ErrorCode::AlreadyExists);
    ok(m_fileSystem.rename(a, b));
    QVERIFY(!space.exists(u"a"_s));
    QCOMPARE(space.read(u"b"_s), "B");
    ok(m_fileSystem.link(b, a));
    QCOMPARE(ok(m_fileSystem.info(a)).inode, ok(m_fileSystem.info(b)).inode);
    EXPECT_ERROR(m_fileSystem.rename(space.path(u"none"_s), a), ErrorCode::NotFound);
}

void tst_PosixFileSystem::removing()
{
    const Workspace space;
    space.write(u"file"_s, "x");
    ok(m_fileSystem.remove(space.path(u"file"_s)));
    EXPECT_ERROR(m_fileSystem.remove(space.path(u"file"_s)), ErrorCode::NotFound);
    ok(m_fileSystem.removeIfPresent(space.path(u"file"_s)));
    QVERIFY(!m_fileSystem.exists(space.path(u"file"_s)));
    QVERIFY(!m_fileSystem.removeIfPresent(space.path()));
    QVERIFY(space.exists({}));
}

void tst_PosixFileSystem::directories()
{
    const Workspace space;
    const QString deep = space.path(u"a/b/c"_s);
    EXPECT_ERROR(m_fileSystem.syncDirectory(deep), ErrorCode::NotFound);
    ok(m_fileSystem.makeDirectory(deep));
    ok(m_fileSystem.makeDirectory(deep));
    ok(m_fileSystem.syncDirectory(deep));
    QVERIFY(ok(m_fileSystem.freeBytes(deep)) > 0);
    space.write(u"file"_s, "x");
    EXPECT_ERROR(m_fileSystem.makeDirectory(space.path(u"file"_s)), ErrorCode::AlreadyExists);
    QVERIFY(!m_fileSystem.makeDirectory(space.path(u"file/below"_s)));
}

void tst_PosixFileSystem::readAllLimit()
{
    const Workspace space;
    space.write(u"file"_s, "12345");
    QCOMPARE(ok(m_fileSystem.readAll(space.path(u"file"_s), 5)), "12345");
    EXPECT_ERROR(m_fileSystem.readAll(space.path(u"file"_s), 4), ErrorCode::LimitExceeded);
    space.write(u"empty"_s, "");
    QCOMPARE(ok(m_fileSystem.readAll(space.path(u"empty"_s), 0)), "");
}

void tst_PosixFileSystem::pathParts_data()
{
    QTest::addColumn<QString>("path");
    QTest::addColumn<QString>("directory");
    QTest::addColumn<QString>("name");
    QTest::newRow("relative") << u"name"_s << u"."_s << u"name"_s;
    QTest::newRow("in a directory") << u"dir/name"_s << u"dir"_s << u"name"_s;
    QTest::newRow("absolute") << u"/dir/sub/name"_s << u"/dir/sub"_s << u"name"_s;
    QTest::newRow("in the root") << u"/name"_s << u"/"_s << u"name"_s;
}

void tst_PosixFileSystem::pathParts()
{
    QFETCH(const QString, path);
    QTEST(directoryOf(path), "directory");
    QTEST(fileNameOf(path), "name");
}

QTEST_GUILESS_MAIN(tst_PosixFileSystem)
#include "tst_posixfilesystem.moc"
