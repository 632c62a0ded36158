// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/cli/commandline.h"
#include "tests/node/daemonprocess.h"
#include "tests/support/expect.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

using namespace lifeboat;
using namespace lifeboat::test;
using namespace Qt::StringLiterals;

/// Documents in and out of a real node.
class tst_CtlDocuments final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup();
    void putsListsAndDeletes();
    void readsStandardInput();
    void saysWhatMayBeAMistake();
    void badLines_data();
    void badLines();

private:
    Outcome ctl(const QString &line) const { return m_line->run(line.split(u' ')); }
    int rows() const;

    std::unique_ptr<CommandLine> m_line;
    std::unique_ptr<DaemonProcess> m_node;
};

void tst_CtlDocuments::initTestCase()
{
    // Never the keychain of whoever runs the tests.
    qputenv("LIFEBOAT_SECRETS", "file");
    qunsetenv("LIFEBOAT_TOKEN_FILE");
}

void tst_CtlDocuments::init()
{
    m_line = std::make_unique<CommandLine>();
    m_node = std::make_unique<DaemonProcess>(m_line->path(u"n1"_s), u"n1"_s);
    m_node->start();
    const net::Endpoint endpoint = m_node->endpoint();
    const Outcome added = ctl(u"cluster add games %1 --token-file n1.token --fingerprint %2"_s.arg(
        endpoint.url.toString(), QString::fromLatin1(endpoint.fingerprint)));
    QVERIFY2(added.status == 0, qPrintable(added.err));
}

void tst_CtlDocuments::cleanup()
{
    m_node.reset();
    m_line.reset();
}

/// Of the table "games", once the node has applied what it has been given.
int tst_CtlDocuments::rows() const
{
    const QJsonObject told =
        ctl(u"documents tables --cluster games --json"_s).json()["nodes"_L1][0]["result"_L1].toObject();
    for (const QJsonValue each : told["tables"_L1].toArray()) {
        if (each["table"_L1] == "games"_L1)
            return each["rows"_L1].toString().toInt();
    }
    return -1;
}

void tst_CtlDocuments::putsListsAndDeletes()
{
    QByteArray lines;
    for (int i = 0; i < 2500; ++i)
        lines += R"({"table": "games", "id": "g%1", "document": {"score": %1}})"_ba.replace(
                     "%1", QByteArray::number(10'000 + i)) + '\n';
    m_line->space().write(u"games.jsonl"_s, lines);
    const Outcome put = ctl(u"documents put games.jsonl --cluster games --node n1 --json"_s);
    QVERIFY2(put.status == 0, qPrintable(put.err));
    QCOMPARE(put.json()["changes"_L1].toString(), u"2500"_s);
    QCOMPARE(put.json()["last"_L1].toString(), u"2500"_s);
    QVERIFY(QTest::qWaitFor([this] { return rows() == 2500; }, 60'000));

    const Outcome listed = ctl(u"documents list games --cluster games --limit 1200 --after g10001"_s);
    const QStringList told = listed.out.trimmed().split(u'\n');
    QCOMPARE(told.size(), 1200);
    QCOMPARE(told.first(), uR"({"document":{"score":10002},"id":"g10002","table":"games"})"_s);
    // What was listed can be put and deleted as it is.
    m_line->space().write(u"listed.jsonl"_s, listed.out.toUtf8());
    QCOMPARE(ctl(u"documents put listed.jsonl --cluster games"_s).status, 0);
    const Outcome deleted = ctl(u"documents delete listed.jsonl --cluster games --state main"_s);
    QVERIFY2(deleted.out.contains("1,200 documents deleted, index 4,900"_L1), qPrintable(deleted.out));
    QVERIFY(QTest::qWaitFor([this] { return rows() == 1300; }, 60'000));
    QCOMPARE(ctl(u"documents list games --cluster games --json"_s).json()["documents"_L1].toArray().size(), 1000);
}

void tst_CtlDocuments::readsStandardInput()
{
    const auto process = m_line->start(u"documents put --table games --cluster games"_s.split(u' '));
    process->write("{\"id\": \"a\", \"document\": {}}\n\n{\"id\": \"b\", \"docu");
    process->waitForBytesWritten();
    process->write("ment\": {}}");
    const Outcome put = CommandLine::finish(*process);
    QVERIFY2(put.status == 0, qPrintable(put.err));
    QVERIFY2(put.out.contains("n1  2 documents put, index 2"_L1), qPrintable(put.out));
}

/// A mistyped table or id: scripts go on as before, and whoever reads sees it.
void tst_CtlDocuments::saysWhatMayBeAMistake()
{
    const auto give = [this](const QString &line, const QByteArray &lines) {
        m_line->space().write(u"lines.jsonl"_s, lines);
        return ctl(line);
    };
    const QByteArray games = R"({"table": "games", "id": "a", "document": {}})";
    const Outcome first = give(u"documents put lines.jsonl --cluster games"_s, games);
    QCOMPARE(first.status, 0);
    QVERIFY2(first.out.contains("1 document put, index 1"_L1), qPrintable(first.out));
    QVERIFY2(first.err.contains("There was no table games before: it is new."_L1), qPrintable(first.err));
    const Outcome second = give(u"documents put lines.jsonl --cluster games --json"_s, games);
    QVERIFY(second.json()["newTables"_L1].isArray() && second.json()["newTables"_L1].toArray().isEmpty());
    QVERIFY2(second.err.isEmpty(), qPrintable(second.err));

    // Put and deleted at once, it is there for the one and not for the other.
    const QByteArray some = R"({"table": "games", "id": "a"})" "\n" R"({"table": "games", "id": "a"})" "\n" R"({"table": "gmaes", "id": "b"})";
    const Outcome deleted = give(u"documents delete lines.jsonl --cluster games"_s, some);
    QCOMPARE(deleted.status, 3);
    QVERIFY2(deleted.out.contains("1 document deleted"_L1), qPrintable(deleted.out));
    QVERIFY2(deleted.err.contains("There is no document games/a."_L1) && deleted.err.contains("1 more"_L1), qPrintable(deleted.err));
    const QJsonObject again = give(u"documents delete lines.jsonl --cluster games --json"_s, games).json();
    QCOMPARE(again["changes"_L1].toString(), u"0"_s);
    QCOMPARE(again["absent"_L1][0]["id"_L1].toString(), u"a"_s);
    QCOMPARE(again["error"_L1]["code"_L1].toString(), u"NotFound"_s);
}

void tst_CtlDocuments::badLines_data()
{
    QTest::addColumn<QByteArray>("line");
    QTest::newRow("no JSON") << QByteArray("games g1");
    QTest::newRow("no object") << QByteArray("[1]");
    QTest::newRow("no id") << QByteArray(R"({"table": "games", "document": {}})");
    QTest::newRow("no document") << QByteArray(R"({"table": "games", "id": "a"})");
    QTest::newRow("no table") << QByteArray(R"({"id": "a", "document": {}})");
    QTest::newRow("table of ours") << QByteArray(R"({"table": "lifeboat_state", "id": "a", "document": {}})");
    QTest::newRow("too large") << R"({"table": "games", "id": "a", "document": {"x": ")" + QByteArray(8'000'000, 'x') + R"("}})";
}

void tst_CtlDocuments::badLines()
{
    QFETCH(const QByteArray, line);
    QByteArray lines;
    for (int i = 0; i < 1000; ++i)
        lines += R"({"table": "games", "id": ")" + QByteArray::number(i) + R"(", "document": {}})" + '\n';
    m_line->space().write(u"bad.jsonl"_s, lines + lines.first(lines.indexOf('\n') + 1) + line + '\n');
    const Outcome put = ctl(u"documents put bad.jsonl --cluster games --json"_s);
    QVERIFY(put.status == 1 || put.status == 2);
    QVERIFY2(put.json()["error"_L1]["detail"_L1].toString().contains("line 1002"_L1), qPrintable(put.out));
    QCOMPARE(put.json()["changes"_L1].toString(), u"1000"_s);
}

QTEST_GUILESS_MAIN(tst_CtlDocuments)
#include "tst_ctldocuments.moc"
