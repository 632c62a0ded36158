// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/base/clock.h"
#include "engine/base/posixfilesystem.h"
#include "engine/cluster/clusterrestore.h"
#include "engine/cluster/nodeconnection.h"
#include "tests/cluster/servednode.h"
#include "tests/support/expect.h"
#include "tests/support/samplearchive.h"

#include <QSignalSpy>
#include <QTest>

using namespace lifeboat;
using namespace lifeboat::test;
using namespace Qt::StringLiterals;

/// Connections over TLS to a server in another thread.
class tst_RealConnection final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void meetsAndFollows();
    void comesBackAfterARestart();
    void anUnknownCertificateIsShownAndAccepted();
    void aWrongTokenIsRefused();
    void sendsAndRestores();
    void endsWithAnOpenLink();

private:
    std::unique_ptr<NodeConnection> connection(const QByteArray &fingerprint);
    static bool waitFor(const std::function<bool()> &condition)
    {
        return QTest::qWaitFor(condition, 60'000);
    }

    std::unique_ptr<ServedNode> m_node;
    QString m_token;
};

void tst_RealConnection::init()
{
    m_node = std::make_unique<ServedNode>(u"n1"_s);
    m_token = m_node->secret();
}

void tst_RealConnection::cleanup()
{
    m_node.reset();
}

std::unique_ptr<NodeConnection> tst_RealConnection::connection(const QByteArray &fingerprint)
{
    return std::make_unique<NodeConnection>(
        NodeProfile{.name = {}, .url = ok(nodeUrl(m_node->address())), .fingerprint = fingerprint},
        [this] { return QtFuture::makeReadyValueFuture(Result<QString>(m_token)); },
        SystemClock::instance());
}

void tst_RealConnection::meetsAndFollows()
{
    const auto node = connection(m_node->fingerprint());
    QStringList events;
    QJsonObject offer{{u"state"_s, u"main"_s},
                      {u"snapshot"_s, u"20261121T020322123Z-9f3a01c4"_s},
                      {u"elementCount"_s, u"12"_s},
                      {u"createdAt"_s, u"2026-11-21T02:03:22.123Z"_s},
                      {u"size"_s, u"4096"_s}};
    QList<QJsonObject> offers{offer};
    offer["state"_L1] = u"orders"_s;
    offers.append(offer);
    m_node->setRecovery(offers);
    connect(node.get(), &NodeConnection::eventArrived, this,
            [&events](quint64, const QString &name) { events.append(name); });
    node->start();
    QVERIFY(waitFor([&] { return node->status().has_value(); }));
    QCOMPARE(node->name(), u"n1"_s);
    QVERIFY(waitFor([&] { return node->recoveries().size() == 2; }));
    QCOMPARE(node->role(), u"operator"_s);
    const auto taken = node->run(u"snapshot.take"_s, {});
    QVERIFY(waitFor([&] { return taken.isFinished(); }));
    ok(taken.result());
    QCOMPARE(node->operations().size(), 1);
    QVERIFY(events.contains(u"operation"_s));
}

void tst_RealConnection::comesBackAfterARestart()
{
    const auto node = connection(m_node->fingerprint());
    const QSignalSpy gap(node.get(), &NodeConnection::gap);
    node->start();
    QVERIFY(waitFor([&] { return node->status().has_value(); }));
    m_node->publish(u"a"_s, {});
    QVERIFY(waitFor([&] { return node->link() == Link::Online; }));
    m_node->restart();
    QVERIFY(waitFor([&] { return node->link() != Link::Online; }));
    QVERIFY(waitFor([&] { return node->link() == Link::Online && gap.size() == 1; }));
}

void tst_RealConnection::anUnknownCertificateIsShownAndAccepted()
{
    const auto node = connection({});
    node->start();
    QVERIFY(waitFor([&] { return node->link() == Link::Refused; }));
    QCOMPARE(codeOf(node->trouble()->code), codeOf(ErrorCode::CertificateUntrusted));
    const QByteArray shown = net::fingerprintFromText(node->trouble()->detail);
    QCOMPARE(shown, m_node->fingerprint());
    QVERIFY(m_node->called().isEmpty());
    node->acceptFingerprint(shown);
    QVERIFY(waitFor([&] { return node->link() == Link::Online; }));
}

void tst_RealConnection::aWrongTokenIsRefused()
{
    m_token = u"lb1.console.wrong"_s;
    const auto node = connection(m_node->fingerprint());
    node->start();
    QVERIFY(waitFor([&] { return node->link() == Link::Refused; }));
    QCOMPARE(codeOf(node->trouble()->code), codeOf(ErrorCode::AuthenticationFailed));
    QVERIFY(!toString(*node->trouble()).contains(m_token));
}

void tst_RealConnection::sendsAndRestores()
{
    const Workspace space;
    const Manifest manifest =
        ok(writeArchive(PosixFileSystem::instance(), space.path(u"a.snap.tar"_s), makePages(512, 6),
                        makeManifest(512, 6, 1024)));
    const auto node = connection(m_node->fingerprint());
    node->start();
    QVERIFY(waitFor([&] { return node->status().has_value(); }));
    ClusterRestore restore({.cluster = u"orders"_s,
                            .snapshot = manifest.id.value,
                            .archive = space.path(u"a.snap.tar"_s),
                            .confirmedName = u"orders"_s},
                           {node.get()}, PosixFileSystem::instance(), SystemClock::instance());
    ok(restore.run());
    QVERIFY(waitFor([&] { return !restore.isRunning(); }));
    QVERIFY2(restore.succeeded(), qPrintable(toString(restore.nodes()[0].error.value_or(Error{}))));
    QVERIFY(m_node->lastParameters(u"restore.run"_s).contains("lineage"_L1));
}

void tst_RealConnection::endsWithAnOpenLink()
{
    auto node = connection(m_node->fingerprint());
    node->start();
    QVERIFY(waitFor([&] { return node->status().has_value(); }));
    const auto call = node->call(u"node.status"_s);
    const auto operation = node->run(u"snapshot.take"_s, {});
    node.reset();
    QVERIFY(operation.isFinished());
    QVERIFY(waitFor([&] { return call.isFinished(); }));
    QVERIFY(!call.result());
}

QTEST_GUILESS_MAIN(tst_RealConnection)
#include "tst_realconnection.moc"
