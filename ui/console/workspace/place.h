// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QString>

namespace lifeboat::ui {

/// What the console has open: this machine (everything open on it), one database with the store its snapshots go to,
/// one store, a cluster, one node of it, or a store the user set up under a name.
struct Place {
    enum class Kind { Machine, Database, Store, Cluster, Node, NamedStore };

    Kind kind = Kind::Machine;
    QString path{}; ///< of the database or the store; URL of a node; empty for the machine and a cluster
    QString store{}; ///< of a database: where its snapshots go
    QString cluster{}; ///< name of the cluster, or of the node's

    QString name{}; ///< of a store that has one

    /// "orders.db", "snapshots"; empty for the machine.
    QString fileName() const;

    bool isRemote() const { return kind == Kind::Cluster || kind == Kind::Node; }
    bool isNamedStore() const { return kind == Kind::NamedStore; }
    /// Its snapshots are files of this machine that were opened here.
    bool isHere() const { return !isRemote() && !isNamedStore(); }

    static Place ofCluster(const QString &name) { return {Kind::Cluster, {}, {}, name}; }
    static Place ofNode(const QString &cluster, const QString &url) { return {Kind::Node, url, {}, cluster}; }

    static Place ofNamedStore(const QString &name) { return {Kind::NamedStore, {}, {}, {}, name}; }

    /// The directory whose archives belong to this place; empty for the machine, clusters and named stores.
    QString storePath() const { return kind == Kind::Store ? path : store; }

    bool operator==(const Place &) const = default;
};

/// The store a database gets that has none yet: "<directory>/snapshots".
QString defaultStoreFor(const QString &database);

} // namespace lifeboat::ui
