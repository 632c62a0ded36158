// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/jobs/jobrunner.h"
#include "engine/snapshot/catalog.h"
#include "ui/console/workspace/directorywatch.h"

namespace lifeboat::ui {

/// The archives of one store, kept current: read as a job, read again when the directory changes.
class Shelf : public QObject
{
    Q_OBJECT

public:
    /// Both references must outlive this. Begins to read.
    Shelf(const QString &store, FileSystem &fileSystem, JobRunner &readers, QObject *parent = nullptr);

    QString store() const { return m_store; }
    /// False until the first answer.
    bool isRead() const { return m_read; }
    /// Newest first; what was known last while `error` stands.
    const QList<CatalogEntry> &entries() const { return m_entries; }
    const std::optional<Error> &error() const { return m_error; }

    /// Reads again; a call during a read makes one more read afterwards.
    void refresh();

Q_SIGNALS:
    /// After every answer.
    void updated();

private:
    void take(Result<QList<CatalogEntry>> answer);

    const QString m_store;
    FileSystem &m_fileSystem;
    JobRunner &m_readers;
    DirectoryWatch m_watch;
    QList<CatalogEntry> m_entries;
    std::optional<Error> m_error;
    bool m_read = false;
    bool m_reading = false;
    bool m_again = false;
};

} // namespace lifeboat::ui
