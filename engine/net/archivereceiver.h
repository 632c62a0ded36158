// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/jobs/jobrunner.h"
#include "engine/net/frames.h"

#include <QObject>

namespace lifeboat {
class FileSystem;
} // namespace lifeboat

namespace lifeboat::net {

/// Puts an archive together from frames in a part file that a later transfer goes on with. Both
/// ends of a connection use it. One thread; the disk is written in `runner`'s.
class ArchiveReceiver final : public QObject
{
    Q_OBJECT

public:
    /// `runner` and `fileSystem` outlive this.
    ArchiveReceiver(JobRunner &runner, FileSystem &fileSystem, const QString &partPath,
                    QObject *parent);
    ~ArchiveReceiver() override;

    /// Opens or makes the part file, holds its lock (Locked if another transfer writes to it) and
    /// hashes what is there; more than `atMost` bytes cannot be of this archive and are dropped.
    /// opened() or failed() follows.
    void open(qint64 atMost);

    /// After opened(): frames from that offset on make up `size` bytes, then end() tells their
    /// digest; then the file is durable and, unless `finalPath` is empty, called so. finished() or
    /// failed() follows: DiskFull (also before the first byte), DigestMismatch, SizeContradiction:
    /// the part file is gone; anything else leaves it. `window`: bytes that may come before any are
    /// granted.
    void start(qint64 size, qint64 window, const QString &finalPath);

    /// ProtocolViolation for a frame that is not the next one, goes beyond the end, or was not
    /// granted. False: the receiver takes no more, and the frame, which may have been under way, is dropped.
    Result<bool> take(const Frame &frame);

    /// Bytes that were granted and have not come.
    qint64 due() const;

    /// What the sender says the whole archive's XXH3-128 is, hex. ProtocolViolation before the last
    /// frame, and the second time.
    Result<> end(const QByteArray &xxh3);

    /// So many more bytes may come.
    void grant(qint64 bytes);

    /// Takes no more. failed() follows with `why` once the part file is closed.
    void abandon(const Error &why);

Q_SIGNALS:
    void opened(qint64 offset);
    void written(qint64 bytes); ///< there is room for so many more
    void finished();
    void failed(const Error &error);

private:
    struct Part;

    template <typename T>
    void run(std::function<Result<T>(JobControl &, Part &)> work,
             std::function<void(const T &)> then);
    void writeNext();
    void finish();

    JobRunner &m_runner;
    const std::shared_ptr<Part> m_part; ///< used by one job at a time
    std::stop_source m_stop; ///< of the job that runs
    QList<Frame> m_waiting;
    qint64 m_offset = 0; ///< of the next byte to come
    qint64 m_size = 0;
    qint64 m_granted = 0; ///< offset up to which bytes may come
    QByteArray m_xxh3; ///< empty: not told yet
    bool m_started = false;
    bool m_busy = false;
    bool m_over = false;
    std::optional<Error> m_abandoned;
};

} // namespace lifeboat::net
