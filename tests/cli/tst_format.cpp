// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/text/format.h"
#include "ui/text/locale.h"

#include <QLocale>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace lifeboat;

class tst_Format final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void bytes_data();
    void bytes();
    void duration_data();
    void duration();
    void losses();
    void age_data();
    void age();
    void moments();
    void ratiosAndNumbers();
    void figuresAreOfTheLanguageOfTheWords_data();
    void figuresAreOfTheLanguageOfTheWords();
};

void tst_Format::initTestCase()
{
    QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates));
}

void tst_Format::bytes_data()
{
    QTest::addColumn<qint64>("count");
    QTest::addColumn<QString>("text");
    QTest::newRow("none") << qint64(0) << u"0 B"_s;
    QTest::newRow("bytes") << qint64(999) << u"999 B"_s;
    QTest::newRow("kilo") << qint64(1000) << u"1.00 kB"_s;
    QTest::newRow("three digits") << qint64(12'345) << u"12.3 kB"_s;
    QTest::newRow("rounds up a digit") << qint64(9'996) << u"10.0 kB"_s;
    QTest::newRow("rounds up a unit") << qint64(999'600) << u"1.00 MB"_s;
    QTest::newRow("mega") << qint64(965'100'000) << u"965 MB"_s;
    QTest::newRow("largest") << std::numeric_limits<qint64>::max() << u"9,223 PB"_s;
    QTest::newRow("below zero") << qint64(-5) << u"0 B"_s;
}

void tst_Format::bytes()
{
    QFETCH(const qint64, count);
    QTEST(text::bytes(count), "text");
    if (count >= 0 && count < 1'000'000'000'000'000)
        QCOMPARE(text::rate(double(count)), text::bytes(count) + u"/s"_s);
}

void tst_Format::duration_data()
{
    QTest::addColumn<qint64>("milliseconds");
    QTest::addColumn<QString>("text");
    QTest::newRow("none") << qint64(0) << u"0.00 s"_s;
    QTest::newRow("short") << qint64(4) << u"0.004 s"_s;
    QTest::newRow("hundredths") << qint64(20) << u"0.02 s"_s;
    QTest::newRow("seconds") << qint64(4'100) << u"4.10 s"_s;
    QTest::newRow("tens") << qint64(41'230) << u"41.2 s"_s;
    QTest::newRow("not 60.0 s") << qint64(59'960) << u"1 min 00 s"_s;
    QTest::newRow("minutes") << qint64(64'000) << u"1 min 04 s"_s;
    QTest::newRow("not 60 min") << qint64(3'599'700) << u"1 h 00 min"_s;
    QTest::newRow("hours") << qint64(7'500'000) << u"2 h 05 min"_s;
    QTest::newRow("days") << qint64(86'400'000) * 3 + 3'600'000 * 4 << u"3 d 04 h"_s;
    QTest::newRow("below zero") << qint64(-7) << u"0.00 s"_s;
}

void tst_Format::duration()
{
    QFETCH(const qint64, milliseconds);
    QTEST(text::duration(std::chrono::milliseconds(milliseconds)), "text");
}

/// Something that would be lost is never told as nothing.
void tst_Format::losses()
{
    QCOMPARE(text::lossTime(0ms), u"< 1 s"_s);
    QCOMPARE(text::lossTime(-5ms), u"< 1 s"_s);
    QCOMPARE(text::lossTime(999ms), u"< 1 s"_s);
    QCOMPARE(text::lossTime(1'000ms), u"1 s"_s);
    QCOMPARE(text::lossTime(64'900ms), u"1 min 04 s"_s);
}

void tst_Format::age_data()
{
    QTest::addColumn<qint64>("secondsAgo");
    QTest::addColumn<QString>("text");
    QTest::newRow("now") << qint64(0) << u"just now"_s;
    QTest::newRow("seconds") << qint64(59) << u"just now"_s;
    QTest::newRow("minutes") << qint64(150) << u"2 min ago"_s;
    QTest::newRow("hours") << qint64(7'200) << u"2 h ago"_s;
    QTest::newRow("one day") << qint64(100'000) << u"1 day ago"_s;
    QTest::newRow("days") << qint64(3 * 86'400) << u"3 days ago"_s;
    QTest::newRow("a clock ahead") << qint64(-30) << u"just now"_s;
    QTest::newRow("as far ahead as clocks drift") << qint64(-300) << u"just now"_s;
    QTest::newRow("a wrong clock") << qint64(-301) << u"in the future: clocks differ"_s;
    QTest::newRow("a very wrong clock") << qint64(-2 * 86'400) << u"in the future: clocks differ"_s;
}

void tst_Format::age()
{
    QFETCH(const qint64, secondsAgo);
    const QDateTime now(QDate(2026, 11, 21), QTime(2, 3, 4), QTimeZone::UTC);
    QTEST(text::age(now.addSecs(-secondsAgo), now), "text");
}

void tst_Format::moments()
{
    const QDateTime now(QDate(2026, 11, 21), QTime(12, 52, 7));
    QCOMPARE(text::moment(now, now), u"12:52:07"_s);
    QCOMPARE(text::moment(now.toUTC(), now), u"12:52:07"_s);
    QCOMPARE(text::moment(now.addDays(-1), now), u"Nov 20, 12:52"_s);
    QCOMPARE(text::moment(now.addYears(-1), now), u"Nov 21 2025, 12:52"_s);
}

void tst_Format::ratiosAndNumbers()
{
    QCOMPARE(text::ratio(2'400, 1'000), u"2.4:1"_s);
    QCOMPARE(text::ratio(250'000, 1'000), u"250:1"_s);
    QCOMPARE(text::ratio(0, 0), u"1:1"_s);
    QCOMPARE(text::number(128'402), u"128,402"_s);
    QCOMPARE(text::number(std::numeric_limits<quint64>::max()), u"18,446,744,073,709,551,615"_s);
}

void tst_Format::figuresAreOfTheLanguageOfTheWords_data()
{
    QTest::addColumn<QString>("words");
    QTest::addColumn<QString>("system");
    QTest::addColumn<bool>("named");
    QTest::addColumn<QString>("locale");
    QTest::newRow("LANGUAGE=de alone") << u"de"_s << u"C"_s << false << u"de_DE"_s;
    QTest::newRow("LANGUAGE=de, LANG=en_US") << u"de"_s << u"en_US"_s << false << u"de_DE"_s;
    QTest::newRow("LANGUAGE=de, LC_NUMERIC=en_GB") << u"de"_s << u"en_GB"_s << true << u"en_GB"_s;
    QTest::newRow("LANG=de_CH") << u"de"_s << u"de_CH"_s << false << u"de_CH"_s;
    QTest::newRow("LANG=fr_FR, of which there are no words") << u"en"_s << u"fr_FR"_s << false << u"en_US"_s;
    QTest::newRow("LANG=en_GB") << u"en"_s << u"en_GB"_s << false << u"en_GB"_s;
}

void tst_Format::figuresAreOfTheLanguageOfTheWords()
{
    QFETCH(const QString, words);
    QFETCH(const QString, system);
    QFETCH(const bool, named);
    const QLocale found = text::localeBeside(words, QLocale(system), named);
    QTEST(found.name(), "locale");
}

QTEST_GUILESS_MAIN(tst_Format)
#include "tst_format.moc"
