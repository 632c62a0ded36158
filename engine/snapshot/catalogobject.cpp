// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/snapshot/catalogobject.h"

#include "engine/archive/layout.h"
#include "engine/base/errorobject.h"
#include "engine/base/jsonreading.h"
#include "engine/snapshot/retention.h"

#include <QJsonDocument>

using namespace Qt::StringLiterals;

namespace lifeboat {

QJsonObject catalogObject(const CatalogEntry &entry, bool pinned)
{
    QJsonObject object{{u"snapshot"_s, entry.file.name.chopped(layout::kArchiveSuffix.size())},
                       {u"archiveBytes"_s, QString::number(entry.file.size)},
                       {u"modified"_s, entry.file.modified.toUTC().toString(Qt::ISODateWithMs)},
                       {u"pinned"_s, pinned}};
    if (entry.summary) {
        object["manifest"_L1] = toJsonObject(entry.summary->manifest);
        object["digest"_L1] = QString::fromLatin1(entry.summary->digest);
    }
    if (entry.verification)
        object["verification"_L1] = verificationObject(*entry.verification);
    if (entry.damage)
        object["damage"_L1] = errorObject(*entry.damage);
    return object;
}

QJsonArray catalogObjects(FileSystem &fileSystem, std::span<const CatalogEntry> entries,
                          qint64 limit, qint64 maxBytes)
{
    QJsonArray told;
    qint64 bytes = 0;
    for (const CatalogEntry &entry : entries) {
        if (told.size() >= limit)
            break;
        const QJsonObject object = catalogObject(entry, isPinned(fileSystem, entry.path));
        bytes += QJsonDocument(object).toJson(QJsonDocument::Compact).size();
        if (bytes > maxBytes && !told.isEmpty())
            break;
        told.append(object);
    }
    return told;
}

Result<ToldSnapshot> catalogEntryFromObject(const QJsonObject &object)
{
    const JsonReading reading(object);
    ToldSnapshot told;
    told.id = {reading.text("snapshot"_L1)};
    told.pinned = reading.boolean("pinned"_L1);
    CatalogEntry &entry = told.entry;
    entry.file.name = told.id.value + layout::kArchiveSuffix;
    entry.path = entry.file.name;
    entry.file.size = qint64(reading.decimal("archiveBytes"_L1));
    entry.file.modified = reading.moment("modified"_L1);
    entry.file.isFile = true;
    if (reading.has("manifest"_L1)) {
        const auto manifest = manifestFromJson(
            QJsonDocument(reading.object("manifest"_L1)).toJson(QJsonDocument::Compact));
        if (!manifest)
            return failure(ErrorCode::ProtocolViolation, told.id.value, toString(manifest.error()));
        ArchiveSummary summary;
        summary.manifest = *manifest;
        summary.archiveBytes = entry.file.size;
        summary.digest = reading.text("digest"_L1).toLatin1();
        entry.summary = summary;
    }
    if (reading.has("verification"_L1))
        entry.verification = verificationFromObject(reading.object("verification"_L1));
    if (reading.has("damage"_L1))
        entry.damage = errorFromObject(reading.object("damage"_L1), ErrorCode::ArchiveDamaged);
    if (!reading.error().isEmpty() || !isSnapshotId(told.id.value))
        return failure(ErrorCode::ProtocolViolation, told.id.value.left(64), reading.error());
    return told;
}

} // namespace lifeboat
