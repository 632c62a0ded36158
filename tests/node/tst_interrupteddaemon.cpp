// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemonbench.h"

#include "tests/support/sampledatabase.h"

#include <QDir>
#include <QJsonArray>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace lifeboat;
using namespace lifeboat::test;

/// Real lifeboatd processes that are killed, or told to end, in the middle of an operation, and started again.
class tst_InterruptedDaemon final : public DaemonBench
{
    Q_OBJECT

private Q_SLOTS:
    void init() { m_space = std::make_unique<Workspace>(); }
    void killedRestoreEndsOnce_data();
    void killedRestoreEndsOnce();
    void parkedOnTerminate_data();
    void parkedOnTerminate();

private:
    static constexpr QLatin1StringView kStaging{".state.db.restoring.json"};
    static constexpr int kStaged = 800; ///< permille of a restore by which all pages are

    int permille(net::NodeClient &client, const QString &operation);
    static qsizetype archives(const DaemonProcess &daemon); ///< of whole snapshots
};

int tst_InterruptedDaemon::permille(net::NodeClient &client, const QString &operation)
{
    for (const QJsonValue each : call(client, u"operations.list"_s)["operations"_L1].toArray()) {
        if (each["operation"_L1] == operation)
            return each["permille"_L1].toInt();
    }
    return 0;
}

qsizetype tst_InterruptedDaemon::archives(const DaemonProcess &daemon)
{
    return QDir(daemon.data(u"snapshots/main"_s)).entryList({u"*.snap.tar"_s}).size();
}

void tst_InterruptedDaemon::killedRestoreEndsOnce_data()
{
    QTest::addColumn<int>("percent"); ///< of the pages are staged by then
    for (const int percent : {25, 50, 75})
        QTest::addRow("at %d %%", percent) << percent;
}

/// kill -9 in the middle of a restore: after the next start it ends, once, and only what was not
/// staged is decoded again.
void tst_InterruptedDaemon::killedRestoreEndsOnce()
{
    QFETCH(const int, percent);
    std::unique_ptr<DaemonProcess> killed;
    QString operation;
    for (int round = 1; !killed; ++round) {
        killed = std::make_unique<DaemonProcess>(m_space->path(u"n%1"_s.arg(round)), u"n1"_s);
        killed->start();
        const auto client = greeted(killed->endpoint());
        put(*client, 1, 40'000, 2000);
        waitForIndex(*client, 40'000);
        const QString snapshot = run(*client, u"snapshot.take"_s).result["snapshot"_L1].toString();
        put(*client, 50'000, 50'009);
        waitForIndex(*client, 40'010);
        const QJsonObject request{{u"snapshot"_s, snapshot}, {u"confirm"_s, u"state.db"_s},
                                  {u"force"_s, true}, {u"threads"_s, 1}};
        operation = call(*client, u"restore.run"_s, request)["operation"_L1].toString();
        waitFor([&] { return permille(*client, operation) >= kStaged * percent / 100; });
        killed->kill();
        // In the middle: the old state still stands, and the queue knows of it. A busy machine may look too late.
        if (!QFile::exists(killed->data(kStaging)) || QFile::exists(killed->data(u"state.db.previous"_s)))
            killed.reset();
        QVERIFY(killed || round < 5);
    }
    DaemonProcess &daemon = *killed;
    daemon.start();
    const auto client = greeted(daemon.endpoint());
    const Operation restored = ended(*client, operation);
    QVERIFY2(restored.status == OperationStatus::Completed,
             qPrintable(toString(restored.lastError.value_or(Error{}))));
    QCOMPARE(restored.attempts, 2);
    const qint64 decoded = restored.result["decodedBytes"_L1].toString().toLongLong();
    const qint64 resumed = restored.result["resumedBytes"_L1].toString().toLongLong();
    QVERIFY2(resumed * 100 >= (decoded + resumed) * (percent - 2),
             qPrintable(u"%1 decoded, %2 resumed"_s.arg(decoded).arg(resumed)));
    QVERIFY(!QFile::exists(daemon.data(kStaging)));
    QCOMPARE(index(*client), 40'000u);
    QCOMPARE(call(*client, u"operations.list"_s)["operations"_L1].toArray().size(), 2);
    const Operation undone = run(*client, u"restore.undo"_s, {{u"confirm"_s, u"state.db"_s}});
    QVERIFY(undone.status == OperationStatus::Completed);
    QCOMPARE(index(*client), 40'010u);
}

void tst_InterruptedDaemon::parkedOnTerminate_data()
{
    QTest::addColumn<bool>("restores");
    QTest::newRow("a take") << false;
    QTest::newRow("a restore") << true;
}

/// SIGTERM in the middle of an operation parks it, and the next start goes on with it. One that is as good as done by then may
/// complete, but not every time.
void tst_InterruptedDaemon::parkedOnTerminate()
{
    QFETCH(const bool, restores);
    DaemonProcess daemon(m_space->path(u"n1"_s), u"n1"_s);
    daemon.start();
    auto client = greeted(daemon.endpoint());
    put(*client, 1, 20'000, 2000);
    waitForIndex(*client, 20'000);
    const QString snapshot = run(*client, u"snapshot.take"_s).result["snapshot"_L1].toString();
    bool isParked = false;
    for (int round = 1; round <= 8 && !isParked; ++round) {
        put(*client, 20'000 + round, 20'000 + round);
        const qsizetype before = archives(daemon);
        const QJsonObject request{{u"snapshot"_s, snapshot}, {u"confirm"_s, u"state.db"_s}, {u"force"_s, true}, {u"threads"_s, 1}};
        const QString id = (restores ? call(*client, u"restore.run"_s, request) : call(*client, u"snapshot.take"_s))["operation"_L1].toString();
        waitFor([&] { return permille(*client, id) > 0; });
        client.reset();
        QCOMPARE(daemon.terminate(), 0);
        // Never given up, never left in flight.
        const QString left = askSql(daemon.data(u"operations.db"_s), u"SELECT status FROM operations WHERE id = '%1'"_s.arg(id));
        isParked = left == "pending"_L1;
        QVERIFY2(isParked || left == "completed"_L1, qPrintable(left));
        QCOMPARE(archives(daemon), before + (isParked || restores ? 0 : 1));
        if (isParked && restores)
            QVERIFY(QFile::exists(daemon.data(kStaging)));
        daemon.start();
        client = greeted(daemon.endpoint());
        const Operation gone = ended(*client, id);
        QVERIFY2(gone.status == OperationStatus::Completed, qPrintable(toString(gone.lastError.value_or(Error{}))));
        QCOMPARE(gone.attempts, 1); // an attempt that was parked does not count
        QCOMPARE(archives(daemon), before + (restores ? 0 : 1));
        if (restores) {
            QVERIFY(!isParked || gone.result["resumedBytes"_L1].toString().toLongLong() > 0);
            QVERIFY(!QFile::exists(daemon.data(kStaging)));
        }
    }
    QVERIFY(isParked);
}

QTEST_GUILESS_MAIN(tst_InterruptedDaemon)
#include "tst_interrupteddaemon.moc"
