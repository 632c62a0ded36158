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
        return QJsonObject();
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
    if (!m_fileSystem.exists(m_path)) {
        // Replacing keeps the permission bits, so that what is written is never anybody else's.
        LIFEBOAT_ASSIGN(const auto made, m_fileSystem.open(m_path, OpenMode::CreateNew));
        LIFEBOAT_ASSIGN(FileInfo info, made->info());
        info.access.mode = m_mode;
        LIFEBOAT_TRY(made->setAccess(info.access));
    }
    return m_fileSystem.writeAtomically(m_path, QJsonDocument(object).toJson());
}

} // namespace lifeboat
