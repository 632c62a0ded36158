// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/console/workspace/place.h"

#include <QObject>

class QSettings;

namespace lifeboat::ui {

/// The databases and stores that are open, kept in the user's settings from one start to the next.
class Places : public QObject
{
    Q_OBJECT

public:
    /// `settings` must outlive this; null: nothing is kept.
    explicit Places(QSettings *settings, QObject *parent = nullptr);

    const QList<Place> &all() const { return m_places; }
    bool isEmpty() const { return m_places.isEmpty(); }

    /// Opens a database; its store is `store`, or the one it had, or defaultStoreFor. Returns the place.
    Place openDatabase(const QString &path, const QString &store = {});
    Place openStore(const QString &path);

    /// Takes it off the list. Nothing on disk is touched.
    void close(const Place &place);

    /// Distinct store directories of all places, in order of opening.
    QStringList stores() const;
    QStringList databases() const;

Q_SIGNALS:
    void changed();

private:
    void load();
    void keep();
    qsizetype find(Place::Kind kind, const QString &path) const;

    QSettings *const m_settings;
    QList<Place> m_places;
};

} // namespace lifeboat::ui
