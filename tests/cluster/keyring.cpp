// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/cluster/keyring.h"

#include "tests/support/expect.h"

#include <QDBusConnection>
#include <QDBusConnectionInterface>
#include <QDBusMessage>
#include <QDBusObjectPath>
#include <QStandardPaths>
#include <QTest>

#include <csignal>
#include <sys/prctl.h>

using namespace Qt::StringLiterals;

namespace lifeboat::test {

namespace {

constexpr int kPatienceMs = 60'000; // far more than it needs: only a hang gets there

void diesWithUs(QProcess &process)
{
    process.setChildProcessModifier([] { ::prctl(PR_SET_PDEATHSIG, SIGKILL); });
}

/// Says where it is.
QByteArray startBus(const QString &configuration)
{
    // Never destroyed: GLib ends a process whose session bus goes away.
    auto *const bus = new QProcess;
    diesWithUs(*bus);
    bus->start(u"dbus-daemon"_s, {u"--config-file"_s, configuration, u"--nofork"_s, u"--nopidfile"_s, u"--print-address=1"_s});
    while (!bus->canReadLine()) {
        if (!bus->waitForReadyRead(kPatienceMs))
            fail(u"dbus-daemon did not start: "_s + QString::fromUtf8(bus->readAllStandardError()),
                 std::source_location::current());
    }
    return bus->readLine().trimmed();
}

bool isOnTheBus()
{
    return QDBusConnection::sessionBus().interface()->isServiceRegistered(u"org.freedesktop.secrets"_s).value();
}

} // namespace

bool Keyring::isInstalled()
{
    return !QStandardPaths::findExecutable(u"dbus-daemon"_s).isEmpty()
        && !QStandardPaths::findExecutable(u"gnome-keyring-daemon"_s).isEmpty();
}

Keyring::Keyring()
{
    // Without the services of this machine, so that nothing is started by a question.
    m_space.write(u"bus.conf"_s, R"(<busconfig><type>session</type><listen>unix:tmpdir=/tmp</listen><auth>EXTERNAL</auth>
<policy context="default"><allow send_destination="*" eavesdrop="true"/><allow eavesdrop="true"/><allow own="*"/></policy>
</busconfig>)");
    qputenv("DBUS_SESSION_BUS_ADDRESS", startBus(m_space.path(u"bus.conf"_s)));
    m_space.makeDirectory(u"run"_s);
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    for (const QString &name : {u"HOME"_s, u"XDG_DATA_HOME"_s, u"XDG_CONFIG_HOME"_s})
        environment.insert(name, m_space.path());
    environment.insert(u"XDG_RUNTIME_DIR"_s, m_space.path(u"run"_s));
    m_process.setProcessEnvironment(environment);
    diesWithUs(m_process);
    m_process.setProcessChannelMode(QProcess::MergedChannels);
}

Keyring::~Keyring()
{
    if (m_process.state() != QProcess::NotRunning)
        stop();
}

void Keyring::start(bool isLocked)
{
    QStringList arguments{u"--foreground"_s, u"--components=secrets"_s};
    if (!isLocked)
        arguments.append(u"--unlock"_s); // its password comes from standard input
    m_process.start(u"gnome-keyring-daemon"_s, arguments);
    m_process.write("practice");
    m_process.closeWriteChannel();
    if (!QTest::qWaitFor(isOnTheBus, kPatienceMs))
        fail(u"gnome-keyring did not start: "_s + QString::fromUtf8(m_process.readAll()), std::source_location::current());
}

void Keyring::stop()
{
    m_process.terminate();
    if (!m_process.waitForFinished(kPatienceMs) || !QTest::qWaitFor([] { return !isOnTheBus(); }, kPatienceMs))
        fail(u"gnome-keyring did not end"_s, std::source_location::current());
}

void Keyring::lock() const
{
    auto call = QDBusMessage::createMethodCall(u"org.freedesktop.secrets"_s, u"/org/freedesktop/secrets"_s,
                                               u"org.freedesktop.Secret.Service"_s, u"Lock"_s);
    call << QVariant::fromValue(QList{QDBusObjectPath(u"/org/freedesktop/secrets/collection/login"_s)});
    const QDBusMessage answer = QDBusConnection::sessionBus().call(call);
    if (answer.type() != QDBusMessage::ReplyMessage)
        fail(answer.errorMessage(), std::source_location::current());
}

} // namespace lifeboat::test
