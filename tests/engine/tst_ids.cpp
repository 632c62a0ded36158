// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/base/ids.h"

#include <QSet>
#include <QTest>
#include <QTimeZone>

using namespace Qt::StringLiterals;
using namespace lifeboat;

class tst_Ids final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void snapshotIdsSortByTimeAndAreUnique();
    void shape_data();
    void shape();
    void decimals_data();
    void decimals();
    void lineages();
};

void tst_Ids::snapshotIdsSortByTimeAndAreUnique()
{
    const QDateTime moment(QDate(2026, 11, 21), QTime(2, 3, 22, 123), QTimeZone::UTC);
    const SnapshotId id = makeSnapshotId(moment);
    QVERIFY2(id.value.startsWith("20261121T020322123Z-"_L1), qPrintable(id.value));
    QVERIFY(isSnapshotId(id.value));
    QVERIFY(id < makeSnapshotId(moment.addMSecs(1)));
    QVERIFY(makeDrillId(moment).value.startsWith("20261121T020322123Z-"_L1));
    const QDateTime elsewhere = moment.toTimeZone(QTimeZone::fromSecondsAheadOfUtc(3 * 3600));
    QVERIFY(makeSnapshotId(elsewhere).value.startsWith("20261121T020322123Z-"_L1));
    QSet<QString> ids;
    for (int i = 0; i < 1000; ++i)
        ids.insert(makeSnapshotId(moment).value);
    QCOMPARE(ids.size(), 1000);
}

void tst_Ids::shape_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<bool>("good");
    QTest::newRow("good") << u"20261121T020322123Z-9f3a01c4"_s << true;
    QTest::newRow("empty") << QString() << false;
    QTest::newRow("upper case") << u"20261121T020322123Z-9F3A01C4"_s << false;
    QTest::newRow("short") << u"20261121T020322123Z-9f3a01c"_s << false;
    QTest::newRow("long") << u"20261121T020322123Z-9f3a01c44"_s << false;
    QTest::newRow("newline behind") << u"20261121T020322123Z-9f3a01c4\n"_s << false;
    QTest::newRow("path") << u"../20261121T020322123Z-9f3a01c4"_s << false;
    QTest::newRow("other digits") << u"٢٠261121T020322123Z-9f3a01c4"_s << false;
    QTest::newRow("NUL inside") << u"20261121T020322123Z-9f3a01c4"_s + QChar(u'\0') << false;
}

void tst_Ids::shape()
{
    QFETCH(const QString, text);
    QTEST(isSnapshotId(text), "good");
}

void tst_Ids::decimals_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<bool>("good");
    QTest::addColumn<quint64>("number");
    QTest::newRow("zero") << u"0"_s << true << quint64(0);
    QTest::newRow("largest") << u"18446744073709551615"_s << true << std::numeric_limits<quint64>::max();
    QTest::newRow("one more") << u"18446744073709551616"_s << false << quint64(0);
    QTest::newRow("21 digits") << u"100000000000000000000"_s << false << quint64(0);
    QTest::newRow("empty") << QString() << false << quint64(0);
    QTest::newRow("sign") << u"+1"_s << false << quint64(0);
    QTest::newRow("negative") << u"-1"_s << false << quint64(0);
    QTest::newRow("leading zero") << u"01"_s << false << quint64(0);
    QTest::newRow("blank") << u" 1"_s << false << quint64(0);
    QTest::newRow("hex") << u"0x1"_s << false << quint64(0);
    QTest::newRow("exponent") << u"1e3"_s << false << quint64(0);
    QTest::newRow("other digits") << u"١"_s << false << quint64(0);
}

void tst_Ids::decimals()
{
    QFETCH(const QString, text);
    const auto number = parseDecimal(text);
    QTEST(number.has_value(), "good");
    QTEST(number.value_or(0), "number");
}

void tst_Ids::lineages()
{
    QVERIFY(!makeLineage().isEmpty());
    QVERIFY(makeLineage() != makeLineage());
}

QTEST_GUILESS_MAIN(tst_Ids)
#include "tst_ids.moc"
