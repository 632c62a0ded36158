// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sampledatabase.h"

#include "expect.h"
#include "workspace.h"

#include <QFile>
#include <SQLiteCpp/SQLiteCpp.h>
#include <sqlite3.h>

#include <random>

using namespace Qt::StringLiterals;

namespace lifeboat::test {

namespace {

SQLite::Database openDatabase(const QString &path, int flags = SQLite::OPEN_READWRITE)
{
    return {QFile::encodeName(path).toStdString(), flags, 5000};
}

void fill(SQLite::Database &database, const SampleSpec &spec)
{
    SQLite::Transaction transaction(database);
    database.exec("CREATE TABLE accounts (id INTEGER PRIMARY KEY, balance INTEGER NOT NULL);"
                  "CREATE TABLE notes (text TEXT NOT NULL);"
                  "CREATE TABLE filler (bytes BLOB NOT NULL);"
                  "CREATE INDEX accounts_by_balance ON accounts (balance)");
    SQLite::Statement account(database, "INSERT INTO accounts (balance) VALUES (?)");
    for (int i = 0; i < spec.accounts; ++i) {
        account.reset();
        account.bind(1, spec.balance);
        account.exec();
    }
    SQLite::Statement note(database, "INSERT INTO notes VALUES (?)");
    note.bind(1, spec.marker.toStdString());
    note.exec();
    SQLite::Statement filler(database, "INSERT INTO filler VALUES (?)");
    std::mt19937_64 random(42);
    std::vector<quint64> bytes(8192);
    for (qint64 done = 0; done < spec.fillerBytes; done += qint64(bytes.size() * sizeof(quint64))) {
        std::ranges::generate(bytes, random);
        filler.reset();
        filler.bind(1, bytes.data(), int(bytes.size() * sizeof(quint64)));
        filler.exec();
    }
    if (spec.position) {
        database.exec("CREATE TABLE lifeboat_state (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID");
        SQLite::Statement state(database, "INSERT INTO lifeboat_state VALUES ('initialized', '1'), ('lineage', ?), ('applied_index', ?)");
        state.bind(1, spec.position->lineage.value.toStdString());
        state.bind(2, std::to_string(spec.position->appliedIndex));
        state.exec();
    }
    transaction.commit();
}

} // namespace

void makeDatabase(const QString &path, const SampleSpec &spec)
{
    SQLite::Database database = openDatabase(path, SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
    database.exec("PRAGMA page_size = " + std::to_string(spec.pageSize) + "; PRAGMA synchronous = OFF");
    if (spec.wal)
        (void)database.execAndGet("PRAGMA journal_mode = WAL");
    fill(database, spec);
    if (spec.keepWal)
        sqlite3_db_config(database.getHandle(), SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, nullptr);
}

SampleContent contentOf(const QString &path)
{
    try {
        SQLite::Database database = openDatabase(path);
        SampleContent content;
        content.integrity = QString::fromStdString(database.execAndGet("PRAGMA integrity_check").getString());
        content.sum = database.execAndGet("SELECT sum(balance) FROM accounts").getInt64();
        content.marker = QString::fromStdString(database.execAndGet("SELECT text FROM notes").getString());
        if (database.tableExists("lifeboat_state")) {
            content.appliedIndex = quint64(
                database.execAndGet("SELECT value FROM lifeboat_state WHERE key = 'applied_index'").getInt64());
        }
        return content;
    } catch (const SQLite::Exception &exception) {
        fail(path + u": "_s + QString::fromUtf8(exception.what()), std::source_location::current());
    }
}

void runSql(const QString &path, const QString &sql)
{
    openDatabase(path).exec(sql.toStdString());
}

QString askSql(const QString &path, const QString &sql)
{
    SQLite::Database database = openDatabase(path);
    return QString::fromStdString(database.execAndGet(sql.toStdString()).getString());
}

} // namespace lifeboat::test
