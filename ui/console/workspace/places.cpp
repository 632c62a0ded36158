// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/console/workspace/places.h"

#include <QDir>
#include <QFileInfo>
#include <QSettings>

namespace lifeboat::ui {

namespace {

const QString kArray = QStringLiteral("places");

QString cleaned(const QString &path)
{
    return QDir::cleanPath(QFileInfo(path).absoluteFilePath());
}

} // namespace

Places::Places(QSettings *settings, QObject *parent)
    : QObject(parent)
    , m_settings(settings)
{
    load();
}

Place Places::openDatabase(const QString &path, const QString &store)
{
    const QString clean = cleaned(path);
    const qsizetype known = find(Place::Kind::Database, clean);
    if (known >= 0) {
        if (!store.isEmpty() && m_places[known].store != cleaned(store)) {
            m_places[known].store = cleaned(store);
            keep();
        }
        return m_places[known];
    }
    const Place place{Place::Kind::Database, clean, cleaned(store.isEmpty() ? defaultStoreFor(clean) : store)};
    m_places.append(place);
    keep();
    return place;
}

Place Places::openStore(const QString &path)
{
    const QString clean = cleaned(path);
    if (const qsizetype known = find(Place::Kind::Store, clean); known >= 0)
        return m_places[known];
    const Place place{Place::Kind::Store, clean, {}};
    m_places.append(place);
    keep();
    return place;
}

void Places::close(const Place &place)
{
    if (m_places.removeAll(place) > 0)
        keep();
}

QStringList Places::stores() const
{
    QStringList stores;
    for (const Place &place : m_places) {
        if (!stores.contains(place.storePath()))
            stores.append(place.storePath());
    }
    return stores;
}

QStringList Places::databases() const
{
    QStringList databases;
    for (const Place &place : m_places) {
        if (place.kind == Place::Kind::Database)
            databases.append(place.path);
    }
    return databases;
}

void Places::load()
{
    if (!m_settings)
        return;
    const int count = m_settings->beginReadArray(kArray);
    for (int i = 0; i < count; ++i) {
        m_settings->setArrayIndex(i);
        const bool database = m_settings->value(QStringLiteral("kind")).toString() == QLatin1StringView("database");
        const Place place{database ? Place::Kind::Database : Place::Kind::Store,
                          m_settings->value(QStringLiteral("path")).toString(),
                          m_settings->value(QStringLiteral("store")).toString()};
        if (!place.path.isEmpty() && (!database || !place.store.isEmpty()))
            m_places.append(place);
    }
    m_settings->endArray();
}

void Places::keep()
{
    if (m_settings) {
        m_settings->beginWriteArray(kArray, int(m_places.size()));
        for (int i = 0; i < m_places.size(); ++i) {
            const Place &place = m_places.at(i);
            m_settings->setArrayIndex(i);
            m_settings->setValue(QStringLiteral("kind"),
                                 place.kind == Place::Kind::Database ? QStringLiteral("database")
                                                                     : QStringLiteral("store"));
            m_settings->setValue(QStringLiteral("path"), place.path);
            m_settings->setValue(QStringLiteral("store"), place.store);
        }
        m_settings->endArray();
    }
    Q_EMIT changed();
}

qsizetype Places::find(Place::Kind kind, const QString &path) const
{
    for (qsizetype i = 0; i < m_places.size(); ++i) {
        if (m_places.at(i).kind == kind && m_places.at(i).path == path)
            return i;
    }
    return -1;
}

} // namespace lifeboat::ui
