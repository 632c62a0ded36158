// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/cli/commandline.h"
#include "tests/node/daemonprocess.h"
#include "tests/support/expect.h"
#include "tests/support/sampledatabase.h"

#include <QDirIterator>
#include <QJsonArray>
#include <QTest>
#include <csignal>

using namespace lifeboat;
using namespace lifeboat::test;
using namespace Qt::StringLiterals;

/// After all that is done with a cluster, no token, no part of one and no key is found in a log, a report, a list of
/// arguments or anything printed.
class tst_CtlSecrets final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void nothingTellsASecret();

private:
    Outcome ctl(const QString &line, int status = 0);
    void look(const QString &where, const QByteArray &bytes) const;

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

Outcome tst_CtlSecrets::ctl(const QString &line, int status)
{
    const Outcome outcome = m_line->run(line.split(u' '));
    m_said += (outcome.out + outcome.err).toUtf8();
    if (outcome.status != status)
        fail(line + u": "_s + outcome.out + outcome.err, std::source_location::current());
    return outcome;
}

void tst_CtlSecrets::look(const QString &where, const QByteArray &bytes) const
{
    for (const QByteArray &secret : m_secrets) {
        for (const QByteArray &form : {secret, secret.toBase64(), secret.toHex()})
            QVERIFY2(!bytes.contains(form), qPrintable(where));
    }
}

void tst_CtlSecrets::nothingTellsASecret()
{
    m_line = std::make_unique<CommandLine>();
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

QTEST_GUILESS_MAIN(tst_CtlSecrets)
#include "tst_ctlsecrets.moc"
