// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemonprocess.h"

#include "tests/support/expect.h"
#include "tests/support/workspace.h"

#include <QFileInfo>
#include <QStandardPaths>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace lifeboat;
using namespace lifeboat::test;

/// The unit for nodes, as it is installed.
class tst_SystemdUnit final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void startsWhatIsInstalled();
    void passesTheCheckOfSystemd();

private:
    QString unit() const { return m_space.path(u"usr/lib/systemd/system/lifeboatd.service"_s); }

    const Workspace m_space;
    QStringList m_command; ///< what it starts
};

void tst_SystemdUnit::initTestCase()
{
    QProcess install;
    install.setProcessChannelMode(QProcess::MergedChannels);
    install.start(u"cmake"_s, {u"--install"_s, QStringLiteral(LIFEBOAT_DAEMON_BUILD), u"--prefix"_s, m_space.path(u"usr"_s)});
    QVERIFY(install.waitForFinished(60'000));
    QVERIFY2(install.exitCode() == 0, install.readAll().constData());
    for (const QByteArray &line : readFile(unit()).split('\n')) {
        if (line.startsWith("ExecStart="))
            m_command = QString::fromUtf8(line.sliced(10)).split(u' ');
    }
}

void tst_SystemdUnit::startsWhatIsInstalled()
{
    QCOMPARE(m_command.size(), 3);
    QVERIFY(m_command[0].startsWith("/usr/"_L1));
    QVERIFY2(QFileInfo(m_space.path() + m_command[0]).isExecutable(), qPrintable(m_command[0]));
    QVERIFY(QFileInfo::exists(m_space.path(u"usr/share/doc"_s)));
    const DaemonRun help = runDaemon({u"--help"_s});
    QVERIFY(help.output.contains(m_command[1]));
    QVERIFY2(help.output.contains(m_command[2]), qPrintable(help.output)); // where it looks without being told
    const DaemonProcess node(m_space.path(u"n1"_s), u"n1"_s);
    QCOMPARE(runDaemon({m_command[1], node.configPath(), u"--check-config"_s}).status, 0);
}

/// Which says nothing of a unit whose keys and values it knows.
void tst_SystemdUnit::passesTheCheckOfSystemd()
{
    if (QStandardPaths::findExecutable(u"systemd-analyze"_s).isEmpty())
        QSKIP("systemd-analyze is not installed");
    const auto check = [this](const QByteArray &text) {
        m_space.write(u"lifeboatd.service"_s, text);
        QProcess process;
        process.setProcessChannelMode(QProcess::MergedChannels);
        process.start(u"systemd-analyze"_s, {u"verify"_s, u"--man=no"_s, m_space.path(u"lifeboatd.service"_s)});
        if (!process.waitForFinished(60'000) || process.exitStatus() != QProcess::NormalExit)
            fail(u"systemd-analyze failed"_s, std::source_location::current());
        return process.readAll();
    };
    const QByteArray text = readFile(unit()).replace(m_command[0].toUtf8(), m_space.path().toUtf8() + m_command[0].toUtf8());
    QCOMPARE(check(text), QByteArray());
    QVERIFY(check(QByteArray(text).replace("PrivateTmp=", "PrivateTemp=")).contains("PrivateTemp"));
}

QTEST_GUILESS_MAIN(tst_SystemdUnit)
#include "tst_systemdunit.moc"
