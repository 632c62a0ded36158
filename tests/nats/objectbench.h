// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/posixfilesystem.h"
#include "engine/store/natsobjectstore.h"
#include "tests/support/expect.h"
#include "tests/support/natsserver.h"
#include "tests/support/wrappedfile.h"

#include <QTest>

namespace lifeboat::test {

inline constexpr qint64 kChunk = 131'072;

inline QByteArray bytesOf(qint64 chunks)
{
    QByteArray bytes;
    for (qint64 i = 0; i < chunks; ++i)
        bytes += QByteArray(kChunk, char('a' + i % 26));
    return bytes + "rest";
}

inline constexpr qint64 kAsked = -1; ///< a WatchedFile's place: when its size is asked for

/// A file that does something when it is read up to a place.
class WatchedFile final : public WrappedFile
{
public:
    WatchedFile(std::unique_ptr<File> file, qint64 at, std::function<void()> action)
        : WrappedFile(std::move(file))
        , m_at(at)
        , m_action(std::move(action))
    {
    }
    Result<qint64> readAt(qint64 offset, std::span<char> buffer) const override
    {
        if (offset <= m_at && m_at < offset + qint64(buffer.size()))
            m_action();
        return WrappedFile::readAt(offset, buffer);
    }
    Result<FileInfo> info() const override
    {
        if (m_at == kAsked)
            m_action();
        return WrappedFile::info();
    }

private:
    qint64 m_at;
    std::function<void()> m_action;
};

/// A bucket "snaps" on a server of each test's own: the base of tests.
class ObjectBench : public QObject
{
protected:
    void begin()
    {
        m_server = std::make_unique<NatsServer>();
        m_stream = std::make_unique<JetStream>(m_server->connect());
    }
    void end()
    {
        m_stream.reset();
        m_server.reset();
    }
    std::unique_ptr<NatsObjectStore> open(const QString &owner = QStringLiteral("node-a")) const
    {
        return ok(NatsObjectStore::open(m_server->connect(), {.bucket = QStringLiteral("snaps"), .owner = owner}));
    }
    std::unique_ptr<File> file(const QString &name, const QByteArray &bytes) const
    {
        m_space.write(name, bytes);
        return again(name);
    }
    /// The same file once more.
    std::unique_ptr<File> again(const QString &name) const
    {
        return ok(PosixFileSystem::instance().open(m_space.path(name), OpenMode::ReadWrite));
    }
    qint64 messages() const { return ok(m_stream->streamInfo("OBJ_snaps"))[QLatin1StringView("state")][QLatin1StringView("messages")].toInteger(); }
    quint64 lastSequence() const { return quint64(ok(m_stream->streamInfo("OBJ_snaps"))[QLatin1StringView("state")][QLatin1StringView("last_seq")].toInteger()); }

    const Workspace m_space;
    std::unique_ptr<NatsServer> m_server;
    std::unique_ptr<JetStream> m_stream;
    UnwatchedControl m_control;
};

} // namespace lifeboat::test
