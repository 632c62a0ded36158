// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "servednode.h"

#include <QJsonDocument>
#include <QProcess>

using namespace Qt::StringLiterals;
using namespace lifeboat;
using namespace lifeboat::net;
using namespace lifeboat::test;

/// A client in another language, written from PROTOCOL.md alone, over TLS.
class tst_Interop final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { m_served = std::make_unique<ServedNode>(ServedNodeOptions{.tls = true}); }
    void status();
    void fetchAndSend();
    void refused();
    void cleanupTestCase() { m_served.reset(); }

private:
    QJsonObject run(const QStringList &command, int status = 0);

    std::unique_ptr<ServedNode> m_served;
    QByteArray m_said; ///< standard error of the last run
};

QJsonObject tst_Interop::run(const QStringList &command, int status)
{
    QProcess client;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(u"LIFEBOAT_TOKEN"_s, m_served->secret(Role::Operator));
    environment.insert(u"PYTHONDONTWRITEBYTECODE"_s, u"1"_s);
    client.setProcessEnvironment(environment);
    client.start(u"python3"_s,
                 QStringList{QStringLiteral(LIFEBOAT_INTEROP_CLIENT), m_served->url().toString(),
                             u"--ca"_s, m_served->space().path(u"node.crt"_s), u"--transcript"_s}
                     + command);
    waitFor([&client] { return client.state() == QProcess::NotRunning; });
    m_said = client.readAllStandardError();
    if (client.exitCode() != status)
        fail(QString::fromUtf8(m_said), std::source_location::current());
    return QJsonDocument::fromJson(client.readAllStandardOutput()).object();
}

void tst_Interop::status()
{
    m_served->node().newest = {QJsonObject{{u"snapshot"_s, u"s1"_s}}};
    const QJsonObject told = run({u"status"_s});
    QCOMPARE(told["greeting"_L1]["role"_L1].toString(), u"operator"_s);
    QCOMPARE(told["status"_L1]["method"_L1].toString(), u"node.status"_s);
    QVERIFY(m_said.contains(R"("method":"snapshot.recovery")"));
}

void tst_Interop::fetchAndSend()
{
    const Workspace &space = m_served->space();
    const QByteArray bytes = noise(20'000'000);
    m_served->node().keep(u"s1"_s, bytes);
    space.write(u"py.part"_s, bytes.first(1'234'567));
    run({u"fetch"_s, u"s1"_s, space.path(u"py"_s)});
    QVERIFY(space.read(u"py"_s) == bytes);
    space.write(u"up.incoming"_s, bytes.first(7'654'321));
    QCOMPARE(run({u"send"_s, u"up"_s, space.path(u"py"_s)})["snapshot"_L1].toString(), u"up"_s);
    QVERIFY(space.read(u"up.received"_s) == bytes);
    QVERIFY(!m_said.contains("offset 0,"));
}

void tst_Interop::refused()
{
    run({u"fetch"_s, u"none"_s, m_served->space().path(u"none"_s)}, 1);
    QVERIFY2(m_said.contains("NotFound"), m_said.constData());
}

QTEST_GUILESS_MAIN(tst_Interop)
#include "tst_interop.moc"
