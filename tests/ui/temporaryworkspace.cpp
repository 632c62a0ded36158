// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/temporaryworkspace.h"

#include "engine/base/posixfilesystem.h"
#include "engine/snapshot/take.h"
#include "tests/support/expect.h"
#include "tests/support/sampledatabase.h"

namespace lifeboat::test {

TemporaryWorkspace::TemporaryWorkspace(ui::ClusterWorld world)
    : m_console(PosixFileSystem::instance(), nullptr,
                {m_files.path(QStringLiteral("drills")), m_files.path(QStringLiteral("node")),
                 m_files.path(QStringLiteral("sample")), m_files.path(QStringLiteral("clusters.json")), m_files.path(QStringLiteral("fetched")), m_files.path(QStringLiteral("operations")), m_files.path(QStringLiteral("restores")), m_files.path(QStringLiteral("practice")), m_files.path(QStringLiteral("stores.json"))}, std::move(world))
{
}

QString TemporaryWorkspace::takeSnapshotOf(const QString &database, const QString &store)
{
    const QString file = path(database);
    if (!PosixFileSystem::instance().exists(file))
        makeDatabase(file);
    TakeRequest request;
    request.database = file;
    request.store = path(store);
    UnwatchedControl control;
    return ok(takeSnapshot(control, request, PosixFileSystem::instance())).path;
}

bool TemporaryWorkspace::waitUntilRead()
{
    return QTest::qWaitFor([this] {
        const QList<ui::Shelf *> shelves = m_console.shelves();
        return m_console.drills().isRead() && std::ranges::all_of(shelves, &ui::Shelf::isRead);
    }, 30'000);
}

} // namespace lifeboat::test
