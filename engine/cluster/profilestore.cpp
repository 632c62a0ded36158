// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/base/jsonreading.h"
#include "engine/base/limits.h"
#include "engine/base/missing.h"
#include "engine/base/notefile.h"
#include "engine/cluster/clusterprofile.h"
#include "engine/net/certificate.h"

#include <QJsonArray>
#include <QJsonObject>
#include <algorithm>

using namespace Qt::StringLiterals;

namespace lifeboat {

namespace {

constexpr quint32 kMode = 0600;

using Clusters = QList<ClusterProfile>;

Result<NodeProfile> nodeFrom(const QJsonObject &object, const QString &path)
{
    const JsonReading reading(object);
    NodeProfile node;
    node.name = reading.text("name"_L1);
    const auto url = nodeUrl(reading.text("url"_L1));
    if (reading.has("fingerprint"_L1))
        node.fingerprint = net::fingerprintFromText(reading.text("fingerprint"_L1));
    if (!reading.error().isEmpty() || !url)
        return failure(ErrorCode::NoteInvalid, path,
                       reading.error().isEmpty() ? toString(url.error()) : reading.error());
    // Trusting any certificate because the one that was pinned cannot be read would be worse.
    if (reading.has("fingerprint"_L1) && node.fingerprint.isEmpty())
        return failure(ErrorCode::NoteInvalid, path, u"fingerprint of "_s + url->toString());
    node.url = *url;
    return node;
}

/// Something else under that key is no empty list: it would be lost when the file is written.
Result<QJsonArray> arrayOf(const QJsonObject &object, const QString &key, const QString &path)
{
    const QJsonValue value = object[key];
    if (!value.isUndefined() && !value.isArray())
        return failure(ErrorCode::NoteInvalid, path, key);
    return value.toArray();
}

Result<Clusters> clustersFrom(const QJsonObject &object, const QString &path)
{
    Clusters clusters;
    LIFEBOAT_ASSIGN(const QJsonArray told, arrayOf(object, u"clusters"_s, path));
    for (const QJsonValue each : told) {
        if (!each.isObject())
            return failure(ErrorCode::NoteInvalid, path, u"clusters"_s);
        const JsonReading reading(each.toObject());
        ClusterProfile cluster;
        cluster.name = reading.text("name"_L1);
        if (!reading.error().isEmpty())
            return failure(ErrorCode::NoteInvalid, path, reading.error());
        LIFEBOAT_ASSIGN(const QJsonArray nodes, arrayOf(each.toObject(), u"nodes"_s, path));
        for (const QJsonValue node : nodes) {
            LIFEBOAT_ASSIGN(const NodeProfile profile, nodeFrom(node.toObject(), path));
            cluster.nodes.append(profile);
        }
        clusters.append(cluster);
    }
    std::ranges::sort(clusters, {}, &ClusterProfile::name);
    return clusters;
}

QJsonArray toJson(const Clusters &clusters)
{
    QJsonArray array;
    for (const ClusterProfile &cluster : clusters) {
        QJsonArray nodes;
        for (const NodeProfile &node : cluster.nodes) {
            QJsonObject object{{u"name"_s, node.name}, {u"url"_s, node.url.toString()}};
            if (!node.fingerprint.isEmpty())
                object["fingerprint"_L1] = QString::fromLatin1(node.fingerprint);
            nodes.append(object);
        }
        array.append(QJsonObject{{u"name"_s, cluster.name}, {u"nodes"_s, nodes}});
    }
    return array;
}

Result<NodeProfile> nodeFromLine(const QString &line)
{
    const QStringList words = line.split(u' ', Qt::SkipEmptyParts);
    if (words.size() > 2)
        return failure(ErrorCode::InvalidArgument, line,
                       u"more than an address and a fingerprint"_s);
    NodeProfile node;
    LIFEBOAT_ASSIGN(node.url, nodeUrl(words.first()));
    node.name = nodeLabel(node.url);
    if (words.size() == 2) {
        node.fingerprint = net::fingerprintFromText(words.last());
        if (node.fingerprint.isEmpty())
            return failure(ErrorCode::InvalidArgument, line, u"not a SHA-256 fingerprint"_s);
    }
    return node;
}

} // namespace

ProfileStore::ProfileStore(FileSystem &fileSystem, QString path)
    : m_fileSystem(fileSystem)
    , m_path(std::move(path))
{
}

Result<Clusters> ProfileStore::clusters() const
{
    LIFEBOAT_ASSIGN(const QJsonObject object, NoteFile(m_fileSystem, m_path, kMode).read());
    return clustersFrom(object, m_path);
}

Result<ClusterProfile> ProfileStore::cluster(const QString &name) const
{
    LIFEBOAT_ASSIGN(const Clusters all, clusters());
    const auto found = std::ranges::find(all, name, &ClusterProfile::name);
    if (found == all.end()) {
        QStringList names;
        for (const ClusterProfile &each : all)
            names.append(each.name);
        return missing(Missing::Cluster, name, names.isEmpty() ? QString() : u"there are "_s + names.join(u", "_s));
    }
    return *found;
}

Result<> ProfileStore::change(const std::function<Result<>(QList<ClusterProfile> &)> &change)
{
    return NoteFile(m_fileSystem, m_path, kMode).change([&](QJsonObject &object) -> Result<> {
        LIFEBOAT_ASSIGN(Clusters all, clustersFrom(object, m_path));
        LIFEBOAT_TRY(change(all));
        object["clusters"_L1] = toJson(all);
        return {};
    });
}

Result<> ProfileStore::putNode(const QString &cluster, const NodeProfile &node)
{
    return putNodes(cluster, {node});
}

Result<> ProfileStore::putNodes(const QString &cluster, const QList<NodeProfile> &nodes)
{
    if (!isClusterName(cluster))
        return failure(ErrorCode::InvalidArgument, cluster.left(64), u"not a cluster's name"_s);
    return change([&](Clusters &all) -> Result<> {
        auto found = std::ranges::find(all, cluster, &ClusterProfile::name);
        if (found == all.end()) {
            all.append({cluster, {}});
            found = all.end() - 1;
        }
        for (const NodeProfile &node : nodes) {
            // Commands and restores tell nodes apart by their names.
            const auto twin = std::ranges::find(found->nodes, node.name, &NodeProfile::name);
            if (twin != found->nodes.end() && twin->url != node.url)
                return failure(ErrorCode::NameTaken, node.name,
                               u"%1 has it at %2: if that one moved, remove it there first"_s.arg(cluster, twin->url.toString()));
            const auto old = std::ranges::find(found->nodes, node.url, &NodeProfile::url);
            if (old == found->nodes.end())
                found->nodes.append(node);
            else
                *old = node;
        }
        return {};
    });
}

Result<> ProfileStore::removeNode(const QString &cluster, const QUrl &url)
{
    return change([&](Clusters &all) -> Result<> {
        const auto found = std::ranges::find(all, cluster, &ClusterProfile::name);
        if (found == all.end())
            return missing(Missing::Cluster, cluster);
        if (found->nodes.removeIf([&](const NodeProfile &node) { return node.url == url; }) == 0)
            return missing(Missing::Node, url.toString());
        if (found->nodes.isEmpty())
            all.erase(found);
        return {};
    });
}

Result<QList<NodeProfile>> ProfileStore::nodesFromFile(FileSystem &fileSystem, const QString &path)
{
    LIFEBOAT_ASSIGN(const QByteArray bytes, fileSystem.readAll(path, limits::kSmallFileBytes));
    QList<NodeProfile> nodes;
    int number = 0;
    for (const QByteArray &raw : bytes.split('\n')) {
        ++number;
        const QString line = QString::fromUtf8(raw).section(u'#', 0, 0).simplified();
        if (line.isEmpty())
            continue;
        const auto node = nodeFromLine(line);
        if (!node)
            return failure(ErrorCode::InvalidArgument, path,
                           u"line %1: %2"_s.arg(number).arg(node.error().detail));
        nodes.append(*node);
    }
    return nodes;
}

QList<NodeProfile> ProfileStore::nodesFromMap(const QJsonObject &nodeMap)
{
    QList<NodeProfile> nodes;
    for (auto each = nodeMap.begin(); each != nodeMap.end(); ++each) {
        if (const auto url = nodeUrl(each.value()["address"_L1].toString()))
            nodes.append({.name = each.key(), .url = *url, .fingerprint = {}});
    }
    return nodes;
}

} // namespace lifeboat
