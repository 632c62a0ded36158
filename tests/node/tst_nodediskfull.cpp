// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "outagebench.h"

#include "tests/support/smalldisk.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace lifeboat;
using namespace lifeboat::test;
using namespace std::chrono_literals;

/// Servers have no room: what was acknowledged stays, and all goes on once there is some.
class tst_NodeDiskFull final : public OutageBench
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init() { m_ttl = kShortestTtl; }
    void cleanup() { end(); }
    void goesOnWithRoom();
    void goesOnWhereServersMayTakeMore();

private:
    /// Puts documents through one node after the other until there is no room for one more; how many were put.
    int fill();
    void goOnAfter(int last);
};

void tst_NodeDiskFull::initTestCase()
{
    NEED_NATS_SERVER();
    if (!SmallDisk(1 << 20).isMounted())
        QSKIP("the system lets nobody mount a tmpfs here");
}

int tst_NodeDiskFull::fill()
{
    openAll();
    waitForLeader();
    const QString text = noise(300'000, 0);
    int last = 0;
    Result<QJsonObject> done;
    while ((done = m_nodes[size_t(last % 3)]->call(u"state.change"_s, put(u"k%1"_s.arg(last + 1), text))))
        ++last;
    if (codeOf(done.error().code) != codeOf(ErrorCode::DiskFull) || last <= 5)
        fail(u"after %1: "_s.arg(last) + toString(done.error()), std::source_location::current());
    return last;
}

void tst_NodeDiskFull::goOnAfter(int last)
{
    write(0, last + 1, last + 20);
    write(1, last + 21, last + 40);
    write(2, last + 41, last + 60);
    publish(quint64(last) + 60, allNodes());
    compareStates(last + 60);
}

/// The device itself is full.
void tst_NodeDiskFull::goesOnWithRoom()
{
    SmallDisk disk(8 << 20);
    QVERIFY(disk.isMounted());
    m_server = std::make_unique<NatsServer>(QString(), QString(), disk.path());
    NatsSettings settings = m_server->settings();
    settings.requestTimeout = 1s;
    begin(settings, 1);
    const int last = fill();
    m_server->stop();
    QVERIFY(disk.resize(32 << 20));
    m_server->start();
    goOnAfter(last);
    end(); // before the disk goes
}

/// Three have reached what they may take, as README has it set up: a nats-server (2.10.27) of several whose device itself is full
/// may lose what it acknowledges in that moment.
void tst_NodeDiskFull::goesOnWhereServersMayTakeMore()
{
    beginOn(int(NatsCluster::kServers), u"max_file: 4MB"_s);
    const int last = fill();
    for (NatsServer *const server : servers()) {
        server->stop();
        server->limit({});
    }
    startServers();
    goOnAfter(last);
}

QTEST_GUILESS_MAIN(tst_NodeDiskFull)
#include "tst_nodediskfull.moc"
