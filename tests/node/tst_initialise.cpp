// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemonprocess.h"

#include "engine/base/posixfilesystem.h"
#include "engine/net/certificate.h"
#include "engine/net/tokenstore.h"
#include "engine/node/nodeconfig.h"
#include "tests/support/expect.h"
#include "tests/support/workspace.h"

#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QRegularExpression>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace lifeboat;
using namespace lifeboat::test;

/// lifeboatd --init, --check-config, and the tokens they make.
class tst_Initialise final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { m_space = std::make_unique<Workspace>(); }
    void initialisesOnce();
    void initialisesForACluster();
    void showsTheTokenOnce();
    void needsItsCertificate_data();
    void needsItsCertificate();
    void checksWhatItNames_data();
    void checksWhatItNames();
    void keepsNoTokenNobodyWasShown_data();
    void keepsNoTokenNobodyWasShown();
    void opensTheTokenFileFirst();
    void saysThatHelpWasNotWritten();

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

/// On standard output, and nowhere else.
void tst_Initialise::showsTheTokenOnce()
{
    const QString directory = m_space->path(u"n1"_s);
    QProcess process;
    process.start(daemonProgram(), {u"--init"_s, directory, u"--name"_s, u"n1"_s, u"--port"_s, u"0"_s});
    QVERIFY(process.waitForFinished(60'000));
    QCOMPARE(process.exitCode(), 0);
    QCOMPARE(process.readAllStandardError(), QByteArray());
    const QString said = QString::fromUtf8(process.readAllStandardOutput());
    static const QRegularExpression line(u"^admin token +\\(shown this once\\) +(\\S{20,})$"_s, QRegularExpression::MultilineOption);
    const QString token = line.match(said).captured(1);
    QVERIFY2(!token.isEmpty(), qPrintable(said));
    QCOMPARE(said.count(token), 1);
    const auto tokens = ok(net::TokenStore::open(PosixFileSystem::instance(), directory + u"/data/tokens.json"_s));
    const auto known = tokens->check(token, QDateTime::currentDateTimeUtc());
    QVERIFY(known && known->role == net::Role::Admin);
    QDirIterator files(directory, QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
    while (files.hasNext())
        QVERIFY(!readFile(files.next()).contains(token.toUtf8()));
    const QStringList config{u"--config"_s, directory + u"/lifeboatd.toml"_s};
    for (const QStringList &later : {QStringList{u"--check-config"_s}, QStringList{u"--fingerprint"_s}, QStringList{u"token"_s, u"list"_s}}) {
        const DaemonRun told = runDaemon(config + later);
        QCOMPARE(told.status, 0);
        QVERIFY(!told.output.contains(token));
    }
}

void tst_Initialise::needsItsCertificate_data()
{
    QTest::addColumn<QString>("file");
    QTest::addColumn<QString>("instead"); ///< of another node, or a text; empty: it is gone
    QTest::addColumn<QString>("said");
    QTest::newRow("no certificate") << u"certificate.pem"_s << QString() << u"certificate.pem"_s;
    QTest::newRow("no key") << u"key.pem"_s << QString() << u"key.pem"_s;
    QTest::newRow("another's key") << u"key.pem"_s << u"other/data/key.pem"_s << u"the key of another certificate"_s;
    QTest::newRow("another's certificate") << u"certificate.pem"_s << u"other/data/certificate.pem"_s << u"the key of another certificate"_s;
    QTest::newRow("nonsense for a certificate") << u"certificate.pem"_s << u"nonsense"_s << u"no certificate in PEM"_s;
    QTest::newRow("nonsense for a key") << u"key.pem"_s << u"nonsense"_s << u"no key in PEM"_s;
}

/// Said by --check-config as by a start, which leaves nothing behind.
void tst_Initialise::needsItsCertificate()
{
    QFETCH(const QString, file);
    QFETCH(const QString, instead);
    QFETCH(const QString, said);
    const DaemonProcess daemon(m_space->path(u"n1"_s), u"n1"_s);
    const DaemonProcess other(m_space->path(u"other"_s), u"n2"_s);
    m_space->write(u"nonsense"_s, "nonsense");
    QVERIFY(QFile::remove(daemon.data(file)));
    if (!instead.isEmpty())
        QVERIFY(QFile::copy(m_space->path(instead), daemon.data(file)));
    const QStringList before = namesIn(daemon.data({}));
    for (const QStringList &arguments : {QStringList{u"--check-config"_s}, QStringList{}, QStringList{u"--fingerprint"_s}}) {
        const DaemonRun run = runDaemon(QStringList{u"--config"_s, daemon.configPath()} + arguments);
        QCOMPARE(run.status, 3);
        QVERIFY2(run.output.contains(said) && run.output.contains(m_space->path()), qPrintable(run.output));
        QVERIFY(!run.output.contains("is right"_L1));
    }
    QCOMPARE(namesIn(daemon.data({})), before);
    if (file == "key.pem"_L1) { // nobody asks for it without TLS
        daemon.configure("tls = true ", "tls = false ");
        QCOMPARE(runDaemon({u"--config"_s, daemon.configPath(), u"--check-config"_s}).status, 0);
    }
}

void tst_Initialise::checksWhatItNames_data()
{
    QTest::addColumn<QByteArray>("from");
    QTest::addColumn<QByteArray>("to");
    QTest::addColumn<QString>("named"); ///< a file of the workspace
    const QByteArray nats = "[nats]\nurls = [\"nats://192.0.2.7:4222\"]\nuser = \"u\"\n";
    QTest::newRow("no password") << "# [nats]"_ba << nats + "password_file = \"none\"\n" << u"n1/none"_s;
    QTest::newRow("empty token") << "# [nats]"_ba << "[nats]\nurls = [\"nats://h\"]\ntoken_file = \"../empty\"\n"_ba << u"empty"_s;
    QTest::newRow("no credentials") << "# [nats]"_ba << "[nats]\nurls = [\"nats://h\"]\ncredentials = \"none.creds\"\n"_ba << u"n1/none.creds"_s;
    QTest::newRow("nonsense for an authority") << "# [nats]"_ba << nats + "ca = \"../empty\"\n" << u"empty"_s;
    QTest::newRow("a file for the store") << "store = \"data/snapshots\""_ba << "store = \"../empty\""_ba << u"empty"_s;
    QTest::newRow("a file above the store") << "store = \"data/snapshots\""_ba << "store = \"../empty/x/y\""_ba << u"empty"_s;
    QTest::newRow("a directory for the log") << "log = \"data/log.db\""_ba << "log = \"../directory\""_ba << u"directory"_s;
    QTest::newRow("a file for the data") << "data = \"data\""_ba << "data = \"../empty\""_ba << u"empty"_s;
}

void tst_Initialise::checksWhatItNames()
{
    QFETCH(const QByteArray, from);
    QFETCH(const QByteArray, to);
    QFETCH(const QString, named);
    m_space->write(u"empty"_s, {});
    QVERIFY(QDir(m_space->path()).mkdir(u"directory"_s));
    const DaemonProcess daemon(m_space->path(u"n1"_s), u"n1"_s);
    const QStringList arguments{u"--config"_s, daemon.configPath(), u"--check-config"_s};
    QCOMPARE(runDaemon(arguments).status, 0);
    daemon.configure(from, to);
    if (to.startsWith("[nats]"))
        daemon.configure("log = \"data/log.db\"", "# log = \"data/log.db\"");
    const DaemonRun run = runDaemon(arguments);
    QCOMPARE(run.status, 3);
    QVERIFY2(run.output.contains(m_space->path(named)), qPrintable(run.output));
    QVERIFY2(!run.output.contains("is right"_L1) && !run.output.contains("keychain"_L1), qPrintable(run.output));
}

void tst_Initialise::keepsNoTokenNobodyWasShown_data()
{
    QTest::addColumn<QString>("output");
    QTest::newRow("full") << u">/dev/full"_s;
    QTest::newRow("closed") << u">&-"_s;
}

void tst_Initialise::keepsNoTokenNobodyWasShown()
{
    QFETCH(const QString, output);
    const QString directory = m_space->path(u"n1"_s);
    const auto unheard = [&output](const QStringList &arguments) {
        QProcess process;
        process.start(u"/bin/sh"_s, QStringList{u"-c"_s, u"exec \"$0\" \"$@\" "_s + output, daemonProgram()} + arguments);
        process.waitForFinished(60'000);
        return DaemonRun{process.exitCode(), QString::fromUtf8(process.readAllStandardError())};
    };
    const auto kept = [&directory] {
        QStringList names;
        for (const net::TokenInfo &token : ok(ok(net::TokenStore::open(PosixFileSystem::instance(), directory + u"/data/tokens.json"_s))->list()))
            names.append(token.name);
        return names;
    };
    const DaemonRun made = unheard({u"--init"_s, directory, u"--name"_s, u"n1"_s, u"--port"_s, u"0"_s});
    QCOMPARE(made.status, 3);
    const QString config = directory + u"/lifeboatd.toml"_s;
    QVERIFY2(made.output.contains(u"lifeboatd --config %1 token add admin --role admin"_s.arg(config)), qPrintable(made.output));
    QCOMPARE(kept(), QStringList());
    const QStringList add{u"--config"_s, config, u"token"_s, u"add"_s, u"ann"_s};
    const DaemonRun added = unheard(add);
    QCOMPARE(added.status, 3);
    QVERIFY2(added.output.contains("not kept"_L1), qPrintable(added.output));
    QCOMPARE(kept(), QStringList());
    QCOMPARE(runDaemon(add).status, 0); // the name is free
    QCOMPARE(kept(), QStringList{u"ann"_s});
    QCOMPARE(runDaemon({u"--config"_s, config, u"token"_s, u"add"_s, u"bob"_s, u"--expires"_s, u"0s"_s}).status, 2);
    QCOMPARE(kept(), QStringList{u"ann"_s});
}

/// Without a place for the token nothing is made, and the retry finds nothing in its way.
void tst_Initialise::opensTheTokenFileFirst()
{
    const QStringList init{u"--init"_s, m_space->path(u"n1"_s), u"--port"_s, u"0"_s, u"--token-file"_s};
    QCOMPARE(runDaemon(init + QStringList{m_space->path(u"none/x"_s)}).status, 3);
    QVERIFY(!QFile::exists(m_space->path(u"n1/lifeboatd.toml"_s)));
    QCOMPARE(runDaemon(init + QStringList{m_space->path(u"n1/admin.token"_s)}).status, 0);
    QVERIFY(readFile(m_space->path(u"n1/admin.token"_s)).startsWith("lb1.admin."));
    const QStringList add{u"--config"_s, m_space->path(u"n1/lifeboatd.toml"_s), u"token"_s, u"add"_s, u"ann"_s, u"--token-file"_s};
    QCOMPARE(runDaemon(add + QStringList{m_space->path(u"none/x"_s)}).status, 3);
    QCOMPARE(runDaemon(add + QStringList{m_space->path(u"n1/admin.token"_s)}).status, 4);
    QCOMPARE(runDaemon(add + QStringList{m_space->path(u"ann.token"_s)}).status, 0);
    QCOMPARE(runDaemon(add + QStringList{m_space->path(u"again.token"_s)}).status, 4); // the name is taken
    QVERIFY(!QFile::exists(m_space->path(u"again.token"_s)));
}

void tst_Initialise::saysThatHelpWasNotWritten()
{
    for (const QString &asked : {u"--help"_s, u"--version"_s}) {
        QProcess process;
        process.setStandardOutputFile(u"/dev/full"_s);
        process.start(daemonProgram(), {asked});
        QVERIFY(process.waitForFinished(60'000));
        QCOMPARE(process.exitCode(), 3);
        QVERIFY(process.readAllStandardError().contains("standard output"));
    }
}

QTEST_GUILESS_MAIN(tst_Initialise)
#include "tst_initialise.moc"
