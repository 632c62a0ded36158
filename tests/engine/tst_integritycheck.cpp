// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "restorefixture.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace lifeboat;
using namespace lifeboat::test;

class tst_IntegrityCheck final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void findingsOfContent_data();
    void findingsOfContent();
    void contentHidesNoStructure_data();
    void contentHidesNoStructure();

private:
    FaultyFileSystem m_fileSystem;
};

void tst_IntegrityCheck::findingsOfContent_data()
{
    QTest::addColumn<QString>("sql");
    QTest::addColumn<bool>("full");
    QTest::addColumn<bool>("said");
    const auto breaking = [](const char *from, const char *to) {
        return u"PRAGMA writable_schema = ON; UPDATE sqlite_schema SET sql = replace(sql, '%1', '%2') WHERE name = 'odd';"
               "PRAGMA schema_version = 77"_s.arg(QLatin1StringView(from), QLatin1StringView(to));
    };
    QTest::newRow("NULL") << u"CREATE TABLE odd (a INT); INSERT INTO odd VALUES (NULL);"_s + breaking("a INT", "a INT NOT NULL") << false << true;
    QTest::newRow("CHECK") << u"CREATE TABLE odd (a INT); INSERT INTO odd VALUES (3);"_s + breaking("a INT", "a INT CHECK (a > 5)") << true << false;
    QTest::newRow("type") << u"CREATE TABLE odd (a TEXT); INSERT INTO odd VALUES ('x');"_s + breaking("a TEXT)", "a INT) STRICT") << false << true;
    QTest::newRow("tokenizer") << u"CREATE VIRTUAL TABLE odd USING fts5(a); INSERT INTO odd VALUES ('x');"_s
            + breaking("fts5(a)", "fts5(a, tokenize=\"their_own\")") << false << true;
    QTest::newRow("module") << u"CREATE VIRTUAL TABLE odd USING fts5(a);"_s + breaking("fts5(a)", "their_own_module(a)") << false << false;
    QTest::newRow("collation") << u"CREATE TABLE odd (a TEXT); INSERT INTO odd VALUES ('b'), ('A'), ('C');"
                                  "CREATE INDEX odd_a ON odd (a COLLATE NOCASE);"
                                  "PRAGMA writable_schema = ON; UPDATE sqlite_schema SET sql = replace(sql, 'NOCASE', 'THEIR_OWN')"
                                  " WHERE name = 'odd_a'; PRAGMA schema_version = 77"_s << true << true;
}

/// Rows that break rules, and what only the database's own application can look into, were so at the source: they are
/// said, and no reason to refuse the restore on the worst day of the year.
void tst_IntegrityCheck::findingsOfContent()
{
    QFETCH(const QString, sql);
    QFETCH(const bool, full);
    QFETCH(const bool, said);
    const RestoreFixture fixture(managed(100, u"snapshot"_s));
    const QString source = fixture.space.path(u"odd.db"_s);
    makeDatabase(source, managed(300, u"odd"_s));
    runSql(source, sql);
    UnwatchedControl control;
    RestoreRequest request;
    request.archive = ok(takeSnapshot(control, {.database = source, .store = fixture.space.path(u"store"_s), .node = {}, .nodeMap = {}}, m_fileSystem)).path;
    request.target = fixture.target;
    request.integrity = full ? Integrity::Full : Integrity::Quick;
    const RestoreOutcome outcome = ok(runRestore(control, request, m_fileSystem));
    QCOMPARE(outcome.findings.structure, QStringList());
    QCOMPARE(!outcome.findings.content.isEmpty(), said);
    QVERIFY(readFile(fixture.target) == readFile(source));
}

void tst_IntegrityCheck::contentHidesNoStructure_data()
{
    QTest::addColumn<QString>("sql");
    QTest::newRow("behind hundreds of rows that break a rule") << QString();
    QTest::newRow("beside an order that nobody knows")
        << u"CREATE TABLE odd (a TEXT); INSERT INTO odd VALUES ('b'), ('A'), ('C'); CREATE INDEX odd_a ON odd (a COLLATE NOCASE);"
           "PRAGMA writable_schema = ON; UPDATE sqlite_schema SET sql = replace(sql, 'NOCASE', 'THEIR_OWN')"
           " WHERE name = 'odd_a'; PRAGMA schema_version = 77"_s;
}

/// An index without its rows gives wrong answers, whatever else is found besides.
void tst_IntegrityCheck::contentHidesNoStructure()
{
    QFETCH(const QString, sql);
    const Workspace space;
    const QString path = space.path(u"a.db"_s);
    makeDatabase(path, {.position = {}, .marker = u"m"_s});
    runSql(path, u"CREATE TABLE loose (a INT, b INT); INSERT INTO loose SELECT id, id + 1000 FROM accounts; CREATE INDEX loose_a ON loose (a);"
                  "CREATE TABLE rules (a INT); INSERT INTO rules SELECT NULL FROM accounts a, accounts b LIMIT 300;"
                  "PRAGMA writable_schema = ON;"
                  "UPDATE sqlite_schema SET sql = replace(sql, 'a INT', 'a INT NOT NULL') WHERE name = 'rules';"
                  "UPDATE sqlite_schema SET sql = replace(sql, '(a)', '(b)') WHERE name = 'loose_a'; PRAGMA schema_version = 76"_s);
    if (!sql.isEmpty())
        runSql(path, sql);
    runSql(path, u"PRAGMA journal_mode = DELETE"_s);
    UnwatchedControl control;
    const IntegrityFindings findings = ok(checkIntegrity(control, path, Integrity::Full));
    QVERIFY(!findings.content.isEmpty());
    QVERIFY2(!findings.structure.isEmpty(), qPrintable(findings.content.join(u'|')));
    QVERIFY2(findings.structure.first().contains("loose_a"_L1), qPrintable(findings.structure.join(u'|')));
}

QTEST_GUILESS_MAIN(tst_IntegrityCheck)
#include "tst_integritycheck.moc"
