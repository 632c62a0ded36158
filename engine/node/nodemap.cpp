// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/node/nodemap.h"

#include "engine/state/fsmstate.h"

using namespace Qt::StringLiterals;

namespace lifeboat {

namespace {

constexpr qsizetype kMostNodes = 1000;
constexpr qsizetype kName = 64; ///< characters
constexpr qsizetype kAddress = 255;

/// Of what a snapshot of anybody may have taught, what is a node.
QJsonObject nodesOf(const QJsonObject &told)
{
    QJsonObject nodes;
    for (auto each = told.begin(); each != told.end() && nodes.size() < kMostNodes; ++each) {
        const QString address = each.value()["address"_L1].toString();
        if (each.key().isEmpty() || each.key().size() > kName || !each.value().isObject() || address.size() > kAddress)
            continue;
        nodes.insert(each.key(), address.isEmpty() ? QJsonObject() : QJsonObject{{u"address"_s, address}});
    }
    return nodes;
}

bool isSame(const FileInfo &a, const FileInfo &b)
{
    return a.inode == b.inode && a.size == b.size && a.modifiedNs == b.modifiedNs && a.changedNs == b.changedNs;
}

} // namespace

NodeMap::NodeMap(const NodeConfig &config, FileSystem &fileSystem)
    : m_config(config)
    , m_fileSystem(fileSystem)
    , m_path(config.data + u"/state.db"_s)
{
}

NodeMap::Learnt NodeMap::learnt() const
{
    const std::scoped_lock lock(m_mutex);
    const auto file = m_fileSystem.info(nodeMapPath(m_path));
    if (!file)
        return {.nodes = {},
                .trouble = file.error().code == ErrorCode::NotFound ? std::nullopt : std::optional(file.error())};
    if (m_read && isSame(*m_read, *file))
        return m_learnt;
    const auto told = readNodeMap(m_fileSystem, m_path);
    m_learnt = told ? Learnt{.nodes = nodesOf(*told), .trouble = {}} : Learnt{.nodes = {}, .trouble = told.error()};
    m_learnt.nodes.remove(m_config.name);
    m_read = *file;
    return m_learnt;
}

QJsonObject NodeMap::peers() const
{
    QJsonObject nodes = learnt().nodes;
    for (auto each = m_config.peers.begin(); each != m_config.peers.end(); ++each)
        nodes.insert(each.key(), each.value());
    return nodes;
}

QJsonObject NodeMap::all() const
{
    QJsonObject nodes = peers();
    if (!nodes.contains(m_config.name))
        nodes.insert(m_config.name, QJsonObject());
    return nodes;
}

std::optional<Error> NodeMap::trouble() const
{
    return learnt().trouble;
}

} // namespace lifeboat
