// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/console/models/nodemodel.h"

#include "ui/console/models/roles.h"

namespace lifeboat::ui {

void NodeModel::setFaces(const QList<NodeFace> &faces)
{
    const auto sameRow = [](const NodeFace &a, const NodeFace &b) { return a.url == b.url && a.name == b.name; };
    if (!std::ranges::equal(faces, m_faces, sameRow)) {
        beginResetModel();
        m_faces = faces;
        endResetModel();
        return;
    }
    for (int row = 0; row < m_faces.size(); ++row)
        setFace(row, faces.at(row));
}

void NodeModel::setFace(int row, const NodeFace &face)
{
    if (m_faces.at(row) == face)
        return;
    m_faces[row] = face;
    Q_EMIT dataChanged(index(row), index(row));
}

QVariant NodeModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const NodeFace &face = m_faces.at(index.row());
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
