// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/base/posixfilesystem.h"
#include "engine/log/locallog.h"
#include "engine/log/replay.h"
#include "tests/support/childprocess.h"
#include "tests/support/statelooks.h"
#include "tests/support/workspace.h"

#include <QTest>

#include <random>

using namespace Qt::StringLiterals;
using namespace lifeboat;
using namespace lifeboat::test;

/// Nodes that are processes and share one log.
class tst_SharedLog final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void nodesAgreeAfterRandomKills_data();
    void nodesAgreeAfterRandomKills();
};

void tst_SharedLog::nodesAgreeAfterRandomKills_data()
{
    QTest::addColumn<unsigned>("seed");
    for (const unsigned seed : {1u, 2u, 3u})
        QTest::addRow("seed %u", seed) << seed;
}

void tst_SharedLog::nodesAgreeAfterRandomKills()
{
    QFETCH(const unsigned, seed);
    constexpr int kNodes = 3;
    constexpr int kKills = 15;
    const Workspace space;
    const QString logPath = space.path(u"log.db"_s);
    std::mt19937 random(seed);
    unsigned lives = 0;
    const auto statePath = [&](int node) { return space.path(u"node-%1.db"_s.arg(node)); };
    const auto start = [&](int node) {
        const QStringList arguments{logPath, statePath(node), QString::number(node), QString::number(1000 * seed + ++lives)};
        return std::make_unique<ChildProcess>(u"node"_s, arguments);
    };
    std::array<std::unique_ptr<ChildProcess>, kNodes> nodes;
    std::array<Index, kNodes> seen = {};
    for (int i = 0; i < kNodes; ++i)
        nodes[size_t(i)] = start(i);
    for (int kill = 0; kill < kKills; ++kill) {
        const size_t victim = random() % kNodes;
        for (unsigned rounds = random() % 8; rounds > 0; --rounds) {
            const QString line = nodes[victim]->nextLine();
            QVERIFY2(line.toULongLong() >= seen[victim] && line.toULongLong() > 0, qPrintable(line));
            seen[victim] = line.toULongLong();
        }
        nodes[victim]->kill();
        nodes[victim] = start(int(victim));
    }
    for (const auto &node : nodes) {
        QVERIFY(node->nextLine().toULongLong() > 0);
        QCOMPARE(node->finish(), 0);
    }

    const auto log = ok(LocalLog::open(logPath, {u"late"_s}));
    const LogBounds bounds = ok(log->bounds());
    UnwatchedControl control;
    const auto fresh = ok(ManagedState::open(PosixFileSystem::instance(), space.path(u"fresh.db"_s)));
    QCOMPARE(Index(ok(replay(control, *log, *fresh)).applied), bounds.last);
    for (int i = 0; i < kNodes; ++i) {
        const auto state = ok(ManagedState::open(PosixFileSystem::instance(), statePath(i)));
        const Index applied = ok(state->position()).appliedIndex;
        QVERIFY(applied >= seen[size_t(i)] && applied <= bounds.last);
        QCOMPARE(Index(ok(replay(control, *log, *state)).applied), bounds.last - applied);
        QCOMPARE(ok(state->position()), (Position{{u"shared"_s}, bounds.last}));
        QCOMPARE(digestOf(*state), digestOf(*fresh));
        QCOMPARE(ok(state->tables()), ok(fresh->tables()));
        QCOMPARE(rowsOf(*state, u"games"_s), ok(state->rows(u"games"_s, {}, 1000)).size());
    }
}

LIFEBOAT_TEST_MAIN(tst_SharedLog)
#include "tst_sharedlog.moc"
