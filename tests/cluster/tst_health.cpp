// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/cluster/health.h"

#include <QTest>
#include <QTimeZone>

using namespace lifeboat;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

class tst_Health final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void verdicts_data();
    void verdicts();
    void delays_data();
    void delays();
};

namespace {

using Reasons = QList<HealthReason>;
using Status = std::optional<net::NodeStatus>;
using Change = std::function<void(net::NodeStatus &)>;
using Time = std::chrono::milliseconds;

const QDateTime kNow = QDateTime::fromMSecsSinceEpoch(1'767'323'045'678, QTimeZone::UTC);

Status statusWith(const Change &change)
{
    net::NodeStatus status;
    status.time = kNow;
    net::StateStatus state;
    state.name = u"main"_s;
    state.managed = true;
    state.position = Position{{u"l"_s}, 5000};
    state.logLast = 5000;
    state.snapshots = 1;
    state.newest = {u"20261121T020322123Z-9f3a01c4"_s};
    state.newestAt = kNow.addSecs(-100);
    state.nextTake = kNow.addSecs(-40);
    state.takeInterval = 60s;
    state.newestDepth = u"read"_s;
    status.states = {state};
    change(status);
    return status;
}

} // namespace

void tst_Health::verdicts_data()
{
    QTest::addColumn<Link>("link");
    QTest::addColumn<Status>("status");
    QTest::addColumn<Time>("age");
    QTest::addColumn<Time>("skew");
    QTest::addColumn<Health>("health");
    QTest::addColumn<Reasons>("reasons");
    using enum HealthReason;
    const auto row = [](const char *name, Link link, const Status &status, Time age, Health health,
                        const Reasons &reasons, Time skew = 0ms) {
        QTest::newRow(name) << link << status << age << skew << health << reasons;
    };
    const auto online = [&](const char *name, Health health, const Reasons &reasons,
                            const Change &change) {
        row(name, Link::Online, statusWith(change), 500ms, health, reasons);
    };
    const Status fine = statusWith([](net::NodeStatus &) { });
    row("never started", Link::Idle, {}, 0ms, Health::Unknown, {});
    row("first attempt", Link::Connecting, {}, 0ms, Health::Unknown, {});
    row("online, nothing said yet", Link::Online, {}, 0ms, Health::Unknown, {});
    row("never reached", Link::Waiting, {}, 0ms, Health::Unknown, {Unreachable});
    row("refused", Link::Refused, {}, 0ms, Health::Failed, {Refused});
    row("refused, was met", Link::Refused, fine, 90s, Health::Failed, {Refused});
    row("all fine", Link::Online, fine, 500ms, Health::Good, {});
    row("just lost", Link::Waiting, fine, 500ms, Health::Unknown, {Unreachable});
    row("lost for a minute", Link::Waiting, fine, 61s, Health::Failed, {Unreachable});
    row("online but silent", Link::Online, fine, 11s, Health::Unknown, {Unreachable});
    row("online, a late status", Link::Online, fine, 9s, Health::Good, {});
    row("clock ahead", Link::Online, fine, 500ms, Health::Attention, {ClockSkew}, 5001ms);
    row("clock behind", Link::Online, fine, 500ms, Health::Attention, {ClockSkew}, -1h);
    row("clock near", Link::Online, fine, 500ms, Health::Good, {}, 5000ms);
    online("trouble of the node", Health::Failed, {NodeTroubled}, [](net::NodeStatus &status) {
        status.trouble = Error{ErrorCode::DiskFull, {}, {}};
    });
    online("trouble", Health::Failed, {StateTroubled}, [](net::NodeStatus &status) {
        status.states[0].trouble = Error{ErrorCode::DatabaseCorrupt, {}, {}};
    });
    online("trouble of the node and of a state", Health::Failed, {NodeTroubled, StateTroubled}, [](net::NodeStatus &status) {
        status.trouble = Error{ErrorCode::DiskFull, {}, {}};
        status.states[0].trouble = Error{ErrorCode::DatabaseCorrupt, {}, {}};
    });
    online("no snapshot", Health::Failed, {NoSnapshot},
           [](net::NodeStatus &status) { status.states[0].newest = {}; });
    online("no snapshot of nothing", Health::Good, {}, [](net::NodeStatus &status) {
        status.states[0].newest = {};
        status.states[0].position->appliedIndex = 0;
        status.states[0].logLast = 0;
    });
    online("no snapshot of a foreign state", Health::Failed, {NoSnapshot},
           [](net::NodeStatus &status) {
               status.states[0].newest = {};
               status.states[0].managed = false;
               status.states[0].position.reset();
           });
    online("the log gives no answer", Health::Attention, {LogUnknown},
           [](net::NodeStatus &status) { status.states[0].logLast.reset(); });
    online("the log is of another history", Health::Attention, {LogUnknown}, [](net::NodeStatus &status) {
        status.states[0].logLast.reset();
        status.states[0].logLineage = {u"other"_s};
    });
    online("nobody knows where the state stands", Health::Attention, {LogUnknown},
           [](net::NodeStatus &status) { status.states[0].position.reset(); });
    online("it is known why the log is not", Health::Failed, {StateTroubled}, [](net::NodeStatus &status) {
        status.states[0].trouble = Error{ErrorCode::LogMissing, {}, {}};
        status.states[0].logLast.reset();
    });
    online("a foreign state has no log", Health::Good, {}, [](net::NodeStatus &status) {
        status.states[0].managed = false;
        status.states[0].position.reset();
        status.states[0].logLast.reset();
    });
    online("being restored", Health::Attention, {BeingRestored},
           [](net::NodeStatus &status) { status.states[0].isBeingRestored = true; });
    online("being restored, and closed for that", Health::Attention, {BeingRestored}, [](net::NodeStatus &status) {
        status.states[0].isBeingRestored = true;
        status.states[0].newest = {};
        status.states[0].position.reset();
        status.states[0].logLast.reset();
    });
    online("being restored, for it is in trouble", Health::Failed, {StateTroubled, BeingRestored}, [](net::NodeStatus &status) {
        status.states[0].isBeingRestored = true;
        status.states[0].trouble = Error{ErrorCode::DatabaseCorrupt, {}, {}};
    });
    const auto firstDue = [](net::NodeStatus &status) {
        status.states[0].newest = {};
        status.states[0].nextTake = {};
        status.startedAt = kNow.addSecs(-59);
    };
    online("none yet, just started", Health::Unknown, {FirstSnapshotDue}, firstDue);
    online("none yet, started a while ago", Health::Failed, {NoSnapshot}, [firstDue](net::NodeStatus &status) {
        firstDue(status);
        status.startedAt = kNow.addSecs(-61);
    });
    online("none yet, it is being taken", Health::Unknown, {FirstSnapshotDue}, [firstDue](net::NodeStatus &status) {
        firstDue(status);
        status.startedAt = kNow.addSecs(-61);
        status.inFlight = 1;
    });
    online("none yet, just started, the take failed", Health::Failed, {NoSnapshot}, [firstDue](net::NodeStatus &status) {
        firstDue(status);
        status.states[0].nextTake = kNow.addSecs(50);
    });
    online("none yet, just started, nothing is taken by time", Health::Failed, {NoSnapshot},
           [firstDue](net::NodeStatus &status) {
               firstDue(status);
               status.states[0].takeInterval = 0s;
           });
    online("damaged outranks verified", Health::Failed, {NewestDamaged},
           [](net::NodeStatus &status) { status.states[0].newestDamaged = true; });
    online("unverified", Health::Attention, {NewestUnverified},
           [](net::NodeStatus &status) { status.states[0].newestDepth.clear(); });
    online("three intervals old", Health::Good, {}, [](net::NodeStatus &status) {
        status.states[0].newestAt = kNow.addSecs(-180);
        status.states[0].nextTake = kNow.addSecs(-120);
    });
    online("older", Health::Attention, {NewestOld}, [](net::NodeStatus &status) {
        status.states[0].newestAt = kNow.addSecs(-181);
        status.states[0].nextTake = kNow.addSecs(-121);
    });
    online("of old, changed just now", Health::Good, {}, [](net::NodeStatus &status) {
        status.states[0].newestAt = kNow.addDays(-30);
        status.states[0].nextTake = kNow.addSecs(-1);
    });
    online("none here, but published", Health::Good, {}, [](net::NodeStatus &status) {
        status.states[0].published = std::exchange(status.states[0].newest, {});
    });
    online("old, but not by time", Health::Good, {}, [](net::NodeStatus &status) {
        status.states[0].newestAt = kNow.addDays(-30);
        status.states[0].nextTake = {};
    });
    online("behind a little", Health::Good, {},
           [](net::NodeStatus &status) { status.states[0].logLast = 6000; });
    online("behind", Health::Attention, {LogBehind},
           [](net::NodeStatus &status) { status.states[0].logLast = 6001; });
    online("not published", Health::Attention, {NotPublished}, [](net::NodeStatus &status) {
        status.states[0].publishTrouble = Error{ErrorCode::PointerInvalid, u"latest.main"_s, {}};
    });
    online("leases unkept", Health::Attention, {LeasesUnkept},
           [](net::NodeStatus &status) { status.leaseHistoryTrouble = Error{ErrorCode::DiskFull, {}, {}}; });
    online("node map not read", Health::Attention, {NodeMapUnread}, [](net::NodeStatus &status) {
        status.peersTrouble = Error{ErrorCode::NoteInvalid, u"nodes.json"_s, {}};
    });
    online("dead operations", Health::Attention, {DeadOperations},
           [](net::NodeStatus &status) { status.dead = 1; });
    online("worst first, each once", Health::Failed, {NewestDamaged, LogBehind, DeadOperations},
           [](net::NodeStatus &status) {
               status.dead = 2;
               status.states[0].logLast = 9000;
               status.states.append(status.states[0]);
               status.states[1].newestDamaged = true;
           });
    row("damaged and just lost", Link::Waiting,
        statusWith([](net::NodeStatus &status) { status.states[0].newestDamaged = true; }), 1s,
        Health::Failed, {NewestDamaged, Unreachable});
}

void tst_Health::verdicts()
{
    QFETCH(const Link, link);
    QFETCH(const Status, status);
    QFETCH(const Time, age);
    QFETCH(const Time, skew);
    QFETCH(const Health, health);
    QFETCH(const Reasons, reasons);
    const HealthVerdict verdict = judgeHealth(link, status, age, skew);
    QCOMPARE(int(verdict.health), int(health));
    QCOMPARE(verdict.reasons, reasons);
}

void tst_Health::delays_data()
{
    QTest::addColumn<int>("attempt");
    QTest::addColumn<double>("spread");
    QTest::addColumn<int>("delay");
    QTest::newRow("first, longest") << 1 << 0.0 << 500;
    QTest::newRow("first, half") << 1 << 0.5 << 375;
    QTest::newRow("second") << 2 << 0.0 << 1000;
    QTest::newRow("sixth") << 6 << 0.0 << 16'000;
    QTest::newRow("seventh") << 7 << 0.0 << 30'000;
    QTest::newRow("much later") << 1'000'000 << 0.0 << 30'000;
    QTest::newRow("much later, spread") << 1'000'000 << 0.999 << 15'015;
    QTest::newRow("none yet") << 0 << 0.0 << 500;
}

void tst_Health::delays()
{
    QFETCH(const int, attempt);
    QFETCH(const double, spread);
    QFETCH(const int, delay);
    QCOMPARE(reconnectDelay(attempt, spread).count(), delay);
}

QTEST_APPLESS_MAIN(tst_Health)
#include "tst_health.moc"
