// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/store/directorystore.h"

#include "engine/base/digest.h"

#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace lifeboat {

namespace {

constexpr qint64 kPiece = 1 << 20;
constexpr qint64 kLine = 1024;
constexpr auto kDigestSuffix = ".sha256"_L1;
constexpr auto kPartSuffix = ".part"_L1;
/// So that the file with its digest can be written: a name has at most 255 bytes, and ".sha256.0123abcd.part" follows.
constexpr qsizetype kNewName = 234;

bool isFree(const QString &name)
{
    return isObjectName(name) && !name.endsWith(kDigestSuffix) && !name.endsWith(kPartSuffix);
}

} // namespace

DirectoryStore::DirectoryStore(FileSystem &fileSystem, QString directory)
    : m_fileSystem(fileSystem)
    , m_directory(std::move(directory))
{
}

Result<std::unique_ptr<DirectoryStore>> DirectoryStore::open(FileSystem &fileSystem, const QString &directory)
{
    const auto info = fileSystem.info(directory);
    if (!info || !info->isDirectory)
        return failure(ErrorCode::DirectoryMissing, directory);
    return std::unique_ptr<DirectoryStore>(new DirectoryStore(fileSystem, directory));
}

QString DirectoryStore::path(const QString &name) const
{
    return m_directory + u'/' + name;
}

/// The digest that stands beside the object; empty where none does. DigestMismatch for a file there that holds none: nobody
/// could tell a damaged object from a whole one.
Result<QByteArray> DirectoryStore::digestOf(const QString &name) const
{
    static const QRegularExpression pattern(u"\\A[0-9a-f]{64} "_s);
    const auto line = m_fileSystem.readAll(path(name) + kDigestSuffix, kLine);
    if (!line && line.error().code == ErrorCode::NotFound)
        return QByteArray();
    if (!line || !pattern.match(QString::fromLatin1(*line)).hasMatch())
        return failure(ErrorCode::DigestMismatch, name, u"no digest in %1"_s.arg(name + kDigestSuffix));
    return line->first(line->indexOf(' '));
}

/// Returns the digest of what was copied.
Result<QByteArray> DirectoryStore::copy(JobControl &control, const File &source, File &part) const
{
    Sha256 hash;
    qint64 at = 0;
    LIFEBOAT_TRY(part.truncate(0));
    LIFEBOAT_TRY(readPieces(control, source, 0, kPiece, [&](QByteArrayView piece) -> Result<> {
        hash.update(piece);
        const Result<> written = part.writeAt(at, piece);
        at += piece.size();
        control.progress().advance(piece.size());
        return written;
    }));
    LIFEBOAT_TRY(part.sync());
    return hash.finish();
}

Result<StoreObject> DirectoryStore::put(JobControl &control, const QString &name, const File &source)
{
    if (!isFree(name))
        return failure(ErrorCode::InvalidArgument, name.left(255));
    if (name.size() > kNewName)
        return failure(ErrorCode::InvalidArgument, name, u"a directory takes names of at most %1 characters"_s.arg(kNewName));
    if (m_fileSystem.exists(path(name)))
        return failure(ErrorCode::AlreadyExists, name);
    const QString partPath = path(name) + kPartSuffix;
    m_fileSystem.removeAbandoned(partPath);
    auto part = m_fileSystem.createPart(partPath);
    if (!part && part.error().code == ErrorCode::AlreadyExists)
        return failure(ErrorCode::Busy, name);
    if (!part)
        return failure(part.error());
    const auto attempt = [&]() -> Result<StoreObject> {
        LIFEBOAT_ASSIGN(const QByteArray digest, copy(control, source, **part));
        LIFEBOAT_TRY(m_fileSystem.writeAtomically(path(name) + kDigestSuffix, digest + "  " + name.toUtf8() + '\n'));
        LIFEBOAT_TRY(m_fileSystem.rename(partPath, path(name)));
        LIFEBOAT_TRY(m_fileSystem.syncDirectory(m_directory));
        LIFEBOAT_ASSIGN(const FileInfo info, m_fileSystem.info(path(name)));
        return StoreObject{name, info.size, digest, info.modified};
    };
    auto stored = attempt();
    if (!stored)
        (void)m_fileSystem.removeIfPresent(partPath);
    return stored;
}

Result<StoreObject> DirectoryStore::get(JobControl &control, const QString &name, File &target)
{
    const auto source = isFree(name) ? m_fileSystem.open(path(name), OpenMode::Read) : failure(ErrorCode::NotFound);
    if (!source)
        return failure(source.error().code, name.left(255), source.error().detail);
    LIFEBOAT_ASSIGN(const FileInfo info, (*source)->info());
    LIFEBOAT_ASSIGN(const QByteArray expected, digestOf(name));
    const StoreObject object{name, info.size, expected, info.modified};
    LIFEBOAT_ASSIGN(const QByteArray digest, copy(control, **source, target));
    if (digest == object.digest || object.digest.isEmpty())
        return object;
    LIFEBOAT_TRY(target.truncate(0));
    return failure(ErrorCode::DigestMismatch, name);
}

Result<QList<StoreObject>> DirectoryStore::list()
{
    LIFEBOAT_ASSIGN(const QList<FileInfo> names, m_fileSystem.list(m_directory));
    QList<StoreObject> objects;
    for (const FileInfo &info : names) {
        if (info.isFile && isFree(info.name)) {
            objects.append({info.name, info.size, digestOf(info.name).value_or(QByteArray()), info.modified});
        }
    }
    std::ranges::sort(objects, {}, &StoreObject::name);
    return objects;
}

Result<> DirectoryStore::remove(const QString &name)
{
    if (!isFree(name) || !m_fileSystem.exists(path(name)))
        return failure(ErrorCode::NotFound, name.left(255));
    LIFEBOAT_TRY(m_fileSystem.remove(path(name)));
    LIFEBOAT_TRY(m_fileSystem.removeIfPresent(path(name) + kDigestSuffix));
    return m_fileSystem.syncDirectory(m_directory);
}

Result<int> DirectoryStore::removeAbandoned(std::chrono::seconds age)
{
    LIFEBOAT_ASSIGN(const QList<FileInfo> names, m_fileSystem.list(m_directory));
    int removed = 0;
    for (const FileInfo &info : names) {
        if (!info.name.endsWith(kPartSuffix) || info.modified.secsTo(QDateTime::currentDateTimeUtc()) < age.count())
            continue;
        m_fileSystem.removeAbandoned(path(info.name));
        removed += !m_fileSystem.exists(path(info.name));
    }
    return removed;
}

} // namespace lifeboat
