// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/state/sqliteheader.h"
#include "tests/support/expect.h"
#include "tests/support/sampledatabase.h"
#include "tests/support/workspace.h"

#include <QTest>
#include <random>

using namespace Qt::StringLiterals;
using namespace lifeboat;
using namespace lifeboat::test;

class tst_SqliteHeader final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void real_data();
    void real();
    void bad_data();
    void bad();
};

void tst_SqliteHeader::real_data()
{
    QTest::addColumn<int>("pageSize");
    QTest::addColumn<bool>("wal");
    for (const int pageSize : {512, 4096, 65536}) {
        for (const bool wal : {false, true})
            QTest::addRow("%d%s", pageSize, wal ? " WAL" : "") << pageSize << wal;
    }
}

void tst_SqliteHeader::real()
{
    QFETCH(const int, pageSize);
    QFETCH(const bool, wal);
    const Workspace space;
    const QString path = space.path(u"a.db"_s);
    makeDatabase(path, {.pageSize = pageSize, .wal = wal, .position = {}, .marker = {}});
    const QByteArray bytes = readFile(path);
    const SqliteHeader header = ok(readSqliteHeader({bytes.constData(), 100}, bytes.size(), path));
    QCOMPARE(header.pageSize, pageSize);
    QCOMPARE(header.walMode, wal);
    QCOMPARE(header.pageCount, bytes.size() / pageSize);
}

void tst_SqliteHeader::bad_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<qint64>("fileSize");
    QTest::addColumn<ErrorCode>("code");
    const auto row = [](const char *name, const QByteArray &bytes, ErrorCode code, qint64 size = -1) {
        QTest::newRow(name) << bytes << (size < 0 ? qint64(bytes.size()) : size) << code;
    };
    const Workspace space;
    makeDatabase(space.path(u"a.db"_s));
    const QByteArray good = space.read(u"a.db"_s);
    const auto with = [&](qsizetype at, const QByteArray &bytes) { return QByteArray(good).replace(at, bytes.size(), bytes); };
    std::mt19937 random(1);
    QByteArray noise(4096, '\0');
    for (char &c : noise)
        c = char(random());
    row("empty file", {}, ErrorCode::DatabaseEmpty);
    row("one byte", "S", ErrorCode::NotADatabase);
    row("text", QByteArray(4096, 'x'), ErrorCode::NotADatabase);
    row("zeros", QByteArray(4096, '\0'), ErrorCode::NotADatabase);
    row("another version's magic", with(0, "SQLite format 4"), ErrorCode::NotADatabase);
    row("magic without its NUL", with(15, "x"), ErrorCode::NotADatabase);
    row("ciphertext", noise, ErrorCode::DatabaseEncrypted, 40960);
    row("noise of an odd size", noise, ErrorCode::NotADatabase, 40961);
    row("magic only", good.first(16), ErrorCode::DatabaseCorrupt);
    row("99 bytes", good.first(99), ErrorCode::DatabaseCorrupt);
    row("page size 0", with(16, QByteArray(2, '\0')), ErrorCode::DatabaseCorrupt);
    row("page size 256", with(16, QByteArray("\x01\x00", 2)), ErrorCode::DatabaseCorrupt);
    row("page size 1000", with(16, QByteArray("\x03\xe8", 2)), ErrorCode::DatabaseCorrupt);
    row("write version 0", with(18, QByteArray(1, '\0')), ErrorCode::DatabaseCorrupt);
    row("write version 3", with(18, "\x03"), ErrorCode::DatabaseUnsupported);
    row("read version 9", with(19, "\x09"), ErrorCode::DatabaseUnsupported);
}

void tst_SqliteHeader::bad()
{
    QFETCH(const QByteArray, bytes);
    QFETCH(const qint64, fileSize);
    QFETCH(const ErrorCode, code);
    const auto outcome = readSqliteHeader({bytes.constData(), size_t(bytes.size())}, fileSize, u"a.db"_s);
    EXPECT_ERROR(outcome, code);
    QCOMPARE(outcome.error().subject, u"a.db"_s);
}

QTEST_GUILESS_MAIN(tst_SqliteHeader)
#include "tst_sqliteheader.moc"
