// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/base/posixfilesystem.h"
#include "tests/support/expect.h"
#include "tests/support/faultyfilesystem.h"
#include "tests/support/workspace.h"

#include <QTest>
#include <atomic>
#include <thread>

using namespace Qt::StringLiterals;
using namespace lifeboat;
using namespace lifeboat::test;
using Kind = Fault::Kind;

namespace {

const QString kName = u"state.json"_s;
const QByteArray kOld = "the old content";
const QByteArray kNew = "the new and longer content";

} // namespace

/// FileSystem::writeAtomically under every fault.
class tst_WriteAtomically final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void takenForAbandoned();
    void neverLooksAbandoned();
    void abandoned();
    void replaces();
    void keepsPrevious();
    void keepsPreviousAfterAFailedTry();
    void missingDirectory();
    void faults_data();
    void faults();
    void readersSeeOldOrNew();
    void manyWriters();
};

void tst_WriteAtomically::replaces()
{
    const Workspace space;
    FaultyFileSystem fileSystem({}, space.path());
    ok(fileSystem.writeAtomically(space.path(kName), kOld));
    QCOMPARE(space.read(kName), kOld);
    ok(fileSystem.writeAtomically(space.path(kName), kNew));
    QCOMPARE(space.read(kName), kNew);
    ok(fileSystem.writeAtomically(space.path(kName), {}));
    QCOMPARE(space.read(kName), "");
    ok(fileSystem.writeAtomically(space.path(kName), kNew));
    QCOMPARE(space.names(), QStringList{kName});
    fileSystem.losePower();
    QCOMPARE(space.read(kName), kNew);
}

void tst_WriteAtomically::keepsPrevious()
{
    const Workspace space;
    FaultyFileSystem fileSystem({}, space.path());
    ok(fileSystem.writeAtomically(space.path(kName), "1", true));
    QCOMPARE(space.names(), QStringList{kName});
    for (const char *content : {"2", "3", "4"}) {
        const QByteArray before = space.read(kName);
        ok(fileSystem.writeAtomically(space.path(kName), content, true));
        QCOMPARE(space.read(kName), content);
        QCOMPARE(space.read(u"state.json.previous"_s), before);
        QCOMPARE(space.names().size(), 2);
    }
    fileSystem.losePower();
    QCOMPARE(space.read(kName), "4");
    QCOMPARE(space.read(u"state.json.previous"_s), "3");
}

/// The first try dies between keeping the old content and putting the new one in place: then the two names are one
/// file, and renaming one link over another does nothing at all.
void tst_WriteAtomically::keepsPreviousAfterAFailedTry()
{
    const Workspace space;
    FaultyFileSystem counting;
    space.write(kName, kOld);
    ok(counting.writeAtomically(space.path(kName), kOld, true));
    for (qint64 at = 1; at <= counting.calls(); ++at) {
        FaultyFileSystem faulty({.at = at});
        (void)faulty.writeAtomically(space.path(kName), kNew, true);
        FaultyFileSystem sound;
        ok(sound.writeAtomically(space.path(kName), kNew, true));
        QCOMPARE(space.names(), QStringList({kName, u"state.json.previous"_s}));
    }
}

void tst_WriteAtomically::missingDirectory()
{
    const Workspace space;
    FaultyFileSystem fileSystem;
    EXPECT_ERROR(fileSystem.writeAtomically(space.path(u"none/file"_s), kNew), ErrorCode::DirectoryMissing);
    space.makeDirectory(u"directory"_s);
    QVERIFY(!fileSystem.writeAtomically(space.path(u"directory"_s), kNew));
    QCOMPARE(space.names(), QStringList{u"directory"_s});
}

void tst_WriteAtomically::faults_data()
{
    QTest::addColumn<bool>("existing");
    QTest::addColumn<bool>("keepPrevious");
    QTest::addColumn<int>("kind");
    QTest::addColumn<qint64>("at");
    constexpr const char *kKinds[] = {"once", "onwards", "tear", "power loss"};
    for (const bool existing : {false, true}) {
        for (const bool keepPrevious : {false, true}) {
            const Workspace space;
            if (existing)
                space.write(kName, kOld);
            FaultyFileSystem counting;
            ok(counting.writeAtomically(space.path(kName), kNew, keepPrevious));
            for (int kind = 0; kind < 4; ++kind) {
                for (qint64 at = 1; at <= counting.calls(); ++at) {
                    QTest::addRow("%s%s, %s at %lld", existing ? "over a file" : "new file", keepPrevious ? ", keeping it" : "",
                                  kKinds[kind], at)
                        << existing << keepPrevious << kind << at;
                }
            }
        }
    }
}

void tst_WriteAtomically::faults()
{
    QFETCH(const bool, existing);
    QFETCH(const bool, keepPrevious);
    QFETCH(const int, kind);
    QFETCH(const qint64, at);
    const Workspace space;
    if (existing)
        space.write(kName, kOld);
    FaultyFileSystem fileSystem({at, Kind(kind), ErrorCode::DiskFull}, space.path());
    const auto outcome = fileSystem.writeAtomically(space.path(kName), kNew, keepPrevious);
    QVERIFY(fileSystem.struck());
    EXPECT_ERROR(outcome, ErrorCode::DiskFull);
    if (Kind(kind) == Kind::PowerLoss)
        fileSystem.losePower();

    const bool present = space.exists(kName);
    QVERIFY(present || !existing);
    if (present)
        QVERIFY2(space.read(kName) == kNew || (existing && space.read(kName) == kOld), space.read(kName).constData());
    if (Kind(kind) == Kind::Once) {
        const QStringList wanted{kName, u"state.json.previous"_s};
        for (const QString &name : space.names())
            QVERIFY2(wanted.contains(name), qPrintable(name));
    }
}

void tst_WriteAtomically::readersSeeOldOrNew()
{
    const Workspace space;
    FaultyFileSystem fileSystem;
    const QString path = space.path(kName);
    const QByteArray contents[] = {QByteArray(50'000, 'a'), QByteArray(100'000, 'b')};
    ok(fileSystem.writeAtomically(path, contents[0]));
    std::atomic<bool> done = false;
    std::atomic<int> bad = 0;
    std::atomic<int> reads = 0;
    {
        std::vector<std::jthread> readers;
        for (int i = 0; i < 3; ++i) {
            readers.emplace_back([&] {
                while (!done) {
                    const auto bytes = fileSystem.readAll(path, 1'000'000);
                    bad += !bytes || (*bytes != contents[0] && *bytes != contents[1]);
                    ++reads;
                }
            });
        }
        for (int i = 0; i < 200 || reads < 50; ++i)
            ok(fileSystem.writeAtomically(path, contents[i % 2], i % 3 == 0));
        done = true;
    }
    QCOMPARE(bad, 0);
}

void tst_WriteAtomically::manyWriters()
{
    const Workspace space;
    FaultyFileSystem fileSystem;
    std::atomic<int> failures = 0;
    {
        std::vector<std::jthread> writers;
        for (int i = 0; i < 10; ++i) {
            writers.emplace_back([&, i] {
                for (int round = 0; round < 10; ++round)
                    failures += !fileSystem.writeAtomically(space.path(kName), QByteArray(1000 * (i + 1), char('a' + i)));
            });
        }
    }
    QCOMPARE(failures, 0);
    QCOMPARE(space.names(), QStringList{kName});
    const QByteArray last = space.read(kName);
    QCOMPARE(last, QByteArray(last.size(), last[0]));
    QCOMPARE(last.size(), 1000 * (last[0] - 'a' + 1));
}

/// A cleaner that met the file before it was locked takes it for abandoned; its maker makes it anew once it is gone.
void tst_WriteAtomically::takenForAbandoned()
{
    const Workspace space;
    const QString path = space.path(u"a.part"_s);
    FaultyFileSystem fileSystem;
    PosixFileSystem cleaner;
    std::unique_ptr<File> held;
    int creations = 0;
    bool met = false;
    fileSystem.setHook([&](QByteArrayView call, const QString &) {
        if (call == "lock" && !met) {
            met = true;
            held = ok(cleaner.open(path, OpenMode::ReadWrite));
            ok(held->lock());
        }
        if (call == "create" && ++creations == 3) {
            ok(cleaner.remove(path));
            held.reset();
        }
    });
    const auto file = ok(fileSystem.createPart(path));
    QCOMPARE(creations, 3);
    ok(file->writeAt(0, "mine"));
    QCOMPARE(space.read(u"a.part"_s), "mine");
    cleaner.removeAbandoned(path);
    QVERIFY(space.exists(u"a.part"_s));
}

/// At no moment of writing may a cleaner take the temporary for abandoned.
void tst_WriteAtomically::neverLooksAbandoned()
{
    const Workspace space;
    FaultyFileSystem fileSystem;
    PosixFileSystem cleaner;
    space.write(u"a"_s, "old");
    fileSystem.setHook([&](QByteArrayView call, const QString &) {
        if (call != "lock")
            cleaner.removeAbandonedWrites(space.path(u"a"_s));
    });
    ok(fileSystem.writeAtomically(space.path(u"a"_s), "new"));
    QCOMPARE(space.read(u"a"_s), "new");
}

void tst_WriteAtomically::abandoned()
{
    const Workspace space;
    PosixFileSystem fileSystem;
    space.write(u"a.json.0123abcd.part"_s, "half");
    space.write(u"a.json.0123abcd.part2"_s, "not ours");
    const auto living = ok(fileSystem.createPart(space.path(u"a.json.4567cdef.part"_s)));
    fileSystem.removeAbandonedWrites(space.path(u"a.json"_s));
    QCOMPARE(space.names(), QStringList({u"a.json.0123abcd.part2"_s, u"a.json.4567cdef.part"_s}));
}

QTEST_GUILESS_MAIN(tst_WriteAtomically)
#include "tst_writeatomically.moc"
