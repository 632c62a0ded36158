// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/base/posixfilesystem.h"
#include "engine/log/locallog.h"
#include "engine/log/memorylog.h"
#include "engine/log/replay.h"
#include "tests/support/entries.h"
#include "tests/support/statelooks.h"
#include "tests/support/workspace.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace lifeboat;
using namespace lifeboat::test;

namespace {

const Lineage kLineage{u"lineage-a"_s};

/// A log of `count` jobs, one a second, and a state that took the first `applied` of them.
struct Desk
{
    explicit Desk(int count, int applied = 0)
        : log(kLineage)
        , state(ok(ManagedState::open(PosixFileSystem::instance(), space.path(u"state.db"_s))))
    {
        const QList<Change> changes = puts(u"tasks"_s, u"job-"_s, count);
        for (Index index = 1; index <= Index(count); ++index)
            ok(log.append({&changes[qsizetype(index) - 1], 1}, u"test"_s, timeOf(index)));
        if (applied > 0)
            ok(replayUntil(Index(applied)));
    }

    Result<Replayed> replayUntil(std::optional<Index> until, std::optional<QDateTime> time = {})
    {
        UnwatchedControl control;
        return replay(control, log, *state, until, time);
    }

    Workspace space;
    MemoryLog log;
    std::unique_ptr<ManagedState> state;
};

} // namespace

class tst_Replay final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void onlyWhatIsNewer_data();
    void onlyWhatIsNewer();
    void jobsSurviveACrashBeforeTheFirstSnapshot();
    void ends_data();
    void ends();
    void timesThatGoBack();
    void trimmed();
    void hole();
    void manyBatches();
    void otherHistory();
    void historyChangesMeanwhile();
    void logThatLostItsEnd();
    void logThatLostItsEndAndWentOn_data();
    void logThatLostItsEndAndWentOn();
    void canceled();
};

void tst_Replay::onlyWhatIsNewer_data()
{
    QTest::addColumn<int>("applied");
    for (const int applied : {0, 1, 57, 99, 100})
        QTest::addRow("%d", applied) << applied;
}

void tst_Replay::onlyWhatIsNewer()
{
    QFETCH(const int, applied);
    Desk desk(100, applied);
    const Replayed replayed = ok(desk.replayUntil({}));
    QCOMPARE(replayed.applied, qint64(100 - applied));
    QCOMPARE(replayed.position, (Position{kLineage, 100}));
    QVERIFY(replayed.reachedEnd);
    QCOMPARE(ok(desk.state->position()), replayed.position);
    QCOMPARE(rowsOf(*desk.state, u"tasks"_s), qint64(100));
    const Replayed again = ok(desk.replayUntil({}));
    QCOMPARE(again.applied, qint64(0));
    QVERIFY(again.reachedEnd);
}

void tst_Replay::jobsSurviveACrashBeforeTheFirstSnapshot()
{
    const Workspace space;
    const QString path = space.path(u"log.db"_s);
    ok(ok(LocalLog::open(path, kLineage))->append(puts(u"tasks"_s, u"job-"_s, 5), u"test"_s, timeOf(1)));
    // Nothing but the log is left; its last line is torn off in the second life.
    for (const int left : {5, 4}) {
        const auto log = ok(LocalLog::open(path, kLineage));
        const auto state = ok(ManagedState::open(PosixFileSystem::instance(), space.path(u"state-%1.db"_s.arg(left))));
        UnwatchedControl control;
        QCOMPARE(ok(replay(control, *log, *state)).applied, qint64(left));
        QCOMPARE(ok(state->document(u"tasks"_s, u"job-0003"_s)), "{\"number\":3}");
        QCOMPARE(idsOf(ok(state->rows(u"tasks"_s, {}, 10))).size(), left); // in the order they came
        {
            SQLite::Database damage(path.toStdString(), SQLite::OPEN_READWRITE);
            damage.exec("UPDATE entries SET document = '{\"numb' WHERE idx = 5");
        }
    }
}

void tst_Replay::ends_data()
{
    QTest::addColumn<std::optional<Index>>("until");
    QTest::addColumn<std::optional<QDateTime>>("time");
    QTest::addColumn<Index>("reached");
    QTest::addColumn<bool>("end");
    using I = std::optional<Index>;
    using T = std::optional<QDateTime>;
    QTest::newRow("index") << I(60) << T() << Index(60) << false;
    QTest::newRow("where it stands") << I(50) << T() << Index(50) << false;
    QTest::newRow("last index") << I(100) << T() << Index(100) << true;
    QTest::newRow("past the end") << I(1000) << T() << Index(100) << true;
    QTest::newRow("time of an entry") << I() << T(timeOf(70)) << Index(70) << false;
    QTest::newRow("between entries") << I() << T(timeOf(70).addMSecs(999)) << Index(70) << false;
    QTest::newRow("before the state's") << I() << T(timeOf(3)) << Index(50) << false;
    QTest::newRow("later than all") << I() << T(timeOf(1000)) << Index(100) << true;
    QTest::newRow("index first") << I(60) << T(timeOf(70)) << Index(60) << false;
    QTest::newRow("time first") << I(60) << T(timeOf(55)) << Index(55) << false;
}

void tst_Replay::ends()
{
    QFETCH(const std::optional<Index>, until);
    QFETCH(const std::optional<QDateTime>, time);
    QFETCH(const Index, reached);
    QFETCH(const bool, end);
    Desk desk(100, 50);
    const Replayed replayed = ok(desk.replayUntil(until, time));
    QCOMPARE(replayed.position, (Position{kLineage, reached}));
    QCOMPARE(replayed.applied, qint64(reached) - 50);
    QCOMPARE(replayed.reachedEnd, end);
    QCOMPARE(rowsOf(*desk.state, u"tasks"_s), qint64(reached));
    EXPECT_ERROR(desk.replayUntil(reached - 1), ErrorCode::InvalidArgument);
}

void tst_Replay::timesThatGoBack()
{
    Desk desk(3);
    ok(desk.log.append(QList{put(u"tasks"_s, u"from a clock that is behind"_s)}, u"test"_s, timeOf(1)));
    // The order is the log's: what comes after the first later entry is not taken either.
    QCOMPARE(ok(desk.replayUntil({}, timeOf(2))).position.appliedIndex, Index(2));
}

void tst_Replay::trimmed()
{
    Desk desk(100, 50);
    ok(desk.log.trim(50));
    QCOMPARE(ok(desk.replayUntil(60)).applied, qint64(10));
    ok(desk.log.trim(61));
    EXPECT_ERROR(desk.replayUntil({}), ErrorCode::LogTrimmed);
    QCOMPARE(ok(desk.replayUntil(60)).applied, qint64(0));
    ok(desk.log.trim(100));
    EXPECT_ERROR(desk.replayUntil({}), ErrorCode::LogTrimmed);
    const auto fresh = ok(ManagedState::open(PosixFileSystem::instance(), desk.space.path(u"fresh.db"_s)));
    const Position before = ok(fresh->position());
    UnwatchedControl control;
    EXPECT_ERROR(replay(control, desk.log, *fresh), ErrorCode::LogTrimmed);
    QCOMPARE(ok(fresh->position()), before);
}

void tst_Replay::hole()
{
    Desk desk(100);
    desk.log.lose(61);
    EXPECT_ERROR(desk.replayUntil({}), ErrorCode::EntryMissing);
    QCOMPARE(ok(desk.state->position()), (Position{kLineage, 60}));
    QCOMPARE(rowsOf(*desk.state, u"tasks"_s), qint64(60));
}

void tst_Replay::manyBatches()
{
    constexpr int kCount = 25'000; // more than are read at once
    Desk desk(0);
    for (int i = 0; i < kCount / 1000; ++i)
        ok(desk.log.append(puts(u"tasks"_s, QString::number(i) + u'-', 1000), u"test"_s, timeOf(Index(i))));
    QCOMPARE(ok(desk.replayUntil(kCount - 3)).applied, qint64(kCount - 3));
    QCOMPARE(ok(desk.replayUntil({})).applied, qint64(3));
    QCOMPARE(rowsOf(*desk.state, u"tasks"_s), qint64(kCount));
}

void tst_Replay::otherHistory()
{
    Desk desk(100, 50);
    ok(desk.state->startLineage({u"lineage-b"_s}));
    const auto refused = desk.replayUntil({});
    EXPECT_ERROR(refused, ErrorCode::LineageDiffers);
    QCOMPARE(refused.error().subject, u"lineage-b"_s);
    QCOMPARE(ok(desk.state->position()), (Position{{u"lineage-b"_s}, 50}));
    ok(desk.log.begin({u"lineage-b"_s}, {kLineage, 50}));
    ok(desk.log.append(puts(u"tasks"_s, u"new-"_s, 2), u"test"_s, timeOf(1)));
    QCOMPARE(ok(desk.replayUntil({})).position, (Position{{u"lineage-b"_s}, 52}));
}

void tst_Replay::historyChangesMeanwhile()
{
    /// Begins another history between the look at its bounds and the first entries.
    class Changing final : public ReplicatedLog
    {
    public:
        Result<Index> append(std::span<const Change>, const QString &, const QDateTime &, const AppendIf &) override { return 0; }
        Result<LogPart> read(Index from, qint64 limit, qint64 bytes, std::stop_token) override
        {
            ok(real.begin({u"lineage-b"_s}, {kLineage, 50}));
            ok(real.append(puts(u"tasks"_s, u"new-"_s, 2), u"test"_s, timeOf(1)));
            return real.read(from, limit, bytes);
        }
        Result<LogBounds> bounds(std::stop_token) override { return LogBounds{kLineage, 1, 100}; }
        Result<Index> waitFor(Index, std::chrono::milliseconds, std::stop_token) override { return 0; }
        Result<> trim(Index) override { return {}; }
        Result<LoggedHistories> histories() override { return real.histories(); }
        Result<> begin(const Lineage &, const Position &) override { return {}; }
        Result<> resume(const Position &) override { return {}; }
        MemoryLog real{kLineage};
    };
    Desk desk(100, 50);
    Changing log;
    UnwatchedControl control;
    EXPECT_ERROR(replay(control, log, *desk.state), ErrorCode::LineageDiffers);
    QCOMPARE(ok(desk.state->position()), (Position{kLineage, 50}));
    QCOMPARE(rowsOf(*desk.state, u"tasks"_s), qint64(50));
}

void tst_Replay::logThatLostItsEnd()
{
    Desk desk(100, 100);
    MemoryLog shorter(kLineage);
    ok(shorter.append(puts(u"tasks"_s, u"new-"_s, 10), u"test"_s, timeOf(1)));
    // Skipping them as known would lose them without a word.
    UnwatchedControl control;
    EXPECT_ERROR(replay(control, shorter, *desk.state), ErrorCode::EntryMissing);
}

void tst_Replay::logThatLostItsEndAndWentOn_data()
{
    QTest::addColumn<int>("applied");
    QTest::addColumn<bool>("isSame");
    QTest::newRow("before the loss") << 80 << true;
    QTest::newRow("right before it") << 90 << true;
    QTest::newRow("what took its place") << 91 << false;
    QTest::newRow("at its end") << 100 << false;
}

/// It ends at 90, and others append until it is as long again: no state may take that for what it applied.
void tst_Replay::logThatLostItsEndAndWentOn()
{
    QFETCH(const int, applied);
    QFETCH(const bool, isSame);
    Desk desk(100, applied);
    for (Index index = 100; index > 90; --index)
        desk.log.lose(index);
    ok(desk.log.append(puts(u"tasks"_s, u"others-"_s, 20), u"test"_s, timeOf(91)));
    if (isSame) {
        QCOMPARE(ok(desk.replayUntil({})).position.appliedIndex, Index(110));
        return;
    }
    const auto refused = desk.replayUntil({});
    EXPECT_ERROR(refused, ErrorCode::LogDiffers);
    QCOMPARE(refused.error().subject, QString::number(applied));
    QCOMPARE(ok(desk.state->position()), (Position{kLineage, Index(applied)}));
    QCOMPARE(rowsOf(*desk.state, u"tasks"_s), qint64(applied));
    // Once a snapshot holds the entry and it is trimmed, it is nothing to a state past it.
    ok(desk.log.trim(Index(applied)));
    QVERIFY(desk.replayUntil({}));
}

void tst_Replay::canceled()
{
    Desk desk(100, 50);
    std::stop_source stop;
    stop.request_stop();
    Progress progress;
    JobControl control(progress, stop.get_token());
    EXPECT_ERROR(replay(control, desk.log, *desk.state), ErrorCode::Canceled);
    QCOMPARE(ok(desk.state->position()), (Position{kLineage, 50}));
}

QTEST_GUILESS_MAIN(tst_Replay)
#include "tst_replay.moc"
