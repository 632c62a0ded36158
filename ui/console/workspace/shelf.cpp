// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/console/workspace/shelf.h"

namespace lifeboat::ui {

Shelf::Shelf(const QString &store, FileSystem &fileSystem, JobRunner &readers, QObject *parent)
    : QObject(parent)
    , m_store(store)
    , m_fileSystem(fileSystem)
    , m_readers(readers)
    , m_watch(store)
{
    connect(&m_watch, &DirectoryWatch::changed, this, &Shelf::refresh);
    // A job that is done at once would answer before anybody can listen.
    QMetaObject::invokeMethod(this, &Shelf::refresh, Qt::QueuedConnection);
}

void Shelf::refresh()
{
    if (m_reading) {
        m_again = true;
        return;
    }
    m_reading = true;
    auto job = m_readers.start<QList<CatalogEntry>>(
        [store = m_store, fileSystem = &m_fileSystem](JobControl &) { return readCatalog(*fileSystem, store); });
    job.future.then(this, [this](const Result<QList<CatalogEntry>> &answer) { take(answer); });
}

void Shelf::take(Result<QList<CatalogEntry>> answer)
{
    m_reading = false;
    m_read = true;
    if (answer) {
        m_entries = std::move(*answer);
        m_error.reset();
    } else {
        m_error = std::move(answer.error());
    }
    m_watch.rearm();
    Q_EMIT updated();
    if (std::exchange(m_again, false))
        refresh();
}

} // namespace lifeboat::ui
