// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemonprocess.h"

#include "engine/base/posixfilesystem.h"
#include "engine/net/certificate.h"
#include "engine/node/nodeconfig.h"
#include "tests/support/expect.h"
#include "tests/support/workspace.h"

#include <QFile>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace lifeboat;
using namespace lifeboat::test;

/// lifeboatd --init.
class tst_Initialise final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { m_space = std::make_unique<Workspace>(); }
    void initialisesOnce();
    void initialisesForACluster();

private:
    std::unique_ptr<Workspace> m_space;
};

void tst_Initialise::initialisesOnce()
{
    const DaemonProcess daemon(m_space->path(u"n1"_s), u"n1"_s);
    const QByteArray config = readFile(daemon.configPath());
    QVERIFY(config.contains("name = \"n1\""));
    const DaemonRun told = runDaemon({u"--config"_s, daemon.configPath(), u"--fingerprint"_s});
    QCOMPARE(net::fingerprintFromText(told.output.trimmed()), daemon.endpoint().fingerprint);
    const DaemonRun again = runDaemon({u"--init"_s, m_space->path(u"n1"_s)});
    QCOMPARE(again.status, 4);
    QCOMPARE(readFile(daemon.configPath()), config);
    QVERIFY(!readFile(daemon.data(u"tokens.json"_s)).contains(daemon.endpoint().token.toUtf8()));
    for (const QString &name : {u"tokens.json"_s, u"key.pem"_s})
        QCOMPARE(QFile::permissions(daemon.data(name)) & ~(QFile::ReadUser | QFile::WriteUser),
                 QFile::ReadOwner | QFile::WriteOwner);
    QCOMPARE(runDaemon({u"--check-config"_s, u"--config"_s, daemon.configPath()}).status, 0);
}

void tst_Initialise::initialisesForACluster()
{
    const auto made = [this](const QString &name, const QStringList &arguments) {
        const DaemonRun run = runDaemon(QStringList{u"--init"_s, m_space->path(name), u"--token-file"_s, m_space->path(name + u".token"_s)}
                                        + arguments);
        if (run.status != 0)
            fail(run.output, std::source_location::current());
        return ok(readConfig(PosixFileSystem::instance(), m_space->path(name) + u"/lifeboatd.toml"_s));
    };
    const QString shared = m_space->path(u"shared"_s);
    const NodeConfig here = made(u"here"_s, {u"--share"_s, shared});
    QCOMPARE(here.log, shared + u"/log.db"_s);
    QCOMPARE(here.lease.file, shared + u"/leases.db"_s);
    QCOMPARE(here.publish.directory, shared + u"/published"_s);
    QVERIFY(!here.nats);
    const NodeConfig far = made(u"far"_s, {u"--nats"_s, u"nats://192.0.2.7:4222"_s});
    QCOMPARE(far.nats->settings.urls, QStringList{u"nats://192.0.2.7:4222"_s});
    QCOMPARE(far.lease.bucket, u"lifeboat-lifeboat"_s);
    QCOMPARE(far.publish.bucket, u"lifeboat-lifeboat"_s);
    QCOMPARE(runDaemon({u"--init"_s, m_space->path(u"both"_s), u"--share"_s, shared, u"--nats"_s, u"nats://h"_s}).status, 2);
    QCOMPARE(runDaemon({u"--init"_s, m_space->path(u"odd"_s), u"--nats"_s, u"http://h"_s}).status, 2);
}

QTEST_GUILESS_MAIN(tst_Initialise)
#include "tst_initialise.moc"
