// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/console/workspace/directorywatch.h"

#include "tests/support/workspace.h"

#include <QSignalSpy>
#include <QTest>

using namespace lifeboat::test;
using namespace lifeboat::ui;

class tst_DirectoryWatch final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void tellsThatTheDirectoryCame();
    void tellsWhatCameBeforeItWatched();
    void tellsOfThoseBesides();
};

void tst_DirectoryWatch::tellsThatTheDirectoryCame()
{
    const Workspace space;
    DirectoryWatch watch(space.path(QStringLiteral("a/b")));
    QSignalSpy changed(&watch, &DirectoryWatch::changed);
    space.makeDirectory(QStringLiteral("a"));
    QTRY_VERIFY(!changed.isEmpty());
    changed.clear();
    space.makeDirectory(QStringLiteral("a/b"));
    QTRY_VERIFY(!changed.isEmpty());
    changed.clear();
    space.write(QStringLiteral("a/b/c"), "bytes");
    QTRY_VERIFY(!changed.isEmpty());
}

/// Somebody has just found the directory missing, when it is made with something in it: its old watch cannot tell of that, and
/// the new one not any more.
void tst_DirectoryWatch::tellsWhatCameBeforeItWatched()
{
    const Workspace space;
    DirectoryWatch watch(space.path(QStringLiteral("a")));
    QVERIFY(!watch.rearm({}));
    space.makeDirectory(QStringLiteral("a/b"));
    QVERIFY(watch.rearm({}));
    QVERIFY(!watch.rearm({}));
}

void tst_DirectoryWatch::tellsOfThoseBesides()
{
    const Workspace space;
    space.makeDirectory(QStringLiteral("a/b"));
    DirectoryWatch watch(space.path(QStringLiteral("a")));
    const QStringList besides{space.path(QStringLiteral("a/b"))};
    QVERIFY(watch.rearm(besides));
    QVERIFY(!watch.rearm(besides));
    QSignalSpy changed(&watch, &DirectoryWatch::changed);
    space.write(QStringLiteral("a/b/c"), "bytes");
    QTRY_VERIFY(!changed.isEmpty());
    // One that is not there is no news, however often it is asked for.
    const QStringList missing{space.path(QStringLiteral("a/missing"))};
    QVERIFY(!watch.rearm(missing));
    QVERIFY(!watch.rearm(missing));
}

QTEST_GUILESS_MAIN(tst_DirectoryWatch)
#include "tst_directorywatch.moc"
