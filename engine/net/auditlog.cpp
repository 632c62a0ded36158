// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/net/auditlog.h"

#include "engine/net/auditline.h"

using namespace Qt::StringLiterals;

namespace lifeboat::net {

class AuditLog::Private
{
public:
    explicit Private(FileSystem &files)
        : fileSystem(files)
    {
    }

    Result<> findEnd();
    Result<> setAside(const QByteArray &torn);
    Result<> checkPlace() const;
    Result<> write(const AuditRecord &record);

    FileSystem &fileSystem;
    std::mutex mutex; ///< guards everything below
    std::unique_ptr<File> file;
    qint64 size = 0; ///< bytes of whole records; more than these is left of a failed append
    bool hasRest = false;
    quint64 number = 0; ///< of the last record
    QByteArray hash = auditStart(); ///< of the last record
};

Result<> AuditLog::Private::findEnd()
{
    LIFEBOAT_ASSIGN(const FileInfo about, file->info());
    // The last two records and what may be torn behind them.
    const qint64 from = std::max<qint64>(about.size - 4 * kAuditLineBytes, 0);
    QByteArray tail(about.size - from, Qt::Uninitialized);
    LIFEBOAT_TRY(file->readExactly(from, {tail.data(), size_t(tail.size())}));
    const qsizetype end = tail.lastIndexOf('\n') + 1;
    const QByteArray torn = tail.sliced(end);
    tail.truncate(end);
    size = from + end;
    if (tail.isEmpty() && size > 0)
        return failure(ErrorCode::AuditBroken, file->path(), u"its end is not a record"_s);
    if (!tail.isEmpty()) {
        const QByteArrayList lines = tail.chopped(1).split('\n');
        const auto last = parseAuditLine(lines.last());
        if (!last)
            return failure(ErrorCode::AuditBroken, file->path(), last.error().detail);
        const bool first = lines.size() == 1;
        const auto before =
            first ? Result<AuditLine>() : parseAuditLine(lines.at(lines.size() - 2));
        const QByteArray expected = first ? auditStart() : before ? before->hash : QByteArray();
        if ((first && from > 0) || last->previous != expected)
            return failure(ErrorCode::AuditBroken, file->path(),
                           u"record %1 does not follow"_s.arg(last->number));
        number = last->number;
        hash = last->hash;
    }
    return torn.isEmpty() ? Result<>() : setAside(torn);
}

/// What a kill in mid-write left is kept, not trusted: it never was a record.
Result<> AuditLog::Private::setAside(const QByteArray &torn)
{
    const QString path = file->path() + u".torn"_s;
    LIFEBOAT_ASSIGN(const auto aside, fileSystem.open(path, OpenMode::OpenOrCreate));
    LIFEBOAT_ASSIGN(const FileInfo about, aside->info());
    LIFEBOAT_TRY(aside->writeAt(about.size, torn + '\n'));
    LIFEBOAT_TRY(aside->sync());
    LIFEBOAT_TRY(fileSystem.syncDirectory(directoryOf(path)));
    LIFEBOAT_TRY(file->truncate(size));
    AuditRecord note;
    note.time = QDateTime::currentDateTimeUtc();
    note.call = u"audit.torn"_s;
    note.target = u"%1 bytes"_s.arg(torn.size());
    note.result = u"ok"_s;
    return write(note);
}

/// What is written into a file that lost its name, or behind what somebody else wrote, would be found by nobody.
Result<> AuditLog::Private::checkPlace() const
{
    LIFEBOAT_ASSIGN(const FileInfo ours, file->info());
    const auto there = fileSystem.info(file->path());
    if (!there || there->inode != ours.inode || there->device != ours.device)
        return failure(ErrorCode::AuditBroken, file->path(), u"it was removed or replaced while the node ran"_s);
    if (ours.size != size)
        return failure(ErrorCode::AuditBroken, file->path(), u"somebody else changed it while the node ran"_s);
    return {};
}

Result<> AuditLog::Private::write(const AuditRecord &record)
{
    if (hasRest) {
        LIFEBOAT_TRY(file->truncate(size));
        hasRest = false;
    }
    LIFEBOAT_TRY(checkPlace());
    const QByteArray line = makeAuditLine(number + 1, hash, record);
    const auto attempt = [&]() -> Result<> {
        LIFEBOAT_TRY(file->writeAt(size, line + '\n'));
        return file->sync();
    };
    if (auto done = attempt(); !done) {
        hasRest = !file->truncate(size);
        return done;
    }
    LIFEBOAT_ASSIGN(const AuditLine written, parseAuditLine(line));
    size += line.size() + 1;
    number = written.number;
    hash = written.hash;
    return {};
}

AuditLog::AuditLog() = default;
AuditLog::~AuditLog() = default;

Result<std::unique_ptr<AuditLog>> AuditLog::open(FileSystem &fileSystem, const QString &path)
{
    std::unique_ptr<AuditLog> log(new AuditLog);
    log->d = std::make_unique<Private>(fileSystem);
    LIFEBOAT_ASSIGN(log->d->file, fileSystem.open(path, OpenMode::OpenOrCreate));
    LIFEBOAT_TRY(log->d->file->lock());
    LIFEBOAT_TRY(fileSystem.syncDirectory(directoryOf(path)));
    LIFEBOAT_TRY(log->d->findEnd());
    return log;
}

Result<> AuditLog::append(const AuditRecord &record)
{
    const std::scoped_lock guard(d->mutex);
    return d->write(record);
}

} // namespace lifeboat::net
