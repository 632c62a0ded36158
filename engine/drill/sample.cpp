// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/drill/sample.h"

#include "engine/archive/layout.h"
#include "engine/drill/assertions.h"
#include "engine/snapshot/catalog.h"
#include "engine/state/livedatabase.h"
#include "engine/state/statenames.h"

#include <QFile>
#include <QRandomGenerator>
#include <QVariant>
#include <SQLiteCpp/Statement.h>
#include <SQLiteCpp/Transaction.h>

#include <poll.h>
#include <sqlite3.h>
#include <unistd.h>

using namespace Qt::StringLiterals;

namespace lifeboat {

namespace {

constexpr int kAccounts = 1000;
constexpr int kOpeningBalance = 1000;
constexpr int kOrders = 20'000;
constexpr int kOrdersPerCommit = 1000;
/// A pause between commits, so that the load is a busy desk and not a benchmark.
constexpr int kPauseMilliseconds = 2;

/// One order as a JSON document of about a kilobyte; the text is random, so that compression is honest.
std::string orderDocument(QRandomGenerator &random)
{
    QByteArray noise(560, Qt::Uninitialized);
    random.fillRange(reinterpret_cast<quint32 *>(noise.data()), noise.size() / qsizetype(sizeof(quint32)));
    return "{\"customer\":\"customer-" + std::to_string(random.bounded(5000)) + "\",\"amount\":" + std::to_string(random.bounded(100'000))
        + ",\"items\":" + std::to_string(1 + random.bounded(9)) + ",\"status\":\"open\",\"note\":\"" + noise.toBase64().toStdString() + "\"}";
}

void insertOrders(SQLite::Database &database, QRandomGenerator &random, int count)
{
    SQLite::Statement insert(database, "INSERT INTO orders (placed_at, document) VALUES (strftime('%Y-%m-%dT%H:%M:%fZ', 'now'), ?)");
    for (int i = 0; i < count; ++i) {
        insert.bind(1, orderDocument(random));
        insert.exec();
        insert.reset();
    }
}

void createSchema(SQLite::Database &database)
{
    database.exec("PRAGMA journal_mode = WAL");
    database.exec("PRAGMA synchronous = NORMAL");
    SQLite::Transaction transaction(database);
    database.exec("CREATE TABLE accounts (id INTEGER PRIMARY KEY, owner TEXT NOT NULL, balance INTEGER NOT NULL)");
    database.exec("CREATE TABLE orders (id INTEGER PRIMARY KEY, placed_at TEXT NOT NULL, document TEXT NOT NULL)");
    database.exec("CREATE INDEX orders_placed ON orders (placed_at)");
    database.exec("CREATE TABLE transfers (id INTEGER PRIMARY KEY, source INTEGER NOT NULL, target INTEGER NOT NULL, amount INTEGER NOT NULL)");
    SQLite::Statement insert(database, "INSERT INTO accounts (owner, balance) VALUES (?, ?)");
    for (int i = 0; i < kAccounts; ++i) {
        insert.bind(1, "account-" + std::to_string(i + 1));
        insert.bind(2, kOpeningBalance);
        insert.exec();
        insert.reset();
    }
    transaction.commit();
}

/// One commit: money moves between two accounts, and one order comes in.
void commitOnce(SQLite::Database &database, QRandomGenerator &random)
{
    SQLite::Transaction transaction(database, SQLite::TransactionBehavior::IMMEDIATE);
    const int amount = 1 + random.bounded(50);
    const int source = 1 + random.bounded(kAccounts);
    const int target = 1 + (source + random.bounded(kAccounts - 1)) % kAccounts;
    SQLite::Statement move(database, "UPDATE accounts SET balance = balance + ? WHERE id = ?");
    for (const auto &[account, change] : {std::pair(source, -amount), std::pair(target, amount)}) {
        move.bind(1, change);
        move.bind(2, account);
        move.exec();
        move.reset();
    }
    SQLite::Statement note(database, "INSERT INTO transfers (source, target, amount) VALUES (?, ?, ?)");
    note.bind(1, source);
    note.bind(2, target);
    note.bind(3, amount);
    note.exec();
    insertOrders(database, random, 1);
    transaction.commit();
}

/// True once the other end of the pipe was closed; waits a moment otherwise.
bool parentIsGone(int parentPipe)
{
    struct pollfd pipe = {.fd = parentPipe, .events = POLLIN, .revents = 0};
    if (::poll(&pipe, parentPipe >= 0 ? 1 : 0, kPauseMilliseconds) <= 0)
        return false;
    char byte = 0;
    return (pipe.revents & (POLLHUP | POLLERR | POLLNVAL)) != 0 || ::read(parentPipe, &byte, 1) <= 0;
}

DrillPlan samplePlan(const QString &store)
{
    DrillPlan plan;
    plan.name = u"Sample order desk"_s;
    plan.store = store;
    plan.integrity = Integrity::Full;
    plan.rows = {{u"accounts"_s, kAccounts}, {u"orders"_s, kOrders}, {u"transfers"_s, 0}};
    plan.sql = {{u"no money is lost or made"_s, u"SELECT sum(balance) FROM accounts"_s, QString::number(kAccounts * kOpeningBalance)},
                {u"every order is whole JSON"_s, u"SELECT count(*) FROM orders WHERE NOT json_valid(document)"_s, u"0"_s}};
    plan.maxRto = std::chrono::seconds(30);
    plan.maxRpo = std::chrono::minutes(5);
    return plan;
}

/// True if all that the plan asserts holds: a sample is kept only if its drill can pass. Canceled, DatabaseBusy: unknown.
Result<bool> isSound(JobControl &control, const QString &path, const DrillPlan &plan)
{
    const auto known = [](const Error &error) -> Result<bool> {
        if (error.code == ErrorCode::Canceled || error.code == ErrorCode::DatabaseBusy)
            return failure(error);
        return false;
    };
    const auto connection = Connection::open(path, Connection::Access::ReadWrite);
    if (!connection)
        return known(connection.error());
    (*connection)->interruptOn(control.stopToken());
    const auto check = (*connection)->query(u"PRAGMA integrity_check(1)"_s);
    if (!check || check->toString() != "ok"_L1)
        return check ? false : known(check.error());
    LIFEBOAT_ASSIGN(const auto outcomes, assertData(control, **connection, plan));
    const auto busy = std::ranges::find_if(outcomes, [](const AssertionOutcome &outcome) {
        return outcome.error && outcome.error->code == ErrorCode::DatabaseBusy;
    });
    if (busy != outcomes.end())
        return failure(*busy->error);
    return std::ranges::all_of(outcomes, &AssertionOutcome::holds);
}

} // namespace

Result<Sample> makeSample(JobControl &control, FileSystem &fileSystem, const QString &directory)
{
    Sample sample{.database = directory + u"/orders.db"_s, .store = directory + u"/snapshots"_s, .plan = {}};
    sample.plan = samplePlan(sample.store);
    LIFEBOAT_TRY(fileSystem.makeDirectory(sample.store));
    // One that another process is still making is not sound yet, and must not be removed under its writes.
    LIFEBOAT_ASSIGN(const auto lock, fileSystem.open(directory + u"/lock"_s, OpenMode::OpenOrCreate));
    LIFEBOAT_TRY(lock->lock());
    if (fileSystem.exists(sample.database)) {
        LIFEBOAT_ASSIGN(const bool sound, isSound(control, sample.database, sample.plan));
        if (sound)
            return sample;
    }
    LIFEBOAT_TRY(fileSystem.removeIfPresent(sample.database));
    for (const auto suffix : kSideSuffixes)
        LIFEBOAT_TRY(fileSystem.removeIfPresent(sample.database + suffix));
    try {
        SQLite::Database database(QFile::encodeName(sample.database).toStdString(),
                                  SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE | SQLITE_OPEN_EXRESCODE, 5000);
        createSchema(database);
        QRandomGenerator random = QRandomGenerator::securelySeeded();
        for (int done = 0; done < kOrders; done += kOrdersPerCommit) {
            LIFEBOAT_TRY(control.checkpoint());
            SQLite::Transaction transaction(database);
            insertOrders(database, random, kOrdersPerCommit);
            transaction.commit();
        }
        return sample;
    } catch (const SQLite::Exception &exception) {
        return failure(sqliteError(exception, sample.database));
    }
}

Result<qint64> writeSampleLoad(JobControl &control, const QString &database, int parentPipe)
{
    try {
        SQLite::Database connection(QFile::encodeName(database).toStdString(), SQLite::OPEN_READWRITE | SQLITE_OPEN_EXRESCODE, 10'000);
        connection.exec("PRAGMA synchronous = NORMAL");
        QRandomGenerator random = QRandomGenerator::securelySeeded();
        qint64 commits = 0;
        while (!control.isCanceled() && !parentIsGone(parentPipe)) {
            commitOnce(connection, random);
            ++commits;
        }
        return commits;
    } catch (const SQLite::Exception &exception) {
        return failure(sqliteError(exception, database));
    }
}

Result<> waitForCommit(const JobControl &control, const QString &database, const std::function<bool()> &goesOn,
                       const Clock &clock)
{
    constexpr std::chrono::seconds kPatience(60);
    const auto began = clock.steadyNow();
    LIFEBOAT_ASSIGN(const auto connection, Connection::open(database, Connection::Access::ReadWrite));
    // data_version changes when another connection commits.
    LIFEBOAT_ASSIGN(const QVariant before, connection->query(u"PRAGMA data_version"_s));
    do {
        LIFEBOAT_TRY(control.checkpoint());
        LIFEBOAT_ASSIGN(const QVariant now, connection->query(u"PRAGMA data_version"_s));
        if (now != before)
            return {};
    } while (goesOn() && clock.steadyNow() - began < kPatience);
    return failure(ErrorCode::Unexpected, database, u"the writing process did not write"_s);
}

void removeOldSamples(FileSystem &fileSystem, const Sample &sample)
{
    constexpr qsizetype kKept = 5;
    const auto entries = readCatalog(fileSystem, sample.store);
    for (qsizetype i = kKept; entries && i < entries->size(); ++i) {
        (void)fileSystem.removeIfPresent(layout::sidecarPath(entries->at(i).path));
        (void)fileSystem.removeIfPresent(entries->at(i).path);
    }
}

} // namespace lifeboat
