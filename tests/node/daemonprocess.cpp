// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemonprocess.h"

#include "engine/net/certificate.h"
#include "tests/support/workspace.h"

#include <QTest>

using namespace Qt::StringLiterals;

namespace lifeboat::test {

QString daemonProgram()
{
    return QStringLiteral(LIFEBOAT_DAEMON);
}

DaemonRun runDaemon(const QStringList &arguments)
{
    QProcess process;
    process.setProcessChannelMode(QProcess::MergedChannels);
    process.start(daemonProgram(), arguments);
    if (!process.waitForFinished(60'000))
        process.kill();
    return {process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -1,
            QString::fromUtf8(process.readAll())};
}

DaemonProcess::DaemonProcess(const QString &directory, const QString &name, const QString &log,
                             const QString &share)
    : m_directory(directory)
{
    QStringList more;
    if (!log.isEmpty())
        more << u"--log"_s << log;
    if (!share.isEmpty())
        more << u"--share"_s << share;
    initialise(name, more);
}

DaemonProcess::DaemonProcess(const QString &directory, const QString &name, const OnNats &nats)
    : m_directory(directory)
{
    initialise(name, {u"--nats"_s, nats.urls.first()});
    configure("[\"" + nats.urls.first().toUtf8() + "\"]", "[\"" + nats.urls.join(u"\", \""_s).toUtf8() + "\"]");
    configure("# replicas = 1", "replicas = " + QByteArray::number(nats.replicas));
}

void DaemonProcess::initialise(const QString &name, const QStringList &more)
{
    const DaemonRun made = runDaemon(QStringList{u"--init"_s, m_directory, u"--name"_s, name, u"--port"_s, u"0"_s,
                                                 u"--token-file"_s, m_directory + u".token"_s} + more);
    if (made.status != 0)
        qFatal("%s", qPrintable(made.output));
    configure("interval = \"60s\"", "interval = 0");
    m_token = QString::fromUtf8(readFile(m_directory + u".token"_s)).trimmed();
    const QString fingerprint =
        made.output.section(u"fingerprint"_s, 1).section(u'\n', 0, 0).trimmed();
    m_fingerprint = net::fingerprintFromText(fingerprint);
    m_process.setStandardErrorFile(m_directory + u".err"_s, QIODevice::Append);
}

DaemonProcess::~DaemonProcess()
{
    kill();
    if (QTest::currentTestFailed())
        qInfo("%s", readFile(m_directory + u".err"_s).constData());
}

void DaemonProcess::configure(const QByteArray &from, const QByteArray &to) const
{
    QByteArray text = readFile(configPath());
    if (!text.contains(from))
        qFatal("no %s in the configuration", from.constData());
    writeFile(configPath(), text.replace(from, to));
}

void DaemonProcess::start()
{
    m_process.start(daemonProgram(), {u"--config"_s, configPath()});
    while (!m_process.canReadLine()) {
        if (!m_process.waitForReadyRead(60'000))
            qFatal("lifeboatd did not start");
    }
    m_url = QUrl(QString::fromUtf8(m_process.readLine()).trimmed().section(u' ', -1));
}

void DaemonProcess::kill()
{
    m_process.kill();
    m_process.waitForFinished();
}

int DaemonProcess::terminate()
{
    m_process.terminate();
    if (!m_process.waitForFinished(60'000))
        return -1;
    return m_process.exitStatus() == QProcess::NormalExit ? m_process.exitCode() : -1;
}

net::Endpoint DaemonProcess::endpoint() const
{
    return {.url = m_url, .token = m_token, .fingerprint = m_fingerprint};
}

QString DaemonProcess::data(const QString &name) const
{
    return m_directory + u"/data/"_s + name;
}

QString DaemonProcess::configPath() const
{
    return m_directory + u"/lifeboatd.toml"_s;
}

} // namespace lifeboat::test
