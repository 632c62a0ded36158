// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/cli/commandline.h"
#include "tests/node/daemonprocess.h"
#include "tests/support/expect.h"
#include "tests/support/natsserver.h"
#include "tests/support/sampledatabase.h"

#include <QDirIterator>
#include <QJsonArray>
#include <QTest>
#include <csignal>

using namespace lifeboat;
using namespace lifeboat::test;
using namespace Qt::StringLiterals;

namespace {

/// As it is, or in another form.
bool holds(const QByteArray &bytes, const QByteArray &secret)
{
    return bytes.contains(secret) || bytes.contains(secret.toBase64()) || bytes.contains(secret.toHex());
}

} // namespace

/// After all that is done with a cluster, no token, no part of one, no key and no password is found in a log, a report, a list of
/// arguments or anything printed.
class tst_CtlSecrets final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void nothingTellsASecret();
    void nothingTellsAPasswordOfNats();

private:
    void begin();
    /// However it ends.
    Outcome say(const QString &line);
    Outcome ctl(const QString &line, int status = 0);
    /// Of the node's state, by the code of its error.
    QString trouble();
    void look(const QString &where, const QByteArray &bytes) const;
    /// Of the workspace, sorted.
    QStringList filesWith(const QByteArray &secret) const;

    std::unique_ptr<CommandLine> m_line;
    QByteArrayList m_secrets;
    QByteArray m_said; ///< by every program
};

void tst_CtlSecrets::initTestCase()
{
    // Never the keychain of whoever runs the tests.
    qputenv("LIFEBOAT_SECRETS", "file");
    qunsetenv("LIFEBOAT_TOKEN_FILE");
}

void tst_CtlSecrets::begin()
{
    m_line = std::make_unique<CommandLine>();
    m_secrets.clear();
    m_said.clear();
}

Outcome tst_CtlSecrets::say(const QString &line)
{
    Outcome outcome = m_line->run(line.split(u' '));
    m_said += (outcome.out + outcome.err).toUtf8();
    return outcome;
}

Outcome tst_CtlSecrets::ctl(const QString &line, int status)
{
    Outcome outcome = say(line);
    if (outcome.status != status)
        fail(line + u": "_s + outcome.out + outcome.err, std::source_location::current());
    return outcome;
}

QString tst_CtlSecrets::trouble()
{
    const QJsonObject told = say(u"cluster status games --json"_s).json();
    const QJsonArray states = told["clusters"_L1][0]["nodes"_L1][0]["status"_L1]["states"_L1].toArray();
    return states.isEmpty() ? u"nothing told"_s : states[0]["trouble"_L1]["code"_L1].toString();
}

void tst_CtlSecrets::look(const QString &where, const QByteArray &bytes) const
{
    for (const QByteArray &secret : m_secrets)
        QVERIFY2(!holds(bytes, secret), qPrintable(where));
}

QStringList tst_CtlSecrets::filesWith(const QByteArray &secret) const
{
    QStringList names;
    QDirIterator files(m_line->path(), QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
    while (files.hasNext()) {
        const QString path = files.next();
        if (holds(readFile(path), secret))
            names.append(QDir(m_line->path()).relativeFilePath(path));
    }
    names.sort();
    return names;
}

void tst_CtlSecrets::nothingTellsASecret()
{
    begin();
    DaemonProcess one(m_line->path(u"n1"_s), u"n1"_s);
    DaemonProcess two(m_line->path(u"n2"_s), u"n2"_s);
    const DaemonRun viewer = runDaemon({u"--config"_s, one.configPath(), u"--token-file"_s, m_line->path(u"viewer.token"_s),
                                        u"token"_s, u"add"_s, u"guest"_s});
    m_said += viewer.output.toUtf8();
    m_said += runDaemon({u"--config"_s, one.configPath(), u"token"_s, u"list"_s}).output.toUtf8();
    for (const QString &file : {u"n1.token"_s, u"n2.token"_s, u"viewer.token"_s})
        m_secrets.append(m_line->space().read(file).trimmed().split('.').last());
    // A secret nobody was given, but somebody tried.
    m_secrets.append(QByteArray(m_secrets[0]).replace(0, 8, "WRONGone"));
    for (const QString &key : {one.data(u"key.pem"_s), two.data(u"key.pem"_s)})
        m_secrets.append(readFile(key).split('\n').at(1));
    for (const QByteArray &secret : std::as_const(m_secrets))
        QVERIFY(secret.size() > 20);
    m_line->space().write(u"wrong.token"_s, "lb1.admin." + m_secrets[3] + '\n');
    one.start();
    two.start();

    const auto add = [&](const DaemonProcess &node, const QString &token, const QString &fingerprint, int status) {
        ctl(u"cluster add games %1 --token-file %2 --fingerprint %3"_s.arg(node.endpoint().url.toString(), token, fingerprint), status);
    };
    const QString first = QString::fromLatin1(one.endpoint().fingerprint);
    add(one, u"wrong.token"_s, first, 4);
    add(one, u"n1.token"_s, QString(64, u'a'), 4);
    add(one, u"n1.token"_s, first, 0);
    add(two, u"n2.token"_s, QString::fromLatin1(two.endpoint().fingerprint), 0);
    ctl(u"cluster status games --json"_s);
    ctl(u"cluster list --json"_s);

    const auto watching = m_line->start(u"events watch --cluster games --json"_s.split(u' '));
    const QString process = u"/proc/%1/"_s.arg(watching->processId());
    look(u"arguments"_s, readFile(process + u"cmdline"_s));
    look(u"environment"_s, readFile(process + u"environ"_s));
    for (const DaemonProcess *const node : {&one, &two})
        look(u"arguments of a node"_s, readFile(u"/proc/%1/cmdline"_s.arg(node->processId())));

    m_line->space().write(u"games.jsonl"_s, R"({"table": "games", "id": "a", "document": {}})");
    ctl(u"documents put games.jsonl --cluster games --node n1"_s);
    const QString snapshot = ctl(u"snapshot take --cluster games --node n1 --json"_s)
                                 .json()["nodes"_L1][0]["result"_L1]["snapshot"_L1]
                                 .toString();
    ctl(u"snapshot fetch %1 --cluster games --node n1 --to ."_s.arg(snapshot));
    const QString archive = snapshot + u".snap.tar"_s;
    ctl(u"snapshot send %1 --cluster games --node n2"_s.arg(archive));
    ctl(u"snapshot verify %1 --cluster games"_s.arg(snapshot));
    ctl(u"restore plan %1 --cluster games --force --json"_s.arg(snapshot));
    ctl(u"restore run %1 --cluster games --force --confirm games --json"_s.arg(snapshot));
    ctl(u"restore undo --cluster games --apart --confirm games --json"_s); // each has a log of its own
    ctl(u"drill run --snapshot %1 --report report"_s.arg(archive));
    ctl(u"operations list --cluster games --json"_s);
    qputenv("LIFEBOAT_TOKEN_FILE", m_line->path(u"viewer.token"_s).toLocal8Bit());
    ctl(u"snapshot take --cluster games --node n1"_s, 4); // a viewer may not
    qputenv("LIFEBOAT_TOKEN_FILE", m_line->path(u"wrong.token"_s).toLocal8Bit());
    ctl(u"cluster status games"_s, 4);
    qunsetenv("LIFEBOAT_TOKEN_FILE");
    ctl(u"audit verify n1/data/audit.log"_s);
    QVERIFY(watching->waitForReadyRead(60'000));
    ::kill(pid_t(watching->processId()), SIGINT);
    const Outcome watched = CommandLine::finish(*watching);
    m_said += (watched.out + watched.err).toUtf8();
    QCOMPARE(one.terminate(), 0);
    QCOMPARE(two.terminate(), 0);

    look(u"what was said"_s, m_said);
    QVERIFY(m_said.contains(snapshot.toUtf8()));
    const QStringList kept{u"n1.token"_s, u"n2.token"_s, u"viewer.token"_s, u"wrong.token"_s,
                           u"n1/data/key.pem"_s, u"n2/data/key.pem"_s, u"data/lifeboat/secrets.json"_s};
    QStringList seen;
    QDirIterator files(m_line->path(), QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
    while (files.hasNext()) {
        const QString path = files.next();
        const QString name = QDir(m_line->path()).relativeFilePath(path);
        seen.append(name);
        if (!kept.contains(name))
            look(name, readFile(path));
    }
    for (const QString &name : {u"n1/data/audit.log"_s, u"n1/data/tokens.json"_s, u"n1/data/operations.db"_s, u"n1.err"_s})
        QVERIFY2(seen.contains(name), qPrintable(seen.join(u'\n')));
    QVERIFY(!seen.filter(u"report.json"_s).isEmpty());
}

/// Those by which a node and a store say who they are to a nats-server, and one that somebody tried.
void tst_CtlSecrets::nothingTellsAPasswordOfNats()
{
    NEED_NATS_SERVER();
    begin();
    const QByteArray ofNode("Password-of-the-node");
    const QByteArray ofStore("Password-of-the-store");
    const QByteArray wrong("WRONG-password-of-anybody");
    m_secrets = {ofNode, ofStore, wrong};
    const NatsServer server(u"authorization { users: [ { user: lifeboat, password: \"%1\" }, { user: ann, password: \"%2\" } ] }\n"_s
                                .arg(QString::fromLatin1(ofNode), QString::fromLatin1(ofStore)));
    DaemonProcess node(m_line->path(u"n1"_s), u"n1"_s, DaemonProcess::OnNats{.urls = {server.url()}});
    node.configure("# user = \"lifeboat\"", "user = \"lifeboat\"");
    node.configure("# password_file = \"nats.password\"", "password_file = \"nats.password\"");
    m_line->space().write(u"n1/nats.password"_s, wrong + '\n');
    m_line->space().write(u"store.password"_s, ofStore + '\n');
    m_line->space().write(u"wrong.password"_s, wrong + '\n');

    m_said += runDaemon({u"--config"_s, node.configPath(), u"--check-config"_s}).output.toUtf8();
    node.start();
    const auto lookAtProcess = [&] {
        for (const QString &what : {u"cmdline"_s, u"environ"_s})
            look(what, readFile(u"/proc/%1/%2"_s.arg(node.processId()).arg(what)));
    };
    lookAtProcess();
    ctl(u"cluster add games %1 --token-file n1.token --fingerprint %2"_s.arg(
        node.endpoint().url.toString(), QString::fromLatin1(node.endpoint().fingerprint)));
    QVERIFY(QTest::qWaitFor([&] { return trouble() == "AuthenticationFailed"_L1; }, 60'000));
    say(u"cluster status games"_s);
    say(u"lease list --cluster games"_s);
    m_line->space().write(u"games.jsonl"_s, R"({"table": "games", "id": "a", "document": {}})");
    QVERIFY(say(u"documents put games.jsonl --cluster games"_s).status > 0);
    m_line->space().write(u"n1/nats.password"_s, ofNode + '\n'); // corrected while the node runs
    QVERIFY(QTest::qWaitFor([&] { return trouble().isEmpty(); }, 60'000));
    ctl(u"documents put games.jsonl --cluster games"_s);
    ctl(u"snapshot take --cluster games"_s);
    ctl(u"operations list --cluster games --json"_s);
    QVERIFY(QTest::qWaitFor([this] { return say(u"lease list --cluster games --json"_s).status == 0; }, 60'000));
    lookAtProcess();

    const auto add = [&](const QString &name, const QString &file) {
        ctl(u"store add %1 --nats %2 --bucket offsite --user ann --password-file %3 --json"_s.arg(name, server.url(), file));
    };
    add(u"offsite"_s, u"store.password"_s);
    add(u"closed"_s, u"wrong.password"_s);
    const QFile kept(m_line->path(u"data/lifeboat/secrets.json"_s));
    constexpr QFile::Permissions kOwners = QFile::ReadOwner | QFile::WriteOwner;
    QCOMPARE(kept.permissions() & ~(QFile::ReadUser | QFile::WriteUser), kOwners);
    ctl(u"store put offsite games.jsonl --make-bucket"_s);
    ctl(u"store test offsite"_s);
    ctl(u"store test offsite --json"_s);
    const Outcome refused = say(u"store test closed --json"_s);
    QCOMPARE(refused.json()["steps"_L1][0]["error"_L1]["code"_L1].toString(), u"AuthenticationFailed"_s);
    QVERIFY(say(u"store test closed"_s).status > 0);
    ctl(u"store list --json"_s);
    ctl(u"store get offsite games.jsonl back.jsonl"_s);
    // Where no password may stand.
    ctl(u"store add bad --nats nats://ann:%1@127.0.0.1:4222 --bucket offsite"_s.arg(QString::fromLatin1(ofStore)), 2);
    ctl(u"audit verify n1/data/audit.log"_s);
    QCOMPARE(node.terminate(), 0);

    look(u"what was said"_s, m_said);
    QVERIFY(m_said.contains("AuthenticationFailed"));
    QCOMPARE(filesWith(ofNode), QStringList{u"n1/nats.password"_s});
    QCOMPARE(filesWith(ofStore), (QStringList{u"data/lifeboat/secrets.json"_s, u"store.password"_s}));
    QCOMPARE(filesWith(wrong), (QStringList{u"data/lifeboat/secrets.json"_s, u"wrong.password"_s}));
    for (const QString &name : {u"n1.err"_s, u"n1/lifeboatd.toml"_s, u"n1/data/audit.log"_s, u"n1/data/operations.db"_s,
                                u"data/lifeboat/stores.json"_s, u"data/lifeboat/clusters.json"_s})
        QVERIFY2(m_line->space().exists(name), qPrintable(name));
}

QTEST_GUILESS_MAIN(tst_CtlSecrets)
#include "tst_ctlsecrets.moc"
