// SPDX-FileCopyrightText: The Lifeboat authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/store/storetrial.h"

#include <QObject>

namespace lifeboat::ui {

class Stores;

/// What is in one of the user's stores, as it was listed last. Nothing is asked before somebody wants to know. GUI thread.
class StoreContents final : public QObject
{
    Q_OBJECT

public:
    /// `stores` outlives this.
    StoreContents(Stores &stores, const QString &name, QObject *parent);

    const QString &name() const { return m_name; }
    bool isListing() const { return m_listing; }
    /// By name; what was listed last stays while an error stands.
    const QList<StoreObject> &objects() const { return m_objects; }
    /// Why it could not be listed, if the last try failed.
    const std::optional<Error> &error() const { return m_error; }
    /// When objects() were so, UTC; invalid: never.
    const QDateTime &listedAt() const { return m_listedAt; }

    /// Lists again; a call meanwhile makes one more listing afterwards.
    void refresh();
    /// It is reached in another way from now on: what is known was of another. Lists again if it ever was.
    void startOver();

Q_SIGNALS:
    void changed();

private:
    void list(int turn, const Result<OpenStore> &open);
    void take(int turn, const Result<QList<StoreObject>> &objects);

    Stores &m_stores;
    const QString m_name;
    QList<StoreObject> m_objects;
    std::optional<Error> m_error;
    QDateTime m_listedAt;
    bool m_listing = false;
    bool m_again = false;
    int m_turn = 0; ///< of the way it is reached: what an earlier one brings is nothing
};

} // namespace lifeboat::ui
