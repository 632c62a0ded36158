// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemonprocess.h"

#include "engine/base/ids.cpp"
#include "tests/net/servednode.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace lifeboat;
using namespace lifeboat::test;

/// The client in another language, written from PROTOCOL.md alone, against a real lifeboatd.
class tst_NodeInterop final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void statusTakeFetchVerify();
    void takeOfNoState();

private:
    QJsonObject run(const QStringList &command, int status = 0);

    Workspace m_space;
    std::unique_ptr<DaemonProcess> m_daemon;
    QByteArray m_said; ///< standard error of the last run
};

void tst_NodeInterop::initTestCase()
{
    m_daemon = std::make_unique<DaemonProcess>(m_space.path(u"n1"_s), u"n1"_s);
    m_daemon->start();
}

QJsonObject tst_NodeInterop::run(const QStringList &command, int status)
{
    QProcess client;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(u"LIFEBOAT_TOKEN"_s, m_daemon->endpoint().token);
    environment.insert(u"PYTHONDONTWRITEBYTECODE"_s, u"1"_s);
    client.setProcessEnvironment(environment);
    client.start(u"python3"_s,
                 QStringList{QStringLiteral(LIFEBOAT_INTEROP_CLIENT),
                             m_daemon->endpoint().url.toString(), u"--ca"_s,
                             m_daemon->data(u"certificate.pem"_s), u"--transcript"_s}
                     + command);
    waitFor([&client] { return client.state() == QProcess::NotRunning; });
    m_said = client.readAllStandardError();
    if (client.exitCode() != status)
        fail(QString::fromUtf8(m_said), std::source_location::current());
    return QJsonDocument::fromJson(client.readAllStandardOutput()).object();
}

void tst_NodeInterop::statusTakeFetchVerify()
{
    const QJsonObject told = run({u"status"_s});
    QCOMPARE(told["greeting"_L1]["node"_L1].toString(), u"n1"_s);
    QCOMPARE(told["status"_L1]["states"_L1][0]["state"_L1].toString(), u"main"_s);
    const QJsonObject taken = run({u"take"_s, u"main"_s});
    const QString id = taken["result"_L1]["snapshot"_L1].toString();
    QVERIFY(isSnapshotId(id));
    const QJsonObject listed = run({u"list"_s});
    QCOMPARE(listed["snapshots"_L1][0]["snapshot"_L1].toString(), id);
    QVERIFY(m_said.contains(R"("method":"snapshot.recovery")"));
    const QString path = m_space.path(u"fetched"_s);
    run({u"fetch"_s, id, path});
    const QString kept = m_daemon->data(u"snapshots/main/%1.snap.tar"_s.arg(id));
    QVERIFY(readFile(path) == readFile(kept));
    QCOMPARE(run({u"verify"_s, id})["result"_L1]["depth"_L1].toString(), u"read"_s);
    run({u"send"_s, id, path}, 1);
    QVERIFY2(m_said.contains("AlreadyExists"), m_said.constData());
    QFile::remove(kept);
    run({u"send"_s, id, path});
    QVERIFY(readFile(path) == readFile(kept));
}

void tst_NodeInterop::takeOfNoState()
{
    run({u"take"_s, u"none"_s}, 1);
    QVERIFY2(m_said.contains("NotFound"), m_said.constData());
}

QTEST_GUILESS_MAIN(tst_NodeInterop)
#include "tst_nodeinterop.moc"
