// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/console/models/nodemodel.h"

#include "ui/console/models/roles.h"

namespace lifeboat::ui {

void NodeModel::setRows(const QStringList &keys, MakeFace make)
{
    m_make = std::move(make);
    if (keys == m_keys)
        return changed(0, rowCount() - 1);
    beginResetModel();
    m_keys = keys;
    m_faces.assign(size_t(keys.size()), std::nullopt);
    endResetModel();
}

void NodeModel::changed(int first, int last)
{
    if (first > last)
        return;
    for (int row = first; row <= last; ++row)
        m_faces[size_t(row)].reset();
    Q_EMIT dataChanged(index(first), index(last));
}

const NodeFace &NodeModel::face(int row) const
{
    std::optional<NodeFace> &known = m_faces.at(size_t(row));
    if (!known)
        known = m_make(row);
    return *known;
}

QVariant NodeModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    if (role != Qt::DisplayRole && role != HealthRole && role != Qt::ToolTipRole && role != Qt::AccessibleTextRole)
        return {};
    const NodeFace &face = this->face(index.row());
    switch (role) {
    case Qt::DisplayRole: return face.name;
    case HealthRole: return int(face.shape);
    case Qt::ToolTipRole: return (QStringList{face.url.toString()} + face.reasons).join(u'\n');
    case Qt::AccessibleTextRole: {
        QStringList words{face.name, face.word};
        if (!face.figure.isEmpty())
            words.append(face.figureCaption + u' ' + face.figure);
        if (!face.lag.isEmpty())
            words.append(tr("Lag") + u' ' + face.lag);
        for (const QString &more : {face.snapshot, face.verification, face.work, face.stale}) {
            if (!more.isEmpty())
                words.append(more);
        }
        return (words + face.reasons).join(QStringLiteral(", "));
    }
    default: return {};
    }
}

} // namespace lifeboat::ui
