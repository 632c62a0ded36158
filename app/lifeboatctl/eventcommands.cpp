// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/lifeboatctl/eventtext.h"
#include "app/lifeboatctl/eventwait.h"
#include "app/lifeboatctl/jsonforms.h"
#include "app/lifeboatctl/reach.h"
#include "ui/text/format.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace lifeboat::cli {

namespace {

struct WatchOptions
{
    NodeChoice choice;
};

/// One line an event until a signal ends it, nobody takes the lines any more, which main tells of, or every node refuses it: of those none
/// comes back by itself, as connections do that are lost.
ExitStatus watch(Console &console, const WatchOptions &options)
{
    const auto reach = Reach::open(console, options.choice);
    if (!reach)
        return console.fail(reach.error());
    ExitStatus status = ExitStatus::Done;
    bool isOver = false;
    EventWait wait([&] {
        isOver = true;
        status = ExitStatus::Canceled;
    });
    QObject context;
    EventText words;
    const auto tell = [&](const NodeConnection &node, const QJsonObject &event) {
        QJsonObject object{{u"node"_s, node.name()}};
        for (auto each = event.begin(); each != event.end(); ++each)
            object.insert(each.key(), each.value());
        console.record(object);
        const QDateTime now = QDateTime::currentDateTimeUtc();
        for (const QString &line :
             words.lines(node.name(), event["event"_L1].toString(), event["content"_L1].toObject()))
            console.line(u"%1  %2  %3"_s.arg(text::moment(now, now), node.name(), line));
        if (Console::flush())
            return;
        isOver = true;
        wait.wake();
    };
    const QList<NodeConnection *> nodes = (*reach)->nodes();
    const auto lookForRefusals = [&] {
        if (isOver || !std::ranges::all_of(nodes, [](const NodeConnection *node) { return node->link() == Link::Refused; }))
            return;
        for (const NodeConnection *const node : nodes)
            status = worse(status, statusOf(Reach::troubleOf(*node)->code));
        isOver = true;
        wait.wake();
    };
    for (NodeConnection *const node : nodes) {
        if (const auto trouble = Reach::troubleOf(*node))
            explainNode(console, *node, *trouble);
        QObject::connect(
            node, &NodeConnection::eventArrived, &context,
            [&tell, node](quint64 sequence, const QString &name, const QJsonObject &content) {
                tell(*node,
                     {{u"sequence"_s, QString::number(sequence)},
                      {u"event"_s, name},
                      {u"content"_s, content}});
            });
        QObject::connect(node, &NodeConnection::linkChanged, &context, [&, node] {
            const bool isOnline = node->link() == Link::Online;
            if (isOnline || node->trouble())
                tell(*node,
                     {{u"event"_s, isOnline ? u"online"_s : u"offline"_s},
                      {u"content"_s, isOnline ? QJsonObject() : toJsonObject(*node->trouble())}});
            if (node->link() != Link::Refused)
                return;
            explainNode(console, *node, *Reach::troubleOf(*node));
            lookForRefusals();
        });
    }
    lookForRefusals();
    wait.until([&isOver] { return isOver; });
    return status;
}

} // namespace

void addEventCommands(CLI::App &root, Invocation &invocation)
{
    CLI::App &events = addGroup(root, "events", "Follow what happens on nodes");
    const auto watching = std::make_shared<WatchOptions>();
    CLI::App &command = addCommand(
        events, invocation, "watch",
        "Tell what happens, a line an event, until interrupted; --json: an object a line",
        "events watch --cluster orders", watching, watch);
    addNodeChoice(command, watching->choice, NodesOption::One, false)->required();
}

} // namespace lifeboat::cli
