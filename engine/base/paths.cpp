// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/base/paths.h"

#include <QStandardPaths>

using namespace Qt::StringLiterals;

namespace lifeboat::paths {

QString dataDirectory()
{
    return QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation) + u"/lifeboat"_s;
}

QString drillHistory()
{
    return dataDirectory() + u"/drills"_s;
}

QString embeddedNode()
{
    return dataDirectory() + u"/embedded-node"_s;
}

QString sample()
{
    return dataDirectory() + u"/sample"_s;
}

QString practice()
{
    return dataDirectory() + u"/practice"_s;
}

QString fetched()
{
    return dataDirectory() + u"/fetched"_s;
}

QString operations()
{
    return dataDirectory() + u"/operations"_s;
}

QString restores()
{
    return dataDirectory() + u"/restores"_s;
}

QString clusters()
{
    return dataDirectory() + u"/clusters.json"_s;
}

QString secrets()
{
    return dataDirectory() + u"/secrets.json"_s;
}

QString stores()
{
    return dataDirectory() + u"/stores.json"_s;
}

} // namespace lifeboat::paths
