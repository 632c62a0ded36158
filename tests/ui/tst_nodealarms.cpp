// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/console/models/nodealarms.h"

#include "tests/ui/clusterworkspace.h"
#include "ui/console/window/clustercommands.h"
#include "ui/console/window/mainwindow.h"
#include "ui/text/errortext.h"

#include <QSignalSpy>
#include <QTest>

using namespace lifeboat;
using namespace lifeboat::ui;
using namespace lifeboat::test;
using namespace Qt::StringLiterals;

/// What is offered against them, and what that does. How they are worded: tst_ClusterOverview.
class tst_NodeAlarms final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup() { m_space.reset(); }
    void viewersAreOfferedNothing();
    void deadIsWhatTheNodeCounts();

private:
    QList<NodeAlarm> alarms() const
    {
        return alarmsOf(m_space->clusters(), {m_space->connection(u"n1"_s)}, QDateTime::currentDateTimeUtc());
    }

    std::unique_ptr<ClusterWorkspace> m_space;
};

void tst_NodeAlarms::init()
{
    m_space = std::make_unique<ClusterWorkspace>(QStringList{u"n1"_s});
    m_space->hold(u"n1"_s, {toldSnapshot(u"a"_s, 1)});
}

void tst_NodeAlarms::viewersAreOfferedNothing()
{
    FakeNode &node = m_space->node(u"n1"_s);
    node.role = u"viewer"_s;
    node.status.dead = 1;
    node.status.states.first().canUndo = true;
    QVERIFY(m_space->settle());
    QTRY_COMPARE(alarms().size(), 1);
    QCOMPARE(alarms().first().mending, QString());
    Look look;
    MainWindow window(m_space->console(), look, nullptr);
    window.showPlace(Place::ofNode(u"orders"_s, m_space->url(u"n1"_s).toString()));
    QVERIFY(!window.actions().restore->isEnabled());
    QVERIFY(!window.actions().undoRestore->isEnabled());
    window.clusterCommands().mend(HealthReason::DeadOperations, {m_space->url(u"n1"_s)});
    QCOMPARE(node.count(u"operations.retry"_s), 0);
}

/// Neither what somebody canceled, nor what went well afterwards.
void tst_NodeAlarms::deadIsWhatTheNodeCounts()
{
    FakeNode &node = m_space->node(u"n1"_s);
    const auto tell = [&node](const QString &id, quint64 number, ErrorCode code, const QString &kind = u"take"_s) {
        lifeboat::Operation operation = operationOf(id, OperationStatus::Dead, number);
        operation.request.kind = kind;
        operation.lastError = Error{code, u"main"_s, {}};
        node.tell(operation);
    };
    node.status.dead = 1;
    QVERIFY(m_space->settle());
    tell(u"done since"_s, 1, ErrorCode::DiskFull);
    node.tell(operationOf(u"done"_s, OperationStatus::Completed, 2));
    tell(u"dead"_s, 3, ErrorCode::ReadFailed, u"verify"_s);
    tell(u"canceled"_s, 4, ErrorCode::Canceled);
    tell(u"elsewhere"_s, 5, ErrorCode::LeaseLost);
    Look look;
    MainWindow window(m_space->console(), look, nullptr);
    window.showPlace(Place::ofNode(u"orders"_s, m_space->url(u"n1"_s).toString()));
    QTRY_COMPARE(m_space->connection(u"n1"_s)->operations().size(), 5);
    QCOMPARE(alarms().size(), 1);
    const QString said = text::sentence({ErrorCode::ReadFailed, u"main"_s, {}});
    QVERIFY2(alarms().first().words.contains(said), qPrintable(alarms().first().words));
    const QList<QUrl> urls{m_space->url(u"n1"_s)};
    window.clusterCommands().mend(HealthReason::DeadOperations, urls);
    QCOMPARE(node.count(u"operations.retry"_s), 1);
    QCOMPARE(node.parameters.last()[u"operation"_s].toString(), u"dead"_s);
    node.tell(operationOf(u"dead"_s, OperationStatus::Completed, 3));
    QSignalSpy note(&window.clusterCommands(), &ClusterCommands::noteWanted);
    window.clusterCommands().mend(HealthReason::DeadOperations, urls);
    QCOMPARE(note.size(), 1);
}

QTEST_MAIN(tst_NodeAlarms)
#include "tst_nodealarms.moc"
