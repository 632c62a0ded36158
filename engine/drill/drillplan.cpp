// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/drill/drillplan.h"

#include "engine/base/tomlreading.h"

#include <QLocale>

using namespace Qt::StringLiterals;

namespace lifeboat {

namespace {

/// A plan as a report keeps it, every text in one line and everything escaped, is up to a few times
/// as large as what a person wrote.
constexpr qint64 kPlanFileBytes = 256 * 1024;
constexpr qsizetype kPlanBytes = 8 * kPlanFileBytes;

/// Reads one plan; the first thing wrong with it is kept and named by line.
class PlanReading : private TomlReading
{
public:
    using TomlReading::TomlReading;

    Result<DrillPlan> read(const toml::table &root)
    {
        onlyKeys(root, {"name", "snapshot", "assertions"}, "");
        DrillPlan plan;
        plan.name = text(root, "name");
        if (const toml::table *snapshot = table(root, "snapshot"))
            readSnapshot(*snapshot, plan);
        if (const toml::table *assertions = table(root, "assertions"))
            readAssertions(*assertions, plan);
        if (plan.archive.isEmpty() == plan.store.isEmpty())
            fail(u"[snapshot] needs either archive or store"_s);
        if (!error().isEmpty())
            return failure(ErrorCode::PlanInvalid, {}, error());
        if (plan.name.isEmpty())
            plan.name = fileNameOf(plan.archive.isEmpty() ? plan.store : plan.archive);
        return plan;
    }

private:
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
        readSql(assertions, plan);
    }

    void readRows(const toml::table &rows, DrillPlan &plan)
    {
        for (const auto &[name, node] : rows) {
            const auto minimum = node.value_exact<int64_t>();
            if (!minimum || *minimum < 0)
                fail(node,
                     u"rows.%1 is not a whole number"_s.arg(
                         QString::fromStdString(std::string(name.str()))));
            else
                plan.rows.append(
                    {QString::fromStdString(std::string(name.str())), quint64(*minimum)});
        }
    }

    void readSql(const toml::table &assertions, DrillPlan &plan)
    {
        for (const toml::table *sql : tables(assertions, "sql", "assertions.")) {
            onlyKeys(*sql, {"name", "query", "expect"}, "assertions.sql.");
            SqlAssertion assertion{text(*sql, "name"), text(*sql, "query").trimmed(), {}};
            if (assertion.query.contains(QChar(u'\0')))
                fail(*sql, u"the query contains a NUL character"_s);
            if (assertion.query.isEmpty())
                fail(*sql, u"assertions.sql needs a query"_s);
            const toml::node *expect = sql->get("expect");
            if (!expect)
                return fail(*sql, u"assertions.sql needs expect"_s);
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
};

} // namespace

Result<DrillPlan> planFromToml(QByteArrayView toml, const QString &directory)
{
    if (toml.size() > kPlanBytes)
        return failure(ErrorCode::LimitExceeded, {},
                       u"%1 bytes, at most %2"_s.arg(toml.size()).arg(kPlanBytes));
    LIFEBOAT_ASSIGN(const toml::table root, TomlReading::parse(toml, ErrorCode::PlanInvalid));
    return PlanReading(directory).read(root);
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
    const toml::table root{
        {"name", plan.name.toStdString()}, {"snapshot", snapshot}, {"assertions", assertions}};
    // toml++ writes a text of several lines between triple quotes, heeding neither that a first
    // newline is dropped by the reader nor that such quotes may be in the text. In one line
    // everything is escaped.
    constexpr auto kFlags =
        toml::toml_formatter::default_flags & ~toml::format_flags::allow_multi_line_strings;
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
