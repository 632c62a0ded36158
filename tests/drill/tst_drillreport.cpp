// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "drillbench.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QRegularExpression>
#include <QXmlStreamReader>

using namespace Qt::StringLiterals;
using namespace lifeboat;
using namespace lifeboat::test;

namespace {

void addHostileTexts()
{
    QTest::addColumn<QString>("text");
    QTest::newRow("plain") << u"orders"_s;
    QTest::newRow("script") << u"<script>alert('x')</script>"_s;
    QTest::newRow("ends tags") << u"</td></table></style></title>-->]]>"_s;
    QTest::newRow("quotes") << u"\"double\" and 'single'"_s;
    QTest::newRow("attribute") << u"\" onmouseover=\"alert(1)"_s;
    QTest::newRow("ampersands") << u"a & b &amp; &lt;script&gt; &#x41;"_s;
    QTest::newRow("placeholders") << u"%1 %2 %3 %4 %5 %6 %L1 %% %n"_s;
    QTest::newRow("placeholders at once") << u"%1%2%3%99"_s;
    QTest::newRow("umlauts") << u"Größe \U0001F6DF سجلات"_s;
    QTest::newRow("lines") << u"one\ntwo\tthree"_s;
}

QString htmlOf(const DrillReport &report)
{
    return QString::fromUtf8(toHtml(report));
}

struct JUnit {
    QString error; ///< of the XML reader
    QHash<QString, QString> suite;
    QStringList cases; ///< class and name
    QStringList failures; ///< messages
    QStringList errors;
    int skipped = 0;
};

JUnit readJUnit(const QByteArray &xml)
{
    JUnit read;
    QXmlStreamReader reader(xml);
    while (!reader.atEnd()) {
        if (reader.readNext() != QXmlStreamReader::StartElement)
            continue;
        const QXmlStreamAttributes attributes = reader.attributes();
        if (reader.name() == "testsuite"_L1) {
            for (const QXmlStreamAttribute &attribute : attributes)
                read.suite.insert(attribute.name().toString(), attribute.value().toString());
        } else if (reader.name() == "testcase"_L1) {
            read.cases += attributes.value("classname"_L1).toString() + u' ' + attributes.value("name"_L1).toString();
        } else if (reader.name() == "failure"_L1) {
            read.failures += attributes.value("message"_L1).toString();
        } else if (reader.name() == "error"_L1) {
            read.errors += attributes.value("type"_L1).toString() + u' ' + attributes.value("message"_L1).toString();
        } else if (reader.name() == "skipped"_L1) {
            ++read.skipped;
        }
    }
    read.error = reader.errorString();
    return read;
}

} // namespace

class tst_DrillReport final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void jsonRoundTrip_data() { addHostileTexts(); }
    void jsonRoundTrip();
    void jsonRoundTripOfWhatIsAbsent();
    void jsonRoundTripOfEnumerations();
    void damagedJson_data();
    void damagedJson();
    void heldAssertions();
    void htmlEscapes_data() { addHostileTexts(); }
    void htmlEscapes();
    void htmlStandsAlone();
    void htmlSaysWhatHappened();
    void junit_data() { addHostileTexts(); }
    void junit();
    void junitOfControlCharacters_data();
    void junitOfControlCharacters();
};

void tst_DrillReport::jsonRoundTrip()
{
    QFETCH(const QString, text);
    DrillReport report = reportWith(text);
    report.origin = Origin{.cluster = text, .node = u"n1"_s, .at = report.startedAt};
    const QByteArray json = toJson(report);
    const DrillReport read = ok(drillReportFromJson(json, u"/history/x/report.json"_s));
    QCOMPARE(fieldsOf(read), fieldsOf(report));
    QVERIFY(read.origin == report.origin);
    QVERIFY(read.plan == report.plan);
    QVERIFY(read.archive->manifest == report.archive->manifest);
    QCOMPARE(toJson(read), json);
    QCOMPARE(toHtml(read), toHtml(report));
    QCOMPARE(toJUnit(read), toJUnit(report));
}

void tst_DrillReport::jsonRoundTripOfWhatIsAbsent()
{
    DrillReport report = reportWith(u"x"_s);
    report.archive.reset();
    report.rto.reset();
    report.rpo.reset();
    report.forecast.reset();
    report.position.reset();
    report.failure.reset();
    report.stages.clear();
    report.assertions.clear();
    report.plan.archive.clear();
    report.plan.store = u"/srv/store"_s;
    report.plan.maxRto.reset();
    report.plan.maxRpo.reset();
    report.verdict = Verdict::Passed;
    const DrillReport read = ok(drillReportFromJson(toJson(report), u"/history/x/report.json"_s));
    QCOMPARE(fieldsOf(read), fieldsOf(report));
    QVERIFY(!read.archive && !read.rto && !read.rpo && !read.forecast && !read.position && !read.failure);
    QVERIFY(read.verdict == Verdict::Passed);
    // A managed state at its very beginning is not a foreign one.
    report.position = Position{{u"line"_s}, 0};
    report.rto = std::chrono::milliseconds(0);
    QCOMPARE(fieldsOf(ok(drillReportFromJson(toJson(report), u"/x"_s))), fieldsOf(report));
}

void tst_DrillReport::jsonRoundTripOfEnumerations()
{
    for (int i = 0; i <= int(DrillStep::Assert); ++i) {
        for (int j = 0; j <= int(StepState::Failed); ++j) {
            DrillReport report = reportWith(u"x"_s);
            report.stages = {{.step = DrillStep(i), .state = StepState(j), .error = {}}};
            const DrillReport read = ok(drillReportFromJson(toJson(report), u"/x"_s));
            QVERIFY(read.stages.first().step == DrillStep(i));
            QVERIFY(read.stages.first().state == StepState(j));
        }
    }
    for (int i = 0; i <= int(ErrorCode::PlanInvalid); ++i) {
        DrillReport report = reportWith(u"x"_s);
        report.failure = Error{ErrorCode(i), {}, {}};
        QCOMPARE(codeOf(ok(drillReportFromJson(toJson(report), u"/x"_s)).failure->code), codeOf(ErrorCode(i)));
    }
}

void tst_DrillReport::damagedJson_data()
{
    QTest::addColumn<QByteArray>("json");
    const QByteArray whole = toJson(reportWith(u"x"_s));
    QTest::newRow("empty") << QByteArray();
    QTest::newRow("binary") << QByteArray("\x00\xff\x01", 3);
    QTest::newRow("another document") << "{}"_ba;
    QTest::newRow("array") << "[]"_ba;
    QTest::newRow("cut") << whole.first(whole.size() / 2);
    QTest::newRow("last byte cut") << whole.first(whole.trimmed().size() - 1);
    QTest::newRow("zeros") << QByteArray(whole.size(), '\0');
    const QJsonObject object = QJsonDocument::fromJson(whole).object();
    for (const QString &key : object.keys()) {
        QJsonObject without = object;
        without.remove(key);
        QTest::addRow("without %s", qPrintable(key)) << QJsonDocument(without).toJson();
    }
    for (const QString &key : object.keys()) {
        QJsonObject wrong = object;
        wrong[key] = QJsonArray{1};
        QTest::addRow("%s is an array of 1", qPrintable(key)) << QJsonDocument(wrong).toJson();
    }
    for (const QString &list : {u"stages"_s, u"assertions"_s}) {
        const QJsonObject first = object[list].toArray().first().toObject();
        for (const QString &key : first.keys()) {
            QJsonObject inner = first;
            inner[key] = QJsonArray{1};
            QJsonObject wrong = object;
            wrong[list] = QJsonArray{inner};
            QTest::addRow("%s.%s is an array", qPrintable(list), qPrintable(key)) << QJsonDocument(wrong).toJson();
        }
    }
    const auto with = [&](const char *name, const QString &key, const QJsonValue &value) {
        QJsonObject changed = object;
        changed[key] = value;
        QTest::newRow(name) << QJsonDocument(changed).toJson();
    };
    with("another format", u"format"_s, u"lifeboat-snapshot"_s);
    with("a later version", u"formatVersion"_s, 2);
    with("a verdict nobody knows", u"verdict"_s, u"excellent"_s);
    with("a plan that is none", u"plan"_s, u"[snapshot]"_s);
    with("a time without zone", u"startedAt"_s, u"2026-01-01T00:00:00"_s);
    with("a negative size", u"restoredBytes"_s, u"-1"_s);
    with("a fraction of a millisecond", u"rtoMs"_s, 1.5);
    with("forecast of nothing", u"forecast"_s, QJsonObject());
    with("error of nothing", u"error"_s, QJsonObject());
    with("manifest of nothing", u"manifest"_s, QJsonObject());
    QJsonArray stages = object[u"stages"_s].toArray();
    QJsonObject stage = stages[0].toObject();
    stage[u"step"_s] = u"dance"_s;
    stages[0] = stage;
    with("a step nobody knows", u"stages"_s, stages);
}

void tst_DrillReport::damagedJson()
{
    QFETCH(const QByteArray, json);
    const auto read = drillReportFromJson(json, u"/history/x/report.json"_s);
    QVERIFY2(!read, "accepted");
    // Nothing is said of an archive, whose manifest a reader would look for.
    if (read.error().subject == "/history/x/report.json"_L1)
        EXPECT_ERROR(read, ErrorCode::NoteInvalid);
}

void tst_DrillReport::heldAssertions()
{
    QCOMPARE(reportWith(u"x"_s).heldAssertions(), 2);
    QCOMPARE(DrillReport().heldAssertions(), 0);
}

void tst_DrillReport::htmlEscapes()
{
    QFETCH(const QString, text);
    const DrillReport report = reportWith(text);
    const QString html = htmlOf(report);
    const QString escaped = text.toHtmlEscaped();
    for (const char *prefix :
         {"plan ", "host ", "version ", "/srv/", "database ", "node ", "lineage ", "subject ",
          "detail ", "found ", "table ", "sql ", "expected ", "value ", "query "})
        QVERIFY2(html.contains(QLatin1StringView(prefix) + escaped), prefix);
    if (escaped != text)
        QVERIFY(!html.contains(text));
    // Whatever the texts, the tags are ours and balanced.
    QString xml = html;
    xml.remove(u"<!DOCTYPE html>\n"_s).remove(QRegularExpression(u"<meta [^>]*>"_s));
    QXmlStreamReader reader(xml);
    QStringList tags;
    while (!reader.atEnd()) {
        if (reader.readNext() == QXmlStreamReader::StartElement)
            tags += reader.name().toString();
    }
    QCOMPARE(reader.errorString(), QString());
    QString plain = htmlOf(reportWith(u"x"_s));
    plain.remove(u"<!DOCTYPE html>\n"_s).remove(QRegularExpression(u"<meta [^>]*>"_s));
    QXmlStreamReader plainReader(plain);
    QStringList plainTags;
    while (!plainReader.atEnd()) {
        if (plainReader.readNext() == QXmlStreamReader::StartElement)
            plainTags += plainReader.name().toString();
    }
    QCOMPARE(tags, plainTags);
}

void tst_DrillReport::htmlStandsAlone()
{
    DrillReport passed = reportWith(u"x"_s);
    passed.verdict = Verdict::Passed;
    for (const DrillReport &report : {reportWith(u"x"_s), passed, DrillReport()}) {
        const QString html = htmlOf(report);
        static const QRegularExpression external(
            u"<script|<link|<iframe|<object|<embed|<img|<base|@import|url\\("
            "|\\b(src|href|srcset|action)\\s*=|://|\\bon\\w+\\s*="_s,
            QRegularExpression::CaseInsensitiveOption);
        const auto match = external.match(html);
        QVERIFY2(!match.hasMatch(), qPrintable(match.captured()));
        QVERIFY(html.startsWith("<!DOCTYPE html>"_L1));
        QVERIFY(html.contains("charset=\"utf-8\""_L1));
        QVERIFY(html.contains("prefers-color-scheme:dark"_L1));
        QVERIFY(html.endsWith("</html>\n"_L1));
    }
}

void tst_DrillReport::htmlSaysWhatHappened()
{
    DrillReport report = reportWith(u"x"_s);
    QString html = htmlOf(report);
    QVERIFY(html.contains("Failed</span>"_L1) && !html.contains("Passed"_L1));
    QVERIFY(html.contains("PageMismatch: subject x: detail x"_L1));
    QVERIFY(html.contains("2 of 6"_L1));
    QVERIFY(html.contains("not reached: Assert"_L1));
    QVERIFY(html.contains("18446744073709551615 in lineage lineage x"_L1));
    QVERIFY(html.contains("forecast 1.50 s (0.75 s to 3.00 s) from 2 run(s)"_L1));
    report.verdict = Verdict::Passed;
    report.failure.reset();
    for (AssertionOutcome &outcome : report.assertions) {
        outcome.holds = true;
        outcome.error.reset();
    }
    for (DrillStage &stage : report.stages)
        stage.state = StepState::Done;
    // An empty text can be what was asked for, and found.
    report.assertions[2].expected.clear();
    report.assertions[2].found.clear();
    report.assertions[3].found = u"1"_s;
    report.assertions[5].found = u"1s"_s;
    html = htmlOf(report);
    QVERIFY(html.contains("Passed</span>"_L1) && !html.contains("Failed"_L1));
    QVERIFY(html.contains("6 of 6"_L1));
    QVERIFY(!html.contains("not reached"_L1));
    QVERIFY(!html.contains("does not hold"_L1));
    report.rto.reset();
    report.rpo.reset();
    report.forecast.reset();
    html = htmlOf(report);
    QVERIFY(html.contains("not reached"_L1));
    QVERIFY(html.contains("unknown"_L1));
    QVERIFY(html.contains("no earlier run to forecast from"_L1));
}

void tst_DrillReport::junit()
{
    QFETCH(const QString, text);
    const DrillReport report = reportWith(text);
    const JUnit read = readJUnit(toJUnit(report));
    QCOMPARE(read.error, QString());
    QCOMPARE(read.suite[u"name"_s], report.plan.name);
    QCOMPARE(read.suite[u"hostname"_s], report.host);
    QCOMPARE(read.suite[u"tests"_s], u"11"_s);
    QCOMPARE(read.suite[u"failures"_s], u"4"_s);
    QCOMPARE(read.suite[u"errors"_s], u"1"_s);
    QCOMPARE(read.suite[u"skipped"_s], u"1"_s);
    QCOMPARE(read.suite[u"time"_s], u"2.000"_s);
    QCOMPARE(read.suite[u"timestamp"_s], u"2026-01-02T03:04:05Z"_s);
    QCOMPARE(read.cases.size(), 11);
    QCOMPARE(read.cases.first(5),
             QStringList({u"lifeboat.drill.stage find"_s, u"lifeboat.drill.stage verify"_s,
                          u"lifeboat.drill.stage restore"_s, u"lifeboat.drill.stage start"_s,
                          u"lifeboat.drill.stage assert"_s}));
    QCOMPARE(read.cases[6], u"lifeboat.drill.assertion.rows rows in table "_s + text + u" ≥ 7"_s);
    QCOMPARE(read.cases[7], u"lifeboat.drill.assertion.sql sql "_s + text + u" = expected "_s + text);
    QCOMPARE(read.failures.size(), 4);
    QCOMPARE(read.failures[0], u"expected ok, found found "_s + text);
    QCOMPARE(read.failures[1], u"expected expected "_s + text + u", found value "_s + text);
    QCOMPARE(read.failures[2], u"QueryFailed: subject "_s + text + u": detail "_s + text);
    QCOMPARE(read.failures[3], u"expected 1d, found nothing"_s);
    QCOMPARE(read.errors, QStringList({u"PageMismatch PageMismatch: subject "_s + text + u": detail "_s + text}));
    QCOMPARE(read.skipped, 1);
}

void tst_DrillReport::junitOfControlCharacters_data()
{
    QTest::addColumn<QString>("text");
    QTest::newRow("NUL") << QString(QChar(0));
    for (char16_t c = 1; c < 0x20; ++c)
        QTest::addRow("U+%04x", unsigned(c)) << QString(QChar(c));
    QTest::newRow("DEL") << u"\u007f\u0085"_s;
    QTest::newRow("U+FFFE") << QString(QChar(0xfffe));
    QTest::newRow("U+FFFF") << QString(QChar(0xffff));
    QTest::newRow("high surrogate alone") << QString(QChar(0xd83d));
    QTest::newRow("low surrogate alone") << QString(QChar(0xdedf));
    QTest::newRow("surrogates the wrong way round") << QString(QChar(0xdedf)) + QChar(0xd83d);
}

void tst_DrillReport::junitOfControlCharacters()
{
    QFETCH(const QString, text);
    const QByteArray xml = toJUnit(reportWith(u"a"_s + text + u"b \U0001F6DF"_s));
    for (const char c : xml)
        QVERIFY(static_cast<unsigned char>(c) >= 0x20 || c == '\n' || c == '\t');
    QVERIFY(!xml.contains("\xef\xbf\xbe") && !xml.contains("\xef\xbf\xbf"));
    const JUnit read = readJUnit(xml);
    QCOMPARE(read.error, QString());
    QCOMPARE(read.cases.size(), 11);
    QVERIFY(read.cases[6].contains("table a"_L1));
    QVERIFY(read.cases[6].contains(u"b \U0001F6DF"_s));
}

QTEST_GUILESS_MAIN(tst_DrillReport)
#include "tst_drillreport.moc"
