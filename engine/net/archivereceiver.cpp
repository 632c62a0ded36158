// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/net/archivereceiver.h"

#include "engine/base/digest.h"
#include "engine/base/partfile.h"
#include "engine/base/writeback.h"
#include "engine/net/whendone.h"

using namespace Qt::StringLiterals;

namespace lifeboat::net {

struct ArchiveReceiver::Part
{
    Part(FileSystem &files, const QString &at)
        : fileSystem(files)
        , path(at)
    {
    }

    Result<qint64> open(JobControl &control, qint64 atMost);
    Result<qint64> write(const QList<Frame> &frames);
    Result<bool> finish(const QByteArray &xxh3);

    /// What cannot become the archive any more gives its space back.
    void dropIfUseless(ErrorCode code)
    {
        if (code != ErrorCode::DiskFull && code != ErrorCode::DigestMismatch
            && code != ErrorCode::SizeContradiction)
            return;
        (void)fileSystem.remove(path);
        close();
    }

    void close()
    {
        writeback.reset();
        file.reset();
    }

    FileSystem &fileSystem;
    const QString path;
    QString finalPath;
    std::unique_ptr<File> file;
    std::unique_ptr<Writeback> writeback;
    Hash128 digest;
};

Result<qint64> ArchiveReceiver::Part::open(JobControl &control, qint64 atMost)
{
    const bool existed = fileSystem.exists(path);
    LIFEBOAT_ASSIGN(file, openPart(fileSystem, path));
    if (!existed) {
        LIFEBOAT_TRY(fileSystem.syncDirectory(directoryOf(path)));
    }
    LIFEBOAT_ASSIGN(const FileInfo about, file->info());
    if (about.size > atMost) {
        LIFEBOAT_TRY(file->truncate(0));
        return 0;
    }
    QByteArray block(1024 * 1024, Qt::Uninitialized);
    for (qint64 offset = 0; offset < about.size;) {
        LIFEBOAT_TRY(control.checkpoint());
        const qint64 count = std::min<qint64>(block.size(), about.size - offset);
        LIFEBOAT_TRY(file->readExactly(offset, {block.data(), size_t(count)}));
        digest.update(QByteArrayView(block).first(count));
        offset += count;
    }
    return about.size;
}

Result<qint64> ArchiveReceiver::Part::write(const QList<Frame> &frames)
{
    if (!writeback)
        writeback = std::make_unique<Writeback>(*file);
    qint64 bytes = 0;
    for (const Frame &frame : frames) {
        LIFEBOAT_TRY(file->writeAt(frame.offset, frame.payload()));
        writeback->add(frame.offset, frame.payload().size());
        digest.update(frame.payload());
        bytes += frame.payload().size();
    }
    return bytes;
}

Result<bool> ArchiveReceiver::Part::finish(const QByteArray &xxh3)
{
    if (digest.finish() != xxh3)
        return failure(ErrorCode::DigestMismatch, path);
    LIFEBOAT_TRY(file->sync());
    if (!finalPath.isEmpty()) {
        LIFEBOAT_TRY(fileSystem.rename(path, finalPath));
        LIFEBOAT_TRY(fileSystem.syncDirectory(directoryOf(finalPath)));
    }
    close();
    return true;
}

ArchiveReceiver::ArchiveReceiver(JobRunner &runner, FileSystem &fileSystem, const QString &partPath,
                                 QObject *parent)
    : QObject(parent)
    , m_runner(runner)
    , m_part(std::make_shared<Part>(fileSystem, partPath))
{
}

ArchiveReceiver::~ArchiveReceiver()
{
    m_stop.request_stop();
}

template <typename T>
void ArchiveReceiver::run(std::function<Result<T>(JobControl &, Part &)> work,
                          std::function<void(const T &)> then)
{
    m_busy = true;
    auto job = m_runner.start<T>([part = m_part, work = std::move(work)](JobControl &control) {
        auto done = work(control, *part);
        if (!done)
            part->dropIfUseless(done.error().code);
        return done;
    });
    m_stop = job.stop;
    whenDone(this, job.future, [this, then = std::move(then)](const Result<T> &done) {
        m_busy = false;
        if (m_abandoned) {
            m_part->close();
            Q_EMIT failed(*m_abandoned);
        } else if (done) {
            then(*done);
        } else {
            m_over = true;
            m_waiting.clear();
            Q_EMIT failed(done.error());
        }
    });
}

void ArchiveReceiver::open(qint64 atMost)
{
    run<qint64>([atMost](JobControl &control, Part &part) { return part.open(control, atMost); },
                [this](const qint64 &offset) {
                    m_offset = offset;
                    Q_EMIT opened(offset);
                });
}

void ArchiveReceiver::start(qint64 size, qint64 window, const QString &finalPath)
{
    m_started = true;
    m_size = size;
    m_granted = m_offset + window;
    run<bool>(
        [size, finalPath, offset = m_offset](JobControl &, Part &part) -> Result<bool> {
            part.finalPath = finalPath;
            if (offset > size)
                return failure(ErrorCode::SizeContradiction, part.path);
            LIFEBOAT_ASSIGN(const qint64 room, part.fileSystem.freeBytes(part.path));
            if (room < size - offset)
                return failure(ErrorCode::DiskFull, part.path,
                               u"%1 bytes needed, %2 free"_s.arg(size - offset).arg(room));
            return true;
        },
        [this](const bool &) { writeNext(); });
}

Result<bool> ArchiveReceiver::take(const Frame &frame)
{
    const qint64 bytes = frame.payload().size();
    if (!m_over && (!m_started || frame.offset != m_offset || bytes > m_size - m_offset))
        return failure(ErrorCode::ProtocolViolation, {},
                       u"a frame for %1 where %2 is next"_s.arg(frame.offset).arg(m_offset));
    if (bytes > due())
        return failure(ErrorCode::ProtocolViolation, {}, u"more than was granted"_s);
    m_offset += bytes;
    if (m_over)
        return false;
    m_waiting.append(frame);
    if (!m_busy)
        writeNext();
    return true;
}

qint64 ArchiveReceiver::due() const
{
    return std::max<qint64>(std::min(m_granted, m_size) - m_offset, 0);
}

Result<> ArchiveReceiver::end(const QByteArray &xxh3)
{
    if (m_over)
        return {};
    if (!m_started || m_offset != m_size || !m_xxh3.isEmpty() || xxh3.isEmpty())
        return failure(ErrorCode::ProtocolViolation, {}, u"an end that is none"_s);
    m_xxh3 = xxh3;
    if (!m_busy)
        writeNext();
    return {};
}

void ArchiveReceiver::grant(qint64 bytes)
{
    m_granted += bytes;
}

void ArchiveReceiver::abandon(const Error &why)
{
    m_over = true;
    m_waiting.clear();
    m_abandoned = why;
    m_stop.request_stop();
    if (!m_busy)
        run<bool>([](JobControl &, Part &) -> Result<bool> { return true; }, [](const bool &) {});
}

void ArchiveReceiver::writeNext()
{
    if (m_waiting.isEmpty()) {
        if (!m_xxh3.isEmpty())
            finish();
        return;
    }
    run<qint64>([frames = std::exchange(m_waiting, {})](JobControl &,
                                                        Part &part) { return part.write(frames); },
                [this](const qint64 &bytes) {
                    Q_EMIT written(bytes);
                    writeNext();
                });
}

void ArchiveReceiver::finish()
{
    m_over = true;
    run<bool>([xxh3 = m_xxh3](JobControl &, Part &part) { return part.finish(xxh3); },
              [this](const bool &) { Q_EMIT finished(); });
}

} // namespace lifeboat::net
