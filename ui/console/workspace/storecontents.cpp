// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/console/workspace/storecontents.h"

#include "ui/console/workspace/stores.h"

namespace lifeboat::ui {

StoreContents::StoreContents(Stores &stores, const QString &name, QObject *parent)
    : QObject(parent)
    , m_stores(stores)
    , m_name(name)
{
}

void StoreContents::refresh()
{
    if (m_listing) {
        m_again = true;
        return;
    }
    m_listing = true;
    Q_EMIT changed();
    m_stores.reach(m_name, this, [this, turn = m_turn](const Result<OpenStore> &open) { list(turn, open); });
}

void StoreContents::startOver()
{
    const bool isKnown = m_listing || m_listedAt.isValid() || m_error;
    ++m_turn;
    m_objects.clear();
    m_error.reset();
    m_listedAt = {};
    Q_EMIT changed();
    if (isKnown)
        refresh();
}

void StoreContents::list(int turn, const Result<OpenStore> &open)
{
    if (!open)
        return take(turn, failure(open.error()));
    auto job = m_stores.network().start<QList<StoreObject>>([open = *open](JobControl &) -> Result<QList<StoreObject>> {
        LIFEBOAT_ASSIGN(const auto store, open());
        return store->list();
    });
    job.future.then(this, [this, turn](const Result<QList<StoreObject>> &objects) { take(turn, objects); });
}

void StoreContents::take(int turn, const Result<QList<StoreObject>> &objects)
{
    m_listing = false;
    if (turn == m_turn) {
        m_error = objects ? std::nullopt : std::optional(objects.error());
        if (objects) {
            m_objects = *objects;
            m_listedAt = QDateTime::currentDateTimeUtc();
        }
    }
    Q_EMIT changed();
    if (std::exchange(m_again, false))
        refresh();
}

} // namespace lifeboat::ui
