// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/jobs/progress.h"
#include "engine/net/frames.h"
#include "servednode.h"
#include "tests/support/faultyfilesystem.h"

using namespace Qt::StringLiterals;
using namespace lifeboat;
using namespace lifeboat::net;
using namespace lifeboat::test;

namespace {

FileSystem &disk()
{
    return PosixFileSystem::instance();
}

} // namespace

class tst_Transfers final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void fetchAndSend_data();
    void fetchAndSend();
    void resumes_data();
    void resumes();
    void fetchCutByTheServersEnd_data();
    void fetchCutByTheServersEnd();
    void sendCutByTheServersEnd();
    void canceled();
    void canceledBeforeTheAnswer();
    void twoAtOnce();
    void fetchOfNothing();
    void sendOfWhatIsThere();
    void connectionGoneMeanwhile();
};

void tst_Transfers::fetchAndSend_data()
{
    QTest::addColumn<qsizetype>("size");
    for (const qsizetype size : {qsizetype(1), kFramePayloadBytes - 1, kFramePayloadBytes,
                                 kFramePayloadBytes + 1, qsizetype(40'000'000)})
        QTest::addRow("%lld bytes", qint64(size)) << size;
}

void tst_Transfers::fetchAndSend()
{
    QFETCH(const qsizetype, size);
    ServedNode served({.tls = true});
    const QByteArray bytes = noise(size);
    served.node().keep(u"s1"_s, bytes);
    const auto client = greeted(served.endpoint());
    const QString path = served.space().path(u"fetched.snap.tar"_s);
    const auto progress = std::make_shared<Progress>();
    const QJsonValue fetched = ok(await(client->fetch(u"s1"_s, path, disk(), progress)));
    QCOMPARE(
        fetched.toObject(),
        QJsonObject(
            {{u"path"_s, path}, {u"size"_s, QString::number(size)}, {u"resumedBytes"_s, u"0"_s}}));
    QVERIFY(readFile(path) == bytes);
    QCOMPARE(progress->state().doneBytes, size);
    QVERIFY(!served.space().exists(u"fetched.snap.tar.s1.part"_s));

    const QJsonValue sent = ok(await(client->send(u"up"_s, path, disk())));
    QCOMPARE(sent["snapshot"_L1].toString(), u"up"_s);
    QVERIFY(served.space().read(u"up.received"_s) == bytes);
    // Judged under a name that no other transfer of the same snapshot opens.
    QCOMPARE(served.node().arrived.size(), 1);
    QVERIFY(served.node().arrived.first().startsWith("up.incoming."_L1));
    QVERIFY(served.audited().contains(u"admin transfer.done up ok"_s));
}

void tst_Transfers::resumes_data()
{
    QTest::addColumn<qsizetype>("there");
    for (const int there : {1, 511, 524'288, 999'999, 1'000'000})
        QTest::addRow("%d bytes there", there) << qsizetype(there);
}

void tst_Transfers::resumes()
{
    QFETCH(const qsizetype, there);
    FaultyFileSystem counting;
    ServedNode served({.fileSystem = &counting});
    const QByteArray bytes = noise(1'000'000);
    served.node().keep(u"s1"_s, bytes);
    served.space().write(u"a.tar.s1.part"_s, bytes.first(there));
    served.space().write(u"up.incoming"_s, bytes.first(there));
    const auto client = greeted(served.endpoint());
    const QString path = served.space().path(u"a.tar"_s);
    const QJsonValue fetched = ok(await(client->fetch(u"s1"_s, path, disk())));
    QCOMPARE(fetched["resumedBytes"_L1].toString(), QString::number(there));
    QVERIFY(readFile(path) == bytes);
    QCOMPARE(counting.bytesRead(served.space().path(u"s1"_s)), bytes.size()); // each byte once
    ok(await(client->send(u"up"_s, path, disk())));
    QVERIFY(served.space().read(u"up.received"_s) == bytes);
}

void tst_Transfers::fetchCutByTheServersEnd_data()
{
    QTest::addColumn<int>("writes");
    for (const int writes : {1, 2, 5, 20})
        QTest::addRow("after %d writes", writes) << writes;
}

void tst_Transfers::fetchCutByTheServersEnd()
{
    QFETCH(const int, writes);
    ServedNode served;
    const QByteArray bytes = noise(40'000'000);
    served.node().keep(u"s1"_s, bytes);
    const QString path = served.space().path(u"a.tar"_s);
    FaultyFileSystem watched;
    std::atomic<int> seen = 0;
    watched.setHook([&](QByteArrayView call, const QString &) {
        if (call == "write" && ++seen == writes)
            QMetaObject::invokeMethod(this, [&served] { served.stop(); }, Qt::QueuedConnection);
    });
    {
        const auto client = greeted(served.endpoint());
        EXPECT_ERROR(await(client->fetch(u"s1"_s, path, watched)), ErrorCode::Disconnected);
    }
    QVERIFY(!served.space().exists(u"a.tar"_s));
    const qsizetype got = served.space().read(u"a.tar.s1.part"_s).size();
    QVERIFY(got > 0 && got < bytes.size());
    served.restart();
    const auto client = greeted(served.endpoint());
    const QJsonValue fetched = ok(await(client->fetch(u"s1"_s, path, disk())));
    QCOMPARE(fetched["resumedBytes"_L1].toString(), QString::number(got));
    QVERIFY(readFile(path) == bytes);
}

void tst_Transfers::sendCutByTheServersEnd()
{
    FaultyFileSystem watched;
    ServedNode served({.fileSystem = &watched});
    const QByteArray bytes = noise(40'000'000);
    served.space().write(u"a.tar"_s, bytes);
    const QString path = served.space().path(u"a.tar"_s);
    std::atomic<int> seen = 0;
    watched.setHook([&](QByteArrayView call, const QString &) {
        if (call == "write" && ++seen == 5)
            QMetaObject::invokeMethod(this, [&served] { served.stop(); }, Qt::QueuedConnection);
    });
    {
        const auto client = greeted(served.endpoint());
        EXPECT_ERROR(await(client->send(u"up"_s, path, disk())), ErrorCode::Disconnected);
    }
    const qsizetype got = served.space().read(u"up.incoming"_s).size();
    QVERIFY(got > 0 && got < bytes.size());
    served.restart();
    const auto progress = std::make_shared<Progress>();
    const auto client = greeted(served.endpoint());
    ok(await(client->send(u"up"_s, path, disk(), progress)));
    QVERIFY(served.space().read(u"up.received"_s) == bytes);
}

void tst_Transfers::canceled()
{
    ServedNode served;
    served.node().keep(u"s1"_s, noise(40'000'000));
    const QString path = served.space().path(u"a.tar"_s);
    const auto client = greeted(served.endpoint());
    std::stop_source stop;
    FaultyFileSystem watched;
    watched.setHook([&stop](QByteArrayView call, const QString &) {
        if (call == "write")
            stop.request_stop();
    });
    EXPECT_ERROR(await(client->fetch(u"s1"_s, path, watched, {}, stop.get_token())),
                 ErrorCode::Canceled);
    const QJsonValue fetched = ok(await(client->fetch(u"s1"_s, path, disk())));
    QVERIFY(fetched["resumedBytes"_L1].toString() != "0"_L1);
}

/// Canceled while the node has not answered yet: nothing of it keeps a place or a lock there.
void tst_Transfers::canceledBeforeTheAnswer()
{
    FaultyFileSystem watched;
    ServedNode served({.fileSystem = &watched});
    const QByteArray bytes = noise(40'000'000);
    served.space().write(u"a.tar"_s, bytes);
    const QString path = served.space().path(u"a.tar"_s);
    const auto client = greeted(served.endpoint());
    for (int i = 0; i < 6; ++i) {
        std::stop_source stop;
        watched.setHook([&stop](QByteArrayView call, const QString &) {
            if (call == "lock")
                stop.request_stop();
        });
        EXPECT_ERROR(await(client->send(u"up"_s, path, disk(), {}, stop.get_token())),
                     ErrorCode::Canceled);
        watched.setHook({});
    }
    ok(await(client->send(u"up"_s, path, disk())));
    QVERIFY(served.space().read(u"up.received"_s) == bytes);
}

void tst_Transfers::twoAtOnce()
{
    ServedNode served;
    const QByteArray bytes = noise(3'000'000);
    served.node().keep(u"s1"_s, bytes);
    const QString path = served.space().path(u"a.tar"_s);
    const auto client = greeted(served.endpoint());
    const auto first = client->fetch(u"s1"_s, path, disk());
    const auto second = client->fetch(u"s1"_s, path, disk());
    const auto a = await(first);
    const auto b = await(second);
    QVERIFY(a || b);
    if (!a || !b)
        EXPECT_ERROR(a ? b : a, ErrorCode::Locked);
    QVERIFY(readFile(path) == bytes);
}

void tst_Transfers::fetchOfNothing()
{
    ServedNode served;
    const auto client = greeted(served.endpoint());
    EXPECT_ERROR(await(client->fetch(u"none"_s, served.space().path(u"a"_s), disk())),
                 ErrorCode::NotFound);
    EXPECT_ERROR(await(client->send(u"up"_s, served.space().path(u"none"_s), disk())),
                 ErrorCode::NotFound);
    QVERIFY(!served.space().exists(u"a"_s));
}

void tst_Transfers::sendOfWhatIsThere()
{
    ServedNode served;
    served.node().keep(u"up"_s, noise(10));
    const auto client = greeted(served.endpoint());
    EXPECT_ERROR(await(client->send(u"up"_s, served.space().path(u"up"_s), disk())),
                 ErrorCode::AlreadyExists);
}

void tst_Transfers::connectionGoneMeanwhile()
{
    ServedNode served;
    served.node().keep(u"s1"_s, noise(40'000'000));
    auto client = greeted(served.endpoint());
    auto fetch = client->fetch(u"s1"_s, served.space().path(u"a.tar"_s), disk());
    auto call = client->call(u"node.status"_s);
    client.reset();
    QVERIFY(fetch.isFinished() && call.isFinished());
    EXPECT_ERROR(fetch.result(), ErrorCode::Disconnected);
    EXPECT_ERROR(call.result(), ErrorCode::Disconnected);
    QVERIFY(greeted(served.endpoint()));
}

QTEST_GUILESS_MAIN(tst_Transfers)
#include "tst_transfers.moc"
