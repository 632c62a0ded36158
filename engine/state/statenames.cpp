// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/state/statenames.h"

#include "engine/base/filesystem.h"

using namespace Qt::StringLiterals;

namespace lifeboat {

QString previousPath(const QString &database)
{
    return database + u".previous"_s;
}

QString replacedPath(const QString &database)
{
    return database + u".previous.part"_s;
}

QString stagingPath(const QString &database)
{
    return directoryOf(database) + u"/."_s + fileNameOf(database) + u".restoring"_s;
}

} // namespace lifeboat
