// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later

// natsbench apply URL DIRECTORY ENTRIES: seconds until three states hold ENTRIES documents of a kilobyte that one node
// appended over JetStream; and seconds until three bare nats.c consumers have as many messages of that size that a bare
// publisher had acknowledged.
// natsbench up|down|raw-up|raw-down URL FILE: seconds of a put or get of the object store, and of the same bytes in
// messages of 128 KiB by nats.c alone; then the process's peak memory in MB.

#include "tests/bench/documents.h"

#include "engine/base/posixfilesystem.h"
#include "engine/base/processmemory.h"
#include "engine/log/jetstreamlog.h"
#include "engine/node/logfollower.h"
#include "engine/store/natsobjectstore.h"

#include <QCoreApplication>
#include <QFile>

#include <array>
#include <cstdio>
#include <cstdlib>
#include <nats/nats.h>

using namespace Qt::StringLiterals;
using namespace lifeboat;

namespace {

constexpr qint64 kBatch = 1000;
constexpr qint64 kChunk = 128 * 1024;

template <typename T> T ok(Result<T> result)
{
    if (!result) {
        std::fprintf(stderr, "%s\n", qPrintable(toString(result.error())));
        std::exit(1);
    }
    if constexpr (!std::is_void_v<T>)
        return std::move(*result);
}

void good(natsStatus status)
{
    if (status != NATS_OK) {
        std::fprintf(stderr, "%s\n", natsStatus_GetText(status));
        std::exit(1);
    }
}

double seconds(const std::function<void()> &work)
{
    const auto begun = std::chrono::steady_clock::now();
    work();
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - begun).count();
}

std::shared_ptr<NatsConnection> connected(const QString &url)
{
    NatsSettings settings;
    settings.urls = {url};
    return ok(NatsConnection::open(settings));
}

/// Plain nats.c with a stream for messages on one subject.
class Bare
{
public:
    explicit Bare(const QString &url)
    {
        good(natsConnection_ConnectTo(&m_connection, url.toUtf8().constData()));
        good(natsConnection_JetStream(&m_js, m_connection, nullptr));
    }
    ~Bare()
    {
        jsCtx_Destroy(m_js);
        natsConnection_Destroy(m_connection);
    }
    Q_DISABLE_COPY_MOVE(Bare)

    void makeStream()
    {
        js_DeleteStream(m_js, "BARE", nullptr, nullptr);
        jsStreamConfig config;
        jsStreamConfig_Init(&config);
        const char *subject = "bare";
        config.Name = "BARE";
        config.Subjects = &subject;
        config.SubjectsLen = 1;
        good(js_AddStream(nullptr, m_js, &config, nullptr, nullptr));
    }

    void publish(const char *data, qint64 size) { good(js_PublishAsync(m_js, "bare", data, int(size), nullptr)); }
    void complete()
    {
        jsPubOptions options;
        jsPubOptions_Init(&options);
        options.MaxWait = 600'000;
        good(js_PublishAsyncComplete(m_js, &options));
    }

    /// Reads from the first message on until `take` has had enough.
    void consume(const std::function<bool(const char *, qint64)> &take)
    {
        jsSubOptions options;
        jsSubOptions_Init(&options);
        options.Ordered = true;
        natsSubscription *subscription = nullptr;
        good(js_SubscribeSync(&subscription, m_js, "bare", nullptr, &options, nullptr));
        for (bool more = true; more;) {
            natsMsg *message = nullptr;
            good(natsSubscription_NextMsg(&message, subscription, 60'000));
            more = take(natsMsg_GetData(message), natsMsg_GetDataLength(message));
            natsMsg_Destroy(message);
        }
        natsSubscription_Destroy(subscription);
    }

private:
    natsConnection *m_connection = nullptr;
    jsCtx *m_js = nullptr;
};

struct Follower
{
    Follower(const QString &url, const QString &directory, const LogStreamSettings &settings, const Lineage &lineage)
        : state(ok(ManagedState::open(PosixFileSystem::instance(), directory + u"/state.db"_s)))
        , log(ok(JetStreamLog::open(connected(url), settings, lineage)))
        , follower(*log, *state, [] {})
    {
    }

    std::unique_ptr<ManagedState> state;
    std::unique_ptr<JetStreamLog> log;
    LogFollower follower;
};

int apply(const QString &url, const QString &directory, qint64 count)
{
    const QList<Change> changes = bench::makeChanges(count);
    const LogStreamSettings settings{.cluster = u"bench"_s, .state = u"main"_s};
    const Lineage lineage = makeLineage();
    std::vector<std::unique_ptr<Follower>> nodes;
    for (int i = 0; i < 3; ++i) {
        const QString own = directory + u"/n%1"_s.arg(i);
        ok(PosixFileSystem::instance().makeDirectory(own));
        nodes.push_back(std::make_unique<Follower>(url, own, settings, lineage));
    }
    const QDateTime now = QDateTime::currentDateTimeUtc();
    const double ours = seconds([&] {
        for (qint64 at = 0; at < count; at += kBatch)
            ok(nodes[0]->log->append({changes.constData() + at, size_t(std::min(kBatch, count - at))}, u"bench"_s, now));
        for (const auto &node : nodes) {
            while (ok(node->state->position()).appliedIndex < Index(count))
                std::this_thread::sleep_for(std::chrono::milliseconds(1));
        }
    });
    nodes.clear();
    Bare publisher(url);
    publisher.makeStream();
    std::array<Bare, 3> consumers{Bare(url), Bare(url), Bare(url)};
    const double bare = seconds([&] {
        std::vector<std::jthread> consuming;
        for (Bare &consumer : consumers) {
            consuming.emplace_back([&] {
                qint64 left = count;
                consumer.consume([&](const char *, qint64) { return --left > 0; });
            });
        }
        for (const Change &change : changes)
            publisher.publish(change.document.constData(), change.document.size());
        publisher.complete();
    });
    std::printf("%.6f %.6f\n", ours, bare);
    return 0;
}

void tellMemory(double took)
{
    std::printf("%.6f %.1f\n", took, double(peakMemory()) / (1 << 20));
}

int transfer(const QString &what, const QString &url, const QString &path)
{
    FileSystem &disk = PosixFileSystem::instance();
    UnwatchedControl control;
    if (what == u"up" || what == u"down") {
        const auto store = ok(NatsObjectStore::open(connected(url), {.bucket = u"bench"_s, .owner = u"bench"_s}));
        if (what == u"up") {
            const auto file = ok(disk.open(path, OpenMode::Read));
            tellMemory(seconds([&] { ok(store->put(control, u"object"_s, *file)); }));
        } else {
            const auto file = ok(disk.open(path, OpenMode::CreateNew));
            tellMemory(seconds([&] { ok(store->get(control, u"object"_s, *file)); }));
        }
        return 0;
    }
    Bare bare(url);
    QFile file(path);
    if (what == u"raw-up") {
        bare.makeStream();
        if (!file.open(QIODevice::ReadOnly))
            return 1;
        tellMemory(seconds([&] {
            for (QByteArray chunk = file.read(kChunk); !chunk.isEmpty(); chunk = file.read(kChunk))
                bare.publish(chunk.constData(), chunk.size());
            bare.complete();
        }));
        std::printf("%lld\n", static_cast<long long>(file.size()));
        return 0;
    }
    const qint64 size = QCoreApplication::arguments().value(4).toLongLong();
    if (!file.open(QIODevice::WriteOnly))
        return 1;
    tellMemory(seconds([&] {
        qint64 got = 0;
        bare.consume([&](const char *data, qint64 length) {
            file.write(data, length);
            got += length;
            return got < size;
        });
    }));
    return 0;
}

} // namespace

int main(int argc, char **argv)
{
    const QCoreApplication application(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    if (arguments.size() == 5 && arguments[1] == "apply"_L1)
        return apply(arguments[2], arguments[3], arguments[4].toLongLong());
    if (arguments.size() >= 4 && QStringList{u"up"_s, u"down"_s, u"raw-up"_s, u"raw-down"_s}.contains(arguments[1]))
        return transfer(arguments[1], arguments[2], arguments[3]);
    std::fputs("natsbench apply URL DIRECTORY ENTRIES | up|down|raw-up URL FILE | raw-down URL FILE BYTES\n", stderr);
    return 2;
}
