// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/lifeboatctl/disk.h"
#include "app/lifeboatctl/eventwait.h"
#include "app/lifeboatctl/jsonforms.h"
#include "app/lifeboatctl/linereader.h"
#include "app/lifeboatctl/nodesnapshots.h"
#include "app/lifeboatctl/reach.h"
#include "app/lifeboatctl/table.h"
#include "engine/base/ids.h"
#include "engine/base/jsonparsing.h"
#include "engine/base/missing.h"
#include "engine/state/entry.h"
#include "ui/text/format.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QTimer>
#include <algorithm>

using namespace Qt::StringLiterals;

/// What a managed state holds, through its log.
namespace lifeboat::cli {

namespace {

/// Of one call: well below what a message may have.
constexpr qsizetype kBatch = 1000;
constexpr qsizetype kBatchBytes = 2 << 20;

struct TablesOptions
{
    NodeChoice choice;
};

struct ListOptions
{
    NodeChoice choice;
    QString table;
    QString after;
    qint64 limit = 1000;
};

struct ChangeOptions
{
    NodeChoice choice;
    QString file = u"-"_s;
    QString table; ///< of lines that name none
};

struct OneNode
{
    std::unique_ptr<Reach> reach;
    NodeConnection *node = nullptr;
};

/// The first chosen node that can be worked with: where nodes share a log, each will have it.
Result<OneNode> reachOne(const Console &console, const NodeChoice &choice)
{
    LIFEBOAT_ASSIGN(auto reach, Reach::open(console, choice));
    Error last{ErrorCode::NotFound, choice.cluster, {}};
    for (NodeConnection *const node : reach->nodes()) {
        const auto trouble = Reach::troubleOf(*node);
        if (!trouble)
            return OneNode{std::move(reach), node};
        explainNode(console, *node, *trouble);
        last = *trouble;
    }
    return failure(last);
}

QJsonObject parametersFor(const NodeChoice &choice)
{
    return choice.state.isEmpty() ? QJsonObject() : QJsonObject{{u"state"_s, choice.state}};
}

/// A change of one line: {"table", "id", "document"}. DocumentInvalid.
Result<QJsonObject> changeFrom(const QByteArray &line, const QString &table, EntryOp op)
{
    const QJsonObject told = parseJson(line).object();
    if (told.isEmpty())
        return failure(ErrorCode::DocumentInvalid, {}, u"not a JSON object"_s);
    QJsonObject change{{u"table"_s, told[u"table"_s].toString(table)},
                       {u"op"_s, op == EntryOp::Put ? u"put"_s : u"delete"_s},
                       {u"id"_s, told[u"id"_s].toString()}};
    Change checked{change[u"table"_s].toString(), op, change[u"id"_s].toString(), {}};
    if (op == EntryOp::Put) {
        if (!told[u"document"_s].isObject())
            return failure(ErrorCode::DocumentInvalid, u"document"_s, u"not a JSON object"_s);
        change[u"document"_s] = told[u"document"_s];
        checked.document = QJsonDocument(told[u"document"_s].toObject()).toJson(QJsonDocument::Compact);
    }
    LIFEBOAT_TRY(checkChange(checked));
    return change;
}

/// Sends changes in batches, each of which is made whole or not at all.
class Changer
{
public:
    Changer(NodeConnection &node, const NodeChoice &choice)
        : m_node(node)
        , m_choice(choice)
    {
    }

    Result<> add(const QJsonObject &change, qsizetype bytes)
    {
        m_batch.append(change);
        m_bytes += bytes;
        return m_batch.size() < kBatch && m_bytes < kBatchBytes ? Result<>() : flush();
    }

    Result<> flush()
    {
        if (m_batch.isEmpty())
            return {};
        QJsonObject parameters = parametersFor(m_choice);
        parameters[u"changes"_s] = m_batch;
        auto answer = await(m_node.call(u"state.change"_s, parameters));
        while (!answer && answer.error().code == ErrorCode::RateLimited) {
            LIFEBOAT_TRY(pause());
            answer = await(m_node.call(u"state.change"_s, parameters));
        }
        if (!answer && leavesOpen(answer.error().code))
            m_unknown = m_batch.size();
        LIFEBOAT_TRY(answer);
        m_last = (*answer)["last"_L1].toString();
        const QJsonArray absent = (*answer)["absent"_L1].toArray();
        m_done += m_batch.size() - absent.size();
        for (const QJsonValue each : absent)
            m_absent.append(each);
        for (const QJsonValue each : (*answer)["newTables"_L1].toArray())
            m_newTables.append(each);
        m_batch = {};
        m_bytes = 0;
        return {};
    }

    qint64 done() const { return m_done; }
    qint64 unknown() const { return m_unknown; } ///< of the last batch: made, made yet, or not, all of them
    QString last() const { return m_last; } ///< index of the last entry; empty: none
    const QJsonArray &absent() const { return m_absent; } ///< {"table", "id"} of what was to be deleted and was not there
    const QJsonArray &newTables() const { return m_newTables; } ///< that came into being

private:
    /// It was sent, and its answer did not come, or the node's log gave the node none.
    static bool leavesOpen(ErrorCode code)
    {
        return code == ErrorCode::TimedOut || code == ErrorCode::Disconnected || code == ErrorCode::Canceled;
    }

    /// Canceled.
    static Result<> pause()
    {
        bool isOver = false;
        bool isCanceled = false;
        EventWait wait([&isCanceled] { isCanceled = true; });
        QObject context;
        QTimer::singleShot(std::chrono::milliseconds(250), &context, [&] {
            isOver = true;
            wait.wake();
        });
        wait.until([&] { return isOver || isCanceled; });
        return isCanceled ? failure(ErrorCode::Canceled) : Result<>();
    }

    NodeConnection &m_node;
    const NodeChoice &m_choice;
    QJsonArray m_batch;
    qsizetype m_bytes = 0;
    qint64 m_done = 0;
    qint64 m_unknown = 0;
    QString m_last;
    QJsonArray m_absent;
    QJsonArray m_newTables;
};

/// Of the first; how many more there are stands in the detail.
Error absenceOf(const QJsonArray &absent)
{
    const QJsonValue first = absent.first();
    const QString more = absent.size() > 1 ? u"nor are %1 more"_s.arg(text::number(quint64(absent.size() - 1))) : QString();
    return missing(Missing::Document, first["table"_L1].toString() + u'/' + first["id"_L1].toString(), more).error();
}

Result<> changeAll(Changer &changer, LineReader &lines, const ChangeOptions &options, EntryOp op)
{
    for (;;) {
        LIFEBOAT_ASSIGN(const auto line, lines.next());
        if (!line)
            return changer.flush();
        if (line->trimmed().isEmpty())
            continue;
        const auto change = changeFrom(*line, options.table, op);
        if (!change) {
            const QString &subject = change.error().subject;
            return failure(change.error().code, !subject.isEmpty() ? subject : options.file == u'-' ? u"standard input"_s : options.file,
                           u"line %1: %2"_s.arg(lines.number()).arg(change.error().detail));
        }
        LIFEBOAT_TRY(changer.add(*change, line->size()));
    }
}

ExitStatus change(Console &console, const ChangeOptions &options, EntryOp op)
{
    const auto lines = LineReader::open(options.file == u'-' ? options.file : absolutePath(options.file));
    if (!lines)
        return console.fail(lines.error());
    const auto reached = reachOne(console, options.choice);
    if (!reached)
        return console.fail(reached.error());
    NodeConnection &node = *reached->node;
    Changer changer(node, options.choice);
    const auto changed = changeAll(changer, **lines, options, op);
    QJsonObject document = nodeObject(node);
    document[u"changes"_s] = QString::number(changer.done());
    document[u"unknown"_s] = QString::number(changer.unknown());
    document[u"last"_s] = changer.last().isEmpty() ? QJsonValue() : QJsonValue(changer.last());
    document[u"newTables"_s] = changer.newTables();
    document[u"absent"_s] = changer.absent();
    const QString what = op == EntryOp::Put ? u"put"_s : u"deleted"_s;
    const QString open = text::number(quint64(changer.unknown()));
    const QString index = !changer.last().isEmpty() ? text::number(changer.last().toULongLong()) : u"as it was"_s;
    console.line(u"%1  %2 %3 %4, %5"_s.arg(
        node.name(), text::number(quint64(changer.done())), changer.done() == 1 ? u"document"_s : u"documents"_s, what,
        changer.unknown() == 0 ? u"index "_s + index : u"whether %1 more were is not known"_s.arg(open)));
    if (changer.unknown() > 0)
        console.note(u"lifeboatctl: Whether the last %1 were %2, too, is not known: no word of it came, and it may happen yet. "
                     "The same command again does it once more."_s.arg(open, what));
    for (const QJsonValue table : changer.newTables())
        console.note(u"There was no table %1 before: it is new."_s.arg(table.toString()));
    if (!changed)
        return console.fail(changed.error(), {}, document);
    if (!changer.absent().isEmpty())
        return console.fail(absenceOf(changer.absent()), {}, document);
    console.document(document);
    return ExitStatus::Done;
}

ExitStatus put(Console &console, const ChangeOptions &options)
{
    return change(console, options, EntryOp::Put);
}

ExitStatus remove(Console &console, const ChangeOptions &options)
{
    return change(console, options, EntryOp::Delete);
}

ExitStatus tables(Console &console, const TablesOptions &options)
{
    const auto reach = Reach::open(console, options.choice);
    if (!reach)
        return console.fail(reach.error());
    Table table({{u"NODE"_s}, {u"TABLE"_s}, {u"ROWS"_s, Align::Right}});
    const auto answers =
        askAll(console, **reach, Kind::Call, u"state.tables"_s, parametersFor(options.choice));
    const ExitStatus status =
        tellAll(console, options.choice.cluster, answers,
                [&table](const NodeConnection &node, const QJsonObject &result) {
                    for (const QJsonValue each : result["tables"_L1].toArray())
                        table.add({node.name(), each["table"_L1].toString(),
                                   text::number(parseDecimal(each["rows"_L1].toString()).value_or(0))});
                });
    console.lines(table.lines());
    return status;
}

/// A line a document, as `put` takes them.
ExitStatus list(Console &console, const ListOptions &options)
{
    const auto reached = reachOne(console, options.choice);
    if (!reached)
        return console.fail(reached.error());
    NodeConnection &node = *reached->node;
    QJsonArray all;
    QString after = options.after;
    for (qint64 left = options.limit; left > 0;) {
        QJsonObject parameters = parametersFor(options.choice);
        parameters[u"table"_s] = options.table;
        parameters[u"limit"_s] = std::min(left, qint64(kBatch));
        if (!after.isEmpty())
            parameters[u"after"_s] = after;
        const auto answer = await(node.call(u"state.rows"_s, parameters));
        if (!answer)
            return console.fail(answer.error());
        const QJsonArray rows = (*answer)["rows"_L1].toArray();
        for (const QJsonValue row : rows) {
            const QJsonObject object{{u"table"_s, options.table},
                                     {u"id"_s, row["id"_L1]},
                                     {u"document"_s, row["document"_L1]}};
            console.line(QString::fromUtf8(QJsonDocument(object).toJson(QJsonDocument::Compact)));
            if (console.isJson())
                all.append(object);
        }
        left -= rows.size();
        if (rows.isEmpty())
            break;
        after = rows.last()["id"_L1].toString();
    }
    QJsonObject document = nodeObject(node);
    document[u"documents"_s] = all;
    console.document(document);
    return ExitStatus::Done;
}

} // namespace

void addDocumentCommands(CLI::App &root, Invocation &invocation)
{
    CLI::App &group = addGroup(root, "documents", "Look at the documents of managed states and change them");
    const auto looking = std::make_shared<TablesOptions>();
    addNodeChoice(addCommand(group, invocation, "tables", "List the tables and how many documents they have",
                             "documents tables --cluster games", looking, tables),
                  looking->choice, NodesOption::One)
        ->required();

    const auto listing = std::make_shared<ListOptions>();
    CLI::App &listCommand =
        addCommand(group, invocation, "list", "Print the documents of a table, a line each, in order of id",
                   "documents list results --cluster games --node n2 --limit 10", listing, list);
    addText(listCommand, "TABLE", listing->table, "The table", "TABLE")->required();
    addText(listCommand, "--after", listing->after, "Begin behind this id", "ID", EmptyText::Allowed);
    listCommand.add_option("--limit", listing->limit, "How many at the most")
        ->check(CLI::Range(qint64(1), qint64(1'000'000'000)))
        ->capture_default_str()
        ->type_name("N");
    addNodeChoice(listCommand, listing->choice, NodesOption::One)->required();

    const auto addChange = [&](const char *name, const char *description, const char *example,
                               ExitStatus (*run)(Console &, const ChangeOptions &)) {
        const auto options = std::make_shared<ChangeOptions>();
        CLI::App &command = addCommand(group, invocation, name, description, example, options, run);
        addText(command, "FILE", options->file, "Lines of JSON; - for standard input, which is the default", "PATH");
        addText(command, "--table", options->table, "The table of lines that name none", "TABLE");
        addNodeChoice(command, options->choice, NodesOption::One)->required();
    };
    addChange("put", "Put documents, one {\"table\", \"id\", \"document\"} a line, 1,000 at once",
              "documents put results.jsonl --cluster games", put);
    addChange("delete", "Delete documents, one {\"table\", \"id\"} a line, 1,000 at once",
              "documents delete --table results --cluster games < ids.jsonl", remove);
}

} // namespace lifeboat::cli
