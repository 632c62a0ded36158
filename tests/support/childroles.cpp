// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "childprocess.h"
#include "faultyfilesystem.h"
#include "logroles.h"

#include "engine/snapshot/restorer.h"
#include "engine/snapshot/take.h"

#include <QFile>
#include <SQLiteCpp/SQLiteCpp.h>
#include <sqlite3.h>

#include <cstdio>
#include <map>
#include <poll.h>
#include <random>
#include <unistd.h>

using namespace Qt::StringLiterals;

namespace lifeboat::test {

namespace {

void say(const std::string &line)
{
    std::printf("%s\n", line.c_str());
    std::fflush(stdout);
}

bool inputEnded(int timeoutMs)
{
    pollfd input{STDIN_FILENO, POLLIN, 0};
    return ::poll(&input, 1, timeoutMs) > 0;
}

SQLite::Database openDatabase(const QString &path)
{
    return {QFile::encodeName(path).toStdString(), SQLite::OPEN_READWRITE, 0};
}

/// writer DATABASE [checkpoint]: transfers between accounts, without ever waiting for a lock, until told to end; now
/// and then checkpoints, grows and deletes too. Says "ready" after the first commit and at last "COMMITS BUSY".
int playWriter(const QStringList &arguments)
{
    SQLite::Database database = openDatabase(arguments[0]);
    const bool checkpoints = arguments.size() > 1;
    database.exec("PRAGMA synchronous = OFF");
    SQLite::Statement transfer(database, "UPDATE accounts SET balance = balance + ? WHERE id = ?");
    const int accounts = database.execAndGet("SELECT max(id) FROM accounts").getInt();
    std::mt19937 random(4711);
    std::uniform_int_distribution<int> pick(1, accounts);
    qint64 commits = 0;
    qint64 busy = 0;
    while (!inputEnded(0)) {
        try {
            SQLite::Transaction transaction(database, SQLite::TransactionBehavior::IMMEDIATE);
            for (const auto &[amount, account] : {std::pair(-7, pick(random)), std::pair(7, pick(random))}) {
                transfer.reset();
                transfer.bind(1, amount);
                transfer.bind(2, account);
                transfer.exec();
            }
            database.exec("UPDATE lifeboat_state SET value = CAST(value + 1 AS TEXT) WHERE key = 'applied_index'");
            if (checkpoints && commits % 1000 == 0)
                database.exec("INSERT INTO filler VALUES (randomblob(20000))");
            if (checkpoints && commits % 2000 == 0)
                database.exec("DELETE FROM filler WHERE rowid = (SELECT min(rowid) FROM filler)");
            transaction.commit();
            if (++commits == 1)
                say("ready");
            if (checkpoints && commits % 50 == 0)
                database.execAndGet("PRAGMA wal_checkpoint(RESTART)");
        } catch (const SQLite::Exception &exception) {
            if (exception.getErrorCode() != SQLITE_BUSY)
                throw;
            ++busy;
        }
    }
    say(std::to_string(commits) + ' ' + std::to_string(busy));
    return 0;
}

/// hold DATABASE idle|read|write: keeps the database open in that way until told to end. Says "ready".
int playHolder(const QStringList &arguments)
{
    SQLite::Database database = openDatabase(arguments[0]);
    (void)database.execAndGet("SELECT count(*) FROM sqlite_schema");
    if (arguments[1] == "read"_L1)
        database.exec("BEGIN; SELECT count(*) FROM sqlite_schema");
    else if (arguments[1] == "write"_L1)
        database.exec("BEGIN IMMEDIATE");
    say("ready");
    while (!inputEnded(-1)) { }
    return 0;
}

/// probe DATABASE: says "free" if a write transaction can begin, "busy" if somebody is in the way.
int playProbe(const QStringList &arguments)
{
    SQLite::Database database = openDatabase(arguments[0]);
    try {
        database.exec("BEGIN IMMEDIATE");
        database.exec("ROLLBACK");
        say("free");
    } catch (const SQLite::Exception &exception) {
        say(exception.getErrorCode() == SQLITE_BUSY ? "busy" : exception.what());
    }
    return 0;
}

/// Says "there" at mutating call `number` and stays there for ever, for the test to kill.
void standStillAt(FaultyFileSystem &fileSystem, qint64 number)
{
    fileSystem.setHook([&fileSystem, number](QByteArrayView, const QString &) {
        if (fileSystem.calls() + 1 >= number) {
            say("there");
            while (true)
                ::pause();
        }
    });
}

/// take DATABASE STORE CALL
int playTake(const QStringList &arguments)
{
    FaultyFileSystem fileSystem;
    standStillAt(fileSystem, arguments[2].toLongLong());
    UnwatchedControl control;
    const auto taken = takeSnapshot(control, {.database = arguments[0], .store = arguments[1], .threads = 1, .node = {}, .nodeMap = {}},
                                    fileSystem);
    say(taken ? "done" : qPrintable(toString(taken.error())));
    return 0;
}

/// restore ARCHIVE TARGET CALL THREADS [FORCE]
int playRestore(const QStringList &arguments)
{
    FaultyFileSystem fileSystem;
    standStillAt(fileSystem, arguments[2].toLongLong());
    UnwatchedControl control;
    RestoreRequest request;
    request.archive = arguments[0];
    request.target = arguments[1];
    request.confirmedName = fileNameOf(request.target);
    request.threads = arguments[3].toInt();
    request.force = arguments.size() > 4;
    const auto restored = runRestore(control, request, fileSystem);
    say(restored ? "done" : qPrintable(toString(restored.error())));
    return 0;
}

const std::map<QString, int (*)(const QStringList &)> kRoles{
    {u"writer"_s, playWriter}, {u"hold"_s, playHolder},     {u"probe"_s, playProbe},
    {u"take"_s, playTake},     {u"restore"_s, playRestore}, {u"append"_s, playAppend},
    {u"await"_s, playAwait},   {u"node"_s, playNode},
};

} // namespace

std::optional<int> playRole(int argc, char **argv)
{
    if (argc < 3 || QByteArrayView(argv[1]) != "--child")
        return std::nullopt;
    const QCoreApplication application(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    return kRoles.at(arguments[2])(arguments.sliced(3));
}

} // namespace lifeboat::test
