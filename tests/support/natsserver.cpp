// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "natsserver.h"

#include "expect.h"
#include "ports.h"

#include <QDeadlineTimer>
#include <QFile>
#include <QJsonDocument>
#include <QJsonArray>
#include <QJsonObject>
#include <QStandardPaths>
#include <QThread>
#include <QUrl>

#include <csignal>
#include <sys/prctl.h>

using namespace Qt::StringLiterals;

namespace lifeboat::test {

namespace {

constexpr int kPatienceMs = 60'000; // far more than it needs: only a hang gets there

} // namespace

bool NatsServer::isInstalled()
{
    return !QStandardPaths::findExecutable(u"nats-server"_s).isEmpty();
}

NatsServer::NatsServer(const QString &configuration, const std::optional<QString> &jetStream, const QString &store)
    : m_jetStream(jetStream)
    , m_store(store.isEmpty() ? m_space.path(u"store"_s) : store)
{
    m_process.setChildProcessModifier([] { ::prctl(PR_SET_PDEATHSIG, SIGKILL); });
    m_process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    m_space.makeDirectory(u"ports"_s);
    configure(configuration);
    start();
}

NatsServer::~NatsServer()
{
    if (m_process.state() != QProcess::NotRunning)
        kill();
}

void NatsServer::limit(const QString &jetStream)
{
    m_jetStream = jetStream;
    configure(QString(m_configuration));
}

void NatsServer::configure(const QString &configuration)
{
    m_configuration = configuration;
    QString text = u"ports_file_dir: \"%1\"\nlog_file: \"%2\"\n"_s.arg(m_space.path(u"ports"_s), m_space.path(u"log"_s));
    if (m_jetStream)
        text += u"jetstream { store_dir: \"%1\"\n%2 }\n"_s.arg(m_store, *m_jetStream);
    m_space.write(u"server.conf"_s, (text + configuration).toUtf8());
}

void NatsServer::start()
{
    const bool isFirst = m_port < 0;
    const QDeadlineTimer deadline(kPatienceMs);
    do {
        if (isFirst)
            m_port = freePort();
        m_process.start(u"nats-server"_s, {u"-c"_s, m_space.path(u"server.conf"_s), u"-a"_s, u"127.0.0.1"_s, u"-p"_s, QString::number(m_port)});
        if (!m_process.waitForStarted(kPatienceMs))
            fail(m_process.errorString(), std::source_location::current());
        if (hasStarted(deadline))
            return;
        // Somebody else was quicker to take its port: one who goes away, or there is another port.
    } while (!deadline.hasExpired() && log().contains("address already in use"));
    fail(u"nats-server did not start: "_s + QString::fromUtf8(log().right(4'000)), std::source_location::current());
}

/// The server says its port in a file once it listens.
bool NatsServer::hasStarted(const QDeadlineTimer &deadline)
{
    const QString path = m_space.path(u"ports/nats-server_%1.ports"_s.arg(m_process.processId()));
    while (!deadline.hasExpired() && m_process.state() == QProcess::Running) {
        QFile file(path);
        if (file.open(QIODevice::ReadOnly)) {
            const QJsonObject ports = QJsonDocument::fromJson(file.readAll()).object();
            if (QUrl(ports[u"nats"_s].toArray().first().toString()).port() == m_port)
                return true;
        }
        m_process.waitForFinished(5);
    }
    return false;
}

QByteArray NatsServer::log() const
{
    return m_space.read(u"log"_s);
}

QString NatsServer::url() const
{
    return u"nats://127.0.0.1:%1"_s.arg(m_port);
}

NatsSettings NatsServer::settings() const
{
    NatsSettings settings;
    settings.urls = {url()};
    settings.name = u"test"_s;
    settings.reconnectWait = std::chrono::milliseconds(20);
    return settings;
}

std::shared_ptr<NatsConnection> NatsServer::connect() const
{
    return ok(NatsConnection::open(settings()));
}

void NatsServer::kill()
{
    m_process.kill();
    m_process.waitForFinished(kPatienceMs);
}

void NatsServer::stop()
{
    m_process.terminate();
    m_process.waitForFinished(kPatienceMs);
}

void NatsServer::freeze() const
{
    ::kill(pid_t(m_process.processId()), SIGSTOP);
    const QString tasks = u"/proc/%1/task"_s.arg(m_process.processId());
    const auto runs = [&](const QString &task) { return !readFile(tasks + u'/' + task + u"/stat"_s).contains(") T "); };
    while (std::ranges::any_of(namesIn(tasks), runs))
        QThread::yieldCurrentThread();
}

void NatsServer::thaw() const
{
    ::kill(pid_t(m_process.processId()), SIGCONT);
}

} // namespace lifeboat::test
