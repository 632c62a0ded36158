// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/base/clock.h"
#include "engine/base/posixfilesystem.h"
#include "engine/net/auditlog.h"
#include "engine/net/certificate.h"
#include "engine/net/nodeclient.h"
#include "engine/net/nodeserver.h"
#include "engine/net/tokenstore.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QEventLoop>
#include <QFutureWatcher>
#include <QTemporaryDir>
#include <QThread>
#include <cstdio>
#include <sys/resource.h>

using namespace Qt::StringLiterals;
using namespace lifeboat;
using namespace lifeboat::net;

namespace {

template <typename T> T ok(Result<T> result)
{
    if (!result)
        qFatal("%s", qPrintable(toString(result.error())));
    if constexpr (!std::is_void_v<T>)
        return std::move(*result);
}

/// Serves one file.
class BenchNode final : public CallHandler
{
public:
    QFuture<Result<QJsonValue>> call(const Caller &, const QString &, const QJsonObject &) override
    {
        return QtFuture::makeReadyValueFuture(Result<QJsonValue>(QJsonObject{}));
    }
    QJsonObject greeting() override { return {{u"node"_s, u"n1"_s}, {u"lineage"_s, u"l1"_s}}; }
    QList<QJsonObject> recovery() override { return {}; }
    Result<OfferedArchive> offer(const QString &) override { return archive; }
    Result<QString> admit(const Caller &, const QString &, const QString &, qint64) override
    {
        return failure(ErrorCode::PermissionDenied);
    }
    QFuture<Result<QJsonValue>> received(const Caller &, const QString &, const QString &) override
    {
        return QtFuture::makeReadyValueFuture(Result<QJsonValue>(QJsonObject{}));
    }

    OfferedArchive archive;
};

/// A server with TLS in a thread of its own, as lifeboatd has it.
class Served
{
public:
    Served()
    {
        FileSystem &disk = PosixFileSystem::instance();
        const QDateTime now = QDateTime::currentDateTimeUtc();
        const QString certificate = m_directory.filePath(u"a.crt"_s);
        const QString key = m_directory.filePath(u"a.key"_s);
        ok(makeCertificate(disk, {u"n1"_s, {u"localhost"_s}, {QHostAddress::LocalHost}}, now,
                           certificate, key));
        const Identity identity = ok(loadCertificate(disk, certificate, key));
        m_tokens = ok(TokenStore::open(disk, m_directory.filePath(u"tokens.json"_s)));
        m_audit = ok(AuditLog::open(disk, m_directory.filePath(u"audit.log"_s)));
        endpoint.token = ok(m_tokens->add(u"bench"_s, Role::Operator, now));
        endpoint.fingerprint = fingerprintOf(identity.certificate);
        m_thread.start();
        QMetaObject::invokeMethod(
            &m_context,
            [this, identity] {
                m_server = std::make_unique<NodeServer>(
                    ServerSettings{QHostAddress::LocalHost, 0, identity.certificate, identity.key},
                    node, *m_tokens, *m_audit, PosixFileSystem::instance(),
                    SystemClock::instance());
                ok(m_server->listen());
                endpoint.url = QUrl(u"wss://127.0.0.1:%1"_s.arg(m_server->port()));
            },
            Qt::BlockingQueuedConnection);
    }
    ~Served()
    {
        QMetaObject::invokeMethod(
            &m_context, [this] { m_server.reset(); }, Qt::BlockingQueuedConnection);
        m_thread.quit();
        m_thread.wait();
    }
    Q_DISABLE_COPY_MOVE(Served)

    BenchNode node;
    Endpoint endpoint;

private:
    struct Thread : QThread
    {
        explicit Thread(QObject *context) { context->moveToThread(this); }
    };
    QTemporaryDir m_directory;
    QObject m_context;
    Thread m_thread{&m_context};
    std::unique_ptr<TokenStore> m_tokens;
    std::unique_ptr<AuditLog> m_audit;
    std::unique_ptr<NodeServer> m_server;
};

void spinUntil(const std::function<bool()> &done)
{
    while (!done())
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
}

std::unique_ptr<NodeClient> connected(const Endpoint &endpoint)
{
    auto client = std::make_unique<NodeClient>(endpoint);
    QObject::connect(client.get(), &NodeClient::ended, client.get(),
                     [](const Error &error) { qFatal("%s", qPrintable(toString(error))); });
    client->open();
    spinUntil([&client] { return client->isOpen(); });
    return client;
}

QJsonValue finished(const QFuture<Result<QJsonValue>> &future)
{
    QFutureWatcher<Result<QJsonValue>> watcher;
    watcher.setFuture(future);
    spinUntil([&future] { return future.isFinished(); });
    return ok(future.result());
}

int fetch(const QString &from, const QString &to)
{
    FileSystem &disk = PosixFileSystem::instance();
    Served served;
    const auto file = ok(disk.open(from, OpenMode::Read));
    const qint64 size = ok(file->info()).size;
    served.node.archive = {from, size};
    const auto client = connected(served.endpoint);
    QElapsedTimer timer;
    timer.start();
    finished(client->fetch(u"s1"_s, to, disk));
    std::printf("%.6f\n", double(timer.nsecsElapsed()) / 1e9);
    client->disconnect(client.get());
    return 0;
}

int status(const Endpoint &endpoint, int idle, int calls)
{
    rlimit files{};
    ::getrlimit(RLIMIT_NOFILE, &files);
    files.rlim_cur = files.rlim_max;
    ::setrlimit(RLIMIT_NOFILE, &files);
    std::vector<std::unique_ptr<NodeClient>> others;
    for (int i = 0; i < idle; ++i)
        others.push_back(connected(endpoint));
    const auto client = connected(endpoint);
    std::vector<double> times;
    for (int i = 0; i < calls; ++i) {
        QElapsedTimer timer;
        timer.start();
        finished(client->call(u"node.status"_s));
        times.push_back(double(timer.nsecsElapsed()) / 1e6);
    }
    std::ranges::sort(times);
    std::printf("%.3f %.3f\n", times[times.size() / 2], times[times.size() * 99 / 100]);
    for (const auto &each : others)
        each->disconnect(each.get());
    client->disconnect(client.get());
    return 0;
}

Endpoint endpointOf(const QString &url, const QString &fingerprint, const QString &tokenFile)
{
    const QByteArray token = ok(PosixFileSystem::instance().readAll(tokenFile, 4096));
    return {QUrl(url), QString::fromUtf8(token.trimmed()), fingerprintFromText(fingerprint)};
}

int certificate(const QString &directory)
{
    ok(makeCertificate(
        PosixFileSystem::instance(), {u"localhost"_s, {u"localhost"_s}, {QHostAddress::LocalHost}},
        QDateTime::currentDateTimeUtc(), directory + u"/a.crt"_s, directory + u"/a.key"_s));
    return 0;
}

} // namespace

/// netbench certificate DIRECTORY: a.crt and a.key for localhost.
/// netbench fetch FROM TO: seconds of a fetch over TLS on loopback, all checks and syncs included.
/// netbench status URL FINGERPRINT TOKENFILE IDLE CALLS: median and 99th percentile of a call to a
/// node that runs, ms, beside idle connections of the same program.
int main(int argc, char **argv)
{
    const QCoreApplication application(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    if (arguments.size() == 4 && arguments[1] == "fetch"_L1)
        return fetch(arguments[2], arguments[3]);
    if (arguments.size() == 7 && arguments[1] == "status"_L1)
        return status(endpointOf(arguments[2], arguments[3], arguments[4]), arguments[5].toInt(),
                      arguments[6].toInt());
    if (arguments.size() == 3 && arguments[1] == "certificate"_L1)
        return certificate(arguments[2]);
    std::fputs("netbench certificate DIRECTORY | netbench fetch FROM TO | "
               "netbench status URL FINGERPRINT TOKENFILE IDLE CALLS\n",
               stderr);
    return 2;
}
