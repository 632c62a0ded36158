// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/jobs/jobrunner.h"

#include <QObject>

namespace lifeboat {
class File;
class FileSystem;
} // namespace lifeboat

namespace lifeboat::net {

/// Hands an archive out in frames: as much as the other side has granted and the connection has
/// room for. Both ends of a connection use it. One thread; the disk is read in `runner`'s.
class ArchiveSender final : public QObject
{
    Q_OBJECT

public:
    /// The way out. `backlog`: bytes handed over that have not left yet.
    struct Outlet
    {
        std::function<void(const QByteArray &frame)> send;
        std::function<qint64()> backlog;
    };

    /// `runner` and `fileSystem` outlive this.
    ArchiveSender(JobRunner &runner, FileSystem &fileSystem, const QString &path, Outlet outlet,
                  QObject *parent);
    ~ArchiveSender() override;

    /// opened() or failed() follows.
    void open();

    /// After opened(): sends what is from `offset` on, `credit` bytes of it for the beginning.
    /// finished() or failed() follows. What is before `offset` is read once, for the digest.
    void start(quint32 transfer, qint64 offset, qint64 credit);

    /// The other side takes `bytes` more.
    void grant(qint64 bytes);

    /// The connection has got rid of something.
    void goOn();

Q_SIGNALS:
    void opened(qint64 size);
    void advanced(qint64 bytes); ///< handed to the connection
    void finished(const QByteArray &xxh3); ///< everything is handed over; hex, of the whole file
    void failed(const Error &error);

private:
    struct Reading;

    void read();

    JobRunner &m_runner;
    FileSystem &m_fileSystem;
    const QString m_path;
    const Outlet m_outlet;
    const std::shared_ptr<Reading> m_source; ///< used by one job at a time
    std::stop_source m_stop; ///< of the job that runs
    quint32 m_transfer = 0;
    qint64 m_offset = 0; ///< of the next byte to read
    qint64 m_size = 0;
    qint64 m_credit = 0;
    bool m_reading = false;
    bool m_started = false;
};

} // namespace lifeboat::net
