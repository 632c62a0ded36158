// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/base/posixfilesystem.h"
#include "engine/store/directorystore.h"
#include "engine/store/storetransfer.h"
#include "tests/support/expect.h"
#include "tests/support/faultyfilesystem.h"
#include "tests/support/workspace.h"

#include <QTest>

using namespace lifeboat;
using namespace lifeboat::test;
using namespace Qt::StringLiterals;

class tst_StoreTransfer final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void tellsOfItsBytes();
    void refusesBeforeAnythingIsMade();
    void whatTheCheckRefusesDoesNotStay();
    void leavesAloneWhatAnotherFinished();
    void whatAnEarlierAttemptLeftIsDone();

private:
    FileSystem &m_disk = PosixFileSystem::instance();
    std::unique_ptr<Workspace> m_space;
    OpenStore m_open;
};

void tst_StoreTransfer::init()
{
    m_space = std::make_unique<Workspace>();
    m_open = [directory = m_space->makeDirectory(u"store"_s)]() -> Result<std::unique_ptr<SnapshotStore>> {
        LIFEBOAT_ASSIGN(auto store, DirectoryStore::open(PosixFileSystem::instance(), directory));
        return store;
    };
}

void tst_StoreTransfer::tellsOfItsBytes()
{
    m_space->write(u"a"_s, QByteArray(300'000, 'x'));
    Progress putting, getting;
    JobControl put(putting, {}), get(getting, {});
    QCOMPARE(ok(putFile(put, m_open, u"b"_s, m_disk, m_space->path(u"a"_s))).bytes, 300'000);
    QCOMPARE(putting.state().totalBytes, 300'000);
    QCOMPARE(putting.state().permille, 1000);
    ok(getFile(get, m_open, u"b"_s, m_disk, m_space->path(u"back"_s)));
    QCOMPARE(getting.state().totalBytes, 300'000);
    QCOMPARE(getting.state().permille, 1000);
    QCOMPARE(m_space->read(u"back"_s), m_space->read(u"a"_s));
}

void tst_StoreTransfer::refusesBeforeAnythingIsMade()
{
    UnwatchedControl control;
    bool isOpened = false;
    const OpenStore open = [&] {
        isOpened = true;
        return m_open();
    };
    EXPECT_ERROR(putFile(control, open, u"b"_s, m_disk, m_space->path(u"none"_s)), ErrorCode::NotFound);
    QVERIFY(!isOpened);
    EXPECT_ERROR(getFile(control, open, u"b"_s, m_disk, m_space->path(u"back"_s)), ErrorCode::NotFound);
    QCOMPARE(m_space->names(), QStringList{u"store"_s});
}

void tst_StoreTransfer::whatTheCheckRefusesDoesNotStay()
{
    m_space->write(u"a"_s, "something");
    UnwatchedControl control;
    ok(putFile(control, m_open, u"b"_s, m_disk, m_space->path(u"a"_s)));
    const auto refuse = [](const StoreObject &) -> Result<> { return failure(ErrorCode::NotAnArchive); };
    EXPECT_ERROR(getFile(control, m_open, u"b"_s, m_disk, m_space->path(u"back"_s), refuse), ErrorCode::NotAnArchive);
    QCOMPARE(m_space->names(), (QStringList{u"a"_s, u"store"_s}));
}

/// A kill came between the end of a transfer and the note of it.
void tst_StoreTransfer::whatAnEarlierAttemptLeftIsDone()
{
    m_space->write(u"a"_s, "something");
    const QString file = m_space->path(u"a"_s);
    const QString back = m_space->path(u"back"_s);
    UnwatchedControl control;
    const StoreObject first = ok(putFile(control, m_open, u"b"_s, m_disk, file));
    EXPECT_ERROR(putFile(control, m_open, u"b"_s, m_disk, file), ErrorCode::AlreadyExists);
    QVERIFY(ok(putFile(control, m_open, u"b"_s, m_disk, file, Attempt::Again)) == first);
    ok(getFile(control, m_open, u"b"_s, m_disk, back));
    EXPECT_ERROR(getFile(control, m_open, u"b"_s, m_disk, back), ErrorCode::AlreadyExists);
    QVERIFY(ok(getFile(control, m_open, u"b"_s, m_disk, back, {}, Attempt::Again)) == first);
    m_space->write(u"a"_s, "some thing");
    m_space->write(u"back"_s, "another's");
    EXPECT_ERROR(putFile(control, m_open, u"b"_s, m_disk, file, Attempt::Again), ErrorCode::AlreadyExists);
    EXPECT_ERROR(getFile(control, m_open, u"b"_s, m_disk, back, {}, Attempt::Again), ErrorCode::AlreadyExists);
    QCOMPARE(m_space->read(u"back"_s), QByteArray("another's"));
}

/// Another fetch renames its part file after this one opened it and before it has its lock.
void tst_StoreTransfer::leavesAloneWhatAnotherFinished()
{
    m_space->write(u"a"_s, "something");
    UnwatchedControl control;
    ok(putFile(control, m_open, u"b"_s, m_disk, m_space->path(u"a"_s)));
    FaultyFileSystem shared;
    shared.setHook([this](QByteArrayView call, const QString &path) {
        if (call != "lock" || m_space->exists(u"back"_s))
            return;
        m_space->write(fileNameOf(path), "whole");
        ok(m_disk.rename(path, m_space->path(u"back"_s)));
    });
    EXPECT_ERROR(getFile(control, m_open, u"b"_s, shared, m_space->path(u"back"_s)), ErrorCode::Locked);
    QCOMPARE(m_space->read(u"back"_s), "whole");
}

QTEST_GUILESS_MAIN(tst_StoreTransfer)
#include "tst_storetransfer.moc"
