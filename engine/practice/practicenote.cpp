// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/practice/practicenote.h"

#include "engine/base/limits.h"
#include "engine/base/notefile.h"

#include <QJsonArray>
#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace lifeboat {

namespace {

constexpr quint32 kMode = 0600;

quint16 portIn(const QJsonValue &value)
{
    const qint64 port = value.toInteger();
    return port > 0 && port < 0x10000 ? quint16(port) : quint16(0);
}

} // namespace

Result<std::optional<PracticeNote>> readPracticeNote(FileSystem &fileSystem, const PracticePaths &paths)
{
    LIFEBOAT_ASSIGN(const QJsonObject object, NoteFile(fileSystem, paths.note(), kMode).read());
    if (object.isEmpty())
        return std::nullopt;
    static const QRegularExpression name(u"^n[1-9]$"_s);
    PracticeNote note;
    note.natsPort = portIn(object["natsPort"_L1]);
    note.isComplete = object["complete"_L1].toBool();
    if (object.contains("owner"_L1))
        note.owner = markFromLine(object["owner"_L1].toString().toLatin1());
    for (const QJsonValue each : object["nodes"_L1].toArray()) {
        const PracticeNode node{each["name"_L1].toString(), portIn(each["port"_L1]), portIn(each["relayPort"_L1]),
                                each["fingerprint"_L1].toString().toLatin1()};
        // Names become paths.
        if (!name.match(node.name).hasMatch() || node.port == 0)
            return failure(ErrorCode::NoteInvalid, paths.note(), u"nodes"_s);
        note.nodes.append(node);
    }
    return note;
}

Result<> writePracticeNote(FileSystem &fileSystem, const PracticePaths &paths, const PracticeNote &note)
{
    return NoteFile(fileSystem, paths.note(), kMode).change([&note](QJsonObject &object) -> Result<> {
        QJsonArray nodes;
        for (const PracticeNode &node : note.nodes)
            nodes.append(QJsonObject{{u"name"_s, node.name},
                                     {u"port"_s, node.port},
                                     {u"relayPort"_s, node.relayPort},
                                     {u"fingerprint"_s, QString::fromLatin1(node.fingerprint)}});
        object[u"natsPort"_s] = note.natsPort;
        object[u"complete"_s] = note.isComplete;
        if (note.owner)
            object[u"owner"_s] = QString::fromLatin1(toLine(*note.owner).trimmed());
        object[u"nodes"_s] = nodes;
        return {};
    });
}

Result<net::Endpoint> practiceEndpoint(FileSystem &fileSystem, const PracticePaths &paths, const PracticeNode &node)
{
    LIFEBOAT_ASSIGN(const QByteArray token, fileSystem.readAll(paths.token(node.name), limits::kSmallFileBytes));
    return net::Endpoint{.url = QUrl(u"wss://127.0.0.1:%1"_s.arg(node.port)),
                         .token = QString::fromUtf8(token.trimmed()),
                         .fingerprint = node.fingerprint};
}

} // namespace lifeboat
