// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/cli/clusterline.h"
#include "tests/cluster/keyring.h"
#include "tests/support/expect.h"

#include <QTest>

using namespace lifeboat;
using namespace lifeboat::test;
using namespace Qt::StringLiterals;

/// Where the session has a keychain, a real one, a cluster's token is there and nowhere else.
class tst_CtlKeychain final : public ClusterLine
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init() { ClusterLine::init(); }
    void cleanup() { ClusterLine::cleanup(); }
    void tokensAreInTheKeychain();
    void tokensOfThePracticeClusterToo();

private:
    std::unique_ptr<Keyring> m_keyring;
};

void tst_CtlKeychain::initTestCase()
{
    NEED_KEYRING();
    ClusterLine::initTestCase();
    qunsetenv("LIFEBOAT_SECRETS");
    m_keyring = std::make_unique<Keyring>();
}

void tst_CtlKeychain::tokensAreInTheKeychain()
{
    m_keyring->start();
    add(*m_one);
    QVERIFY(!m_line->space().exists(u"data/lifeboat/secrets.json"_s));
    QCOMPARE(ctl(u"cluster status orders"_s).status, 0);

    m_keyring->stop();
    m_keyring->start(true);
    const Outcome locked = ctl(u"cluster status orders"_s);
    QVERIFY2(locked.status != 0, qPrintable(locked.out));
    QVERIFY2(locked.err.contains(u"Unlock the keychain"_s) && locked.err.contains(u"LIFEBOAT_SECRETS=file"_s), qPrintable(locked.err));
    const Outcome kept = ctl(u"cluster remove orders"_s);
    QVERIFY2(kept.status != 0, qPrintable(kept.out)); // its token would stay

    m_keyring->stop();
    m_keyring->start();
    QCOMPARE(ctl(u"cluster status orders"_s).status, 0);
    const Outcome removed = ctl(u"cluster remove orders"_s);
    QVERIFY2(removed.status == 0, qPrintable(removed.err));
    QVERIFY(!m_line->space().exists(u"data/lifeboat/secrets.json"_s));
}

/// Which a job writes in a thread of its own.
void tst_CtlKeychain::tokensOfThePracticeClusterToo()
{
    m_keyring->stop();
    m_keyring->start();
    const Outcome started = ctl(u"practice start"_s);
    QVERIFY2(started.status == 0, qPrintable(started.err));
    QVERIFY(!m_line->space().exists(u"data/lifeboat/secrets.json"_s));
    QCOMPARE(ctl(u"cluster status practice"_s).status, 0);
    const Outcome stopped = ctl(u"practice stop"_s);
    QVERIFY2(stopped.status == 0, qPrintable(stopped.err));
    QVERIFY(ctl(u"cluster status practice"_s).status != 0);
}

QTEST_GUILESS_MAIN(tst_CtlKeychain)
#include "tst_ctlkeychain.moc"
