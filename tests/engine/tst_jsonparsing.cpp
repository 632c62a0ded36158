// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/base/jsonparsing.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QTest>

using namespace lifeboat;

class tst_JsonParsing final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void smallestNumbers_data();
    void smallestNumbers();
    void othersStay_data();
    void othersStay();
};

void tst_JsonParsing::smallestNumbers_data()
{
    QTest::addColumn<QByteArray>("number");
    QTest::addColumn<bool>("isSmallest");
    QTest::newRow("one above") << QByteArray("-9223372036854775807") << false;
    QTest::newRow("-2^63") << QByteArray("-9223372036854775808") << true;
    QTest::newRow("one below") << QByteArray("-9223372036854775809") << false;
    QTest::newRow("last to be rounded to it") << QByteArray("-9223372036854776832") << false;
    QTest::newRow("beyond that") << QByteArray("-9223372036854776833") << false;
    QTest::newRow("next double") << QByteArray("-9223372036854777856") << false;
}

void tst_JsonParsing::smallestNumbers()
{
    QFETCH(const QByteArray, number);
    QFETCH(const bool, isSmallest);
    for (const QByteArray &text : {"[\"-\\\"\"," + number + "]", "[0," + number + "]", "[ -1 , " + number + " ,\"" + number + "\"]"}) {
        const QJsonValue read = parseJson(text).array().at(1);
        QCOMPARE(read.isDouble() && read == QJsonValue(std::numeric_limits<qint64>::min()), isSmallest);
    }
}

void tst_JsonParsing::othersStay_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("text") << QByteArray(R"({"a":"-9223372036854775809","b":"\\"})");
    QTest::newRow("text with quotes") << QByteArray(R"({"a":"\"-9223372036854775809\""})");
    QTest::newRow("member") << QByteArray(R"({"-9223372036854775809":1})");
    QTest::newRow("double") << QByteArray(R"({"a":-9223372036854775809.5,"b":-9223372036854775809e3})");
    QTest::newRow("positive") << QByteArray(R"({"a":9223372036854775809})");
    QTest::newRow("none") << QByteArray(R"({"a":[1,-2,"x"]})");
    QTest::newRow("text without its end") << QByteArray(R"(["-9223372036854775809)");
    QTest::newRow("escape at the end") << QByteArray(R"([-9223372036854775807,"\)");
}

void tst_JsonParsing::othersStay()
{
    QFETCH(const QByteArray, text);
    QJsonParseError error;
    QJsonParseError plain;
    QCOMPARE(parseJson(text, &error), QJsonDocument::fromJson(text, &plain));
    QCOMPARE(error.error, plain.error);
}

QTEST_APPLESS_MAIN(tst_JsonParsing)
#include "tst_jsonparsing.moc"
