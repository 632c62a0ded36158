// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/snapshot/policy.h"

#include <QTest>
#include <QTimeZone>

using namespace lifeboat;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

class tst_Policy final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void due_data();
    void due();
    void trueThenFalse();
};

namespace {

constexpr qint64 kNow = 1'767'323'045'678;

QDateTime at(std::chrono::milliseconds ago)
{
    return QDateTime::fromMSecsSinceEpoch(kNow - ago.count(), QTimeZone::UTC);
}

using Maybe = std::optional<Position>;
using Last = std::optional<LastTake>;

/// In the one history most rows are about.
Position in(Index index)
{
    return {{u"l1"_s}, index};
}

} // namespace

void tst_Policy::due_data()
{
    QTest::addColumn<SnapshotPolicy>("policy");
    QTest::addColumn<Last>("last");
    QTest::addColumn<Maybe>("position");
    QTest::addColumn<bool>("due");
    const auto row = [](const char *name, const SnapshotPolicy &policy, const Last &last,
                        const Maybe &position,
                        bool due) { QTest::newRow(name) << policy << last << position << due; };
    const SnapshotPolicy minute{.interval = 60s};
    const SnapshotPolicy hundred{.interval = 0s, .entries = 100};
    const SnapshotPolicy both{.interval = 60s, .entries = 100};
    row("never one, by time", minute, {}, in(0), true);
    row("never one of a foreign state", minute, {}, {}, true);
    row("just one", minute, LastTake{at(1s), in(5)}, in(6), false);
    row("interval over", minute, LastTake{at(60s), in(5)}, in(6), true);
    row("interval over by a hair", minute, LastTake{at(59'999ms), in(5)}, in(6), false);
    row("nothing changed", minute, LastTake{at(600s), in(6)}, in(6), false);
    row("foreign, interval over", minute, LastTake{at(60s), {}}, {}, true);
    row("clock set back", minute, LastTake{at(-600s), in(5)}, in(6), true);
    row("by entries, too few", hundred, LastTake{at(600s), in(5)}, in(104), false);
    row("by entries, enough", hundred, LastTake{at(1s), in(5)}, in(105), true);
    row("by entries, never one, too few", hundred, {}, in(99), false);
    row("by entries, never one, enough", hundred, {}, in(100), true);
    row("by entries, went back", hundred, LastTake{at(1s), in(500)}, in(7), true);
    row("another history at the same index", minute, LastTake{at(600s), in(6)}, Position{{u"l2"_s}, 6}, true);
    row("another history, by entries", hundred, LastTake{at(1s), in(6)}, Position{{u"l2"_s}, 7}, true);
    row("by entries, foreign", hundred, LastTake{at(600s), {}}, {}, false);
    row("both, time", both, LastTake{at(60s), in(5)}, in(6), true);
    row("both, entries", both, LastTake{at(1s), in(5)}, in(105), true);
    row("both, neither", both, LastTake{at(1s), in(5)}, in(6), false);
    row("by entries, failed just now", hundred, LastTake{at(59s), in(5), true}, in(105), false);
    row("by entries, failed a while ago", hundred, LastTake{at(60s), in(5), true}, in(105), true);
    row("by time, failed just now", minute, LastTake{at(1s), {}, true}, in(6), false);
    row("by time, failed, nothing changed", minute, LastTake{at(60s), in(6), true}, in(6), true);
    row("none", {.interval = 0s}, {}, in(1'000'000), false);
}

void tst_Policy::due()
{
    QFETCH(const SnapshotPolicy, policy);
    QFETCH(const Last, last);
    QFETCH(const Maybe, position);
    QFETCH(const bool, due);
    QCOMPARE(isTakeDue(policy, last, position, at(0s)), due);
}

void tst_Policy::trueThenFalse()
{
    const SnapshotPolicy policy{.interval = 25s};
    QVERIFY(isTakeDue(policy, {}, {}, at(0s)));
    QVERIFY(!isTakeDue(policy, LastTake{at(0s), {}}, {}, at(0s)));
}

QTEST_APPLESS_MAIN(tst_Policy)
#include "tst_policy.moc"
