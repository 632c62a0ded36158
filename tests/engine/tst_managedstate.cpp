// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/base/posixfilesystem.h"
#include "engine/state/managedstate.h"
#include "tests/support/entries.h"
#include "tests/support/sampledatabase.h"
#include "tests/support/statelooks.h"
#include "tests/support/workspace.h"

#include <QSet>
#include <QTest>

#include <csignal>
#include <sys/resource.h>
#include <thread>

using namespace Qt::StringLiterals;
using namespace lifeboat;
using namespace lifeboat::test;

/// What entries do to a state, and what it answers.
class tst_ManagedState final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void appliesInOrder();
    void olderEntriesAreLeftOut();
    void entriesOfAnotherHistory();
    void failureChangesNothing_data();
    void failureChangesNothing();
    void fullDiskChangesNothing();
    void laterIsInSyncWithItself();
    void pages();
    void bytesOfAPage();
    void digestIsOfTheContent();
    void newLineage();
    void madeOfLargePages();
    void readersSeeWholeBatches();

private:
    std::unique_ptr<ManagedState> open(const Workspace &space, const QString &name = u"state.db"_s)
    {
        return ok(ManagedState::open(m_fileSystem, space.path(name)));
    }

    PosixFileSystem m_fileSystem;
    UnwatchedControl m_control;
};

void tst_ManagedState::appliesInOrder()
{
    const Workspace space;
    const auto state = open(space);
    const QList<Entry> entries = entriesFrom(1, {
        put(u"games"_s, u"a"_s, "{\"score\":1}"),
        put(u"games"_s, u"b"_s, "{\"score\":2}"),
        put(u"games"_s, u"a"_s, "{\"score\":3}"),
        put(u"teams"_s, u"a"_s, "{\"name\":\"ä\"}"),
        removal(u"games"_s, u"b"_s),
        removal(u"games"_s, u"never there"_s),
        removal(u"no_such_table"_s, u"a"_s),
        put(u"workers"_s, u"w"_s),
        put(u"select"_s, u"it's \"ä\""_s),
    });
    QCOMPARE(ok(state->apply(entries)), qint64(9));
    QCOMPARE(ok(state->position()).appliedIndex, Index(9));
    QCOMPARE(ok(state->document(u"games"_s, u"a"_s)), "{\"score\":3}");
    QCOMPARE(ok(state->document(u"teams"_s, u"a"_s)), "{\"name\":\"ä\"}");
    QCOMPARE(ok(state->document(u"select"_s, u"it's \"ä\""_s)), "{}");
    EXPECT_ERROR(state->document(u"games"_s, u"b"_s), ErrorCode::NotFound);
    EXPECT_ERROR(state->document(u"no_such_table"_s, u"a"_s), ErrorCode::NotFound);
    EXPECT_ERROR(state->document(u"lifeboat_state"_s, u"lineage"_s), ErrorCode::NotFound);
    QCOMPARE(rowsOf(*state, u"games"_s), qint64(1));
    QCOMPARE(rowsOf(*state, u"workers"_s), qint64(1));
    QVERIFY(!tableNames(*state).contains(u"no_such_table"_s));
    // Readable by anybody who knows SQL, and no table WITHOUT ROWID.
    QCOMPARE(askSql(space.path(u"state.db"_s), u"SELECT document ->> 'score' FROM games WHERE rowid > 0"_s), u"3"_s);
}

void tst_ManagedState::olderEntriesAreLeftOut()
{
    const Workspace space;
    const auto state = open(space);
    ok(state->apply(entriesFrom(1, puts(u"games"_s, u"a"_s, 10))));
    QCOMPARE(ok(state->apply({})), qint64(0));
    QCOMPARE(ok(state->apply(entriesFrom(1, puts(u"games"_s, u"other"_s, 10)))), qint64(0));
    QCOMPARE(rowsOf(*state, u"games"_s), qint64(10));
    QCOMPARE(ok(state->apply(entriesFrom(6, puts(u"games"_s, u"b"_s, 10)))), qint64(5));
    QCOMPARE(ok(state->position()).appliedIndex, Index(15));
    QCOMPARE(rowsOf(*state, u"games"_s), qint64(15));
    EXPECT_ERROR(state->document(u"games"_s, u"b0004"_s), ErrorCode::NotFound);
    QCOMPARE(ok(state->document(u"games"_s, u"b0005"_s)), "{\"number\":5}");
    QList<Entry> twice = entriesFrom(16, {put(u"games"_s, u"c"_s)});
    twice.append(entriesFrom(16, {put(u"games"_s, u"d"_s)}));
    QCOMPARE(ok(state->apply(twice)), qint64(1));
    EXPECT_ERROR(state->document(u"games"_s, u"d"_s), ErrorCode::NotFound);
}

void tst_ManagedState::entriesOfAnotherHistory()
{
    const Workspace space;
    const auto state = open(space);
    ok(state->apply(entriesFrom(1, puts(u"games"_s, u"b"_s, 10))));
    const Position before = ok(state->position());
    const QList<Entry> next = entriesFrom(11, puts(u"games"_s, u"c"_s, 2));
    EXPECT_ERROR(state->apply(next, ManagedState::Durable::Now, {u"another"_s}), ErrorCode::LineageDiffers);
    QCOMPARE(ok(state->position()), before);
    QCOMPARE(ok(state->apply(next, ManagedState::Durable::Now, before.lineage)), qint64(2));
}

void tst_ManagedState::failureChangesNothing_data()
{
    QTest::addColumn<Index>("index");
    QTest::addColumn<QString>("table");
    QTest::addColumn<ErrorCode>("code");
    QTest::newRow("hole") << Index(13) << u"games"_s << ErrorCode::EntryMissing;
    QTest::newRow("our own table") << Index(12) << u"lifeboat_state"_s << ErrorCode::DocumentInvalid;
}

void tst_ManagedState::failureChangesNothing()
{
    QFETCH(const Index, index);
    QFETCH(const QString, table);
    QFETCH(const ErrorCode, code);
    const Workspace space;
    const auto state = open(space);
    ok(state->apply(entriesFrom(1, puts(u"games"_s, u"a"_s, 10))));
    const QByteArray before = digestOf(*state);
    QList<Entry> entries = entriesFrom(11, {put(u"teams"_s, u"new"_s)});
    entries.append(entriesFrom(index, {put(table, u"x"_s)}));
    EXPECT_ERROR(state->apply(entries), code);
    QCOMPARE(digestOf(*state), before);
    QCOMPARE(ok(state->position()).appliedIndex, Index(10));
    // Also the table that the first entry had made is made again.
    QCOMPARE(ok(state->apply(entriesFrom(11, {put(u"teams"_s, u"new"_s)}))), qint64(1));
    QCOMPARE(rowsOf(*state, u"teams"_s), qint64(1));
    QCOMPARE(rowsOf(*state, u"games"_s), qint64(10));
}

void tst_ManagedState::fullDiskChangesNothing()
{
    const Workspace space;
    const auto state = open(space);
    ok(state->apply(entriesFrom(1, puts(u"games"_s, u"a"_s, 10))));
    const QByteArray before = digestOf(*state);
    const QList<Entry> entries = entriesFrom(11, puts(u"teams"_s, u"b"_s, 20'000));

    struct rlimit unlimited = {};
    ::getrlimit(RLIMIT_FSIZE, &unlimited);
    struct rlimit little = unlimited;
    little.rlim_cur = 500'000;
    const auto handler = std::signal(SIGXFSZ, SIG_IGN);
    ::setrlimit(RLIMIT_FSIZE, &little);
    const auto applied = state->apply(entries);
    ::setrlimit(RLIMIT_FSIZE, &unlimited);
    std::signal(SIGXFSZ, handler);

    EXPECT_ERROR(applied, ErrorCode::WriteFailed);
    QCOMPARE(digestOf(*state), before);
    QCOMPARE(ok(state->position()).appliedIndex, Index(10));
    QCOMPARE(ok(state->apply(entries)), qint64(20'000));
    QCOMPARE(rowsOf(*state, u"teams"_s), qint64(20'000));
}

void tst_ManagedState::laterIsInSyncWithItself()
{
    const Workspace space;
    const auto state = open(space);
    ok(state->apply(entriesFrom(1, puts(u"games"_s, u"a"_s, 10)), ManagedState::Durable::Later));
    QCOMPARE(ok(state->position()).appliedIndex, Index(10));
    ok(state->sync());
    ok(state->sync());
    QCOMPARE(ok(state->position()).appliedIndex, Index(10));
    QCOMPARE(ok(state->apply(entriesFrom(11, puts(u"games"_s, u"b"_s, 10)))), qint64(10));
}

void tst_ManagedState::pages()
{
    const Workspace space;
    const auto state = open(space);
    const QStringList ids{u"A"_s, u"a"_s, u"b"_s, u"z"_s, u"ä"_s, u"🛟"_s}; // by bytes, not by dictionary
    QList<Change> changes;
    for (auto id = ids.crbegin(); id != ids.crend(); ++id)
        changes.append(put(u"games"_s, *id, "{\"id\":\"" + id->toUtf8() + "\"}"));
    ok(state->apply(entriesFrom(1, changes)));
    QStringList seen;
    QString after;
    while (true) {
        const QList<Document> page = ok(state->rows(u"games"_s, after, 4));
        if (page.isEmpty())
            break;
        QVERIFY(page.size() <= 4);
        seen += idsOf(page);
        after = page.last().id;
        QCOMPARE(page.last().json, QByteArray("{\"id\":\"" + after.toUtf8() + "\"}"));
    }
    QCOMPARE(seen, ids);
    QCOMPARE(idsOf(ok(state->rows(u"games"_s, u"between"_s, 1))), QStringList{u"z"_s});
    QVERIFY(ok(state->rows(u"games"_s, {}, 0)).isEmpty());
    QVERIFY(ok(state->rows(u"games"_s, {}, -1)).isEmpty());
    QVERIFY(ok(state->rows(u"tasks"_s, {}, 10)).isEmpty());
    EXPECT_ERROR(state->rows(u"nothing"_s, {}, 10), ErrorCode::NotFound);
    EXPECT_ERROR(state->rows(u"lifeboat_state"_s, {}, 10), ErrorCode::NotFound);
    EXPECT_ERROR(state->rows(u"games\" UNION SELECT key, value FROM lifeboat_state --"_s, {}, 10), ErrorCode::NotFound);
}

void tst_ManagedState::bytesOfAPage()
{
    const Workspace space;
    const auto state = open(space);
    const QByteArray document = QByteArray("{\"a\":\"").leftJustified(998, 'x') + "\"}";
    ok(state->apply(entriesFrom(1, {put(u"games"_s, u"1"_s, document), put(u"games"_s, u"2"_s, document),
                                    put(u"games"_s, u"3"_s, document)})));
    QCOMPARE(ok(state->rows(u"games"_s, {}, 10, 1)).size(), 1);
    QCOMPARE(ok(state->rows(u"games"_s, {}, 10, 1500)).size(), 2);
    QCOMPARE(ok(state->rows(u"games"_s, {}, 10)).size(), 3);
}

void tst_ManagedState::digestIsOfTheContent()
{
    const Workspace space;
    const auto one = open(space);
    const auto two = open(space, u"two.db"_s);
    QCOMPARE(digestOf(*one), digestOf(*two));
    QList<Change> changes = puts(u"games"_s, u"a"_s, 500) + puts(u"teams"_s, u"a"_s, 500);
    ok(one->apply(entriesFrom(1, changes)));
    std::ranges::reverse(changes); // other pages, other rowids, more entries
    changes.append({put(u"teams"_s, u"gone"_s), removal(u"teams"_s, u"gone"_s)});
    ok(two->apply(entriesFrom(1, changes)));
    QCOMPARE(digestOf(*one), digestOf(*two));
    QCOMPARE(digestOf(*one).size(), 64);

    const QByteArray before = digestOf(*one);
    ok(one->apply(entriesFrom(1001, {put(u"games"_s, u"a0000"_s, "{\"number\":1}")})));
    QVERIFY(digestOf(*one) != before);
    ok(one->apply(entriesFrom(1002, {put(u"games"_s, u"a0000"_s, "{\"number\":0}")})));
    QCOMPARE(digestOf(*one), before);
    ok(one->apply(entriesFrom(1003, {removal(u"games"_s, u"a0001"_s), put(u"teams"_s, u"a0001b"_s)})));
    QVERIFY(digestOf(*one) != before);

    std::stop_source stop;
    stop.request_stop();
    Progress progress;
    // Small enough to be done before the first look, or canceled: nothing else.
    const auto stopped = two->contentDigest(JobControl(progress, stop.get_token()));
    QVERIFY(stopped || stopped.error().code == ErrorCode::Canceled);
}

void tst_ManagedState::newLineage()
{
    const Workspace space;
    auto state = open(space);
    ok(state->apply(entriesFrom(1, puts(u"games"_s, u"a"_s, 10))));
    QCOMPARE(ok(state->startLineage({u"other"_s})), (Position{{u"other"_s}, 10}));
    state.reset();
    state = open(space);
    QCOMPARE(ok(state->position()), (Position{{u"other"_s}, 10}));
    QCOMPARE(rowsOf(*state, u"games"_s), qint64(10));
}

void tst_ManagedState::madeOfLargePages()
{
    const Workspace space;
    open(space);
    QCOMPARE(space.read(u"state.db"_s).sliced(16, 2), QByteArray("\x40\x00", 2)); // as SQLite's header has it
}

void tst_ManagedState::readersSeeWholeBatches()
{
    const Workspace space;
    const auto state = open(space);
    constexpr int kBatches = 50;
    constexpr int kBatch = 100;
    std::atomic<bool> done = false;
    qint64 torn = 0;
    QSet<QByteArray> seen;
    std::thread reader([&] {
        while (!done) {
            const auto tables = state->tables();
            torn += !tables || tables->first().rows != tables->last().rows || tables->last().rows % kBatch != 0;
            seen.insert(state->contentDigest(m_control).value_or("failed"));
        }
    });
    QSet<QByteArray> right{digestOf(*state)};
    for (int batch = 0; batch < kBatches; ++batch) {
        const QString prefix = QString::number(batch) + u'-';
        ok(state->apply(entriesFrom(Index(2 * batch * kBatch + 1), puts(u"assignments"_s, prefix, kBatch) + puts(u"workers"_s, prefix, kBatch))));
        right.insert(digestOf(*state));
    }
    done = true;
    reader.join();
    QCOMPARE(torn, qint64(0));
    QVERIFY(right.contains(seen));
    QCOMPARE(rowsOf(*state, u"workers"_s), qint64(kBatches * kBatch));
}

QTEST_GUILESS_MAIN(tst_ManagedState)
#include "tst_managedstate.moc"
