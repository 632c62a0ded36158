// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/base/posixfilesystem.h"
#include "engine/snapshot/staging.h"
#include "engine/state/statenames.h"
#include "tests/support/expect.h"
#include "tests/support/faultyfilesystem.h"
#include "tests/support/samplearchive.h"
#include "tests/support/workspace.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace lifeboat;
using namespace lifeboat::test;
using Kind = Fault::Kind;

namespace {

/// An archive as far as a staging looks at it: how large its state is, and which one it is.
ArchiveSummary archive(char digit, qint64 pages = 8)
{
    ArchiveSummary summary;
    summary.manifest = makeManifest(512, pages, 1024);
    summary.manifestDigest = QByteArray(64, digit);
    return summary;
}

const QString kStaging = u".a.db.restoring"_s;
const QString kNote = u".a.db.restoring.json"_s;

} // namespace

/// The staging alone: what it takes over from whom, and what a restore killed at its end leaves to it.
class tst_Staging final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void isMade();
    void isLocked();
    void takesOver_data();
    void takesOver();
    void noteThatSaysNothing_data();
    void noteThatSaysNothing();
    void diskFull();
    void faults_data();
    void faults();
    void tidyLeavesWhatCanBeResumed();
    void tidyRemovesLeftovers();
    void tidyAfterALink();
    void tidyAfterAnExchange();
    void openAfterAnExchange();

private:
    QString target() const { return m_space->path(u"a.db"_s); }
    std::unique_ptr<Staging> open(const ArchiveSummary &of) { return ok(Staging::open(m_fileSystem, target(), of)); }
    void exchangedAndKilled();

    std::unique_ptr<Workspace> m_space;
    PosixFileSystem m_fileSystem;
};

void tst_Staging::init()
{
    m_space = std::make_unique<Workspace>();
}

void tst_Staging::isMade()
{
    const auto staging = open(archive('a'));
    QVERIFY(!staging->isResumed());
    QCOMPARE(staging->path(), stagingPath(target()));
    QCOMPARE(m_space->names(), QStringList({kStaging, kNote}));
    QCOMPARE(m_space->read(kStaging), QByteArray(8 * 512, '\0'));
    QVERIFY(Staging::belongsTo(m_fileSystem, target(), QByteArray(64, 'a')));
    QVERIFY(!Staging::belongsTo(m_fileSystem, target(), QByteArray(64, 'b')));
    QVERIFY(Staging::isInUse(m_fileSystem, target()));
    staging->discard();
    QCOMPARE(m_space->names(), QStringList());
    QVERIFY(!Staging::belongsTo(m_fileSystem, target(), QByteArray(64, 'a')));
}

void tst_Staging::isLocked()
{
    auto staging = open(archive('a'));
    ok(staging->file().writeAt(0, "mine"));
    EXPECT_ERROR(Staging::open(m_fileSystem, target(), archive('a')), ErrorCode::Locked);
    EXPECT_ERROR(Staging::open(m_fileSystem, target(), archive('b')), ErrorCode::Locked);
    QCOMPARE(m_space->read(kStaging).first(4), "mine");
    staging.reset();
    QVERIFY(!Staging::isInUse(m_fileSystem, target()));
    QVERIFY(open(archive('a'))->isResumed());
}

void tst_Staging::takesOver_data()
{
    QTest::addColumn<char>("digit");
    QTest::addColumn<qint64>("pages");
    QTest::addColumn<bool>("resumed");
    QTest::newRow("the same archive") << 'a' << qint64(8) << true;
    QTest::newRow("another archive") << 'b' << qint64(8) << false;
    QTest::newRow("another, larger archive") << 'b' << qint64(10) << false;
    QTest::newRow("another, smaller archive") << 'b' << qint64(2) << false;
    QTest::newRow("the same archive, but the file has another size") << 'a' << qint64(10) << false;
}

void tst_Staging::takesOver()
{
    QFETCH(const char, digit);
    QFETCH(const qint64, pages);
    QFETCH(const bool, resumed);
    ok(open(archive('a'))->file().writeAt(0, "staged"));
    const auto staging = open(archive(digit, pages));
    QCOMPARE(staging->isResumed(), resumed);
    const QByteArray nothing(pages * 512, '\0');
    QCOMPARE(m_space->read(kStaging), resumed ? "staged" + nothing.sliced(6) : nothing);
    QVERIFY(Staging::belongsTo(m_fileSystem, target(), QByteArray(64, digit)));
    QCOMPARE(m_space->names(), QStringList({kStaging, kNote}));
}

void tst_Staging::noteThatSaysNothing_data()
{
    QTest::addColumn<QByteArray>("note");
    QTest::newRow("missing") << QByteArray();
    QTest::newRow("cut") << QByteArray(R"({"snapshot": "x", "manif)");
    QTest::newRow("of another file") << QByteArray(R"({"snapshot": "x", "inode": "1", "manifestDigest": ")") + QByteArray(64, 'a') + "\"}";
    QTest::newRow("without the file") << QByteArray(R"({"snapshot": "x", "manifestDigest": ")") + QByteArray(64, 'a') + "\"}";
}

/// What nobody vouches for is not taken for pages of the archive.
void tst_Staging::noteThatSaysNothing()
{
    QFETCH(const QByteArray, note);
    m_space->write(kStaging, QByteArray(8 * 512, 'x'));
    if (!note.isEmpty())
        m_space->write(kNote, note);
    QVERIFY(!Staging::belongsTo(m_fileSystem, target(), QByteArray(64, 'a')));
    const auto staging = open(archive('a'));
    QVERIFY(!staging->isResumed());
    QCOMPARE(m_space->read(kStaging), QByteArray(8 * 512, '\0'));
}

void tst_Staging::diskFull()
{
    FaultyFileSystem full;
    full.setFreeBytes(8 * 512 - 1);
    const auto outcome = Staging::open(full, target(), archive('a'));
    EXPECT_ERROR(outcome, ErrorCode::DiskFull);
    QCOMPARE(outcome.error().subject, m_space->path());
    QCOMPARE(m_space->names(), QStringList());
    full.setFreeBytes(8 * 512);
    ok(Staging::open(full, target(), archive('a')));
}

void tst_Staging::faults_data()
{
    QTest::addColumn<bool>("leftovers");
    QTest::addColumn<int>("kind");
    QTest::addColumn<qint64>("at");
    constexpr const char *kKinds[] = {"once", "onwards", "tear", "power loss"};
    for (const bool leftovers : {false, true}) {
        const Workspace space;
        FaultyFileSystem counting;
        if (leftovers)
            ok(Staging::open(counting, space.path(u"a.db"_s), archive('b')));
        const qint64 before = counting.calls();
        ok(Staging::open(counting, space.path(u"a.db"_s), archive('a')));
        for (int kind = 0; kind < 4; ++kind) {
            for (qint64 at = 1; at <= counting.calls() - before; ++at)
                QTest::addRow("%s, %s at %lld", leftovers ? "over another's" : "nothing", kKinds[kind], at) << leftovers << kind << at;
        }
    }
}

/// However the making ends, no file is taken for a staging of the archive whose bytes are another's.
void tst_Staging::faults()
{
    QFETCH(const bool, leftovers);
    QFETCH(const int, kind);
    QFETCH(const qint64, at);
    if (leftovers)
        ok(open(archive('b'))->file().writeAt(0, "another's"));
    {
        FaultyFileSystem fileSystem({at, Fault::Kind(kind), ErrorCode::WriteFailed}, m_space->path());
        auto outcome = Staging::open(fileSystem, target(), archive('a'));
        QVERIFY(fileSystem.struck());
        if (!outcome)
            EXPECT_ERROR(outcome, ErrorCode::WriteFailed);
        outcome = failure(ErrorCode::Unexpected);
        if (Kind(kind) == Kind::PowerLoss)
            fileSystem.losePower();
    }
    (void)open(archive('a'));
    QCOMPARE(m_space->read(kStaging), QByteArray(8 * 512, '\0'));
    QCOMPARE(m_space->names(), QStringList({kStaging, kNote}));
}

void tst_Staging::tidyLeavesWhatCanBeResumed()
{
    ok(open(archive('a'))->file().writeAt(0, "staged"));
    m_space->write(u"a.db"_s, "local");
    ok(Staging::tidy(m_fileSystem, target()));
    QCOMPARE(m_space->read(u"a.db"_s), "local");
    QVERIFY(open(archive('a'))->isResumed());
}

/// A note without its file, logs of a staging, notes half-written; not what is being written now, and not another's.
void tst_Staging::tidyRemovesLeftovers()
{
    for (const QString &name : {kNote, kStaging + u"-wal"_s, kStaging + u"-journal"_s, kNote + u".0123abcd.part"_s,
                                u"a.db.fsm_state.json.0123abcd.part"_s, u"nodes.json.0123abcd.part"_s})
        m_space->write(name, "left over");
    const QStringList others{u".b.db.restoring"_s, u".b.db.restoring.json"_s, u"a.db"_s, u"a.db.fsm_state.json"_s,
                             u"nodes.json"_s, u"other.0123abcd.part"_s};
    for (const QString &name : others)
        m_space->write(name, "not ours");
    const auto living = ok(m_fileSystem.createPart(m_space->path(u"nodes.json.4567cdef.part"_s)));
    ok(Staging::tidy(m_fileSystem, target()));
    QStringList kept = others + QStringList{u"nodes.json.4567cdef.part"_s};
    kept.sort();
    QCOMPARE(m_space->names(), kept);
}

/// Killed after the staging got the target's name, and before its own was taken from it.
void tst_Staging::tidyAfterALink()
{
    ok(open(archive('a'))->file().writeAt(0, "new"));
    ok(m_fileSystem.link(stagingPath(target()), target()));
    QVERIFY(!Staging::belongsTo(m_fileSystem, target(), QByteArray(64, 'a')));
    ok(Staging::tidy(m_fileSystem, target()));
    QCOMPARE(m_space->names(), QStringList{u"a.db"_s});
    QCOMPARE(m_space->read(u"a.db"_s).first(3), "new");
}

/// Killed after staging and target exchanged their names, where there are no links: the old state has the staging's.
void tst_Staging::exchangedAndKilled()
{
    m_space->write(u"a.db"_s, "old");
    m_space->write(u"a.db.previous"_s, "older");
    // Of a program that looked into the kept state: it belongs to that one only.
    m_space->write(u"a.db.previous-wal"_s, "log of the older");
    ok(open(archive('a'))->file().writeAt(0, "new"));
    ok(m_fileSystem.exchange(stagingPath(target()), target()));
}

void tst_Staging::tidyAfterAnExchange()
{
    exchangedAndKilled();
    ok(Staging::tidy(m_fileSystem, target()));
    QCOMPARE(m_space->names(), QStringList({u"a.db"_s, u"a.db.previous"_s}));
    QCOMPARE(m_space->read(u"a.db"_s).first(3), "new");
    QCOMPARE(m_space->read(u"a.db.previous"_s), "old");
}

/// The old state is the last thing that may be taken for a staging and written over.
void tst_Staging::openAfterAnExchange()
{
    exchangedAndKilled();
    QVERIFY(!Staging::belongsTo(m_fileSystem, target(), QByteArray(64, 'a')));
    QVERIFY(!open(archive('b'))->isResumed());
    QCOMPARE(m_space->read(u"a.db"_s).first(3), "new");
    QCOMPARE(m_space->read(u"a.db.previous"_s), "old");
    QVERIFY(!m_space->exists(u"a.db.previous-wal"_s));
}

QTEST_GUILESS_MAIN(tst_Staging)
#include "tst_staging.moc"
