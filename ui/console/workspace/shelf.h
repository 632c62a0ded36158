// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/snapshot/catalog.h"
#include "ui/console/workspace/directoryreading.h"

namespace lifeboat::ui {

/// The archives of one store, kept current.
class Shelf final : public DirectoryReading
{
    Q_OBJECT

public:
    /// Both references must outlive this.
    Shelf(const QString &store, FileSystem &fileSystem, JobRunner &readers, QObject *parent = nullptr)
        : DirectoryReading(store, fileSystem, readers, parent)
    {
    }

    QString store() const { return directory(); }
    /// Newest first.
    const QList<CatalogEntry> &entries() const { return m_entries; }

protected:
    void read() override
    {
        start([](FileSystem &fileSystem, const QString &store) { return readCatalog(fileSystem, store); }, m_entries);
    }

private:
    QList<CatalogEntry> m_entries;
};

} // namespace lifeboat::ui
