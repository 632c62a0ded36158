// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/practice/relay.h"

#include <QTest>

using namespace lifeboat;

class tst_Relay final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void passesBothWays();
    void endsBothSides();
    void nobodyBehind();

private:
    std::unique_ptr<QTcpServer> m_target;
    std::unique_ptr<Relay> m_relay;
    quint16 m_port = 0;
};

void tst_Relay::init()
{
    m_target = std::make_unique<QTcpServer>();
    QVERIFY(m_target->listen(QHostAddress::LocalHost));
    QTcpServer free;
    QVERIFY(free.listen(QHostAddress::LocalHost));
    m_port = free.serverPort();
    free.close();
    m_relay = std::make_unique<Relay>(m_port, m_target->serverPort());
    QVERIFY(m_relay->isListening());
}

void tst_Relay::cleanup()
{
    m_relay.reset();
    m_target.reset();
}

void tst_Relay::passesBothWays()
{
    QTcpSocket near;
    near.connectToHost(QHostAddress::LocalHost, m_port);
    QVERIFY(QTest::qWaitFor([&] { return m_target->hasPendingConnections(); }, 60'000));
    QTcpSocket &far = *m_target->nextPendingConnection();
    const QByteArray much(20 << 20, 'x');
    near.write(much + "end");
    QByteArray got;
    QVERIFY(QTest::qWaitFor([&] { return (got += far.readAll()).size() == much.size() + 3; }, 60'000));
    QVERIFY(got.endsWith("xend"));
    far.write("answer");
    QVERIFY(QTest::qWaitFor([&] { return near.bytesAvailable() == qint64(6); }, 60'000));
    QCOMPARE(near.readAll(), QByteArray("answer"));
}

void tst_Relay::endsBothSides()
{
    QTcpSocket near;
    near.connectToHost(QHostAddress::LocalHost, m_port);
    QVERIFY(QTest::qWaitFor([&] { return m_target->hasPendingConnections(); }, 60'000));
    QTcpSocket &far = *m_target->nextPendingConnection();
    far.write("last words");
    far.disconnectFromHost();
    QVERIFY(QTest::qWaitFor([&] { return near.state() == QAbstractSocket::UnconnectedState; }, 60'000));
    QCOMPARE(near.readAll(), QByteArray("last words"));
}

void tst_Relay::nobodyBehind()
{
    m_target->close();
    QTcpSocket near;
    near.connectToHost(QHostAddress::LocalHost, m_port);
    QVERIFY(near.waitForConnected());
    QVERIFY(QTest::qWaitFor([&] { return near.state() == QAbstractSocket::UnconnectedState; }, 60'000));
}

QTEST_GUILESS_MAIN(tst_Relay)
#include "tst_relay.moc"
