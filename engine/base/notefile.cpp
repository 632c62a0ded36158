// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/base/notefile.h"

#include "engine/base/limits.h"

#include <QJsonDocument>

using namespace Qt::StringLiterals;

namespace lifeboat {

namespace {

constexpr int kFormatVersion = 1;

} // namespace

NoteFile::NoteFile(FileSystem &fileSystem, QString path, quint32 mode)
    : m_fileSystem(fileSystem)
    , m_path(std::move(path))
    , m_mode(mode)
{
}

Result<QJsonObject> NoteFile::read() const
{
    const auto bytes = m_fileSystem.readAll(m_path, limits::kSmallFileBytes);
    if (!bytes && bytes.error().code == ErrorCode::NotFound)
        return QJsonObject();
    LIFEBOAT_TRY(bytes);
    if (bytes->isEmpty())
        return failure(ErrorCode::NoteInvalid, m_path, u"the file is empty: what stood in it is lost"_s);
    QJsonParseError parsing;
    const QJsonDocument document = QJsonDocument::fromJson(*bytes, &parsing);
    if (document.isNull())
        return failure(ErrorCode::NoteInvalid, m_path, parsing.errorString());
    if (!document.isObject())
        return failure(ErrorCode::NoteInvalid, m_path, u"not a JSON object"_s);
    const QJsonObject object = document.object();
    if (object["formatVersion"_L1].toInt() != kFormatVersion)
        return failure(ErrorCode::NoteInvalid, m_path, u"formatVersion is not 1"_s);
    return object;
}

Result<> NoteFile::change(const std::function<Result<>(QJsonObject &)> &change)
{
    LIFEBOAT_TRY(m_fileSystem.makeDirectory(directoryOf(m_path)));
    LIFEBOAT_ASSIGN(const auto lock, m_fileSystem.openLocked(m_path + u".lock"_s, OpenMode::OpenOrCreate));
    m_fileSystem.removeAbandonedWrites(m_path);
    LIFEBOAT_ASSIGN(QJsonObject object, read());
    LIFEBOAT_TRY(change(object));
    object["formatVersion"_L1] = kFormatVersion;
    return m_fileSystem.writeAtomically(m_path, QJsonDocument(object).toJson(), false, m_mode);
}

} // namespace lifeboat
