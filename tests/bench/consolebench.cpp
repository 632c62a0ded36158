// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later

// consolebench [--nodes N] [--snapshots N] [--seconds N] [--pictures DIR]: the console connected over TLS to nodes that
// another process plays, each with another status every second, a hundred operations behind it and a new snapshot every
// minute. Prints "connecting", seconds, ms; then for every page its name, percent of one core, ms: the longest time the
// GUI thread was busy at a stretch.

#include "tests/bench/consolewatch.h"

#include "engine/archive/layout.h"
#include "engine/net/nodestatus.h"
#include "engine/operations/operationrecord.h"
#include "engine/snapshot/catalogobject.h"

using namespace Qt::StringLiterals;
using namespace lifeboat;
using namespace lifeboat::bench;

namespace {

QJsonObject snapshotAt(const QDateTime &at, int node, quint64 index)
{
    CatalogEntry entry;
    const QString id = at.toString(u"yyyyMMdd'T'HHmmsszzz'Z'-"_s) + u"%1"_s.arg(node, 8, 16, QLatin1Char('0'));
    entry.file.name = id + layout::kArchiveSuffix;
    entry.file.size = 400'000 + node;
    entry.file.modified = at;
    ArchiveSummary summary;
    Manifest &manifest = summary.manifest;
    manifest.id = {id};
    manifest.name = u"main.db"_s;
    manifest.createdAt = at;
    manifest.pageSize = 4096;
    manifest.pageCount = 2000;
    manifest.segmentBytes = 1 << 20;
    manifest.position = Position{{u"history"_s}, index};
    manifest.contentDigest = QByteArray(64, 'a');
    entry.summary = summary;
    if (node % 5 != 0) {
        entry.verification = Verification();
        entry.verification->at = at;
        entry.verification->depth = Depth::Read;
    }
    if (node % 17 == 0 && index % 3 == 0)
        entry.damage = Error{ErrorCode::DigestMismatch, id, {}};
    return catalogObject(entry, false);
}

class PlayedNode final : public net::CallHandler
{
public:
    PlayedNode(int number, int snapshots)
        : m_number(number)
    {
        const QDateTime now = QDateTime::currentDateTimeUtc();
        for (int i = 0; i < snapshots; ++i)
            m_snapshots.append(snapshotAt(now.addSecs(-60 * i - number % 60), number, 40'000 - quint64(i)));
        for (int i = 0; i < 100; ++i)
            m_operations.append(takeAt(now.addSecs(-60 * i), OperationStatus::Completed));
    }

    QFuture<Result<QJsonValue>> call(const net::Caller &, const QString &method, const QJsonObject &) override
    {
        QJsonValue answer = QJsonObject();
        if (method == "node.status"_L1)
            answer = status();
        else if (method == "snapshot.list"_L1)
            answer = QJsonObject{{u"state"_s, u"main"_s}, {u"snapshots"_s, m_snapshots}};
        else if (method == "operations.list"_L1)
            answer = QJsonObject{{u"operations"_s, m_operations}};
        else if (method == "events.subscribe"_L1)
            answer = QJsonObject{{u"sequence"_s, u"0"_s}, {u"stream"_s, u"s"_s}};
        return QtFuture::makeReadyValueFuture(Result<QJsonValue>(answer));
    }
    QJsonObject greeting() override { return {{u"node"_s, name()}, {u"lineage"_s, u"l1"_s}}; }
    QList<QJsonObject> recovery() override { return {}; }
    Result<net::OfferedArchive> offer(const QString &snapshot) override { return failure(ErrorCode::NotFound, snapshot); }
    Result<QString> admit(const net::Caller &, const QString &, const QString &snapshot, qint64) override
    {
        return failure(ErrorCode::NotFound, snapshot);
    }
    QFuture<Result<QJsonValue>> received(const net::Caller &, const QString &, const QString &) override
    {
        return QtFuture::makeReadyValueFuture(Result<QJsonValue>(QJsonObject()));
    }

    QString name() const { return u"node-%1"_s.arg(m_number, 3, 10, QLatin1Char('0')); }

    void take()
    {
        const QDateTime now = QDateTime::currentDateTimeUtc();
        const QJsonObject begun = takeAt(now, OperationStatus::InFlight);
        server->publish(u"operation"_s, begun);
        QJsonObject ended = takeAt(now, OperationStatus::Completed);
        ended[u"operation"_s] = begun[u"operation"_s];
        server->publish(u"operation"_s, ended);
        m_snapshots.removeLast();
        m_snapshots.prepend(snapshotAt(QDateTime::currentDateTimeUtc(), m_number, ++m_index));
        server->publish(u"snapshots"_s, {{u"state"_s, u"main"_s}});
    }

    std::unique_ptr<net::NodeServer> server;

private:
    QJsonObject takeAt(const QDateTime &at, OperationStatus status)
    {
        Operation operation;
        operation.sequence = ++m_sequence;
        operation.id = {u"%1-%2"_s.arg(m_number).arg(m_sequence)};
        operation.request = {.kind = u"take"_s, .target = u"main"_s, .parameters = {}, .actor = u"policy"_s};
        operation.status = status;
        operation.attempts = 1;
        operation.createdAt = operation.startedAt = at;
        if (status == OperationStatus::Completed)
            operation.endedAt = at;
        return toJsonObject(operation);
    }

    QJsonObject status()
    {
        m_index += 17; // another one every second
        net::NodeStatus status;
        status.node = name();
        status.cluster = u"fleet"_s;
        status.version = u"0.1.0"_s;
        status.startedAt = status.time = QDateTime::currentDateTimeUtc();
        net::StateStatus state;
        state.name = u"main"_s;
        state.managed = true;
        state.position = Position{{u"history"_s}, m_index};
        state.logLast = m_index + (m_number % 23 == 0 ? 1204 : quint64(m_number % 3));
        state.snapshots = int(m_snapshots.size());
        const QJsonObject newest = m_snapshots.first().toObject();
        state.newest = {newest["snapshot"_L1].toString()};
        state.newestAt = QDateTime::fromString(newest["modified"_L1].toString(), Qt::ISODateWithMs);
        state.newestDepth = m_number % 5 != 0 ? u"read"_s : QString();
        status.states = {state};
        return net::toJsonObject(status);
    }

    const int m_number;
    quint64 m_index = 50'000;
    quint64 m_sequence = 0;
    QJsonArray m_operations;
    QJsonArray m_snapshots;
};

/// Serves until it is killed.
int playNodes(int count, int snapshots)
{
    PlayedFleet fleet;
    std::vector<std::unique_ptr<PlayedNode>> nodes;
    for (int i = 0; i < count; ++i) {
        nodes.push_back(std::make_unique<PlayedNode>(i + 1, snapshots / count));
        nodes.back()->server = fleet.serve(*nodes.back());
    }
    QTimer takes; // one after the other, each once a minute
    size_t next = 0;
    QObject::connect(&takes, &QTimer::timeout, &takes, [&] { nodes[next++ % nodes.size()]->take(); });
    takes.start(std::max(1, 60'000 / count));
    return fleet.play();
}

int watch(const QJsonObject &told, int seconds, const QString &pictures)
{
    Console console(told);
    console.connect();
    pass(3000);
    using Page = ui::MainWindow::Page;
    for (const auto &[name, page] : {std::pair("overview", Page::Overview), {"timeline", Page::Timeline}, {"snapshots", Page::Snapshots}}) {
        console.window.showPage(page);
        pass(1000);
        measure(name, seconds);
        if (!pictures.isEmpty())
            console.window.grab().save(pictures + u"/huge-"_s + QString::fromLatin1(name) + u".png"_s);
    }
    return 0;
}

} // namespace

int main(int argc, char **argv)
{
    if (argc == 4 && argv[1] == "play"_L1) {
        QCoreApplication application(argc, argv);
        return playNodes(QByteArray(argv[2]).toInt(), QByteArray(argv[3]).toInt());
    }
    if (qEnvironmentVariableIsEmpty("QT_QPA_PLATFORM"))
        qputenv("QT_QPA_PLATFORM", "offscreen");
    QApplication application(argc, argv);
    const Player player({option(u"--nodes"_s, u"200"_s), option(u"--snapshots"_s, u"5000"_s)});
    return watch(player.told, option(u"--seconds"_s, u"20"_s).toInt(), option(u"--pictures"_s, {}));
}
