// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/posixfilesystem.h"
#include "engine/store/directorystore.h"
#include "engine/store/memorystore.h"
#include "engine/store/natsobjectstore.h"
#include "tests/support/expect.h"
#include "tests/support/natsserver.h"

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
            m_store = std::make_unique<MemoryStore>(clock);
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
};

} // namespace lifeboat::test
