// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "outagebench.h"

#include "tests/support/smalldisk.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace lifeboat;
using namespace lifeboat::test;
using namespace std::chrono_literals;

/// The device of the server itself is full: what was acknowledged stays, and all goes on once there is room.
class tst_NodeDiskFull final : public OutageBench
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void cleanup() { end(); }
    void goesOnWithRoom();
};

void tst_NodeDiskFull::initTestCase()
{
    NEED_NATS_SERVER();
    if (!SmallDisk(1 << 20).isMounted())
        QSKIP("the system lets nobody mount a tmpfs here");
}

void tst_NodeDiskFull::goesOnWithRoom()
{
    SmallDisk disk(8 << 20);
    QVERIFY(disk.isMounted());
    m_ttl = kShortestTtl;
    m_server = std::make_unique<NatsServer>(QString(), QString(), disk.path());
    NatsSettings settings = m_server->settings();
    settings.requestTimeout = 1s;
    begin(settings, 1);
    openAll();
    waitForLeader();
    const QString text = noise(300'000, 0);
    int last = 0;
    Result<QJsonObject> done;
    while ((done = m_nodes[size_t(last % 3)]->call(u"state.change"_s, put(u"k%1"_s.arg(last + 1), text))))
        ++last;
    EXPECT_ERROR(done, ErrorCode::DiskFull);
    QVERIFY(last > 5);
    m_server->stop();
    QVERIFY(disk.resize(32 << 20));
    m_server->start();
    write(0, last + 1, last + 20);
    write(1, last + 21, last + 40);
    write(2, last + 41, last + 60);
    publish(quint64(last) + 60, allNodes());
    compareStates(last + 60);
    end(); // before the disk goes
}

QTEST_GUILESS_MAIN(tst_NodeDiskFull)
#include "tst_nodediskfull.moc"
