// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QCoreApplication>
#include <QFile>
#include <QProcess>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>
#include <QTranslator>
#include <QXmlStreamReader>

class tst_Translations final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void catalogsAreUpToDate();
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

/// Every text of the sources is in the catalogs, in its context, and nothing else: lupdate has nothing to change.
void tst_Translations::catalogsAreUpToDate()
{
    const QString catalogs = QStringLiteral(LIFEBOAT_TRANSLATIONS);
    const QTemporaryDir copies;
    const QStringList names{QStringLiteral("lifeboat_de.ts"), QStringLiteral("lifeboat_en.ts")};
    QStringList command = QStringLiteral(LIFEBOAT_LUPDATE).split(QLatin1Char('|')) << QStringLiteral("-ts");
    for (const QString &name : names) {
        QVERIFY(QFile::copy(catalogs + QLatin1Char('/') + name, copies.filePath(name)));
        QVERIFY(QFile(copies.filePath(name)).setPermissions(QFile::ReadOwner | QFile::WriteOwner));
        command << copies.filePath(name);
    }
    QProcess lupdate;
    lupdate.setWorkingDirectory(QStringLiteral(LIFEBOAT_SOURCES));
    lupdate.setProcessChannelMode(QProcess::MergedChannels);
    lupdate.start(command.takeFirst(), command);
    // Some sources keep it busy for ever: divisions inside translate(..., n), using-declarations of std::chrono.
    QVERIFY2(lupdate.waitForFinished(120'000), "lupdate does not come to an end");
    const QByteArray said = lupdate.readAll();
    QVERIFY2(lupdate.exitStatus() == QProcess::NormalExit && lupdate.exitCode() == 0, said.constData());
    for (const QString &name : names) {
        QFile kept(catalogs + QLatin1Char('/') + name);
        QFile updated(copies.filePath(name));
        QVERIFY(kept.open(QIODevice::ReadOnly) && updated.open(QIODevice::ReadOnly));
        QVERIFY2(kept.readAll() == updated.readAll(),
                 (qPrintable(name) + QByteArray(": run ninja update_translations\n") + said).constData());
    }
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
    bool isPlural = false;
    while (!xml.atEnd()) {
        xml.readNext();
        if (!xml.isStartElement())
            continue;
        if (xml.name() == QLatin1StringView("message")) {
            isPlural = xml.attributes().hasAttribute(QStringLiteral("numerus"));
        } else if (xml.name() == QLatin1StringView("source")) {
            source = xml.readElementText();
            ++messages;
        } else if (xml.name() == QLatin1StringView("translation")) {
            QVERIFY2(!xml.attributes().hasAttribute(QStringLiteral("type")), qPrintable(source));
            if (!isPlural)
                QVERIFY2(placeholders(xml.readElementText()) == placeholders(source), qPrintable(source));
        } else if (xml.name() == QLatin1StringView("numerusform")) {
            const QString form = xml.readElementText();
            QVERIFY2(form.contains(QLatin1StringView("%n")) || form.contains(QLatin1StringView("%Ln")), qPrintable(source));
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
