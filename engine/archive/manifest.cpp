// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/archive/manifest.h"

#include "engine/base/jsonreading.h"
#include "engine/base/limits.h"

#include <QJsonArray>
#include <QJsonDocument>

using namespace Qt::StringLiterals;

namespace lifeboat {

namespace {

constexpr auto kFormatName = "lifeboat-snapshot"_L1;

QString decimal(quint64 number)
{
    return QString::number(number);
}

bool isSha256(const QByteArray &hex)
{
    return hex.size() == 64
        && std::ranges::all_of(hex, [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); });
}

std::unexpected<Error> invalid(const QString &detail)
{
    return failure(ErrorCode::ManifestInvalid, u"manifest.json"_s, detail);
}

Result<QList<TableRows>> readTables(const QJsonValue &value)
{
    if (!value.isArray())
        return invalid(u"tables is not a list"_s);
    const QJsonArray array = value.toArray();
    if (array.size() > limits::kTables)
        return failure(ErrorCode::LimitExceeded, u"manifest.json"_s, u"%1 tables"_s.arg(array.size()));
    QList<TableRows> tables;
    for (const QJsonValue &entry : array) {
        const JsonReading table(entry.toObject());
        tables.append({table.text("name"_L1), table.decimal("rows"_L1)});
        if (!table.error().isEmpty())
            return invalid(u"tables: "_s + table.error());
    }
    return tables;
}

/// What the fields say of each other: nothing may be allocated or read on the word of a contradicting manifest.
Result<> checkSizes(const Manifest &manifest)
{
    const qint64 page = manifest.pageSize;
    if (page < limits::kMinPageSize || page > limits::kMaxPageSize || (page & (page - 1)) != 0)
        return invalid(u"pageSize %1"_s.arg(page));
    if (manifest.pageCount < 1 || manifest.pageCount > limits::kMaxPages)
        return invalid(u"pageCount %1"_s.arg(manifest.pageCount));
    if (manifest.segmentBytes < page || manifest.segmentBytes > 16 * limits::kSegmentBytes
        || manifest.segmentBytes % page != 0)
        return invalid(u"sizes.segment %1"_s.arg(manifest.segmentBytes));
    if (manifest.segmentCount() > limits::kSegments)
        return failure(ErrorCode::LimitExceeded, u"manifest.json"_s, u"%1 segments"_s.arg(manifest.segmentCount()));
    return {};
}

} // namespace

QJsonObject toJsonObject(const Manifest &manifest)
{
    QJsonArray tables;
    for (const TableRows &table : manifest.tables)
        tables.append(QJsonObject{{u"name"_s, table.name}, {u"rows"_s, decimal(table.rows)}});
    QJsonObject object{
        {u"format"_s, QString(kFormatName)},
        {u"formatVersion"_s, Manifest::kFormatVersion},
        {u"id"_s, manifest.id.value},
        {u"kind"_s, manifest.kind == SnapshotKind::Full ? u"full"_s : u"delta"_s},
        {u"parent"_s, QJsonValue::Null},
        {u"name"_s, manifest.name},
        {u"node"_s, manifest.node.value},
        {u"nodeMap"_s, manifest.nodeMap},
        {u"createdAt"_s, manifest.createdAt.toUTC().toString(Qt::ISODateWithMs)},
        {u"stateKind"_s, u"sqlite"_s},
        {u"schemaVersion"_s, manifest.schemaVersion},
        {u"tables"_s, tables},
        {u"elementCount"_s, decimal(manifest.elementCount)},
        {u"pageSize"_s, manifest.pageSize},
        {u"pageCount"_s, decimal(quint64(manifest.pageCount))},
        {u"sizes"_s,
         QJsonObject{{u"raw"_s, decimal(quint64(manifest.rawBytes()))},
                     {u"segment"_s, decimal(quint64(manifest.segmentBytes))},
                     {u"segments"_s, decimal(quint64(manifest.segmentCount()))},
                     {u"stored"_s, decimal(quint64(manifest.storedBytes))}}},
        {u"contentDigest"_s, QString::fromLatin1(manifest.contentDigest)},
        {u"codec"_s, QJsonObject{{u"name"_s, u"zstd"_s}, {u"level"_s, manifest.level}}},
        {u"sealing"_s, QJsonValue::Null},
        {u"capture"_s, manifest.capture == CaptureMethod::Frozen ? u"frozen"_s : u"backup"_s},
        {u"toolVersion"_s, manifest.toolVersion},
    };
    if (manifest.position) {
        object[u"lineage"_s] = manifest.position->lineage.value;
        object[u"appliedIndex"_s] = decimal(manifest.position->appliedIndex);
        object[u"raftIndex"_s] = decimal(manifest.position->appliedIndex);
    }
    return object;
}

QByteArray toJson(const Manifest &manifest, qint64 paddedSize)
{
    QByteArray json = QJsonDocument(toJsonObject(manifest)).toJson(QJsonDocument::Indented);
    if (json.size() < paddedSize) {
        json.chop(1);
        json.append(QByteArray(paddedSize - json.size() - 1, ' '));
        json.append('\n');
    }
    return json;
}

qint64 reservedManifestSize(const Manifest &manifest)
{
    Manifest widest = manifest;
    constexpr quint64 kWidest = std::numeric_limits<quint64>::max();
    for (TableRows &table : widest.tables)
        table.rows = kWidest;
    widest.elementCount = kWidest;
    widest.storedBytes = std::numeric_limits<qint64>::max();
    widest.contentDigest = QByteArray(64, '0');
    const qint64 size = toJson(widest).size();
    return (size + 511) / 512 * 512;
}

Result<Manifest> manifestFromJson(QByteArrayView json)
{
    if (json.size() > limits::kManifestBytes)
        return failure(ErrorCode::ManifestTooLarge, u"manifest.json"_s, u"%1 bytes"_s.arg(json.size()));
    QJsonParseError parsing;
    const QJsonDocument document = QJsonDocument::fromJson(QByteArray::fromRawData(json.data(), json.size()), &parsing);
    if (parsing.error != QJsonParseError::NoError)
        return invalid(u"%1 at byte %2"_s.arg(parsing.errorString()).arg(parsing.offset));
    const JsonReading root(document.object());
    if (root.text("format"_L1) != kFormatName)
        return invalid(u"format is not \"%1\""_s.arg(kFormatName));
    const qint64 version = root.integer("formatVersion"_L1);
    if (!root.error().isEmpty() || version < 1)
        return invalid(u"formatVersion"_s);
    if (version > Manifest::kFormatVersion)
        return failure(ErrorCode::ManifestVersionUnknown, u"manifest.json"_s, QString::number(version));

    Manifest manifest;
    manifest.id = {root.text("id"_L1)};
    manifest.name = root.text("name"_L1);
    manifest.node = {root.text("node"_L1)};
    manifest.nodeMap = root.object("nodeMap"_L1);
    manifest.createdAt = root.moment("createdAt"_L1);
    const qint64 schemaVersion = root.integer("schemaVersion"_L1);
    manifest.elementCount = root.decimal("elementCount"_L1);
    manifest.pageSize = root.integer("pageSize"_L1);
    manifest.pageCount = qint64(root.decimal("pageCount"_L1, quint64(limits::kMaxPages)));
    manifest.contentDigest = root.text("contentDigest"_L1).toLatin1();
    manifest.toolVersion = root.text("toolVersion"_L1);
    const JsonReading sizes(root.object("sizes"_L1));
    const quint64 raw = sizes.decimal("raw"_L1);
    const quint64 segments = sizes.decimal("segments"_L1);
    manifest.segmentBytes = qint64(sizes.decimal("segment"_L1, quint64(16 * limits::kSegmentBytes)));
    manifest.storedBytes = qint64(sizes.decimal("stored"_L1, quint64(std::numeric_limits<qint64>::max())));
    const JsonReading codec(root.object("codec"_L1));
    const QString codecName = codec.text("name"_L1);
    const qint64 level = codec.integer("level"_L1);
    const QString kind = root.text("kind"_L1);
    const QString stateKind = root.text("stateKind"_L1);
    const QString capture = root.text("capture"_L1);
    for (const JsonReading &reading : {root, sizes, codec}) {
        if (!reading.error().isEmpty())
            return invalid(reading.error());
    }
    if (!std::in_range<int>(schemaVersion) || !std::in_range<int>(level))
        return invalid(u"schemaVersion, codec.level"_s);
    manifest.schemaVersion = int(schemaVersion);
    manifest.level = int(level);
    if (!isSnapshotId(manifest.id.value))
        return invalid(u"id \"%1\""_s.arg(manifest.id.value));
    if (kind == "delta"_L1)
        manifest.kind = SnapshotKind::Delta;
    else if (kind != "full"_L1)
        return invalid(u"kind \"%1\""_s.arg(kind));
    if (manifest.kind == SnapshotKind::Delta || stateKind != "sqlite"_L1 || codecName != "zstd"_L1
        || !root.value("sealing"_L1).isNull()) {
        return failure(ErrorCode::KindUnsupported, u"manifest.json"_s,
                       u"kind %1, state %2, codec %3"_s.arg(kind, stateKind, codecName));
    }
    if (capture == "backup"_L1)
        manifest.capture = CaptureMethod::Backup;
    else if (capture != "frozen"_L1)
        return invalid(u"capture \"%1\""_s.arg(capture));
    if (!isSha256(manifest.contentDigest))
        return invalid(u"contentDigest"_s);
    if (root.has("lineage"_L1) || root.has("appliedIndex"_L1)) {
        Position position{{root.text("lineage"_L1)}, root.decimal("appliedIndex"_L1)};
        if (!root.error().isEmpty() || position.lineage.isEmpty()
            || root.decimal("raftIndex"_L1) != position.appliedIndex)
            return invalid(u"lineage, appliedIndex, raftIndex"_s);
        manifest.position = position;
    }
    LIFEBOAT_ASSIGN(manifest.tables, readTables(root.value("tables"_L1)));
    LIFEBOAT_TRY(checkSizes(manifest));
    if (raw != quint64(manifest.rawBytes()) || segments != quint64(manifest.segmentCount()))
        return failure(ErrorCode::SizeContradiction, u"manifest.json"_s, u"sizes disagree with pageSize and pageCount"_s);
    return manifest;
}

} // namespace lifeboat
