// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/lifeboatctl/eventtext.h"

#include "engine/base/errorobject.h"
#include "engine/lease/leaseobject.h"
#include "engine/operations/operationrecord.h"
#include "ui/text/errortext.h"
#include "ui/text/leasewording.h"
#include "ui/text/operationwording.h"

#include <QJsonArray>
#include <QJsonDocument>

using namespace Qt::StringLiterals;

namespace lifeboat::cli {

namespace {

QStringList leaseLines(const QJsonObject &content)
{
    QStringList lines;
    for (const QJsonValue told : content["events"_L1].toArray()) {
        const auto event = leaseEventFromObject(told.toObject());
        if (!event)
            continue;
        const QString detail = text::leaseEventDetail(*event);
        // Who asked stands in the detail.
        const QString who = event->kind == LeaseEvent::Kind::StepDownAsked
            ? QString()
            : u", %1, token %2"_s.arg(event->holder).arg(event->token);
        lines.append(
            u"lease %1: %2%3%4"_s.arg(event->name, text::leaseEvent(event->kind), who,
                                      detail.isEmpty() ? QString() : u" ("_s + detail + u')'));
    }
    if (lines.isEmpty())
        lines.append(u"leases came into reach or out of it; lease list tells"_s);
    return lines;
}

} // namespace

QStringList EventText::lines(const QString &node, const QString &event, const QJsonObject &content)
{
    if (event == "operation"_L1)
        return operationLines(node, content);
    if (event == "lease"_L1)
        return leaseLines(content);
    if (event == "snapshots"_L1)
        return {u"the snapshots of %1 changed"_s.arg(content["state"_L1].toString())};
    if (event == "status"_L1)
        return {u"its status changed"_s};
    if (event == "events.gap"_L1)
        return {u"events were missed; ask the lists anew"_s};
    if (event == "online"_L1)
        return {u"connected"_s};
    if (event == "offline"_L1)
        return {u"not connected: "_s
                + text::sentence(errorFromObject(content, ErrorCode::Unreachable))};
    return {u"%1 %2"_s.arg(
        event, QString::fromUtf8(QJsonDocument(content).toJson(QJsonDocument::Compact)))};
}

/// "Restore of main by ada: in flight, 60 %"
QStringList EventText::operationLines(const QString &node, const QJsonObject &content)
{
    const auto operation = operationFromObject(content);
    if (!operation)
        return {u"operation %1"_s.arg(content["operation"_L1].toString())};
    const OperationRequest &request = operation->request;
    const int tenth = content["permille"_L1].toInt() / 100 * 100;
    const QString figures = text::operationProgress(*operation, tenth, 0);
    QString line =
        u"%1 of %2 by %3: %4"_s.arg(text::operationKind(request.kind), request.target,
                                    request.actor, text::operationStatus(operation->status));
    if (!figures.isEmpty())
        line += u", "_s + figures;
    if (operation->lastError && operation->status != OperationStatus::Completed)
        line += u": "_s + text::sentence(*operation->lastError);
    const QString key = node + u' ' + operation->id.value;
    if (m_told.value(key) == line)
        return {};
    // What is over says nothing more, and it may be watched for long.
    if (isOpen(*operation))
        m_told[key] = line;
    else
        m_told.remove(key);
    return {line + u"  ("_s + operation->id.value + u')'};
}

} // namespace lifeboat::cli
