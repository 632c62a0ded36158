// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/cli/commandline.h"
#include "tests/support/expect.h"
#include "tests/support/ports.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QRegularExpression>
#include <QTcpServer>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace lifeboat::test;

namespace {

constexpr int kPatience = 120'000;

/// The first digits of three ports nobody listens on: those of 7411 to 7413 in the README.
QString freeDigits()
{
    for (;;) {
        const int ten = freePort() / 10;
        const auto isFree = [ten](int last) { return QTcpServer().listen(QHostAddress::LocalHost, quint16(10 * ten + last)); };
        if (isFree(1) && isFree(2) && isFree(3))
            return QString::number(ten);
    }
}

} // namespace

/// What the README says of three nodes, line by line as it stands there, but for the ports.
class tst_Readme final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void cleanup();
    void threeNodes();

private:
    /// The commands of the block that begins with `first`, each in one line.
    QStringList block(const QString &first) const;
    std::unique_ptr<QProcess> start(const QString &command);
    /// What it printed; it must succeed.
    QString run(const QString &command);
    /// The documents of every node, as they tell of them; -1 for one that does not.
    QList<int> games();
    /// All three have so many, or will.
    bool hasGames(int count)
    {
        return QTest::qWaitFor([this, count] { return games() == QList<int>(3, count); }, kPatience);
    }

    QString m_readme;
    CommandLine m_line;
    std::unique_ptr<QProcess> m_nodes;
};

void tst_Readme::initTestCase()
{
    m_readme = QString::fromUtf8(readFile(QStringLiteral(LIFEBOAT_SOURCES) + u"/README.md"_s));
    m_readme.replace(QRegularExpression(u"\\b741(?=1|\\$i)"_s), freeDigits());
    // Never the keychain of whoever runs the tests.
    qputenv("LIFEBOAT_SECRETS", "file");
    qunsetenv("LIFEBOAT_TOKEN_FILE");
    qputenv("XDG_DATA_HOME", m_line.path(u"data"_s).toUtf8());
    qputenv("PATH", QCoreApplication::applicationDirPath().toUtf8() + ':' + qgetenv("PATH"));
}

void tst_Readme::cleanup()
{
    if (!m_nodes)
        return;
    m_nodes->closeWriteChannel(); // they end
    QVERIFY(m_nodes->waitForFinished(kPatience));
}

QStringList tst_Readme::block(const QString &first) const
{
    const qsizetype begin = m_readme.indexOf(u"```\n"_s + first);
    if (begin < 0)
        fail(first, std::source_location::current());
    return m_readme.mid(begin).section(u"```"_s, 1, 1).replace(u"\\\n"_s, QString()).split(u'\n', Qt::SkipEmptyParts);
}

std::unique_ptr<QProcess> tst_Readme::start(const QString &command)
{
    auto process = std::make_unique<QProcess>();
    process->setWorkingDirectory(m_line.path());
    process->start(u"bash"_s, {u"-euo"_s, u"pipefail"_s, u"-c"_s, command});
    if (!process->waitForStarted())
        fail(process->errorString(), std::source_location::current());
    return process;
}

QString tst_Readme::run(const QString &command)
{
    const auto process = start(command);
    const Outcome outcome = CommandLine::finish(*process);
    if (outcome.status != 0)
        fail(command + u'\n' + outcome.out + outcome.err, std::source_location::current());
    return outcome.out;
}

QList<int> tst_Readme::games()
{
    const QJsonObject told = m_line.run({u"documents"_s, u"tables"_s, u"--cluster"_s, u"games"_s, u"--json"_s}).json();
    QList<int> rows;
    for (const QJsonValue node : told["nodes"_L1].toArray()) {
        rows.append(-1);
        for (const QJsonValue table : node["result"_L1]["tables"_L1].toArray()) {
            if (table["table"_L1] == "games"_L1)
                rows.last() = table["rows"_L1].toString().toInt();
        }
    }
    return rows;
}

void tst_Readme::threeNodes()
{
    QStringList commands = block(u"./run --cli --version"_s);
    QVERIFY(commands.takeFirst().startsWith("./run --cli --version"_L1)); // it is built
    QCOMPARE(commands.takeFirst(), u"./run --shell"_s); // we are in it
    run(commands.takeFirst());

    const QString nodes = commands.takeFirst();
    QVERIFY2(nodes.contains("lifeboatd --config"_L1) && nodes.endsWith("& done"_L1), qPrintable(nodes));
    m_nodes = start(nodes + u"; read -r _ || true; kill $(jobs -p); wait"_s);
    QString said;
    QVERIFY(QTest::qWaitFor([&] { return (said += QString::fromUtf8(m_nodes->readAllStandardOutput())).count("listens on"_L1) == 3; }, kPatience));

    QString snapshot;
    static const QRegularExpression id(u"\\b\\d{8}T\\d{9}Z-[0-9a-f]{8}\\b"_s);
    for (QString command : std::as_const(commands)) {
        command.replace(QRegularExpression(u"\\bID\\b"_s), snapshot);
        const QString out = run(command);
        if (command.contains("snapshot take"_L1))
            snapshot = id.match(out).captured();
        else if (command.contains("snapshot list"_L1))
            QVERIFY2(!snapshot.isEmpty() && out.contains(snapshot), qPrintable(out));
        else if (command.contains("documents delete"_L1))
            QVERIFY2(hasGames(999), qPrintable(command));
        else if (command.contains("restore run"_L1))
            QVERIFY2(hasGames(1000), qPrintable(command));
        else if (command.contains("restore undo"_L1))
            QVERIFY2(hasGames(999), qPrintable(command));
        else if (command.contains("cluster status"_L1))
            QVERIFY2(out.contains("n1"_L1) && out.contains("n2"_L1) && out.contains("n3"_L1), qPrintable(out));
    }
    QVERIFY(commands.last().contains("restore undo"_L1));

    const auto asked = [this](const QString &page) {
        const QRegularExpression wanted(u"^\\$ (curl .*/%1)$"_s.arg(page), QRegularExpression::MultilineOption);
        return run(wanted.match(m_readme).captured(1) + u" --silent"_s);
    };
    QCOMPARE(asked(u"healthz"_s), u"ok\n"_s);
    const auto tellsLag = [&] { return asked(u"metrics"_s).contains("\nlifeboat_log_lag_entries{state=\"main\"} 0\n"_L1); };
    QVERIFY(QTest::qWaitFor(tellsLag, kPatience));
}

QTEST_GUILESS_MAIN(tst_Readme)
#include "tst_readme.moc"
