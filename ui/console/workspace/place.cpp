// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/console/workspace/place.h"

#include <QFileInfo>

namespace lifeboat::ui {

QString Place::fileName() const
{
    return QFileInfo(path).fileName();
}

QString defaultStoreFor(const QString &database)
{
    return QFileInfo(database).absolutePath() + QStringLiteral("/snapshots");
}

} // namespace lifeboat::ui
