// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/node/embeddednode.h"

#include "engine/state/position.h"

using namespace Qt::StringLiterals;

namespace lifeboat {

namespace {

constexpr auto kLockName = "lock"_L1;

} // namespace

EmbeddedNode::EmbeddedNode(FileSystem &fileSystem, QString directory, std::unique_ptr<File> lock)
    : m_fileSystem(fileSystem)
    , m_directory(std::move(directory))
    , m_lock(std::move(lock))
{
}

Result<std::unique_ptr<EmbeddedNode>> EmbeddedNode::open(FileSystem &fileSystem,
                                                         const QString &directory)
{
    LIFEBOAT_TRY(fileSystem.makeDirectory(directory));
    LIFEBOAT_ASSIGN(auto lock,
                    fileSystem.open(directory + u'/' + kLockName, OpenMode::OpenOrCreate));
    LIFEBOAT_TRY(lock->lock());
    return std::unique_ptr<EmbeddedNode>(new EmbeddedNode(fileSystem, directory, std::move(lock)));
}

QString EmbeddedNode::statePath() const
{
    return m_directory + u"/state.db"_s;
}

Result<> EmbeddedNode::clear()
{
    stop();
    LIFEBOAT_ASSIGN(const QList<FileInfo> files, m_fileSystem.list(m_directory));
    for (const FileInfo &file : files) {
        if (file.isFile && file.name != kLockName)
            LIFEBOAT_TRY(m_fileSystem.removeIfPresent(m_directory + u'/' + file.name));
    }
    return {};
}

Result<> EmbeddedNode::start()
{
    stop();
    LIFEBOAT_ASSIGN(m_connection, Connection::open(statePath(), Connection::Access::ReadOnly));
    LIFEBOAT_ASSIGN(m_position, readPosition(*m_connection));
    if (!m_position)
        return {};
    LIFEBOAT_ASSIGN(m_state, ManagedState::open(m_fileSystem, statePath()));
    return {};
}

void EmbeddedNode::stop()
{
    m_state.reset();
    m_connection.reset();
    m_position.reset();
}

} // namespace lifeboat
