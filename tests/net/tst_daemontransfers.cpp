// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/jobs/progress.h"
#include "engine/operations/operationrecord.h"
#include "servednode.h"
#include "tests/node/daemonprocess.h"
#include "tests/support/faultyfilesystem.h"

#include <QJsonArray>
#include <QSslSocket>
#include <csignal>

using namespace Qt::StringLiterals;
using namespace lifeboat;
using namespace lifeboat::net;
using namespace lifeboat::test;

namespace {

/// Bytes that came in since the process was started, as its /metrics tell.
qint64 receivedBy(const DaemonProcess &node)
{
    QSslSocket socket;
    socket.setPeerVerifyMode(QSslSocket::VerifyNone);
    const Endpoint endpoint = node.endpoint();
    socket.connectToHostEncrypted(endpoint.url.host(), quint16(endpoint.url.port()));
    waitFor([&socket] { return socket.isEncrypted(); });
    socket.write("GET /metrics HTTP/1.1\r\n\r\n");
    waitFor([&socket] { return socket.state() == QAbstractSocket::UnconnectedState; });
    const QByteArray text = socket.readAll();
    const QByteArray name = "\nlifeboat_net_received_bytes_total ";
    const qsizetype at = text.indexOf(name) + name.size();
    return text.sliced(at, text.indexOf('\n', at) - at).toLongLong();
}

} // namespace

/// Archives to and from real processes that are killed in the middle.
class tst_DaemonTransfers final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void cleanupTestCase();
    void killedWhileItSends();
    void killedWhileItReceives();
    void twoSendersAtOnce();

private:
    QString run(NodeClient &client, const QString &method, const QJsonObject &parameters = {}) const;
    QString fetched();

    std::unique_ptr<Workspace> m_space;
    std::unique_ptr<DaemonProcess> m_source;
    QString m_snapshot; ///< of the source: some 20 MB
    QString m_archive; ///< fetched from there
};

/// Runs an operation; the snapshot its result names.
QString tst_DaemonTransfers::run(NodeClient &client, const QString &method, const QJsonObject &parameters) const
{
    const QString id = ok(await(client.call(method, parameters)))["operation"_L1].toString();
    Operation found;
    waitFor([&] {
        for (const QJsonValue each : ok(await(client.call(u"operations.list"_s)))["operations"_L1].toArray()) {
            if (each["operation"_L1].toString() == id)
                found = ok(operationFromObject(each.toObject()));
        }
        return found.status == OperationStatus::Completed || found.status == OperationStatus::Dead;
    });
    if (found.status == OperationStatus::Dead)
        fail(toString(found.lastError.value_or(Error())), std::source_location::current());
    return found.result["snapshot"_L1].toString();
}

void tst_DaemonTransfers::initTestCase()
{
    m_space = std::make_unique<Workspace>();
    m_source = std::make_unique<DaemonProcess>(m_space->path(u"source"_s), u"source"_s);
    m_source->start();
    const auto client = greeted(m_source->endpoint());
    const QByteArray text = noise(30'000'000).toBase64();
    for (int batch = 0; batch < 10; ++batch) {
        QJsonArray changes;
        for (int i = 0; i < 100; ++i) {
            const int number = batch * 100 + i;
            changes.append(QJsonObject{
                {u"table"_s, u"games"_s},
                {u"op"_s, u"put"_s},
                {u"id"_s, QString::number(number)},
                {u"document"_s, QJsonObject{{u"text"_s, QString::fromLatin1(text.sliced(number * 40'000LL, 40'000))}}}});
        }
        ok(await(client->call(u"state.change"_s, {{u"changes"_s, changes}})));
    }
    m_snapshot = run(*client, u"snapshot.take"_s);
}

void tst_DaemonTransfers::cleanupTestCase()
{
    m_source.reset();
    m_space.reset();
}

QString tst_DaemonTransfers::fetched()
{
    if (m_archive.isEmpty()) {
        m_archive = m_space->path(m_snapshot + u".snap.tar"_s);
        ok(await(greeted(m_source->endpoint())->fetch(m_snapshot, m_archive, PosixFileSystem::instance())));
    }
    return m_archive;
}

void tst_DaemonTransfers::killedWhileItSends()
{
    const QString path = m_space->path(u"again.snap.tar"_s);
    FaultyFileSystem watched;
    std::atomic<int> writes = 0;
    watched.setHook([&, pid = pid_t(m_source->processId())](QByteArrayView call, const QString &) {
        if (call == "write" && ++writes == 2)
            ::kill(pid, SIGKILL);
    });
    {
        const auto client = greeted(m_source->endpoint());
        EXPECT_ERROR(await(client->fetch(m_snapshot, path, watched)), ErrorCode::Disconnected);
    }
    m_source->kill();
    QVERIFY(!QFile::exists(path));
    const QString part = u"%1.%2.part"_s.arg(path, m_snapshot);
    const qsizetype got = readFile(part).size();
    QVERIFY(got > 0);
    m_source->start();
    const auto client = greeted(m_source->endpoint());
    const QJsonValue done = ok(await(client->fetch(m_snapshot, path, PosixFileSystem::instance())));
    QCOMPARE(done["resumedBytes"_L1].toString(), QString::number(got));
    QVERIFY(readFile(path) == readFile(fetched()));
    QVERIFY(!QFile::exists(part));
}

void tst_DaemonTransfers::killedWhileItReceives()
{
    const QString archive = fetched();
    DaemonProcess target(m_space->path(u"target"_s), u"target"_s);
    // Two megabytes at once, then as many a second: there is time to kill it.
    const QByteArray quick = "bytes_per_second = 134217728";
    const QByteArray slow = "bytes_per_second = 1048576";
    target.configure(quick, slow);
    target.start();
    const QString part = target.data(u"snapshots/main/"_s + m_snapshot + u".received"_s);
    {
        const auto client = greeted(target.endpoint());
        const auto sending = client->send(m_snapshot, archive, PosixFileSystem::instance());
        waitFor([&part] { return QFileInfo(part).size() > 0; });
        target.kill();
        EXPECT_ERROR(await(sending), ErrorCode::Disconnected);
    }
    const qint64 got = QFileInfo(part).size();
    const qint64 size = QFileInfo(archive).size();
    QVERIFY(got > 0 && got < size);
    QCOMPARE(namesIn(target.data(u"snapshots/main"_s)).filter(u".snap.tar"_s), QStringList());
    target.configure(slow, quick);
    target.start();
    const auto client = greeted(target.endpoint());
    const auto progress = std::make_shared<Progress>();
    ok(await(client->send(m_snapshot, archive, PosixFileSystem::instance(), progress)));
    QCOMPARE(progress->state().doneBytes, size);
    // It went on where it stood.
    QVERIFY(receivedBy(target) < size - got + 100'000);
    QVERIFY(!QFile::exists(part));
    QVERIFY(readFile(target.data(u"snapshots/main/"_s + m_snapshot + u".snap.tar"_s)) == readFile(archive));
    QCOMPARE(run(*client, u"snapshot.verify"_s, {{u"snapshot"_s, m_snapshot}}), m_snapshot);
}

/// One of them is told that it goes on already, or that it is there; the node has it once.
void tst_DaemonTransfers::twoSendersAtOnce()
{
    const QString archive = fetched();
    DaemonProcess target(m_space->path(u"both"_s), u"both"_s);
    target.start();
    const auto one = greeted(target.endpoint());
    const auto two = greeted(target.endpoint());
    const auto first = one->send(m_snapshot, archive, PosixFileSystem::instance());
    const auto second = two->send(m_snapshot, archive, PosixFileSystem::instance());
    const Result<QJsonValue> outcomes[] = {await(first), await(second)};
    QCOMPARE(std::ranges::count_if(outcomes, [](const auto &each) { return each.has_value(); }), 1);
    for (const auto &each : outcomes)
        QVERIFY(each || each.error().code == ErrorCode::Busy || each.error().code == ErrorCode::AlreadyExists);
    EXPECT_ERROR(await(two->send(m_snapshot, archive, PosixFileSystem::instance())), ErrorCode::AlreadyExists);
    QCOMPARE(ok(await(one->call(u"snapshot.list"_s)))["snapshots"_L1].toArray().size(), 1);
    QCOMPARE(run(*one, u"snapshot.verify"_s, {{u"snapshot"_s, m_snapshot}}), m_snapshot);
}

QTEST_GUILESS_MAIN(tst_DaemonTransfers)
#include "tst_daemontransfers.moc"
