// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/cluster/restorehistory.h"

#include "engine/base/errorobject.h"
#include "engine/base/jsonreading.h"
#include "engine/base/limits.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <algorithm>

using namespace Qt::StringLiterals;

namespace lifeboat {

namespace {

using Phase = NodeRestore::Phase;

constexpr int kFormatVersion = 1;
constexpr int kMostParallel = 1000;
const QString kSuffix = u".json"_s;

std::optional<Phase> phaseFromName(const QString &name)
{
    for (int phase = 0; phase <= int(Phase::Undone); ++phase) {
        if (phaseName(Phase(phase)) == name)
            return Phase(phase);
    }
    return std::nullopt;
}

QDateTime momentOr(const JsonReading &reading, QLatin1StringView key)
{
    return reading.value(key).isNull() || !reading.has(key) ? QDateTime() : reading.moment(key);
}

std::optional<NodeRestore> nodeFrom(const QJsonObject &object)
{
    const JsonReading reading(object);
    NodeRestore node;
    node.node = reading.text("node"_L1);
    const auto phase = phaseFromName(reading.text("phase"_L1));
    node.operation = object["operation"_L1].toString();
    node.outcome = object["outcome"_L1].toObject();
    node.startedAt = momentOr(reading, "startedAt"_L1);
    node.endedAt = momentOr(reading, "endedAt"_L1);
    if (object["error"_L1].isObject())
        node.error = errorFromObject(object["error"_L1].toObject(), ErrorCode::Unexpected);
    if (object["plan"_L1].isObject()) {
        auto plan = planFromObject(object["plan"_L1].toObject());
        if (!plan)
            return std::nullopt;
        node.plan = std::move(*plan);
    }
    if (!reading.error().isEmpty() || !phase)
        return std::nullopt;
    node.phase = *phase;
    return node;
}

/// Names of reports, oldest first; of whatever else is there nothing is touched.
Result<QStringList> reportsIn(FileSystem &fileSystem, const QString &directory)
{
    const auto files = fileSystem.list(directory);
    if (!files && files.error().code == ErrorCode::NotFound)
        return QStringList();
    LIFEBOAT_TRY(files);
    QStringList names;
    for (const FileInfo &file : *files) {
        if (!file.isDirectory && file.name.endsWith(kSuffix) && isSnapshotId(file.name.chopped(kSuffix.size())))
            names.append(file.name);
    }
    names.sort();
    return names;
}

} // namespace

Result<PastRestore> pastRestoreFrom(const QJsonObject &report, const QString &path)
{
    const JsonReading reading(report);
    PastRestore past;
    past.request.cluster = reading.text("cluster"_L1);
    past.request.snapshot = reading.text("snapshot"_L1);
    past.request.state = report["state"_L1].toString();
    // Of one that can go on.
    const QJsonObject asked = report["request"_L1].toObject();
    past.request.archive = asked["archive"_L1].toString();
    past.request.confirmedName = asked["confirm"_L1].toString();
    past.request.force = asked["force"_L1].toBool();
    past.request.parallel = std::clamp(asked["parallel"_L1].toInt(past.request.parallel), 1, kMostParallel);
    past.request.threads = std::max(asked["threads"_L1].toInt(), 0);
    past.request.stopAtFirstFailure = asked["stopAtFirstFailure"_L1].toBool(true);
    past.request.apart = asked["apart"_L1].toBool();
    past.isUndo = report["undo"_L1].toBool();
    past.startedAt = momentOr(reading, "startedAt"_L1);
    past.endedAt = momentOr(reading, "endedAt"_L1);
    past.report = report;
    if (!reading.error().isEmpty())
        return failure(ErrorCode::NoteInvalid, path, reading.error());
    for (const QJsonValue each : report["nodes"_L1].toArray()) {
        const auto node = nodeFrom(each.toObject());
        if (!node)
            return failure(ErrorCode::NoteInvalid, path, u"nodes"_s);
        past.nodes.append(*node);
    }
    return past;
}

Result<> keepRestore(FileSystem &fileSystem, const QString &directory, const QJsonObject &report,
                     const QDateTime &now, const OperationId &operation)
{
    const QString name = isSnapshotId(operation.value) ? operation.value : makeSnapshotId(now).value;
    const QString path = directory + u'/' + name + kSuffix;
    LIFEBOAT_TRY(pastRestoreFrom(report, path));
    QJsonObject kept = report;
    kept["formatVersion"_L1] = kFormatVersion;
    LIFEBOAT_TRY(fileSystem.makeDirectory(directory));
    LIFEBOAT_TRY(fileSystem.writeAtomically(path, QJsonDocument(kept).toJson()));
    LIFEBOAT_ASSIGN(const QStringList names, reportsIn(fileSystem, directory));
    for (const QString &old : names.first(std::max<qsizetype>(0, names.size() - kKeptRestores)))
        LIFEBOAT_TRY(fileSystem.remove(directory + u'/' + old));
    return {};
}

Result<QList<PastRestore>> readRestores(FileSystem &fileSystem, const QString &directory)
{
    LIFEBOAT_ASSIGN(const QStringList names, reportsIn(fileSystem, directory));
    QList<PastRestore> restores;
    for (const QString &name : names) {
        const QString path = directory + u'/' + name;
        const auto bytes = fileSystem.readAll(path, limits::kSmallFileBytes);
        const QJsonObject report = bytes ? QJsonDocument::fromJson(*bytes).object() : QJsonObject();
        if (report["formatVersion"_L1].toInt() != kFormatVersion)
            continue;
        if (auto past = pastRestoreFrom(report, path))
            restores.prepend(std::move(*past));
    }
    return restores;
}

} // namespace lifeboat
