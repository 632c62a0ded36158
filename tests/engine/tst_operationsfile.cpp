// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/operations/operationsqueue.h"
#include "tests/support/expect.h"
#include "tests/support/manualclock.h"
#include "tests/support/workspace.h"

#include <QTest>
#include <SQLiteCpp/Database.h>

using namespace Qt::StringLiterals;
using namespace lifeboat;

namespace {

const OperationRequest kRequest{
    .kind = u"take"_s, .target = u"orders"_s, .parameters = {}, .actor = u"ann"_s};

} // namespace

/// What the queue makes of a file that is not as it left it.
class tst_OperationsFile final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { m_workspace = std::make_unique<test::Workspace>(); }
    void strangeFiles_data();
    void strangeFiles();
    void anothersDatabase();
    void peeksAtANewFile();
    void damagedRecord();
    void nothingChangesWhereTheFileCannotBeWritten();

private:
    std::unique_ptr<OperationsQueue> opened() const
    {
        return test::ok(OperationsQueue::open(m_workspace->path(u"operations.db"_s), m_clock));
    }

    std::unique_ptr<test::Workspace> m_workspace;
    test::ManualClock m_clock;
};

void tst_OperationsFile::strangeFiles_data()
{
    QTest::addColumn<QByteArray>("content");
    QTest::addColumn<ErrorCode>("code");
    QTest::newRow("text") << QByteArray(5000, 'x') << ErrorCode::NoteInvalid;
    QTest::newRow("half a header") << QByteArray("SQLite format 3\0", 16) << ErrorCode::NoteInvalid;
}

void tst_OperationsFile::strangeFiles()
{
    QFETCH(const QByteArray, content);
    QFETCH(const ErrorCode, code);
    m_workspace->write(u"operations.db"_s, content);
    EXPECT_ERROR(OperationsQueue::open(m_workspace->path(u"operations.db"_s), m_clock), code);
    EXPECT_ERROR(OperationsQueue::peek(m_workspace->path(u"operations.db"_s)), code);
    QCOMPARE(m_workspace->read(u"operations.db"_s), content);
}

void tst_OperationsFile::anothersDatabase()
{
    const QString path = m_workspace->path(u"operations.db"_s);
    {
        SQLite::Database database(path.toStdString(), SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
        database.exec("CREATE TABLE operations (sequence INTEGER PRIMARY KEY, record TEXT NOT NULL)");
    }
    EXPECT_ERROR(OperationsQueue::open(path, m_clock), ErrorCode::NoteInvalid);
    EXPECT_ERROR(OperationsQueue::peek(path), ErrorCode::NoteInvalid);
}

/// Another process may just be making it.
void tst_OperationsFile::peeksAtANewFile()
{
    const QString path = m_workspace->path(u"operations.db"_s);
    EXPECT_ERROR(OperationsQueue::peek(path), ErrorCode::NotFound);
    m_workspace->write(u"operations.db"_s, {});
    QVERIFY(test::ok(OperationsQueue::peek(path)).isEmpty());
    const auto queue = opened();
    const auto id = test::ok(queue->add(kRequest)).id;
    QCOMPARE(test::ok(OperationsQueue::peek(path)).first().id, id);
}

void tst_OperationsFile::damagedRecord()
{
    {
        const auto queue = opened();
        QVERIFY(queue->add(kRequest));
    }
    {
        SQLite::Database database(m_workspace->path(u"operations.db"_s).toStdString(),
                                  SQLite::OPEN_READWRITE);
        database.exec("UPDATE operations SET record = '{}'");
    }
    EXPECT_ERROR(OperationsQueue::open(m_workspace->path(u"operations.db"_s), m_clock),
                 ErrorCode::NoteInvalid);
    EXPECT_ERROR(OperationsQueue::peek(m_workspace->path(u"operations.db"_s)), ErrorCode::NoteInvalid);
}

void tst_OperationsFile::nothingChangesWhereTheFileCannotBeWritten()
{
    const auto queue = opened();
    const auto id = test::ok(queue->add(kRequest)).id;
    SQLite::Database other(m_workspace->path(u"operations.db"_s).toStdString(),
                           SQLite::OPEN_READWRITE);
    other.exec(
        "CREATE TRIGGER refuse BEFORE INSERT ON operations BEGIN SELECT RAISE(ABORT, 'no'); END");
    QVERIFY(!queue->takeDue());
    QVERIFY(!queue->add(kRequest));
    QVERIFY(!queue->cancel(id));
    QCOMPARE(test::ok(queue->operation(id)).status, OperationStatus::Pending);
    QCOMPARE(queue->list().size(), 1);
    other.exec("DROP TRIGGER refuse");
    QCOMPARE(test::ok(queue->takeDue())->id, id);
}

QTEST_APPLESS_MAIN(tst_OperationsFile)
#include "tst_operationsfile.moc"
