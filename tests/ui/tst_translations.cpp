// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QCoreApplication>
#include <QFile>
#include <QRegularExpression>
#include <QTest>
#include <QTranslator>
#include <QXmlStreamReader>

class tst_Translations final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everythingIsTranslated_data();
    void everythingIsTranslated();
    void germanIsBuiltIn();

private:
    static QStringList placeholders(const QString &text);
};

QStringList tst_Translations::placeholders(const QString &text)
{
    static const QRegularExpression pattern(QStringLiteral("%[1-9]"));
    QStringList found;
    for (const QRegularExpressionMatch &match : pattern.globalMatch(text))
        found.append(match.captured());
    found.removeDuplicates();
    found.sort();
    return found;
}

void tst_Translations::everythingIsTranslated_data()
{
    QTest::addColumn<QString>("language");
    QTest::addRow("de") << QStringLiteral("de");
    QTest::addRow("en") << QStringLiteral("en");
}

void tst_Translations::everythingIsTranslated()
{
    QFETCH(QString, language);
    QFile file(QStringLiteral(LIFEBOAT_TRANSLATIONS "/lifeboat_%1.ts").arg(language));
    QVERIFY(file.open(QIODevice::ReadOnly));
    QXmlStreamReader xml(&file);
    QString source;
    int messages = 0;
    while (!xml.atEnd()) {
        xml.readNext();
        if (!xml.isStartElement())
            continue;
        if (xml.name() == QLatin1StringView("source")) {
            source = xml.readElementText();
            ++messages;
        } else if (xml.name() == QLatin1StringView("translation")) {
            QVERIFY2(!xml.attributes().hasAttribute(QStringLiteral("type")), qPrintable(source));
        } else if (xml.name() == QLatin1StringView("numerusform")) {
            const QString form = xml.readElementText();
            QVERIFY2(form.contains(QLatin1StringView("%n")), qPrintable(source));
            QCOMPARE(placeholders(form), placeholders(source));
        }
    }
    QVERIFY(!xml.hasError());
    QVERIFY(messages > 400);
}

void tst_Translations::germanIsBuiltIn()
{
    QTranslator german;
    QVERIFY(german.load(QStringLiteral(":/i18n/lifeboat_de.qm")));
    QCoreApplication::installTranslator(&german);
    QCOMPARE(QCoreApplication::translate("lifeboat::ui::Actions", "&Quit"), QStringLiteral("&Beenden"));
    QCOMPARE(QCoreApplication::translate("lifeboat::text", "%n min ago", nullptr, 3), QStringLiteral("vor 3 Min."));
    QCOMPARE(QCoreApplication::translate("lifeboat::ui::TimelineView", "%n drills", nullptr, 1),
             QStringLiteral("1 Übung"));
    QCoreApplication::removeTranslator(&german);
}

QTEST_GUILESS_MAIN(tst_Translations)
#include "tst_translations.moc"
