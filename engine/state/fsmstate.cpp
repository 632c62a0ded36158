// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/state/fsmstate.h"

#include "engine/base/jsonreading.h"
#include "engine/base/limits.h"

#include <QJsonDocument>

using namespace Qt::StringLiterals;

namespace lifeboat {

QString fsmStatePath(const QString &databasePath)
{
    if (fileNameOf(databasePath) == "state.db"_L1)
        return directoryOf(databasePath) + u"/fsm_state.json"_s;
    return databasePath + u".fsm_state.json"_s;
}

QString nodeMapPath(const QString &databasePath)
{
    return directoryOf(databasePath) + u"/nodes.json"_s;
}

Result<FsmState> readFsmState(FileSystem &fileSystem, const QString &databasePath)
{
    const QString path = fsmStatePath(databasePath);
    LIFEBOAT_ASSIGN(const QByteArray json, fileSystem.readAll(path, limits::kSmallFileBytes));
    const JsonReading root(QJsonDocument::fromJson(json).object());
    FsmState state;
    state.snapshot = {root.text("snapshot"_L1)};
    state.contentDigest = root.text("contentDigest"_L1).toLatin1();
    state.restoredAt = root.moment("restoredAt"_L1);
    if (root.has("undone"_L1))
        state.undone = {root.text("undone"_L1)};
    if (root.has("operation"_L1))
        state.operation = root.text("operation"_L1);
    state.fileSize = qint64(root.decimal("fileSize"_L1));
    state.modifiedNs = qint64(root.decimal("modifiedNs"_L1));
    state.inode = root.decimal("inode"_L1);
    if (root.has("lineage"_L1))
        state.position = Position{{root.text("lineage"_L1)}, root.decimal("lastAppliedIndex"_L1)};
    if (!root.error().isEmpty())
        return failure(ErrorCode::NoteInvalid, path, root.error());
    return state;
}

Result<> writeFsmState(FileSystem &fileSystem, const QString &databasePath, const FsmState &state)
{
    QJsonObject root{
        {u"snapshot"_s, state.snapshot.value},
        {u"contentDigest"_s, QString::fromLatin1(state.contentDigest)},
        {u"restoredAt"_s, state.restoredAt.toUTC().toString(Qt::ISODateWithMs)},
        {u"fileSize"_s, QString::number(state.fileSize)},
        {u"modifiedNs"_s, QString::number(state.modifiedNs)},
        {u"inode"_s, QString::number(state.inode)},
    };
    if (!state.undone.isEmpty())
        root[u"undone"_s] = state.undone.value;
    if (!state.operation.isEmpty())
        root[u"operation"_s] = state.operation;
    if (state.position) {
        root[u"lineage"_s] = state.position->lineage.value;
        root[u"lastAppliedIndex"_s] = QString::number(state.position->appliedIndex);
    }
    return fileSystem.writeAtomically(fsmStatePath(databasePath), QJsonDocument(root).toJson());
}

Result<QJsonObject> readNodeMap(FileSystem &fileSystem, const QString &databasePath)
{
    const auto json = fileSystem.readAll(nodeMapPath(databasePath), limits::kSmallFileBytes);
    if (!json) {
        if (json.error().code == ErrorCode::NotFound)
            return QJsonObject();
        return failure(json.error());
    }
    QJsonParseError parsing;
    const QJsonDocument document = QJsonDocument::fromJson(*json, &parsing);
    if (!document.isObject())
        return failure(ErrorCode::NoteInvalid, nodeMapPath(databasePath), parsing.errorString());
    return document.object();
}

Result<int> mergeNodeMap(FileSystem &fileSystem, const QString &databasePath, const QJsonObject &snapshotNodes)
{
    LIFEBOAT_ASSIGN(QJsonObject nodes, readNodeMap(fileSystem, databasePath));
    int added = 0;
    for (auto node = snapshotNodes.begin(); node != snapshotNodes.end(); ++node) {
        const bool isKnown = nodes.contains(node.key());
        const bool isKnownWell = !nodes.value(node.key()).toObject().isEmpty();
        if (!isKnown || (!isKnownWell && !node.value().toObject().isEmpty())) {
            nodes.insert(node.key(), node.value());
            ++added;
        }
    }
    if (added == 0)
        return 0;
    const QByteArray json = QJsonDocument(nodes).toJson();
    if (json.size() > limits::kSmallFileBytes)
        return failure(ErrorCode::LimitExceeded, nodeMapPath(databasePath), u"%1 nodes"_s.arg(nodes.size()));
    LIFEBOAT_TRY(fileSystem.writeAtomically(nodeMapPath(databasePath), json));
    return added;
}

} // namespace lifeboat
