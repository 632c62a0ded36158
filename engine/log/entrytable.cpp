// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/log/entrytable.h"

#include <QTimeZone>
#include <SQLiteCpp/Statement.h>

using namespace Qt::StringLiterals;

namespace lifeboat {

namespace {

constexpr auto kColumns = "idx, time, actor, tbl, op, id, document, hash";
constexpr auto kVersion = "1";
const std::string kOrigin = "origin:"; ///< before a lineage: where it began
constexpr QByteArrayView kPut("put");
constexpr QByteArrayView kDelete("delete");

QByteArrayView bytesOf(const SQLite::Column &column)
{
    const auto *bytes = static_cast<const char *>(column.getBlob());
    return {bytes, column.getBytes()};
}

/// A row of kColumns, valid until the statement's next step.
EntryBytes rowOf(SQLite::Statement &statement)
{
    return {.index = statement.getColumn(0).getInt64(),
            .time = statement.getColumn(1).getInt64(),
            .actor = bytesOf(statement.getColumn(2)),
            .table = bytesOf(statement.getColumn(3)),
            .op = bytesOf(statement.getColumn(4)),
            .id = bytesOf(statement.getColumn(5)),
            .document = bytesOf(statement.getColumn(6))};
}

bool isWhole(SQLite::Statement &statement, const EntryBytes &row, QByteArray &buffer)
{
    return entryHash(row, buffer) == bytesOf(statement.getColumn(7));
}

/// `text` in UTF-16, sharing the one of the row before where it is the same, as it mostly is.
void assign(QString &text, QByteArrayView utf8, const QString &before)
{
    text = QUtf8StringView(utf8) == before ? before : QString::fromUtf8(utf8);
}

Entry entryOf(const EntryBytes &row, const Entry *before)
{
    static const Entry none;
    const Entry &known = before ? *before : none;
    Entry entry;
    entry.index = Index(row.index);
    entry.time = before && before->time.toMSecsSinceEpoch() == row.time
        ? before->time
        : QDateTime::fromMSecsSinceEpoch(row.time, QTimeZone::UTC);
    assign(entry.actor, row.actor, known.actor);
    assign(entry.change.table, row.table, known.change.table);
    entry.change.op = row.op == kDelete ? EntryOp::Delete : EntryOp::Put;
    entry.change.id = QString::fromUtf8(row.id);
    entry.change.document = row.document.toByteArray();
    return entry;
}

void bindText(SQLite::Statement &statement, int at, QByteArrayView utf8, std::string &memory)
{
    memory.assign(utf8.data(), size_t(utf8.size()));
    statement.bindNoCopy(at, memory);
}

} // namespace

Result<> EntryTable::makeOrCheck(const Lineage &lineage, Index after, bool mayMake)
{
    if (m_database.execAndGet("SELECT count(*) FROM sqlite_schema").getInt() == 0) {
        if (!mayMake)
            return failure(ErrorCode::LogMissing, {}, u"an empty file stands there"_s);
        m_database.exec("CREATE TABLE lifeboat_log (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID");
        makeEntries();
        setValue("version", kVersion);
        setValue("lineage", lineage.value.toStdString());
        setValue("trimmed", std::to_string(after));
        return {};
    }
    if (!m_database.tableExists("lifeboat_log") || !m_database.tableExists("entries"))
        return failure(ErrorCode::DatabaseUnsupported, {}, u"not a log"_s);
    SQLite::Statement version(m_database, "SELECT value FROM lifeboat_log WHERE key = 'version'");
    const std::string found = version.executeStep() ? version.getColumn(0).getString() : "none";
    if (found != kVersion)
        return failure(ErrorCode::DatabaseUnsupported, {},
                       u"a log of version %1"_s.arg(QString::fromStdString(found)));
    return {};
}

LogBounds EntryTable::bounds()
{
    SQLite::Statement select(m_database,
                             "SELECT (SELECT value FROM lifeboat_log WHERE key = 'lineage'),"
                             " CAST((SELECT value FROM lifeboat_log WHERE key = 'trimmed') AS INTEGER),"
                             " (SELECT max(idx) FROM entries)");
    select.executeStep();
    LogBounds bounds;
    bounds.lineage = {QString::fromStdString(select.getColumn(0).getString())};
    const Index trimmed = Index(select.getColumn(1).getInt64());
    bounds.first = trimmed + 1;
    bounds.last = std::max(trimmed, Index(select.getColumn(2).getInt64()));
    return bounds;
}

void EntryTable::append(Index first, std::span<const Change> changes, const QString &actor,
                        const QDateTime &time)
{
    SQLite::Statement insert(m_database, "INSERT INTO entries VALUES (?, ?, ?, ?, ?, ?, ?, ?)");
    const QByteArray actorBytes = actor.toUtf8();
    QByteArray buffer;
    std::array<std::string, 5> memory;
    EntryBytes row;
    row.index = qint64(first);
    row.time = time.toMSecsSinceEpoch();
    row.actor = actorBytes;
    for (const Change &change : changes) {
        const QByteArray table = change.table.toUtf8();
        const QByteArray id = change.id.toUtf8();
        row.table = table;
        row.op = change.op == EntryOp::Delete ? kDelete : kPut;
        row.id = id;
        row.document = change.document;
        const QByteArray hash = entryHash(row, buffer);
        insert.bind(1, int64_t(row.index));
        insert.bind(2, int64_t(row.time));
        bindText(insert, 3, row.actor, memory[0]);
        bindText(insert, 4, row.table, memory[1]);
        bindText(insert, 5, row.op, memory[2]);
        bindText(insert, 6, row.id, memory[3]);
        bindText(insert, 7, row.document, memory[4]);
        insert.bindNoCopy(8, hash.constData(), int(hash.size()));
        insert.exec();
        insert.reset();
        ++row.index;
    }
}

QList<Entry> EntryTable::read(Index from, qint64 limit, qint64 maxBytes)
{
    SQLite::Statement select(m_database, std::string("SELECT ") + kColumns
                                 + " FROM entries WHERE idx >= ? ORDER BY idx LIMIT ?");
    select.bind(1, int64_t(from));
    select.bind(2, int64_t(std::max<qint64>(limit, 0)));
    QList<Entry> entries;
    QByteArray buffer;
    for (qint64 bytes = 0; bytes < maxBytes && select.executeStep(); ++from) {
        const EntryBytes row = rowOf(select);
        if (row.index != qint64(from) || !isWhole(select, row, buffer))
            break;
        bytes += row.document.size();
        entries.append(entryOf(row, entries.isEmpty() ? nullptr : &entries.last()));
    }
    return entries;
}

bool EntryTable::cutTornTail()
{
    SQLite::Statement last(m_database, std::string("SELECT ") + kColumns
                               + " FROM entries ORDER BY idx DESC LIMIT 1");
    SQLite::Statement remove(m_database, "DELETE FROM entries WHERE idx = ?");
    QByteArray buffer;
    bool cut = false;
    while (last.executeStep()) {
        const EntryBytes row = rowOf(last);
        if (isWhole(last, row, buffer))
            break;
        last.reset();
        remove.bind(1, int64_t(row.index));
        remove.exec();
        remove.reset();
        cut = true;
    }
    return cut;
}

void EntryTable::trim(Index upTo)
{
    SQLite::Statement remove(m_database, "DELETE FROM entries WHERE idx <= ?");
    remove.bind(1, int64_t(upTo));
    remove.exec();
    setValue("trimmed", std::to_string(upTo));
}

void EntryTable::makeEntries()
{
    m_database.exec("CREATE TABLE entries (idx INTEGER PRIMARY KEY, time INTEGER NOT NULL,"
                    " actor TEXT NOT NULL, tbl TEXT NOT NULL, op TEXT NOT NULL,"
                    " id TEXT NOT NULL, document TEXT NOT NULL, hash BLOB NOT NULL)");
}

LoggedHistories EntryTable::histories()
{
    const LogBounds now = bounds();
    LoggedHistories found{{now, originOf(now.lineage)}};
    if (m_database.tableExists("kept")) {
        LogBounds kept{{QString::fromStdString(value("kept lineage"))}};
        const Index trimmed = std::stoull(value("kept trimmed"));
        SQLite::Statement last(m_database, "SELECT max(idx) FROM kept");
        last.executeStep();
        kept.first = trimmed + 1;
        kept.last = std::max(trimmed, Index(last.getColumn(0).getInt64()));
        found.kept = LoggedHistory{kept, originOf(kept.lineage)};
    }
    return found;
}

std::optional<Position> EntryTable::originOf(const Lineage &lineage)
{
    const QString told = QString::fromStdString(value(kOrigin + lineage.value.toStdString()));
    const qsizetype colon = told.indexOf(u':');
    const auto index = parseDecimal(QStringView(told).left(std::max<qsizetype>(colon, 0)));
    return index ? std::optional(Position{{told.sliced(colon + 1)}, *index}) : std::nullopt;
}

void EntryTable::setOrigin(const Lineage &lineage, const Position &origin)
{
    setValue(kOrigin + lineage.value.toStdString(),
             std::to_string(origin.appliedIndex) + ':' + origin.lineage.value.toStdString());
    SQLite::Statement forget(m_database,
                             "DELETE FROM lifeboat_log WHERE key LIKE 'origin:%' AND substr(key, 8) NOT IN"
                             " (SELECT value FROM lifeboat_log WHERE key IN ('lineage', 'kept lineage'))");
    forget.exec();
}

void EntryTable::beginAnew(const Lineage &lineage, Index after)
{
    m_database.exec("DROP TABLE IF EXISTS kept");
    m_database.exec("ALTER TABLE entries RENAME TO kept");
    makeEntries();
    setValue("kept lineage", value("lineage"));
    setValue("kept trimmed", value("trimmed"));
    setValue("lineage", lineage.value.toStdString());
    setValue("trimmed", std::to_string(after));
}

void EntryTable::goBack()
{
    m_database.exec("ALTER TABLE entries RENAME TO ending");
    m_database.exec("ALTER TABLE kept RENAME TO entries");
    m_database.exec("ALTER TABLE ending RENAME TO kept");
    for (const std::string key : {"lineage", "trimmed"}) {
        const std::string ending = value(key);
        setValue(key, value("kept " + key));
        setValue("kept " + key, ending);
    }
}

std::string EntryTable::value(const std::string &key)
{
    SQLite::Statement select(m_database, "SELECT value FROM lifeboat_log WHERE key = ?");
    select.bind(1, key);
    return select.executeStep() ? select.getColumn(0).getString() : std::string("0");
}

void EntryTable::setValue(const std::string &key, const std::string &value)
{
    SQLite::Statement set(m_database, "INSERT OR REPLACE INTO lifeboat_log VALUES (?, ?)");
    set.bind(1, key);
    set.bind(2, value);
    set.exec();
}

} // namespace lifeboat
