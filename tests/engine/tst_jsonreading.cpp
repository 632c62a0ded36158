// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/base/jsonreading.h"

#include <QJsonDocument>
#include <QTest>
#include <QTimeZone>

using namespace Qt::StringLiterals;
using namespace lifeboat;

class tst_JsonReading final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void goodFields();
    void badFields_data();
    void badFields();
    void firstErrorStays();
    void decimalLimit();
};

static JsonReading reading(const QByteArray &json)
{
    return JsonReading(QJsonDocument::fromJson(json).object());
}

void tst_JsonReading::goodFields()
{
    const JsonReading root = reading(R"({"t":"text","i":-9007199254740992,"n":1.5,"b":true,
        "d":"18446744073709551615","o":{"x":1},"m":"2026-01-02T05:04:05.678+02:00"})");
    QCOMPARE(root.text("t"_L1), u"text"_s);
    QCOMPARE(root.integer("i"_L1), -9007199254740992);
    QCOMPARE(root.number("n"_L1), 1.5);
    QCOMPARE(root.boolean("b"_L1), true);
    QCOMPARE(root.decimal("d"_L1), std::numeric_limits<quint64>::max());
    QCOMPARE(root.object("o"_L1).size(), 1);
    QCOMPARE(root.moment("m"_L1), QDateTime(QDate(2026, 1, 2), QTime(3, 4, 5, 678), QTimeZone::UTC));
    QVERIFY(root.has("t"_L1));
    QVERIFY(!root.has("missing"_L1));
    QCOMPARE(root.error(), QString());
}

void tst_JsonReading::badFields_data()
{
    QTest::addColumn<QString>("getter");
    QTest::addColumn<QByteArray>("value");
    const auto row = [](const char *getter, const char *value) {
        QTest::addRow("%s %s", getter, value) << QString::fromLatin1(getter) << QByteArray(value);
    };
    for (const char *getter : {"text", "integer", "number", "boolean", "decimal", "object", "moment"}) {
        row(getter, "null");
        row(getter, "[1]");
    }
    row("text", "1");
    row("integer", "1.5");
    row("integer", "1e300");
    row("integer", "\"1\"");
    row("number", "\"1\"");
    row("boolean", "1");
    row("decimal", "1");
    row("decimal", "\"-1\"");
    row("decimal", "\"18446744073709551616\"");
    row("object", "\"{}\"");
    row("moment", "\"2026-01-02T03:04:05\"");
    row("moment", "\"yesterday\"");
    row("moment", "\"2026-13-02T03:04:05Z\"");
}

void tst_JsonReading::badFields()
{
    QFETCH(const QString, getter);
    QFETCH(const QByteArray, value);
    for (const QByteArray &json : {"{\"key\":" + value + "}", QByteArray("{}")}) {
        const JsonReading root = reading(json);
        if (getter == "text"_L1)
            QCOMPARE(root.text("key"_L1), QString());
        else if (getter == "integer"_L1)
            QCOMPARE(root.integer("key"_L1), 0);
        else if (getter == "number"_L1)
            QCOMPARE(root.number("key"_L1), 0);
        else if (getter == "boolean"_L1)
            QCOMPARE(root.boolean("key"_L1), false);
        else if (getter == "decimal"_L1)
            QCOMPARE(root.decimal("key"_L1), quint64(0));
        else if (getter == "object"_L1)
            QCOMPARE(root.object("key"_L1), QJsonObject());
        else
            QVERIFY(!root.moment("key"_L1).isValid());
        QVERIFY2(root.error().startsWith("key is not "_L1), qPrintable(root.error()));
    }
}

void tst_JsonReading::firstErrorStays()
{
    const JsonReading root = reading("{}");
    (void)root.text("first"_L1);
    (void)root.integer("second"_L1);
    QCOMPARE(root.error(), u"first is not a text"_s);
}

void tst_JsonReading::decimalLimit()
{
    const JsonReading root = reading(R"({"key":"100"})");
    QCOMPARE(root.decimal("key"_L1, 100), quint64(100));
    QVERIFY(root.error().isEmpty());
    QCOMPARE(root.decimal("key"_L1, 99), quint64(0));
    QVERIFY(!root.error().isEmpty());
}

QTEST_GUILESS_MAIN(tst_JsonReading)
#include "tst_jsonreading.moc"
