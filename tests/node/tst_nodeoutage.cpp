// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "publishbench.h"

#include "engine/archive/layout.h"
#include "engine/base/posixfilesystem.h"
#include "engine/net/nodeclient.h"
#include "tests/support/cutrelay.h"
#include "tests/support/smalldisk.h"

#include <QElapsedTimer>
#include <QJsonArray>
#include <QRandomGenerator>
#include <QTest>
#include <QUrl>

#include <atomic>

using namespace Qt::StringLiterals;
using namespace lifeboat;
using namespace lifeboat::test;
using namespace std::chrono_literals;

namespace {

/// About what passes in real time, so that leases on a server's clock and on the nodes' last equally long.
constexpr auto kRealTime = 10ms;

/// That nothing makes smaller.
QString noise(qsizetype size, quint32 seed)
{
    QByteArray bytes(size * 3 / 4, Qt::Uninitialized);
    QRandomGenerator random(seed);
    std::ranges::generate(bytes, [&] { return char(random.generate()); });
    return QString::fromLatin1(bytes.toBase64());
}

} // namespace

/// Nodes on a server that goes away in the worst moments, alone or for one of them; nothing acknowledged is lost, and all end
/// equal.
class tst_NodeOutage final : public PublishBench
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { NEED_NATS_SERVER(); }
    void init() { m_ttl = kShortestTtl; }
    void cleanup();
    void awayForLongerThanALease();
    void awayForHalfAMinute();
    void awayInMidUpload();
    void cutOffWhileTaking();
    void cutOffWhileUploading();
    void diskIsFull();
    void restoresDuringWrites();

private:
    /// Node 0 behind a line that can be cut; it leads.
    void beginBehindRelay(const std::function<void(QByteArrayView call, const QString &path)> &hook = {});
    QJsonObject newest(int i, const QString &kind);
    quint64 token(int i) { return ok(m_nodes[size_t(i)]->call(u"lease.status"_s))["held"_L1]["token"_L1].toString().toULongLong(); }
    /// What state.change takes to put one document.
    static QJsonObject put(const QString &id);
    /// The history it is in; empty while its state is closed.
    QString lineage(int i);
    /// Waits until it leads; its token.
    quint64 waitForToken(int i);
    /// Node 1 leads, writes and publishes while node 0 is cut off, then that is mended.
    void goOnWithoutTheFirst(quint64 lostToken);

    std::unique_ptr<CutRelay> m_relay;
};

void tst_NodeOutage::cleanup()
{
    if (m_relay)
        m_relay->mend();
    end();
    m_relay.reset();
}

void tst_NodeOutage::beginBehindRelay(const std::function<void(QByteArrayView call, const QString &path)> &hook)
{
    begin(true);
    m_nodes[0]->fileSystem.setHook(hook);
    m_relay = std::make_unique<CutRelay>(quint16(QUrl(m_server->url()).port()));
    m_nodes[0]->config.nats = NatsConfig{};
    m_nodes[0]->config.nats->settings = m_server->settings();
    m_nodes[0]->config.nats->settings.urls = {u"nats://127.0.0.1:%1"_s.arg(m_relay->port())};
    m_nodes[0]->config.nats->settings.requestTimeout = 1s;
    open(0);
    tickUntil([this] { return holds(0); }, kRealTime);
    for (int k = 1; k <= 20; ++k)
        write(0, k, k, noise(200'000, quint32(k)));
}

QJsonObject tst_NodeOutage::newest(int i, const QString &kind)
{
    for (const QJsonValue each : ok(m_nodes[size_t(i)]->call(u"operations.list"_s))["operations"_L1].toArray()) {
        if (each["kind"_L1].toString() == kind)
            return each.toObject();
    }
    return {};
}

QJsonObject tst_NodeOutage::put(const QString &id)
{
    return {{u"changes"_s, QJsonArray{QJsonObject{{u"table"_s, u"games"_s},
                                                  {u"op"_s, u"put"_s},
                                                  {u"id"_s, id},
                                                  {u"document"_s, QJsonObject{{u"n"_s, 1}}}}}}};
}

QString tst_NodeOutage::lineage(int i)
{
    const auto position = m_nodes[size_t(i)]->node->status().states.first().position;
    return position ? position->lineage.value : QString();
}

quint64 tst_NodeOutage::waitForToken(int i)
{
    quint64 found = 0;
    tickUntil([&] { return (found = token(i)) > 0; }, kRealTime);
    return found;
}

void tst_NodeOutage::goOnWithoutTheFirst(quint64 lostToken)
{
    open(1);
    QVERIFY(waitForToken(1) > lostToken);
    m_nodes[0]->clock.advance(kShortestTtl); // under load its clock may be behind the server's
    QVERIFY(!holds(0));
    write(1, 21, 40);
    const QString snapshot = m_nodes[1]->take();
    tickUntil([&] { return latest(1) == snapshot; }, kRealTime);
    m_relay->mend();
    tickUntil([&] {
        const QString status = newest(0, u"publish"_s)["status"_L1].toString();
        return status != "inFlight"_L1 && status != "pending"_L1;
    });
    write(0, 41, 60);
    // Whoever publishes next: nothing of the first one's stands in the newest's place.
    const QJsonObject pointer = ok(m_nodes[1]->call(u"lease.status"_s))["published"_L1][0].toObject();
    QVERIFY(pointer["token"_L1].toString().toULongLong() > lostToken);
    QVERIFY(pointer["snapshots"_L1][0]["appliedIndex"_L1].toString().toULongLong() >= 40);
    compareStates(60);
}

void tst_NodeOutage::awayForLongerThanALease()
{
    begin(true);
    open(0);
    tickUntil([this] { return holds(0); }, kRealTime);
    open(1);
    write(0, 1, 100);
    const quint64 before = std::max(token(0), token(1));
    m_server->kill();
    tickUntil([this] { return !holds(0) && !holds(1); }, kRealTime);
    const auto ended = m_nodes[0]->clock.steadyNow();
    tickUntil([&] { return m_nodes[0]->clock.steadyNow() - ended > 2 * kShortestTtl; }, kRealTime);
    QVERIFY(!holds(0) && !holds(1));
    m_server->start();
    quint64 after = 0;
    tickUntil([&] { return (after = std::max(token(0), token(1))) > 0; }, kRealTime);
    QVERIFY(after > before);
    write(1, 101, 200);
    write(0, 201, 300);
    compareStates(300);
}

/// Longer than a write waits and than a connection stands: what is refused is said to be, all goes on with the server.
void tst_NodeOutage::awayForHalfAMinute()
{
    begin(true);
    for (int i = 0; i < 3; ++i)
        open(i);
    write(0, 1, 100);
    m_server->stop();
    const QDeadlineTimer away(30s);
    QElapsedTimer passed;
    passed.start();
    int refused = 0;
    while (!away.hasExpired()) {
        const auto done = m_nodes[size_t(refused % 3)]->call(u"state.change"_s, put(u"away"_s));
        QVERIFY(!done);
        QVERIFY2(net::isTransient(done.error().code), qPrintable(toString(done.error())));
        ++refused;
        tickUntil([] { return true; }, std::chrono::milliseconds(passed.restart()));
    }
    QVERIFY(refused > 0);
    // One that is asked for shortly before the server is back is held until then, or refused; what is acknowledged stays.
    QVERIFY(!holds(0) && !holds(1) && !holds(2));
    m_server->start();
    write(0, 101, 200);
    write(1, 201, 300);
    write(2, 301, 400);
    tickUntil([this] { return holds(0) || holds(1) || holds(2); }, kRealTime);
    compareStates(400);
}

/// What was uploaded is gone on with.
void tst_NodeOutage::awayInMidUpload()
{
    beginBehindRelay();
    const QString snapshot = m_nodes[0]->take();
    m_relay->cutAfter(1 << 20);
    tickUntil([this] { return m_relay->isCut(); }, kRealTime);
    m_server->kill();
    m_relay->mend();
    m_nodes[1]->config.lease.publishes = false;
    open(1);
    m_server->start();
    tickUntil([&] { return latest(0) == snapshot; }, kRealTime);
    write(1, 21, 40);
    compareStates(40);
}

void tst_NodeOutage::cutOffWhileTaking()
{
    std::atomic<bool> isTaking = false;
    beginBehindRelay([this, &isTaking](QByteArrayView call, const QString &path) {
        if (isTaking && call == "write" && path.startsWith(m_nodes[0]->config.store))
            m_relay->cut();
    });
    const quint64 lost = waitForToken(0);
    isTaking = true;
    ok(m_nodes[0]->call(u"snapshot.take"_s));
    tickUntil([this] { return m_relay->isCut(); }, kRealTime);
    goOnWithoutTheFirst(lost);
}

void tst_NodeOutage::cutOffWhileUploading()
{
    beginBehindRelay();
    m_nodes[0]->take();
    const quint64 lost = waitForToken(0);
    m_relay->cutAfter(1 << 20);
    tickUntil([this] { return m_relay->isCut(); }, kRealTime);
    const QString status = newest(0, u"publish"_s)["status"_L1].toString();
    QVERIFY2(status == "inFlight"_L1 || status == "pending"_L1, qPrintable(status)); // it may wait for its next try already
    goOnWithoutTheFirst(lost);
}

/// The device of the server itself: what was acknowledged stays, and all goes on once there is room.
void tst_NodeOutage::diskIsFull()
{
    SmallDisk disk(8 << 20);
    if (!disk.isMounted())
        QSKIP("the system lets nobody mount a tmpfs here");
    m_server = std::make_unique<NatsServer>(QString(), QString(), disk.path());
    NatsSettings settings = m_server->settings();
    settings.requestTimeout = 1s;
    begin(settings, 1);
    m_nodes[1]->config.lease.publishes = false;
    open(0);
    open(1);
    const QString text = noise(300'000, 0);
    int last = 0;
    const auto put = [&] {
        return m_nodes[0]->call(u"state.change"_s, {{u"changes"_s, QJsonArray{QJsonObject{{u"table"_s, u"games"_s},
                                                                                         {u"op"_s, u"put"_s},
                                                                                         {u"id"_s, u"k%1"_s.arg(last + 1)},
                                                                                         {u"document"_s, QJsonObject{{u"t"_s, text}}}}}}});
    };
    Result<QJsonObject> done;
    while ((done = put()))
        ++last;
    EXPECT_ERROR(done, ErrorCode::DiskFull);
    QVERIFY(last > 5);
    m_server->stop();
    QVERIFY(disk.resize(32 << 20));
    m_server->start();
    write(0, last + 1, last + 20);
    write(1, last + 21, last + 40);
    tickUntil([this] { return holds(0); }, kRealTime);
    const QString snapshot = m_nodes[0]->take();
    tickUntil([&] { return latest(0) == snapshot; }, kRealTime);
    compareStates(last + 40);
}

/// Three nodes go back to one snapshot together while others write; what is acknowledged in the new history stays.
void tst_NodeOutage::restoresDuringWrites()
{
    begin(true);
    for (int i = 0; i < 3; ++i)
        open(i);
    write(0, 1, 500);
    for (int i = 0; i < 3; ++i)
        m_nodes[size_t(i)]->waitUntil([&] { return m_nodes[size_t(i)]->index() >= 500; });
    const QString snapshot = m_nodes[0]->take();
    const QString name = snapshot + layout::kArchiveSuffix;
    for (int i = 1; i < 3; ++i)
        QVERIFY(QFile::copy(m_nodes[0]->config.store + u"/main/"_s + name, m_nodes[size_t(i)]->config.store + u"/main/"_s + name));
    for (int i = 1; i < 3; ++i) {
        m_nodes[size_t(i)]->close(); // it reads its store anew
        open(i);
    }
    write(1, 501, 600);
    QStringList operations;
    for (int i = 0; i < 3; ++i) {
        NodeBench &bench = *m_nodes[size_t(i)];
        operations << ok(bench.call(u"restore.run"_s, {{u"snapshot"_s, snapshot},
                                                       {u"confirm"_s, u"state.db"_s},
                                                       {u"force"_s, true},
                                                       {u"lineage"_s, u"agreed"_s},
                                                       {u"begin"_s, true}}))["operation"_L1].toString();
    }
    int attempts = 0;
    const auto isOver = [&](int i) {
        const QString status = newest(i, u"restore"_s)["status"_L1].toString();
        return status == "completed"_L1 || status == "dead"_L1;
    };
    // Of the acknowledged ones, by the history of the node while it was asked; one that changed meanwhile may be in either.
    QStringList before{u"k501"_s, u"k600"_s}, after;
    while (!isOver(0) || !isOver(1) || !isOver(2) || after.size() < 30) {
        for (int i = 0; i < 3; ++i) {
            const QString id = u"during-%1"_s.arg(++attempts);
            const QString asked = lineage(i);
            const auto done = m_nodes[size_t(i)]->call(u"state.change"_s, put(id));
            if (done && asked == "agreed"_L1)
                after << id;
            else if (done && !asked.isEmpty() && lineage(i) == asked)
                before << id;
        }
    }
    for (int i = 0; i < 3; ++i)
        QCOMPARE(m_nodes[size_t(i)]->ended(operations[i]).status, OperationStatus::Completed);
    for (int i = 0; i < 3; ++i)
        m_nodes[size_t(i)]->waitUntil([&] { return m_nodes[size_t(i)]->lineage() == "agreed"_L1; });
    for (int i = 0; i < 3; ++i)
        write(i, 601 + i * 100, 700 + i * 100);
    compareStates(500);
    // What went to the old history is gone with it, as the restore was told; of the new one nothing is.
    const auto state = ok(ManagedState::open(PosixFileSystem::instance(), m_nodes[0]->config.data + u"/state.db"_s));
    const auto has = [&](const QString &id) { return state->document(u"games"_s, id).has_value(); };
    for (int k = 601; k <= 900; ++k)
        after << u"k%1"_s.arg(k);
    for (const QString &id : std::as_const(after))
        QVERIFY2(has(id), qPrintable(id));
    for (const QString &id : std::as_const(before))
        QVERIFY2(!has(id), qPrintable(id));
}

QTEST_GUILESS_MAIN(tst_NodeOutage)
#include "tst_nodeoutage.moc"
