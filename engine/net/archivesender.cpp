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

Result<QByteArray> digestOf(JobControl &control, const File &file, qint64 size)
{
    Sha256 digest;
    QByteArray block(1024 * 1024, Qt::Uninitialized);
    for (qint64 offset = 0; offset < size;) {
        LIFEBOAT_TRY(control.checkpoint());
        const qint64 count = std::min<qint64>(block.size(), size - offset);
        LIFEBOAT_TRY(file.readExactly(offset, {block.data(), size_t(count)}));
        digest.update(QByteArrayView(block).first(count));
        offset += count;
    }
    return digest.finish();
}

Result<QByteArrayList> readFrames(const File &file, quint32 transfer, qint64 offset, qint64 count)
{
    QByteArrayList frames;
    while (count > 0) {
        const qint64 size = std::min<qint64>(count, kFramePayloadBytes);
        QByteArray frame = makeFrame(transfer, offset, size);
        LIFEBOAT_TRY(file.readExactly(offset, {frame.data() + kFrameHeaderBytes, size_t(size)}));
        frames.append(std::move(frame));
        offset += size;
        count -= size;
    }
    return frames;
}

} // namespace

ArchiveSender::ArchiveSender(JobRunner &runner, FileSystem &fileSystem, const QString &path,
                             Outlet outlet, QObject *parent)
    : QObject(parent)
    , m_runner(runner)
    , m_fileSystem(fileSystem)
    , m_path(path)
    , m_outlet(std::move(outlet))
    , m_file(std::make_shared<std::unique_ptr<File>>())
{
}

ArchiveSender::~ArchiveSender()
{
    m_stop.request_stop();
}

void ArchiveSender::open(bool withDigest)
{
    auto job = m_runner.start<Opened>([file = m_file, &fileSystem = m_fileSystem, path = m_path,
                                       withDigest](JobControl &control) -> Result<Opened> {
        LIFEBOAT_ASSIGN(*file, fileSystem.open(path, OpenMode::Read));
        LIFEBOAT_ASSIGN(const FileInfo about, (*file)->info());
        Opened what{about.size, {}};
        if (withDigest) {
            LIFEBOAT_ASSIGN(what.sha256, digestOf(control, **file, about.size));
        }
        return what;
    });
    m_stop = job.stop;
    whenDone(this, job.future, [this](const Result<Opened> &what) {
        if (!what) {
            Q_EMIT failed(what.error());
            return;
        }
        m_size = what->size;
        Q_EMIT opened(what->size, what->sha256);
    });
}

void ArchiveSender::start(quint32 transfer, qint64 offset, qint64 credit)
{
    m_transfer = transfer;
    m_offset = offset;
    m_credit = credit;
    m_started = true;
    if (m_offset == m_size)
        QMetaObject::invokeMethod(this, &ArchiveSender::finished, Qt::QueuedConnection);
    else
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
    if (count <= 0 || m_outlet.backlog() > kBacklogBytes)
        return;
    m_reading = true;
    auto job = m_runner.start<QByteArrayList>(
        [file = m_file, transfer = m_transfer, offset = m_offset, count](JobControl &) {
            return readFrames(**file, transfer, offset, count);
        });
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
        // Reading goes on while what was read is encrypted.
        read();
        for (const QByteArray &frame : *frames)
            m_outlet.send(frame);
        Q_EMIT advanced(count);
        if (last)
            Q_EMIT finished();
    });
}

} // namespace lifeboat::net
