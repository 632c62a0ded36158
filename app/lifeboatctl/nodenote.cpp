// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/lifeboatctl/nodenote.h"

#include "app/lifeboatctl/eventwait.h"
#include "app/lifeboatctl/interrupts.h"
#include "engine/base/clock.h"
#include "engine/cluster/nodeconnection.h"

#include <QJsonArray>
#include <algorithm>

using namespace Qt::StringLiterals;

namespace lifeboat::cli {

namespace {

OperationRequest requestOf(const NodeRestoreOptions &options, const QString &snapshot, NodeNote::What what)
{
    const bool isUndo = what == NodeNote::What::Undo;
    QJsonObject parameters{{u"cluster"_s, options.choice.cluster},
                           {u"nodes"_s, QJsonArray::fromStringList(options.choice.nodes)},
                           {u"state"_s, options.choice.state},
                           {u"apart"_s, options.apart}};
    if (!isUndo) {
        parameters[u"snapshot"_s] = snapshot;
        parameters[u"force"_s] = options.force;
    }
    return {.kind = isUndo ? u"undoNodes"_s : u"restoreNodes"_s,
            .target = options.choice.cluster,
            .parameters = parameters,
            .actor = localActor(),
            .maxAttempts = 1};
}

/// Of the nodes of a report, in their order.
QList<NodeConnection *> connectionsOf(const Reach &reach, const QJsonObject &report)
{
    QList<NodeConnection *> found;
    for (const QJsonValue node : report["nodes"_L1].toArray()) {
        const auto same = std::ranges::find(reach.nodes(), node["node"_L1].toString(), &NodeConnection::name);
        found.append(same == reach.nodes().end() ? nullptr : *same);
    }
    return found;
}

} // namespace

NodeNote::NodeNote(const Console &console, const NodeRestoreOptions &options, const QString &snapshot, What what)
    : m_console(console)
    , m_work(requestOf(options, snapshot, what))
    , m_what(what)
{
}

Result<> NodeNote::look(const Reach &reach)
{
    const QJsonObject left = m_work.interrupted();
    if (left.isEmpty())
        return {};
    auto interrupted = InterruptedRestore::open(left, connectionsOf(reach, left), SystemClock::instance());
    if (!interrupted)
        return {}; // of another version: it begins anew
    bool isLeft = false;
    EventWait wait([&isLeft] { isLeft = true; });
    QObject::connect(interrupted->get(), &InterruptedRestore::settled, &m_context, [&wait] { wait.wake(); });
    (*interrupted)->look();
    wait.until([&] { return isLeft || (*interrupted)->isSettled(); });
    (*interrupted)->disconnect(&m_context); // it may be settled and not have said so yet
    if (isLeft || interrupts::count() > 0)
        return failure(ErrorCode::Canceled);
    m_interrupted = std::move(*interrupted);
    const auto parts = m_interrupted->parts();
    m_console.note(u"This goes on with what a killed command left."_s);
    const auto tell = [this](const QString &what, const QStringList &nodes) {
        if (!nodes.isEmpty())
            m_console.note(u"  %1: %2"_s.arg(what, nodes.join(u", "_s)));
    };
    tell(m_what == What::Undo ? u"taken back"_s : u"restored"_s, parts.done);
    tell(u"failed"_s, parts.failed);
    tell(u"begun, end not known"_s, parts.unknown);
    tell(u"never begun"_s, parts.notBegun);
    return {};
}

void NodeNote::takeUp(ClusterRestore &restore) const
{
    if (m_interrupted && m_what == What::Restore)
        restore.takeUp(m_interrupted->nodes(), m_interrupted->lineage());
}

void NodeNote::follow(const ClusterRestore &restore, const QStringList &chosen)
{
    m_restore = &restore;
    m_chosen = chosen;
    QObject::connect(&restore, &ClusterRestore::changed, &m_context, [this] { note(); });
}

void NodeNote::begin()
{
    if (!std::exchange(m_isBegun, true))
        m_work.begin(m_console, m_interrupted ? m_interrupted->report() : QJsonObject());
}

QJsonObject NodeNote::report() const
{
    QJsonObject report = m_restore->report();
    if (m_what == What::Undo)
        report[u"undo"_s] = true;
    report[u"chosen"_s] = QJsonArray::fromStringList(m_chosen);
    return report;
}

/// Before the node is told to begin: what is noted as not begun was not.
void NodeNote::note()
{
    if (!m_restore->isRunning())
        return;
    begin();
    QStringList steps;
    for (const NodeRestore &node : m_restore->nodes())
        steps.append(phaseName(node.phase) + node.operation);
    if (std::exchange(m_steps, steps) != steps)
        m_work.note(report());
}

void NodeNote::end()
{
    begin();
    std::optional<Error> error;
    for (const NodeRestore &node : m_restore->nodes()) {
        if (!error && node.error)
            error = node.error;
    }
    if (!error && std::ranges::contains(m_restore->nodes(), NodeRestore::Phase::Skipped, &NodeRestore::phase))
        error = Error{ErrorCode::Canceled, {}, {}};
    m_work.end(report(), error);
}

} // namespace lifeboat::cli
