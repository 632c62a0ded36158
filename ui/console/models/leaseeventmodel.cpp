// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/console/models/leaseeventmodel.h"

#include "ui/console/models/roles.h"
#include "ui/console/theme/glyph.h"
#include "ui/text/format.h"
#include "ui/text/leasewording.h"

namespace lifeboat::ui {

namespace {

bool newer(const LeaseEvent &a, const LeaseEvent &b)
{
    return std::tie(b.time, b.revision, b.name, b.kind) < std::tie(a.time, a.revision, a.name, a.kind);
}

QVariant shapeOf(LeaseEvent::Kind kind)
{
    switch (kind) {
    case LeaseEvent::Kind::Acquired:
    case LeaseEvent::Kind::Found: return int(Health::Good);
    case LeaseEvent::Kind::TakenOver:
    case LeaseEvent::Kind::Renewed:
    case LeaseEvent::Kind::Expired:
    case LeaseEvent::Kind::Lost:
    case LeaseEvent::Kind::Foreign: return int(Health::Warning);
    case LeaseEvent::Kind::Conflict:
    case LeaseEvent::Kind::PublishRefused: return int(Health::Bad);
    case LeaseEvent::Kind::Released:
    case LeaseEvent::Kind::StepDownAsked: return {};
    }
    return {};
}

QString textOf(const LeaseEvent &event, int column)
{
    switch (column) {
    case LeaseEventModel::Time: return text::moment(event.time, QDateTime::currentDateTimeUtc());
    case LeaseEventModel::Event: return text::leaseEvent(event.kind);
    case LeaseEventModel::Name: return event.name;
    case LeaseEventModel::Who: return event.kind == LeaseEvent::Kind::StepDownAsked ? QString() : event.holder;
    case LeaseEventModel::Token: return event.token > 0 ? text::number(event.token) : QString();
    case LeaseEventModel::Detail: return text::leaseEventDetail(event);
    default: return {};
    }
}

} // namespace

LeaseEventModel::LeaseEventModel(QObject *parent)
    : DiffedTable(parent)
{
}

void LeaseEventModel::setEvents(const QList<LeaseEvent> &events, const QString &name)
{
    QList<LeaseEvent> next;
    for (qsizetype i = events.size(); i-- > 0;) {
        if (name.isEmpty() || events.at(i).name == name)
            next.append(events.at(i));
    }
    replaceRows(next, newer, std::equal_to<LeaseEvent>());
}

int LeaseEventModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant LeaseEventModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const LeaseEvent &event = row(index.row());
    const int column = index.column();
    switch (role) {
    case Qt::DisplayRole: return textOf(event, column);
    case Qt::AccessibleTextRole:
        //: For screen readers: column title, then the cell's text.
        return tr("%1: %2").arg(headerData(column, Qt::Horizontal, Qt::DisplayRole).toString(), textOf(event, column));
    case Qt::TextAlignmentRole: return int(Qt::AlignVCenter | (column == Token ? Qt::AlignRight : Qt::AlignLeft));
    case StrongRole: return column == Time;
    case QuietRole: return column == Detail;
    case HealthRole: return column == Event ? shapeOf(event.kind) : QVariant();
    default: return {};
    }
}

QVariant LeaseEventModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return int(Qt::AlignVCenter | (section == Token ? Qt::AlignRight : Qt::AlignLeft));
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Time: return tr("Time");
    case Event: return tr("Event");
    case Name: return tr("Lease");
    case Who: return tr("Node");
    case Token: return tr("Token");
    case Detail: return tr("What");
    default: return {};
    }
}

} // namespace lifeboat::ui
