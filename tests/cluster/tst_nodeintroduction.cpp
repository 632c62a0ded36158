// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/cluster/nodeintroduction.h"

#include "engine/base/posixfilesystem.h"
#include "engine/cluster/secretstore.h"
#include "engine/jobs/jobrunner.h"
#include "tests/cluster/fakenode.h"
#include "tests/support/expect.h"
#include "tests/support/workspace.h"

#include <QSignalSpy>
#include <QTest>

using namespace lifeboat;
using namespace lifeboat::test;
using namespace Qt::StringLiterals;

using State = IntroducedNode::State;

/// What the dialog does not show: that nothing is kept by halves. The rest: tst_ConnectDialog.
class tst_NodeIntroduction final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void keepsUnderTheNodesOwnNames();
    void takesTokensBackWhereNoProfileCanBeKept();
    void leavesTokensOfKnownNodes();
    void theSameNodeTwiceIsKeptOnce();
    void whatIsNotChosenIsNotTried();

private:
    NodeProfile at(const QString &host) const { return {.name = {}, .url = ok(nodeUrl(host)), .fingerprint = {}}; }
    NodeIntroduction *introduce(const QList<NodeProfile> &nodes, const QList<NodeProfile> &known = {});
    /// Keeps, and says whether it could.
    bool keep();
    Result<QString> token(const QString &host)
    {
        return m_secrets->read(secretKey(u"orders"_s, ok(nodeUrl(host)))).result();
    }

    std::unique_ptr<Workspace> m_space;
    std::unique_ptr<FakeNetwork> m_network;
    std::unique_ptr<ProfileStore> m_profiles;
    std::unique_ptr<SecretStore> m_secrets;
    std::unique_ptr<JobRunner> m_jobs;
    std::unique_ptr<NodeIntroduction> m_introduction;
};

void tst_NodeIntroduction::init()
{
    m_space = std::make_unique<Workspace>();
    m_network = std::make_unique<FakeNetwork>();
    m_network->add(u"n1"_s);
    m_network->add(u"n2"_s);
    FileSystem &disk = PosixFileSystem::instance();
    m_profiles = std::make_unique<ProfileStore>(disk, m_space->path(u"clusters.json"_s));
    m_secrets = makeFileSecrets(disk, m_space->path(u"secrets.json"_s));
    m_jobs = std::make_unique<JobRunner>(1);
}

void tst_NodeIntroduction::cleanup()
{
    m_introduction.reset();
    m_network.reset();
}

NodeIntroduction *tst_NodeIntroduction::introduce(const QList<NodeProfile> &nodes, const QList<NodeProfile> &known)
{
    m_introduction = std::make_unique<NodeIntroduction>(u"secret"_s, known, m_network->surroundings());
    m_introduction->add(nodes);
    if (!QTest::qWaitFor([this] { return m_introduction->isSettled(); }, 30'000))
        fail(u"is being tried for ever"_s, std::source_location::current());
    return m_introduction.get();
}

bool tst_NodeIntroduction::keep()
{
    QSignalSpy kept(m_introduction.get(), &NodeIntroduction::kept);
    QSignalSpy failed(m_introduction.get(), &NodeIntroduction::keepFailed);
    m_introduction->keep(u"orders"_s, *m_profiles, *m_secrets, *m_jobs);
    if (!QTest::qWaitFor([&] { return kept.size() + failed.size() == 1; }, 30'000))
        fail(u"is being kept for ever"_s, std::source_location::current());
    return kept.size() == 1;
}

void tst_NodeIntroduction::keepsUnderTheNodesOwnNames()
{
    (*m_network)[u"n1"_s].status.node = u"frankfurt"_s;
    introduce({at(u"n1"_s), at(u"n2"_s), at(u"n1"_s)});
    QCOMPARE(m_introduction->nodes().size(), 2);
    QCOMPARE(m_introduction->keepable(), 2);
    QVERIFY(!m_space->exists(u"secrets.json"_s));
    QVERIFY(keep());
    QCOMPARE(ok(m_profiles->cluster(u"orders"_s)).nodes[0].name, u"frankfurt"_s);
    QCOMPARE(ok(token(u"n1"_s)), u"secret"_s);
    QCOMPARE(ok(token(u"n2"_s)), u"secret"_s);
}

void tst_NodeIntroduction::takesTokensBackWhereNoProfileCanBeKept()
{
    introduce({at(u"n1"_s), at(u"n2"_s)});
    m_space->write(u"clusters.json"_s, "not ours");
    QVERIFY(!keep());
    QVERIFY(QTest::qWaitFor([this] { return !token(u"n1"_s) && !token(u"n2"_s); }, 30'000));
    EXPECT_ERROR(token(u"n2"_s), ErrorCode::NotFound);
    QCOMPARE(m_space->read(u"clusters.json"_s), QByteArray("not ours"));
    // What is in the way may go, and it is tried again.
    QVERIFY(QFile::remove(m_space->path(u"clusters.json"_s)));
    QVERIFY(keep());
}

void tst_NodeIntroduction::leavesTokensOfKnownNodes()
{
    introduce({at(u"n1"_s), at(u"n2"_s)}, {at(u"n1"_s)});
    m_space->write(u"clusters.json"_s, "not ours");
    QVERIFY(!keep());
    QVERIFY(QTest::qWaitFor([this] { return !token(u"n2"_s); }, 30'000));
    EXPECT_ERROR(token(u"n2"_s), ErrorCode::NotFound);
    QVERIFY(token(u"n1"_s));
}

void tst_NodeIntroduction::theSameNodeTwiceIsKeptOnce()
{
    (*m_network)[u"n2"_s].status.node = u"n1"_s;
    introduce({at(u"n1"_s), at(u"n2"_s)});
    QCOMPARE(m_introduction->keepable(), 1);
    QVERIFY(m_introduction->nodes()[0].state == State::Twice || m_introduction->nodes()[1].state == State::Twice);
    QVERIFY(keep());
    QCOMPARE(ok(m_profiles->cluster(u"orders"_s)).nodes.size(), 1);
}

void tst_NodeIntroduction::whatIsNotChosenIsNotTried()
{
    (*m_network)[u"n1"_s].status.peers = {{u"n2"_s, QJsonObject{{u"address"_s, u"n2"_s}}},
                                          {u"n1"_s, QJsonObject{{u"address"_s, u"10.0.0.1"_s}}}};
    introduce({at(u"n1"_s)});
    QCOMPARE(m_introduction->nodes().size(), 2);
    QCOMPARE(int(m_introduction->nodes()[1].state), int(State::Offered));
    QCOMPARE((*m_network)[u"n2"_s].attempts.size(), 0);
    m_introduction->choose(1, true);
    QVERIFY(QTest::qWaitFor([this] { return m_introduction->nodes()[1].state == State::Met; }, 30'000));
    m_introduction->choose(1, false);
    QCOMPARE(m_introduction->keepable(), 1);
}

QTEST_GUILESS_MAIN(tst_NodeIntroduction)
#include "tst_nodeintroduction.moc"
