// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/console/workspace/places.h"

#include "tests/support/workspace.h"

#include <QSettings>
#include <QSignalSpy>
#include <QTest>

using namespace lifeboat::ui;
using lifeboat::test::Workspace;

class tst_Places final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void outliveARestart();
    void openingTwiceIsOnce();
    void closingForgets();
    void nonsenseInTheFileIsIgnored();
};

void tst_Places::outliveARestart()
{
    const Workspace files;
    const QString ini = files.path(QStringLiteral("lifeboat.ini"));
    {
        QSettings settings(ini, QSettings::IniFormat);
        Places places(&settings);
        places.openStore(QStringLiteral("/srv/archive, old"));
        places.openDatabase(QStringLiteral("/srv/Bestände ü.db"), QStringLiteral("/srv/s"));
    }
    QSettings settings(ini, QSettings::IniFormat);
    const Places places(&settings);
    QCOMPARE(places.all().size(), 2);
    QCOMPARE(places.all().at(0).path, QStringLiteral("/srv/archive, old"));
    QCOMPARE(places.all().at(1).fileName(), QStringLiteral("Bestände ü.db"));
    QCOMPARE(places.stores(), (QStringList{QStringLiteral("/srv/archive, old"), QStringLiteral("/srv/s")}));
}

void tst_Places::openingTwiceIsOnce()
{
    Places places(nullptr);
    QSignalSpy changed(&places, &Places::changed);
    places.openDatabase(QStringLiteral("/srv/a.db"));
    QCOMPARE(places.openDatabase(QStringLiteral("/srv/./a.db")).store, QStringLiteral("/srv/snapshots"));
    QCOMPARE(places.all().size(), 1);
    QCOMPARE(changed.size(), 1);
    places.openDatabase(QStringLiteral("/srv/a.db"), QStringLiteral("/other"));
    QCOMPARE(places.all().first().store, QStringLiteral("/other"));
}

void tst_Places::closingForgets()
{
    Places places(nullptr);
    places.close(places.openStore(QStringLiteral("/srv")));
    QVERIFY(places.isEmpty());
}

void tst_Places::nonsenseInTheFileIsIgnored()
{
    const Workspace files;
    files.write(QStringLiteral("x.ini"), "[places]\nsize=3\n1\\kind=database\n2\\path=\n3\\kind=store\n3\\path=/ok\n");
    QSettings settings(files.path(QStringLiteral("x.ini")), QSettings::IniFormat);
    const Places places(&settings);
    QCOMPARE(places.all().size(), 1);
}

QTEST_GUILESS_MAIN(tst_Places)
#include "tst_places.moc"
