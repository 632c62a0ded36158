// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/console/pages/timelinepage.h"

#include "tests/ui/temporaryworkspace.h"
#include "ui/console/timeline/timelineview.h"
#include "ui/console/window/actions.h"
#include "ui/console/workspace/selection.h"
#include "ui/console/workspace/subject.h"

#include <QFile>
#include <QSignalSpy>
#include <QTableView>
#include <QTest>

using namespace lifeboat;
using namespace lifeboat::ui;
using namespace lifeboat::test;

class tst_TimelinePage final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void tableAndChartSelectTheSame();
    void enterInTheTableOpens();
    void writesTheTimeline();

private:
    std::unique_ptr<TemporaryWorkspace> m_space;
    std::unique_ptr<Subject> m_subject;
    std::unique_ptr<Selection> m_selection;
    std::unique_ptr<Actions> m_actions;
    std::unique_ptr<TimelinePage> m_page;
};

void tst_TimelinePage::init()
{
    m_space = std::make_unique<TemporaryWorkspace>();
    for (const char *name : {"a.db", "b.db"})
        m_space->takeSnapshotOf(QString::fromLatin1(name), QStringLiteral("store"));
    m_subject = std::make_unique<Subject>(m_space->console());
    m_subject->setPlace(m_space->console().places().openStore(m_space->path(QStringLiteral("store"))));
    QVERIFY(m_space->waitUntilRead());
    m_selection = std::make_unique<Selection>();
    m_actions = std::make_unique<Actions>();
    m_page = std::make_unique<TimelinePage>(m_space->console(), *m_subject, *m_selection, *m_actions);
    m_page->resize(1000, 700);
    m_page->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_page.get()));
    QTRY_COMPARE(m_page->table()->model()->rowCount(), 2);
}

void tst_TimelinePage::cleanup()
{
    m_page.reset();
    m_actions.reset();
    m_selection.reset();
    m_subject.reset();
    m_space.reset();
}

void tst_TimelinePage::tableAndChartSelectTheSame()
{
    QTableView *table = m_page->table();
    table->setFocus();
    table->selectRow(0);
    QCOMPARE(m_page->view()->selectedEvent()->id, m_subject->entries().at(0).path);
    QTest::keyClick(table, Qt::Key_Down);
    QCOMPARE(m_page->view()->selectedEvent()->id, m_subject->entries().at(1).path);
    QVERIFY(m_selection->entry());
    // The other way: the lane of the second row is the first.
    m_page->view()->selectEvent(1, false, 0);
    QCOMPARE(table->selectionModel()->selectedRows().first().row(), 0);
    QTest::keyClick(m_page->view(), Qt::Key_Escape);
    QVERIFY(table->selectionModel()->selectedRows().isEmpty());
}

void tst_TimelinePage::enterInTheTableOpens()
{
    QSignalSpy opened(m_page.get(), &TimelinePage::archiveActivated);
    m_page->table()->setFocus();
    m_page->table()->selectRow(1);
    QTest::keyClick(m_page->table(), Qt::Key_Return);
    QCOMPARE(opened.size(), 1);
    QCOMPARE(opened.first().first().toString(), m_subject->entries().at(1).path);
}

void tst_TimelinePage::writesTheTimeline()
{
    const auto beginning = [this](const QString &name) {
        QFile file(m_space->path(name));
        return file.open(QIODevice::ReadOnly) ? file.read(5) : QByteArray();
    };
    QSignalSpy failed(&m_space->console(), &ui::Workspace::failed);
    m_page->exportTo(m_space->path(QStringLiteral("t.csv")));
    QTRY_COMPARE(beginning(QStringLiteral("t.csv")), QByteArray("time,"));
    m_page->exportTo(m_space->path(QStringLiteral("t.svg")));
    QTRY_COMPARE(beginning(QStringLiteral("t.svg")), QByteArray("<?xml"));
    m_page->exportTo(m_space->path(QStringLiteral("t.png")));
    QTRY_COMPARE(beginning(QStringLiteral("t.png")), QByteArray("\x89PNG\r", 5));
    QVERIFY(failed.isEmpty());
    m_page->exportTo(m_space->path(QStringLiteral("none/t.png")));
    QTRY_COMPARE(failed.size(), 1);
}

QTEST_MAIN(tst_TimelinePage)
#include "tst_timelinepage.moc"
