// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "durableimage.h"

#include "expect.h"
#include "workspace.h"

namespace lifeboat::test {

std::optional<DurableImage::Key> DurableImage::keyOf(const QString &path)
{
    const auto about = m_real.info(path);
    if (!about || !about->isFile)
        return std::nullopt;
    return Key(about->device, about->inode);
}

DurableImage::Key DurableImage::follow(const QString &path)
{
    auto handle = ok(m_real.open(path, OpenMode::Read));
    const FileInfo about = ok(handle->info());
    const Key key(about.device, about.inode);
    // A second descriptor of a followed file is closed here: never follow a database while a connection is open.
    m_nodes.try_emplace(key, Node{std::move(handle), {}});
    return key;
}

QByteArray DurableImage::contentOf(const Node &node) const
{
    if (node.durable)
        return *node.durable;
    QByteArray bytes(ok(node.handle->info()).size, Qt::Uninitialized);
    ok(node.handle->readExactly(0, {bytes.data(), size_t(bytes.size())}));
    return bytes;
}

void DurableImage::watch(const QString &directory)
{
    m_directories[directory];
    syncedDirectory(directory);
}

void DurableImage::willWrite(const QString &path, bool created)
{
    const auto key = keyOf(path);
    // Where nothing is watched nothing can be lost, and others may remove the file meanwhile.
    if (!key || m_directories.empty())
        return;
    if (!m_nodes.contains(*key))
        follow(path);
    Node &node = m_nodes.at(*key);
    if (created)
        node.durable = QByteArray();
    else if (!node.durable)
        node.durable = contentOf(node);
}

void DurableImage::synced(const QString &path)
{
    const auto key = keyOf(path);
    if (!key || !m_nodes.contains(*key))
        return;
    Node &node = m_nodes.at(*key);
    node.durable.reset();
    node.durable = contentOf(node);
}

void DurableImage::syncedDirectory(const QString &directory)
{
    const auto watched = m_directories.find(directory);
    if (watched == m_directories.end())
        return;
    watched->second.clear();
    for (const FileInfo &file : ok(m_real.list(directory))) {
        if (!file.isFile)
            continue;
        const Key key(file.device, file.inode);
        if (!m_nodes.contains(key))
            follow(directory + u'/' + file.name);
        watched->second[file.name] = key;
    }
}

void DurableImage::lose()
{
    std::map<QString, QByteArray> kept;
    for (const auto &[directory, names] : m_directories) {
        for (const auto &[name, key] : names)
            kept[directory + u'/' + name] = contentOf(m_nodes.at(key));
    }
    for (const auto &[directory, names] : m_directories) {
        for (const FileInfo &file : ok(m_real.list(directory))) {
            if (file.isFile)
                ok(m_real.remove(directory + u'/' + file.name));
        }
    }
    m_nodes.clear();
    for (const auto &[path, bytes] : kept)
        writeFile(path, bytes);
    for (auto &[directory, names] : m_directories)
        syncedDirectory(directory);
}

} // namespace lifeboat::test
