// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/drill/drillplan.h"

#include <QDir>
#include <QLocale>

#include <toml++/toml.hpp>

#include <set>

using namespace Qt::StringLiterals;

namespace lifeboat {

namespace {

/// A plan as a report keeps it, every text in one line and everything escaped, is up to a few times as large as what a
/// person wrote.
constexpr qint64 kPlanFileBytes = 256 * 1024;
constexpr qsizetype kPlanBytes = 8 * kPlanFileBytes;

/// Keys of plans have two dots; each is a level on which the parser and its tree recur.
constexpr int kMostDots = 64;

/// Counts the dots outside texts and comments line by line: keys end with their line.
class DotCount
{
public:
    /// The first line with more than kMostDots, 0 if there is none.
    int firstOverdone(QByteArrayView toml)
    {
        for (m_at = 0; m_at < toml.size(); ++m_at) {
            const char c = toml[m_at];
            if (c == '\n') {
                ++m_line;
                m_dots = 0;
            } else if (c == '#') {
                const qsizetype end = toml.indexOf('\n', m_at);
                m_at = (end < 0 ? toml.size() : end) - 1;
            } else if (c == '"' || c == '\'') {
                skipText(toml, c);
            } else if (c == '.' && ++m_dots > kMostDots) {
                return m_line;
            }
        }
        return 0;
    }

private:
    /// To the last character of the text that begins here.
    void skipText(QByteArrayView toml, char quote)
    {
        const QByteArray triple(3, quote);
        const bool isLong = toml.sliced(m_at).startsWith(triple);
        m_at += isLong ? 3 : 1;
        for (; m_at < toml.size(); ++m_at) {
            if (toml[m_at] == '\n') {
                ++m_line;
                m_dots = 0;
                if (!isLong)
                    return; // not TOML: the parser says so
            } else if (toml[m_at] == '\\' && quote == '"') {
                ++m_at;
            } else if (!isLong && toml[m_at] == quote) {
                return;
            } else if (isLong && toml.sliced(m_at).startsWith(triple)) {
                m_at += 2;
                return;
            }
        }
    }

    qsizetype m_at = 0;
    int m_line = 1;
    int m_dots = 0;
};

/// Reads one plan; the first thing wrong with it is kept and named by line.
class PlanReading
{
public:
    explicit PlanReading(QString directory)
        : m_directory(std::move(directory))
    {
    }

    Result<DrillPlan> read(const toml::table &root)
    {
        onlyKeys(root, {"name", "snapshot", "assertions"}, "");
        DrillPlan plan;
        plan.name = text(root, "name");
        if (const toml::table *snapshot = table(root, "snapshot"))
            readSnapshot(*snapshot, plan);
        if (const toml::table *assertions = table(root, "assertions"))
            readAssertions(*assertions, plan);
        if (m_error.isEmpty() && plan.archive.isEmpty() == plan.store.isEmpty())
            m_error = u"[snapshot] needs either archive or store"_s;
        if (!m_error.isEmpty())
            return failure(ErrorCode::PlanInvalid, {}, m_error);
        if (plan.name.isEmpty())
            plan.name = fileNameOf(plan.archive.isEmpty() ? plan.store : plan.archive);
        return plan;
    }

private:
    void fail(const toml::node &node, const QString &what)
    {
        if (m_error.isEmpty())
            m_error = u"line %1: %2"_s.arg(node.source().begin.line).arg(what);
    }

    void onlyKeys(const toml::table &table, const std::set<std::string_view> &known, const char *where)
    {
        for (const auto &[key, node] : table) {
            if (!known.contains(key.str()))
                fail(node, u"unknown key %1%2"_s.arg(QLatin1StringView(where), QString::fromStdString(std::string(key.str()))));
        }
    }

    const toml::table *table(const toml::table &parent, const char *key)
    {
        const toml::node *node = parent.get(key);
        if (node && !node->is_table())
            fail(*node, u"%1 is not a table"_s.arg(QLatin1StringView(key)));
        return node ? node->as_table() : nullptr;
    }

    QString text(const toml::table &parent, const char *key)
    {
        const toml::node *node = parent.get(key);
        if (!node)
            return {};
        if (const auto value = node->value_exact<std::string>())
            return QString::fromStdString(*value);
        fail(*node, u"%1 is not a text"_s.arg(QLatin1StringView(key)));
        return {};
    }

    QString path(const toml::table &parent, const char *key)
    {
        const QString given = text(parent, key);
        // The system would stop reading there, and open a file of another name.
        if (given.contains(QChar(u'\0')))
            fail(*parent.get(key), u"%1 contains a NUL character"_s.arg(QLatin1StringView(key)));
        return given.isEmpty() ? given : QDir::cleanPath(QDir(m_directory).absoluteFilePath(given));
    }

    std::optional<std::chrono::milliseconds> duration(const toml::table &parent, const char *key)
    {
        const toml::node *node = parent.get(key);
        if (!node)
            return std::nullopt;
        const auto number = node->value<double>();
        const auto read = number && node->is_number()
            ? parseDuration(QString::number(*number, 'g', QLocale::FloatingPointShortest))
            : parseDuration(text(parent, key));
        if (!read)
            fail(*node, u"%1 is not a duration such as \"10s\" or \"15min\""_s.arg(QLatin1StringView(key)));
        return read;
    }

    void readSnapshot(const toml::table &snapshot, DrillPlan &plan)
    {
        onlyKeys(snapshot, {"archive", "store"}, "snapshot.");
        plan.archive = path(snapshot, "archive");
        plan.store = path(snapshot, "store");
    }

    void readAssertions(const toml::table &assertions, DrillPlan &plan)
    {
        onlyKeys(assertions, {"integrity", "max_rto", "max_rpo", "rows", "sql"}, "assertions.");
        plan.maxRto = duration(assertions, "max_rto");
        plan.maxRpo = duration(assertions, "max_rpo");
        const QString integrity = text(assertions, "integrity");
        if (integrity == "full"_L1)
            plan.integrity = Integrity::Full;
        else if (!integrity.isEmpty() && integrity != "quick"_L1)
            fail(*assertions.get("integrity"), u"integrity is \"quick\" or \"full\""_s);
        if (const toml::table *rows = table(assertions, "rows"))
            readRows(*rows, plan);
        if (const toml::node *sql = assertions.get("sql"))
            readSql(*sql, plan);
    }

    void readRows(const toml::table &rows, DrillPlan &plan)
    {
        for (const auto &[name, node] : rows) {
            const auto minimum = node.value_exact<int64_t>();
            if (!minimum || *minimum < 0)
                fail(node, u"rows.%1 is not a whole number"_s.arg(QString::fromStdString(std::string(name.str()))));
            else
                plan.rows.append({QString::fromStdString(std::string(name.str())), quint64(*minimum)});
        }
    }

    void readSql(const toml::node &node, DrillPlan &plan)
    {
        const toml::array *array = node.as_array();
        if (!array)
            return fail(node, u"assertions.sql is written as [[assertions.sql]]"_s);
        for (const toml::node &entry : *array) {
            const toml::table *sql = entry.as_table();
            if (!sql)
                return fail(entry, u"assertions.sql is written as [[assertions.sql]]"_s);
            onlyKeys(*sql, {"name", "query", "expect"}, "assertions.sql.");
            SqlAssertion assertion{text(*sql, "name"), text(*sql, "query").trimmed(), {}};
            if (assertion.query.contains(QChar(u'\0')))
                fail(entry, u"the query contains a NUL character"_s);
            if (assertion.query.isEmpty())
                fail(entry, u"assertions.sql needs a query"_s);
            const toml::node *expect = sql->get("expect");
            if (!expect)
                return fail(entry, u"assertions.sql needs expect"_s);
            assertion.expected = expectation(*expect);
            plan.sql.append(assertion);
        }
    }

    QString expectation(const toml::node &node)
    {
        if (const auto number = node.value_exact<int64_t>())
            return QString::number(*number);
        if (const auto number = node.value_exact<double>())
            return QString::number(*number, 'g', QLocale::FloatingPointShortest);
        if (const auto flag = node.value_exact<bool>())
            return *flag ? u"1"_s : u"0"_s;
        if (const auto value = node.value_exact<std::string>())
            return QString::fromStdString(*value);
        fail(node, u"expect is a number or a text"_s);
        return {};
    }

    const QString m_directory;
    QString m_error;
};

} // namespace

Result<DrillPlan> planFromToml(QByteArrayView toml, const QString &directory)
{
    if (toml.size() > kPlanBytes)
        return failure(ErrorCode::LimitExceeded, {}, u"%1 bytes, at most %2"_s.arg(toml.size()).arg(kPlanBytes));
    if (const int line = DotCount().firstOverdone(toml); line > 0)
        return failure(ErrorCode::PlanInvalid, {}, u"line %1: too many dots outside texts"_s.arg(line));
    try {
        const toml::table root = toml::parse(std::string_view(toml.data(), size_t(toml.size())));
        return PlanReading(directory).read(root);
    } catch (const toml::parse_error &error) {
        const QString what = QString::fromUtf8(error.description().data(), qsizetype(error.description().size()));
        return failure(ErrorCode::PlanInvalid, {}, u"line %1: %2"_s.arg(error.source().begin.line).arg(what));
    }
}

QByteArray toToml(const DrillPlan &plan)
{
    toml::table snapshot;
    if (!plan.archive.isEmpty())
        snapshot.insert("archive", plan.archive.toStdString());
    else
        snapshot.insert("store", plan.store.toStdString());
    toml::table assertions{{"integrity", plan.integrity == Integrity::Full ? "full" : "quick"}};
    if (plan.maxRto)
        assertions.insert("max_rto", durationText(*plan.maxRto).toStdString());
    if (plan.maxRpo)
        assertions.insert("max_rpo", durationText(*plan.maxRpo).toStdString());
    toml::table rows;
    for (const RowsAssertion &row : plan.rows)
        rows.insert(row.table.toStdString(), int64_t(row.minimum));
    if (!rows.empty())
        assertions.insert("rows", rows);
    toml::array sql;
    for (const SqlAssertion &query : plan.sql) {
        sql.push_back(toml::table{{"name", query.name.toStdString()},
                                  {"query", query.query.toStdString()},
                                  {"expect", query.expected.toStdString()}});
    }
    if (!sql.empty())
        assertions.insert("sql", sql);
    std::ostringstream out;
    const toml::table root{{"name", plan.name.toStdString()}, {"snapshot", snapshot}, {"assertions", assertions}};
    // toml++ writes a text of several lines between triple quotes, heeding neither that a first newline is dropped by
    // the reader nor that such quotes may be in the text. In one line everything is escaped.
    constexpr auto kFlags = toml::toml_formatter::default_flags & ~toml::format_flags::allow_multi_line_strings;
    out << toml::toml_formatter(root, kFlags) << '\n';
    return QByteArray::fromStdString(out.str());
}

Result<DrillPlan> readPlan(FileSystem &fileSystem, const QString &path)
{
    LIFEBOAT_ASSIGN(const QByteArray toml, fileSystem.readAll(path, kPlanFileBytes));
    auto plan = planFromToml(toml, directoryOf(path));
    if (!plan)
        return failure(plan.error().code, path, plan.error().detail);
    return plan;
}

} // namespace lifeboat
