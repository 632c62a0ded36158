// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/clock.h"
#include "engine/base/posixfilesystem.h"
#include "engine/cluster/clusterprofile.h"
#include "engine/cluster/secretstore.h"
#include "engine/net/auditlog.h"
#include "engine/net/certificate.h"
#include "engine/net/nodeserver.h"
#include "engine/net/tokenstore.h"
#include "ui/console/window/mainwindow.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QJsonArray>
#include <QJsonDocument>
#include <QProcess>
#include <QTemporaryDir>
#include <QTimer>

#include <cstdio>
#include <sys/resource.h>

/// What the benches of the console share: nodes that another process plays over TLS, and a console that watches them.
namespace lifeboat::bench {

using namespace Qt::StringLiterals;

template <typename T> T ok(Result<T> result)
{
    if (!result)
        qFatal("%s", qPrintable(toString(result.error())));
    if constexpr (!std::is_void_v<T>)
        return std::move(*result);
}

/// Servers of played nodes, with one certificate and one token.
class PlayedFleet
{
public:
    std::unique_ptr<net::NodeServer> serve(net::CallHandler &node)
    {
        auto server = std::make_unique<net::NodeServer>(
            net::ServerSettings{QHostAddress::LocalHost, 0, m_identity.certificate, m_identity.key, {}}, node, *m_tokens,
            *m_audit, m_disk, SystemClock::instance());
        ok(server->listen());
        m_ports.append(server->port());
        return server;
    }

    /// Prints where and with which token; ends with the input.
    int play() const
    {
        const QJsonObject told{{u"ports"_s, m_ports}, {u"token"_s, m_token},
                               {u"fingerprint"_s, QString::fromLatin1(net::fingerprintOf(m_identity.certificate))}};
        std::puts(QJsonDocument(told).toJson(QJsonDocument::Compact).constData());
        std::fflush(stdout);
        return QCoreApplication::exec();
    }

    QString directory() const { return m_directory.path(); }

private:
    net::Identity makeIdentity() const
    {
        const QString certificate = m_directory.filePath(u"a.crt"_s);
        const QString key = m_directory.filePath(u"a.key"_s);
        ok(net::makeCertificate(m_disk, {u"fleet"_s, {u"localhost"_s}, {QHostAddress::LocalHost}}, m_now, certificate, key));
        return ok(net::loadCertificate(m_disk, certificate, key));
    }

    FileSystem &m_disk = PosixFileSystem::instance();
    const QDateTime m_now = QDateTime::currentDateTimeUtc();
    const QTemporaryDir m_directory;
    const net::Identity m_identity = makeIdentity();
    const std::unique_ptr<net::TokenStore> m_tokens = ok(net::TokenStore::open(m_disk, m_directory.filePath(u"tokens.json"_s)));
    const std::unique_ptr<net::AuditLog> m_audit = ok(net::AuditLog::open(m_disk, m_directory.filePath(u"audit.log"_s)));
    const QString m_token = ok(m_tokens->add(u"bench"_s, net::Role::Operator, m_now));
    QJsonArray m_ports;
};

/// How long the event loop was busy at a stretch, as a timer sees it that should ring every two milliseconds.
class Stretches
{
public:
    Stretches()
    {
        QObject::connect(&m_timer, &QTimer::timeout, &m_timer, [this] {
            longest = std::max(longest, double(m_since.nsecsElapsed()) / 1e6 - kInterval);
            m_since.start();
        });
        m_timer.setTimerType(Qt::PreciseTimer);
        m_since.start();
        m_timer.start(kInterval);
    }

    double longest = 0;

private:
    static constexpr int kInterval = 2;
    QTimer m_timer;
    QElapsedTimer m_since;
};

inline double processorSeconds()
{
    rusage usage = {};
    getrusage(RUSAGE_SELF, &usage);
    const auto seconds = [](const timeval &time) { return double(time.tv_sec) + double(time.tv_usec) / 1e6; };
    return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

inline void pass(int milliseconds)
{
    QEventLoop loop;
    QTimer::singleShot(milliseconds, &loop, &QEventLoop::quit);
    loop.exec();
}

/// First the processor's time, then the stretches: the timer that sees them takes time itself.
inline void measure(const char *name, int seconds)
{
    const double before = processorSeconds();
    QElapsedTimer clock;
    clock.start();
    pass(seconds * 1000);
    const double percent = 100 * (processorSeconds() - before) / (double(clock.elapsed()) / 1000);
    const Stretches stretches;
    pass(seconds * 1000);
    std::printf("%s %.1f %.0f\n", name, percent, stretches.longest);
    std::fflush(stdout);
}

/// A console with a home of its own and a cluster "fleet".
class Console
{
public:
    explicit Console(const QJsonObject &told)
    {
        for (const QJsonValue port : told["ports"_L1].toArray()) {
            const QUrl url(u"wss://127.0.0.1:%1"_s.arg(port.toInt()));
            m_nodes.append({nodeLabel(url), url, told["fingerprint"_L1].toString().toLatin1()});
            ok(m_secrets->write(secretKey(u"fleet"_s, url), told["token"_L1].toString()).result());
        }
        m_look.setTheme(ui::Theme::Light);
        window.showCluster(u"fleet"_s);
        window.show();
        pass(500); // the first painting is not what is measured
    }

    /// Prints how long that took.
    void connect()
    {
        ok(m_profiles.putNodes(u"fleet"_s, m_nodes));
        m_workspace.refresh();
        const Stretches stretches;
        QElapsedTimer clock;
        clock.start();
        while ((m_workspace.clusters().all().isEmpty() || m_workspace.clusters().isSettling()) && clock.elapsed() < 120'000)
            pass(50);
        std::printf("connecting %.1f %.0f\n", double(clock.elapsed()) / 1000, stretches.longest);
    }

    ui::Clusters &clusters() { return m_workspace.clusters(); }

private:
    FileSystem &m_disk = PosixFileSystem::instance();
    const QTemporaryDir m_home;
    QList<NodeProfile> m_nodes;
    ProfileStore m_profiles{m_disk, m_home.filePath(u"clusters.json"_s)};
    const std::unique_ptr<SecretStore> m_secrets = makeFileSecrets(m_disk, m_home.filePath(u"secrets.json"_s));
    ui::Look m_look;
    ui::Workspace m_workspace{m_disk, nullptr,
                              {m_home.filePath(u"drills"_s), m_home.filePath(u"node"_s), m_home.filePath(u"sample"_s),
                               m_home.filePath(u"clusters.json"_s)},
                              {.makeSecrets = [this](FileSystem &files) {
                                  return makeFileSecrets(files, m_home.filePath(u"secrets.json"_s));
                              }}};

public:
    ui::MainWindow window{m_workspace, m_look, nullptr};
};

/// The process that plays, and where it does.
class Player
{
public:
    explicit Player(const QStringList &arguments)
    {
        m_process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
        m_process.start(QApplication::applicationFilePath(), QStringList{u"play"_s} + arguments);
        while (!m_process.canReadLine()) {
            if (!m_process.waitForReadyRead(60'000))
                qFatal("the nodes do not start");
        }
        told = QJsonDocument::fromJson(m_process.readLine()).object();
    }
    ~Player()
    {
        m_process.kill();
        m_process.waitForFinished();
    }
    Q_DISABLE_COPY_MOVE(Player)

    qint64 process() const { return m_process.processId(); }

    QJsonObject told;

private:
    QProcess m_process;
};

/// What follows `name` on the command line.
inline QString option(const QString &name, const QString &otherwise)
{
    const QStringList arguments = QCoreApplication::arguments();
    const qsizetype at = arguments.indexOf(name);
    return at > 0 ? arguments.value(at + 1) : otherwise;
}

} // namespace lifeboat::bench
