// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHash>
#include <QJsonObject>
#include <QStringList>

namespace lifeboat::cli {

/// Events of nodes in words. Progress comes a few times a second and is told once a tenth.
class EventText
{
public:
    /// What happened on `node`, a line each; none for progress that was told already.
    QStringList lines(const QString &node, const QString &event, const QJsonObject &content);

private:
    QStringList operationLines(const QString &node, const QJsonObject &content);

    QHash<QString, QString> m_told; ///< of an operation of a node that is not over: its last line
};

} // namespace lifeboat::cli
