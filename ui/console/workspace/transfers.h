// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/operations/operationsrunner.h"
#include "ui/console/workspace/clusters.h"
#include "ui/console/workspace/stores.h"

namespace lifeboat::ui {

/// A snapshot of a node, to be fetched as the file `archive`.
struct NodeFetch {
    QString cluster;
    QUrl url;
    QString node; ///< its name
    SnapshotId snapshot;
    QString database; ///< its name
    QString archive;
};

/// An object of a named store, to be got as a file.
struct StoreGet {
    QString store;
    QString object;
    QString file;
};

/// A file, to be put into a named store.
struct StorePut {
    QString store;
    QString object;
    QString file;
};

/// What is done with an archive once it is here.
struct Afterwards {
    enum class What {
        Nothing,
        Verify, ///< every page is read
        Drill, ///< which verifies too
    };
    What what = What::Nothing;
    QString nodeDirectory{}; ///< of a drill
    QString historyDirectory{};
};

/// What the console's queue holds of a "fetch", a "get" and a "put": names, and never what opens a node or a store.
OperationRequest operationOf(const NodeFetch &fetch, const QString &title, const Afterwards &afterwards = {});
OperationRequest operationOf(const StoreGet &get, const QString &title, const Afterwards &afterwards = {});
OperationRequest operationOf(const StorePut &put, const QString &title);

/// The file that a "fetch" or "get" makes, and what is done with it then.
QString fileOf(const lifeboat::Operation &transfer);
Afterwards::What afterwardsOf(const lifeboat::Operation &transfer);

/// Does transfers in the threads of a queue, which may begin them again after a kill at any moment: they go on where a part file
/// stands, and what had come to its end is not done twice. Connections and secrets belong to the GUI thread and are
/// asked for there; until the clusters and stores are known a transfer waits. Lives in the GUI thread.
class Transfers final : public QObject
{
    Q_OBJECT

public:
    /// All of them outlive this.
    Transfers(FileSystem &fileSystem, Clusters &clusters, Stores &stores, QObject *parent = nullptr);

    /// Does it, in another thread. A fetch gives {"path", "database", "resumedBytes"}, a get {"path", "database"} where the file is
    /// an archive that is wanted as one, a put {"object"}. Unreachable while the node is; NotFound for a cluster, node or
    /// store that nobody knows any more.
    Result<QJsonObject> work(JobControl &control, const lifeboat::Operation &operation);

    /// What follows it, for OperationsRunner::handle().
    static QList<OperationRequest> next(const lifeboat::Operation &operation, const QJsonObject &result);

    /// Nobody waits for this thread any more. Before the threads are joined in it.
    void close() { m_closing.request_stop(); }

private:
    template <typename T> struct Reply;
    struct Wait {
        QString cluster;
        QUrl url;
        std::shared_ptr<Reply<void>> reply;
    };

    Result<QJsonObject> fetch(JobControl &control, const lifeboat::Operation &operation);
    Result<QJsonObject> get(JobControl &control, const lifeboat::Operation &operation);
    Result<QJsonObject> put(JobControl &control, const lifeboat::Operation &operation);
    Result<> reachNode(JobControl &control, const QJsonObject &parameters);
    Result<QJsonValue> transfer(JobControl &control, const QJsonObject &parameters);
    Result<OpenStore> reachStore(JobControl &control, const QString &name);
    void answer(const QString &store, const std::shared_ptr<Reply<OpenStore>> &reply);
    bool isAnswered(const Wait &wait) const;
    void look();

    FileSystem &m_disk;
    Clusters &m_clusters;
    Stores &m_stores;
    QList<Wait> m_waiting; ///< for a node to be reached
    std::stop_source m_closing;
};

} // namespace lifeboat::ui
