// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/lifeboatctl/nodenote.h"

#include "app/lifeboatctl/eventwait.h"
#include "app/lifeboatctl/interrupts.h"
#include "engine/base/clock.h"
#include "engine/cluster/restorenote.h"
#include "ui/text/format.h"

#include <QJsonArray>
#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace lifeboat::cli {

namespace {

OperationRequest requestOf(const NodeRestoreOptions &options, const QString &snapshot, NodeNote::What what)
{
    const bool isUndo = what == NodeNote::What::Undo;
    QStringList nodes = options.choice.nodes; // in whichever order they are named
    nodes.sort();
    nodes.removeDuplicates();
    QJsonObject parameters{{u"cluster"_s, options.choice.cluster},
                           {u"nodes"_s, QJsonArray::fromStringList(nodes)},
                           {u"state"_s, options.choice.state},
                           {u"apart"_s, options.apart}};
    if (!isUndo) {
        parameters[u"snapshot"_s] = snapshot;
        parameters[u"force"_s] = options.force;
    }
    return {.kind = noteKind(isUndo),
            .target = options.choice.cluster,
            .parameters = parameters,
            .actor = localActor(),
            .maxAttempts = 1};
}

/// Whoever asks for the same later than that may mean another restore of the same snapshot.
constexpr std::chrono::hours kSame(1);

QDateTime lastNoted(const QJsonObject &report)
{
    QDateTime newest;
    const auto take = [&newest](const QJsonValue &told) {
        const QDateTime moment = QDateTime::fromString(told.toString(), Qt::ISODateWithMs);
        if (moment.isValid() && (!newest.isValid() || moment > newest))
            newest = moment;
    };
    take(report["startedAt"_L1]);
    take(report["endedAt"_L1]);
    for (const QJsonValue node : report["nodes"_L1].toArray()) {
        take(node["startedAt"_L1]);
        take(node["endedAt"_L1]);
    }
    return newest;
}

/// And not left as it was, for it held the content already: whether it does is asked anew.
bool isDone(const NodeRestore &node)
{
    return node.phase == NodeRestore::Phase::Undone
        || (node.phase == NodeRestore::Phase::Done && node.outcome["action"_L1] != "skip"_L1);
}

} // namespace

NodeNote::NodeNote(const Console &console, const NodeRestoreOptions &options, const QString &snapshot, What what)
    : m_console(console)
    , m_work(requestOf(options, snapshot, what))
    , m_what(what)
    , m_earlier(options.earlier)
{
}

QStringList NodeNote::done() const
{
    QStringList names;
    const QStringList done = m_interrupted ? m_interrupted->parts().done : QStringList();
    for (const NodeRestore &node : m_interrupted ? m_interrupted->nodes() : QList<NodeRestore>()) {
        if (done.contains(node.node) && isDone(node))
            names.append(node.node);
    }
    return names;
}

/// What the earlier one left is over, whatever the nodes say of it.
void NodeNote::setAside(const QJsonObject &left)
{
    m_console.note(u"An earlier command left some of this: it begins anew all the same. An undo brings back what nodes hold now, not what they "
                   "held before that command."_s);
    m_left = left;
    m_left[u"verdict"_s] = u"failed"_s;
    m_becomes = NotedWork::Left::SetAside;
    m_reservation = left["reservation"_L1].toString();
}

/// Whoever says what is to be done with what is left is not taken to mean all nodes; nor is anybody where that cannot be read.
Result<> NodeNote::refuse(const QString &why) const
{
    m_console.note(why + u" \"--earlier anew\" begins with all nodes, over what an undo would bring back."_s);
    return failure(ErrorCode::ConfirmationNeeded, m_work.target(), u"--earlier anew"_s);
}

Result<> NodeNote::look(const Reach &reach)
{
    const QJsonObject left = m_work.interrupted();
    if (m_work.isUnsure() && m_earlier != "anew") {
        return refuse(u"Whether an earlier command left some of this is not known: others are at work, or what they noted cannot be "
                      "read. \"lifeboatctl operations list\" shows what there is. Try again once they have ended;"_s);
    }
    if (left.isEmpty() && m_earlier == "resume")
        return refuse(u"There is nothing to resume: no command of the same words, with the same nodes and options, left some of this here, or "
                      "a node of it was restored or taken back since. \"lifeboatctl operations list\" shows what there is."_s);
    if (left.isEmpty())
        return {};
    if (m_earlier == "anew") {
        setAside(left);
        return {};
    }
    const QDateTime noted = lastNoted(left);
    const QDateTime now = QDateTime::currentDateTimeUtc();
    if (m_earlier.empty() && (!noted.isValid() || noted.addDuration(kSame) < now || noted > now.addDuration(kSame))) {
        m_console.note(u"The same command left some of this, %1: \"--earlier resume\" goes on with the rest, \"--earlier anew\" begins with "
                       "all nodes, over what an undo would bring back."_s.arg(text::moment(noted, now)));
        return failure(ErrorCode::ConfirmationNeeded, m_work.target(), u"--earlier resume, or --earlier anew"_s);
    }
    auto interrupted = InterruptedRestore::open(left, connectionsOf(left, reach.nodes()), SystemClock::instance());
    if (!interrupted)
        return refuse(u"The same command left some of this, as another version of it notes it: what became of it cannot be told."_s);
    bool isLeft = false;
    EventWait wait([&isLeft] { isLeft = true; });
    QObject::connect(interrupted->get(), &InterruptedRestore::settled, &m_context, [&wait] { wait.wake(); });
    (*interrupted)->look();
    wait.until([&] { return isLeft || (*interrupted)->isSettled(); });
    (*interrupted)->disconnect(&m_context); // it may be settled and not have said so yet
    if (isLeft || interrupts::count() > 0)
        return failure(ErrorCode::Canceled);
    const auto parts = (*interrupted)->parts();
    if (!parts.elsewhere.isEmpty() && m_earlier == "resume")
        return refuse(u"There is nothing to resume: what an earlier command left was changed by another since, on %1."_s.arg(
            parts.elsewhere.join(u", "_s)));
    m_left = (*interrupted)->report();
    m_reservation = (*interrupted)->reservation();
    tell(parts);
    for (const NodeConnection *const node : reach.nodes()) {
        if (parts.unknown.contains(node->name()) && node->link() != Link::Online)
            m_away.append(node->name());
    }
    if (parts.elsewhere.isEmpty())
        m_interrupted = std::move(*interrupted);
    else
        m_becomes = NotedWork::Left::SetAside;
    return {};
}

void NodeNote::tell(const InterruptedRestore::Parts &parts) const
{
    m_console.note(parts.elsewhere.isEmpty() ? u"This goes on with what an earlier command left."_s
                                             : u"An earlier command left this, and its nodes were changed since: it begins anew."_s);
    const auto say = [this](const QString &what, const QStringList &nodes) {
        if (!nodes.isEmpty())
            m_console.note(u"  %1: %2"_s.arg(what, nodes.join(u", "_s)));
    };
    const QString done = m_what == What::Undo ? u"taken back"_s : u"restored"_s;
    say(done, parts.done);
    say(done + u", but not going on with the log"_s, parts.troubled);
    say(done + u", and changed by another since"_s, parts.elsewhere);
    say(u"failed"_s, parts.failed);
    say(u"cancelled"_s, parts.canceled);
    say(u"begun, end not known"_s, parts.unknown);
    say(u"never begun"_s, parts.notBegun);
}

void NodeNote::takeUp(ClusterRestore &restore) const
{
    QList<NodeRestore> known = m_interrupted ? m_interrupted->nodes() : QList<NodeRestore>();
    known.removeIf([](const NodeRestore &node) { return !isDone(node); });
    if (m_interrupted)
        restore.takeUp(known, m_interrupted->lineage());
    restore.reserveAs(m_reservation);
}

void NodeNote::follow(const ClusterRestore &restore, const QStringList &chosen)
{
    m_restore = &restore;
    m_chosen = chosen;
    if (m_what == What::Undo) {
        m_chosen += done();
        for (const QString &name : unknown()) {
            if (!m_chosen.contains(name))
                m_chosen.append(name);
        }
    }
    QObject::connect(&restore, &ClusterRestore::changed, &m_context, [this] { note(); });
}

void NodeNote::begin()
{
    if (!std::exchange(m_isBegun, true))
        m_work.begin(m_console, report(), m_left, m_becomes);
}

/// As it was noted by the earlier one where this did not tell it to begin: it is to be asked about that first.
bool NodeNote::isLeftUnknown(const NodeRestore &node) const
{
    using Phase = NodeRestore::Phase;
    const bool isTold = std::ranges::contains(std::array{Phase::Restoring, Phase::Done, Phase::Undoing, Phase::Undone}, node.phase);
    return !isTold && node.operation.isEmpty() && !isEndUnknown(node, m_what == What::Undo) && unknown().contains(node.node);
}

QStringList NodeNote::unknown() const
{
    return m_interrupted ? m_interrupted->parts().unknown : QStringList();
}

QStringList NodeNote::lost() const
{
    if (!m_restore)
        return unknown();
    QStringList names;
    for (const NodeRestore &node : m_restore->nodes()) {
        if (isEndUnknown(node, m_what == What::Undo) || isLeftUnknown(node))
            names.append(node.node);
    }
    return names;
}

QStringList NodeNote::back(QStringList names) const
{
    names.removeIf([this](const QString &name) { return !m_away.contains(name); });
    return names;
}

QJsonObject NodeNote::report() const
{
    QJsonObject report = notedReport(m_restore->report(), m_what == What::Undo, m_chosen, m_restore->reservation());
    QJsonArray nodes = report["nodes"_L1].toArray();
    for (qsizetype i = 0; i < nodes.size(); ++i) {
        const NodeRestore &node = m_restore->nodes()[i];
        for (const QJsonValue left : m_left["nodes"_L1].toArray()) {
            if (left["node"_L1].toString() == node.node && isLeftUnknown(node))
                nodes[i] = left;
        }
    }
    report[u"nodes"_s] = nodes;
    return report;
}

bool NodeNote::isAnyAtWork() const
{
    return std::ranges::any_of(m_restore->nodes(), [](const NodeRestore &node) {
        return node.phase == NodeRestore::Phase::Restoring || node.phase == NodeRestore::Phase::Undoing;
    });
}

qsizetype NodeNote::countDone() const
{
    const auto wanted = m_what == What::Undo ? NodeRestore::Phase::Undone : NodeRestore::Phase::Done;
    return std::ranges::count(m_restore->nodes(), wanted, &NodeRestore::phase);
}

bool NodeNote::isAnyBegun() const
{
    const bool isUndo = m_what == What::Undo;
    return std::ranges::any_of(m_restore->nodes(), [isUndo](const NodeRestore &node) {
        return isEndUnknown(node, isUndo) || (isDone(node) && (!isUndo || node.phase == NodeRestore::Phase::Undone));
    });
}

/// Before the node is told to begin: what is noted as not begun was not. What an earlier one left is noted until then, also where this begins
/// anew: it may be refused.
void NodeNote::note()
{
    if (!m_restore->isRunning() || (!m_left.isEmpty() && !m_isBegun && !isAnyAtWork()))
        return;
    begin();
    const QStringList steps = notedSteps(m_restore->nodes());
    if (std::exchange(m_steps, steps) != steps)
        m_work.note(report());
}

void NodeNote::end()
{
    const qsizetype all = m_what == What::Undo ? m_chosen.size() : m_restore->nodes().size();
    const bool isAll = countDone() >= all;
    if (!m_left.isEmpty() && !isAll && !m_isBegun)
        return;
    begin();
    QJsonObject known = report();
    if (!isAll && (m_interrupted || isAnyBegun()))
        known[u"verdict"_s] = u"running"_s; // so it is an interrupted one
    m_work.end(known, notedError(m_restore->nodes(), m_work.target(), m_what == What::Undo, m_chosen));
}

} // namespace lifeboat::cli
