// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/base/limits.h"
#include "engine/state/entry.h"
#include "engine/state/jsonsyntax.h"
#include "tests/support/expect.h"

#include <QJsonDocument>
#include <QTest>
#include <SQLiteCpp/SQLiteCpp.h>

using namespace Qt::StringLiterals;
using namespace lifeboat;

/// What a state takes, and what not.
class tst_Entry final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void tableNames_data();
    void tableNames();
    void ids_data();
    void ids();
    void documents_data();
    void documents();
    void sizes();
    void deletes();
};

void tst_Entry::tableNames_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<bool>("good");
    QTest::newRow("word") << u"games"_s << true;
    QTest::newRow("one letter") << u"g"_s << true;
    QTest::newRow("digits and _") << u"vm_states2"_s << true;
    QTest::newRow("a word of SQL") << u"select"_s << true;
    QTest::newRow("63") << QString(63, u'a') << true;
    QTest::newRow("begins like ours") << u"lifeboats"_s << true;
    QTest::newRow("empty") << QString() << false;
    QTest::newRow("64") << QString(64, u'a') << false;
    QTest::newRow("digit first") << u"2games"_s << false;
    QTest::newRow("_ first") << u"_games"_s << false;
    QTest::newRow("capital") << u"Games"_s << false;
    QTest::newRow("umlaut") << u"spiele_für"_s << false;
    QTest::newRow("other digit") << u"games٢"_s << false;
    QTest::newRow("quote") << u"a\"b"_s << false;
    QTest::newRow("space") << u"a b"_s << false;
    QTest::newRow("end of line") << u"games\n"_s << false;
    QTest::newRow("ours") << u"lifeboat_state"_s << false;
    QTest::newRow("SQLite's") << u"sqlite_schema"_s << false;
}

void tst_Entry::tableNames()
{
    QFETCH(const QString, name);
    QTEST(isTableName(name), "good");
    const auto checked = checkChange({name, EntryOp::Put, u"1"_s, "{}"});
    QTEST(checked.has_value(), "good");
    if (!checked)
        QVERIFY((checked.error() == Error{ErrorCode::DocumentInvalid, u"table"_s, name.left(63)}));
}

void tst_Entry::ids_data()
{
    QTest::addColumn<QString>("id");
    QTest::addColumn<bool>("good");
    QTest::newRow("word") << u"game-1"_s << true;
    QTest::newRow("anything to read") << u"it's \"ä\" / 🛟"_s << true;
    QTest::newRow("255 bytes") << QString(255, u'a') << true;
    QTest::newRow("255 bytes of two each") << QString(127, u'ä') + u'a' << true;
    QTest::newRow("empty") << QString() << false;
    QTest::newRow("256 bytes") << QString(256, u'a') << false;
    QTest::newRow("256 bytes of two each") << QString(128, u'ä') << false;
    QTest::newRow("NUL") << u"a"_s + QChar(0) << false;
    QTest::newRow("end of line") << u"a\n"_s << false;
    QTest::newRow("delete") << u"a\x7f"_s << false;
    QTest::newRow("next line") << u"a\u0085"_s << false;
    QTest::newRow("half a character") << u"a"_s + QChar(0xd83d) << false;
}

void tst_Entry::ids()
{
    QFETCH(const QString, id);
    const auto checked = checkChange({u"games"_s, EntryOp::Put, id, "{}"});
    QTEST(checked.has_value(), "good");
    if (!checked) {
        QCOMPARE(checked.error().code, ErrorCode::DocumentInvalid);
        QCOMPARE(checked.error().subject, u"id"_s);
    }
}

void tst_Entry::documents_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<bool>("good");
    const auto good = [](const QByteArray &json) { QTest::newRow(json.left(60).constData()) << json << true; };
    const auto bad = [](const QByteArray &json) { QTest::newRow(json.left(60).constData()) << json << false; };
    const auto nested = [](int depth) {
        return QByteArray("{\"a\":").repeated(depth - 1) + "{}" + QByteArray("}").repeated(depth - 1);
    };
    good("{}");
    good(" \t\r\n{ } \n");
    good("{\"a\":1}");
    good("{\"a\" : [ 1 , -2, 0.5, 1e9, -0.1E-7, 2E+3, 0 ] , \"b\":{\"c\":[]}}");
    good("{\"a\":true,\"b\":false,\"c\":null}");
    good("{\"\":\"\"}");
    good("{\"a\":\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u00e4\\ud83d\\udedf\"}");
    good("{\"ä\":\"🛟\x7f\"}");
    good(nested(kDocumentDepth));
    bad("");
    bad(" ");
    bad("1");
    bad("[]");
    bad("null");
    bad("\"{}\"");
    bad("{");
    bad("}");
    bad("{}{}");
    bad("{},");
    bad("{} x");
    bad("{\"a\"}");
    bad("{\"a\":}");
    bad("{\"a\":1,}");
    bad("{,\"a\":1}");
    bad("{\"a\":1 \"b\":2}");
    bad("{\"a\":1]");
    bad("{\"a\":[1}");
    bad("{\"a\":[1,]}");
    bad("{\"a\":[,1]}");
    bad("{\"a\":[1 2]}");
    bad("{a:1}");
    bad("{'a':1}");
    bad("{\"a\":01}");
    bad("{\"a\":+1}");
    bad("{\"a\":-}");
    bad("{\"a\":.5}");
    bad("{\"a\":1.}");
    bad("{\"a\":1e}");
    bad("{\"a\":0x10}");
    bad("{\"a\":NaN}");
    bad("{\"a\":Infinity}");
    bad("{\"a\":True}");
    bad("{\"a\":nul}");
    bad("{\"a\":\"}");
    bad("{\"a\":\"\\\"}");
    bad("{\"a\":\"\\x41\"}");
    bad("{\"a\":\"\\u12g4\"}");
    bad("{\"a\":\"\\u12\"}");
    bad("{\"a\":\"two\nlines\"}");
    bad("{\"a\":\"\x01\"}");
    bad("{/* why */}");
    bad("\xef\xbb\xbf{}");
    bad(QByteArray("{}\0", 3));
    bad(QByteArray("{\"a\":\"\0\"}", 9));
    bad("{\"a\":\"\xff\"}");
    bad("{\"a\":\"\xc3\"}");
    bad("{\"a\":\"\xed\xa0\x80\"}");
    bad(nested(kDocumentDepth + 1));
    bad(QByteArray("{\"a\":").append(QByteArray(1'000'000, '[')));
}

void tst_Entry::documents()
{
    QFETCH(const QByteArray, json);
    QFETCH(const bool, good);
    const auto checked = checkChange({u"games"_s, EntryOp::Put, u"1"_s, json});
    QCOMPARE(checked.has_value(), good);
    if (!good) {
        QCOMPARE(checked.error().code, ErrorCode::DocumentInvalid);
        QCOMPARE(checked.error().subject, u"document"_s);
        return;
    }
    // What is taken here is read by everybody.
    QVERIFY(QJsonDocument::fromJson(json).isObject());
    SQLite::Database database(":memory:");
    SQLite::Statement type(database, "SELECT json_valid(?1) AND json_type(?1) = 'object'");
    type.bind(1, json.toStdString());
    QVERIFY(type.executeStep());
    QCOMPARE(type.getColumn(0).getInt(), 1);
}

void tst_Entry::sizes()
{
    const auto ofSize = [](qint64 bytes) {
        return QByteArray("{\"a\":\"").leftJustified(bytes - 2, 'x') + "\"}";
    };
    const Change largest{u"games"_s, EntryOp::Put, u"1"_s, ofSize(limits::kDocumentBytes)};
    QCOMPARE(largest.document.size(), limits::kDocumentBytes);
    QVERIFY(checkChange(largest));
    EXPECT_ERROR(checkChange({u"games"_s, EntryOp::Put, u"1"_s, ofSize(limits::kDocumentBytes + 1)}),
                 ErrorCode::DocumentInvalid);
}

void tst_Entry::deletes()
{
    QVERIFY(checkChange({u"games"_s, EntryOp::Delete, u"1"_s, {}}));
    EXPECT_ERROR(checkChange({u"games"_s, EntryOp::Delete, u"1"_s, "{}"}), ErrorCode::DocumentInvalid);
    EXPECT_ERROR(checkChange({u"games"_s, EntryOp::Delete, {}, {}}), ErrorCode::DocumentInvalid);
}

QTEST_GUILESS_MAIN(tst_Entry)
#include "tst_entry.moc"
