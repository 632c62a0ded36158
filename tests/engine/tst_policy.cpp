// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/snapshot/policy.h"

#include <QTest>
#include <QTimeZone>

using namespace lifeboat;
using namespace std::chrono_literals;

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

using Maybe = std::optional<Index>;
using Last = std::optional<LastTake>;

} // namespace

void tst_Policy::due_data()
{
    QTest::addColumn<SnapshotPolicy>("policy");
    QTest::addColumn<Last>("last");
    QTest::addColumn<Maybe>("index");
    QTest::addColumn<bool>("due");
    const auto row = [](const char *name, const SnapshotPolicy &policy, const Last &last,
                        Maybe index,
                        bool due) { QTest::newRow(name) << policy << last << index << due; };
    const SnapshotPolicy minute{.interval = 60s};
    const SnapshotPolicy hundred{.interval = 0s, .entries = 100};
    const SnapshotPolicy both{.interval = 60s, .entries = 100};
    row("never one, by time", minute, {}, 0, true);
    row("never one of a foreign state", minute, {}, {}, true);
    row("just one", minute, LastTake{at(1s), 5}, 6, false);
    row("interval over", minute, LastTake{at(60s), 5}, 6, true);
    row("interval over by a hair", minute, LastTake{at(59'999ms), 5}, 6, false);
    row("nothing changed", minute, LastTake{at(600s), 6}, 6, false);
    row("foreign, interval over", minute, LastTake{at(60s), {}}, {}, true);
    row("clock set back", minute, LastTake{at(-600s), 5}, 6, true);
    row("by entries, too few", hundred, LastTake{at(600s), 5}, 104, false);
    row("by entries, enough", hundred, LastTake{at(1s), 5}, 105, true);
    row("by entries, never one, too few", hundred, {}, 99, false);
    row("by entries, never one, enough", hundred, {}, 100, true);
    row("by entries, went back", hundred, LastTake{at(1s), 500}, 7, true);
    row("by entries, foreign", hundred, LastTake{at(600s), {}}, {}, false);
    row("both, time", both, LastTake{at(60s), 5}, 6, true);
    row("both, entries", both, LastTake{at(1s), 5}, 105, true);
    row("both, neither", both, LastTake{at(1s), 5}, 6, false);
    row("by entries, failed just now", hundred, LastTake{at(59s), 5, true}, 105, false);
    row("by entries, failed a while ago", hundred, LastTake{at(60s), 5, true}, 105, true);
    row("by time, failed just now", minute, LastTake{at(1s), {}, true}, 6, false);
    row("by time, failed, nothing changed", minute, LastTake{at(60s), 6, true}, 6, true);
    row("none", {.interval = 0s}, {}, 1'000'000, false);
}

void tst_Policy::due()
{
    QFETCH(const SnapshotPolicy, policy);
    QFETCH(const Last, last);
    QFETCH(const Maybe, index);
    QFETCH(const bool, due);
    QCOMPARE(isTakeDue(policy, last, index, at(0s)), due);
}

void tst_Policy::trueThenFalse()
{
    const SnapshotPolicy policy{.interval = 25s};
    QVERIFY(isTakeDue(policy, {}, {}, at(0s)));
    QVERIFY(!isTakeDue(policy, LastTake{at(0s), {}}, {}, at(0s)));
}

QTEST_APPLESS_MAIN(tst_Policy)
#include "tst_policy.moc"
