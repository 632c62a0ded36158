// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/net/archivesender.h"

#include "engine/base/digest.h"
#include "engine/base/filesystem.h"
#include "engine/net/frames.h"
#include "engine/net/whendone.h"

namespace lifeboat::net {

namespace {

/// Read by one job: enough that the way to another thread and back does not count.
constexpr qint64 kBatchBytes = 2 * 1024 * 1024;

/// Waiting in the connection before more is read.
constexpr qint64 kBacklogBytes = 4 * 1024 * 1024;

} // namespace

struct ArchiveSender::Reading
{
    Result<> skipTo(JobControl &control, qint64 offset);
    Result<QByteArrayList> frames(quint32 transfer, qint64 offset, qint64 count);

    std::unique_ptr<File> file;
    Hash128 digest;
    qint64 hashed = 0; ///< bytes from the start
};

Result<> ArchiveSender::Reading::skipTo(JobControl &control, qint64 offset)
{
    QByteArray block;
    while (hashed < offset) {
        LIFEBOAT_TRY(control.checkpoint());
        block.resizeForOverwrite(std::min<qint64>(1024 * 1024, offset - hashed));
        LIFEBOAT_TRY(file->readExactly(hashed, {block.data(), size_t(block.size())}));
        digest.update(block);
        hashed += block.size();
    }
    return {};
}

Result<QByteArrayList> ArchiveSender::Reading::frames(quint32 transfer, qint64 offset, qint64 count)
{
    QByteArrayList frames;
    while (count > 0) {
        const qint64 size = std::min<qint64>(count, kFramePayloadBytes);
        QByteArray frame = makeFrame(transfer, offset, size);
        LIFEBOAT_TRY(file->readExactly(offset, {frame.data() + kFrameHeaderBytes, size_t(size)}));
        digest.update(QByteArrayView(frame).sliced(kFrameHeaderBytes));
        frames.append(std::move(frame));
        offset += size;
        count -= size;
    }
    hashed = offset;
    return frames;
}

ArchiveSender::ArchiveSender(JobRunner &runner, FileSystem &fileSystem, const QString &path,
                             Outlet outlet, QObject *parent)
    : QObject(parent)
    , m_runner(runner)
    , m_fileSystem(fileSystem)
    , m_path(path)
    , m_outlet(std::move(outlet))
    , m_source(std::make_shared<Reading>())
{
}

ArchiveSender::~ArchiveSender()
{
    m_stop.request_stop();
}

void ArchiveSender::open()
{
    auto job = m_runner.start<qint64>([source = m_source, &fileSystem = m_fileSystem,
                                       path = m_path](JobControl &) -> Result<qint64> {
        LIFEBOAT_ASSIGN(source->file, fileSystem.open(path, OpenMode::Read));
        LIFEBOAT_ASSIGN(const FileInfo about, source->file->info());
        return about.size;
    });
    m_stop = job.stop;
    whenDone(this, job.future, [this](const Result<qint64> &size) {
        if (!size) {
            Q_EMIT failed(size.error());
            return;
        }
        m_size = *size;
        Q_EMIT opened(m_size);
    });
}

void ArchiveSender::start(quint32 transfer, qint64 offset, qint64 credit)
{
    m_transfer = transfer;
    m_offset = offset;
    m_credit = credit;
    m_started = true;
    read();
}

void ArchiveSender::grant(qint64 bytes)
{
    m_credit += std::min(bytes, m_size - m_credit);
    goOn();
}

void ArchiveSender::goOn()
{
    if (m_started && !m_reading)
        read();
}

void ArchiveSender::read()
{
    const qint64 count = std::min({m_credit, m_size - m_offset, kBatchBytes});
    const bool empty = m_offset == m_size; // only the digest is left to tell
    if (!empty && (count <= 0 || m_outlet.backlog() > kBacklogBytes))
        return;
    m_reading = true;
    auto job = m_runner.start<QByteArrayList>(
        [source = m_source, transfer = m_transfer, offset = m_offset,
         count](JobControl &control) -> Result<QByteArrayList> {
            LIFEBOAT_TRY(source->skipTo(control, offset));
            return source->frames(transfer, offset, count);
        });
    m_stop = job.stop;
    m_offset += count;
    m_credit -= count;
    whenDone(this, job.future, [this, count](const Result<QByteArrayList> &frames) {
        m_reading = false;
        if (!frames) {
            m_started = false;
            Q_EMIT failed(frames.error());
            return;
        }
        const bool last = m_offset == m_size;
        if (last)
            m_started = false; // sending may ask for more
        else
            read(); // goes on while what was read is encrypted
        for (const QByteArray &frame : *frames)
            m_outlet.send(frame);
        Q_EMIT advanced(count);
        if (last)
            Q_EMIT finished(m_source->digest.finish());
    });
}

} // namespace lifeboat::net
