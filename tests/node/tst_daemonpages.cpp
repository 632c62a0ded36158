// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemonprocess.h"

#include "tests/net/servednode.h"

#include <QFile>
#include <QJsonArray>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace lifeboat;
using namespace lifeboat::test;

/// What a real lifeboatd tells load balancers and Prometheus, over TLS.
class tst_DaemonPages final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void tellsHowItIs();

private:
    /// The page, and behind it its status.
    QByteArray page(const DaemonProcess &daemon, const QString &name) const;

    const Workspace m_space;
};

QByteArray tst_DaemonPages::page(const DaemonProcess &daemon, const QString &name) const
{
    QProcess curl;
    curl.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    curl.start(u"curl"_s, {u"--silent"_s, u"--show-error"_s, u"--cacert"_s, daemon.data(u"certificate.pem"_s), u"--write-out"_s,
                           u"%{http_code}"_s, u"https://127.0.0.1:%1/%2"_s.arg(daemon.endpoint().url.port()).arg(name)});
    if (!curl.waitForFinished(60'000) || curl.exitCode() != 0)
        fail(u"curl failed"_s, std::source_location::current());
    return curl.readAllStandardOutput();
}

void tst_DaemonPages::tellsHowItIs()
{
    DaemonProcess daemon(m_space.path(u"n1"_s), u"n1"_s);
    daemon.start();
    QVERIFY(QTest::qWaitFor([&] { return page(daemon, u"healthz"_s) == "ok\n200"; }, 60'000));
    const auto tellsLag = [&] { // once it has looked at the log
        const QByteArray metrics = page(daemon, u"metrics"_s);
        return metrics.contains("\nlifeboat_log_lag_entries{state=\"main\"} 0\n") && metrics.endsWith("200");
    };
    QVERIFY(QTest::qWaitFor(tellsLag, 60'000));
    QVERIFY(page(daemon, u"nothing"_s).endsWith("404"));
    auto client = greeted(daemon.endpoint());
    const QJsonObject change{{u"table"_s, u"games"_s}, {u"op"_s, u"put"_s}, {u"id"_s, u"k"_s}, {u"document"_s, QJsonObject()}};
    ok(await(client->call(u"state.change"_s, {{u"changes"_s, QJsonArray{change}}})));
    QVERIFY(QTest::qWaitFor([&] { return page(daemon, u"metrics"_s).contains("\nlifeboat_applied_index{state=\"main\"} 1\n"); }, 60'000));
    client.reset();
    QCOMPARE(daemon.terminate(), 0);
    QVERIFY(QFile::remove(daemon.data(u"log.db"_s)));
    daemon.start();
    QVERIFY(QTest::qWaitFor([&] { return page(daemon, u"healthz"_s) == "main: LogMissing\n503"; }, 60'000));
}

QTEST_GUILESS_MAIN(tst_DaemonPages)
#include "tst_daemonpages.moc"
