// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/posixfilesystem.h"
#include "engine/store/directorystore.h"
#include "engine/store/memorystore.h"
#include "engine/store/natsobjectstore.h"
#include "tests/support/expect.h"
#include "tests/support/natsserver.h"

#include <QJsonDocument>

#include <ctime>
#include <thread>

namespace lifeboat::test {

enum class StoreKind {
    Memory,
    Directory,
    Nats,
    NatsThatDies, ///< its server goes away instead of answering
};

/// Rows of a test function for all of them; a column "kind".
inline void storeKinds()
{
    QTest::addColumn<StoreKind>("kind");
    QTest::newRow("memory") << StoreKind::Memory;
    QTest::newRow("directory") << StoreKind::Directory;
    if (!NatsServer::isInstalled())
        return;
    QTest::newRow("NATS") << StoreKind::Nats;
    QTest::newRow("NATS whose server dies") << StoreKind::NatsThatDies;
}

/// A store of any kind, of its own, and how it fails.
class StoreTwin
{
public:
    StoreTwin(StoreKind kind, const Clock &clock)
        : m_kind(kind)
    {
        if (kind == StoreKind::Memory) {
            auto store = std::make_unique<MemoryStore>(clock);
            m_memory = store.get();
            m_store = std::move(store);
        } else if (kind == StoreKind::Directory) {
            m_store = ok(DirectoryStore::open(PosixFileSystem::instance(), m_space.makeDirectory(QStringLiteral("store"))));
        } else {
            m_server = std::make_unique<NatsServer>();
            NatsSettings settings = m_server->settings();
            settings.requestTimeout = std::chrono::seconds(1);
            m_store = ok(NatsObjectStore::open(ok(NatsConnection::open(settings)), {.bucket = QStringLiteral("snaps"), .owner = QStringLiteral("n1")}));
        }
    }

    SnapshotStore &store() { return *m_store; }

    /// A byte of it is another. Of NATS stores only what is as small as one chunk.
    void damage(const QString &name)
    {
        if (m_memory) {
            m_memory->damage(name);
            return;
        }
        if (m_kind == StoreKind::Directory) {
            const QString path = m_space.path(QStringLiteral("store/") + name);
            QByteArray bytes = readFile(path);
            bytes.front() ^= 1;
            writeFile(path, bytes);
            return;
        }
        const JetStream stream(m_server->connect());
        const QByteArray encoded = name.toUtf8().toBase64(QByteArray::Base64UrlEncoding);
        const StoredMessage meta = ok(stream.lastOn("OBJ_snaps", "$O.snaps.M." + encoded));
        const QByteArray nuid = QJsonDocument::fromJson(meta.data).object()[QLatin1StringView("nuid")].toString().toLatin1();
        StoredMessage chunk = ok(stream.lastOn("OBJ_snaps", "$O.snaps.C." + nuid));
        chunk.data.front() ^= 1;
        ok(stream.removeMessage("OBJ_snaps", chunk.sequence));
        ok(stream.store({chunk.subject, {}, chunk.data}, "OBJ_snaps"));
    }

    /// What is stored from now on is younger than what was, by a clock of the store's that no test moves.
    void letTimePass() const
    {
        const auto now = [] {
            timespec read{};
            ::clock_gettime(CLOCK_REALTIME_COARSE, &read); // of which a file's time is made
            return std::chrono::seconds(read.tv_sec) + std::chrono::nanoseconds(read.tv_nsec);
        };
        for (const auto later = now() + std::chrono::milliseconds(2); m_kind != StoreKind::Memory && now() < later;)
            std::this_thread::yield();
    }

    /// What a call that is to fail does: the error it answers, or none where the store itself fails by then.
    Result<> fail()
    {
        if (m_kind != StoreKind::NatsThatDies)
            return failure(ErrorCode::Unreachable, QStringLiteral("store"));
        m_server->kill();
        return {};
    }

    /// It answers again.
    void mend()
    {
        if (m_kind != StoreKind::NatsThatDies)
            return;
        m_server->kill();
        m_server->start();
        if (!QTest::qWaitFor([this] { return m_store->list().has_value(); }, 60'000))
            lifeboat::test::fail(QStringLiteral("the store does not come back"), std::source_location::current());
    }

private:
    const StoreKind m_kind;
    const Workspace m_space;
    std::unique_ptr<NatsServer> m_server;
    std::unique_ptr<SnapshotStore> m_store;
    MemoryStore *m_memory = nullptr; ///< that, if it is one
};

} // namespace lifeboat::test
