// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/base/posixfilesystem.h"
#include "engine/log/memorylog.h"
#include "engine/node/succession.h"
#include "tests/support/entries.h"
#include "tests/support/expect.h"
#include "tests/support/workspace.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace lifeboat;
using namespace lifeboat::test;

namespace {

const Lineage kFirst{u"first"_s};
const Lineage kSecond{u"second"_s};
const Lineage kOwn{u"own"_s};

/// Of kFirst 5 to 10; where `isEnded`, that is what it keeps, and it is of kSecond from 7 on.
std::unique_ptr<MemoryLog> makeLog(bool isEnded)
{
    auto log = std::make_unique<MemoryLog>(kFirst);
    ok(log->append(puts(u"games"_s, u"a"_s, 10), u"test"_s, timeOf(1)));
    ok(log->trim(4));
    if (isEnded)
        ok(log->begin(kSecond, {kFirst, 7}));
    return log;
}

/// At `position`.
std::unique_ptr<ManagedState> makeState(const Workspace &space, const Position &position)
{
    auto state = ok(ManagedState::open(PosixFileSystem::instance(), space.path(u"state.db"_s)));
    ok(state->startLineage(position.lineage));
    ok(state->apply(entriesFrom(1, puts(u"games"_s, u"a"_s, int(position.appliedIndex)))));
    return state;
}

} // namespace

/// How log and state go on together after a restore.
class tst_Succession final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void restored_data();
    void restored();
    void ownNameOfAnother();
    void takenBack_data();
    void takenBack();
    void succeeds_data();
    void succeeds();
    void killedInBetween();
    void catchesUpOnly();
};

void tst_Succession::restored_data()
{
    QTest::addColumn<bool>("isEnded");
    QTest::addColumn<bool>("isForced");
    QTest::addColumn<QString>("lineage");
    QTest::addColumn<int>("index");
    QTest::addColumn<QString>("then"); // empty: LogTrimmed
    QTest::newRow("within the log") << false << false << u"first"_s << 7 << u"first"_s;
    QTest::newRow("at its end") << false << false << u"first"_s << 10 << u"first"_s;
    QTest::newRow("right before it") << false << false << u"first"_s << 4 << u"first"_s;
    QTest::newRow("before it, others go on") << false << false << u"first"_s << 3 << QString();
    QTest::newRow("before it, forced") << false << true << u"first"_s << 3 << u"own"_s;
    QTest::newRow("past a log that lost its end") << false << false << u"first"_s << 11 << u"own"_s;
    QTest::newRow("of another history") << false << false << u"third"_s << 7 << u"own"_s;
    QTest::newRow("of the one that is kept") << true << false << u"first"_s << 8 << u"own"_s;
    QTest::newRow("where the log's began") << true << false << u"first"_s << 7 << u"second"_s;
}

void tst_Succession::restored()
{
    QFETCH(const bool, isEnded);
    QFETCH(const bool, isForced);
    QFETCH(const QString, lineage);
    QFETCH(const int, index);
    QFETCH(const QString, then);
    const auto log = makeLog(isEnded);
    const auto found = lineageAfter(*log, {{lineage}, Index(index)}, {.own = kOwn, .isForced = isForced});
    if (then.isEmpty())
        EXPECT_ERROR(found, ErrorCode::LogTrimmed);
    else
        QCOMPARE(ok(found).value, then);
}

void tst_Succession::ownNameOfAnother()
{
    const auto log = makeLog(true);
    for (const Lineage &own : {kFirst, kSecond})
        EXPECT_ERROR(lineageAfter(*log, {kFirst, 8}, {.own = own, .isForced = true}), ErrorCode::InvalidArgument);
    QCOMPARE(ok(lineageAfter(*log, {kFirst, 7}, {.own = kSecond, .isForced = true})), kSecond);
}

void tst_Succession::takenBack_data()
{
    QTest::addColumn<QString>("lineage");
    QTest::addColumn<int>("index");
    QTest::addColumn<int>("begins"); // -1: LogTrimmed
    QTest::newRow("to what is kept") << u"first"_s << 9 << 0;
    QTest::newRow("to what it has trimmed") << u"first"_s << 3 << -1;
    QTest::newRow("past what it lost") << u"first"_s << 11 << 1;
    QTest::newRow("to a forgotten one") << u"third"_s << 9 << 1;
    QTest::newRow("stays") << u"second"_s << 7 << 0;
}

void tst_Succession::takenBack()
{
    QFETCH(const QString, lineage);
    QFETCH(const int, index);
    QFETCH(const int, begins);
    const auto log = makeLog(true);
    const auto found = undoBegins(*log, {{lineage}, Index(index)});
    if (begins < 0)
        EXPECT_ERROR(found, ErrorCode::LogTrimmed);
    else
        QCOMPARE(ok(found), begins == 1);
}

void tst_Succession::succeeds_data()
{
    QTest::addColumn<bool>("isUndo");
    QTest::addColumn<QString>("lineage");
    QTest::addColumn<int>("index");
    QTest::addColumn<QString>("then");
    QTest::addColumn<QString>("logThen");
    QTest::newRow("restored to what is kept") << false << u"first"_s << 9 << u"own"_s << u"own"_s;
    QTest::newRow("restored where the log's began") << false << u"first"_s << 7 << u"second"_s << u"second"_s;
    QTest::newRow("taken back to what is kept") << true << u"first"_s << 9 << u"first"_s << u"first"_s;
    QTest::newRow("taken back to what is trimmed") << true << u"first"_s << 3 << u"first"_s << u"second"_s;
    QTest::newRow("taken back to a forgotten one") << true << u"third"_s << 9 << u"own"_s << u"own"_s;
}

void tst_Succession::succeeds()
{
    QFETCH(const bool, isUndo);
    QFETCH(const QString, lineage);
    QFETCH(const int, index);
    QFETCH(const QString, then);
    QFETCH(const QString, logThen);
    const Workspace space;
    const auto log = makeLog(true);
    const auto state = makeState(space, {{lineage}, Index(index)});
    for (int time = 0; time < 2; ++time) { // again after a kill
        ok(succeed(*log, *state, {.own = kOwn, .isUndo = isUndo}));
        QCOMPARE(ok(state->position()), (Position{{then}, Index(index)}));
        QCOMPARE(ok(log->bounds()).lineage.value, logThen);
    }
    if (then != lineage)
        QCOMPARE(ok(state->origin()), (std::optional<Position>({{lineage}, Index(index)})));
}

/// The log has begun what the state is not of yet.
void tst_Succession::killedInBetween()
{
    const Workspace space;
    const auto log = makeLog(true);
    const auto state = makeState(space, {kFirst, 9});
    ok(log->begin(kOwn, {kFirst, 9}));
    ok(succeed(*log, *state, {.own = kOwn}));
    QCOMPARE(ok(state->position()), (Position{kOwn, 9}));
    QCOMPARE(ok(log->histories()).current.origin, (std::optional<Position>({kFirst, 9})));
}

/// The log has gone on without it: others follow that.
void tst_Succession::catchesUpOnly()
{
    const Workspace space;
    const auto log = makeLog(true);
    const Position at{u"third"_s, 9};
    const auto state = makeState(space, at);
    ok(succeed(*log, *state, {.own = {}, .mayBegin = false}));
    QCOMPARE(ok(log->histories()).current.bounds.lineage, kSecond);
    QCOMPARE(ok(log->histories()).kept->bounds.lineage, kFirst);
    QCOMPARE(ok(state->position()), at);
}

QTEST_GUILESS_MAIN(tst_Succession)
#include "tst_succession.moc"
