// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/practice/practiceprofile.h"

#include "engine/cluster/handover.h"

#include <QCoreApplication>
#include <QThread>

#include <future>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace lifeboat {

namespace {

constexpr auto kLook = 20ms;

/// Secrets for those that can wait: they answer through the event loop of a thread, which is one of its own.
class WaitedSecrets
{
public:
    using Question = std::function<QFuture<Result<>>(SecretStore &)>;

    WaitedSecrets(FileSystem &fileSystem, const PracticeProfile &profile)
        : m_inThread(new QObject)
    {
        m_inThread->moveToThread(&m_thread);
        m_thread.start();
        QMetaObject::invokeMethod(m_inThread, [this, fileSystem = &fileSystem, make = profile.makeSecrets] {
            m_store = make ? make(*fileSystem) : SecretStore::forThisSession(*fileSystem);
        });
    }

    ~WaitedSecrets()
    {
        QMetaObject::invokeMethod(m_inThread, [this] {
            m_store.reset();
            m_inThread->deleteLater();
            m_thread.quit();
        });
        m_thread.wait();
    }
    Q_DISABLE_COPY_MOVE(WaitedSecrets)

    Result<> ask(const JobControl &control, const Question &question)
    {
        const auto answer = std::make_shared<std::promise<Result<>>>();
        auto future = answer->get_future();
        QMetaObject::invokeMethod(m_inThread, [this, answer, question] {
            handOver(m_inThread, question(*m_store), [answer](const Result<> &result) { answer->set_value(result); });
        });
        while (future.wait_for(kLook) != std::future_status::ready)
            LIFEBOAT_TRY(control.checkpoint());
        return future.get();
    }

private:
    QThread m_thread;
    QObject *m_inThread; ///< lives there
    std::unique_ptr<SecretStore> m_store; ///< touched there only
};

bool isOnThisMachine(const ClusterProfile &profile)
{
    return std::ranges::all_of(profile.nodes, [](const NodeProfile &node) { return node.url.host() == "127.0.0.1"_L1; });
}

void dismiss(const JobControl &control, FileSystem &fileSystem, const PracticeProfile &profile)
{
    ProfileStore profiles(fileSystem, profile.file);
    const auto kept = profiles.cluster(PracticeCluster::kName);
    if (!kept || !isOnThisMachine(*kept))
        return;
    WaitedSecrets secrets(fileSystem, profile);
    for (const NodeProfile &node : kept->nodes) {
        (void)profiles.removeNode(kept->name, node.url);
        (void)secrets.ask(control, [key = secretKey(kept->name, node.url)](SecretStore &store) { return store.remove(key); });
    }
}

Result<> enroll(const JobControl &control, FileSystem &fileSystem, const PracticeProfile &profile, const PracticeCluster &cluster)
{
    ProfileStore profiles(fileSystem, profile.file);
    if (const auto before = profiles.cluster(PracticeCluster::kName)) {
        if (!isOnThisMachine(*before))
            return failure(ErrorCode::AlreadyExists, PracticeCluster::kName, u"a cluster of that name is kept"_s);
        dismiss(control, fileSystem, profile);
    }
    const ClusterProfile wanted = cluster.profile();
    {
        WaitedSecrets secrets(fileSystem, profile);
        for (const NodeProfile &node : wanted.nodes) {
            LIFEBOAT_ASSIGN(const net::Endpoint endpoint, cluster.endpoint(node.name));
            LIFEBOAT_TRY(secrets.ask(control, [key = secretKey(wanted.name, node.url), token = endpoint.token](SecretStore &store) {
                return store.write(key, token);
            }));
        }
    }
    return profiles.putNodes(wanted.name, wanted.nodes);
}

} // namespace

QString practiceDaemon()
{
    return QCoreApplication::applicationDirPath() + u"/lifeboatd"_s;
}

Result<std::shared_ptr<PracticeCluster>> startPractice(const JobControl &control, FileSystem &fileSystem,
                                                       const PracticeProfile &profile, const PracticeRequest &request)
{
    LIFEBOAT_ASSIGN(std::shared_ptr<PracticeCluster> cluster, PracticeCluster::start(control, fileSystem, request));
    if (const auto enrolled = enroll(control, fileSystem, profile, *cluster); !enrolled) {
        cluster.reset(); // lets go of its lock
        (void)stopPractice(control, fileSystem, profile, request.directory);
        return failure(enrolled.error());
    }
    return cluster;
}

Result<bool> stopPractice(const JobControl &control, FileSystem &fileSystem, const PracticeProfile &profile,
                          const QString &directory)
{
    LIFEBOAT_ASSIGN(const bool wasThere, PracticeCluster::stop(control, fileSystem, directory));
    dismiss(control, fileSystem, profile);
    return wasThere;
}

Result<bool> endLeftPractice(const JobControl &control, FileSystem &fileSystem, const PracticeProfile &profile,
                             const QString &directory)
{
    LIFEBOAT_ASSIGN(const bool wasThere, PracticeCluster::endLeftover(control, fileSystem, directory));
    if (wasThere)
        dismiss(control, fileSystem, profile);
    return wasThere;
}

} // namespace lifeboat
