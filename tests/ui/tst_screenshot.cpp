// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/base/posixfilesystem.h"
#include "engine/drill/drillrunner.h"
#include "tests/support/expect.h"
#include "tests/ui/temporaryworkspace.h"

#include <QImage>
#include <QProcess>
#include <QSet>

using namespace lifeboat;
using namespace lifeboat::test;
using namespace Qt::StringLiterals;

class tst_Screenshot final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void everyPageCanBePictured_data();
    void everyPageCanBePictured();
    void aNamedStoreCanBePictured();
    void whatIsNotKnownIsNotPictured_data();
    void whatIsNotKnownIsNotPictured();
    void helpNamesTheProgram();
    void wrongUsageSaysSo_data();
    void wrongUsageSaysSo();

private:
    struct Ended {
        int status = 0;
        QString output;
    };
    Ended run(const QStringList &arguments) const;

    TemporaryWorkspace m_workspace;
};

void tst_Screenshot::initTestCase()
{
    DrillRequest request;
    request.plan.name = u"picture"_s;
    request.plan.archive = m_workspace.takeSnapshotOf(u"orders.db"_s, u"store"_s);
    request.nodeDirectory = m_workspace.path(u"node"_s);
    request.historyDirectory = m_workspace.path(u"data/lifeboat/drills"_s);
    UnwatchedControl control;
    ok(runDrill(control, request, PosixFileSystem::instance()));
}

tst_Screenshot::Ended tst_Screenshot::run(const QStringList &arguments) const
{
    QProcess lifeboat;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(u"XDG_DATA_HOME"_s, m_workspace.path(u"data"_s));
    environment.insert(u"XDG_CONFIG_HOME"_s, m_workspace.path(u"config"_s));
    environment.insert(u"QT_QPA_PLATFORM"_s, u"offscreen"_s);
    environment.insert(u"LIFEBOAT_SECRETS"_s, u"file"_s);
    lifeboat.setProcessEnvironment(environment);
    lifeboat.setProcessChannelMode(QProcess::MergedChannels);
    lifeboat.start(QCoreApplication::applicationDirPath() + u"/lifeboat"_s, arguments);
    if (!lifeboat.waitForFinished(60'000))
        return {-1, u"did not end"_s};
    return {lifeboat.exitCode(), QString::fromUtf8(lifeboat.readAll())};
}

void tst_Screenshot::everyPageCanBePictured_data()
{
    QTest::addColumn<QString>("page");
    QTest::addColumn<QString>("theme");
    for (const char *page : {"welcome", "overview", "timeline", "snapshots", "drill", "report"}) {
        QTest::addRow("%s, light", page) << QString::fromLatin1(page) << u"light"_s;
        QTest::addRow("%s, dark", page) << QString::fromLatin1(page) << u"dark"_s;
    }
}

void tst_Screenshot::everyPageCanBePictured()
{
    QFETCH(QString, page);
    QFETCH(QString, theme);
    const QString file = m_workspace.path(page + theme + u".png"_s);
    const Ended ended = run({u"--screenshot"_s, file, u"--page"_s, page, u"--theme"_s, theme, u"--size"_s,
                             u"1100x700"_s, u"--store"_s, m_workspace.path(u"store"_s), u"--language"_s, u"de"_s});
    QVERIFY2(ended.status == 0, qPrintable(ended.output));
    QCOMPARE(ended.output, QString());
    const QImage image(file);
    QCOMPARE(image.size(), QSize(1100, 700));
    QSet<QRgb> colours;
    for (int x = 0; x < image.width(); x += 3) {
        for (int y = 0; y < image.height(); y += 3)
            colours.insert(image.pixel(x, y));
    }
    QVERIFY(colours.size() > 20); // something is on it
    QCOMPARE(qGray(image.pixel(600, 690)) < 128, theme == "dark"_L1);
}

void tst_Screenshot::aNamedStoreCanBePictured()
{
    writeFile(m_workspace.path(u"data/lifeboat/stores.json"_s),
              QByteArray(R"({"formatVersion":1,"stores":[{"name":"disk","directory":"%1"}]})").replace("%1", m_workspace.path(u"store"_s).toUtf8()));
    const QString file = m_workspace.path(u"store.png"_s);
    const Ended ended = run({u"--screenshot"_s, file, u"--page"_s, u"objects"_s, u"--named-store"_s, u"disk"_s});
    QVERIFY2(ended.status == 0, qPrintable(ended.output));
    QVERIFY(QFile::exists(file));
}

void tst_Screenshot::whatIsNotKnownIsNotPictured_data()
{
    QTest::addColumn<QByteArray>("clusters"); // the file; null: none
    QTest::addColumn<QStringList>("place");
    QTest::addColumn<QString>("said");
    const QByteArray orders = R"({"formatVersion":1,"clusters":[{"name":"orders","nodes":[{"name":"n1","url":"wss://127.0.0.1:9"}]}]})";
    QTest::addRow("no clusters") << QByteArray() << QStringList{u"--cluster"_s, u"orders"_s} << u"no cluster orders"_s;
    QTest::addRow("another cluster") << orders << QStringList{u"--cluster"_s, u"ledger"_s} << u"no cluster ledger"_s;
    QTest::addRow("another node") << orders << QStringList{u"--cluster"_s, u"orders"_s, u"--node"_s, u"n2"_s}
                                  << u"no node n2 in orders"_s;
    QTest::addRow("another store") << orders << QStringList{u"--named-store"_s, u"cellar"_s} << u"no store cellar"_s;
    QTest::addRow("a list") << QByteArray("[]") << QStringList{u"--cluster"_s, u"orders"_s} << u"clusters.json"_s;
}

void tst_Screenshot::whatIsNotKnownIsNotPictured()
{
    QFETCH(QByteArray, clusters);
    QFETCH(QStringList, place);
    QFETCH(QString, said);
    if (const QString notes = m_workspace.path(u"data/lifeboat/clusters.json"_s); clusters.isNull())
        QFile::remove(notes);
    else
        writeFile(notes, clusters);
    const QString file = m_workspace.path(u"unknown.png"_s);
    const Ended ended = run(QStringList{u"--screenshot"_s, file} + place);
    QCOMPARE(ended.status, 1);
    QVERIFY2(ended.output.contains(said), qPrintable(ended.output));
    QVERIFY(!QFile::exists(file));
}

void tst_Screenshot::helpNamesTheProgram()
{
    const Ended ended = run({u"--help"_s});
    QCOMPARE(ended.status, 0);
    QVERIFY2(ended.output.startsWith(u"Usage: lifeboat [options]"_s), qPrintable(ended.output));
}

void tst_Screenshot::wrongUsageSaysSo_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addRow("page") << QStringList{u"--screenshot"_s, u"x.png"_s, u"--page"_s, u"cellar"_s};
    QTest::addRow("size") << QStringList{u"--screenshot"_s, u"x.png"_s, u"--size"_s, u"big"_s};
    QTest::addRow("theme") << QStringList{u"--theme"_s, u"pink"_s};
    QTest::addRow("node") << QStringList{u"--node"_s, u"n1"_s};
    QTest::addRow("option") << QStringList{u"--frobnicate"_s};
}

void tst_Screenshot::wrongUsageSaysSo()
{
    QFETCH(QStringList, arguments);
    const Ended ended = run(arguments);
    QCOMPARE(ended.status, 2);
    QVERIFY(ended.output.startsWith(u"lifeboat: "_s));
}

QTEST_GUILESS_MAIN(tst_Screenshot)
#include "tst_screenshot.moc"
