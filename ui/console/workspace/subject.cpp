// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/console/workspace/subject.h"

#include <QFileInfo>

namespace lifeboat::ui {

Subject::Subject(Workspace &workspace, QObject *parent)
    : QObject(parent)
    , m_workspace(workspace)
{
    connect(&workspace, &Workspace::shelvesUpdated, this, &Subject::collect);
    connect(&workspace.drills(), &DrillLog::updated, this, &Subject::updated);
    collect();
}

void Subject::setPlace(const Place &place)
{
    if (place == m_place)
        return;
    m_place = place;
    Q_EMIT placeChanged();
    collect();
}

bool Subject::belongs(const CatalogEntry &entry) const
{
    if (m_place.kind != Place::Kind::Database)
        return true;
    return !entry.summary || entry.summary->manifest.name == m_place.fileName();
}

void Subject::collect()
{
    QList<CatalogEntry> entries;
    std::optional<Error> error;
    qsizetype shelves = 0;
    qsizetype read = 0;
    qsizetype unread = 0;
    for (const Shelf *shelf : m_workspace.shelves()) {
        if (m_place.kind != Place::Kind::Machine && shelf->store() != m_place.storePath())
            continue;
        ++shelves;
        if (!shelf->isRead())
            ++unread;
        else if (!shelf->error())
            ++read;
        else if (!error)
            error = shelf->error();
        for (const CatalogEntry &entry : shelf->entries()) {
            if (belongs(entry))
                entries.append(entry);
        }
    }
    std::ranges::stable_sort(entries, std::ranges::greater(), &CatalogEntry::createdAt);
    m_entries = std::move(entries);
    // A database whose store does not exist yet simply has no snapshots.
    if (error && m_place.kind == Place::Kind::Database && error->code == ErrorCode::NotFound) {
        error.reset();
        ++read;
    }
    m_error = error;
    m_state = shelves == 0 ? State::Nothing
        : read > 0         ? State::Ready
        : unread > 0       ? State::Reading
                           : State::Failed;
    Q_EMIT updated();
}

std::optional<CatalogEntry> Subject::newestProven() const
{
    const QDateTime now = QDateTime::currentDateTimeUtc();
    for (const CatalogEntry &entry : m_entries) {
        if (!entry.damage && entry.verification && entry.verification->depth == Depth::Restored
            && !aheadOf(entry.createdAt(), now))
            return entry;
    }
    return std::nullopt;
}

std::optional<CatalogEntry> Subject::newestUndamaged() const
{
    const CatalogEntry *newest = newestIntact(m_entries, QDateTime::currentDateTimeUtc());
    return newest ? std::optional(*newest) : std::nullopt;
}

QList<DrillReport> Subject::drills() const
{
    QList<DrillReport> drills;
    for (const DrillReport &report : m_workspace.drills().reports()) {
        const bool here = m_place.kind == Place::Kind::Machine
            || (QFileInfo(report.archivePath).absolutePath() == m_place.storePath()
                && (m_place.kind == Place::Kind::Store || !report.archive
                    || report.archive->manifest.name == m_place.fileName()));
        if (here)
            drills.append(report);
    }
    return drills;
}

} // namespace lifeboat::ui
