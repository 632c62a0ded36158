// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/archive/origin.h"

#include "engine/archive/layout.h"
#include "engine/base/jsonreading.h"
#include "engine/base/limits.h"

#include <QJsonDocument>

using namespace Qt::StringLiterals;

namespace lifeboat {

namespace {

QString notePath(const QString &archivePath)
{
    const QString suffix(layout::kArchiveSuffix);
    const qsizetype stem = archivePath.endsWith(suffix) ? archivePath.size() - suffix.size() : archivePath.size();
    return archivePath.first(stem) + u".from.json"_s;
}

} // namespace

QJsonObject originObject(const Origin &origin)
{
    return {{u"cluster"_s, origin.cluster},
            {u"node"_s, origin.node},
            {u"at"_s, origin.at.toUTC().toString(Qt::ISODateWithMs)}};
}

std::optional<Origin> originFromObject(const QJsonObject &object)
{
    const JsonReading reading(object);
    const Origin origin{.cluster = reading.text("cluster"_L1),
                        .node = reading.text("node"_L1),
                        .at = reading.moment("at"_L1)};
    return reading.error().isEmpty() ? std::optional(origin) : std::nullopt;
}

Result<> writeOrigin(FileSystem &fileSystem, const QString &archivePath, const Origin &origin)
{
    return fileSystem.writeAtomically(notePath(archivePath), QJsonDocument(originObject(origin)).toJson());
}

std::optional<Origin> readOrigin(FileSystem &fileSystem, const QString &archivePath)
{
    const auto note = fileSystem.readAll(notePath(archivePath), limits::kSmallFileBytes);
    return note ? originFromObject(QJsonDocument::fromJson(*note).object()) : std::nullopt;
}

} // namespace lifeboat
